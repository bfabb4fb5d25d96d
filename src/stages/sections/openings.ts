// Where the report begins behind a request, with no heading of its own but an impression to come: "Comparison: None.
// *The lungs are clear.* IMPRESSION: …". The first sentence is the heading's; a later one opens the report where it
// tells what is seen.
import type { HeadingRule } from '../../rule.ts'
import { ANATOMY, CUES, FINDINGS, MODIFIERS, PARAGRAPH_START, STATES } from '../../ruleset.ts'
import { BETWEEN, HYPOTHETICAL, IMPROBABLE, KNOWN, PAST, POSSIBLE, PROBABLE } from '../columns/codes.ts'
import { NARROWS, PLACED, RICH, SHOWS, SIDED } from '../columns/extras.ts'
import type { Scratch } from '../columns/scratch.ts'
import { firstAtOrAfter } from '../columns/search.ts'
import type { Tables } from '../columns/tables.ts'
import { DETERMINER, DOT, EXAMINATION, FILLER, PAST_VERB, QUESTION, VERB } from '../columns/words.ts'
import { isStateToken } from '../grammar/structures.ts'

/**
 * What a sentence under a heading tells: of the patient, perhaps of the film (a noun with its size or place), of the
 * film.
 */
const OF_PATIENT = 0
export const OF_EITHER = 1
export const OF_FILM = 2

/** What the sentence at `from` tells; it ends before `limit` at the latest. */
export function tellsOf(scratch: Scratch, tables: Tables, rule: HeadingRule, from: number, limit: number): number {
  const { tokens, matches } = scratch
  const { classes } = tables
  let to = from + 1
  let verb = (classes[tokens.id[from]] & VERB) !== 0 ? from : -1
  for (; to < limit && tokens.id[to] !== DOT && tokens.id[to] !== QUESTION; to++) {
    if ((tokens.flags[to] & PARAGRAPH_START) !== 0) break
    if (verb < 0 && (classes[tokens.id[to]] & VERB) !== 0) verb = to
  }
  if (verb >= 0 && (classes[tokens.id[verb]] & PAST_VERB) !== 0) return OF_PATIENT
  const isMade = rule.technique || rule.isPrior
  if (isOfThen(scratch, tables, from, to, isMade)) return OF_PATIENT
  const found = firstFinding(scratch, tables, from, to)
  const state = firstAtOrAfter(matches.from[STATES], matches.count[STATES], from)
  const hasState = state < matches.count[STATES] && matches.from[STATES][state] < to
  const structure = firstAtOrAfter(matches.from[ANATOMY], matches.count[ANATOMY], from)
  const structureTo =
    structure < matches.count[ANATOMY] && matches.from[ANATOMY][structure] < to ? matches.to[ANATOMY][structure] : -1
  // "Portable AP radiograph.": how the film was made stands before what it shows.
  if (found < 0 && (!hasState || structureTo < 0))
    return !isMade && verb < 0 && isNamed(scratch, tables, from) ? OF_FILM : OF_PATIENT
  // How the film was made, and what it is compared with, is told in one sentence.
  if (isMade) return OF_FILM
  if (verb >= 0) {
    // "*There* is an effusion", "the *heart* is normal", "*lungs* show an opacity", "an *effusion* is seen"; not "she
    // has pneumonia".
    const bits = classes[tokens.id[from]]
    if (verb === from + 1 && (bits & DETERMINER) !== 0 && (bits & EXAMINATION) !== 0) return OF_FILM
    if (found >= 0 && found < verb) return OF_FILM
    if (structureTo >= 0 && structureTo < verb && (hasState || structureTo === verb - 1)) return OF_FILM
  }
  if (found >= 0 && denies(scratch, tables, from)) return OF_FILM
  if (structureTo >= 0 && isStateBehind(scratch, tables, structureTo + 1)) return OF_FILM
  if (hasState && matches.from[STATES][state] === from && saysNormal(scratch, tables, state, structure)) return OF_FILM
  return hasLook(scratch, tables, from, to) ? OF_EITHER : OF_PATIENT
}

/**
 * Whether a sentence tells of another time, asks, or doubts: "known effusion on the CT", "there is concern for
 * pneumonia".
 */
function isOfThen({ matches }: Scratch, tables: Tables, from: number, to: number, isMade: boolean): boolean {
  const count = matches.count[CUES]
  for (let cue = firstAtOrAfter(matches.from[CUES], count, from); cue < count && matches.from[CUES][cue] < to; cue++) {
    const rule = matches.rule[CUES][cue]
    const time = tables.timeOf[rule]
    if (time === PAST || time === HYPOTHETICAL) return true
    if (isMade) continue
    const existence = tables.existenceOf[rule]
    // "Or" casts no doubt on what is denied: "no effusion or pneumothorax".
    if (tables.directionOf[rule] === BETWEEN) continue
    if (existence === PROBABLE || existence === POSSIBLE || tables.changeOf[rule] === KNOWN) return true
  }
  return false
}

/** First token of the first finding that tells nothing of how the film was made, or -1. */
function firstFinding({ matches }: Scratch, tables: Tables, from: number, to: number): number {
  const count = matches.count[FINDINGS]
  let at = firstAtOrAfter(matches.from[FINDINGS], count, from)
  while (at < count && tables.isTechniqueOf[matches.rule[FINDINGS][at]] === 1) at++
  return at < count && matches.from[FINDINGS][at] < to ? matches.from[FINDINGS][at] : -1
}

/** Whether a sentence begins with a denial: "*No* pneumothorax." */
function denies({ matches }: Scratch, tables: Tables, from: number): boolean {
  const cue = firstAtOrAfter(matches.from[CUES], matches.count[CUES], from)
  return (
    cue < matches.count[CUES] &&
    matches.from[CUES][cue] === from &&
    tables.existenceOf[matches.rule[CUES][cue]] >= IMPROBABLE
  )
}

/** "Lungs *clear*", "heart size *normal*", "heart mildly *enlarged*". */
function isStateBehind(scratch: Scratch, { classes }: Tables, token: number): boolean {
  const { id } = scratch.tokens
  return isStateToken(scratch, token) || ((classes[id[token]] & FILLER) !== 0 && isStateToken(scratch, token + 1))
}

/** Whether a sentence begins with a word of technique: "*Portable* chest radiograph." */
function isNamed({ matches }: Scratch, { isTechniqueOf }: Tables, from: number): boolean {
  const at = firstAtOrAfter(matches.from[FINDINGS], matches.count[FINDINGS], from)
  return (
    at < matches.count[FINDINGS] &&
    matches.from[FINDINGS][at] === from &&
    isTechniqueOf[matches.rule[FINDINGS][at]] === 1
  )
}

/** Whether a state before its structure is normal: "*clear* lungs", "*normal* heart size", but not "enlarged heart". */
function saysNormal({ matches }: Scratch, tables: Tables, state: number, structure: number): boolean {
  if (matches.from[ANATOMY][structure] !== matches.to[STATES][state] + 1) return false
  const key = tables.anatomyOf[matches.rule[ANATOMY][structure]] * tables.ruleset.stateCount
  const rule = tables.composition[key + tables.stateOf[matches.rule[STATES][state]]]
  return rule >= 0 && (tables.isNormalOf[rule] === 1 || tables.baseOf[rule] >= IMPROBABLE)
}

/**
 * Whether a noun phrase opens with a finding, or what is seen of it, and has a place or size: "*mild bibasilar*
 * scarring", "right *basal* opacity", but not "known effusion", nor with its side alone "right lung cancer".
 */
function hasLook(scratch: Scratch, tables: Tables, from: number, to: number): boolean {
  const { matches, modifierAt } = scratch
  if (modifierAt[from] === 0 && firstFinding(scratch, tables, from, from + 1) < 0) return false
  const count = matches.count[MODIFIERS]
  let all = 0
  let at = firstAtOrAfter(matches.from[MODIFIERS], count, from)
  for (; at < count && matches.from[MODIFIERS][at] < to; at++) {
    const bits = tables.extraOf[matches.rule[MODIFIERS][at]]
    if ((bits & (PLACED | SHOWS)) !== 0 && (bits & (SIDED | RICH)) !== SIDED) return true
    all |= bits
  }
  return (all & SIDED) !== 0 && (all & NARROWS) !== 0
}
