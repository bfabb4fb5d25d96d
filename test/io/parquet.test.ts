// Parquet in and out, by this package and, where Python has them, by pandas and DuckDB.
import { spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { asyncBufferFromFile, parquetMetadataAsync, parquetReadObjects } from 'hyparquet'
import { parquetWriteBuffer } from 'hyparquet-writer'
import { expect, test } from 'vitest'
import { labelFiles } from '../../src/batch/index.ts'
import { makeLines } from '../batch/run.ts'
import { makeFile, makeFolder, read } from './read.ts'

const COUNT = 2500
const columns = [
  {
    name: 'study',
    data: Array.from({ length: COUNT }, (_, at) => BigInt(at) + 9_007_199_254_740_993n),
    type: 'INT64' as const,
  },
  {
    name: 'report',
    data: Array.from({ length: COUNT }, (_, at) => (at % 100 === 7 ? null : `Report ${at}. No effusion.`)),
    type: 'STRING' as const,
  },
  { name: 'age', data: Array.from({ length: COUNT }, (_, at) => at % 90), type: 'INT32' as const },
  { name: 'image', data: Array.from({ length: COUNT }, () => new Uint8Array(8)), type: 'BYTE_ARRAY' as const },
]

function makeParquet(): string {
  const path = makeFile('a.parquet', '')
  writeFileSync(path, Buffer.from(parquetWriteBuffer({ columnData: columns, rowGroupSize: 1000 })))
  return path
}

test('is read row group by row group, 64-bit ids whole', async () => {
  const { seen, rows, kept, batches, read: bytes } = await read(makeParquet(), { idColumn: 'study', keep: ['age'] })
  expect(seen).toHaveLength(COUNT)
  expect(seen[0]).toEqual(['9007199254740993', 'Report 0. No effusion.'])
  expect(seen[7]).toEqual(['9007199254741000', 'no-text', 'aside'])
  expect(kept[1]).toEqual([1])
  expect(rows[COUNT - 1]).toBe(COUNT)
  expect(batches.length).toBe(3)
  expect(bytes).toBeGreaterThan(0)
})

test('rows that are too long are set aside, with their id', async () => {
  const columnData = [
    { name: 'id', data: ['a', 'b', 'c'], type: 'STRING' as const },
    { name: 'text', data: ['Clear.', 'No effusion. '.repeat(100), 'Dry.'], type: 'STRING' as const },
  ]
  const path = makeFile('a.parquet', Buffer.from(parquetWriteBuffer({ columnData })))
  const { seen } = await read(path, { maxReportBytes: 1000 })
  expect(seen).toEqual([
    ['a', 'Clear.'],
    ['b', 'too-long', 'aside'],
    ['c', 'Dry.'],
  ])
})

test('can be read from the middle', async () => {
  const path = makeParquet()
  const whole = await read(path, { idColumn: 'study' })
  const rest = await read(path, { idColumn: 'study' }, whole.batches[1].next)
  expect(rest.seen).toEqual(whole.seen.slice(2000))
})

test.each([
  ['cut short', (bytes: Buffer) => bytes.subarray(0, bytes.length - 9)],
  [
    'with a broken footer',
    (bytes: Buffer) =>
      Buffer.from(bytes).fill(0, bytes.length - 8 - bytes.readUInt32LE(bytes.length - 8), bytes.length - 8),
  ],
])('a file %s is refused by name', async (_name, spoil) => {
  const path = makeFile('b.parquet', spoil(readFileSync(makeParquet())))
  await expect(read(path)).rejects.toThrow(/is not a whole Parquet file/)
})

function makeReports(): string {
  return makeFile('a.jsonl', makeLines(3000).replaceAll('"text"', '"report"').replace('"r2"', '"ид, \\"2\\""'))
}

async function makeLabels(): Promise<string> {
  const output = join(makeFolder(), 'labels.parquet')
  const read = { keep: ['report'] }
  await labelFiles([makeReports()], { output, workers: 1, withBounds: true, withEvidence: true, read })
  return output
}

test('is written with dictionary-encoded labels and the rows of the CSV', async () => {
  const path = await makeLabels()
  const file = await asyncBufferFromFile(path)
  const { row_groups: groups } = await parquetMetadataAsync(file)
  const encodings = groups[0].columns.find(({ meta_data: meta }) => meta?.path_in_schema[0] === 'Pleural Effusion')
    ?.meta_data?.encodings
  expect(encodings).toContain('RLE_DICTIONARY')
  const rows = await parquetReadObjects({ file })
  expect(rows).toHaveLength(3000)
  expect(rows[1].id).toBe('ид, "2"')
  expect(rows.slice(0, 3).map((row) => row['Pleural Effusion'])).toEqual(expect.arrayContaining([1]))
  expect(JSON.parse(rows[0].findings as string)).toBeInstanceOf(Array)
})

const python = ['python3', 'python'].find(
  (name) => spawnSync(name, ['-c', 'import pandas, pyarrow, duckdb']).status === 0,
)
if (python === undefined)
  process.stderr.write('pandas, pyarrow and duckdb are not installed: their reading is not tested\n')

test.skipIf(python === undefined)(
  'pandas and DuckDB read CSV and Parquet as they are, and read the same',
  async () => {
    const parquet = await makeLabels()
    const csv = join(makeFolder(), 'labels.csv')
    await labelFiles([makeReports()], { output: csv, workers: 1, read: { keep: ['report'] } })
    const script = `
import sys, pandas, duckdb
csv, parquet = pandas.read_csv(sys.argv[1]), pandas.read_parquet(sys.argv[2])
labels = list(csv.columns[2:])
assert len(labels) == 14 and len(csv) == len(parquet) == 3000
assert (csv['id'] == parquet['id']).all() and (csv['report'] == parquet['report']).all()
for label in labels:
    assert csv[label].dtype == 'float64'
    assert (csv[label].fillna(9) == parquet[label].astype('float64').fillna(9)).all(), label
query = 'select count(*), sum("Pleural Effusion"), sum("Pleural Effusion (upper)") from read_parquet(?)'
rows, effusions, upper = duckdb.execute(query, [sys.argv[2]]).fetchone()
other = duckdb.execute('select sum("Pleural Effusion") from read_csv(?)', [sys.argv[1]]).fetchone()[0]
assert rows == 3000 and effusions == other == csv['Pleural Effusion'].sum() and upper >= effusions
print('same')
`
    const { stdout, stderr } = spawnSync(python as string, ['-c', script, csv, parquet], { encoding: 'utf8' })
    expect(stdout.trim(), stderr).toBe('same')
  },
  120_000,
)
