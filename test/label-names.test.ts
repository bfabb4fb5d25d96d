// The types of label names, which the build makes of the ontology, against the label sets themselves. The compiler holds
// each table to its type, the test to its label set.
import { describe, expect, test } from 'vitest'
import { labelNames } from '../scripts/label-names.ts'
import {
  type ChexpertLabel,
  type Cxr14Label,
  defaultRuleset,
  type LabelledReport,
  labelReport,
  labelSeries,
  type MimicLabel,
} from '../src/index.ts'

const CHEXPERT: Readonly<Record<ChexpertLabel, true>> = {
  'No Finding': true,
  'Enlarged Cardiomediastinum': true,
  Cardiomegaly: true,
  'Lung Lesion': true,
  'Lung Opacity': true,
  Edema: true,
  Consolidation: true,
  Pneumonia: true,
  Atelectasis: true,
  Pneumothorax: true,
  'Pleural Effusion': true,
  'Pleural Other': true,
  Fracture: true,
  'Support Devices': true,
}
// Both ways: `labelReport` gives one type for the two sets.
const MIMIC: Readonly<Record<MimicLabel, true>> = CHEXPERT
const SAME: Readonly<Record<ChexpertLabel, true>> = MIMIC
const CXR14: Readonly<Record<Cxr14Label, true>> = {
  Atelectasis: true,
  Cardiomegaly: true,
  Effusion: true,
  Infiltration: true,
  Mass: true,
  Nodule: true,
  Pneumonia: true,
  Pneumothorax: true,
  Consolidation: true,
  Edema: true,
  Emphysema: true,
  Fibrosis: true,
  Pleural_Thickening: true,
  Hernia: true,
  'No Finding': true,
}

describe.each([
  ['chexpert', SAME],
  ['mimic', MIMIC],
  ['cxr14', CXR14],
] as const)('%s', (labelSet, names) => {
  test('its type has the names of the ontology', () => {
    const set = defaultRuleset().labelSets.find(({ name }) => name === labelSet)
    expect(Object.keys(names).sort()).toEqual(set?.labels.map(({ name }) => name).sort())
  })

  test('reports have these labels', () => {
    const report: LabelledReport = labelReport('', { labelSet })
    const series: readonly LabelledReport[] = labelSeries([{ text: '' }], { labelSet })
    for (const { labels } of [report, ...series]) expect(Object.keys(labels).sort()).toEqual(Object.keys(names).sort())
  })
})

test('a set that the sources name must be there', () => {
  expect(() => labelNames(defaultRuleset().labelSets.slice(1))).toThrow('no label set chexpert')
})
