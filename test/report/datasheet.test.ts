// Every count of a datasheet against a count of its own, on reports made up for the purpose.
import { describe, expect, test } from 'vitest'
import { evaluate } from '../../src/evaluate/evaluate.ts'
import type { GoldRow } from '../../src/evaluate/rows.ts'
import { certaintyOf, createLabeller, defaultRuleset } from '../../src/index.ts'
import { LABEL_DEFAULTS } from '../../src/report/datasheet.ts'
import { type DatasheetOptions, makeDatasheet, type Sheet } from '../../src/report/index.ts'
import { CHANGES, DEGREES, SOURCES } from '../../src/report/sheet.ts'
import { countIf, groupBy, labelRows, makeRows, quantile, type Row, valuesOf } from './count.ts'

/** By name of label set, as a sheet has it: `labelReport` of the package takes only names that there are. */
const { labelReport } = createLabeller(defaultRuleset())
const rows = makeRows(200)
const reports = labelRows(rows)
const sheet = sheetOf(rows)

function sheetOf(rows: readonly Row[], options: DatasheetOptions = {}): Sheet {
  const datasheet = makeDatasheet(options)
  for (const { id, text, patient, date } of rows) {
    datasheet.add(labelReport(text, { ...options.label, id }), { patient, date })
  }
  return datasheet.sheet()
}

test('records are labelled or set aside', () => {
  const datasheet = makeDatasheet()
  datasheet.add(reports[0])
  for (const reason of ['no-text', 'broken-json', 'no-text']) datasheet.setAside(reason)
  const { reading } = datasheet.sheet({ ignored: 4 })
  expect(reading).toEqual({ records: 4, labelled: 1, setAside: { 'no-text': 2, 'broken-json': 1 }, ignored: 4 })
  expect(sheet.reading).toEqual({ records: 200, labelled: 200, setAside: {}, ignored: 0 })
})

describe('labels', () => {
  test('are all there', () => {
    expect(sheet.labels.map(({ label }) => label)).toEqual(Object.keys(reports[0].labels))
  })
  test.each(sheet.labels)('$label', (label) => {
    const values = valuesOf(reports, label.label)
    const positive = values.filter(({ value }) => value === 1)
    const uncertain = values.filter(({ value }) => value === -1)
    const negative = values.filter(({ value }) => value === 0)
    const filled = [...positive, ...uncertain, ...negative]
    expect(label.values).toEqual({
      ...{ positive: positive.length, uncertain: uncertain.length, negative: negative.length },
      blank: 200 - filled.length,
    })
    for (const source of SOURCES) {
      const counts = [positive, uncertain, negative].map((own) => countIf(own, (value) => value.source === source))
      const { sources } = label
      expect([sources.positive[source], sources.uncertain[source], sources.negative[source]]).toEqual(counts)
    }
    for (const degree of DEGREES) {
      const sure = [...positive, ...uncertain].map((value) => certaintyOf(value)?.degree)
      expect(label.degrees[degree]).toBe(countIf(sure, (each) => each === degree))
    }
    for (const change of CHANGES)
      expect(label.changes[change]).toBe(countIf(filled, (value) => value.change === change))
    expect(label.onOneMention).toBe(countIf(positive, ({ evidence }) => evidence.length === 1))
  })
  test('of which the made-up reports have all kinds', () => {
    const total = (part: (label: Sheet['labels'][number]) => unknown) =>
      sheet.labels.reduce((sum, label) => sum + Number(part(label)), 0)
    const parts = [
      total(({ values }) => values.uncertain),
      total(({ sources }) => sources.positive['rolled-up']),
      total(({ sources }) => sources.negative.implied),
      total(({ degrees }) => degrees.probable),
      total(({ changes }) => changes.new),
      total(({ onMisspelling }) => onMisspelling),
    ]
    expect(parts.every((part) => part > 0)).toBe(true)
  })
  test('that rest on a misspelt word', () => {
    const misspelt = countIf(rows, ({ text }) => text.includes('Pnuemothorax'))
    const { onMisspelling } = sheet.labels.find(({ label }) => label === 'Pneumothorax') ?? {}
    expect([onMisspelling, sheet.texts.misspeltWords]).toEqual([misspelt, misspelt])
    // A mention that is spelt well is enough.
    const twice = sheetOf([{ ...rows[0], text: 'Pnuemothorax. The pneumothorax is small.' }])
    expect(twice.labels.find(({ label }) => label === 'Pneumothorax')).toMatchObject({
      onMisspelling: 0,
      onOneMention: 0,
    })
  })
  test('positive together', () => {
    const pairs = reports.flatMap(({ labels }) => {
      const positive = Object.keys(labels).filter((label) => labels[label].value === 1)
      return positive.flatMap((a, at) => positive.slice(at + 1).map((b) => `${a}+${b}`))
    })
    const counted = new Map([...groupBy(pairs, (pair) => pair)].map(([pair, same]) => [pair, same.length]))
    expect(new Map(sheet.pairs.map(({ labels, reports }) => [labels.join('+'), reports]))).toEqual(counted)
    expect(counted.size).toBeGreaterThan(3)
  })
  test('reports as a whole', () => {
    const { whole } = sheet
    expect(whole.compares).toBe(countIf(reports, ({ prior }) => prior.compares))
    expect(whole.leansWholly).toBe(countIf(reports, ({ prior }) => prior.only))
    expect(whole.noAcute).toBe(countIf(reports, ({ noAcute }) => noAcute))
    const reasons = groupBy(reports, ({ noFindingReason }) => noFindingReason)
    expect(whole.noFinding).toEqual(Object.fromEntries([...reasons].map(([reason, own]) => [reason, own.length])))
  })
})

describe('texts', () => {
  test('length', () => {
    const lengths = reports.map(({ text }) => text.length)
    const [p5, p25, p50, p75, p95] = [5, 25, 50, 75, 95].map((percent) => quantile(lengths, percent))
    expect(sheet.texts.characters).toEqual({ n: 200, p5, p25, p50, p75, p95 })
  })
  test('the same text again', () => {
    const repeated = [...groupBy(rows, ({ text }) => text).values()].filter((same) => same.length > 1)
    expect(sheet.texts.repeatedTexts).toBe(repeated.length)
    expect(sheet.texts.repeatedReports).toBe(repeated.flat().length)
    expect(sheet.texts.mostRepeated).toBe(Math.max(...repeated.map((same) => same.length)))
    expect(sheetOf([rows[0], { ...rows[0], text: `${rows[0].text} ` }]).texts.repeatedReports).toBe(0)
  })
  test('what no rule knows', () => {
    const foreign = countIf(rows, ({ text }) => text.includes('Herz'))
    expect(foreign).toBeGreaterThan(0)
    expect(sheet.texts.mostlyUnknown).toBe(foreign)
    expect(sheet.texts.withoutMention).toBe(countIf(reports, ({ mentions }) => mentions.length === 0))
    const isBlank = ({ labels }: (typeof reports)[number]) => Object.values(labels).every(({ value }) => value === null)
    expect(sheet.texts.withoutLabel).toBe(countIf(reports, isBlank))
    expect(sheet.texts.maskedWords).toBe(countIf(rows, ({ text }) => text.includes('XXXX')))
    // Numbers, marks and words taken out are no words.
    const { texts } = sheetOf([{ ...rows[0], text: 'XXXX: 3.5 cm effusion, blorp.' }])
    expect([texts.words, texts.unknownWords, texts.maskedWords]).toEqual([3, 1, 1])
  })
  test('sections', () => {
    const names = reports.flatMap(({ sections }) => [...new Set(sections.map(({ name }) => name))])
    const counted = [...groupBy(names, (name) => name)].map(([name, same]) => [name, same.length])
    expect(new Map(sheet.texts.sections.map(({ name, reports }) => [name, reports]))).toEqual(new Map(counted as []))
    const labelled = sheet.texts.sections.filter(({ isLabelled }) => isLabelled).map(({ name }) => name)
    expect(labelled.sort()).toEqual(['body', 'findings', 'impression'])
  })
})

describe('patients', () => {
  const { patients } = sheet
  const named = rows.filter(({ patient }) => patient !== null)
  const byPatient = [...groupBy(named, ({ patient }) => String(patient)).values()]
  const counts = byPatient.map((own) => own.length).sort((a, b) => b - a)

  test('how many, and of how many reports', () => {
    expect(patients).toMatchObject({ patients: counts.length, reports: named.length, unnamed: 200 - named.length })
    const [p5, p25, p50, p75, p95] = [5, 25, 50, 75, 95].map((percent) => quantile(counts, percent))
    expect(patients?.perPatient).toEqual({ n: counts.length, p5, p25, p50, p75, p95 })
    expect(patients?.top).toEqual({ patients: 1, reports: counts[0] })
    for (const { from, to, patients: n } of patients?.steps ?? []) {
      expect(n, `${from}`).toBe(countIf(counts, (count) => count >= from && count <= (to ?? count)))
    }
  })
  test('days to the next report', () => {
    const days = byPatient.flatMap((own) => {
      const dates = own
        .flatMap(({ date }) => (date === null ? [] : [Date.parse(date) / 86_400_000]))
        .sort((a, b) => a - b)
      return dates.slice(1).map((day, at) => day - dates[at])
    })
    const [p5, p25, p50, p75, p95] = [5, 25, 50, 75, 95].map((percent) => quantile(days, percent))
    expect(patients?.days).toEqual({ n: days.length, p5, p25, p50, p75, p95 })
    expect(patients?.undated).toBe(countIf(named, ({ date }) => date === null))
  })
  test.each(patients?.labels ?? [])('$label again', ({ label, patients, repeated }) => {
    const times = byPatient.map((own) =>
      countIf(own, ({ id }) => reports.find((report) => report.id === id)?.labels[label].value === 1),
    )
    expect([patients, repeated]).toEqual([countIf(times, (n) => n > 0), countIf(times, (n) => n > 1)])
  })
  test('none named', () => {
    expect(sheetOf(rows.map((row) => ({ ...row, patient: null }))).patients).toBeNull()
  })
  test('dates before 1970, and none that can be read', () => {
    const dated = (dates: string[]) =>
      sheetOf(dates.map((date, at) => ({ ...rows[0], id: `${at}`, patient: 'p', date })))
    expect(dated(['1969-12-30', '1970-01-02']).patients?.days).toMatchObject({ n: 1, p50: 3 })
    expect(dated(['3/4/2026', 'soon']).patients).toMatchObject({ days: null, undated: 2 })
  })
  test('more labels than one word holds', () => {
    const full = sheetOf(rows, { label: { labelSet: 'full' } })
    const short = new Map(full.patients?.labels.map(({ label, patients, repeated }) => [label, [patients, repeated]]))
    expect(full.labels.length).toBeGreaterThan(100)
    const names = full.labels.filter(({ values }) => Number(values.positive) > 0).map(({ label }) => label)
    const labelled = rows.map(({ id, text }) => labelReport(text, { id, labelSet: 'full' }))
    for (const name of names) {
      const times = byPatient.map((own) =>
        countIf(own, ({ id }) => labelled.find((each) => each.id === id)?.labels[name].value === 1),
      )
      expect(short.get(name), name).toEqual([countIf(times, (n) => n > 0), countIf(times, (n) => n > 1)])
    }
  })
})

describe('groups', () => {
  test('are the strata, value by value', () => {
    const strata = reports.flatMap((report) => Object.entries(report.strata))
    expect(sheet.groups.map(({ key }) => key).sort()).toEqual([...new Set(strata.map(([key]) => key))].sort())
    for (const { key, reports, values, measure } of sheet.groups) {
      const own = strata.filter(([name]) => name === key).map(([, value]) => value)
      expect(reports, key).toBe(own.length)
      const numbers = own.filter((value) => typeof value === 'number')
      expect(measure?.n ?? 0, key).toBe(numbers.length)
      const names = own
        .filter((value) => typeof value !== 'number')
        .flatMap((value) => (typeof value === 'object' ? value : [String(value)]))
      const counted = [...groupBy(names, (name) => name)].map(([name, same]) => [name, same.length])
      expect(values, key).toEqual(Object.fromEntries(counted))
    }
  })
  test('stand under the label they divide', () => {
    const labels = new Map(sheet.groups.map(({ key, label }) => [key, label]))
    expect(labels.get('pneumothorax_state')).toBe('Pneumothorax')
    expect(labels.get('fracture_age')).toBe('Fracture')
    expect(labels.get('devices')).toBe('Support Devices')
    expect(labels.get('effusion_side')).toBe('Pleural Effusion')
  })
})

test('doubts', () => {
  const mentions = reports.flatMap(({ mentions, sections }) =>
    mentions.filter(({ section }) => sections[section].isLabelled),
  )
  expect(sheet.doubts.mentions).toBe(mentions.length)
  expect(sheet.doubts.narrowed).toBe(countIf(mentions, ({ assertion }) => assertion.scope.length > 0))
  expect(sheet.doubts.narrowed).toBeGreaterThan(0)
  const kinds = reports.flatMap(({ conflicts }) => [...new Set(conflicts.map(({ kind }) => kind))])
  const counted = [...groupBy(kinds, (kind) => kind)].map(([kind, same]) => [kind, same.length])
  expect(new Map(sheet.doubts.conflicts.map(({ kind, reports }) => [kind, reports]))).toEqual(new Map(counted as []))
  const [first] = sheet.doubts.conflicts
  expect(first.ids).toEqual(
    reports
      .filter(({ conflicts }) => conflicts.some(({ kind }) => kind === first.kind))
      .map(({ id }) => id)
      .slice(0, 20),
  )
  expect(sheetOf(rows, { withIds: false }).doubts.conflicts.flatMap(({ ids }) => ids)).toEqual([])
})

test('cues disagree where they say different things, not where a list is joined', () => {
  const beaten = (text: string) => sheetOf([{ ...rows[0], text }]).doubts.beaten
  expect(beaten('No effusion or pneumothorax.')).toBe(0)
  expect(beaten('No definite effusion, but effusion cannot be excluded.')).toBe(0)
  expect(beaten('Possible effusion is not seen.')).toBe(1)
})

test('with a gold it says what evaluate says', () => {
  const many = makeRows(500)
  const gold: GoldRow[] = many.slice(20).map(({ id }, at) => ({
    id,
    labels: {
      'Pleural Effusion': at % 3 === 0 ? 1 : at % 3 === 1 ? 0 : null,
      Pneumothorax: at % 2 === 0 ? 1 : 'i',
      Edema: -1,
    },
  }))
  const missing: GoldRow = { id: 'not there', labels: { Edema: 1 } }
  const { trust, labels } = sheetOf(many, { gold: { file: 'gold.jsonl', rows: [...gold, missing], setAside: 2 } })
  const predictions = labelRows(many).map(({ id, labels }) => ({
    id: String(id),
    labels: Object.fromEntries(Object.entries(labels).map(([name, { value }]) => [name, value])),
  }))
  const result = evaluate([...gold, missing], predictions)
  expect(trust.gold).toMatchObject({ file: 'gold.jsonl', reports: 480, unmatched: 1, setAside: 2, exact: result.exact })
  expect(trust.gold?.macro.positive).toEqual(result.macro.positive)
  expect(trust.gold?.labels).toHaveLength(3)
  for (const [at, score] of result.labels.entries()) {
    for (const kind of ['positive', 'negation', 'uncertainty'] as const) {
      const { value, interval, tp, fp, fn } = score.f1[kind]
      expect(trust.gold?.labels[at][kind]).toEqual({ value, interval, tp, fp, fn })
    }
  }
  const effusion = trust.wrong.find(({ label }) => label === 'Pleural Effusion')
  const { tp, fp } = result.labels[0].f1.positive
  const positives = Number(labels.find(({ label }) => label === 'Pleural Effusion')?.values.positive)
  expect(effusion).toMatchObject({ positives, checked: tp + fp, wrong: fp })
  expect(effusion?.expected?.value).toBeCloseTo((positives * fp) / (tp + fp), 10)
})

test('how the labels were made', () => {
  const label = { uncertain: 'ones', sections: ['impression'] } as const
  const { making } = makeDatasheet({ label, version: '9.8.7', date: new Date('2026-02-03T23:00:00Z') }).sheet({
    command: 'c',
  })
  const { name, version, hash } = defaultRuleset()
  expect(making).toMatchObject({ version: '9.8.7', date: '2026-02-03', command: 'c', ruleset: { name, version, hash } })
  expect(making.options).toEqual({ ...LABEL_DEFAULTS, uncertain: 'ones' })
  expect(making.labelledSections).toEqual(['impression'])
  expect(sheet.making.labelledSections).toEqual(['addendum', 'body', 'findings', 'impression'])
  expect(() => makeDatasheet({ label: { labelSet: 'none' } })).toThrow('unknown label set "none"')
})

test('reports that cannot be counted are refused, and leave no trace', () => {
  const datasheet = makeDatasheet()
  expect(() => datasheet.add(labelReport('Clear.', { labelSet: 'cxr14' }))).toThrow('no labels of the set "chexpert"')
  expect(datasheet.sheet().reading.records).toBe(0)
  expect(() => makeDatasheet({ label: { detail: 'labels' } })).toThrow('all detail')
})

test('the order of the reports does not matter', () => {
  const turned = sheetOf([...rows].reverse(), { withIds: false })
  const sorted = (each: Sheet) =>
    JSON.stringify(each, (_, value) => (Array.isArray(value) ? [...value].map((v) => JSON.stringify(v)).sort() : value))
  const whole = sheetOf(rows, { withIds: false })
  expect(Object.entries(turned.whole.noFinding).sort()).toEqual(Object.entries(whole.whole.noFinding).sort())
  const { whole: _, groups: __, ...rest } = whole
  const { whole: ___, groups: ____, ...others } = turned
  expect(sorted(others as Sheet)).toBe(sorted(rest as Sheet))
})

test('the defaults it prints are the defaults', () => {
  for (const { id, text } of rows)
    expect(labelReport(text, { id, ...LABEL_DEFAULTS })).toEqual(labelReport(text, { id }))
})

test('nothing was read', () => {
  const empty = makeDatasheet().sheet()
  expect(empty.reading).toEqual({ records: 0, labelled: 0, setAside: {}, ignored: 0 })
  expect([empty.texts.characters, empty.patients, empty.pairs, empty.groups]).toEqual([null, null, [], []])
})
