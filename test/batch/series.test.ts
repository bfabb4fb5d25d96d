// Series from files: what `labelSeries` gives for each patient, whatever the format, the threads, the shards, the
// stops.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { parquetReadObjects } from 'hyparquet'
import { pack } from 'tar-stream'
import { describe, expect, test } from 'vitest'
import {
  InputError,
  type LabelFilesOptions,
  type LabelledRow,
  labelFiles,
  StoppedError,
} from '../../src/batch/index.ts'
import { joinDate } from '../../src/batch/peek.ts'
import { labelReport, labelSeries } from '../../src/labeller.ts'
import { makeFile, makeFolder } from '../io/read.ts'
import { filesBeside, readRejects, runLabel } from './run.ts'

interface Report {
  readonly id: string
  readonly patient: string
  readonly date: string
  readonly text: string
}

const TEXTS = [
  'Small left effusion. Heart size normal.',
  'No change.',
  'No pneumothorax. Otherwise unchanged.',
  'The effusion has decreased.',
  'Endotracheal tube in place. Right pneumothorax.',
  'The endotracheal tube has been removed. Otherwise unchanged.',
  'No effusion. Stable cardiomegaly.',
]

/** Patients of one to nine reports, sorted by patient but not by date; the same every time. */
function makeReports(patients: number): Report[] {
  const reports: Report[] = []
  for (let patient = 0; patient < patients; patient++) {
    const count = 1 + ((patient * 7) % 9)
    for (let at = 0; at < count; at++) {
      const day = 1 + ((at * 5 + patient) % 11)
      reports.push({
        id: `r${reports.length + 1}`,
        patient: `p${patient}`,
        date: `2026-03-${String(day).padStart(2, '0')}`,
        text: TEXTS[(patient + at * 3) % TEXTS.length],
      })
    }
  }
  return reports
}

const series = { patientColumn: 'patient' }
const lines = (reports: readonly object[]): string => reports.map((report) => `${JSON.stringify(report)}\n`).join('')
const readRows = (path: string): LabelledRow[] =>
  readFileSync(path, 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as LabelledRow)

async function label(input: string, options: Partial<LabelFilesOptions> & { name?: string } = {}) {
  const { name = 'out.jsonl', ...rest } = options
  const output = join(makeFolder(), name)
  const summary = await labelFiles([input], { output, workers: 1, series, ...rest })
  return { summary, output }
}

test('a series is read with all detail, whatever the options of single reports ask for', async () => {
  const input = makeFile('in.jsonl', lines(makeReports(6)))
  const plain = await label(input)
  const short = await label(input, { label: { detail: 'labels' } })
  expect(readRows(short.output)).toEqual(readRows(plain.output))
})

/** What each row should hold, patient by patient. */
function expectedRows(reports: readonly Report[]): Pick<LabelledRow, 'id' | 'labels'>[] {
  const patients = [...new Set(reports.map(({ patient }) => patient))]
  return patients.flatMap((patient) =>
    labelSeries(reports.filter((report) => report.patient === patient)).map(({ id, labels }) => ({
      id,
      labels: Object.fromEntries(Object.entries(labels).map(([name, { value }]) => [name, value])),
    })),
  )
}

describe('the rows are those of labelSeries', () => {
  const reports = makeReports(900)
  const input = makeFile('a.jsonl', lines(reports))
  const expected = expectedRows(reports)

  test.each([1, 2])(`${reports.length} reports, %i workers`, async (workers) => {
    const { summary, output } = await label(input, { workers })
    expect(readRows(output).map(({ id, labels }) => ({ id, labels }))).toEqual(expected)
    expect(summary).toMatchObject({ rows: reports.length, labelled: reports.length, rejected: 0 })
    expect(summary.marks.carried).toBeGreaterThan(1000)
  })

  test('from CSV with columns of other names', async () => {
    const cells = reports.map(({ id, patient, date, text }) => `${id},${patient},${date},"${text}"\n`)
    const path = makeFile('a.csv', `study,mrn,taken,report\n${cells.join('')}`)
    const { output } = await label(path, {
      series: { patientColumn: 'mrn', dateColumn: 'taken' },
      read: { keep: ['mrn'] },
    })
    const rows = readRows(output) as (LabelledRow & { mrn: string })[]
    expect(rows.map(({ id, labels }) => ({ id, labels }))).toEqual(expected)
    expect(rows.map(({ mrn }) => mrn)).toEqual(reports.map(({ patient }) => patient))
  })

  test('shards hold patients whole, and together every row once', async () => {
    const rows: LabelledRow[] = []
    const owners = new Map<string, number>()
    for (const index of [1, 2, 3]) {
      const part = readRows((await label(input, { shard: { index, of: 3 } })).output)
      expect(part.length).toBeGreaterThan(reports.length / 5)
      for (const { id } of part) owners.set(reports[Number(id?.slice(1)) - 1].patient, index)
      rows.push(...part)
    }
    expect(owners.size).toBe(900)
    const place = ({ id }: Pick<LabelledRow, 'id'>): number => Number(id?.slice(1))
    rows.sort((a, b) => place(a) - place(b))
    expect(rows.map(({ id, labels }) => ({ id, labels }))).toEqual(expected)
  })

  test.each(['out.jsonl', 'out.csv.gz', 'out.parquet'])('%s: stopped after any batch and resumed', async (name) => {
    const whole = await label(input, { name })
    const output = join(makeFolder(), name)
    let stops = 0
    for (;;) {
      const controller = new AbortController()
      try {
        const onProgress = () => controller.abort(new Error('stop'))
        const options = { resume: stops > 0, signal: controller.signal, onProgress }
        const summary = await labelFiles([input], { output, workers: 1, series, checkpointSeconds: 0, ...options })
        expect(summary.marks).toEqual(whole.summary.marks)
        break
      } catch (error) {
        expect(error).toBeInstanceOf(StoppedError)
        stops++
      }
    }
    expect(stops).toBeGreaterThan(2)
    expect(filesBeside(output)).toEqual([name])
    expect(readFileSync(output).equals(readFileSync(whole.output))).toBe(true)
  })
})

const one = (id: string, patient: string | null, date: string | null, text: string) => ({ id, patient, date, text })

describe('columns', () => {
  const input = makeFile(
    'a.jsonl',
    lines([
      one('a', '1', '2026-03-01', 'No effusion.'),
      one('b', '1', '2026-03-02', 'No change.'),
      one('c', '1', '2026-03-03', 'The effusion has decreased.'),
      one('d', '1', null, 'No change.'),
    ]),
  )
  const columns = ['Pleural Effusion', 'Pleural Effusion (from)', 'Pleural Effusion (steps)', 'series_place']
  const last = ['series_problem', 'series_ended', 'series_contradictions']

  test('CSV', async () => {
    const { output } = await label(input, { name: 'out.csv', read: { keep: ['patient'] } })
    const [names, ...rows] = readFileSync(output, 'utf8')
      .trim()
      .split('\n')
      .map((line) => line.split(','))
    expect(rows.every((cells) => cells.length === names.length)).toBe(true)
    expect(rows.map((cells) => [...columns, ...last].map((name) => cells[names.indexOf(name)]))).toEqual([
      ['0.0', '', '', '0', '', '', ''],
      ['0.0', 'a', '1', '1', '', '', ''],
      ['1.0', '', '', '2', '', 'conflict: Pleural Effusion', 'Pleural Effusion against a'],
      ['', '', '', '', 'undated', '', ''],
    ])
  })

  test('Parquet', async () => {
    const { output } = await label(input, { name: 'out.parquet' })
    const { buffer, byteOffset, byteLength } = readFileSync(output)
    const rows = await parquetReadObjects({ file: (buffer as ArrayBuffer).slice(byteOffset, byteOffset + byteLength) })
    expect(rows.map((row) => [...columns, ...last].map((name) => row[name] ?? null))).toEqual([
      [0, null, null, 0, null, null, null],
      [0, 'a', 1, 1, null, null, null],
      [1, null, null, 2, null, 'conflict: Pleural Effusion', 'Pleural Effusion against a'],
      [null, null, null, null, 'undated', null, null],
    ])
  })

  test('JSON Lines hold it whole', async () => {
    const [, b, c, d] = readRows((await label(input)).output)
    expect(b.series).toEqual({
      ...{ place: 1, problem: null, message: null, ended: [], contradictions: [] },
      carried: { 'No Finding': { report: 'a', steps: 1 }, 'Pleural Effusion': { report: 'a', steps: 1 } },
    })
    expect(c.series?.contradictions).toEqual([
      { on: 'Pleural Effusion', message: expect.stringContaining('an earlier report denies'), report: 'a' },
    ])
    expect(c.series?.ended[0].message).toMatch(/nothing is carried past this report/)
    expect(d.series?.message).toMatch(/no date; give it as YYYY-MM-DD/)
  })
})

describe('reports that have no place keep their plain labels and say why', () => {
  const problemsOf = (path: string) => readRows(path).map(({ id, series }) => [id, series?.problem ?? null])

  test('a patient who comes back; no patient; unreadable rows between', async () => {
    const reports = [
      lines([one('a', '1', '2026-03-01', 'Small effusion.')]),
      'broken\n\n',
      lines([
        one('b', '1', '2026-03-02', 'No change.'),
        one('c', '2', '2026-03-02', 'No effusion.'),
        one('d', '1', '2026-03-03', 'No change.'),
        one('e', '1', '2026-03-04', 'No change.'),
        one('f', null, '2026-03-04', 'No change.'),
        one('g', '3', '2026-03-04', 'Small effusion.'),
        one('h', '3', '4 March', 'No change.'),
        one('g', '3', '2026-03-05', 'No change.'),
        one('i', '3', '2026-03-06', 'No change.'),
      ]),
    ].join('')
    const { summary, output } = await label(makeFile('a.jsonl', reports), { allowDuplicates: true })
    expect(problemsOf(output)).toEqual([
      ['a', null],
      ['b', null],
      ['c', null],
      ['d', 'returned'],
      ['e', 'returned'],
      ['f', 'no-patient'],
      ['g', null],
      ['h', 'undated'],
      ['g', 'duplicate'],
      ['i', null],
    ])
    const effusions = readRows(output).map(({ labels }) => labels?.['Pleural Effusion'])
    expect(effusions).toEqual([1, 1, 0, null, null, null, 1, null, null, 1])
    expect(summary.marks).toMatchObject({ returned: 2, 'no-patient': 1, undated: 1, duplicate: 1, carried: 2 })
    expect(readRejects(output).map(({ row, reason }) => [row, reason])).toEqual([[2, 'broken-json']])
    const strict = await label(makeFile('a.jsonl', reports))
    expect(strict.summary).toMatchObject({ labelled: 9, rejected: 2 })
    expect(strict.summary.marks.duplicate).toBe(0)
  })

  test('a column that names no patients does not fill the memory', async () => {
    const reports = Array.from({ length: 12_345 }, (_, at) => one(`r${at}`, 'same', '2026-03-01', `No change ${at}.`))
    const { output } = await label(makeFile('a.jsonl', lines(reports)))
    const counts = new Map<string | null, number>()
    for (const [, problem] of problemsOf(output)) counts.set(problem, (counts.get(problem) ?? 0) + 1)
    expect(counts).toEqual(
      new Map([
        ['same-time', 10_000],
        ['returned', 2345],
      ]),
    )
  })

  test('a patient whose reports cannot be labelled together is labelled apart', async () => {
    const rows = new URL('./apart-rows.ts', import.meta.url).href
    const reports = makeReports(2000).map((report) => ({ ...report, pad: 'x'.repeat(300) }))
    const { output, summary } = await label(makeFile('a.jsonl', lines(reports)), { rowModule: rows, workers: 2 })
    const apart = reports.filter(({ patient }) => patient === 'p700' || patient === 'p1801').map(({ id }) => id)
    expect(apart.length).toBeGreaterThan(2)
    expect(problemsOf(output).flatMap(([id, problem]) => (problem === 'separated' ? [id] : []))).toEqual(apart)
    expect(summary).toMatchObject({ rows: reports.length, labelled: reports.length, rejected: 0 })
  })
})

describe("MIMIC-CXR's folders", () => {
  const reports = [
    ['p10000032', 's50414267', '20260301', '93000.5', 'Small left effusion.'],
    ['p10000032', 's50000001', '20260301', '213014.531', 'No change.'],
    ['p10000764', 's57375967', '20260305', '81530', 'No effusion.'],
    ['p10000764', 's57375968', '', '', 'No change.'],
  ] as const
  const folder = makeFolder()
  for (const [patient, study, , , text] of reports) {
    mkdirSync(join(folder, 'files', 'p10', patient), { recursive: true })
    writeFileSync(join(folder, 'files', 'p10', patient, `${study}.txt`), text)
  }
  // One row per image; the study is as early as its first.
  const rows = reports.flatMap(([patient, study, date, time], at) =>
    date === ''
      ? []
      : ['235959.9', time].map(
          (each, image) => `d${at}${image},${patient.slice(1)},${study.slice(1)},${date},${each}\n`,
        ),
  )
  const metadata = join(folder, 'metadata.csv.gz')
  writeFileSync(metadata, gzipSync(`dicom_id,subject_id,study_id,StudyDate,StudyTime\n${rows.join('')}`))
  const own = { patientColumn: 'subject_id', dates: metadata, dateColumn: 'StudyDate', timeColumn: 'StudyTime' }
  const effusions = [
    ['50000001', 1, '50414267'],
    ['50414267', 1, undefined],
    ['57375967', 0, undefined],
    ['57375968', null, undefined],
  ]
  const seen = (path: string) =>
    readRows(path).map(({ id, labels, series }) => [
      id,
      labels?.['Pleural Effusion'],
      series?.carried['Pleural Effusion']?.report ?? undefined,
    ])

  test('patients from the paths, dates from the metadata', async () => {
    const { output, summary } = await label(join(folder, 'files'), { series: own, read: { idColumn: 'study_id' } })
    expect(seen(output)).toEqual(effusions)
    expect(summary.marks.undated).toBe(1)
  })

  test('in an archive', async () => {
    const tar = pack()
    const sorted = [reports[1], reports[0], reports[2], reports[3]]
    for (const [patient, study, , , text] of sorted) tar.entry({ name: `files/p10/${patient}/${study}.txt` }, text)
    tar.finalize()
    const parts: Buffer[] = []
    for await (const part of tar) parts.push(part as Buffer)
    const input = makeFile('a.tar.gz', gzipSync(Buffer.concat(parts)))
    expect(seen((await label(input, { series: own, read: { idColumn: 'study_id' } })).output)).toEqual(effusions)
  })

  test('without dates, or a patient that paths can name, nothing is labelled', async () => {
    const files = join(folder, 'files')
    await expect(label(files, { series: { patientColumn: 'subject_id' } })).rejects.toThrow(/--dates/)
    await expect(label(files, { series })).rejects.toThrow(/--patient-column subject_id/)
    const single = join(files, 'p10', 'p10000032', 's50414267.txt')
    await expect(label(single, { series: own })).rejects.toThrow(/give the folder above/)
    const empty = makeFile('a.csv', 'study_id,StudyDate\n1,\n')
    await expect(label(files, { series: { ...own, timeColumn: undefined, dates: empty } })).rejects.toThrow(InputError)
  })
})

test.each<[date: string | null, time: string | null, joined: string | null]>([
  ['20260301', '213014.531', '20260301 213014.531'],
  ['20260301', '93000.5', '20260301 093000.5'],
  ['20260301', '0', '20260301 000000'],
  ['2026-03-01', '14:30', '2026-03-01T14:30'],
  ['2026-03-01', '93000', '2026-03-01T09:30:00'],
  ['2026-03-01', null, '2026-03-01'],
  ['2026-03-01 00:00:00', '09:00', '2026-03-01T09:00'],
  ['2026-03-01T10:15', '09:00', '2026-03-01T10:15'],
  ['20260301.0', '93000', '20260301.0 093000'],
  [null, '14:30', null],
])('date %s and time %s', (date, time, joined) => {
  expect(joinDate(date, time)).toBe(joined)
})

describe('the command', () => {
  const input = makeFile(
    'a.csv',
    'id,patient,date,text\na,1,2026-03-01,Small effusion.\nb,1,2026-03-02,The prior study showed a nodule. No change.\nc,1,,No change.\n',
  )

  test('carries, drops what speaks of a prior only, and says so', async () => {
    const { status, out, said } = await runLabel([
      ...[input, '--series', '--patient-column', 'patient', '--date-column', 'date'],
      ...['--prior-mentions', 'drop', '--workers', '1'],
    ])
    expect(status).toBe(0)
    const [, b] = out.split('\n').map((line) => JSON.parse(line || 'null') as LabelledRow)
    expect(b.labels?.['Pleural Effusion']).toBe(1)
    expect(b.prior?.dropped).toEqual([
      expect.objectContaining({ concept: 'lung_nodule', why: 'prior-statement', start: 25, end: 31 }),
    ])
    expect(said).toContain('mentions of prior studies only, dropped: 1 (1 said to be of one, 0 in sections')
    expect(said).toMatch(/labels carried: 1; chains ended: 0 at a gap/)
    expect(said).toMatch(/1 undated: no date that can be read; give YYYY-MM-DD/)
  })

  test('drops in plain runs, too', async () => {
    const { out, said } = await runLabel([input, '--prior-mentions', 'drop', '--format', 'csv'])
    expect(out.split('\n')).toHaveLength(5)
    expect(said).toContain('mentions of prior studies only, dropped: 1')
    expect(said).not.toContain('carried')
  })

  test.each<[args: readonly string[], message: RegExp]>([
    [['--patient-column', 'patient'], /--patient-column is for series .* give --series/],
    [['--max-gap-days', '3'], /--max-gap-days is for series/],
    [['--series'], /give --patient-column/],
    [['--series', '--patient-column', 'mrn'], /there is no column "mrn" among id, patient, date, text/],
    [['--series', '--patient-column', 'patient', '--dates', 'none.csv'], /none\.csv: no such file/],
    [['--series', '--patient-column', 'patient', '--max-gap-days', '-1'], /give a number of days/],
  ])('%j is wrong usage', async (args, message) => {
    const { status, said } = await runLabel([input, ...args])
    expect(status).toBe(2)
    expect(said).toMatch(message)
  })

  test('a patient who comes back, ids of which no date is known, ids that are unique within a patient only', async () => {
    const path = join(dirname(input), 'back.csv')
    const dates = join(dirname(input), 'dates.csv')
    writeFileSync(
      path,
      'id,patient,date,text\na,1,2026-03-01,Small effusion.\nb,2,2026-03-01,Effusion.\nc,1,2026-03-02,No change.\n',
    )
    writeFileSync(dates, 'id,date\ns1,2026-03-01\n')
    const series = ['--series', '--patient-column', 'patient']
    const back = await runLabel([path, ...series])
    expect(back.status).toBe(1)
    expect(back.said).toContain('1 returned: the patient comes back after others, so that what was carried')
    const unknown = await runLabel([input, ...series, '--dates', dates])
    expect(unknown.said).toContain('0 of 3 ids are in the dates table')
    writeFileSync(path, 'id,patient,date,text\n1,a,2026-03-01,Small effusion.\n1,b,2026-03-01,Effusion.\n')
    expect((await runLabel([path, ...series])).said).toContain('give --allow-duplicates')
  })

  test('with evidence, the words that leave something to the prior', async () => {
    const { out } = await runLabel([input, '--series', '--patient-column', 'patient', '--evidence', '-q'])
    const { prior } = JSON.parse(out.split('\n')[1]) as LabelledRow
    expect(prior?.covers).toEqual([
      { what: 'all', concepts: [], start: 33, end: 42, rule: 'change-none', words: 'No change' },
    ])
  })

  test('another limit in days', async () => {
    const path = join(dirname(input), 'gap.csv')
    writeFileSync(path, 'id,patient,date,text\na,1,2026-01-01,Small effusion.\nb,1,2026-03-02,No change.\n')
    const counts = async (...args: string[]) => {
      const { out } = await runLabel([path, '--series', '--patient-column', 'patient', '-q', ...args])
      return (JSON.parse(out.split('\n')[1]) as LabelledRow).labels?.['Pleural Effusion']
    }
    expect(await counts()).toBeNull()
    expect(await counts('--max-gap-days', '90')).toBe(1)
  })
})

test('the plain labels of a report are those without a series', () => {
  for (const text of TEXTS) {
    const [alone] = labelSeries([{ date: null, text }])
    expect(alone.labels).toEqual(labelReport(text).labels)
  }
})
