// The side that a denial is about where its own words name none: that of the subject or place its sentence begins with
// ("*the right lung* is clear, without effusion"), or of the item of a template it stands under ("*RIGHT LUNG:* no …").
import { LINE_START, MODIFIERS, PARAGRAPH_START } from '../../ruleset.ts'
import type { Mention } from '../../types.ts'
import { modifierAt } from '../columns/rules.ts'
import { firstAtOrAfter } from '../columns/search.ts'
import { BLOCKS, DEVICE, SIDED } from '../columns/traits.ts'
import { COLON, COMMA, isCharacter, WITH } from '../columns/words.ts'
import { isHardBreak } from '../grammar/lines.ts'
import { BOTH, bitsOf, LEFT, RIGHT } from '../modifiers/sides.ts'
import type { ReportView } from './conflict.ts'
import { tokenAt } from './laterality.ts'

/** How many words the name of an item has at most: "right lung and pleural space:". */
const NAME = 6
/** How many sentences an item has at most that are looked back over. */
const MOST = 12

/**
 * LEFT or RIGHT where what stands before a denial gives it one side; 0 else. `mention` is its place in `view.mentions`.
 */
export function sideAbout(mention: number, view: ReportView): number {
  const { scratch } = view
  const { sentences } = scratch
  const no = view.mentions[mention]
  const token = tokenAt(no.start, scratch)
  const sentence = firstAtOrAfter(sentences.from, sentences.count, token + 1) - 1
  if (sentence < 0) return 0
  const from = sentences.from[sentence]
  const edge = tokenAt(beginOf(no), scratch)
  const side = sidesWithin(from, edge, view)
  if (side !== 0) return side !== BOTH && isSubject(mention, edge, view) ? side : 0
  return sideOfItem(sentence, token, view)
}

/** Where the words of a denial begin: its cue's, where that stands before it. */
function beginOf({ start, assertion }: Mention): number {
  for (const { decided, existence, start: cue } of assertion.cues)
    if (decided && existence === 'absent' && cue < start) return cue
  return start
}

/** The sides named within a range of tokens, as bits. */
function sidesWithin(from: number, to: number, { scratch, tables }: ReportView): number {
  const { matches } = scratch
  let sides = 0
  let at = firstAtOrAfter(matches.from[MODIFIERS], matches.count[MODIFIERS], from)
  for (; at < matches.count[MODIFIERS] && matches.from[MODIFIERS][at] < to; at++) {
    const rule = modifierAt(tables, matches.rule[MODIFIERS][at])
    if (rule.facet === 'laterality') sides |= bitsOf(rule.value)
    for (const [facet, value] of rule.also) if (facet === 'laterality') sides |= bitsOf(value)
  }
  return sides
}

/**
 * Whether what stands before a denial in its sentence is what it speaks of: it states no finding, or one with a side
 * that the denial comes "with". "Left basilar atelectasis, no effusion" and "left PICC with no pneumothorax" deny both
 * sides.
 */
function isSubject(mention: number, edge: number, { mentions, concepts, scratch, tables }: ReportView): boolean {
  const { id } = scratch.tokens
  const before = id[edge - 1] === COMMA ? id[edge - 2] : id[edge - 1]
  const isWith = ((tables.classes[before] | tables.classes[id[edge]]) & WITH) !== 0
  const { start } = mentions[mention].sentence
  for (let at = mention - 1; at >= 0 && mentions[at].sentence.start === start; at--) {
    const traits = tables.traits[concepts[at]]
    if (mentions[at].assertion.polarity === 'absent' || (traits & (BLOCKS | DEVICE)) === 0) continue
    if (!isWith || (traits & SIDED) === 0) return false
  }
  return true
}

/** The side in the name of the item that a sentence stands under. A line or paragraph of its own may be under none. */
function sideOfItem(sentence: number, token: number, view: ReportView): number {
  const { sentences, tokens } = view.scratch
  const last = Math.max(0, sentence - MOST)
  for (let at = sentence; at >= last && sentences.section[at] === sentences.section[sentence]; at--) {
    const from = sentences.from[at]
    const colon = endOfName(from, sentences.to[at], view)
    if (colon < 0) continue
    const side = sidesWithin(from, colon, view)
    if (side !== LEFT && side !== RIGHT) return 0
    // Under a name that is alone on its line stand lines.
    const isAlone = (tokens.flags[colon + 1] & LINE_START) !== 0
    for (let next = colon + 2; next <= token; next++) {
      const flags = tokens.flags[next]
      if ((flags & PARAGRAPH_START) !== 0) return 0
      if (!isAlone && (flags & LINE_START) !== 0 && isHardBreak(view.scratch, next)) return 0
    }
    return side
  }
  return 0
}

/** Where the colon stands behind the few words of a structure that a sentence begins with; -1 without one. */
function endOfName(from: number, to: number, { scratch }: ReportView): number {
  const { id } = scratch.tokens
  const end = Math.min(to, from + NAME + 1)
  for (let token = from; token < end; token++) {
    if (id[token] === COLON) return token > from ? token : -1
    if (isCharacter(id[token]) && id[token] !== COMMA) return -1
  }
  return -1
}
