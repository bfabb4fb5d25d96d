// A batch in two halves, and the blocks of the halves in one: how a record that kills its worker is found.
import { type Batch, type Fault, type Patients, SEPARATED } from '../io/records.ts'
import type { Block } from './job.ts'

/** Cuts a batch of two records or more in the middle. */
export function splitBatch(batch: Batch): readonly [Batch, Batch] {
  const middle = middleOf(batch)
  if (middle === 0) return splitBatch(separate(batch))
  return [sliceBatch(batch, 0, middle), sliceBatch(batch, middle, batch.ends.length)]
}

/** The records `from … to` of a batch. */
export function sliceBatch(batch: Batch, from: number, to: number): Batch {
  const { bytes, ends, faults, names, files, first, offset, patients } = batch
  const start = from === 0 ? 0 : ends[from - 1]
  return {
    ...batch,
    first: first < 0 ? first : first + from,
    offset: offset < 0 ? offset : offset + start,
    bytes: bytes.subarray(start, to === 0 ? 0 : ends[to - 1]),
    ends: ends.slice(from, to).map((end) => end - start),
    faults: faults.flatMap(([at, fault]) => (at >= from && at < to ? [[at - from, fault] as const] : [])),
    names: names.slice(from, to),
    files: files === null ? null : files.slice(from, to),
    ...(patients === undefined ? {} : { patients: slicePatients(patients, from, to) }),
  }
}

function slicePatients({ numbers, dates, hashes }: Patients, from: number, to: number): Patients {
  return { numbers: numbers.slice(from, to), dates: dates.slice(from, to), hashes }
}

/** One batch of two that stand behind each other. */
export function joinBatches(held: Batch | null, batch: Batch): Batch {
  if (held === null) return batch
  const length = held.bytes.length
  const shift = held.ends.length
  const bytes = new Uint8Array(length + batch.bytes.length)
  bytes.set(held.bytes)
  bytes.set(batch.bytes, length)
  const ends = new Uint32Array(shift + batch.ends.length)
  ends.set(held.ends)
  ends.set(
    batch.ends.map((end) => end + length),
    shift,
  )
  return {
    ...batch,
    first: held.first,
    // A record that was too long is not in the bytes: behind it, offsets are not known.
    offset: held.offset + length === batch.offset ? held.offset : -1,
    bytes,
    ends,
    faults: [...held.faults, ...batch.faults.map(([at, fault]) => [at + shift, fault] as const)],
    names: [...held.names, ...batch.names],
    files: held.files === null || batch.files === null ? null : [...held.files, ...batch.files],
    ...(held.patients === undefined || batch.patients === undefined
      ? {}
      : { patients: joinPatients(held.patients, batch.patients) }),
  }
}

function joinPatients(a: Patients, b: Patients): Patients {
  return {
    numbers: Int32Array.from([...a.numbers, ...b.numbers]),
    dates: [...a.dates, ...b.dates],
    hashes: Uint32Array.from([...a.hashes, ...b.hashes]),
  }
}

/**
 * Where a batch is cut: between two patients where it has some, the one nearest to the middle; 0 if there is no such
 * place.
 */
function middleOf({ ends, patients }: Batch): number {
  const middle = ends.length >> 1
  const isCut = (at: number): boolean => at > 0 && at < ends.length && isBetween(patients, at)
  for (let far = 0; far <= middle; far++) {
    if (isCut(middle - far)) return middle - far
    if (isCut(middle + far)) return middle + far
  }
  return 0
}

/**
 * Whether no patient has records on both sides. Those of one patient stand together, but for unreadable ones between.
 */
function isBetween(patients: Patients | undefined, at: number): boolean {
  if (patients === undefined) return true
  const { numbers } = patients
  const before = numbers.slice(0, at).findLast((number) => number >= 0)
  return before === undefined || before !== numbers.slice(at).find((number) => number >= 0)
}

/** The batch with the reports of its patients on their own: labelling them together ended its worker. */
function separate(batch: Batch): Batch {
  if (batch.patients === undefined) return batch
  const numbers = batch.patients.numbers.map((number) => (number >= 0 ? SEPARATED : number))
  return { ...batch, patients: { ...batch.patients, numbers } }
}

/** The block of a single record that was set aside. */
export function emptyBlock(fault: Fault): Block {
  return {
    output: new Uint8Array(0),
    rowEnds: new Uint32Array(0),
    conflicts: new Uint8Array(0),
    conflictEnds: new Uint32Array(0),
    values: new Int8Array(0),
    hashes: new Uint32Array(0),
    counts: new Int32Array(0),
    indices: new Uint32Array(0),
    marks: new Uint16Array(0),
    ids: '',
    idEnds: new Uint32Array(0),
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
    conflicts: Uint8Array.from([...a.conflicts, ...b.conflicts]),
    conflictEnds: Uint32Array.from([...a.conflictEnds, ...b.conflictEnds.map((end) => end + a.conflicts.length)]),
    values: Int8Array.from([...a.values, ...b.values]),
    hashes: Uint32Array.from([...a.hashes, ...b.hashes]),
    counts,
    indices: Uint32Array.from([...a.indices, ...b.indices.map((index) => index + shift)]),
    marks: Uint16Array.from([...a.marks, ...b.marks]),
    ids: a.ids + b.ids,
    idEnds: Uint32Array.from([...a.idEnds, ...b.idEnds.map((end) => end + a.ids.length)]),
    rejects: [...a.rejects, ...b.rejects.map((reject) => ({ ...reject, index: reject.index + shift }))],
    records: a.records + b.records,
    spent: {
      parse: a.spent.parse + b.spent.parse,
      label: a.spent.label + b.spent.label,
      write: a.spent.write + b.spent.write,
    },
  }
}
