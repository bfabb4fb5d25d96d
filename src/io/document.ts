// One file as one report: plain text or Open-I XML, its id from its name, MIMIC-CXR numbers from its path.
import { isUtf8 } from 'node:buffer'
import { readFileSync, statSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import type { ReportSections } from '../types.ts'
import { isBlank } from './columns.ts'
import { decodeBytes, detectEncoding } from './encoding.ts'
import { parseOpenI } from './openi.ts'
import { type Batch, type DocumentShape, type Fault, type InputReport, makeFault } from './records.ts'

/** Whether a path names a document; `.gz` may follow. */
export function isDocumentName(path: string): boolean {
  return /\.(txt|xml)(\.gz)?$/i.test(path)
}

/** Reads record `index` of a batch of documents, from the batch's bytes or from its file. Never throws. */
export function parseDocument(
  batch: Batch,
  index: number,
  inline: Buffer,
  maxBytes: number,
  shape: DocumentShape,
): InputReport | Fault {
  const name = batch.names[index]
  const fields = fieldsOf(name)
  const id = shape.idField === null ? fields.name : (fields[shape.idField] ?? null)
  if (id === null) return makeFault('no-id', `has no "${shape.idField}" in its path`, fields.name)
  const bytes = batch.files === null ? inline : readDocument(batch.files[index], maxBytes)
  if (!(bytes instanceof Uint8Array)) return { ...bytes, id }
  const report = /\.xml(\.gz)?$/i.test(name) ? readXml(bytes) : readText(bytes)
  if (report === null) return makeFault('broken-xml', 'is not well-formed XML with an abstract', id)
  if (report === undefined) return makeFault('bad-encoding', 'is binary, not text', id)
  if (typeof report === 'string' && isBlank(report)) return makeFault('no-text', 'has no text', id)
  return { id, report, kept: shape.keep.map((field) => fields[field] ?? null), isNumbered: false }
}

/**
 * What a path tells: `name` (no extension), `path` (no extension), and in MIMIC-CXR's folders
 * (`files/p10/p10000032/s50414267.txt`) `subject_id` and `study_id`.
 */
export function fieldsOf(path: string): Record<string, string> & { readonly name: string } {
  const bare = path.replace(/\.gz$/i, '').replace(/\.[^./\\]+$/, '')
  const parts = bare.split(/[/\\]/)
  const name = parts[parts.length - 1]
  const subject = /^p(\d{8})$/.exec(parts[parts.length - 2] ?? '')
  const study = /^s(\d{8})$/.exec(name)
  return {
    name,
    path: bare,
    ...(study === null ? {} : { study_id: study[1] }),
    ...(subject === null ? {} : { subject_id: subject[1] }),
  }
}

function readDocument(file: string, maxBytes: number): Buffer | Fault {
  try {
    if (statSync(file).size > maxBytes) return makeFault('too-long', `is longer than ${maxBytes} bytes`)
    const bytes = readFileSync(file)
    return bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzipSync(bytes, { maxOutputLength: maxBytes }) : bytes
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'an unknown error'
    return code === 'ERR_BUFFER_TOO_LARGE'
      ? makeFault('too-long', `is longer than ${maxBytes} bytes`)
      : makeFault('unreadable', `cannot be read (${code})`)
  }
}

function readXml(bytes: Uint8Array): string | ReportSections | null {
  const declared = /^[^>]{0,100}encoding=["'](iso-8859-1|windows-1252|latin-?1)["']/i.test(
    Buffer.from(bytes.subarray(0, 120)).toString('latin1'),
  )
  return parseOpenI(decodeBytes(bytes, declared ? 'windows-1252' : detectEncoding(bytes)))
}

function readText(bytes: Uint8Array): string | undefined {
  const encoding = detectEncoding(bytes)
  if (encoding === 'utf-8' && !isUtf8(bytes)) return undefined
  return decodeBytes(bytes, encoding)
}
