// Own rules in whole runs: workers, series, resumed runs and streams label by them as one thread does.
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { InputError, type LabelFilesOptions, labelFiles, labelRows, type Row } from '../../src/batch/index.ts'
import { compileRules as compileLater } from '../../src/index.ts'
import { createLabeller } from '../../src/labeller.ts'
import { bundledRules, compileRules } from '../../src/rules/index.ts'
import { makeFile, makeFolder } from '../io/read.ts'

const own = [
  {
    file: 'own.yaml',
    text: 'kind: findings\nrules:\n  - {id: zorb, concept: pleural_effusion, phrases: [zorbosis], examples: {match: ["Zorbosis."], miss: ["Effusion."]}}\n',
  },
  { file: 'hedges.yaml', text: 'kind: certainty\ndegrees:\n  suspicious for: probable\n' },
]
const ruleset = compileRules([...bundledRules(), ...own], { name: 'mine' })

const TEXTS = ['Small zorbosis.', 'No change.', 'Suspicious for pneumonia.', 'No zorbosis.', 'No pneumotorax.']
const reports = Array.from({ length: 9000 }, (_, at) => ({
  id: `r${at}`,
  patient: `p${at >> 1}`,
  date: `2026-03-0${1 + (at % 2)}`,
  text: `${TEXTS[at % TEXTS.length]} Film ${at}.`,
}))
const input = makeFile('a.jsonl', reports.map((report) => `${JSON.stringify(report)}\n`).join(''))

async function label(options: Partial<LabelFilesOptions>): Promise<string> {
  const { output = join(makeFolder(), 'out.jsonl'), ...rest } = options
  await labelFiles([input], { ruleset, checkpointSeconds: 0, ...rest, output })
  return readFileSync(output as string, 'utf8')
}
const rowsOf = (text: string): Row[] => text.split('\n').flatMap((line) => (line === '' ? [] : [JSON.parse(line)]))

describe('rows are those of the ruleset', () => {
  const { labelReport } = createLabeller(ruleset)
  const expected = reports.map(({ text }) => {
    const { labels } = labelReport(text)
    return Object.fromEntries(Object.entries(labels).map(([name, { value }]) => [name, value]))
  })
  test.each([1, 2])('with %i workers', async (workers) => {
    const rows = rowsOf(await label({ workers }))
    expect(rows.map(({ labels }) => labels)).toEqual(expected)
    expect(rows[0].labels?.['Pleural Effusion']).toBe(1)
    expect(rows[2].labels?.Pneumonia).toBe(1)
  })
  test.each([1, 2])('of a stream with %i workers', async (workers) => {
    const rows: Row[] = []
    for await (const row of labelRows(reports.slice(0, 500), { ruleset, workers })) rows.push(row)
    expect(rows.map(({ labels }) => labels)).toEqual(expected.slice(0, 500))
  })
})

test('series carry what own rules find, with workers and in shards', async () => {
  const series = { patientColumn: 'patient' }
  const one = rowsOf(await label({ series, workers: 1 }))
  expect(one[1]).toMatchObject({ labels: { 'Pleural Effusion': 1 }, series: { carried: { 'Pleural Effusion': {} } } })
  expect(rowsOf(await label({ series, workers: 2 }))).toEqual(one)
  const shards = [1, 2].map((index) => label({ series, workers: 1, shard: { index, of: 2 } }))
  const parts = (await Promise.all(shards)).flatMap(rowsOf)
  expect(parts.sort((a, b) => Number(a.id?.slice(1)) - Number(b.id?.slice(1)))).toEqual(one)
})

test('a stopped run is resumed with the same rules, and with no other', async () => {
  const output = join(makeFolder(), 'out.jsonl')
  const controller = new AbortController()
  const onProgress = () => controller.abort(new Error('stop'))
  await expect(label({ output, workers: 1, onProgress, signal: controller.signal })).rejects.toThrow('interrupted')
  const others = [undefined, compileRules([...bundledRules(), own[0]])]
  for (const other of others)
    await expect(label({ output, workers: 1, resume: true, ruleset: other })).rejects.toThrow(InputError)
  const notes: string[] = []
  // The name is that of the folder, which may lie elsewhere by now.
  const moved = { ...ruleset, name: 'moved' }
  const text = await label({ output, workers: 1, resume: true, ruleset: moved, onNote: (note) => notes.push(note) })
  expect(text).toBe(await label({ workers: 1 }))
  expect(notes.join()).not.toContain('anew')
})

test('what is no ruleset is refused before anything is written, with what to do', async () => {
  const output = join(makeFolder(), 'out.jsonl')
  const promise = compileLater([{ file: 'w.yaml', text: 'kind: words\nrules:\n  - {id: verb, phrases: [is]}\n' }])
  for (const [given, message] of [
    [promise, 'ruleset is no compiled ruleset; await compileRules first'],
    [['my-rules'], 'ruleset is no compiled ruleset; give what compileRules makes of your sources'],
    [null, 'ruleset is no compiled ruleset; give what compileRules makes of your sources'],
  ] as const) {
    await expect(label({ output, ruleset: given as never })).rejects.toThrow(new TypeError(message))
    await expect(labelRows([], { ruleset: given as never }).next()).rejects.toThrow(new TypeError(message))
  }
  expect(existsSync(output)).toBe(false)
})
