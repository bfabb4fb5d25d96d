// A batch in two halves, and the blocks of the halves in one: how a record that kills its worker is found.
import type { Batch, Fault } from '../io/records.ts'
import type { Block } from './job.ts'

/** Cuts a batch of two records or more in the middle. */
export function splitBatch(batch: Batch): readonly [Batch, Batch] {
  const middle = batch.ends.length >> 1
  return [slice(batch, 0, middle), slice(batch, middle, batch.ends.length)]
}

function slice(batch: Batch, from: number, to: number): Batch {
  const { bytes, ends, faults, names, files, first, offset } = batch
  const start = from === 0 ? 0 : ends[from - 1]
  return {
    ...batch,
    first: first < 0 ? first : first + from,
    offset: offset < 0 ? offset : offset + start,
    bytes: bytes.subarray(start, ends[to - 1]),
    ends: ends.slice(from, to).map((end) => end - start),
    faults: faults.flatMap(([at, fault]) => (at >= from && at < to ? [[at - from, fault] as const] : [])),
    names: names.slice(from, to),
    files: files === null ? null : files.slice(from, to),
  }
}

/** The block of a single record that was set aside. */
export function emptyBlock(fault: Fault): Block {
  return {
    output: new Uint8Array(0),
    rowEnds: new Uint32Array(0),
    values: new Int8Array(0),
    hashes: new Uint32Array(0),
    counts: new Int32Array(0),
    indices: new Uint32Array(0),
    ids: [],
    rejects: [{ ...fault, index: 0 }],
    records: 1,
    spent: { parse: 0, label: 0, write: 0 },
  }
}

/** One block of two that stand behind each other; the second's batch began `shift` records after the first's. */
export function joinBlocks(a: Block, b: Block, shift: number): Block {
  const counts = new Int32Array(Math.max(a.counts.length, b.counts.length))
  for (const block of [a, b]) for (let at = 0; at < block.counts.length; at++) counts[at] += block.counts[at]
  return {
    output: Uint8Array.from([...a.output, ...b.output]),
    rowEnds: Uint32Array.from([...a.rowEnds, ...b.rowEnds.map((end) => end + a.output.length)]),
    values: Int8Array.from([...a.values, ...b.values]),
    hashes: Uint32Array.from([...a.hashes, ...b.hashes]),
    counts,
    indices: Uint32Array.from([...a.indices, ...b.indices.map((index) => index + shift)]),
    ids: [...a.ids, ...b.ids],
    rejects: [...a.rejects, ...b.rejects.map((reject) => ({ ...reject, index: reject.index + shift }))],
    records: a.records + b.records,
    spent: {
      parse: a.spent.parse + b.spent.parse,
      label: a.spent.label + b.spent.label,
      write: a.spent.write + b.spent.write,
    },
  }
}
