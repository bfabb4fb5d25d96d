// Batches as they were read into batches that hold patients whole: how series are labelled from a stream. The input has
// the records of a patient together; held in memory are those of one patient, and the batch at hand.

import { hashId, type IdSet } from '../io/ids.ts'
import { type Batch, NO_PATIENT, NOT_MINE, type Patients, type Position, RETURNED } from '../io/records.ts'
import { type PeekOptions, peekAll } from './peek.ts'
import { joinBatches, sliceBatch } from './split.ts'

/** More records than any patient has: a column that names no patients would else fill the memory. */
const MAX_RECORDS = 10_000

export interface PatientOptions extends PeekOptions {
  /** Patients that came before are known by it; new ones are added. */
  readonly seen: IdSet
  readonly shard: { readonly index: number; readonly of: number }
}

/** Regroups batches. `next` of each is where a resumed run begins: with the first patient that is not whole by then. */
export async function* groupByPatient(
  batches: AsyncIterable<Batch>,
  start: Position,
  options: PatientOptions,
): AsyncGenerator<Batch> {
  const marker = makeMarker(options)
  let { skip = 0, ...from } = start
  let held: Batch | null = null
  for await (const raw of batches) {
    const here = from
    from = raw.next
    const done = Math.min(skip, raw.ends.length)
    skip -= done
    if (done === raw.ends.length) continue
    const batch = sliceBatch(raw, done, raw.ends.length)
    if (held !== null && !goesOn(held, batch)) {
      yield marker.release(held, here)
      held = null
    }
    const whole: Batch = marker.mark(held, batch, { ...here, skip: done })
    const open = marker.open()
    // What is in no series need not wait for the rest of its patient.
    const cut = open === null ? whole.ends.length : (whole.patients as Patients).numbers.indexOf(open.number)
    held = open === null ? null : sliceBatch(whole, cut, whole.ends.length)
    if (cut > 0) yield marker.release(sliceBatch(whole, 0, cut), open === null ? from : open.from)
  }
  if (held !== null) yield marker.release(held, from)
}

/** Whether records stand right behind others, to be parsed in the same way. */
function goesOn(held: Batch, batch: Batch): boolean {
  return (
    held.source === batch.source &&
    held.first >= 0 &&
    batch.first === held.first + held.ends.length &&
    (held.files === null) === (batch.files === null) &&
    JSON.stringify(held.shape) === JSON.stringify(batch.shape)
  )
}

/** A patient whose records may go on. */
interface Open {
  readonly patient: string
  readonly number: number
  /** Its first record. */
  readonly from: Position
  records: number
}

interface Marker {
  /** Joins a batch to what is held, saying of each of its records whose it is; `from` is its first. */
  mark(held: Batch | null, batch: Batch, from: Position & { readonly skip: number }): Batch
  /** The patient whose records are held until all are there. */
  open(): Open | null
  /** A batch to be given out, with the hashes of its patients. */
  release(batch: Batch, next: Position): Batch
}

function makeMarker(options: PatientOptions): Marker {
  const { index: shard, of } = options.shard
  const hash = new Uint32Array(2)
  const hashes = new Map<number, readonly [number, number]>()
  let open: Open | null = null
  let count = 0
  const begin = (patient: string, from: Position): Open => {
    // No id begins with this character, so that ids and patients can share a set.
    hashId(`\u0000${patient}`, hash, 0)
    const [high, low] = hash
    if (low % of !== shard) return { patient, number: NOT_MINE, from, records: 0 }
    if (!options.seen.add(high, low)) return { patient, number: RETURNED, from, records: 0 }
    hashes.set(count, [high, low])
    return { patient, number: count++, from, records: 0 }
  }
  return {
    open: () => (open !== null && open.number >= 0 ? open : null),
    mark: (held, batch, from) => {
      if (held === null && open !== null && open.number >= 0) open = null
      const numbers = new Int32Array(batch.ends.length).fill(NO_PATIENT)
      const peeks = peekAll(batch, options)
      peeks.forEach(({ patient, isReport }, at) => {
        if (patient === null) {
          if (isReport) open = null
          // What cannot be read and has no number is in one shard, too: the first.
          if (Math.max(0, batch.first + at) % of !== shard) numbers[at] = NOT_MINE
          return
        }
        if (open === null || open.patient !== patient || open.records === MAX_RECORDS) {
          open = begin(patient, { ...from, skip: from.skip + at })
        }
        if (open.number >= 0) open.records++
        numbers[at] = open.number
      })
      const dates = peeks.map(({ date }) => date)
      return joinBatches(held, { ...batch, patients: { numbers, dates, hashes: new Uint32Array(0) } })
    },
    release: (batch, next) => {
      const { patients } = batch
      if (patients === undefined) return batch
      const own: number[] = []
      for (const number of patients.numbers) {
        own.push(...(hashes.get(number) ?? []))
        hashes.delete(number)
      }
      return { ...batch, next, patients: { ...patients, hashes: Uint32Array.from(own) } }
    },
  }
}
