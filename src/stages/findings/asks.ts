// Which modifiers a report's labels depend on: few do on any, and reading modifiers takes a fifth of the time.
import { MODIFIERS } from '../../ruleset.ts'
import { FORMER, HOSTED, PLACED, REPLACES } from '../columns/extras.ts'
import type { Scratch } from '../columns/scratch.ts'
import { firstAtOrAfter } from '../columns/search.ts'
import type { Tables } from '../columns/tables.ts'
import { EXPLAINS, MISTAKEN, REPLACED } from '../columns/traits.ts'
import { DEFINITE } from '../columns/words.ts'

/** Writes the concepts of the mentions in their column; gives the traits that any of them has. */
export function speakOf({ mentions: { count, rule, concept } }: Scratch, { conceptOf, traits }: Tables): number {
  let spoken = 0
  for (let at = 0; at < count; at++) {
    concept[at] = conceptOf[rule[at]]
    spoken |= traits[concept[at]]
  }
  return spoken
}

/** Which mentions' modifiers are asked for: of none, of those that a stratum may take the place of, or of all. */
export type Asked = typeof OF_NONE | typeof REPLACED | typeof OF_ALL
export const OF_NONE = 0
export const OF_ALL = -1

/**
 * Which of the modifiers marked in a report its labels may depend on: a measure it had before changes a finding, a
 * stratum may take a mention's place, and a look-alike explains no finding at another place (see `readMentions`).
 * `spoken` are the traits that mentions have.
 */
export function asksModifiers(scratch: Scratch, tables: Tables, spoken: number): Asked {
  const { modified, mentions, sentences, tokens } = scratch
  if ((modified & FORMER) !== 0) return OF_ALL
  const replaces = (modified & REPLACES) !== 0 && (spoken & REPLACED) !== 0
  const explains = (modified & PLACED) !== 0 && (spoken & EXPLAINS) !== 0
  if (!replaces && !explains) return OF_NONE
  if (replaces && replacesFromAfar(scratch, tables)) return OF_ALL
  let asked: Asked = OF_NONE
  // How many were named that may be explained away, and whether one takes up another: "There is a nodule. *The nodule* …".
  let mistaken = 0
  let isTakenUp = false
  for (let at = 0; at < mentions.count; at++) {
    const traits = tables.traits[mentions.concept[at]]
    const sentence = mentions.sentence[at]
    if (replaces && asked === OF_NONE && (traits & REPLACED) !== 0 && hasReplacing(scratch, tables, sentence))
      asked = REPLACED
    if ((traits & EXPLAINS) !== 0 && isTakenUp) return OF_ALL
    if ((traits & MISTAKEN) === 0) continue
    const opening = tables.classes[tokens.id[sentences.from[sentence]]]
    if (mistaken++ > 0 && (opening & DEFINITE) !== 0) isTakenUp = true
  }
  return asked
}

/** A place is shared by findings behind it, however far, and words with a host go to it; see `addAttributes`. */
function replacesFromAfar({ matches }: Scratch, { extraOf }: Tables): boolean {
  for (let at = 0; at < matches.count[MODIFIERS]; at++) {
    const extra = extraOf[matches.rule[MODIFIERS][at]]
    if ((extra & REPLACES) !== 0 && (extra & (PLACED | HOSTED)) !== 0) return true
  }
  return false
}

/** Other words are of a mention of their own sentence, or of the one before, which they take up with a pronoun. */
function hasReplacing({ matches, sentences }: Scratch, { extraOf }: Tables, sentence: number): boolean {
  const to = sentences.to[Math.min(sentence + 1, sentences.count - 1)]
  const starts = matches.from[MODIFIERS]
  const count = matches.count[MODIFIERS]
  for (let at = firstAtOrAfter(starts, count, sentences.from[sentence]); at < count && starts[at] < to; at++)
    if ((extraOf[matches.rule[MODIFIERS][at]] & REPLACES) !== 0) return true
  return false
}
