// Kept columns never take a name that the output has of its own: one of the two would be lost without a word.
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { asyncBufferFromFile, parquetReadObjects } from 'hyparquet'
import { expect, test } from 'vitest'
import { type LabelFilesOptions, labelFiles, labelRows } from '../../src/batch/index.ts'
import { makeFile, makeFolder } from './read.ts'

const FIELDS =
  'id labels strata prior series conflicts bounds error findings sections no_finding_reason no_acute evidence certainty text'
const NAMES = [
  ...FIELDS.split(' '),
  'sex',
  'Edema',
  'Edema (lower)',
  'Edema (from)',
  'series_place',
  'compares',
  'prior_only',
]
const input = makeFile(
  'a.jsonl',
  `${JSON.stringify({ ...Object.fromEntries(NAMES.map((name) => [name, 'kept'])), id: 'a', text: 'No effusion.' })}\n`,
)

async function keep(names: readonly string[], name: string, options: Partial<LabelFilesOptions> = {}): Promise<string> {
  const output = join(makeFolder(), name)
  const read = { idColumn: 'id', textColumn: 'text', keep: names }
  try {
    await labelFiles([input], { output, workers: 1, ...options, read })
  } finally {
    expect(existsSync(`${output}.partial`)).toBe(false)
  }
  return output
}

const evidence = { withEvidence: true }
const series = { series: { patientColumn: 'sex' } }

test.each<[name: string, options: Partial<LabelFilesOptions>, taken: string]>([
  ['out.jsonl', {}, 'id,labels,strata,prior,series,conflicts,bounds,error,findings,evidence,certainty,no_acute'],
  ['out.jsonl', evidence, 'sections,text,no_finding_reason'],
  ['out.csv', {}, 'id,Edema'],
  ['out.tsv', { withBounds: true }, 'Edema (lower)'],
  ['out.csv', evidence, 'evidence'],
  ['out.csv', series, 'Edema (from),series_place'],
  ['out.parquet', {}, 'id,Edema,labels,compares,prior_only,strata'],
  ['out.parquet', { ...evidence, withBounds: true }, 'Edema (upper),findings,text'],
])('%s, %j: none of %s', async (name, options, taken) => {
  for (const each of taken.split(',')) {
    await expect(keep([each], name, options), each).rejects.toThrow(
      `the output has "${each}" of its own, so the input's cannot be kept under that name; rename it in the input`,
    )
  }
})

test.each([
  ['out.csv', ['labels', 'findings', 'text', 'series_place', 'Edema (lower)']],
  ['out.jsonl', ['Edema', 'text', 'compares', 'sex']],
])('names that only other outputs have are kept: %s', async (name, names) => {
  const text = readFileSync(await keep(names, name), 'utf8')
  if (name.endsWith('csv')) expect(text.split('\n')[0].split(',').slice(0, 6)).toEqual(['id', ...names])
  else expect(JSON.parse(text)).toMatchObject({ Edema: 'kept', text: 'No effusion.', compares: 'kept' })
})

test('in Parquet the kept column is the input’s', async () => {
  const file = await asyncBufferFromFile(await keep(['sex', 'text'], 'out.parquet'))
  expect((await parquetReadObjects({ file }))[0]).toMatchObject({ id: 'a', sex: 'kept', text: 'No effusion.' })
})

test('a name that is given twice', async () => {
  await expect(keep(['sex', 'sex'], 'out.csv')).rejects.toThrow('"sex" is to be kept twice')
})

test.each([
  ['labels', {}],
  ['conflicts', {}],
  ['text', evidence],
])('rows in hand: %s', async (name, options) => {
  const rows = labelRows([{ id: 'a', text: 'No effusion.' }], { keep: [name], ...options })
  await expect(rows.next()).rejects.toThrow(`the output has "${name}" of its own`)
})
