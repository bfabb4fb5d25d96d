// Parquet into batches, one row group at a time. Each row goes on as a line of JSON, which the workers read already.
import { type FileHandle, open } from 'node:fs/promises'
import * as zlib from 'node:zlib'
import {
  type AsyncBuffer,
  type Compressors,
  type FileMetaData,
  parquetMetadataAsync,
  parquetReadObjects,
} from 'hyparquet'
import { readId } from './jsonl.ts'
import { type Batch, type Fault, InputError, type JsonShape, makeFault, type Position } from './records.ts'

const BATCH_RECORDS = 1000
/** Rows decoded at a time: a row group may hold a million of them. */
const SLICE_RECORDS = 20_000

/** Reads a Parquet file from a row on (`Position.record`). Only the columns that the shape may need are decoded. */
export async function* readParquet(
  path: string,
  shape: JsonShape,
  from: Position,
  maxReportBytes: number,
  onRead: (bytes: number) => void = () => {},
): AsyncGenerator<Batch> {
  const handle = await open(path)
  try {
    const { size } = await handle.stat()
    const file = bufferOf(handle, size)
    const { metadata, columns } = await readColumns(path, file, shape)
    const total = Number(metadata.num_rows)
    let row = 0
    for (const group of metadata.row_groups) {
      const end = row + Number(group.num_rows)
      for (let start = row; start < end; start += SLICE_RECORDS) {
        const stop = Math.min(end, start + SLICE_RECORDS)
        onRead((size * (stop - start)) / total)
        if (stop <= from.record) continue
        const range = { rowStart: start, rowEnd: stop }
        const rows = await parquetReadObjects({ file, metadata, columns, compressors, ...range })
        for (let at = start; at < stop; at += BATCH_RECORDS) {
          const next = Math.min(stop, at + BATCH_RECORDS)
          if (next <= from.record) continue
          const batch = batchOf(rows.slice(at - start, next - start), shape, maxReportBytes)
          yield { ...batch, source: path, shape, first: at, next: { ...from, record: next } }
        }
      }
      row = end
    }
  } finally {
    await handle.close()
  }
}

/** @throws {InputError} when the file has no footer or lacks a column that was asked for. */
export async function checkParquet(path: string, shape: JsonShape): Promise<void> {
  const handle = await open(path)
  try {
    await readColumns(path, bufferOf(handle, (await handle.stat()).size), shape)
  } finally {
    await handle.close()
  }
}

async function readColumns(
  path: string,
  file: AsyncBuffer,
  shape: JsonShape,
): Promise<{ metadata: FileMetaData; columns: string[] }> {
  const metadata = await parquetMetadataAsync(file).catch(() => {
    throw new InputError(`${path}: is not a whole Parquet file`)
  })
  return { metadata, columns: textColumns(metadata, shape, path) }
}

type Unpack = (input: Uint8Array) => Uint8Array

/** Node unpacks what the reader does not bring along; Zstandard only where this Node knows it. */
const { zstdDecompressSync } = zlib as { zstdDecompressSync?: Unpack }
const compressors: Compressors = {
  GZIP: (input) => zlib.gunzipSync(input),
  BROTLI: (input) => zlib.brotliDecompressSync(input),
  ...(zstdDecompressSync === undefined ? {} : { ZSTD: (input: Uint8Array) => zstdDecompressSync(input) }),
}

function bufferOf(handle: FileHandle, byteLength: number): AsyncBuffer {
  return {
    byteLength,
    slice: async (start, end = byteLength) => {
      const bytes = new Uint8Array(end - start)
      await handle.read(bytes, 0, bytes.length, start)
      return bytes.buffer
    },
  }
}

/** Top-level columns of strings and numbers: images and nested columns of the same file are never decoded. */
function textColumns(metadata: FileMetaData, shape: JsonShape, path: string): string[] {
  const columns: string[] = []
  let skipping = 0
  for (const element of metadata.schema.slice(1)) {
    if (skipping > 0) {
      skipping += (element.num_children ?? 0) - 1
    } else if (element.num_children) {
      skipping = element.num_children
    } else {
      columns.push(element.name)
    }
  }
  for (const wanted of [shape.idField, shape.textField, ...shape.keep]) {
    if (wanted !== null && !columns.includes(wanted)) {
      throw new InputError(`${path}: there is no column "${wanted}" among ${columns.join(', ')}`)
    }
  }
  return columns
}

type Rows = Pick<Batch, 'offset' | 'bytes' | 'ends' | 'faults' | 'names' | 'files'>

/** Rows as lines; one that is too long gives its place to a fault. */
function batchOf(rows: readonly Readonly<Record<string, unknown>>[], shape: JsonShape, maxReportBytes: number): Rows {
  const faults: [number, Fault][] = []
  const lines = rows.map((row, index) => {
    const line = Buffer.from(`${JSON.stringify(row, plainValue)}\n`, 'utf8')
    if (line.length <= maxReportBytes) return line
    faults.push([index, makeFault('too-long', `is longer than ${maxReportBytes} bytes`, readId(row, shape.idField))])
    return NOTHING
  })
  const ends = new Uint32Array(lines.length)
  let length = 0
  lines.forEach((line, index) => {
    length += line.length
    ends[index] = length
  })
  const bytes = new Uint8Array(length)
  lines.forEach((line, index) => {
    bytes.set(line, ends[index] - line.length)
  })
  return { offset: -1, bytes, ends, faults, names: [], files: null }
}

const NOTHING = Buffer.alloc(0)

/** 64-bit ids come as BigInt; bytes are no text. */
function plainValue(_key: string, value: unknown): unknown {
  if (typeof value === 'bigint') return value.toString()
  return value instanceof Uint8Array ? null : value
}
