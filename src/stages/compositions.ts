// Anatomy and state → mentions: "the heart is mildly enlarged", "blunting of the left costophrenic angle".
import { ANATOMY, DEID, FINDINGS, ITEM_START, STATES } from '../ruleset.ts'
import { isSaidOfFilm } from './alone.ts'
import { ONLY_ALONE, ONLY_ITEM, ONLY_NEAR } from './codes.ts'
import { addMention, type Scratch } from './scratch.ts'
import type { Tables } from './tables.ts'
import { DEVICE } from './traits.ts'
import {
  AND,
  COLON,
  COMMA,
  DASH,
  DETERMINER,
  FILLER,
  isCharacter,
  NEGATOR,
  OR,
  PREPOSITION,
  RELATIVE,
  SLASH,
  VERB,
  WITH,
} from './words.ts'

const LINK = FILLER | DETERMINER | PREPOSITION
const LIST = AND | OR | FILLER | DETERMINER
/** Words a predicate may stand from its subject: "the heart, as seen on this single view, is enlarged". */
const FAR = 16
/** Structures one predicate is said of: "the heart, lungs, pleura, bones and upper abdomen are normal". */
const MOST_SUBJECTS = 6
/** Words an attribute may stand from its noun: "blunting of the right lateral costophrenic angle". */
const NEAR = 7

/** Positions of one layer's matches within the current sentence. */
export interface Window {
  from: number
  to: number
}

/** Adds the mentions that one state makes with the anatomy around it. */
export function compose(
  scratch: Scratch,
  tables: Tables,
  sentence: number,
  state: number,
  anatomy: Window,
  findings: Window,
): void {
  const { matches, tokens, sentences } = scratch
  const stateFrom = matches.from[STATES][state]
  const stateTo = matches.to[STATES][state]
  if (stateTo >= sentences.to[sentence] || isInsideFinding(scratch, findings, stateFrom, stateTo, tables, false)) return
  const code = tables.stateOf[matches.rule[STATES][state]]
  const sentenceFrom = sentences.from[sentence]
  // A verb, a colon or the structure itself right before the state makes it a predicate; otherwise it is an attribute.
  const left = lastBefore(matches.from[ANATOMY], anatomy, stateFrom)
  const leftTo = left < 0 ? -1 : matches.to[ANATOMY][left]
  if (tables.onlyOf[matches.rule[STATES][state]] === ONLY_NEAR && !isNextTo(scratch, left, leftTo, stateFrom)) return
  let before = stateFrom - 1
  while (before > leftTo && before >= sentenceFrom) {
    const bits = tables.classes[tokens.id[before]]
    // "The heart is stable *and normal*": the second of two predicates has the subject of the first.
    const joins = (bits & AND) !== 0 && before - 1 > leftTo && isStateToken(scratch, before - 1)
    if ((bits & (FILLER | NEGATOR)) === 0 && !joins && !isStateToken(scratch, before)) break
    before--
  }
  const afterVerb =
    before >= sentenceFrom && ((tables.classes[tokens.id[before]] & VERB) !== 0 || tokens.id[before] === COLON)
  const touchesLeft =
    left >= 0 && (leftTo === before || (leftTo === before - 1 && isItemMark(scratch, before, left, stateTo, anatomy)))
  // "… show normal size *of* the cardiac silhouette": what the state is of decides, whatever stands before the verb.
  const isOf = isOfWord(tables, tokens.id[stateTo + 1])
  // "CXR: *clear lungs*, normal heart": right before its own noun, a state behind a colon is that noun's.
  const isNouns = tokens.id[before] === COLON && touchesNoun(scratch, tables, stateTo, anatomy)
  if ((isOf || isNouns) && attribute(scratch, tables, sentence, state, code, anatomy, findings)) return
  if (afterVerb || touchesLeft) {
    if (predicate(scratch, tables, sentence, state, code, left, anatomy, findings)) return
    attribute(scratch, tables, sentence, state, code, anatomy, findings)
  } else if (!attribute(scratch, tables, sentence, state, code, anatomy, findings)) {
    predicate(scratch, tables, sentence, state, code, left, anatomy, findings)
  }
}

/** Whether a state stands right behind a structure, or behind its colon or dash: "bones *NAD*", "heart: *NAD*". */
function isNextTo({ tokens }: Scratch, left: number, leftTo: number, stateFrom: number): boolean {
  const between = stateFrom - leftTo - 1
  const mark = tokens.id[stateFrom - 1]
  return left >= 0 && (between === 0 || (between === 1 && (mark === COLON || mark === DASH)))
}

/** Whether a structure with no predicate of its own stands right behind a state: "clear *lungs*", but not "clear heart: normal". */
function touchesNoun(scratch: Scratch, tables: Tables, stateTo: number, anatomy: Window): boolean {
  const at = firstAfter(scratch.matches.from[ANATOMY], anatomy, stateTo)
  const { from, to } = scratch.matches
  return at >= 0 && from[ANATOMY][at] === stateTo + 1 && !hasOwnPredicate(scratch, tables, to[ANATOMY][at])
}

/**
 * Whether a dash parts the name of a template's item from its answer, with another item behind it: "Heart - normal size
 * Pleura - clear", but not "normal heart - normal lungs - normal bones".
 */
function isItemMark(scratch: Scratch, mark: number, left: number, stateTo: number, anatomy: Window): boolean {
  const { tokens, matches } = scratch
  if (tokens.id[mark] !== DASH) return false
  if ((tokens.flags[matches.from[ANATOMY][left]] & ITEM_START) !== 0) return true
  const next = firstAfter(matches.from[ANATOMY], anatomy, stateTo)
  if (next < 0 || tokens.id[matches.to[ANATOMY][next] + 1] !== DASH) return false
  const before = matches.from[ANATOMY][left] - 2
  return before < 0 || tokens.id[before] === DASH || !isStateToken(scratch, before + 1)
}

/** "The heart and mediastinum are normal": the nearest structure before the state, and those listed with it. */
function predicate(
  scratch: Scratch,
  tables: Tables,
  sentence: number,
  state: number,
  code: number,
  left: number,
  anatomy: Window,
  findings: Window,
): boolean {
  const { matches } = scratch
  const stateFrom = matches.from[STATES][state]
  let at = left
  let made = false
  for (let tries = 0; at >= anatomy.from && tries < MOST_SUBJECTS; at--, tries++) {
    const from = matches.from[ANATOMY][at]
    const to = matches.to[ANATOMY][at]
    if (stateFrom - to > FAR) break
    if (isInsideFinding(scratch, findings, from, to, tables, true)) continue
    if (
      tables.anatomyOf[matches.rule[ANATOMY][at]] === tables.wholeChest &&
      !isSaidOfFilm(scratch, tables, to, stateFrom)
    )
      break
    const rule = compositionOf(tables, matches.rule[ANATOMY][at], code)
    const only = rule < 0 ? 0 : tables.onlyOf[rule]
    const isApart =
      (only === ONLY_NEAR && (to + 1 !== stateFrom || isPlace(scratch, tables, from, findings))) ||
      (only === ONLY_ITEM && (at !== left || scratch.tokens.id[to + 1] !== COLON))
    if (rule < 0 || isApart) {
      // The nearest structure of the state's own clause decides; a farther one is another statement's subject.
      if (made) break
      if (rule < 0 && hasOwnClause(scratch, tables, from, to, stateFrom)) break
      continue
    }
    addComposed(scratch, rule, sentence, state, at)
    made = true
    if (at === anatomy.from || !isList(scratch, tables, matches.to[ANATOMY][at - 1] + 1, from)) break
  }
  return made
}

/** "Heart unchanged, *the PICC is unchanged*": behind a comma after another state, the state is this structure's. */
function hasOwnClause(scratch: Scratch, tables: Tables, from: number, to: number, stateFrom: number): boolean {
  const { tokens, modifierEnd } = scratch
  for (let token = to + 1; token < stateFrom; token++)
    if ((tables.classes[tokens.id[token]] & (VERB | FILLER)) === 0) return false
  let comma = from - 1
  while (comma > 0 && ((tables.classes[tokens.id[comma]] & DETERMINER) !== 0 || modifierEnd[comma] !== 0)) comma--
  return comma > 0 && tokens.id[comma] === COMMA && isStateToken(scratch, comma - 1)
}

/** "The infiltrate described *at the left base* has cleared": what a finding stands at is no subject. */
function isPlace({ matches, tokens, modifierEnd }: Scratch, tables: Tables, from: number, findings: Window): boolean {
  if (findings.to === findings.from || matches.from[FINDINGS][findings.from] >= from) return false
  let token = from - 1
  while (token > 0 && (modifierEnd[token] !== 0 || (tables.classes[tokens.id[token]] & DETERMINER) !== 0)) token--
  return (tables.classes[tokens.id[token]] & PREPOSITION) !== 0
}

/** "Blunting of the left costophrenic angle", "normal heart and lungs": the structure that follows, and its list. */
function attribute(
  scratch: Scratch,
  tables: Tables,
  sentence: number,
  state: number,
  code: number,
  anatomy: Window,
  findings: Window,
): boolean {
  const { matches, tokens } = scratch
  const stateTo = matches.to[STATES][state]
  let at = firstAfter(matches.from[ANATOMY], anatomy, stateTo)
  if (at < 0 || matches.from[ANATOMY][at] - stateTo > NEAR) return false
  const isOf = isOfWord(tables, tokens.id[stateTo + 1])
  // "The effusion *has cleared* in the left lung": a verb has its subject before it.
  const isNoun = (tables.classes[tokens.id[matches.from[STATES][state]]] & VERB) === 0
  for (let token = stateTo + 1; token < matches.from[ANATOMY][at]; token++) {
    const bits = tables.classes[tokens.id[token]]
    const isPart = (bits & (LINK | AND)) !== 0 || scratch.modifierAt[token] !== 0 || scratch.modifierEnd[token] !== 0
    // "Not enlarged and *the* mediastinum …": an article after "and" begins another statement.
    const begins = !isOf && (bits & AND) !== 0 && (tables.classes[tokens.id[token + 1]] & DETERMINER) !== 0
    if (
      begins ||
      (bits & (VERB | RELATIVE | WITH)) !== 0 ||
      (!isPart && !isStateToken(scratch, token) && isCharacter(tokens.id[token]))
    )
      return false
    if (!isPart && !isOf && !isStateToken(scratch, token) && token - stateTo > 3) return false
  }
  let made = false
  for (; at < anatomy.to; at++) {
    const from = matches.from[ANATOMY][at]
    const to = matches.to[ANATOMY][at]
    if (
      made &&
      (!isList(scratch, tables, matches.to[ANATOMY][at - 1] + 1, from) || hasOwnPredicate(scratch, tables, to))
    )
      break
    if (to >= scratch.sentences.to[sentence] || isInsideFinding(scratch, findings, from, to, tables, true)) break
    const rule = compositionOf(tables, matches.rule[ANATOMY][at], code)
    if (rule < 0 || tables.onlyOf[rule] === ONLY_ITEM) break
    if (tables.onlyOf[rule] === ONLY_NEAR && !(isOf && isNoun)) break
    addComposed(scratch, rule, sentence, state, at)
    made = true
  }
  return made
}

/** Adds the mention that a state makes with a structure. */
function addComposed({ matches, mentions }: Scratch, rule: number, sentence: number, state: number, at: number): void {
  const from = matches.from[ANATOMY][at]
  const to = matches.to[ANATOMY][at]
  const stateFrom = matches.from[STATES][state]
  const stateTo = matches.to[STATES][state]
  addMention(mentions, rule, sentence, Math.min(from, stateFrom), Math.max(to, stateTo), stateFrom, stateTo, from, to)
}

/** "Enlargement *of* the heart", but not "fractured *near* the clavicle": of, in, at, within, along; not a place beside. */
function isOfWord(tables: Tables, what: number): boolean {
  return (tables.classes[what] & PREPOSITION) !== 0 && (tables.classes[what] & FILLER) !== 0
}

function compositionOf(tables: Tables, anatomyRule: number, state: number): number {
  const rule = tables.composition[tables.anatomyOf[anatomyRule] * tables.ruleset.stateCount + state]
  return rule >= 0 && tables.onlyOf[rule] === ONLY_ALONE ? -1 : rule
}

/** Whether the tokens from…to (exclusive) only join the items of a list. */
function isList(scratch: Scratch, tables: Tables, from: number, to: number): boolean {
  const { id } = scratch.tokens
  if (to - from > 5) return false
  for (let token = from; token < to; token++) {
    const what = id[token]
    const joins = what === COMMA || what === SLASH || what === DEID
    if ((tables.classes[what] & LIST) === 0 && !joins && scratch.modifierAt[token] === 0) return false
  }
  return true
}

/** Whether the words after a structure say something else of it: "normal heart, lungs *clear*". */
function hasOwnPredicate(scratch: Scratch, tables: Tables, to: number): boolean {
  const { id, count } = scratch.tokens
  for (let token = to + 1; token < count && token <= to + 3; token++) {
    if ((tables.classes[id[token]] & VERB) !== 0 || id[token] === COLON || isStateToken(scratch, token)) return true
    if ((tables.classes[id[token]] & FILLER) === 0) return false
  }
  return false
}

function isStateToken(scratch: Scratch, token: number): boolean {
  const starts = scratch.matches.from[STATES]
  let low = 0
  let high = scratch.matches.count[STATES] - 1
  while (low <= high) {
    const middle = (low + high) >> 1
    if (starts[middle] > token) high = middle - 1
    else if (scratch.matches.to[STATES][middle] < token) low = middle + 1
    else return true
  }
  return false
}

/** Whether from…to lies inside a longer finding phrase; a device's name still counts as a structure that can break. */
function isInsideFinding(
  scratch: Scratch,
  findings: Window,
  from: number,
  to: number,
  tables: Tables,
  devicesCount: boolean,
): boolean {
  const { matches } = scratch
  for (let at = findings.from; at < findings.to; at++) {
    const start = matches.from[FINDINGS][at]
    if (start > from) return false
    const end = matches.to[FINDINGS][at]
    if (end < to || (start === from && end === to)) continue
    return !(devicesCount && end === to && (tables.traits[tables.conceptOf[matches.rule[FINDINGS][at]]] & DEVICE) !== 0)
  }
  return false
}

function lastBefore(starts: Int32Array, window: Window, token: number): number {
  let at = window.to - 1
  while (at >= window.from && starts[at] >= token) at--
  return at >= window.from ? at : -1
}

function firstAfter(starts: Int32Array, window: Window, token: number): number {
  let at = window.from
  while (at < window.to && starts[at] <= token) at++
  return at < window.to ? at : -1
}
