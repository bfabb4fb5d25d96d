// Noun phrases that leave their noun to the words before: "no effusion on the right, *small on the left*", "no effusion
// other than *a trace*", "small left effusion, *none on the right*"; and those of a part of what there is, "*one of*
// two tubes".
import { CUES, DEID, MODIFIERS, NUMBER } from '../../ruleset.ts'
import { IMPROBABLE } from '../columns/codes.ts'
import { NARROWS, PLACED, SHARES } from '../columns/extras.ts'
import type { Scratch } from '../columns/scratch.ts'
import type { Tables } from '../columns/tables.ts'
import { AND, COLON, COMMA, DETERMINER, FILLER, isCharacter, OR, PARTIAL, PREPOSITION, VERB } from '../columns/words.ts'
import { codeOf, isStranger } from './scope.ts'
import { isSide } from './standing.ts'

/** Words between "none" and the side it is said of. */
const SIDE_REACH = 5

/**
 * Whether a noun phrase without a noun begins at a token: up to the end of its clause nothing but sizes, places and the
 * small words about them. After "other than" one of the two is enough; elsewhere it must have both.
 */
export function isElliptic(scratch: Scratch, tables: Tables, from: number, to: number, isException: boolean): boolean {
  const { matches, tokens } = scratch
  let isSized = false
  let isPlaced = false
  for (let token = from; token < to; token++) {
    if (scratch.mentionAt[token] !== 0) return false
    const modifier = scratch.modifierAt[token] - 1
    if (modifier >= 0) {
      const extra = tables.extraOf[matches.rule[MODIFIERS][modifier]]
      if ((extra & NARROWS) !== 0) isSized = true
      if ((extra & PLACED) !== 0) isPlaced = true
      token = matches.to[MODIFIERS][modifier]
      continue
    }
    const cue = scratch.cueAt[token] - 1
    if (cue >= 0) {
      const rule = matches.rule[CUES][cue]
      if (tables.existenceOf[rule] !== 0 || tables.endsOf[rule] !== 0 || tables.timeOf[rule] !== 0) return false
      token = matches.to[CUES][cue]
      continue
    }
    const what = tokens.id[token]
    if ((isSized || isPlaced) && (what === COMMA || (tables.classes[what] & (AND | OR)) !== 0)) break
    if (what === DEID || isCharacter(what) || isStranger(scratch, tables, token)) return false
  }
  return isException ? isSized || isPlaced : isSized && isPlaced
}

/**
 * "No effusion on the right *and a small one on the left*": what stands behind a denied mention says that it is there.
 */
export function takeBack(
  scratch: Scratch,
  tables: Tables,
  mention: number,
  from: number,
  to: number,
  isException: boolean,
): void {
  if (mention < 0 || codeOf(scratch, tables, scratch.mentions.forward[mention]) < IMPROBABLE) return
  if (isElliptic(scratch, tables, from, to, isException)) restore(scratch, mention)
}

/**
 * Takes the denial off a mention, and off those at the same words: it is there after all, as the words behind it say.
 */
export function restore({ mentions }: Scratch, mention: number): void {
  const anchor = mentions.anchorFrom[mention]
  for (let at = mention; at < mentions.count && mentions.anchorFrom[at] === anchor; at++) {
    if (mentions.forward[at] >= 0) mentions.forward[at] = -2 - mentions.forward[at]
    if (mentions.backward[at] >= 0) mentions.backward[at] = -2 - mentions.backward[at]
  }
}

/**
 * Whether a "none" or "absent" denies a finding on one side only, and its own words or those behind give it a size or
 * another side: "small left effusion, *none on the right*", "effusion: *none on the right*, small on the left".
 */
export function deniesOneSide(scratch: Scratch, tables: Tables, cue: number, from: number, to: number): boolean {
  const { matches, tokens, mentions } = scratch
  if (tables.refersOf[matches.rule[CUES][cue]] === 0) return false
  let start = matches.from[CUES][cue]
  let after = sideAfter(scratch, tables, matches.to[CUES][cue] + 1, to)
  if (after < 0) {
    start = sideBefore(scratch, tables, start, from)
    if (start < 0) return false
    after = to
  }
  if (after < to && tokens.id[after] === COMMA && isElliptic(scratch, tables, after + 1, to, false)) return true
  let isNamed = false
  for (let token = start - 1; token >= from; token--) {
    const mention = scratch.mentionEnd[token] - 1
    if (mention >= 0) {
      if (isNamed) return false
      isNamed = true
      token = mentions.anchorFrom[mention]
      continue
    }
    const modifier = scratch.modifierEnd[token] - 1
    if (modifier >= 0 && tables.affirmsOf[matches.rule[MODIFIERS][modifier]] !== 0) return true
    const what = tokens.id[token]
    if (isNamed && (what === COMMA || what === COLON || (tables.classes[what] & VERB) !== 0)) return false
  }
  return false
}

/** The token behind the side that "none" is said of ("none *on the right*", "none *elsewhere*"), or -1. */
function sideAfter(scratch: Scratch, tables: Tables, from: number, to: number): number {
  let isPlaced = false
  for (let token = from; token < to && token < from + SIDE_REACH; token++) {
    const modifier = scratch.modifierAt[token] - 1
    const bits = tables.classes[scratch.tokens.id[token]]
    if (modifier >= 0) {
      isPlaced ||= isSide(scratch, tables, modifier)
      token = scratch.matches.to[MODIFIERS][modifier]
    } else if ((bits & PARTIAL) !== 0) isPlaced = true
    else if (isPlaced) return token
    else if ((bits & (PREPOSITION | DETERMINER | FILLER | VERB)) === 0) return -1
  }
  return isPlaced ? Math.min(to, from + SIDE_REACH) : -1
}

/** The token where the side that is none begins ("left small, *right none*"), or -1. */
function sideBefore(scratch: Scratch, tables: Tables, start: number, from: number): number {
  const { matches, tokens } = scratch
  let token = start - 1
  while (token > from && (tables.classes[tokens.id[token]] & VERB) !== 0) token--
  const modifier = token > from ? scratch.modifierEnd[token] - 1 : -1
  if (modifier < 0 || !isSide(scratch, tables, modifier)) return -1
  const side = matches.from[MODIFIERS][modifier]
  const before = side > from ? tokens.id[side - 1] : COLON
  return before === COMMA || (tables.classes[before] & AND) !== 0 ? side : -1
}

/**
 * "*One of* the chest tubes has been removed", "removal of *one of* two left tubes": what is gone is a part, and the
 * rest is there.
 */
export function isPartOf(scratch: Scratch, tables: Tables, mention: number): boolean {
  const { matches, modifierEnd, tokens } = scratch
  for (let token = scratch.mentions.anchorFrom[mention] - 1; token >= 0; token--) {
    const modifier = modifierEnd[token] - 1
    if (modifier >= 0) {
      if ((tables.extraOf[matches.rule[MODIFIERS][modifier]] & SHARES) !== 0) return true
      token = matches.from[MODIFIERS][modifier]
    } else if (
      tokens.id[token] !== NUMBER &&
      tokens.id[token] !== DEID &&
      (tables.classes[tokens.id[token]] & FILLER) === 0
    )
      return false
  }
  return false
}
