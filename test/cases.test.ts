// The written cases: tables of reports with the strata, labels, degrees of certainty and bounds they must give.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { boundsOf } from '../src/io/write.ts'
import type { ChexpertLabel } from '../src/label-names.generated.ts'
import { labelReport } from '../src/labeller.ts'
import { certaintyOf } from '../src/stages/findings/certainty.ts'
import type { LabelledReport, LabelOptions } from '../src/types.ts'

interface StrataCase {
  readonly text: string
  readonly strata?: Readonly<Record<string, string | boolean | number | readonly string[]>>
  /** Strata and findings that are not there. */
  readonly none?: readonly string[]
  readonly findings?: Readonly<Record<string, number>>
  readonly labels?: Readonly<Record<string, number | null>>
}
interface CertaintyCase {
  readonly text: string
  readonly label: ChexpertLabel
  readonly degree: string
  readonly phrase: string
  readonly value: number
}
type Cell = number | null
interface CertaintyTable {
  readonly cases: readonly CertaintyCase[]
  readonly policies: readonly (readonly [keyof LabelOptions, string | number, string, ChexpertLabel, Cell, string])[]
  readonly bounds: readonly (readonly [string, ChexpertLabel, Cell, Cell])[]
}

const read = <T>(name: string): T => parse(readFileSync(join(import.meta.dirname, 'cases', name), 'utf8')) as T
const strata = read<Record<string, readonly StrataCase[]>>('strata.yaml')
const layout = read<Record<string, readonly StrataCase[]>>('layout.yaml')
const scope = read<Record<string, readonly StrataCase[]>>('scope.yaml')
const certainty = read<CertaintyTable>('certainty.yaml')

describe.each([...Object.entries(strata), ...Object.entries(layout), ...Object.entries(scope)])('%s', (_, cases) => {
  test.each(cases.map((each) => [each.text, each] as const))(
    '%s',
    (text, { strata = {}, none = [], findings = {}, labels = {} }) => {
      const report: LabelledReport = labelReport(text, { rollUp: false })
      const sorted = (value: unknown): unknown => (Array.isArray(value) ? [...value].sort() : value)
      for (const [key, value] of Object.entries(strata)) expect(sorted(report.strata[key]), key).toEqual(sorted(value))
      for (const key of none) {
        expect(report.strata[key], key).toBeUndefined()
        expect(
          report.findings.find(({ concept, value }) => concept === key && value !== 0),
          key,
        ).toBeUndefined()
      }
      for (const [concept, value] of Object.entries(findings))
        expect(report.findings.find((finding) => finding.concept === concept)?.value, concept).toBe(value)
      for (const [label, value] of Object.entries(labels)) expect(report.labels[label].value, label).toBe(value)
      expect(labelReport(text, { rollUp: false, detail: 'labels' }).labels).toEqual(report.labels)
    },
  )
})

describe('degrees of certainty, with the words that set them', () => {
  test.each(certainty.cases.map((each) => [each.text, each.label, each] as const))('%s %s', (text, label, expected) => {
    const found = labelReport(text, { rollUp: false }).labels[label]
    const sure = certaintyOf(found)
    const phrase = sure?.phrase == null ? '' : text.slice(sure.phrase.start, sure.phrase.end)
    const { degree, value } = expected
    expect({ degree: sure?.degree, phrase, value: found.value }).toEqual({ degree, phrase: expected.phrase, value })
  })
})

describe('policies change values and keep degrees', () => {
  test.each(certainty.policies)('%s %s: %s %s', (option, choice, text, label, value, degree) => {
    const found = labelReport(text, { [option]: choice, rollUp: false }).labels[label]
    expect({ value: found.value, degree: certaintyOf(found)?.degree }).toEqual({ value, degree })
  })
})

describe('bounds', () => {
  test.each(certainty.bounds)('%s %s', (text, label, lower, upper) => {
    expect(boundsOf(labelReport(text, { rollUp: false }).labels[label].value)).toEqual([lower, upper])
  })
})

test('there are at least 140 cases', () => {
  const counted = [...Object.values(strata), ...Object.values(certainty)].reduce((sum, list) => sum + list.length, 0)
  expect(counted).toBeGreaterThanOrEqual(140)
})
