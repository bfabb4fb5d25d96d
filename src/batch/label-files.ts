// Labels whole inputs into one output: rows in order, bad rows set aside with their reason, nothing lost, and able to
// go on after being stopped at any moment. Here the parts are put together; `run.ts` has the loop.

import { existsSync } from 'node:fs'
import { makeIdSet } from '../io/ids.ts'
import { checkInputs, findInputs, readInputs } from '../io/input.ts'
import { checkKeptNames } from '../io/kept-names.ts'
import { FRESH_MEMORY, makeSharedMemory } from '../io/memory.ts'
import { InputError, START } from '../io/records.ts'
import { checkFilesApart } from '../io/same-file.ts'
import { makeWriter } from '../io/write.ts'
import { makeConflictWriter } from '../io/write-conflicts.ts'
import type { LabelFilesOptions } from './file-options.ts'
import { makeMeter } from './meter.ts'
import { groupByPatient } from './patients.ts'
import { makeGrowingPool, makeLocalPool, WorkerError } from './pool.ts'
import type { RowModule } from './row.ts'
import { run } from './run.ts'
import { prepareSeries } from './series.ts'
import { identify, readSettings } from './settings.ts'
import { outputFailure, StoppedError } from './stop.ts'
import { type Spent, type Summary, summarize } from './summary.ts'
import { makeTally, type Tally } from './tally.ts'
import { filesOf, hasUnfinished, openTarget } from './target.ts'

const CHECKPOINT_SECONDS = 5
/** Inputs above this many bytes are worth the start of workers from the first row on. */
const LARGE_BYTES = 4 << 20

/**
 * Labels the inputs (files, folders, archives, `-` for standard input) into `output`.
 *
 * @example
 * const { labelled, rejected } = await labelFiles(['reports.csv'], { output: 'labels.csv' })
 *
 * @throws {InputError} for inputs that cannot be used at all
 * @throws {TypeError} for options that make no sense
 * @throws {StoppedError} when the run ended before its inputs did; most can be resumed
 */
export async function labelFiles(paths: readonly string[], options: LabelFilesOptions): Promise<Summary> {
  const start = performance.now()
  const { output, resume = false, onNote = () => {} } = options
  const settings = readSettings(options)
  const { read, job, rowModule, workers, isGzip, isParquet } = settings
  checkFilesApart(
    [
      ...paths.map((path) => ({ name: 'input', path })),
      ...(settings.dates === null ? [] : [{ name: 'dates', path: settings.dates.path }]),
    ],
    filesOf({ output, rejects: settings.rejects, conflicts: settings.conflicts }),
  )
  const labeller = ((await import(rowModule)) as RowModule).createRowLabeller(job.row)
  const { labels } = labeller
  checkKeptNames(job.write.keep, isParquet ? 'parquet' : job.write.format, { ...job.write, labels })
  const known = { start, labels, workers }
  const inputs = await findInputs(paths)
  await checkInputs(inputs, read)
  const series =
    settings.series === null ? null : await prepareSeries(settings, settings.series, inputs, labeller, onNote)
  // A finished output is labelled again: nothing beside it says of which inputs and options it was made.
  if (output !== null && resume && !hasUnfinished(output)) {
    const state = existsSync(output)
      ? `${output} is complete, and nothing says of which inputs`
      : `nothing to resume beside ${output}`
    onNote(`${state}: starting anew`)
  }
  if (output !== null && !resume && hasUnfinished(output)) {
    onNote(`an unfinished run beside ${output} is dropped; --resume would have gone on with it`)
  }
  const allowsDuplicates = options.allowDuplicates === true
  const seen = allowsDuplicates && series === null ? null : makeIdSet()
  const open = openTarget(
    {
      ...{
        output,
        rejects: settings.rejects,
        hasNamedRejects: settings.hasNamedRejects,
        isGzip,
        isParquet,
        keep: job.write.keep,
        labels,
      },
      ...{ withBounds: job.write.withBounds, withEvidence: job.row.withEvidence, resume },
      withSeries: job.write.withSeries,
      run: identify(settings, [...inputs, ...(series?.tables ?? [])], labeller.ruleset),
      header: makeWriter({ ...job.write, labels }).header,
      conflicts: settings.conflicts,
      conflictsHeader: job.conflicts == null ? '' : makeConflictWriter(job.conflicts, false).header,
    },
    seen,
  )
  const target = await open.catch((error: unknown) => {
    throw explain(error, 0, 0, null)
  })
  const tally: Tally = { ...makeTally(labels.length), ...target.resumed?.tally }
  const resumedRows = tally.labelled + tally.rejected
  const spent: Spent = { read: 0, parse: 0, label: 0, write: 0, settle: 0 }
  const meter = makeMeter(inputs)
  let ignored = 0
  const finish = async (): Promise<Summary> => {
    const rejects = await target.finish(tally)
    return summarize(tally, { ...known, resumedRows, ignored, rejects, spent })
  }
  try {
    if (target.resumed?.isDone === true) return await finish()
    const events = { onNote, onIgnored: () => void ignored++, onRead: meter.add }
    const pool =
      workers === 1
        ? makeLocalPool(labeller, job)
        : makeGrowingPool(labeller, { workers, job, rowModule, onWorkerLost: onNote }, meter.total > LARGE_BYTES)
    const from = target.resumed?.position ?? START
    // Batches of patients are put together of those that were read, which are dropped then, not settled.
    const memory = series === null ? makeSharedMemory() : FRESH_MEMORY
    const batches = readInputs(inputs, from, read, events, memory)
    await run({
      ...{ pool, target, tally, spent, memory, inlineRejects: settings.inlineRejects },
      seen: allowsDuplicates ? null : seen,
      batches: series === null || seen === null ? batches : groupByPatient(batches, from, { ...series, seen }),
      checkpointSeconds: options.checkpointSeconds ?? CHECKPOINT_SECONDS,
      signal: options.signal ?? null,
      onSettled: (rejects) => {
        if (options.onReject !== undefined) for (const reject of rejects) options.onReject(reject)
        const rows = tally.labelled + tally.rejected
        options.onProgress?.({ rows, rejected: tally.rejected, resumedRows, fraction: meter.fraction() })
      },
    })
    return await finish()
  } catch (error) {
    await target.leave()
    throw explain(error, target.savedRows(), tally.labelled + tally.rejected, options.signal ?? null)
  }
}

/** What ended a run, in words; `saved` of its `done` rows can be resumed from. */
function explain(error: unknown, saved: number, done: number, signal: AbortSignal | null): unknown {
  if (error instanceof InputError) return error
  const failure = outputFailure(error)
  if (failure !== null) return new StoppedError(failure.reason, failure.message, saved)
  if (error instanceof WorkerError) return new StoppedError('worker', error.message, saved)
  if (signal?.aborted !== true) return error
  return new StoppedError('signal', `interrupted after ${done.toLocaleString('en')} rows`, saved)
}
