// The statements CheXpert's documentation labels, and what each of the peers' known errors should have been.
import { describe, expect, test } from 'vitest'
import { labelReport } from '../src/labeller.ts'

const said = (text: string): Record<string, number> => {
  const { labels } = labelReport(text, { rollUp: false, impliedNegatives: false })
  return Object.fromEntries(
    Object.entries(labels).flatMap(([name, { value }]) => (value === null ? [] : [[name, value]])),
  )
}

test('the published sample report', () => {
  expect(said('Heart size normal and lungs are clear. No edema or pneumonia. No effusion')).toEqual({
    'No Finding': 1,
    Cardiomegaly: 0,
    Edema: 0,
    Pneumonia: 0,
    'Pleural Effusion': 0,
  })
})

describe('its other samples, in other words', () => {
  test.each<[string, Record<string, number>]>([
    [
      '1. Right pleural effusion beside atelectasis. There is a left effusion, too.\n\n2. Enlarged heart without frank edema.',
      { Cardiomegaly: 1, Edema: 0, Atelectasis: 1, 'Pleural Effusion': 1 },
    ],
    [
      'Slight patchy airspace opacity at the right base, could be consolidation or atelectasis.',
      { 'Lung Opacity': 1, Consolidation: -1, Atelectasis: -1 },
    ],
    ['1. Mild cardiomegaly, unchanged. 2. Overexpanded yet clear lungs.', { Cardiomegaly: 1 }],
  ])('%s', (text, labels) => {
    expect(said(text)).toEqual(labels)
  })
})

describe('errors of earlier labellers, put right', () => {
  test.each<[string, Record<string, number>]>([
    ['No rib fracture', { Fracture: 0 }],
    ['No rib fracture.', { Fracture: 0 }],
    ['No pneumothorax but large effusion.', { Pneumothorax: 0, 'Pleural Effusion': 1 }],
    ['There is no change in the effusion.', { 'Pleural Effusion': 1 }],
    ['Unchanged atelectasis.', { Atelectasis: 1 }],
    ['No change.', {}],
    ['', {}],
    ['Bibasilar platelike atelectasis.', { Atelectasis: 1 }],
    ['Prior tuberculosis.', {}],
    ['Heart is mildly enlarged.', { Cardiomegaly: 1 }],
    ['PTX on the left.', { Pneumothorax: 1 }],
    ['Findings support the diagnosis of sarcoid.', {}],
    ['There are no pneumothoraces.', { Pneumothorax: 0 }],
    [
      'No evidence of focal airspace consolidation large pleural effusion or pneumothorax.',
      { Consolidation: 0, 'Pleural Effusion': 0, Pneumothorax: 0 },
    ],
    ['Heart size is normal and there is a left pleural effusion.', { Cardiomegaly: 0, 'Pleural Effusion': 1 }],
    ['The effusion is not significantly changed.', { 'Pleural Effusion': 1 }],
    ['Prior right pneumothorax has resolved.', { Pneumothorax: 0 }],
  ])('%s', (text, labels) => {
    const found = said(text)
    delete found['No Finding']
    expect(found).toEqual(labels)
  })
})
