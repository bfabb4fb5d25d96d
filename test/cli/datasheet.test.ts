// `cxrlabel datasheet` as a process: what it writes, sets aside, records of itself, and how much memory it takes.
import { spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { createWriteStream, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { LabelledRow } from '../../src/io/row.ts'
import type { Sheet } from '../../src/report/index.ts'
import { makeFile, makeFolder } from '../io/read.ts'
import { makeRows } from '../report/count.ts'

const root = join(import.meta.dirname, '..', '..')
const main = join(root, 'src', 'cli', 'main.ts')

function run(args: readonly string[], node: readonly string[] = [], input = '') {
  const { status, stdout, stderr } = spawnSync(process.execPath, [...node, '--import', 'tsx', main, ...args], {
    ...{ encoding: 'utf8', cwd: root, input, maxBuffer: 1 << 26 },
  })
  return { status, out: stdout, said: stderr }
}

function sheetOf(args: readonly string[], input = ''): Sheet {
  return JSON.parse(run(['datasheet', ...args, '--json', '-q'], [], input).out) as Sheet
}

const rows = makeRows(300)
const jsonl = (more = ''): string =>
  makeFile('reports.jsonl', `${rows.map((row) => JSON.stringify(row)).join('\n')}\n${more}`)

describe('the bundled reports', () => {
  const folder = makeFolder()
  const outputs = ['md', 'html', 'json'].map((end) => join(folder, `sheet.${end}`))
  const ended = run(['datasheet', 'examples/reports', ...outputs.flatMap((path) => ['-o', path])])
  const [markdown, page, json] = outputs.map((path) => readFileSync(path, 'utf8'))

  test('are counted, in each form', () => {
    expect(ended).toMatchObject({ status: 0, out: '' })
    expect(ended.said).toContain('8 records = 8 labelled + 0 set aside')
    const { reading, labels, whole } = JSON.parse(json) as Sheet
    expect(reading).toEqual({ records: 8, labelled: 8, setAside: {}, ignored: 0 })
    // Read by eye: two with air in the pleura, one of them drained; one leans on a prior; one is normal.
    expect(labels.find(({ label }) => label === 'Pneumothorax')?.values.positive).toBe(2)
    expect(labels.find(({ label }) => label === 'No Finding')?.values.positive).toBe(1)
    expect(whole.leansWholly).toBe(1)
    expect(markdown).toContain('| pneumothorax state | drain | 1 | 50.0 % |')
    expect(page).toContain('<!doctype html>')
    expect(existsSync(`${outputs[0]}.rejects.jsonl`)).toBe(false)
  })
  test('are labelled again by the command it gives', () => {
    const [, command] = /\ncxrlabel (label .*)\n```/.exec(markdown) ?? []
    expect(command).toBe('label reports -o labels.csv')
    const labels = join(makeFolder(), 'labels.csv')
    expect(run(['label', 'examples/reports', '-o', labels, '-q']).status).toBe(0)
    const positives = readFileSync(labels, 'utf8')
      .split('\n')
      .filter((line) => /^[^,]+,1(\.0)?,/.test(line))
    expect(positives).toHaveLength(1)
  })
})

test('Markdown goes to standard output where no file is named, and standard input is read', () => {
  const input = rows.map((row) => JSON.stringify(row)).join('\n')
  const { status, out, said } = run(['datasheet', '-', '-q'], [], input)
  expect([status, said]).toEqual([0, ''])
  expect(out).toMatch(/^# Datasheet of labels\n/)
  expect(sheetOf(['-'], input).reading.labelled).toBe(300)
})

test('what cannot be read is set aside with its reason, and counted', () => {
  const input = jsonl('broken\n{"id":"empty","text":" "}\n{"text":"Clear."}\n{"id":"r1","text":"Clear."}\n')
  const output = join(makeFolder(), 'sheet.json')
  const { status, said } = run(['datasheet', input, '-o', output])
  expect(status).toBe(1)
  const { reading } = JSON.parse(readFileSync(output, 'utf8')) as Sheet
  const setAside = { 'broken-json': 1, 'no-text': 1, 'no-id': 1, 'duplicate-id': 1 }
  expect(reading).toEqual({ records: 304, labelled: 300, setAside, ignored: 0 })
  const rejects = readFileSync(`${output}.rejects.jsonl`, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
  expect(rejects.map(({ row, reason }) => [row, reason])).toEqual([
    [301, 'broken-json'],
    [302, 'no-text'],
    [303, 'no-id'],
    [304, 'duplicate-id'],
  ])
  expect(said).toContain('row 304 (id r1) has the id of an earlier row; set aside')
  // The same records that "label" sets aside, for the same reasons.
  const labels = join(makeFolder(), 'labels.csv')
  run(['label', input, '-o', labels, '-q'])
  expect(readFileSync(`${labels}.rejects.jsonl`, 'utf8')).toBe(readFileSync(`${output}.rejects.jsonl`, 'utf8'))
  expect(sheetOf([input, '--allow-duplicates']).reading.labelled).toBe(301)
})

test('patients come from a column, with dates from another or from a table', () => {
  const named = rows.filter(({ patient }) => patient !== null)
  const own = sheetOf([jsonl(), '--patient-column', 'patient', '--date-column', 'date']).patients
  expect(own).toMatchObject({ patients: new Set(named.map(({ patient }) => patient)).size, reports: named.length })
  const csv = ['id,taken', ...rows.map(({ id, date }) => `${id},${date ?? ''}`)].join('\n')
  const byTable = sheetOf([
    jsonl(),
    '--patient-column',
    'patient',
    '--date-column',
    'taken',
    '--dates',
    makeFile('dates.csv', csv),
  ])
  expect(byTable.patients).toEqual(own)
  expect(sheetOf([jsonl()]).patients).toBeNull()
})

describe('series', () => {
  const sorted = [...rows].sort((a, b) => String(a.patient).localeCompare(String(b.patient)))
  const returned = { ...rows[1], id: 'again', text: 'No change.' }
  const input = makeFile('sorted.jsonl', [...sorted, returned, rows[1]].map((row) => JSON.stringify(row)).join('\n'))
  const asked = ['--series', '--patient-column', 'patient', '--date-column', 'date', '--max-gap-days', '20']
  const labels = join(makeFolder(), 'labels.jsonl')
  const { said } = run(['label', input, '-o', labels, ...asked])
  const labelled = readFileSync(labels, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Required<LabelledRow>)
  const sheet = sheetOf([input, ...asked])

  test('give the labels that "label --series" writes', () => {
    expect(sheet.reading).toMatchObject({ records: 302, labelled: 301, setAside: { 'duplicate-id': 1 } })
    for (const { label, values, sources } of sheet.labels) {
      const counts = [1, -1, 0, null].map((value) => labelled.filter(({ labels }) => labels[label] === value).length)
      expect([values.positive, values.uncertain, values.negative, values.blank], label).toEqual(counts)
      const carried = labelled.filter(({ series }) => label in series.carried).length
      expect(sources.positive.carried, label).toBeTypeOf('number')
      const own = [sources.positive, sources.uncertain, sources.negative].map(({ carried }) => Number(carried))
      expect(
        own.reduce((a, b) => a + b),
        label,
      ).toBe(carried)
    }
  })
  test('are counted as the summary of "label" counts them', () => {
    const { series } = sheet
    expect(Number(series?.carried)).toBeGreaterThan(20)
    const { gap, conflict, partial } = series?.ended ?? {}
    expect(said).toContain(
      `labels carried: ${series?.carried}; chains ended: ${gap} at a gap, ${conflict} at a conflict`,
    )
    expect(said).toContain(
      `${partial} as only a part was denied; reports that contradict an earlier one: ${series?.contradictions}`,
    )
    for (const [problem, n] of Object.entries(series?.problems ?? {})) expect(said).toContain(`  ${n} ${problem}:`)
    expect(Object.keys(series?.problems ?? {}).sort()).toEqual(['no-patient', 'returned', 'same-time', 'undated'])
    expect(series?.carriedReports).toBe(labelled.filter(({ series }) => Object.keys(series.carried).length > 0).length)
  })
  test('stand in the sheet and in the command that labels again', () => {
    const { out } = run(['datasheet', input, ...asked, '-q'])
    expect(out).toContain('### Carried from earlier reports')
    expect(out).toContain('| series | **20 days** |')
    expect(sheet.making.labelCommand).toContain(
      '--patient-column patient --date-column date --series --max-gap-days 20',
    )
    expect(sheetOf([input]).series).toBeNull()
  })
})

test("patients of MIMIC-CXR's folders are known by their names", () => {
  const folder = makeFolder()
  const studies = ['p10/p10000001/s50000001', 'p10/p10000001/s50000002', 'p11/p11000002/s50000003']
  for (const study of studies) {
    mkdirSync(join(folder, study, '..'), { recursive: true })
    writeFileSync(join(folder, `${study}.txt`), 'Small left effusion.')
  }
  const { patients } = sheetOf([folder])
  expect(patients).toMatchObject({ patients: 2, reports: 3, days: null, undated: 3 })
  expect(patients?.labels.find(({ label }) => label === 'Pleural Effusion')).toMatchObject({ patients: 2, repeated: 1 })
  const { status, said } = run(['datasheet', folder, '--patient-column', 'mrn'])
  expect([status, said]).toEqual([2, expect.stringContaining('a path cannot name the patient as "mrn"')])
})

test('scores of a gold are those of "cxrlabel evaluate"', () => {
  const cells = (at: number) => ({
    'Pleural Effusion': [1, 0, 'p', null][at % 4],
    Fracture: at % 5 === 0 ? 1 : 'i',
    Edema: -1,
  })
  const gold = makeFile(
    'gold.jsonl',
    rows
      .slice(0, 90)
      .map(({ id }, at) => JSON.stringify({ id, labels: cells(at) }))
      .join('\n'),
  )
  const labels = join(makeFolder(), 'labels.jsonl')
  const input = jsonl()
  run(['label', input, '-o', labels, '--uncertain', 'ones', '-q'])
  const scores = JSON.parse(run(['evaluate', '--gold', gold, '--pred', labels, '--json']).out)
  const { trust } = sheetOf([input, '--gold', gold, '--uncertain', 'ones'])
  expect(trust.gold).toMatchObject({ file: 'gold.jsonl', reports: 90, exact: scores.exact })
  for (const [at, score] of (trust.gold?.labels ?? []).entries()) {
    for (const kind of ['positive', 'negation', 'uncertainty'] as const) {
      expect(scores.labels[at].f1[kind]).toMatchObject(score[kind])
    }
  }
  const extra = makeFile('gold.jsonl', '{"id":"r1","labels":{"Edema":1}}\n{"id":"elsewhere","labels":{"Edema":1}}\n')
  const { status, out } = run(['datasheet', input, '--gold', extra, '-q'])
  expect([status, out]).toEqual([1, expect.stringContaining('Left out: 1 gold report not among the labelled')])
})

describe('a file of labels', () => {
  const input = jsonl('broken\n')
  const written = ['labels.csv', 'labels.jsonl', 'labels.tsv.gz'].map((name) => join(makeFolder(), name))
  for (const path of written)
    run(['label', input, '-o', path, '-q', ...(path.endsWith('.jsonl') ? ['--rejects', '-'] : [])])
  const [csv] = written
  const changed = makeFile('changed.csv', readFileSync(csv, 'utf8').replace(',-1.0', ',1.0'))
  const [header, ...lines] = readFileSync(csv, 'utf8').trim().split('\n')
  const turned = makeFile('turned.csv', [header, ...lines.reverse()].join('\n'))

  test.each([...written, turned])('is the one described: %s', (path) => {
    expect(sheetOf([input, '--labels', path]).making.labelFile).toMatchObject({ rows: 300, isSame: true })
  })
  test('is not, where a cell or an option differs', () => {
    expect(sheetOf([input, '--labels', changed]).making.labelFile).toMatchObject({ rows: 300, isSame: false })
    expect(sheetOf([input, '--labels', csv, '--uncertain', 'ones']).making.labelFile?.isSame).toBe(false)
    const { status, out } = run(['datasheet', jsonl(), '--labels', changed, '-q'])
    expect([status, out]).toEqual([
      1,
      expect.stringContaining('**Not the same labels.** The file `changed.csv` (300 rows)'),
    ])
  })
})

test('it records what was typed, without folders, and how to label again', () => {
  const input = jsonl()
  const { making } = sheetOf([
    ...[input, '--no-roll-up', '--uncertain', 'zeros', '--sections', 'findings,impression', '--no-finding', 'chexpert'],
    ...['--probable', '-1', '--least', '11', '--patient-column', "patient's id", '--from', 'jsonl'],
  ])
  const policy = '--no-roll-up --probable -1 --uncertain zeros --sections findings,impression --no-finding chexpert'
  expect(making.command).toBe(
    `cxrlabel datasheet reports.jsonl --json --least 11 --patient-column 'patient'\\''s id' --from jsonl ${policy} --quiet`,
  )
  expect(making.labelCommand).toBe(`cxrlabel label reports.jsonl --from jsonl ${policy} -o labels.csv`)
  expect(making.inputs).toEqual([{ name: 'reports.jsonl', bytes: readFileSync(input).length }])
  expect(making.options).toMatchObject({ rollUp: false, probable: -1, uncertain: 'zeros', noFinding: 'chexpert' })
  expect(making.labelledSections).toEqual(['findings', 'impression'])
})

test('ids can be left out', () => {
  const ids = (args: readonly string[]) => sheetOf([jsonl(), ...args]).doubts.conflicts.flatMap(({ ids }) => ids)
  expect(ids([]).length).toBeGreaterThan(0)
  expect(ids(['--no-ids'])).toEqual([])
})

test.each<[name: string, args: readonly string[], message: RegExp]>([
  ['no input', ['none.csv'], /no such file/],
  ['a format that cannot be told', ['examples/reports', '-o', 'sheet.pdf'], /name it .md, .html or .json/],
  ['a folder that is not there', ['examples/reports', '-o', '/none/sheet.md'], /there is no folder .* to write/],
  ['a label set that is none', ['examples/reports', '--label-set', 'none'], /unknown label set "none"/],
  ['a gold that is none', ['examples/reports', '--gold', 'none.jsonl'], /none.jsonl: no such file/],
  ['a count that is none', ['examples/reports', '--least', '-3'], /whole number/],
  [
    'a column that is not there',
    [makeFile('a.csv', 'id,text\n1,Clear.\n'), '--patient-column', 'mrn'],
    /no column "mrn"/,
  ],
])('wrong usage: %s', (_, args, message) => {
  const { status, said } = run(['datasheet', ...args])
  expect([status, said]).toEqual([2, expect.stringMatching(message)])
})

test('memory does not grow with the texts', async () => {
  const path = join(makeFolder(), 'large.jsonl')
  const file = createWriteStream(path)
  const padding = ' '.repeat(6000)
  // 90 MB of texts, all different, under a heap of 60 MB.
  for (let at = 0; at < 15_000; at++) {
    const line = JSON.stringify({
      id: `r${at}`,
      patient: `p${at % 9000}`,
      text: `${at} ${padding}`,
      date: '2026-01-01',
    })
    if (!file.write(`${line}\n`)) await once(file, 'drain')
  }
  file.end()
  await once(file, 'finish')
  const args = ['datasheet', path, '--sections', 'impression', '--patient-column', 'patient', '--json', '-q']
  const { status, out } = run(args, ['--max-old-space-size=60'])
  expect(status).toBe(0)
  const { reading, patients, texts } = JSON.parse(out) as Sheet
  expect([reading.labelled, patients?.patients, texts.repeatedReports]).toEqual([15_000, 9000, 0])
})
