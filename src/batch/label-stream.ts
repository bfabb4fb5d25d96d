// Reports as they come into rows as they are ready: for programs that hold reports in hand rather than in files.
import { ReadableStream as NodeReadableStream } from 'node:stream/web'
import { checkRuleset } from '../check-ruleset.ts'
import { type IdSet, makeIdSet } from '../io/ids.ts'
import { checkKeptNames } from '../io/kept-names.ts'
import { type Batch, type JsonShape, READ_DEFAULTS, START } from '../io/records.ts'
import type { Row } from '../io/row.ts'
import type { Ruleset } from '../ruleset.ts'
import type { LabelOptions } from '../types.ts'
import { type Block, idOf, type JobOptions } from './job.ts'
import { checkKeys, checkWorkers } from './options.ts'
import { makeLocalPool, makeWorkerPool, type Pool } from './pool.ts'
import { type RowModule, rowModuleUrl } from './row.ts'

/**
 * A report to label: an object with `id`, and `text` or sections (`findings`, `impression` …). Other fields can be kept.
 * It is any object, since an interface of your own is no record of strings; what has no text comes out with an error.
 */
export type StreamReport = object

/** Every option may be left out. */
export interface LabelStreamOptions {
  /** Options of `labelReport`. */
  readonly label?: LabelOptions<string>
  /** Your own rules, as `compileRules` makes them; the default ones when left out. */
  readonly ruleset?: Ruleset
  /** Adds to rows what was found, where it stands and which rules say so. Default false. */
  readonly withEvidence?: boolean
  /** Fields to carry into the rows, beside those of `Row`; none that rows have already, such as `labels`. */
  readonly keep?: readonly string[]
  /** Worker threads, from 1. 1, the default, labels in this thread. */
  readonly workers?: number
  /** Longer reports come out with an error; 1 MiB by default. */
  readonly maxReportBytes?: number
  /** Labels reports whose id came before, too; by default they come out with an error. */
  readonly allowDuplicates?: boolean
  /** URL of a module with another `createRowLabeller` (see `RowModule`); workers load it too. */
  readonly rowModule?: string
}

/** Their names; the compiler knows when one is missing. */
const KEYS: Readonly<Record<keyof LabelStreamOptions, true>> = {
  ...{
    label: true,
    ruleset: true,
    withEvidence: true,
    keep: true,
    workers: true,
    maxReportBytes: true,
    allowDuplicates: true,
  },
  ...{ rowModule: true },
}

/**
 * A stream of reports on one side and of rows on the other, for `pipeThrough`. The types are the global ones, which are
 * the browser's where a project has those and else Node's. The two do not fit each other: a stream of `node:stream/web`
 * in a project with the browser's types goes through `labelRows`.
 */
export interface LabelStream {
  readonly writable: WritableStream<StreamReport>
  readonly readable: ReadableStream<Row>
}

/**
 * Makes a transform stream: one row for each report, in order, with back-pressure.
 * A report that cannot be labelled comes out as `{ id, error }` in its place.
 *
 * @example
 * for await (const row of reports.pipeThrough(labelStream())) console.log(row.id, row.labels)
 */
export function labelStream(options: LabelStreamOptions = {}): LabelStream {
  const { readable, writable } = new TransformStream<StreamReport, StreamReport>()
  return { writable, readable: readableOf(labelRows(readable, options)) }
}

/** The browser's types have no `from`. */
function readableOf(rows: AsyncIterable<Row>): ReadableStream<Row> {
  return NodeReadableStream.from(rows) as unknown as ReadableStream<Row>
}

/** As many reports go to the labeller at once; fewer when the source has no more at hand. */
const BATCH_REPORTS = 200

/**
 * The same for anything that can be iterated over.
 *
 * @throws {TypeError} for options the labeller does not know, and fields to keep that rows have of their own
 */
export async function* labelRows(
  reports: AsyncIterable<StreamReport> | Iterable<StreamReport>,
  options: LabelStreamOptions = {},
): AsyncGenerator<Row> {
  const pool = await openPool(options)
  const seen = options.allowDuplicates === true ? null : makeIdSet(1 << 16)
  const shape: JsonShape = { kind: 'json', idField: null, textField: null, keep: options.keep ?? [] }
  const source = gather(reports)
  const queue: Promise<Block>[] = []
  try {
    for (;;) {
      const taken = source.isEnd() ? [] : await source.take(BATCH_REPORTS, queue.length === 0)
      if (taken.length > 0) {
        const block = pool.run(batchOf(taken, shape))
        block.catch(() => {})
        queue.push(block)
      }
      if (queue.length >= pool.width || (taken.length === 0 && queue.length > 0)) {
        yield* rowsOf(await (queue.shift() as Promise<Block>), seen)
      } else if (taken.length === 0 && source.isEnd()) {
        source.rethrow()
        return
      }
    }
  } finally {
    await source.close()
    await pool.close()
  }
}

async function openPool(options: LabelStreamOptions): Promise<Pool> {
  checkKeys(options, KEYS, 'the options of labelRows')
  const workers = options.workers ?? 1
  checkWorkers(workers)
  if (options.ruleset !== undefined) checkRuleset(options.ruleset)
  const { label = {}, ruleset, withEvidence = false } = options
  const row = { label, ruleset, withEvidence }
  const job: JobOptions = {
    row,
    write: {
      format: 'jsonl',
      keep: options.keep ?? [],
      withEvidence: row.withEvidence,
      withBounds: false,
      spreadsheetSafe: false,
    },
    maxReportBytes: options.maxReportBytes ?? READ_DEFAULTS.maxReportBytes,
    shard: { index: 0, of: 1 },
  }
  const rowModule = options.rowModule ?? rowModuleUrl()
  const labeller = ((await import(rowModule)) as RowModule).createRowLabeller(row)
  checkKeptNames(job.write.keep, 'jsonl', { ...job.write, labels: labeller.labels })
  return workers === 1
    ? makeLocalPool(labeller, job)
    : makeWorkerPool({ workers, job, rowModule, onWorkerLost: () => {} })
}

function batchOf(reports: readonly StreamReport[], shape: JsonShape): Batch {
  const lines = reports.map((report) => Buffer.from(`${JSON.stringify(report) ?? 'null'}\n`))
  let length = 0
  const ends = Uint32Array.from(lines, (line) => {
    length += line.length
    return length
  })
  const bytes = Buffer.concat(lines)
  return { source: 'stream', shape, first: 0, offset: -1, bytes, ends, faults: [], names: [], files: null, next: START }
}

/** Rows and faults of a block in the order of their reports. */
function* rowsOf(block: Block, seen: IdSet | null): Generator<Row> {
  const { output, rowEnds, indices, hashes, rejects } = block
  const bytes = Buffer.from(output.buffer)
  let reject = 0
  for (let row = 0; row <= indices.length; row++) {
    const index = row < indices.length ? indices[row] : Number.POSITIVE_INFINITY
    for (; reject < rejects.length && rejects[reject].index < index; reject++) {
      const { id, reason, message } = rejects[reject]
      yield { id, error: { reason, message } }
    }
    if (row === indices.length) return
    if (seen !== null && !seen.add(hashes[2 * row], hashes[2 * row + 1])) {
      yield { id: idOf(block, row), error: { reason: 'duplicate-id', message: 'has the id of an earlier row' } }
    } else {
      yield JSON.parse(bytes.toString('utf8', row === 0 ? 0 : rowEnds[row - 1], rowEnds[row])) as Row
    }
  }
}

interface Source {
  /** Up to `most` reports that are at hand; waits for the first only when asked to. */
  take(most: number, mayWait: boolean): Promise<StreamReport[]>
  isEnd(): boolean
  /** Throws what the source ended with, once the rows before it are out. */
  rethrow(): void
  close(): Promise<void>
}

function gather(reports: AsyncIterable<StreamReport> | Iterable<StreamReport>): Source {
  const iterator = Symbol.asyncIterator in reports ? reports[Symbol.asyncIterator]() : reports[Symbol.iterator]()
  let pending: Promise<IteratorResult<StreamReport>> | null = null
  let isEnd = false
  let failure: { readonly error: unknown } | null = null
  return {
    isEnd: () => isEnd,
    rethrow: () => {
      if (failure !== null) throw failure.error
    },
    take: async (most, mayWait) => {
      const taken: StreamReport[] = []
      while (taken.length < most) {
        try {
          pending ??= Promise.resolve(iterator.next())
          const item = await (mayWait && taken.length === 0 ? pending : Promise.race([pending, soon()]))
          if (item === null) break
          pending = null
          isEnd = item.done === true
          if (item.done === true) break
          taken.push(item.value)
        } catch (error) {
          failure = { error }
          isEnd = true
          break
        }
      }
      return taken
    },
    close: async () => {
      // A source that is being waited for cannot be ended before it answers.
      if (!isEnd && pending === null) await iterator.return?.()
    },
  }
}

/** Null once everything that was ready has had its turn. */
function soon(): Promise<null> {
  return new Promise((resolve) => setImmediate(resolve, null))
}
