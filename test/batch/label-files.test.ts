// Whole runs in this process: what goes in, what comes out, and that no row is lost on the way.
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { InputError, type LabelFilesOptions, labelFiles, type RejectLine } from '../../src/batch/index.ts'
import { makeFile, makeFolder } from '../io/read.ts'
import { filesBeside, makeLines, readRejects } from './run.ts'

const label = async (input: string, options: Partial<LabelFilesOptions> & { name?: string } = {}) => {
  const { name = 'out.jsonl', ...rest } = options
  const output = join(makeFolder(), name)
  const summary = await labelFiles([input], { output, workers: 1, ...rest })
  return { summary, output, text: readFileSync(output, 'utf8') }
}

describe('output', () => {
  const input = makeFile('a.csv', 'id,text,sex\na,Small left effusion.,F\nb,No effusion.,=1+1\nc,Possible effusion.,\n')

  test('CSV has the CheXpert columns in their order', async () => {
    const { text } = await label(input, { name: 'out.csv', read: { keep: ['sex'] } })
    expect(text.split('\n').map((line) => line.split(',').filter((_, at) => [0, 1, 12].includes(at)))).toEqual([
      ['id', 'sex', 'Pleural Effusion'],
      ['a', 'F', '1.0'],
      ['b', '=1+1', '0.0'],
      ['c', '', '-1.0'],
      [''],
    ])
  })

  test('TSV and bounds', async () => {
    const { text } = await label(input, { name: 'out.tsv', withBounds: true })
    const [names, , , row] = text.split('\n').map((line) => line.split('\t'))
    expect(row[names.indexOf('Pleural Effusion (lower)')]).toBe('0.0')
    expect(row[names.indexOf('Pleural Effusion (upper)')]).toBe('1.0')
  })

  test('JSON Lines hold labels, strata, prior and, when asked, evidence and kept fields', async () => {
    const { text } = await label(input, { withEvidence: true, read: { keep: ['sex'] } })
    const row = JSON.parse(text.split('\n')[0]) as Record<string, Record<string, unknown>>
    expect(Object.keys(row)).toEqual(expect.arrayContaining(['id', 'sex', 'labels', 'strata', 'prior', 'findings']))
    expect(row.labels['Pleural Effusion']).toBe(1)
  })

  test('gzip in members, together the same bytes', async () => {
    const { output } = await label(input, { name: 'out.csv.gz' })
    const { text } = await label(input, { name: 'out.csv' })
    expect(gunzipSync(readFileSync(output)).toString()).toBe(text)
  })

  test('cells that a spreadsheet would run are disarmed when asked', async () => {
    const path = makeFile(
      'a.jsonl',
      ['=1+1', '+1', '-1', '@x', '\tx', 'plain']
        .map((id) => `${JSON.stringify({ id, text: 'Clear.', note: id })}\n`)
        .join(''),
    )
    const options = { name: 'out.csv', read: { keep: ['note'] } }
    const first = (text: string) =>
      text
        .split('\n')
        .slice(1, -1)
        .map((line) => line.split(',').slice(0, 2))
    const plain = ['=1+1', '+1', '-1', '@x', '\tx', 'plain'].map((cell) => [cell, cell])
    expect(first((await label(path, options)).text)).toEqual(plain)
    const safe = ["'=1+1", "'+1", "'-1", "'@x", "'\tx", 'plain'].map((cell) => [cell, cell])
    expect(first((await label(path, { ...options, spreadsheetSafe: true })).text)).toEqual(safe)
  })

  test('the file has its name only when it is whole, and nothing is left beside it', async () => {
    const { output } = await label(input)
    expect(filesBeside(output)).toEqual(['out.jsonl'])
  })
})

describe('accounting', () => {
  const rows = [
    '{"id":"a","text":"Clear."}',
    'broken',
    '{"id":"b"}',
    '',
    '{"id":"a","text":"Effusion."}',
    '{"id":"c","text":"Effusion."}',
  ]
  const input = makeFile('a.jsonl', rows.join('\n'))

  test('rows in are rows labelled and rows set aside, each with its place and reason', async () => {
    const { summary, text, output } = await label(input)
    expect([summary.rows, summary.labelled, summary.rejected]).toEqual([5, 2, 3])
    expect(
      text
        .split('\n')
        .filter(Boolean)
        .map((line) => (JSON.parse(line) as { id: string }).id),
    ).toEqual(['a', 'c'])
    expect(readRejects(output).map(({ row, id, reason, offset }) => [row, id, reason, offset])).toEqual([
      [2, null, 'broken-json', 27],
      [3, 'b', 'no-text', 34],
      [5, 'a', 'duplicate-id', 46],
    ])
    expect(summary.rejects).toBe(`${output}.rejects.jsonl`)
  })

  test('the counts of the summary are those of the rows', async () => {
    const { summary, text } = await label(input)
    const values = text
      .split('\n')
      .filter(Boolean)
      .map((line) => (JSON.parse(line) as { labels: Record<string, number | null> }).labels)
    for (const name of summary.labels) {
      const of = (value: number | null) => values.filter((labels) => labels[name] === value).length
      expect(summary.counts[name]).toEqual({ positive: of(1), negative: of(0), uncertain: of(-1), blank: of(null) })
    }
  })

  test('duplicates may be allowed', async () => {
    expect((await label(input, { allowDuplicates: true })).summary).toMatchObject({ labelled: 3, rejected: 2 })
  })

  test('rejects may stand among the rows, in their place', async () => {
    const { text, output } = await label(input, { rejects: '-' })
    const kinds = text
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line) as { id: string; error?: { reason: string } })
    expect(kinds.map(({ id, error }) => [id, error?.reason ?? 'row'])).toEqual([
      ['a', 'row'],
      [null, 'broken-json'],
      ['b', 'no-text'],
      ['a', 'duplicate-id'],
      ['c', 'row'],
    ])
    expect(filesBeside(output)).toEqual(['out.jsonl'])
  })

  test('a run without rejects removes those of the run before', async () => {
    const output = join(makeFolder(), 'out.csv')
    await labelFiles([input], { output, workers: 1 })
    expect(readRejects(output)).toHaveLength(3)
    await labelFiles([makeFile('b.jsonl', makeLines(3))], { output, workers: 1 })
    expect(filesBeside(output)).toEqual(['out.csv'])
  })

  test('rejects are told as they come', async () => {
    const seen: RejectLine[] = []
    await label(input, { onReject: (reject) => seen.push(reject) })
    expect(seen.map(({ row }) => row)).toEqual([2, 3, 5])
  })
})

describe('workers and shards', () => {
  const input = makeFile('a.jsonl', makeLines(12_000))

  test('two workers write what one writes', async () => {
    const one = await label(input, { name: 'out.csv' })
    const two = await label(input, { name: 'out.csv', workers: 2 })
    expect(two.text === one.text).toBe(true)
    expect(two.summary).toMatchObject({ rows: 12_000, labelled: 12_000, counts: one.summary.counts })
  })

  test('shards together are the whole, and no row is in two', async () => {
    const whole = (await label(input, { name: 'out.csv' })).text.split('\n').slice(1, -1)
    const shards = await Promise.all(
      [1, 2, 3].map(async (index) =>
        (await label(input, { name: 'out.csv', shard: { index, of: 3 } })).text.split('\n').slice(1, -1),
      ),
    )
    expect(shards.map((rows) => rows.length)).toEqual([4000, 4000, 4000])
    expect(shards.flat().sort()).toEqual(whole.sort())
  })
})

describe('what cannot be done is said before anything is written', () => {
  const input = makeFile('a.jsonl', makeLines(2))
  test.each<[Partial<LabelFilesOptions>, typeof TypeError | typeof InputError]>([
    [{ output: join(makeFolder(), 'labels') }, TypeError],
    [{ output: join(makeFolder(), 'none', 'out.csv') }, InputError],
    [{ output: null, format: 'parquet' }, TypeError],
    [{ output: null, resume: true }, TypeError],
    [{ output: join(makeFolder(), 'a.csv'), rejects: '-' }, TypeError],
    [{ output: join(makeFolder(), 'a.csv'), shard: { index: 3, of: 2 } }, TypeError],
    [{ output: join(makeFolder(), 'a.csv'), label: { labelSet: 'none' } }, TypeError],
  ])('%j', async (options, kind) => {
    await expect(labelFiles([input], { output: null, workers: 1, ...options })).rejects.toThrow(kind)
    const { output } = options
    if (output && existsSync(dirname(output))) expect(filesBeside(output)).toEqual([])
  })

  test('a column that is not there, in the second of two inputs', async () => {
    const bad = join(dirname(input), 'b.csv')
    writeFileSync(bad, 'x,y\n1,2\n')
    const output = join(makeFolder(), 'out.csv')
    await expect(labelFiles([input, bad], { output, workers: 1 })).rejects.toThrow(InputError)
    expect(filesBeside(output)).toEqual([])
  })
})
