// One patient's reports in order: the table of this folder, read row by row, and what holds of every series.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { labelReport, labelSeries } from '../../src/labeller.ts'
import { readDate } from '../../src/series/dates.ts'
import type { LabelledReport } from '../../src/types.ts'

interface Case {
  readonly why: string
  readonly reports: readonly (readonly [date: string | null, text: string])[]
  readonly ids?: readonly string[]
  readonly label: string
  readonly is: readonly (number | string)[]
  readonly flags?: readonly string[]
  readonly ends?: readonly string[]
  readonly problems?: readonly (string | null)[]
  readonly gap?: number
}

const table = parse(readFileSync(join(import.meta.dirname, 'series.yaml'), 'utf8')) as {
  cases: Case[]
  unplaced: Case[]
}
const rows = [...table.cases, ...table.unplaced].map((each) => [each.why, each] as const)
const nameOf = (index: number): string => String.fromCharCode(97 + index)

function labelCase({ reports, ids, gap }: Case): LabelledReport[] {
  const series = reports.map(([date, text], index) => ({ id: ids?.[index] ?? nameOf(index), date, text }))
  return labelSeries(series, gap === undefined ? {} : { maxGapDays: gap })
}

/** A label as the table writes it. */
function describeLabel(report: LabelledReport, name: string): number | string {
  const { value, source, carried } = report.labels[name]
  if (value === null) return 'blank'
  if (carried === null) return value
  expect(source).toBe('carried')
  return `${value} from ${carried.report}, ${carried.steps} back`
}

test.each(rows)('%s', (_, each) => {
  const labelled = labelCase(each)
  const name = each.label
  expect(labelled.map((report) => describeLabel(report, name))).toEqual(each.is)
  const isFlagged = (report: LabelledReport): boolean =>
    report.conflicts.some(({ kind, on }) => kind === 'contradicts-series' && on === name)
  expect(labelled.flatMap((report, at) => (isFlagged(report) ? [nameOf(at)] : []))).toEqual(each.flags ?? [])
  const ends = labelled.flatMap((report, at) =>
    (report.series?.ended ?? [])
      .filter(({ labels }) => labels.includes(name))
      .map(({ reason }) => `${nameOf(at)} ${reason}`),
  )
  expect(ends).toEqual(each.ends ?? [])
  expect(labelled.map(({ series }) => series?.problem)).toEqual(each.problems ?? each.reports.map(() => null))
})

test.each(rows)('whole: %s', (_, each) => {
  const labelled = labelCase(each)
  expect(labelled.map(({ text }) => text)).toEqual(each.reports.map(([, text]) => text))
  for (const report of labelled) {
    const plain: LabelledReport = labelReport(report.text)
    expect(report.series?.message === null).toBe(report.series?.problem === null)
    for (const [name, label] of Object.entries(report.labels)) {
      if (label.carried !== null) {
        const from = labelled[label.carried.index]
        expect(from.id).toBe(label.carried.report)
        expect(from.series?.place).toBe((report.series?.place as number) - label.carried.steps)
        expect(from.labels[name].value === null && name !== 'No Finding').toBe(false)
        expect(label.evidence).toEqual([])
      } else if (label.value !== null) expect(label.value, name).toBe(plain.labels[name].value)
    }
  }
  // Whatever the order they come in.
  const order = each.reports.map((_, index) => index).reverse()
  const turned = labelSeries(
    order.map((index) => ({
      id: each.ids?.[index] ?? nameOf(index),
      date: each.reports[index][0],
      text: each.reports[index][1],
    })),
    each.gap === undefined ? {} : { maxGapDays: each.gap },
  )
  if (!labelled.some(({ series }) => series?.problem === 'duplicate')) {
    const values = (reports: readonly LabelledReport[]) => reports.map((report) => describeLabel(report, each.label))
    expect(values(turned).reverse()).toEqual(values(labelled))
  }
})

describe('dates', () => {
  const utc = (...parts: [number, number, number, number?, number?, number?]): number => Date.UTC(...parts)
  test.each<[string | Date | null, number | null]>([
    ['2026-03-01T14:30', utc(2026, 2, 1, 14, 30)],
    ['2026-03-01 14:30:05', utc(2026, 2, 1, 14, 30, 5)],
    ['2026-03-01T14:30:00+01:00', utc(2026, 2, 1, 13, 30)],
    ['2026-03-01T14:30:00Z', utc(2026, 2, 1, 14, 30)],
    ['20260301', utc(2026, 2, 1)],
    ['20260301143005', utc(2026, 2, 1, 14, 30, 5)],
    [' 2026-03-01 ', utc(2026, 2, 1)],
    [new Date(5), 5],
    [new Date(Number.NaN), null],
    ['1/2/2026', null],
    ['2026-13-01', null],
    ['2026-02-29', null],
    ['2028-02-29', utc(2028, 1, 29)],
    ['2026-03-01T25:00', utc(2026, 2, 1)],
    ['2026-03-01T1:30', utc(2026, 2, 1, 1, 30)],
    ['2026-03-01T3 PM', utc(2026, 2, 1, 15)],
    ['2026-03-01 12:05 am', utc(2026, 2, 1, 0, 5)],
    ['2026-03-01T14:30:00 UTC', utc(2026, 2, 1, 14, 30)],
    ['20260301T09:00:00', utc(2026, 2, 1, 9)],
    ['20260301.0 1430', utc(2026, 2, 1, 14, 30)],
    ['2026-03-01 noon', utc(2026, 2, 1)],
    ['2026-03-01/02', null],
    ['202603', null],
    ['2026-3-1', null],
    ['March 2026', null],
    ['', null],
    [null, null],
  ])('%s', (value, from) => {
    expect(readDate(value)?.from ?? null).toBe(from)
  })
})

test('a time that cannot be read leaves the day', () => {
  expect(readDate('2026-03-01T25:00')?.hasUnreadTime).toBe(true)
  expect(readDate('2026-03-01')?.hasUnreadTime).toBeUndefined()
  const messages = labelSeries([
    { id: 'a', date: '2026-03-01T25:00', text: 'Small effusion.' },
    { id: 'b', date: '2026-03-01', text: 'No change.' },
  ]).map(({ series }) => series?.message)
  for (const message of messages) expect(message).toMatch(/are of the same date.*could not be read/)
})

test("no finding by the CheXpert labeler's rule yields to what is carried", () => {
  const [, second, third] = labelSeries(
    [
      { id: 'a', date: '2026-03-01', text: 'Small effusion.' },
      { id: 'b', date: '2026-03-02', text: 'No change. PICC tip in the SVC.' },
      { id: 'c', date: '2026-03-03', text: 'The effusion has resolved. Otherwise no change.' },
    ],
    { noFinding: 'chexpert' },
  )
  expect(second.labels['Pleural Effusion'].value).toBe(1)
  expect(second.labels['No Finding'].value).toBeNull()
  expect(second.noFindingReason).toBe('carried:Pleural Effusion')
  expect(third.labels['No Finding'].value).toBe(1)
})

describe('policies', () => {
  const reports = [
    { id: 'a', date: '2026-03-01', text: 'Possible pneumonia.' },
    { id: 'b', date: '2026-03-02', text: 'No change.' },
  ]
  test.each([
    ['keep', -1],
    ['ones', 1],
    ['zeros', 0],
    ['drop', null],
  ] as const)('uncertain values: %s', (uncertain, value) => {
    for (const { labels } of labelSeries(reports, { uncertain })) expect(labels.Pneumonia.value).toBe(value)
  })
  test('roll-up off', () => {
    const [, second] = labelSeries(reports, { rollUp: false })
    expect(second.labels.Pneumonia.value).toBe(-1)
    expect(second.labels['Lung Opacity'].value).toBeNull()
  })
  test.each(['cxr14', 'mimic', 'full'] as const)('label set %s', (labelSet) => {
    const labelled = labelSeries(
      [
        { date: '2026-03-01', text: 'Small left effusion. No pneumothorax.' },
        { date: '2026-03-02', text: 'No change.' },
      ],
      { labelSet },
    )
    const values = (report: LabelledReport) => Object.values(report.labels).filter(({ value }) => value === 1).length
    expect(values(labelled[1])).toBe(values(labelled[0]))
    expect(values(labelled[1])).toBeGreaterThan(0)
  })
})

test.each<[string, () => unknown, RegExp]>([
  ['no list', () => labelSeries('x' as never), /a list of reports/],
  ['no text', () => labelSeries([{ date: '2026-03-01' } as never]), /report 0 is not an object with a text/],
  ['a date that is a number', () => labelSeries([{ text: '', date: 3 as never }]), /the date of report 0/],
  ['a limit below 0', () => labelSeries([], { maxGapDays: -1 }), /maxGapDays/],
])('misuse: %s', (_, misuse, message) => {
  expect(misuse).toThrow(TypeError)
  expect(misuse).toThrow(message)
})
