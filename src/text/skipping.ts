// Words with something inside that is passed over ("patient's"), and those that are two words: "isn't" is "is not".
import { classBit, UNKNOWN } from '../ruleset.ts'
import { CLASSES, LETTERS, SKIP } from './characters.ts'
import { findWord, HASH_SEED, hashStep, type Lexicon, shapeOf } from './lexicon.ts'

const N = 14
const T = 20
const VERB = classBit('verb')

/** What is found beside the end of a word: how many letters it has, the last, their hash; where its "n't" begins. */
export const SKIPPING = new Int32Array(4)

/** End of a word with apostrophes or the like in it, `to` at most; in `SKIPPING` what its letters are. */
export function readSkipping(folded: Uint8Array, from: number, to: number): number {
  let hash = HASH_SEED
  let four = 0
  let letters = 0
  let i = from
  for (; i < to; i++) {
    const unit = CLASSES[folded[i]]
    if (unit === SKIP) continue
    if (unit > LETTERS) break
    SKIPPING[1] = unit
    four |= (folded[i] | 32) << (8 * (letters & 3))
    if ((++letters & 3) !== 0) continue
    hash = hashStep(hash, four)
    four = 0
  }
  SKIPPING[0] = letters
  SKIPPING[2] = hashStep(hash, four)
  return i
}

/**
 * "Isn't", "isnt": the verb before the "n't" of a word that is none of the lexicon, and in `SKIPPING` where its "n"
 * stands; or
 * `UNKNOWN`. ("Can't" stays whole: its "ca" is no verb.)
 */
export function contractedVerb(folded: Uint8Array, from: number, to: number, { words, classes, not }: Lexicon): number {
  let n = to - 1
  while (n > from && CLASSES[folded[n]] !== T) n--
  for (n--; n > from && CLASSES[folded[n]] === SKIP; ) n--
  if (CLASSES[folded[n]] !== N || not === UNKNOWN) return UNKNOWN
  readSkipping(folded, from, n)
  const verb = findWord(words, SKIPPING[2], shapeOf(SKIPPING[0], CLASSES[folded[from]], SKIPPING[1]))
  SKIPPING[3] = n
  return (classes[verb] & VERB) === 0 ? UNKNOWN : verb
}
