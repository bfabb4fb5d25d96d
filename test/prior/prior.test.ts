// What reports say of prior examinations: the tables of this folder, read row by row.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import type { ChexpertLabel } from '../../src/label-names.generated.ts'
import { labelReport } from '../../src/labeller.ts'
import type { LabelledReport, Mention } from '../../src/types.ts'

interface MentionCase {
  readonly say: string
  readonly of: string
  readonly now: 'present' | 'absent' | 'possible' | 'not-said'
  readonly change: string
  readonly before: string
}
interface LabelCase {
  readonly say: string
  readonly of: ChexpertLabel
  readonly change: string
  readonly before: string
}
interface DropCase {
  readonly say: string
  readonly drops: readonly string[]
  readonly why: string | null
  readonly keeps: readonly string[]
}
interface ReportCase {
  readonly say: string
  readonly only: boolean
  readonly leaves: 'all' | 'rest' | 'none' | readonly string[]
  readonly compares: boolean
  readonly labels?: Readonly<Record<string, number | null>>
}

const read = <T>(name: string): T => parse(readFileSync(join(import.meta.dirname, name), 'utf8')) as T
const tables = read<{ cases: MentionCase[]; labels: LabelCase[]; nothing: string[]; dropped: DropCase[] }>(
  'mentions.yaml',
)
const { cases: reports } = read<{ cases: ReportCase[] }>('reports.yaml')

/** How a mention speaks of now, in the words of the table. */
function nowOf({ assertion }: Mention): string {
  if (assertion.time !== 'current') return 'not-said'
  const { polarity, certainty } = assertion
  if (certainty === 'improbable') return certainty
  if (polarity === 'absent') return polarity
  return certainty === 'possible' ? certainty : 'present'
}

function find({ mentions }: LabelledReport, of: string): Mention | undefined {
  const [concept, side] = of.split(' ').reverse()
  return mentions.find(
    (mention) =>
      mention.concept === concept &&
      (side === undefined || mention.modifiers.some(({ facet, value }) => facet === 'laterality' && value === side)),
  )
}

test.each(tables.cases.map((each) => [each.say, each.of, each] as const))('%s (%s)', (say, of, wanted) => {
  const mention = find(labelReport(say), of)
  expect(mention, 'the finding is named').toBeDefined()
  if (mention === undefined) return
  const { change, prior } = mention.assertion
  expect({ now: nowOf(mention), change: change ?? 'none', before: prior }).toEqual({
    now: wanted.now,
    change: wanted.change,
    before: wanted.before,
  })
})

describe('labels', () => {
  test.each(tables.labels.map((each) => [each.say, each.of, each] as const))('%s (%s)', (say, of, wanted) => {
    const { value, change, prior } = labelReport(say).labels[of]
    expect({ value, change: change ?? 'none', before: prior }).toEqual({
      value: 1,
      change: wanted.change,
      before: wanted.before,
    })
  })
})

describe('no finding', () => {
  test.each(tables.nothing)('%s', (say) => {
    const report = labelReport(say)
    expect(report.findings).toEqual([])
    expect(Object.values(report.labels).filter(({ value }) => value !== null)).toEqual([])
  })
})

describe('the filter', () => {
  test.each(tables.dropped.map((each) => [each.say, each] as const))('%s', (say, { drops, why, keeps }) => {
    const { mentions, prior, labels }: LabelledReport = labelReport(say, { priorMentions: 'drop' })
    expect(prior.dropped.map(({ concept }) => concept)).toEqual(drops)
    expect(prior.dropped.every((each) => each.why === why)).toBe(true)
    expect(mentions.map(({ concept }) => concept)).toEqual(keeps)
    const plain = labelReport(say)
    expect(plain.prior.dropped).toEqual([])
    expect(plain.mentions.length).toBe(mentions.length + drops.length)
    for (const [name, { value }] of Object.entries(plain.labels)) expect(labels[name].value, name).toBe(value)
  })
})

describe('leaning', () => {
  test.each(reports.map((each) => [each.say, each] as const))('%s', (say, { only, leaves, compares, labels }) => {
    const report: LabelledReport = labelReport(say)
    expect(report.prior.only).toBe(only)
    expect(report.prior.compares).toBe(compares)
    const { covers } = report.prior
    const named = [...new Set(covers.flatMap(({ concepts }) => concepts))]
    const found = covers.find(({ what }) => what === 'all')?.what ?? covers.find(({ what }) => what === 'rest')?.what
    expect(found ?? (named.length > 0 ? named : 'none')).toEqual(leaves)
    for (const { start, end } of covers) expect(report.text.slice(start, end).trim()).not.toBe('')
    for (const [name, value] of Object.entries(labels ?? {})) expect(report.labels[name].value, name).toBe(value)
    if (only) {
      expect(report.noFindingReason).toBe('prior-only')
      for (const [name, { value }] of Object.entries(report.labels))
        if (labels?.[name] === undefined) expect(value, name).toBeNull()
    }
  })
})

test('there are enough of them', () => {
  expect(tables.cases.length + tables.nothing.length + tables.dropped.length + reports.length).toBeGreaterThanOrEqual(
    120,
  )
})
