// The file of conflicts keeps the promises of the output: order, nothing twice, the same whatever stopped the run.
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { parse } from 'csv-parse/sync'
import { describe, expect, test } from 'vitest'
import { type LabelFilesOptions, labelFiles, StoppedError } from '../../src/batch/index.ts'
import { labelReport } from '../../src/labeller.ts'
import { makeFile, makeFolder } from '../io/read.ts'
import { filesBeside, makeLines, runLabel } from './run.ts'

interface Line {
  readonly id: string
  readonly kind: string
  readonly on: string
  readonly message: string
  readonly sides: readonly {
    readonly section: string
    readonly start: number
    readonly words: string
    readonly sentence: string
  }[]
}
const linesOf = (text: string): Line[] =>
  text
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line) as Line)

// Every fifth of these denies an effusion and states one.
const COUNT = 9000
const source = makeLines(COUNT).split('\n').slice(0, -1)
const expected = source
  .map((line) => JSON.parse(line) as { id: string; text: string })
  .filter(({ text }) => labelReport(text).conflicts.length > 0)
  .map(({ id }) => id)
/** With rows that cannot be read, and rows that repeat an id and have conflicts of their own. */
const mixed = source.flatMap((line, at) =>
  at % 7 === 3 ? [line, 'broken'] : at % 11 === 5 ? [line, source[1]] : [line],
)
const input = makeFile('a.jsonl', `${mixed.join('\n')}\n`)

test('the command lists each conflict with the words of both sides', async () => {
  const folder = makeFolder()
  const reports = makeFile(
    'a.jsonl',
    `${[
      { id: 'a', findings: 'Small left effusion, "stable". No pneumothorax.', impression: 'Small right effusion.' },
      { id: 'b', text: 'The lungs are clear.' },
      { id: 'c', text: 'Right chest tube in place.' },
    ]
      .map((row) => JSON.stringify(row))
      .join('\n')}\n`,
  )
  const [jsonl, csv] = [join(folder, 'c.jsonl'), join(folder, 'c.csv')]
  for (const conflicts of [jsonl, csv]) {
    const { status } = await runLabel([reports, '-o', join(folder, 'out.csv'), '--conflicts', conflicts, '-q'])
    expect(status).toBe(0)
  }
  const [first, second, ...more] = linesOf(readFileSync(jsonl, 'utf8'))
  expect(more).toEqual([])
  expect([first.id, first.kind, first.on]).toEqual(['a', 'laterality', 'Pleural Effusion'])
  expect(first.sides.map(({ section, words }) => `${section}: ${words}`)).toEqual([
    'findings: left effusion, "stable',
    'impression: right effusion',
  ])
  expect([second.id, second.kind, second.sides.length]).toEqual(['c', 'device-without-indication', 1])
  const rows = parse(readFileSync(csv), { columns: true }) as Record<string, string>[]
  expect(rows.map(({ id, kind }) => [id, kind])).toEqual([
    ['a', 'laterality'],
    ['c', 'device-without-indication'],
  ])
  expect(rows[0].sentence_1).toBe('Small left effusion, "stable')
  expect(rows[0].section_2).toBe('impression')
  expect(rows[1].section_2).toBe('')
})

test.each([
  ['a format that is none', 'c.txt', 'name a file .jsonl, .csv or .tsv'],
  ['Parquet', 'c.parquet', 'name a file .jsonl, .csv or .tsv'],
  ['standard output', '-', 'name a file .jsonl, .csv or .tsv'],
  ['the output itself', 'out.csv', 'give each one of its own'],
  ['the rejects', 'out.csv.rejects.jsonl', 'give each one of its own'],
])('wrong usage: %s', async (_, name, message) => {
  const folder = makeFolder()
  const path = name === '-' ? name : join(folder, name)
  const { status, said } = await runLabel([input, '-o', join(folder, 'out.csv'), '--conflicts', path])
  expect(status).toBe(2)
  expect(said).toContain(message)
  expect(existsSync(join(folder, 'out.csv'))).toBe(false)
})

describe.each(['c.csv', 'c.jsonl.gz'])('%s', (name) => {
  const run = (folder: string, options: Partial<LabelFilesOptions> = {}) =>
    labelFiles([input], {
      ...{ output: join(folder, 'out.csv'), conflicts: join(folder, name), workers: 1, checkpointSeconds: 0 },
      ...options,
    })
  const read = (folder: string): string => {
    const bytes = readFileSync(join(folder, name))
    return (name.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString()
  }

  test('in order, none of rows set aside, with workers as without, and the labels are the same', async () => {
    const [one, two, none] = [makeFolder(), makeFolder(), makeFolder()]
    await run(one)
    await run(two, { workers: 2 })
    await run(none, { conflicts: null })
    const ids = name.includes('csv')
      ? (parse(read(one), { columns: true }) as { id: string }[]).map(({ id }) => id)
      : linesOf(read(one)).map(({ id }) => id)
    expect(ids).toEqual(expected)
    expect(ids.length).toBe(COUNT / 5)
    expect(read(two) === read(one)).toBe(true)
    expect(readFileSync(join(none, 'out.csv')).equals(readFileSync(join(one, 'out.csv')))).toBe(true)
    expect(existsSync(join(none, name))).toBe(false)
  })

  test('stopped again and again and resumed, byte for byte', async () => {
    const [whole, folder] = [makeFolder(), makeFolder()]
    await run(whole)
    let stops = 0
    for (;;) {
      const controller = new AbortController()
      let left = 1 + (stops % 2)
      const onProgress = () => --left === 0 && controller.abort(new Error('stop'))
      try {
        await run(folder, { resume: stops > 0, signal: controller.signal, onProgress })
        break
      } catch (error) {
        expect(error).toBeInstanceOf(StoppedError)
        stops++
      }
    }
    expect(stops).toBeGreaterThan(4)
    expect(filesBeside(join(folder, name))).toEqual([name])
    expect(read(folder) === read(whole)).toBe(true)
    if (!name.endsWith('.gz')) return
    expect(readFileSync(join(folder, name)).equals(readFileSync(join(whole, name)))).toBe(true)
  })
})

test('shards list every conflict once', async () => {
  const ids: string[] = []
  for (const index of [1, 2, 3]) {
    const folder = makeFolder()
    const conflicts = join(folder, 'c.jsonl')
    await labelFiles([input], {
      ...{ output: join(folder, 'out.csv'), conflicts, workers: 1, shard: { index, of: 3 }, allowDuplicates: true },
    })
    ids.push(...linesOf(readFileSync(conflicts, 'utf8')).map(({ id }) => id))
  }
  const all = mixed.filter((line) => line !== 'broken').map((line) => (JSON.parse(line) as { id: string }).id)
  expect([...ids].sort()).toEqual(all.filter((id) => expected.includes(id)).sort())
})

test('an input without conflicts has an empty file, and a run without it asks for no other to resume', async () => {
  const folder = makeFolder()
  const clean = makeFile('a.jsonl', '{"id": "a", "text": "The lungs are clear."}\n')
  const options = { output: join(folder, 'out.csv'), workers: 1 }
  await labelFiles([clean], { ...options, conflicts: join(folder, 'c.jsonl') })
  expect(readFileSync(join(folder, 'c.jsonl'), 'utf8')).toBe('')
  await labelFiles([clean], { ...options, conflicts: join(folder, 'c.csv') })
  expect(readFileSync(join(folder, 'c.csv'), 'utf8')).toMatch(/^id,kind,on,message,section_1,[^\n]*\n$/)
})

test('--spreadsheet-safe holds for the words of reports, too', async () => {
  const folder = makeFolder()
  const risky = makeFile('a.jsonl', `${JSON.stringify({ id: '=1', text: 'No effusion. Small left effusion.' })}\n`)
  const conflicts = join(folder, 'c.csv')
  await labelFiles([risky], { output: join(folder, 'out.csv'), conflicts, workers: 1, spreadsheetSafe: true })
  expect(readFileSync(conflicts, 'utf8').split('\n')[1]).toMatch(/^'=1,/)
})

test('a series lists what contradicts earlier reports, with the report', async () => {
  const folder = makeFolder()
  const rows = [
    { id: 'a', patient: 'p', date: '2026-03-01', text: 'No pleural effusion.' },
    { id: 'b', patient: 'p', date: '2026-03-02', text: 'The pleural effusion has decreased.' },
  ]
  const series = makeFile('a.jsonl', rows.map((row) => `${JSON.stringify(row)}\n`).join(''))
  const conflicts = join(folder, 'c.jsonl')
  await labelFiles([series], {
    ...{ output: join(folder, 'out.csv'), conflicts, workers: 1, series: { patientColumn: 'patient' } },
  })
  const [line, ...more] = linesOf(readFileSync(conflicts, 'utf8'))
  expect(more).toEqual([])
  expect(line).toMatchObject({ id: 'b', kind: 'contradicts-series', on: 'Pleural Effusion', earlier: 'a' })
})
