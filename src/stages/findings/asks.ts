// Which modifiers a report's labels depend on: few do on any, and reading modifiers takes a fifth of the time.
import { MODIFIERS } from '../../ruleset.ts'
import { FORMER, HOSTED, PLACED, REPLACES } from '../columns/extras.ts'
import type { MentionColumns, Scratch, SentenceColumns } from '../columns/scratch.ts'
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
  const { modified } = scratch
  if ((modified & FORMER) !== 0) return OF_ALL
  if ((modified & PLACED) !== 0 && (spoken & EXPLAINS) !== 0 && mayExplainNamed(scratch, tables)) return OF_ALL
  if ((modified & REPLACES) === 0 || (spoken & REPLACED) === 0) return OF_NONE
  return asksReplacing(scratch, tables)
}

/**
 * Whether a look-alike stands behind a finding that takes up one named before, which it may explain away with it:
 * "There is a nodule. *The nodule* may be a nipple shadow".
 */
function mayExplainNamed({ mentions, sentences, tokens }: Scratch, { traits, classes }: Tables): boolean {
  let isTakenUp = false
  for (let at = 0; at < mentions.count; at++) {
    const its = traits[mentions.concept[at]]
    if ((its & EXPLAINS) !== 0 && isTakenUp) return true
    if ((its & MISTAKEN) === 0 || isTakenUp) continue
    const opening = classes[tokens.id[sentences.from[mentions.sentence[at]]]]
    if ((opening & DEFINITE) !== 0) isTakenUp = isNamedBefore(mentions, traits, at)
  }
  return false
}

/** Whether a concept was mentioned before, or one that a stratum in the place of either may make the same. */
function isNamedBefore({ concept }: MentionColumns, traits: Uint16Array, mention: number): boolean {
  for (let at = 0; at < mention; at++)
    if (concept[at] === concept[mention] || ((traits[concept[at]] | traits[concept[mention]]) & REPLACED) !== 0)
      return true
  return false
}

/**
 * Of which mentions the modifiers are asked that may put a stratum in their place. Such words are of a mention of their
 * own sentence, or of the one before, which they take up with a pronoun; but a place is shared by findings behind it,
 * however far, and words with a host go to it (see `addAttributes`).
 */
function asksReplacing({ matches, mentions, sentences }: Scratch, tables: Tables): Asked {
  const starts = matches.from[MODIFIERS]
  let spoken = 0
  for (let at = 0; at < mentions.count; at++) spoken |= tables.replaced[mentions.concept[at]]
  let asked: Asked = OF_NONE
  // The first mention whose sentence, or the one behind it, reaches the modifier.
  let first = 0
  for (let modifier = 0; modifier < matches.count[MODIFIERS]; modifier++) {
    const rule = matches.rule[MODIFIERS][modifier]
    const bits = tables.replacesOf[rule] & spoken
    if (bits === 0) continue
    if ((tables.extraOf[rule] & (PLACED | HOSTED)) !== 0) return OF_ALL
    if (asked === REPLACED) continue
    const start = starts[modifier]
    while (first < mentions.count && endOfNext(sentences, mentions.sentence[first]) <= start) first++
    for (
      let at = first;
      asked === OF_NONE && at < mentions.count && sentences.from[mentions.sentence[at]] <= start;
      at++
    )
      if ((tables.replaced[mentions.concept[at]] & bits) !== 0) asked = REPLACED
  }
  return asked
}

/** Where the sentence behind one ends, or the last of the report. */
function endOfNext({ to, count }: SentenceColumns, sentence: number): number {
  return to[Math.min(sentence + 1, count - 1)]
}
