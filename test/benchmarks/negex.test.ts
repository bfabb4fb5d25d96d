// The baseline written by hand reads as its authors describe; a baseline made too weak would flatter the labeller.
import { describe, expect, test } from 'vitest'
import { readLexicon } from '../../benchmarks/baselines/lexicon.ts'
import { makeNegEx } from '../../benchmarks/baselines/negex.ts'
import { defaultLabeller } from '../../src/labeller.ts'

const lexicon = readLexicon(defaultLabeller().ruleset)
const [five, whole] = [makeNegEx(lexicon, 5), makeNegEx(lexicon, Number.POSITIVE_INFINITY)]
const read = (system: typeof five, text: string, words: string) => {
  const start = text.indexOf(words)
  return system.read?.(text, start, start + words.length)
}

test.each([
  ['No zorbosis.', 'negated', 'negated'],
  ['There is zorbosis.', 'affirmed', 'affirmed'],
  ['No one two three four five six zorbosis.', 'affirmed', 'negated'],
  ['No effusion but zorbosis.', 'affirmed', 'affirmed'],
  ['No change in zorbosis.', 'affirmed', 'affirmed'],
  ['Zorbosis was ruled out.', 'negated', 'negated'],
  ['Rule out zorbosis.', 'uncertain', 'uncertain'],
  ['No fever. There is zorbosis.', 'affirmed', 'affirmed'],
  ['Denies fever, chills or zorbosis.', 'negated', 'negated'],
])('%s', (text, inFive, inWhole) => {
  const words = /zorbosis/i.exec(text)?.[0] ?? ''
  expect([read(five, text, words), read(whole, text, words)]).toEqual([inFive, inWhole])
})

describe('labels', () => {
  const labels = (text: string) => whole.label({ id: '1', text, body: text }).labels
  test('come from phrases, and from structures with their states', () => {
    expect(labels('No pleural effusion. The heart is enlarged.')).toMatchObject({
      'Pleural Effusion': 0,
      Cardiomegaly: 1,
    })
    expect(labels('The heart is not enlarged.').Cardiomegaly).toBe(0)
  })
  test('come from blanket statements, and a normal chest is found', () => {
    expect(labels('The lungs are clear.')).toMatchObject({ Consolidation: 0, 'No Finding': 1 })
    expect(labels('The lungs are clear. Small effusion.')['No Finding']).toBeNull()
  })
  test('do not come from words inside a longer phrase', () => {
    expect(labels('Knee joint effusion.')['Pleural Effusion']).toBeNull()
  })
})
