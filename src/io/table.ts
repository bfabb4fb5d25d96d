// Lines and CSV into batches. But for live streams, every batch is a function of where it starts alone, never of how
// the bytes arrived, so that a resumed run makes the same batches as one that was never stopped.
import type { ByteSource } from './bytes.ts'
import { BROKEN, INCOMPLETE, scanCsvRecord } from './csv-scan.ts'
import { peekId } from './jsonl.ts'
import { BATCH_BYTES, type BatchMemory } from './memory.ts'
import { type Batch, type CsvShape, type Fault, type JsonShape, makeFault, type Position } from './records.ts'

/** A batch ends at this many records, or at `BATCH_BYTES`. */
const BATCH_RECORDS = 1000
/** Where the id of a line too long to be held is looked for. */
const PEEK_BYTES = 1 << 10

export interface Table {
  readonly source: string
  readonly shape: JsonShape | CsvShape
  readonly bytes: ByteSource
  readonly maxReportBytes: number
  readonly memory: BatchMemory
  /** Where the first record starts that is data, and its number. */
  readonly dataStart: number
  readonly firstRecord: number
}

/** Reads batches from a position on; the position's `input` and `entry` are carried through. */
export async function* readTable(table: Table, from: Position): AsyncGenerator<Batch> {
  const isStart = from.offset === 0
  let offset = isStart ? table.bytes.markLength + table.dataStart : from.offset
  let record = isStart ? table.firstRecord : from.record
  const size = Math.max(BATCH_BYTES, table.maxReportBytes) + 1
  const window = makeWindow(table.bytes.chunksFrom(offset), size, table.bytes.isLive)
  for (;;) {
    const cut = await cutBatch(table, window)
    if (cut === null) return
    offset += cut.length
    record += cut.ends.length
    yield {
      source: table.source,
      shape: table.shape,
      first: record - cut.ends.length,
      offset: offset - cut.length,
      bytes: cut.bytes,
      ends: cut.ends,
      faults: cut.faults,
      names: [],
      files: null,
      next: { ...from, offset, record },
    }
  }
}

interface Cut {
  readonly bytes: Uint8Array
  readonly ends: Uint32Array
  readonly faults: readonly (readonly [number, Fault])[]
  /** Bytes of input it covers. */
  readonly length: number
}

/**
 * Takes the next records off the window. Null at the end of the input.
 * A record too long to hold is a batch of its own, without bytes.
 */
async function cutBatch(table: Table, window: Window): Promise<Cut | null> {
  await window.fill(false)
  for (;;) {
    if (window.view().length === 0) {
      window.close()
      return null
    }
    const cut = cutRecords(table, window)
    if (cut !== null) return cut
    // Live, and the record at hand has not come to its end yet.
    await window.fill(true)
  }
}

/** The records that are whole; null when there is none yet. */
function cutRecords(table: Table, window: Window): Cut | Promise<Cut> | null {
  const bytes = window.view()
  const ends: number[] = []
  const faults: [number, Fault][] = []
  let at = 0
  while (at < bytes.length && ends.length < BATCH_RECORDS) {
    const { end, isBroken } = endOfRecord(table, bytes, at, window.isDone())
    const isTooLong = (end < 0 ? bytes.length : end) - at > table.maxReportBytes
    if (end < 0 && !isTooLong) break
    if (ends.length > 0 && (isTooLong || end > BATCH_BYTES)) break
    if (isTooLong) return skipRecord(table, window, end)
    if (isBroken) faults.push([ends.length, makeFault('broken-quote', 'has quotes that do not match')])
    ends.push(end)
    at = end
  }
  if (at === 0) return null
  // A batch needs bytes of its own, for this thread goes on filling the window.
  const own = table.memory.copy(bytes.subarray(0, at))
  window.drop(at)
  return { bytes: own, ends: Uint32Array.from(ends), faults, length: at }
}

interface End {
  /** Negative when the record does not end within the window. */
  readonly end: number
  readonly isBroken: boolean
}

function endOfRecord(table: Table, bytes: Buffer, start: number, isLast: boolean): End {
  const { shape } = table
  if (shape.kind === 'csv') {
    const end = scanCsvRecord(bytes, start, shape.delimiter.charCodeAt(0), isLast)
    const isLost = end === BROKEN || (end === INCOMPLETE && bytes.length - start > table.maxReportBytes)
    if (!isLost) return { end, isBroken: false }
    // Only the line is given up; a quote that never closes would otherwise take all rows after it along.
    return { end: endOfLine(bytes, start, isLast), isBroken: true }
  }
  return { end: endOfLine(bytes, start, isLast), isBroken: false }
}

function endOfLine(bytes: Buffer, start: number, isLast: boolean): number {
  const feed = bytes.indexOf(0x0a, start)
  if (feed >= 0) return feed + 1
  return isLast ? bytes.length : INCOMPLETE
}

async function skipRecord(table: Table, window: Window, end: number): Promise<Cut> {
  const { shape, maxReportBytes } = table
  const id = shape.kind === 'json' ? peekId(window.view().toString('utf8', 0, PEEK_BYTES), shape) : null
  let length = 0
  let found = end
  while (found < 0) {
    const bytes = window.view()
    length += bytes.length
    window.drop(bytes.length)
    await window.fill(false)
    if (window.view().length === 0) {
      found = 0
    } else {
      found = endOfLine(window.view(), 0, window.isDone())
    }
  }
  window.drop(found)
  const fault = makeFault('too-long', `is longer than ${maxReportBytes} bytes`, id)
  return { bytes: new Uint8Array(0), ends: Uint32Array.of(0), faults: [[0, fault]], length: length + found }
}

interface Window {
  /**
   * Reads until the window is full or the input ends. A live one: until something is there, or something more, and
   * nothing follows at once.
   */
  fill(isMoreNeeded: boolean): Promise<void>
  view(): Buffer
  drop(count: number): void
  isDone(): boolean
  /** Throws what stopped the input short of its end, once all that came before it was taken. */
  close(): void
}

/**
 * Bytes at hand, in one buffer twice as large as they may be, so that moving them to its front is rare.
 *
 *     | dropped | start … end | free |
 */
function makeWindow(chunks: AsyncGenerator<Uint8Array>, size: number, isLive: boolean): Window {
  let buffer = Buffer.allocUnsafeSlow(1 << 16)
  let start = 0
  let end = 0
  let pending: Uint8Array | null = null
  let isDone = false
  let failure: unknown = null
  const append = (bytes: Uint8Array) => {
    if (end + bytes.length > buffer.length) {
      const held = end - start
      const target =
        held + bytes.length > buffer.length / 2 ? Buffer.allocUnsafeSlow(2 * (held + bytes.length)) : buffer
      buffer.copy(target, 0, start, end)
      buffer = target
      start = 0
      end = held
    }
    buffer.set(bytes, end)
    end += bytes.length
  }
  let asked: Promise<Uint8Array | null> | null = null
  const ask = async (): Promise<Uint8Array | null> => {
    try {
      const { value, done } = await chunks.next()
      return done === true ? null : value
    } catch (error) {
      failure = error
      return null
    }
  }
  return {
    close: () => {
      if (failure !== null) throw failure
    },
    view: () => buffer.subarray(start, end),
    drop: (count) => {
      start += count
    },
    isDone: () => isDone,
    fill: async (isMoreNeeded) => {
      const before = end - start
      while (end - start < size && !isDone) {
        if (pending === null) {
          asked ??= ask()
          const mayPause = isLive && end - start > (isMoreNeeded ? before : 0)
          const chunk: Uint8Array | null | 'late' = await (mayPause ? Promise.race([asked, pause()]) : asked)
          if (chunk === 'late') return
          asked = null
          if (chunk === null) {
            isDone = true
            return
          }
          pending = chunk
        }
        const room = size - (end - start)
        const part = pending.subarray(0, room)
        append(part)
        pending = part.length < pending.length ? pending.subarray(part.length) : null
      }
    },
  }
}

/** How long a live stream may be silent before what is there is labelled. */
const LIVE_MILLISECONDS = 10

function pause(): Promise<'late'> {
  return new Promise((resolve) => {
    setTimeout(resolve, LIVE_MILLISECONDS, 'late')
  })
}
