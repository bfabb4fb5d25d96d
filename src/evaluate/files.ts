// The one place of the evaluation that touches files: reads a gold or prediction file, with a digest that says which.

import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { loadGold, loadPredictions } from './load.ts'
import type { GoldRow, Loaded, LoadOptions, PredictedRow } from './rows.ts'

/** Which file was read. */
export interface InputFile {
  readonly file: string
  readonly sha256: string
}

/** Reads a gold file; `-` is standard input. @throws {TypeError} when it cannot be read as one. */
export function readGoldFile(path: string, options: LoadOptions = {}): Loaded<GoldRow> & { readonly input: InputFile } {
  const { content, input } = readInput(path)
  return { ...named(path, () => loadGold(content, options)), input }
}

/** Reads a file of labelled reports; `-` is standard input. @throws {TypeError} when it cannot be read as one. */
export function readPredictionFile(
  path: string,
  options: LoadOptions = {},
): Loaded<PredictedRow> & { readonly input: InputFile } {
  const { content, input } = readInput(path)
  return { ...named(path, () => loadPredictions(content, options)), input }
}

/** What is no text, by its first bytes; it would be taken for a CSV. */
const PACKED: readonly (readonly [reason: string, start: Buffer])[] = [
  ['Parquet is not read here; write labels to .csv or .jsonl (cxrlabel label -o)', Buffer.from('PAR1')],
  ['is a zip archive; unpack it first', Buffer.from([0x50, 0x4b, 0x03, 0x04])],
]

const GZIP = Buffer.from([0x1f, 0x8b])

/** The digest is of the file as it stands, packed or not. */
function readInput(path: string): { content: string; input: InputFile } {
  const stored = named(path, () => readFileSync(path === '-' ? 0 : path))
  const bytes = stored.subarray(0, GZIP.length).equals(GZIP) ? named(path, () => gunzipSync(stored)) : stored
  const packed = PACKED.find(([, start]) => bytes.subarray(0, start.length).equals(start))
  if (packed !== undefined) throw new TypeError(`${path}: ${packed[0]}`)
  const sha256 = createHash('sha256').update(stored).digest('hex')
  return { content: bytes.toString('utf8'), input: { file: path === '-' ? '-' : basename(path), sha256 } }
}

/** Puts the path before whatever went wrong with it. */
function named<T>(path: string, read: () => T): T {
  try {
    return read()
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code
    const reason =
      code === 'ENOENT'
        ? 'no such file'
        : code === 'EISDIR'
          ? 'is a folder'
          : code?.startsWith('Z_') === true
            ? 'is packed with gzip, and broken'
            : (error as Error).message
    throw new TypeError(`${path}: ${reason}`)
  }
}
