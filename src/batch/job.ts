// A batch of raw records into a block of output: parse, label, write. Runs in a worker, or in place for small inputs.

import { hashId } from '../io/ids.ts'
import { parseBatch } from '../io/parse.ts'
import { type Batch, type Fault, type InputReport, isFault, makeFault, NOT_MINE } from '../io/records.ts'
import type { LabelledRow } from '../io/row.ts'
import { makeWriter, type WriteOptions } from '../io/write.ts'
import { type ConflictFormat, type ConflictWriter, makeConflictWriter } from '../io/write-conflicts.ts'
import { describeError } from './failure.ts'
import { MARKS, markRow } from './marks.ts'
import { type PatientRows, readByPatient } from './patient-rows.ts'
import type { RowLabeller, RowOptions } from './row.ts'
import { BLANK, countValues } from './tally.ts'

/** Everything a worker needs to know, as plain data. */
export interface JobOptions {
  readonly row: RowOptions
  readonly write: Omit<WriteOptions, 'labels'>
  readonly maxReportBytes: number
  /** This run labels every `of`-th record, from `index` on (from 0). */
  readonly shard: { readonly index: number; readonly of: number }
  /** Rows have things to count besides labels: mentions dropped, a place in a series. */
  readonly hasMarks?: boolean
  /** Conflicts go to a file of their own, in this format; null for none. */
  readonly conflicts?: ConflictFormat | null
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
 *     ids      | id  | id  | id  |      as one string, which is copied faster than many; idEnds marks the ends
 *     marks      13    13    13         one for each of `MARKS`; none at all in a run without
 *     conflicts  lines | | lines          conflictEnds marks the ends of those of each row; none in a run without
 */
export interface Block {
  readonly output: Uint8Array<ArrayBuffer>
  readonly rowEnds: Uint32Array<ArrayBuffer>
  readonly values: Int8Array<ArrayBuffer>
  readonly hashes: Uint32Array<ArrayBuffer>
  readonly marks: Uint16Array<ArrayBuffer>
  readonly conflicts: Uint8Array<ArrayBuffer>
  readonly conflictEnds: Uint32Array<ArrayBuffer>
  /** Per label: rows that are negative, positive, uncertain, blank. */
  readonly counts: Int32Array<ArrayBuffer>
  /** Index in the batch and id of each row. */
  readonly indices: Uint32Array<ArrayBuffer>
  readonly ids: string
  readonly idEnds: Uint32Array<ArrayBuffer>
  readonly rejects: readonly Reject[]
  /** Records read: each is a row or a reject. */
  readonly records: number
  /** Milliseconds spent in each stage. */
  readonly spent: { readonly parse: number; readonly label: number; readonly write: number }
}

/** Makes the function that a worker applies to its batches. */
export function makeJob(labeller: RowLabeller, options: JobOptions): (batch: Batch) => Block {
  const writer = makeWriter({ ...options.write, labels: labeller.labels })
  const { conflicts = null } = options
  const conflictWriter = conflicts === null ? null : makeConflictWriter(conflicts, options.write.spreadsheetSafe)
  const { index: shard, of } = options.shard
  const isMine = (place: number) => of === 1 || place % of === shard
  const always = () => true
  // A getter of the global object, which is read four times a report.
  const clock = performance
  return (batch) => {
    const start = clock.now()
    const page = makePage(labeller.labels, batch.ends.length, options.hasMarks ?? false, conflictWriter)
    const rejects: Reject[] = []
    let records = 0
    let label = 0
    let write = 0
    const give = (index: number, read: InputReport, row: LabelledRow | Fault): void => {
      const begun = clock.now()
      if (isFault(row)) rejects.push({ ...row, index })
      else page.add(row, writer.line(row, read.kept), read, index)
      write += clock.now() - begun
    }
    const { patients } = batch
    // One report after the other goes all the way, so that hardly an object outlives its turn.
    const reader: PatientRows =
      patients === undefined
        ? { add: (index, read) => give(index, read, labelOne(labeller, read)), end: () => {} }
        : readByPatient(labeller, patients, (read) => labelOne(labeller, read), give)
    const spend = (act: () => void): void => {
      const begun = clock.now()
      const written = write
      act()
      label += clock.now() - begun - (write - written)
    }
    parseBatch(batch, options.maxReportBytes, patients === undefined ? isMine : always, (index, result) => {
      if (patients?.numbers[index] === NOT_MINE) return
      records++
      if (isFault(result)) rejects.push({ ...result, index })
      else spend(() => reader.add(index, result))
    })
    spend(reader.end)
    const parsed = clock.now()
    const block = page.finish()
    write += clock.now() - parsed
    return { ...block, rejects, records, spent: { parse: parsed - start - label - write, label, write } }
  }
}

/** The labeller throws on no text; should it ever, one report must not take the others along. */
function labelOne(labeller: RowLabeller, { report, id }: InputReport): LabelledRow | Fault {
  try {
    return labeller.label(report, id)
  } catch (error) {
    return makeFault('failed', `could not be labelled (${describeError(error)})`, id)
  }
}

interface Page {
  add(row: LabelledRow, line: string, read: InputReport, index: number): void
  finish(): Omit<Block, 'rejects' | 'records' | 'spent'>
}

/** Gathers the rows of a block; there will be no more than `most`. */
function makePage(
  labels: readonly string[],
  most: number,
  hasMarks: boolean,
  conflictWriter: ConflictWriter | null,
): Page {
  const width = labels.length
  const lines: string[] = []
  const ids: string[] = []
  const rowEnds = new Uint32Array(most)
  const idEnds = new Uint32Array(most)
  const indices = new Uint32Array(most)
  const values = new Int8Array(most * width)
  const hashes = new Uint32Array(most * 2)
  const counts = new Int32Array(width * 4)
  const marks = new Uint16Array(hasMarks ? most * MARKS.length : 0)
  const conflicts: string[] = []
  const conflictEnds = new Uint32Array(conflictWriter === null ? 0 : most)
  let length = 0
  let idLength = 0
  let conflictLength = 0
  return {
    add: (row, line, { id, isNumbered }, index) => {
      const at = lines.length
      const own = row.labels
      for (let label = 0; label < width; label++) values[at * width + label] = own?.[labels[label]] ?? BLANK
      countValues(counts, values, at * width, width, 1)
      if (hasMarks) markRow(row, marks, at * MARKS.length)
      if (conflictWriter !== null) {
        const found = row.conflicts === undefined ? '' : conflictWriter.lines(row.id, row.conflicts)
        conflictLength += Buffer.byteLength(found)
        conflictEnds[at] = conflictLength
        conflicts.push(found)
      }
      if (!isNumbered) hashId(id, hashes, 2 * at)
      length += Buffer.byteLength(line)
      rowEnds[at] = length
      indices[at] = index
      lines.push(line)
      ids.push(id)
      idLength += id.length
      idEnds[at] = idLength
    },
    finish: () => {
      const output = new Uint8Array(length)
      Buffer.from(output.buffer).write(lines.join(''))
      const rows = lines.length
      return {
        output,
        rowEnds: rowEnds.slice(0, rows),
        values: values.slice(0, rows * width),
        hashes: hashes.slice(0, rows * 2),
        marks: marks.slice(0, rows * MARKS.length),
        conflicts: new TextEncoder().encode(conflicts.join('')),
        conflictEnds: conflictEnds.slice(0, rows),
        counts,
        indices: indices.slice(0, rows),
        ids: ids.join(''),
        idEnds: idEnds.slice(0, rows),
      }
    },
  }
}

/** The id of a row of a block. */
export function idOf({ ids, idEnds }: Pick<Block, 'ids' | 'idEnds'>, row: number): string {
  return ids.slice(row === 0 ? 0 : idEnds[row - 1], idEnds[row])
}
