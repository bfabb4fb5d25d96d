// JSON Lines rows into a Parquet file, one row group at a time: ids and kept columns as text, labels as small
// numbers (dictionary-encoded by the writer), strata and evidence as JSON text.
import { closeSync, openSync, writeSync } from 'node:fs'
import { ByteWriter, ParquetWriter, type Writer } from 'hyparquet-writer'
import type { LabelledRow } from './row.ts'
import { seriesColumns } from './series-columns.ts'
import { boundsOf } from './write.ts'

const GROUP_ROWS = 50_000

export interface ParquetOptions {
  readonly keep: readonly string[]
  readonly labels: readonly string[]
  readonly withBounds: boolean
  readonly withEvidence: boolean
  readonly withSeries?: boolean
}

type Cell = string | number | boolean | null
type ColumnType = 'STRING' | 'INT8' | 'INT32' | 'BOOLEAN'
interface Column {
  readonly name: string
  readonly type: ColumnType
  readonly cell: (row: LabelledRow & Readonly<Record<string, unknown>>) => Cell
}

/** Writes all rows of a stream of JSON Lines to a new Parquet file. */
export async function writeParquet(
  chunks: AsyncIterable<Uint8Array>,
  path: string,
  options: ParquetOptions,
): Promise<void> {
  const columns = columnsOf(options)
  const file = makeFileWriter(path)
  const types = {
    STRING: { type: 'BYTE_ARRAY', converted_type: 'UTF8' },
    INT8: { type: 'INT32', converted_type: 'INT_8' },
    INT32: { type: 'INT32' },
    BOOLEAN: { type: 'BOOLEAN' },
  } as const
  const writer = new ParquetWriter({
    writer: file.writer,
    schema: [
      { name: 'root', num_children: columns.length },
      ...columns.map(({ name, type }) => ({ name, ...types[type], repetition_type: 'OPTIONAL' as const })),
    ],
  })
  let data: Cell[][] = columns.map(() => [])
  const flush = () => {
    if (data[0].length === 0) return
    writer.write({ columnData: columns.map(({ name }, at) => ({ name, data: data[at] })), rowGroupSize: GROUP_ROWS })
    file.flush()
    data = columns.map(() => [])
  }
  try {
    for await (const line of splitLines(chunks)) {
      const row = JSON.parse(line) as LabelledRow & Record<string, unknown>
      for (let at = 0; at < columns.length; at++) data[at].push(columns[at].cell(row))
      if (data[0].length === GROUP_ROWS) flush()
    }
    flush()
    writer.finish()
    file.flush()
  } finally {
    file.close()
  }
}

/** Lines end at a line feed and nowhere else: a report may hold the other line ends that Unicode knows. */
async function* splitLines(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  let rest = Buffer.alloc(0)
  for await (const chunk of chunks) {
    const bytes: Buffer = Buffer.concat([rest, chunk])
    let start = 0
    for (let end = bytes.indexOf(0x0a); end >= 0; end = bytes.indexOf(0x0a, start)) {
      yield bytes.toString('utf8', start, end)
      start = end + 1
    }
    rest = Buffer.from(bytes.subarray(start))
  }
  if (rest.length > 0) yield rest.toString('utf8')
}

function columnsOf(options: ParquetOptions): Column[] {
  const { keep, labels, withBounds, withEvidence, withSeries = false } = options
  const json = (name: keyof LabelledRow): Column => ({
    name,
    type: 'STRING',
    cell: (row) => JSON.stringify(row[name] ?? null),
  })
  const text = (value: unknown) =>
    value === null || value === undefined || typeof value === 'string' ? (value ?? null) : JSON.stringify(value)
  const bounds = labels.flatMap((label): Column[] => [
    { name: `${label} (lower)`, type: 'INT8', cell: (row) => boundsOf(row.labels?.[label] ?? null)[0] },
    { name: `${label} (upper)`, type: 'INT8', cell: (row) => boundsOf(row.labels?.[label] ?? null)[1] },
  ])
  return [
    { name: 'id', type: 'STRING', cell: (row) => row.id },
    ...keep.map((name): Column => ({ name, type: 'STRING', cell: (row) => text(row[name]) })),
    ...labels.map((label): Column => ({ name: label, type: 'INT8', cell: (row) => row.labels?.[label] ?? null })),
    ...(withBounds ? bounds : []),
    ...(withSeries ? seriesColumns(labels) : []),
    { name: 'compares', type: 'BOOLEAN', cell: (row) => row.prior?.compares ?? null },
    { name: 'prior_only', type: 'BOOLEAN', cell: (row) => row.prior?.prior_only ?? null },
    json('strata'),
    ...(withEvidence ? [json('findings')] : []),
  ]
}

/** The library's writer, emptied into a file after each row group; `offset` goes on counting. */
function makeFileWriter(path: string): { writer: Writer; flush(): void; close(): void } {
  const file = openSync(path, 'w')
  const writer = new ByteWriter()
  const flush = () => {
    const bytes = new Uint8Array(writer.buffer, 0, writer.index)
    for (let at = 0; at < bytes.length; ) at += writeSync(file, bytes, at, bytes.length - at)
    writer.index = 0
  }
  return { writer, flush, close: () => closeSync(file) }
}
