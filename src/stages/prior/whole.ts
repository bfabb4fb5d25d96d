// Whether words of no change are said of the whole examination: what is behind them names nothing else, and what is
// before them is the film, the chest, or nothing.
import { CUES, DEID, FIRST_WORD, MODIFIERS, NUMBER, PARAGRAPH_START } from '../../ruleset.ts'
import { ABSENT, CERTAIN, PROBABLE } from '../columns/codes.ts'
import { NARROWS } from '../columns/extras.ts'
import type { Scratch } from '../columns/scratch.ts'
import { firstAtOrAfter } from '../columns/search.ts'
import type { Tables } from '../columns/tables.ts'
import {
  AND,
  CLOSE,
  COLON,
  COMMA,
  DASH,
  DETERMINER,
  DOT,
  EXAMINATION,
  FILLER,
  NEGATOR,
  OPEN,
  OR,
  PREPOSITION,
  VERB,
  WITH,
} from '../columns/words.ts'
import { isAtStop, isOf, isOfChest } from '../grammar/standing.ts'

/** How far back the beginning of a clause is looked for. */
const LOOK = 24
/** Words that name nothing by themselves. */
const EMPTY = EXAMINATION | VERB | DETERMINER | FILLER | PREPOSITION | AND | OR | NEGATOR

/** Whether what stands behind a cue names nothing but the examination. */
export function isWhole(scratch: Scratch, tables: Tables, from: number, to: number): boolean {
  let isFree = false
  for (let token = to - 1; token >= from; token--) {
    if (isOfChest(scratch, tables, token)) isFree = true
    else if (isOf(scratch, tables, token, PREPOSITION | AND | OR | WITH | VERB) || scratch.tokens.id[token] === COMMA)
      isFree = false
    else if (!isFree && !isEmpty(scratch, tables, token)) return false
  }
  return true
}

/**
 * Whether a cue's subject, before it, is the examination, or it has none. `isBare`: the cue stands alone, and so speaks
 * of what the sentence before states, if it states anything.
 */
export function isOfWhole(scratch: Scratch, tables: Tables, sentence: number, cue: number, isBare: boolean): boolean {
  const { id } = scratch.tokens
  const begin = Math.max(scratch.sentences.from[sentence], cue - LOOK)
  let token = cue - 1
  while (token >= begin && isOf(scratch, tables, token, VERB | FILLER)) token--
  if (token >= begin && isOf(scratch, tables, token, NEGATOR)) return false
  // "*This* is unchanged" speaks of what was named before; "*there* is no change" of nothing.
  if (
    token >= begin &&
    token < cue - 1 &&
    isOf(scratch, tables, token, DETERMINER) &&
    !isOf(scratch, tables, token, EXAMINATION)
  )
    return !isOf(scratch, tables, token + 1, VERB)
  let hasWords = false
  // What stands before the chest in its noun phrase is of the chest: "*postoperative* chest".
  let isFree = false
  for (; token >= begin; token--) {
    const what = id[token]
    if (what === COLON) {
      if (hasWords) return true
    } else if (what === COMMA || what === DASH || what === OPEN || what === CLOSE) {
      return hasWords || isAside(scratch, tables, begin, token)
    } else if (isAtStop(scratch, tables, token)) return hasWords || !isBare
    else if (isOfChest(scratch, tables, token)) isFree = hasWords = true
    else if (isOf(scratch, tables, token, EXAMINATION)) {
      if (isOf(scratch, tables, token, DETERMINER)) return true
      hasWords = true
    } else if (isOf(scratch, tables, token, VERB | AND | OR)) {
      if (hasWords) return true
    } else if (isOf(scratch, tables, token, PREPOSITION | WITH)) isFree = false
    else if (!isFree && !isEmpty(scratch, tables, token)) return false
  }
  return hasWords || !isBare || !followsFinding(scratch, tables, sentence)
}

/**
 * Whether what stands before a comma says under which circumstances: "compared with yesterday, …", "allowing for
 * rotation, …".
 */
function isAside(scratch: Scratch, tables: Tables, begin: number, comma: number): boolean {
  let from = comma
  while (from > begin && scratch.tokens.id[from - 1] !== COMMA) from--
  return (
    isOf(scratch, tables, from, PREPOSITION | WITH) ||
    isAtStop(scratch, tables, from) ||
    isAsideOpener(scratch, tables, from) ||
    isWhole(scratch, tables, from, comma)
  )
}

/** "Allowing for", "as compared with". */
export function isAsideOpener(scratch: Scratch, tables: Tables, token: number): boolean {
  if (!isOf(scratch, tables, token, EXAMINATION) || token + 1 >= scratch.tokens.count) return false
  return isOf(scratch, tables, token + 1, PREPOSITION) && !isOf(scratch, tables, token + 1, FILLER)
}

/** Whether the sentence before one states a finding, and both are of one paragraph and of no list. */
export function followsFinding({ tokens, sentences, mentions }: Scratch, tables: Tables, sentence: number): boolean {
  const from = sentences.from[sentence]
  if (sentence === 0 || sentences.section[sentence] !== sentences.section[sentence - 1]) return false
  if ((tokens.flags[from] & PARAGRAPH_START) !== 0) return false
  // "1. Small effusion. 2. Unchanged."
  if ((tokens.id[from - 1] === DOT || tokens.id[from - 1] === CLOSE) && tokens.id[from - 2] === NUMBER) return false
  let at = firstAtOrAfter(mentions.sentence, mentions.count, sentence - 1)
  for (; at < mentions.count && mentions.sentence[at] < sentence; at++) {
    const rule = mentions.rule[at]
    if (mentions.existence[at] < ABSENT && tables.isNormalOf[rule] === 0 && tables.isTechniqueOf[rule] === 0)
      return true
  }
  return false
}

/** Whether nothing that can be a noun stands behind a cue: "unchanged from yesterday", where "stable chest" has one. */
export function isBare(scratch: Scratch, tables: Tables, cue: number, end: number): boolean {
  const token = scratch.matches.to[CUES][cue] + 1
  return token >= end || isOf(scratch, tables, token, PREPOSITION) || isCompared(scratch, tables, token)
}

/** Whether a word names nothing by itself. */
function isEmpty(scratch: Scratch, tables: Tables, token: number): boolean {
  const what = scratch.tokens.id[token]
  if (what === NUMBER || what === DEID || (what < FIRST_WORD && what > DEID)) return true
  return (tables.classes[what] & EMPTY) !== 0 || isCompared(scratch, tables, token) || isCount(scratch, tables, token)
}

/** "No change from *two* weeks ago": whether a word counts days, films or the like. */
function isCount({ matches, tokens }: Scratch, tables: Tables, token: number): boolean {
  const next = token + 1
  if (next >= tokens.count || (tables.classes[tokens.id[next]] & EXAMINATION) === 0) return false
  const at = firstAtOrAfter(matches.from[MODIFIERS], matches.count[MODIFIERS], token)
  if (at === matches.count[MODIFIERS] || matches.from[MODIFIERS][at] !== token) return false
  return matches.to[MODIFIERS][at] === token && (tables.extraOf[matches.rule[MODIFIERS][at]] & NARROWS) !== 0
}

/** Whether a word belongs to a cue that compares, or says how sure that is. */
function isCompared({ matches }: Scratch, tables: Tables, token: number): boolean {
  const at = firstAtOrAfter(matches.from[CUES], matches.count[CUES], token + 1) - 1
  if (at < 0 || matches.to[CUES][at] < token) return false
  const rule = matches.rule[CUES][at]
  // "*Likely* no change", too, is said of the whole.
  return tables.comparesOf[rule] === 1 || tables.existenceOf[rule] === CERTAIN || tables.existenceOf[rule] === PROBABLE
}
