// How a marked phrase is spoken of. A denial of one kind ("no new", "no definite") is a denial with a scope, and leaves
// open whether another is there: improbable. A judgement ("unlikely", "rather than") denies nothing.
import { expect, test } from 'vitest'
import { assertSpan } from '../src/labeller.ts'
import type { Assertion } from '../src/types.ts'

type Case = readonly [
  text: string,
  phrase: string,
  polarity: Assertion['polarity'],
  certainty: Assertion['certainty'],
  scope: readonly string[],
]

const CASES: readonly Case[] = [
  ['No zorbosis is seen.', 'zorbosis', 'absent', 'certain', []],
  ['No acute zorbosis.', 'zorbosis', 'absent', 'certain', ['acute']],
  ['No new zorbosis.', 'zorbosis', 'absent', 'improbable', ['new']],
  ['There is no new or enlarging zorbosis.', 'zorbosis', 'absent', 'improbable', ['new']],
  ['No interval development of zorbosis.', 'zorbosis', 'absent', 'improbable', ['new']],
  ['Old scar, and no new zorbosis or edema.', 'edema', 'absent', 'improbable', ['new']],
  ['New zorbosis.', 'zorbosis', 'present', 'certain', []],
  ['No zorbosis, new since May.', 'zorbosis', 'absent', 'certain', []],
  ['No definite zorbosis.', 'zorbosis', 'absent', 'improbable', ['definite']],
  ['Zorbosis is not definitely seen.', 'Zorbosis', 'absent', 'improbable', ['definite']],
  ['No overt zorbosis.', 'zorbosis', 'absent', 'improbable', ['overt']],
  ['Definite zorbosis.', 'zorbosis', 'present', 'certain', []],
  ['Zorbosis is unlikely.', 'Zorbosis', 'present', 'improbable', []],
  ['Doubt zorbosis.', 'zorbosis', 'present', 'improbable', []],
  ['Edema rather than zorbosis.', 'zorbosis', 'present', 'improbable', []],
  // By the reading guidelines doubt outweighs a denial.
  ['No definite zorbosis, but it cannot be excluded.', 'zorbosis', 'present', 'possible', []],
  ['Pneumonia is favored over edema.', 'Pneumonia', 'present', 'probable', []],
  ['Pneumonia is favored over edema.', 'edema', 'present', 'possible', []],
  ['Atelectasis is more likely than edema.', 'edema', 'present', 'possible', []],
]

test.each(CASES)('%s (%s)', (text, phrase, polarity, certainty, scope) => {
  const start = text.indexOf(phrase)
  expect(assertSpan(text, { start, end: start + phrase.length })).toMatchObject({ polarity, certainty, scope })
})
