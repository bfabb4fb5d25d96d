// The core as a program for browsers has it: no Node, with and without DOM.
import {
  type Assertion,
  assertSpan,
  certaintyOf,
  compileRules,
  createLabeller,
  defaultRuleset,
  type LabelledReport,
  type LabelOptions,
  type LabelSet,
  labelReport,
  labelSeries,
  RuleError,
  type RuleSource,
  type SeriesOptions,
} from 'cxrlabel'
import { compileRules as compileNow, type RuleSource as Source } from 'cxrlabel/rules'

const options: LabelOptions = { sections: ['findings', 'impression'], uncertain: 'ones', probable: -1, detail: 'labels' }
const report: LabelledReport = labelReport({ findings: 'Small left effusion.', impression: null }, options)
const value: 1 | 0 | -1 | null = report.labels['Pleural Effusion'].value
const phrase: { readonly start: number } | null | undefined = certaintyOf(report.labels['Pleural Effusion'])?.phrase
const gap: SeriesOptions = { maxGapDays: 10 }
const series: LabelledReport[] = labelSeries([{ id: 'a', date: new Date(0), text: 'Small left effusion.' }], gap)
const assertion: Assertion = assertSpan('No zorbosis.', { start: 3, end: 11 })
const sets: readonly LabelSet[] = defaultRuleset().labelSets
const sources: RuleSource[] = [{ file: 'own.yaml', text: 'kind: findings\nrules: []\n' }]

export async function ownRules(more: readonly Source[]): Promise<LabelledReport> {
  try {
    return createLabeller(await compileRules(sources)).labelReport('')
  } catch (error) {
    if (error instanceof RuleError) console.log(error.problems.map(({ line }) => line))
    return createLabeller(compileNow(more)).labelReport('')
  }
}

export const all = { value, phrase, series, assertion, sets }

// @ts-expect-error There is no such value.
labelReport('', { uncertain: 'one' })
// @ts-expect-error Nor such an option.
labelReport('', { rollup: true })
// @ts-expect-error A promise is no ruleset.
createLabeller(compileRules(sources))
