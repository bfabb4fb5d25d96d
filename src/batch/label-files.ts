// Labels whole inputs into one output: rows in order, bad rows set aside with their reason, nothing lost.
// Output goes to a temporary name and is renamed when it is whole; what was done can be resumed at any moment.
import { availableParallelism } from 'node:os'
import { checkInputs, findInputs, type Input, readInputs } from '../io/input.ts'
import { InputError, type Position, READ_DEFAULTS, type ReadOptions, START } from '../io/records.ts'
import { ROW_NAMES } from '../io/row.ts'
import { makeWriter, type OutputFormat, outputFormatOf } from '../io/write.ts'
import type { LabelOptions } from '../types.ts'
import { makeIdSet } from './ids.ts'
import type { JobOptions } from './job.ts'
import { makeLocalPool, makePool, WorkerError } from './pool.ts'
import type { RowLabeller, RowModule } from './row.ts'
import { run, type Spent } from './run.ts'
import type { RejectLine } from './settle.ts'
import { outputFailure, StoppedError } from './stop.ts'
import { countsByLabel, type LabelCounts, makeTally } from './tally.ts'
import { isFinished, openTarget, type Target } from './target.ts'

export interface LabelFilesOptions {
  /** How reports are labelled. */
  readonly label?: LabelOptions
  /** How inputs are read: columns, encoding, formats. */
  readonly read?: Partial<ReadOptions>
  /** Format of the output; by its name when left out, JSON Lines for standard output. */
  readonly format?: OutputFormat
  readonly withEvidence?: boolean
  readonly withBounds?: boolean
  readonly spreadsheetSafe?: boolean
  /** Worker threads; all cores when left out. */
  readonly workers?: number
  /** Goes on where an earlier run of the same command stopped; starts when there is none. */
  readonly resume?: boolean
  /** Labels every `of`-th record from `index` (from 0) on. */
  readonly shard?: { readonly index: number; readonly of: number }
  /** Lets an id come twice instead of setting the later row aside. */
  readonly allowDuplicates?: boolean
  /** File of rows set aside; `OUTPUT.rejects.jsonl` when left out. */
  readonly rejects?: string
  readonly checkpointSeconds?: number
  /** Stops the run, leaving it resumable. */
  readonly signal?: AbortSignal
  readonly onNote?: (message: string) => void
  readonly onReject?: (reject: RejectLine) => void
  /** Called after every batch. */
  readonly onProgress?: (progress: Progress) => void
  /** URL of another module to make rows with, for labellers of your own; see `RowModule`. */
  readonly rowModule?: string
}

export interface Progress {
  readonly rows: number
  readonly rejected: number
  /** Share of the input that is done, from 0 to 1; null when its size is not known. */
  readonly fraction: number | null
}

/** What was done; rows = labelled + rejected. */
export interface Summary {
  readonly rows: number
  readonly labelled: number
  readonly rejected: number
  /** Files passed over because they are no reports. */
  readonly ignored: number
  readonly milliseconds: number
  /** Rows that an earlier run had done. */
  readonly resumedRows: number
  readonly spent: Spent
  readonly workers: number
  readonly labels: readonly string[]
  readonly counts: Readonly<Record<string, LabelCounts>>
  /** Where the rejected rows are described; null when there were none or no place for them. */
  readonly rejects: string | null
}

/**
 * Labels the inputs (files, folders, archives, `-`) into `output`, a path or null for standard output.
 *
 * @throws {InputError} for inputs that cannot be used at all
 * @throws {TypeError} for options the labeller does not know
 * @throws {StoppedError} when the run was interrupted or its output cannot be written; `--resume` goes on
 *
 * @example
 * const { labelled, rejected } = await labelFiles(['reports.jsonl'], 'labels.csv', { workers: 2 })
 */
export async function labelFiles(
  paths: readonly string[],
  output: string | null,
  options: LabelFilesOptions = {},
): Promise<Summary> {
  const start = performance.now()
  const plan = await makePlan(paths, output, options)
  const { labeller, inputs, read, job, workers } = plan
  await checkInputs(inputs, read)
  const seen = makeIdSet()
  const target = await openTarget(targetOptions(plan, output, options), seen)
  const tally = target.resumed?.tally ?? makeTally(labeller.labels.length)
  const resumedRows = tally.labelled + tally.rejected
  const spent: Spent = { read: 0, parse: 0, label: 0, write: 0, settle: 0 }
  const isDone = target.resumed?.isDone === true
  const events = { onNote: options.onNote ?? (() => {}), onIgnored: () => void ignored++ }
  const fractionAt = makeFraction(inputs)
  let ignored = 0
  let usedWorkers = 1
  const makeRunPool = (isLarge: boolean) => {
    if (!isLarge || workers === 1) return makeLocalPool(labeller, job)
    usedWorkers = workers
    return makePool({ workers, job, rowModule: plan.rowModule, onWorkerLost: events.onNote })
  }
  try {
    if (!isDone) {
      await run({
        batches: readInputs(inputs, target.resumed?.position ?? START, read, events),
        makePool: makeRunPool,
        target,
        seen: options.allowDuplicates === true ? null : seen,
        tally,
        spent,
        checkpointSeconds: options.checkpointSeconds ?? 5,
        signal: options.signal ?? null,
        onSettled: (next, rejects) => {
          for (const reject of rejects) options.onReject?.(reject)
          const rows = tally.labelled + tally.rejected
          options.onProgress?.({ rows, rejected: tally.rejected, fraction: fractionAt(next) })
        },
      })
    }
    return {
      rejects: await target.finish(tally),
      rows: tally.labelled + tally.rejected,
      labelled: tally.labelled,
      rejected: tally.rejected,
      ignored,
      milliseconds: performance.now() - start,
      resumedRows,
      spent,
      workers: usedWorkers,
      labels: labeller.labels,
      counts: countsByLabel(tally, labeller.labels),
    }
  } catch (error) {
    await target.leave()
    throw explainStop(error, options.signal, target, tally.labelled + tally.rejected)
  }
}

interface Plan {
  readonly labeller: RowLabeller
  readonly rowModule: string
  readonly inputs: readonly Input[]
  readonly read: ReadOptions
  readonly job: JobOptions
  readonly workers: number
  readonly format: OutputFormat
}

async function makePlan(paths: readonly string[], output: string | null, options: LabelFilesOptions): Promise<Plan> {
  const read = { ...READ_DEFAULTS, ...options.read }
  const taken = read.keep.find((name) => ROW_NAMES.has(name))
  if (taken !== undefined)
    throw new InputError(`the output has a field "${taken}" of its own, so the input's cannot be kept`)
  const format = options.format ?? (output === null ? 'jsonl' : outputFormatOf(output))
  if (format === null) throw new InputError(`${output}: name it .jsonl, .csv, .tsv or .parquet, or say the format`)
  if (format === 'parquet' && (output === null || output.endsWith('.gz'))) {
    throw new InputError('Parquet is written to a file that is not packed with gzip')
  }
  const row = { label: options.label ?? {}, withEvidence: options.withEvidence ?? false }
  const rowModule = options.rowModule ?? import.meta.resolve(import.meta.url.endsWith('.ts') ? './row.ts' : './row.js')
  const labeller = ((await import(rowModule)) as RowModule).createRowLabeller(row)
  const job: JobOptions = {
    row,
    write: {
      format,
      keep: read.keep,
      withEvidence: row.withEvidence,
      withBounds: options.withBounds ?? false,
      spreadsheetSafe: options.spreadsheetSafe ?? false,
    },
    maxReportBytes: read.maxReportBytes,
    shard: options.shard ?? { index: 0, of: 1 },
  }
  const inputs = await findInputs(paths)
  return { labeller, rowModule, inputs, read, job, workers: options.workers ?? availableParallelism(), format }
}

function targetOptions(
  plan: Plan,
  output: string | null,
  options: LabelFilesOptions,
): Parameters<typeof openTarget>[0] {
  const { labeller, job, inputs, read, format } = plan
  const { labels, ruleset } = labeller
  const isGzip = output?.endsWith('.gz') ?? false
  return {
    output,
    rejects: options.rejects ?? null,
    isParquet: format === 'parquet',
    isGzip,
    keep: job.write.keep,
    labels,
    withBounds: job.write.withBounds,
    withEvidence: job.write.withEvidence,
    resume: options.resume ?? false,
    run: JSON.stringify({ inputs, read, job, ruleset, isGzip, allowDuplicates: options.allowDuplicates ?? false }),
    header: makeWriter({ ...job.write, labels }).header,
  }
}

/** Whether a resumed run has nothing left to do because its output has its name already. */
export async function isAlreadyDone(output: string | null, options: LabelFilesOptions): Promise<boolean> {
  return options.resume === true && output !== null && (await isFinished(output))
}

function makeFraction(inputs: readonly Input[]): (next: Position) => number | null {
  const total = inputs.reduce((sum, { size }) => sum + (size ?? Number.NaN), 0)
  const isMeasured = total > 0 && inputs.every(({ path }) => !/\.(t?gz|tar|parquet|pq)$/i.test(path))
  const before = inputs.map((_, at) => inputs.slice(0, at).reduce((sum, { size }) => sum + (size ?? 0), 0))
  return ({ input, offset }) => (isMeasured ? Math.min(1, ((before[input] ?? total) + offset) / total) : null)
}

function explainStop(error: unknown, signal: AbortSignal | undefined, target: Target, rows: number): unknown {
  if (error instanceof StoppedError || error instanceof InputError) return error
  const isResumable = target.canResume
  if (signal?.aborted === true && error === signal.reason)
    return new StoppedError('signal', 'interrupted', rows, isResumable)
  if (error instanceof WorkerError) return new StoppedError('worker', error.message, rows, isResumable)
  const failure = outputFailure(error)
  return failure === null ? error : new StoppedError(failure.reason, failure.message, rows, isResumable)
}
