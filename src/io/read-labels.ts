// Labels as `cxrlabel label` wrote them, row by row from a file of any size: JSON Lines, CSV or TSV, packed or not.
import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'
import { createGunzip } from 'node:zlib'
import { parse } from 'csv-parse'
import { formatOfName } from './format-names.ts'
import { InputError } from './records.ts'
import type { Row, RowValue } from './row.ts'

/** The id of a row and its values, in the order of the labels that were asked for. */
export interface LabelRow {
  readonly id: string
  readonly values: readonly RowValue[]
}

/** Reads the rows; those set aside among them are passed over. @throws {InputError} when the file is no such table */
export async function* readLabels(path: string, labels: readonly string[]): AsyncGenerator<LabelRow> {
  const format = formatOfName(path)
  if (format !== 'jsonl' && format !== 'csv' && format !== 'tsv') {
    throw new InputError(`${path}: labels are read from .jsonl, .csv or .tsv, as "cxrlabel label" writes them`)
  }
  const file = createReadStream(path)
  const bytes: Readable = /\.gz$/i.test(path) ? file.pipe(createGunzip()) : file
  try {
    yield* format === 'jsonl' ? readJsonLines(bytes, labels) : readTable(bytes, format === 'tsv' ? '\t' : ',', labels)
  } catch (error) {
    // The parsers' own messages quote the file.
    const { code } = error as NodeJS.ErrnoException
    throw new InputError(
      `${path}: ${code === 'ENOENT' ? 'no such file' : `cannot be read as labels (${code ?? 'not as "cxrlabel label" writes them'})`}`,
    )
  } finally {
    file.destroy()
  }
}

async function* readJsonLines(bytes: Readable, labels: readonly string[]): AsyncGenerator<LabelRow> {
  for await (const line of createInterface({ input: bytes, crlfDelay: Number.POSITIVE_INFINITY })) {
    if (line.trim() === '') continue
    const { id, labels: values } = JSON.parse(line) as Row
    if (values !== undefined) yield { id: String(id), values: labels.map((label) => values[label] ?? null) }
  }
}

async function* readTable(bytes: Readable, delimiter: string, labels: readonly string[]): AsyncGenerator<LabelRow> {
  const rows = bytes.pipe(parse({ delimiter, columns: true, bom: true }))
  bytes.on('error', (error) => rows.destroy(error))
  for await (const row of rows as AsyncIterable<Readonly<Record<string, string>>>) {
    if (row.id === undefined) throw new TypeError('no id')
    yield { id: row.id, values: labels.map((label) => (row[label] ? (Number(row[label]) as RowValue) : null)) }
  }
}
