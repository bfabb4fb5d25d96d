// Whose predicate the words behind a finding are: its own, or that of a tip, a size, a structure or a clause between.
import { CUES } from '../../ruleset.ts'
import { BACKWARD, ENDS_EXISTENCE, IMPROBABLE, KNOWN, PROBABLE } from '../columns/codes.ts'
import type { Scratch } from '../columns/scratch.ts'
import type { Tables } from '../columns/tables.ts'
import {
  ADDED,
  AND,
  COLON,
  COMMA,
  DEFINITE,
  DETERMINER,
  END,
  EXAMINATION,
  FILLER,
  MEASURE,
  OR,
  PREPOSITION,
  SINGLE,
  VERB,
  WITH,
} from '../columns/words.ts'
import { isDevice } from './devices.ts'
import { isHedge, isStranger } from './scope.ts'
import { isOf, isOfChest } from './standing.ts'

/** How far the clause before an "and" is followed to its verb. */
const CLAUSE_REACH = 40

/** Before an article, what makes its noun a part of what stands before, or an item of a list. */
const JOINED = PREPOSITION | AND | OR | WITH
/** Words between "tip" and the tube it is the tip of. */
const END_GAP = 6

/** The first token that the words of a cue can speak of: behind an exception, a structure or a clause of their own. */
export function subjectFrom(scratch: Scratch, tables: Tables, cue: number, from: number): number {
  const rule = scratch.matches.rule[CUES][cue]
  const start = scratch.matches.from[CUES][cue]
  const floor = Math.max(
    exceptionEnd(scratch, tables, cue, from),
    ownSubject(scratch, start) + 1,
    tables.leansOf[rule] === 0 ? 0 : chestBefore(scratch, tables, start, from),
  )
  if (tables.directionOf[rule] !== BACKWARD || !isHedge(tables.existenceOf[rule])) return floor
  return ownClause(scratch, tables, start, floor)
}

/** "The tube reaches the stomach with its *tip* excluded": said of the tip. */
export function endsBefore({ tokens }: Scratch, tables: Tables, start: number, from: number): boolean {
  let token = start - 1
  while (token >= from && (tables.classes[tokens.id[token]] & (VERB | FILLER)) !== 0) token--
  return token >= from && (tables.classes[tokens.id[token]] & END) !== 0
}

/**
 * "The *tip of* the left subclavian line is not seen": the line is. "The *size of* the effusion is uncertain": it is
 * there.
 */
export function isEndOf(scratch: Scratch, tables: Tables, anchor: number, from: number, words: number): boolean {
  const { id } = scratch.tokens
  for (let token = anchor - 1; token >= from && token >= anchor - END_GAP; token--) {
    const bits = tables.classes[id[token]]
    if ((bits & words) !== 0) return true
    if ((bits & (FILLER | DETERMINER)) === 0 && scratch.modifierAt[token] === 0) return false
  }
  return false
}

/** Whether an article opens the subject behind a phrase: nothing joins it to what stands before but the first comma. */
export function beginsSubject({ tokens }: Scratch, { classes }: Tables, article: number, from: number): boolean {
  const before = tokens.id[article - 1]
  if (before !== COMMA) return (classes[before] & JOINED) === 0
  for (let token = article - 2; token >= from; token--) if (tokens.id[token] === COMMA) return false
  return true
}

/** "*Aside from the new tube,* no change": what a sentence excepts first is not what has not changed. */
function exceptionEnd(scratch: Scratch, tables: Tables, cue: number, from: number): number {
  const { matches, cueAt, tokens } = scratch
  const first = cueAt[from] - 1
  if (first < 0 || first === cue || tables.endsOf[matches.rule[CUES][first]] === 0) return from
  if (tables.leansOf[matches.rule[CUES][cue]] === 0 || tokens.id[matches.to[CUES][cue] + 1] === COMMA) return from
  return frontEnd(scratch, tables, from, matches.from[CUES][cue])
}

/**
 * Behind the phrase a sentence opens with ("*aside from the new tube,* no change"), which a comma or "there is" ends;
 * or `from`.
 */
export function frontEnd({ tokens }: Scratch, { classes }: Tables, from: number, start: number): number {
  let end = from
  for (let token = from; token < start; token++) {
    const bits = classes[tokens.id[token]]
    if ((bits & VERB) !== 0) break
    if (tokens.id[token] === COMMA) end = token + 1
    else if ((bits & DETERMINER) !== 0 && (bits & EXAMINATION) !== 0) return token
  }
  return end
}

/**
 * Last token of the structure that the cue's own words describe, or -1: in "edema, the heart is *within normal limits*"
 * they say nothing of the edema.
 */
function ownSubject(scratch: Scratch, start: number): number {
  const { mentions } = scratch
  let last = -1
  for (let at = scratch.mentionAt[start] - 1; at >= 0 && at < mentions.count; at++) {
    if (mentions.anchorFrom[at] !== start) break
    last = Math.max(last, mentions.anatomyTo[at])
  }
  return last
}

/** Where the chest that words are said of has a comma before it ("small effusion, *the chest is* stable"), or 0. */
export function chestBefore(scratch: Scratch, tables: Tables, start: number, from: number): number {
  let token = start - 1
  while (token > from && isOf(scratch, tables, token, VERB | FILLER)) token--
  if (token <= from || !isOfChest(scratch, tables, token)) return 0
  while (token > from && (isOfChest(scratch, tables, token) || isOf(scratch, tables, token, DETERMINER))) token--
  return scratch.tokens.id[token] === COMMA ? token : 0
}

/**
 * Where a clause begins whose subject no rule knows, and the words at `start` are said of: "left effusion, *the heart*
 * is not well seen"; `floor` where there is none. In "effusion, on this supine view, cannot be assessed" a comma stands
 * before them.
 */
function ownClause(scratch: Scratch, tables: Tables, start: number, floor: number): number {
  const { tokens, mentionEnd, cueEnd } = scratch
  let isNamed = false
  let isVerb = true
  for (let token = start - 1; token >= floor; token--) {
    const what = tokens.id[token]
    const bits = tables.classes[what]
    if (what === COMMA || what === COLON) return isNamed ? token + 1 : floor
    // "Pneumothorax *size* is uncertain".
    if (mentionEnd[token] !== 0 && (tables.classes[tokens.id[token + 1]] & MEASURE) !== 0) return token + 1
    if (mentionEnd[token] !== 0 || cueEnd[token] !== 0) return floor
    if ((bits & VERB) !== 0) {
      if (!isVerb) return floor
      continue
    }
    isVerb = false
    if ((bits & (PREPOSITION | WITH)) !== 0) isNamed = false
    else if ((bits & (DEFINITE | MEASURE)) !== 0 || isStranger(scratch, tables, token)) isNamed = true
  }
  return floor
}

/** Whether what stands behind an "and" or "with" has a predicate for itself. */
export function isOfNextAlone(
  scratch: Scratch,
  tables: Tables,
  cue: number,
  link: number,
  nearest: number,
  from: number,
): boolean {
  const { matches, mentions, tokens } = scratch
  const { classes } = tables
  const end = matches.to[CUES][cue]
  const existence = tables.existenceOf[matches.rule[CUES][cue]]
  const hedges = existence >= PROBABLE && existence <= IMPROBABLE
  const isAnd = (classes[tokens.id[link]] & AND) !== 0
  let verbs = 0
  for (let token = mentions.anchorTo[nearest] + 1; token <= end; token++) verbs |= classes[tokens.id[token]]
  if (hedges) {
    // "Atelectasis and *a superimposed* pneumonia cannot be excluded".
    const next = link + ((classes[tokens.id[link + 1]] & DETERMINER) !== 0 ? 2 : 1)
    if ((classes[tokens.id[next]] & ADDED) !== 0) return true
    // "Opacities *with* infection not excluded", but "opacities with infection cannot be excluded".
    if (!isAnd) return (verbs & VERB) === 0
  } else if (!isAnd) return false
  // "Atelectasis at the bases*, and* early pneumonia cannot be excluded": two subjects of one verb have no comma
  // between.
  if (tokens.id[link - 1] === COMMA && (hedges || (verbs & SINGLE) !== 0) && !isListed(scratch, tables, link - 1, from))
    return true
  const parts = existence >= IMPROBABLE || (hedges && (verbs & VERB) !== 0)
  return hasOwnSubject(scratch, tables, link, nearest, from, parts)
}

/** Whether a comma before "and" is one of a list's: "atelectasis, effusion*, and* pneumonia". */
function isListed(scratch: Scratch, tables: Tables, comma: number, from: number): boolean {
  const { matches, mentions, tokens, cueEnd, mentionEnd } = scratch
  let isOpen = false
  for (let token = comma - 1; token >= from && comma - token <= CLAUSE_REACH; token--) {
    if (mentionEnd[token] !== 0) {
      if (isOpen) return true
      token = mentions.anchorFrom[mentionEnd[token] - 1]
      continue
    }
    const cue = cueEnd[token] - 1
    if (cue >= 0 && (tables.existenceOf[matches.rule[CUES][cue]] | tables.endsOf[matches.rule[CUES][cue]]) !== 0)
      return false
    const what = tokens.id[token]
    if ((tables.classes[what] & VERB) !== 0 || what === COLON) return false
    if (what === COMMA) isOpen = true
  }
  return false
}

/**
 * "There is a small effusion *and the edema* has resolved", "small effusion *and the edema* has resolved": a subject
 * with its own article has the predicate for itself where a clause, or a noun phrase without an article, stands before.
 * But "*the* effusion and the edema have resolved", "ET tube and the NG tube have been removed" are lists.
 */
function hasOwnSubject(
  scratch: Scratch,
  tables: Tables,
  and: number,
  nearest: number,
  from: number,
  isDenial: boolean,
): boolean {
  const { matches, mentions, tokens } = scratch
  const isDetermined = (tables.classes[tokens.id[and + 1]] & DEFINITE) !== 0
  const isTube = isDevice(scratch, tables, nearest)
  let other = -1
  for (let token = and - 1; token >= from && token >= and - CLAUSE_REACH; token--) {
    const inner = scratch.cueEnd[token] - 1
    if (inner >= 0) {
      const rule = matches.rule[CUES][inner]
      const first = matches.from[CUES][inner]
      // "*There is* an effusion and pneumothorax has resolved": what exists cannot be the subject of a denial as well.
      if ((tables.endsOf[rule] & ENDS_EXISTENCE) !== 0) {
        return isDetermined || (isDenial && (tables.classes[tokens.id[first]] & DETERMINER) !== 0)
      }
      if (tables.changeOf[rule] === KNOWN) return false
      token = first
      continue
    }
    const bits = tables.classes[tokens.id[token]]
    // Not the article of a place: "opacity at *the* left base and the pneumothorax has resolved".
    if ((bits & DEFINITE) !== 0 && (token === from || (tables.classes[tokens.id[token - 1]] & PREPOSITION) === 0)) {
      return false
    }
    if ((bits & VERB) !== 0) return isDetermined
    if (other < 0 && scratch.mentionEnd[token] !== 0) {
      other = scratch.mentionEnd[token] - 1
      token = mentions.anchorFrom[other]
    }
  }
  if (other < 0) return false
  // "Pneumothorax and chest tube has been removed": a finding and a device seldom go by one verb.
  return isDevice(scratch, tables, other) === isTube ? isDetermined && !isTube : isDetermined || (isTube && isDenial)
}
