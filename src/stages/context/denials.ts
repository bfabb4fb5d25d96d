// "No", words between, and a noun of change ("no appreciable interval *change in* the effusion", "no evidence of
// *progression of* the nodule") become one cue: what has not changed is there. Any adjective may stand between, and a
// finding must follow, so that "no inflammatory change in the lungs" stays a denial. "Neither" and a verb of change, or
// "excluded", join, too, and "no larger" behind its finding.
import { CUES } from '../../ruleset.ts'
import { ABSENT, BACKWARD, BETWEEN, CLAUSE, FORWARD, IMPROBABLE, UNCHANGED } from '../columns/codes.ts'
import type { Scratch } from '../columns/scratch.ts'
import { firstAtOrAfter } from '../columns/search.ts'
import type { Tables } from '../columns/tables.ts'
import {
  AND,
  COMMA,
  DETERMINER,
  EXAMINATION,
  FILLER,
  isCharacter,
  NEGATOR,
  OR,
  PAST_VERB,
  PREPOSITION,
  VERB,
  WITH,
} from '../columns/words.ts'
import { governsForward } from '../grammar/scope.ts'

/** Words between the denial and the noun of change, and between that and its object. */
const GAP = 4
const OBJECT_GAP = 10
/** Words of a subject of "neither", and those to its verb. */
const NEITHER_GAP = 8
/** Words from the "not" of a verb to its participle: "cannot with any certainty be excluded". */
const NEGATOR_GAP = 8
const ENDS_PHRASE = VERB | DETERMINER | PREPOSITION | AND | OR | WITH
const ENDS_OBJECT = VERB | AND | OR | WITH
const ENDS_PREDICATE = VERB | AND | WITH | PREPOSITION | EXAMINATION

/** Joins such cues of a report in place. */
export function joinDenials(scratch: Scratch, tables: Tables): void {
  const { matches } = scratch
  const rule = matches.rule[CUES]
  const from = matches.from[CUES]
  const to = matches.to[CUES]
  const count = matches.count[CUES]
  let kept = 0
  // The verb of change that "neither" denies; the "nor" between goes with it.
  let verb = -1
  for (let at = 0; at < count; at++) {
    if (at < verb) continue
    const denied = tables.deniedOf[rule[at]]
    if (denied < 0) {
      move(scratch, at, kept++)
      continue
    }
    if (tables.directionOf[rule[at]] === CLAUSE) {
      // "An effusion, *not seen on the film of 3 May*": it is there, and new.
      const isNew = kept > 0 && to[kept - 1] === from[at] - 1 && isNotSeen(scratch, tables, kept - 1)
      if (isNew) rule[--kept] = denied
      else move(scratch, at, kept)
      to[kept++] = to[at]
      continue
    }
    const isOr = tables.directionOf[rule[at]] === BETWEEN
    const isNoun = !isOr && isNounOfChange(scratch, tables, at)
    if (!isNoun && isDenial(tables, rule[at])) {
      verb = verbOfNeither(scratch, tables, at, count)
      if (verb >= 0) {
        // "Neither … *has grown*" is no change; "neither … can be *excluded*" is no denial.
        rule[verb] = tables.existenceOf[rule[verb]] === 0 ? denied : tables.deniedOf[rule[verb]]
        continue
      }
    }
    if (isOr && isBehindNoChange(scratch, tables, kept - 1, from[at])) rule[at] = denied
    // "Cannot *with certainty be excluded*": what is not excluded may be there.
    const negator = isNoun ? -1 : negatorBefore(scratch, tables, at)
    if (negator >= 0) {
      while (kept > 0 && from[kept - 1] >= negator) kept--
      rule[kept] = denied
      from[kept] = negator
      to[kept] = to[at]
      kept++
      continue
    }
    if (isNoun) {
      const mention = firstAtOrAfter(scratch.mentions.anchorFrom, scratch.mentions.count, from[at])
      // "Displacement of the trachea" is a finding, and no change of one.
      const isFinding = mention < scratch.mentions.count && scratch.mentions.anchorFrom[mention] <= to[at]
      const denial = denialBefore(scratch, tables, kept - 1, from[at], mention - 1)
      if (isFinding && (denial >= 0 || tables.changeOf[rule[at]] === 0)) continue
      if (!isFinding && denial >= 0 && hasObject(scratch, tables, to[at] + 1, mention)) {
        rule[denial] = denied
        to[denial] = to[at]
        kept = denial + 1
        continue
      }
    }
    // "Left effusion, *no larger*": of what stands before, where no noun follows ("no *larger effusion*").
    else if (kept > 0 && to[kept - 1] === from[at] - 1 && isDenial(tables, rule[kept - 1])) {
      if (isPredicate(scratch, tables, kept - 1, to[at] + 1)) {
        rule[kept - 1] = denied
        to[kept - 1] = to[at]
        continue
      }
    }
    move(scratch, at, kept++)
  }
  matches.count[CUES] = kept
}

function move({ matches }: Scratch, cue: number, to: number): void {
  // In most reports no cue has joined another.
  if (cue === to) return
  matches.rule[CUES][to] = matches.rule[CUES][cue]
  matches.from[CUES][to] = matches.from[CUES][cue]
  matches.to[CUES][to] = matches.to[CUES][cue]
}

/**
 * Whether a cue is "not" and what it is not: "*not visible*", which says nothing of before. With "is", a film called
 * initial or of the ward is the one that is read.
 */
function isNotSeen({ matches, tokens }: Scratch, tables: Tables, cue: number): boolean {
  const rule = matches.rule[CUES][cue]
  if (tables.existenceOf[rule] < IMPROBABLE || tables.directionOf[rule] !== BACKWARD) return false
  const start = matches.from[CUES][cue]
  const before = start === 0 ? 0 : tables.classes[tokens.id[start - 1]]
  if ((before & VERB) !== 0 && (before & PAST_VERB) === 0) return false
  return tables.changeOf[rule] === 0 && (tables.classes[tokens.id[start]] & NEGATOR) !== 0
}

/** Whether a cue denies what follows, as "neither" does. */
function isDenial(tables: Tables, rule: number): boolean {
  return tables.existenceOf[rule] === ABSENT && tables.directionOf[rule] === FORWARD
}

/**
 * The "not" or "cannot" of the verb that a cue of denial behind its finding is ("*cannot* entirely be excluded", "has
 * *not* been excluded", "*cannot*, however, be excluded"), or -1.
 */
function negatorBefore({ matches, mentions, tokens }: Scratch, tables: Tables, cue: number): number {
  const rule = matches.rule[CUES][cue]
  if (tables.existenceOf[rule] !== ABSENT || tables.directionOf[rule] !== BACKWARD) return -1
  const start = matches.from[CUES][cue]
  let hasComma = false
  for (let token = start - 1; token >= 0 && token >= start - NEGATOR_GAP; token--) {
    const what = tokens.id[token]
    const bits = tables.classes[what]
    if ((bits & NEGATOR) !== 0) {
      // "The apex cannot be seen but *pneumothorax* is excluded": the verb has a subject of its own.
      const subject = firstAtOrAfter(mentions.anchorFrom, mentions.count, token)
      if (subject < mentions.count && mentions.anchorFrom[subject] < start) return -1
      return hasComma && tokens.id[token + 1] !== COMMA ? -1 : token
    }
    if (what === COMMA) hasComma = true
    else if (isCharacter(what) || (bits & (AND | OR)) !== 0) return -1
  }
  return -1
}

/**
 * "No change in the lines *or evidence of* pneumothorax": whether nothing but what has not changed stands between a cue
 * and a token.
 */
function isBehindNoChange({ matches, tokens }: Scratch, tables: Tables, cue: number, start: number): boolean {
  if (cue < 0) return false
  const rule = matches.rule[CUES][cue]
  const end = matches.to[CUES][cue] + 1
  if (tables.changeOf[rule] !== UNCHANGED || tables.listsOf[rule] !== 1 || start - end > OBJECT_GAP) return false
  for (let token = end; token < start; token++) {
    const what = tokens.id[token]
    if ((isCharacter(what) && what !== COMMA) || (tables.classes[what] & VERB) !== 0) return false
  }
  return true
}

/**
 * "*Neither* the effusion nor the atelectasis *has changed*", "neither nodule *is larger*": the verb of change, or -1.
 */
function verbOfNeither({ matches, tokens }: Scratch, tables: Tables, neither: number, count: number): number {
  let token = matches.to[CUES][neither] + 1
  for (let cue = neither + 1; cue < count; cue++) {
    const rule = matches.rule[CUES][cue]
    const start = matches.from[CUES][cue]
    if (start - token > NEITHER_GAP) return -1
    let isVerb = (tables.classes[tokens.id[start]] & VERB) !== 0
    for (; token < start; token++) {
      if (isCharacter(tokens.id[token])) return -1
      if ((tables.classes[tokens.id[token]] & VERB) !== 0) isVerb = true
    }
    if (isVerb)
      return tables.deniedOf[rule] >= 0 && tables.directionOf[rule] < CLAUSE && !isDenial(tables, rule) ? cue : -1
    if ((tables.classes[tokens.id[start]] & OR) === 0 && tables.existenceOf[rule] !== 0) return -1
    if (tables.endsOf[rule] !== 0) return -1
    token = matches.to[CUES][cue] + 1
  }
  return -1
}

/** "Increase *in*", "progression *of*": only a noun has what changes behind a preposition. */
function isNounOfChange({ matches, tokens }: Scratch, tables: Tables, cue: number): boolean {
  const bits = tables.classes[tokens.id[matches.to[CUES][cue]]]
  return (bits & PREPOSITION) !== 0 && (bits & FILLER) !== 0
}

/** Whether a noun of change ("increase in") with a finding for its object is an item of a list. */
export function isListedChange(scratch: Scratch, tables: Tables, cue: number, to: number): boolean {
  const { matches, tokens } = scratch
  const start = matches.from[CUES][cue]
  if (tables.deniedOf[matches.rule[CUES][cue]] < 0 || !isNounOfChange(scratch, tables, cue)) return false
  const before = tokens.id[start - 1]
  // "No effusion, *resolution of* the edema": what is gone is a statement unless "or" joins it.
  const joins = (tables.classes[before] & OR) !== 0
  if (!joins && (before !== COMMA || tables.existenceOf[matches.rule[CUES][cue]] !== 0)) return false
  return governsForward(scratch, tables, cue, to)
}

/** Whether a denial and its word of change, which ends before a token, stand behind a finding and before no noun. */
function isPredicate({ matches, mentions, tokens }: Scratch, tables: Tables, denial: number, end: number): boolean {
  if (end < tokens.count && !isCharacter(tokens.id[end]) && (tables.classes[tokens.id[end]] & ENDS_PREDICATE) === 0)
    return false
  const start = matches.from[CUES][denial]
  const before = firstAtOrAfter(mentions.anchorFrom, mentions.count, start) - 1
  if (before < 0 || start - mentions.anchorTo[before] > GAP) return false
  for (let token = mentions.anchorTo[before] + 1; token < start; token++)
    if (isCharacter(tokens.id[token]) && tokens.id[token] !== COMMA) return false
  return true
}

/**
 * The cue of denial with nothing but adjectives between it and a token, or -1; words that compare are passed over.
 * `mention`: the last before the token, which is denied itself ("removal of *the tube* without recurrence of the
 * effusion").
 */
function denialBefore(
  { matches, tokens, mentions }: Scratch,
  tables: Tables,
  last: number,
  start: number,
  mention: number,
): number {
  const held = mention < 0 ? -1 : mentions.anchorFrom[mention]
  let end = start
  for (let cue = last; cue >= 0; cue--) {
    const rule = matches.rule[CUES][cue]
    const to = matches.to[CUES][cue]
    if (start - to > GAP + 1 || held > to) return -1
    for (let token = to + 1; token < end; token++) {
      const what = tokens.id[token]
      if (isCharacter(what) || (tables.classes[what] & ENDS_PHRASE) !== 0) return -1
    }
    if (tables.existenceOf[rule] >= IMPROBABLE && tables.directionOf[rule] === FORWARD) return cue
    if (tables.existenceOf[rule] !== 0 || tables.changeOf[rule] !== 0 || tables.endsOf[rule] !== 0) return -1
    end = matches.from[CUES][cue]
  }
  return -1
}

/** Whether a mention is the object that begins at a token: "… of *the small left effusion*". */
function hasObject({ mentions, tokens }: Scratch, tables: Tables, from: number, mention: number): boolean {
  if (mention >= mentions.count) return false
  const rule = mentions.rule[mention]
  if (tables.isNormalOf[rule] === 1 || tables.isTechniqueOf[rule] === 1) return false
  const anchor = mentions.anchorFrom[mention]
  if (anchor - from > OBJECT_GAP) return false
  for (let token = from; token < anchor; token++) {
    const what = tokens.id[token]
    if (isCharacter(what) || (tables.classes[what] & ENDS_OBJECT) !== 0) return false
  }
  return true
}
