// How the gold reads each hedge: counted by the phrase that decided, in the words of the report.
import { expect, test } from 'vitest'
import { printCertainty, rowOfReport, tabulateCertainty } from '../../src/evaluate/index.ts'
import type { GoldRow, PredictedRow } from '../../src/evaluate/rows.ts'
import { labelReport } from '../../src/labeller.ts'

const predict = (id: string, text: string): PredictedRow => rowOfReport(labelReport(text, { id, rollUp: false }))

const predictions = [
  predict('1', 'Likely pneumonia. No  effusion.'),
  predict('2', 'Likely pneumonia. No effusion.'),
  predict('3', 'Pneumonia cannot be\nexcluded.'),
  predict('4', 'Pneumonia.'),
  { id: '5', labels: { Pneumonia: 1 } } satisfies PredictedRow,
]
const gold: GoldRow[] = [
  { id: '1', labels: { Pneumonia: 'p', 'Pleural Effusion': 0 } },
  { id: '2', labels: { Pneumonia: -1, 'Pleural Effusion': 'a' } },
  { id: '3', labels: { Pneumonia: [-1, 1] } },
  { id: '4', labels: { Pneumonia: 1 } },
  { id: '5', labels: { Pneumonia: 1 } },
]
const none = { present: 0, probable: 0, uncertain: 0, improbable: 0, absent: 0, implied: 0, blank: 0 }

test('counts what the gold says by phrase, and how often it accepts the labeller', () => {
  expect(tabulateCertainty(gold, predictions)).toEqual({
    rows: [
      { phrase: 'likely', degree: 'probable', n: 2, right: 1, readings: { ...none, probable: 1, uncertain: 1 } },
      { phrase: 'cannot be excluded', degree: 'possible', n: 1, right: 1, readings: { ...none, probable: 1 } },
      { phrase: 'no', degree: 'absent', n: 1, right: 1, readings: { ...none, absent: 1 } },
    ],
    unscored: 1,
    withoutEvidence: 1,
  })
})

test('names the rule where the row has no text to quote', () => {
  const bare = predictions.slice(0, 1).map(({ text, ...row }) => row)
  const { rows } = tabulateCertainty(gold, bare, ['Pneumonia'])
  expect(rows.map(({ phrase }) => phrase)).toEqual(['<unc-probable>'])
})

test('prints by degree, rare phrases together, and says what is missing', () => {
  const text = printCertainty(tabulateCertainty(gold, predictions), 2)
  expect(text).toMatch(/read as probable +n +present +probable/)
  expect(text).toMatch(/^likely +2 .* 50\.0 %$/m)
  expect(text).toMatch(/^1 rarer phrase +1 /m)
  expect(text).toContain('1 cell more decided by a hedge, not scored by the gold.')
  expect(text).toContain('1 report without evidence')
  expect(printCertainty({ rows: [], unscored: 0, withoutEvidence: 0 })).toBe('No hedge decided a scored cell.')
})
