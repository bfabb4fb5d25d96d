// The core as a program for browsers has it: no Node, with and without DOM.
import {
  type Assertion,
  assertSpan,
  type ChexpertLabel,
  type Cxr14Label,
  certaintyOf,
  compileRules,
  createLabeller,
  defaultRuleset,
  type LabelledReport,
  type LabelOptions,
  type LabelSet,
  labelReport,
  labelSeries,
  type MimicLabel,
  RuleError,
  type RuleSource,
  type SeriesOptions,
} from 'cxrlabel'
import { compileRules as compileNow, type RuleSource as Source } from 'cxrlabel/rules'

const options = { sections: ['impression'], uncertain: 'ones', probable: -1, detail: 'labels' } as const satisfies LabelOptions
const report: LabelledReport<ChexpertLabel> = labelReport({ findings: 'Small left effusion.', impression: null }, options)
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

// Labels have names where the label set is known; any report is one with labels of whatever name.
const mimic: LabelledReport<MimicLabel> = labelReport('', { labelSet: 'mimic' })
const mass: 1 | 0 | -1 | null = labelReport('A mass.', { labelSet: 'cxr14' }).labels.Mass.value
const [first] = labelSeries([{ text: 'A mass.' }], { labelSet: 'cxr14', maxGapDays: 10 })
const carried: LabelledReport<Cxr14Label> | undefined = first
const anyLabels: LabelOptions = { labelSet: 'full' }
const whole: LabelledReport = labelReport('', anyLabels)
const nodule: number | null | undefined = whole.labels['Lung nodule']?.value
const reports: readonly LabelledReport[] = [report, mimic, whole, ...series]
export const all = { value, phrase, series, assertion, sets, mass, carried, nodule, reports }

// @ts-expect-error Misspelt.
labelReport('').labels['Pleural Efusion']
// @ts-expect-error A label of another set.
labelReport('', { labelSet: 'cxr14' }).labels['Pleural Effusion']
// @ts-expect-error A label set that there is none of.
labelReport('', { labelSet: 'chexprt' })
// @ts-expect-error The same.
labelSeries([], { labelSet: 'chexprt' })
// Own rules may have label sets of their own.
createLabeller(defaultRuleset()).labelReport('', { labelSet: 'chexpert' as string })
createLabeller(defaultRuleset()).labelSeries([], { labelSet: 'chexpert' as string })
// @ts-expect-error It depends on the set.
labelReport('', { labelSet: mass === 1 ? 'cxr14' : undefined }).labels.Mass.value
// @ts-expect-error Own rules may have any labels.
createLabeller(defaultRuleset()).labelReport('').labels.Edema.value

// @ts-expect-error There is no such value.
labelReport('', { uncertain: 'one' })
// @ts-expect-error Nor such an option.
labelReport('', { rollup: true })
// @ts-expect-error A promise is no ruleset.
createLabeller(compileRules(sources))
