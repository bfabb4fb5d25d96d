// A batch of raw records into a block of output: parse, label, write. Runs in a worker, or in place for small inputs.
import { parseBatch } from '../io/parse.ts'
import { type Batch, type Fault, isFault, makeFault } from '../io/records.ts'
import { makeWriter, type WriteOptions } from '../io/write.ts'
import { hashId } from './ids.ts'
import type { RowLabeller, RowOptions } from './row.ts'
import { BLANK, countValues } from './tally.ts'

/** Everything a worker needs to know, as plain data. */
export interface JobOptions {
  readonly row: RowOptions
  readonly write: Omit<WriteOptions, 'labels'>
  readonly maxReportBytes: number
  /** This run labels every `of`-th record, from `index` on (from 0). */
  readonly shard: { readonly index: number; readonly of: number }
}

/** A record that was set aside, by its index in the batch. */
export interface Reject extends Fault {
  readonly index: number
}

/**
 * The output of a batch.
 *
 *     output   | row | row | row |      rowEnds marks the ends
 *     values     14    14    14         label values per row, 2 for blank
 *     hashes     2     2     2          of the ids; 0 0 where ids are row numbers
 */
export interface Block {
  readonly output: Uint8Array<ArrayBuffer>
  readonly rowEnds: Uint32Array<ArrayBuffer>
  readonly values: Int8Array<ArrayBuffer>
  readonly hashes: Uint32Array<ArrayBuffer>
  /** Per label: rows that are negative, positive, uncertain, blank. */
  readonly counts: Int32Array<ArrayBuffer>
  /** Index in the batch and id of each row. */
  readonly indices: Uint32Array<ArrayBuffer>
  readonly ids: readonly string[]
  readonly rejects: readonly Reject[]
  /** Records read: each is a row or a reject. */
  readonly records: number
  /** Milliseconds spent in each stage. */
  readonly spent: { readonly parse: number; readonly label: number; readonly write: number }
}

/** Makes the function that a worker applies to its batches. */
export function makeJob(labeller: RowLabeller, options: JobOptions): (batch: Batch) => Block {
  const { labels } = labeller
  const writer = makeWriter({ ...options.write, labels })
  const { index: shard, of } = options.shard
  const isMine = (record: number) => of === 1 || record % of === shard
  return (batch) => {
    const start = performance.now()
    const reports: { index: number; id: string; report: Parameters<RowLabeller['label']>[0] }[] = []
    const kept: (readonly unknown[])[] = []
    const isNumbered: boolean[] = []
    const rejects: Reject[] = []
    let records = 0
    parseBatch(batch, options.maxReportBytes, isMine, (index, result) => {
      records++
      if (isFault(result)) rejects.push({ ...result, index })
      else {
        reports.push({ index, id: result.id, report: result.report })
        kept.push(result.kept)
        isNumbered.push(result.isNumbered)
      }
    })
    const parsed = performance.now()
    const rows = reports.map(({ index, id, report }) => {
      try {
        return labeller.label(report, id)
      } catch {
        // The labeller throws on no text; should it ever, one report must not take the others along.
        rejects.push({ ...makeFault('failed', 'could not be labelled', id), index })
        return null
      }
    })
    const labelled = performance.now()
    const count = rows.length
    const lines: string[] = []
    const rowEnds: number[] = []
    const values = new Int8Array(count * labels.length)
    const hashes = new Uint32Array(count * 2)
    const counts = new Int32Array(labels.length * 4)
    const indices: number[] = []
    const ids: string[] = []
    let length = 0
    rows.forEach((row, at) => {
      if (row === null) return
      const { id, index } = reports[at]
      const line = writer.line(row, kept[at])
      const place = lines.length
      for (let label = 0; label < labels.length; label++) {
        values[place * labels.length + label] = row.labels?.[labels[label]] ?? BLANK
      }
      if (!isNumbered[at]) hashId(id, hashes, 2 * place)
      countValues(counts, values, place * labels.length, labels.length, 1)
      lines.push(line)
      length += Buffer.byteLength(line)
      rowEnds.push(length)
      indices.push(index)
      ids.push(id)
    })
    const output = new Uint8Array(length)
    Buffer.from(output.buffer).write(lines.join(''))
    rejects.sort((a, b) => a.index - b.index)
    const written = performance.now()
    return {
      output,
      rowEnds: Uint32Array.from(rowEnds),
      values: values.slice(0, lines.length * labels.length),
      hashes: hashes.slice(0, lines.length * 2),
      counts,
      indices: Uint32Array.from(indices),
      ids,
      rejects,
      records,
      spent: { parse: parsed - start, label: labelled - parsed, write: written - labelled },
    }
  }
}

/** The buffers of a block that can be handed over instead of copied. */
export function transferable(block: Block): ArrayBuffer[] {
  const { output, rowEnds, values, hashes, counts, indices } = block
  return [output.buffer, rowEnds.buffer, values.buffer, hashes.buffer, counts.buffer, indices.buffer]
}
