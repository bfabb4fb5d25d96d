// Names of files and columns mean the same wherever they are met.
import { expect, test } from 'vitest'
import { ID_NAMES } from '../../src/column-names.ts'
import { loadPredictions } from '../../src/evaluate/load.ts'
import { formatOfName, outputFormatOf } from '../../src/io/format-names.ts'
import { makeFile, read } from './read.ts'

test.each(ID_NAMES.flatMap((name) => [name, name.toUpperCase().replaceAll('_', ' ')]))(
  'the id column "%s", of reports and of labels',
  async (name) => {
    const reports = await read(makeFile('a.csv', `text,${name}\nNo effusion.,x\n`))
    expect(reports.seen).toEqual([['x', 'No effusion.']])
    expect(loadPredictions(`Edema,${name}\n1,x\n`)).toMatchObject({ rows: [{ id: 'x', labels: { Edema: 1 } }] })
  },
)

test('of two id columns, reports and labels are known by the same', async () => {
  const reports = await read(makeFile('a.csv', 'text,study,accession\nNo effusion.,s,a\n'))
  expect(reports.seen[0][0]).toBe('a')
  expect(loadPredictions('Edema,study,accession\n1,s,a\n').rows[0].id).toBe('a')
})

test.each([
  ['a.jsonl', 'jsonl', 'jsonl'],
  ['a.b.NDJSON.gz', 'jsonl', 'jsonl'],
  ['a.json', 'jsonl', 'jsonl'],
  ['a.csv.GZ', 'csv', 'csv'],
  ['a.tab', 'tsv', 'tsv'],
  ['a.pq', 'parquet', 'parquet'],
  ['a.txt', 'txt', null],
  ['a.xml.gz', 'xml', null],
  ['a.xlsx', null, null],
  ['csv', null, null],
  ['a.gz', null, null],
])('%s', (path, input, output) => {
  expect(formatOfName(path)).toBe(input)
  expect(outputFormatOf(path)).toBe(output)
})
