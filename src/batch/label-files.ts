// Labels whole inputs into one output: rows in order, bad rows set aside with their reason, nothing lost. Output goes
// to a temporary name and is renamed when it is whole.

import { once } from 'node:events'
import { createWriteStream, type WriteStream } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import { findInputs, readInputs } from '../io/input.ts'
import { type Batch, type ReadOptions, START } from '../io/records.ts'
import { makeWriter, type OutputFormat } from '../io/write.ts'
import { makeIdSet } from './ids.ts'
import { BLANK, type Block, makeJob, type Reject } from './job.ts'
import { createRowLabeller, type RowOptions } from './row.ts'

export interface LabelFilesOptions {
  readonly read: ReadOptions
  readonly row: RowOptions
  readonly format: OutputFormat
  readonly withBounds: boolean
  readonly spreadsheetSafe: boolean
  /** Path of the output, or null for standard output. */
  readonly output: string | null
  readonly onNote: (message: string) => void
  /** Called after every batch with the rows so far. */
  readonly onProgress: (rows: number) => void
}

/** What was done: rows = labelled + rejected. `counts[label]` holds how many were 1, 0, -1 and blank. */
export interface Summary {
  readonly rows: number
  readonly labelled: number
  readonly rejected: number
  readonly milliseconds: number
  readonly labels: readonly string[]
  readonly counts: Readonly<Record<string, { positive: number; negative: number; uncertain: number; blank: number }>>
  /** Where the rejected rows are described; null when there were none. */
  readonly rejects: string | null
}

/**
 * Labels the inputs (files, folders, archives, `-`) into `output`.
 * Rejects with InputError for inputs that cannot be used at all, TypeError for options the labeller does not know.
 */
export async function labelFiles(paths: readonly string[], options: LabelFilesOptions): Promise<Summary> {
  const start = performance.now()
  const labeller = createRowLabeller(options.row)
  const write = {
    format: options.format,
    keep: options.read.keep,
    withEvidence: options.row.withEvidence,
    withBounds: options.withBounds,
    spreadsheetSafe: options.spreadsheetSafe,
  }
  const job = makeJob(labeller, {
    row: options.row,
    write,
    maxReportBytes: options.read.maxReportBytes,
    shard: { index: 0, of: 1 },
  })
  const inputs = await findInputs(paths)
  const target = openTarget(options.output)
  const rejects = makeRejects(options.output)
  const seen = makeIdSet()
  const tally = new Int32Array(labeller.labels.length * 4)
  let labelled = 0
  try {
    await target.write(Buffer.from(makeWriter({ ...write, labels: labeller.labels }).header))
    const events = {
      onNote: options.onNote,
      onIgnored: (source: string, path: string) => options.onNote(`${source}: passed over ${path}, which is no report`),
      onBroken: (source: string, message: string) =>
        rejects.add(source, -1, { reason: 'unreadable', message, id: null, index: 0 }),
    }
    for await (const batch of readInputs(inputs, START, options.read, events)) {
      const block = job(batch)
      labelled += await writeBlock(block, batch, target, rejects, seen, tally, labeller.labels.length)
      options.onProgress(labelled + rejects.count)
    }
    await target.close()
  } catch (error) {
    await target.abandon()
    await rejects.abandon()
    throw error
  }
  const counts = Object.fromEntries(
    labeller.labels.map((label, at) => {
      const [negative, positive, blank, uncertain] = tally.subarray(at * 4, at * 4 + 4)
      return [label, { positive, negative, uncertain, blank }]
    }),
  )
  return {
    rows: labelled + rejects.count,
    labelled,
    rejected: rejects.count,
    milliseconds: performance.now() - start,
    labels: labeller.labels,
    counts,
    rejects: await rejects.close(),
  }
}

/** Writes a block's rows but those whose id came before; gives the number written. */
async function writeBlock(
  block: Block,
  batch: Batch,
  target: Target,
  rejects: Rejects,
  seen: ReturnType<typeof makeIdSet>,
  tally: Int32Array,
  width: number,
): Promise<number> {
  const { output, rowEnds, hashes, indices, ids, values } = block
  const aside: Reject[] = [...block.rejects]
  let written = 0
  let from = 0
  let pending = 0
  const flush = async (to: number): Promise<void> => {
    if (to > pending) await target.write(output.subarray(pending, to))
  }
  for (let row = 0; row < rowEnds.length; row++) {
    const high = hashes[2 * row]
    const low = hashes[2 * row + 1]
    if ((high !== 0 || low !== 0) && !seen.add(high, low)) {
      aside.push({
        reason: 'duplicate-id',
        message: 'an earlier row has the same id',
        id: ids[row],
        index: indices[row],
      })
      await flush(from)
      pending = rowEnds[row]
    } else {
      written++
      for (let label = 0; label < width; label++) tally[label * 4 + slotOf(values[row * width + label])]++
    }
    from = rowEnds[row]
  }
  await flush(from)
  aside.sort((a, b) => a.index - b.index)
  for (const reject of aside) rejects.add(batch.source, batch.first, reject)
  return written
}

/** 0 negative, 1 positive, 2 blank, 3 uncertain. */
function slotOf(value: number): number {
  return value === -1 ? 3 : value === BLANK ? 2 : value
}

interface Target {
  write(bytes: Uint8Array): Promise<void>
  close(): Promise<void>
  abandon(): Promise<void>
}

function openTarget(path: string | null): Target {
  const stream = path === null ? process.stdout : createWriteStream(`${path}.partial`)
  let failure: Error | null = null
  stream.on('error', (error) => {
    failure = error
  })
  const write = async (bytes: Uint8Array): Promise<void> => {
    if (failure !== null) throw failure
    if (bytes.length === 0 || stream.write(bytes)) return
    await new Promise<void>((resolve) => {
      const done = (): void => {
        stream.off('drain', done)
        stream.off('close', done)
        resolve()
      }
      stream.on('drain', done)
      stream.on('close', done)
    })
    if (failure !== null) throw failure
  }
  return {
    write,
    close: async () => {
      if (path === null) return
      await finish(stream as WriteStream)
      if (failure !== null) throw failure
      await rename(`${path}.partial`, path)
    },
    abandon: async () => {
      if (path === null) return
      stream.destroy()
      await rm(`${path}.partial`, { force: true })
    },
  }
}

async function finish(stream: WriteStream): Promise<void> {
  const closed = once(stream, 'close')
  stream.end()
  await closed
}

interface Rejects {
  readonly count: number
  add(source: string, first: number, reject: Reject): void
  close(): Promise<string | null>
  abandon(): Promise<void>
}

/** Rows set aside, one JSON line each, beside the output (or on standard error when that is standard output). */
function makeRejects(output: string | null): Rejects {
  const path = output === null ? null : `${output}.rejects.jsonl`
  let stream: WriteStream | null = null
  let count = 0
  return {
    get count() {
      return count
    },
    add: (source, first, { reason, message, id, index }) => {
      count++
      const row = first < 0 ? null : first + index + 1
      const line = `${JSON.stringify({ source, row, id, reason, message })}\n`
      if (path === null) process.stderr.write(`cxrlabel: set aside ${line}`)
      else {
        stream ??= createWriteStream(`${path}.partial`)
        stream.write(line)
      }
    },
    close: async () => {
      if (path === null) return null
      if (stream === null) {
        await rm(path, { force: true })
        return null
      }
      await finish(stream)
      await rename(`${path}.partial`, path)
      return path
    },
    abandon: async () => {
      if (stream === null) return
      stream.destroy()
      await rm(`${path}.partial`, { force: true })
    },
  }
}
