// Whether a sentence takes up what stands before it: with a pronoun, "the finding", or the noun of the one before with
// "the". Asked of what a shadow is only taken for ("Nodular density. *It* may be a nipple shadow").
import type { Scratch } from '../columns/scratch.ts'
import { firstAtOrAfter } from '../columns/search.ts'
import type { Tables } from '../columns/tables.ts'
import { DEFINITE, EXAMINATION, FILLER, GONE, PRONOUN } from '../columns/words.ts'

/** How many sentences in a row may take up a finding. */
const CHAIN = 3

/**
 * "Nodular density. *It* may be a nipple shadow", "… *The finding* is likely artifact": whether every sentence behind
 * the one that begins at the character `from`, up to the one that begins at `start`, takes up what stands before it.
 */
export function refersBack(scratch: Scratch, tables: Tables, start: number, from: number): boolean {
  const { sentences, tokens } = scratch
  const token = firstAtOrAfter(tokens.start, tokens.count, start)
  const last = firstAtOrAfter(sentences.from, sentences.count, token)
  for (let at = last; at >= 0 && at >= last - CHAIN; at--) {
    const first = sentences.from[at]
    if (tokens.start[first] === from) return true
    const bits = tables.classes[tokens.id[first]]
    const next = first + 1 < tokens.count ? tables.classes[tokens.id[first + 1]] : 0
    const isPronoun = (bits & (PRONOUN | FILLER)) === PRONOUN
    if (!isPronoun && ((bits & DEFINITE) === 0 || (next & (EXAMINATION | GONE)) === 0)) return false
  }
  return false
}

/**
 * "*The* nodule …": whether the sentence that begins at the character `start` opens with a noun known from the one
 * before.
 */
export function opensWithNamed({ sentences, tokens }: Scratch, tables: Tables, start: number, from: number): boolean {
  const token = firstAtOrAfter(tokens.start, tokens.count, start)
  const at = firstAtOrAfter(sentences.from, sentences.count, token)
  return at > 0 && tokens.start[sentences.from[at - 1]] === from && (tables.classes[tokens.id[token]] & DEFINITE) !== 0
}
