// A labelled block into the output, in input order: rows with an id that was seen are set aside, the rest is counted.

import type { IdSet } from '../io/ids.ts'
import type { Batch } from '../io/records.ts'
import type { Row } from '../io/row.ts'
import type { RejectLine } from './file-options.ts'
import { type Block, idOf, type Reject } from './job.ts'
import { MARKS, sumMarks } from './marks.ts'
import { countValues, type Tally } from './tally.ts'

/** What goes to the output for one batch. */
export interface Settled {
  readonly rows: Uint8Array
  /** Lines of the conflicts of these rows. */
  readonly conflicts: Uint8Array
  /** Of the ids and patients that were not seen before. */
  readonly hashes: Uint32Array
  readonly rejects: readonly RejectLine[]
}

/**
 * Settles a block. Blocks must come in order: the first row with an id is the one that keeps it.
 *
 * @param isInline rejects go among the rows, in their place, as `{ id, error }`
 */
export function settleBlock(batch: Batch, block: Block, seen: IdSet | null, tally: Tally, isInline: boolean): Settled {
  const repeated = new Set<number>()
  const patients = batch.patients?.hashes ?? NO_HASHES
  const hashes = new Uint32Array(patients.length + block.hashes.length)
  hashes.set(patients)
  let fresh = patients.length
  for (let row = 0; row < block.rowEnds.length; row++) {
    const high = block.hashes[2 * row]
    const low = block.hashes[2 * row + 1]
    if (seen === null || (high === 0 && low === 0)) continue
    if (seen.add(high, low)) {
      hashes[fresh++] = high
      hashes[fresh++] = low
    } else repeated.add(row)
  }
  const width = tally.values.length / 4
  for (let at = 0; at < block.counts.length; at++) tally.values[at] += block.counts[at]
  for (let row = 0; row < block.rowEnds.length && block.marks.length > 0; row++) {
    if (!repeated.has(row)) sumMarks(tally.marks, block.marks, row * MARKS.length)
  }
  for (const row of repeated) countValues(tally.values, block.values, row * width, width, -1)
  const rejects = [
    ...block.rejects,
    ...[...repeated].map((row) => duplicateOf(batch, idOf(block, row), block.indices[row])),
  ]
  rejects.sort((a, b) => a.index - b.index)
  tally.labelled += block.rowEnds.length - repeated.size
  tally.rejected += rejects.length
  for (const { reason } of rejects) if (reason === 'failed') tally.failed++
  return {
    conflicts: repeated.size === 0 ? block.conflicts : joinConflicts(block, repeated),
    rows: rejects.length === 0 ? block.output : joinRows(block, repeated, isInline ? rejects : []),
    hashes: hashes.subarray(0, fresh),
    rejects: rejects.map((reject) => describeReject(batch, reject)),
  }
}

const NO_HASHES = new Uint32Array(0)

/** Why a record of a batch is set aside whose id came before. */
export function duplicateOf({ shape, patients }: Batch, id: string, index: number): Reject {
  const inSeries = patients === undefined ? '' : '; where ids are unique within a patient only, give --allow-duplicates'
  const hint = shape.kind === 'document' ? '; --id-column path takes the whole path as the id' : inSeries
  return { reason: 'duplicate-id', message: `has the id of an earlier row${hint}`, id, index }
}

/** The rows without those that repeat an id, and with the inline rejects where their records stood. */
function joinRows(block: Block, repeated: ReadonlySet<number>, inline: readonly Reject[]): Uint8Array {
  const { output, rowEnds, indices } = block
  const parts: Uint8Array[] = []
  let reject = 0
  const rejectsBefore = (index: number): void => {
    for (; reject < inline.length && inline[reject].index < index; reject++) parts.push(errorRow(inline[reject]))
  }
  for (let row = 0; row < rowEnds.length; row++) {
    rejectsBefore(indices[row])
    if (!repeated.has(row)) parts.push(output.subarray(row === 0 ? 0 : rowEnds[row - 1], rowEnds[row]))
  }
  rejectsBefore(Number.POSITIVE_INFINITY)
  return Buffer.concat(parts)
}

/** The conflicts of rows that do not repeat an id. */
function joinConflicts({ conflicts, conflictEnds }: Block, repeated: ReadonlySet<number>): Uint8Array {
  const parts: Uint8Array[] = []
  for (let row = 0; row < conflictEnds.length; row++) {
    if (!repeated.has(row)) parts.push(conflicts.subarray(row === 0 ? 0 : conflictEnds[row - 1], conflictEnds[row]))
  }
  return Buffer.concat(parts)
}

function errorRow({ id, reason, message }: Reject): Uint8Array {
  const row: Row = { id, error: { reason, message } }
  return Buffer.from(`${JSON.stringify(row)}\n`)
}

/** A reject as its line in the file of rejects. */
export function describeReject(batch: Batch, { index, id, reason, message }: Reject): RejectLine {
  const { source, first, offset, ends, names } = batch
  const file = names[index]
  return {
    source,
    row: first < 0 || file !== undefined ? null : first + index + 1,
    ...(file === undefined || file === '' ? {} : { file }),
    ...(offset < 0 ? {} : { offset: offset + (index === 0 ? 0 : ends[index - 1]) }),
    ...{ id, reason, message },
  }
}
