// A batch into reports and faults, record by record. Runs in the workers; one entry for all formats.
import { isUtf8 } from 'node:buffer'
import { parseCsvBatch } from './csv-parse.ts'
import { parseDocument } from './document.ts'
import { parseJsonRecord } from './jsonl.ts'
import { type Batch, type Fault, type InputReport, makeFault } from './records.ts'

export type Visit = (index: number, result: InputReport | Fault) => void

/**
 * Calls `visit` for each record of the batch, in order; blank records are no records and are passed over.
 *
 * @param isMine tells by the place of a record among its input's data, from 0, whether this shard labels it
 */
export function parseBatch(batch: Batch, maxBytes: number, isMine: (place: number) => boolean, visit: Visit): void {
  const bytes = Buffer.from(batch.bytes.buffer, batch.bytes.byteOffset, batch.bytes.byteLength)
  const isClean = isUtf8(bytes)
  const faults = new Map(batch.faults)
  const { shape, ends } = batch
  // What has no number is in one shard, too: the first.
  const place = Math.max(0, batch.first - (shape.kind === 'csv' ? shape.firstData : 0))
  const csv = shape.kind === 'csv' ? parseCsvBatch(batch, bytes, shape, faults) : null
  for (let index = 0; index < ends.length; index++) {
    if (!isMine(place + index)) continue
    const fault = faults.get(index)
    const start = index === 0 ? 0 : ends[index - 1]
    const end = ends[index]
    if (fault !== undefined) visit(index, fault)
    else if (shape.kind === 'document')
      visit(index, parseDocument(batch, index, bytes.subarray(start, end), maxBytes, shape))
    else if (isBlankRecord(bytes, start, end)) continue
    else if (!isClean && !isUtf8(bytes.subarray(start, end)))
      visit(index, makeFault('bad-encoding', 'is not valid UTF-8'))
    else if (csv !== null) visit(index, csv(index))
    else if (shape.kind === 'json') visit(index, parseJsonRecord(bytes.toString('utf8', start, end), shape))
  }
}

/** Spaces and line ends only; tabs are fields of a TSV, but a line of nothing else says nothing either. */
function isBlankRecord(bytes: Buffer, start: number, end: number): boolean {
  for (let at = start; at < end; at++) {
    const byte = bytes[at]
    if (byte !== 0x0a && byte !== 0x0d && byte !== 0x20 && byte !== 0x09) return false
  }
  return true
}
