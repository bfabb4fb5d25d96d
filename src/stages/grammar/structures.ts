// Of which structure a state is said, as the words around the two tell: what parts them, what joins the items of a
// list, which of them stands inside a finding's own words.
import { ANATOMY, DEID, FINDINGS, ITEM_START, MODIFIERS, STATES } from '../../ruleset.ts'
import type { Scratch } from '../columns/scratch.ts'
import type { Tables } from '../columns/tables.ts'
import { DEVICE } from '../columns/traits.ts'
import {
  AND,
  COLON,
  COMMA,
  DASH,
  DETERMINER,
  EXAMINATION,
  FILLER,
  GENITIVE,
  LOCATIVE,
  MEASURE,
  OR,
  PREPOSITION,
  SLASH,
  VERB,
  WITH,
} from '../columns/words.ts'
import { isStranger } from './scope.ts'

const LIST = AND | OR | FILLER | DETERMINER
/** Words between an attribute and its noun: "large amount of left pleural *effusion*". */
const NOUN_GAP = 7

/** Positions of one layer's matches within the current sentence. */
export interface Window {
  from: number
  to: number
}

/** Whether a state stands right behind a structure, or behind its colon or dash: "bones *NAD*", "heart: *NAD*". */
export function isNextTo({ tokens }: Scratch, left: number, leftTo: number, stateFrom: number): boolean {
  const between = stateFrom - leftTo - 1
  const mark = tokens.id[stateFrom - 1]
  return left >= 0 && (between === 0 || (between === 1 && (mark === COLON || mark === DASH)))
}

/**
 * Whether a structure with no predicate of its own stands right behind a state: "clear *lungs*", but not "clear heart:
 * normal".
 */
export function touchesNoun(scratch: Scratch, tables: Tables, stateTo: number, anatomy: Window): boolean {
  const at = firstAfter(scratch.matches.from[ANATOMY], anatomy, stateTo)
  const { from, to } = scratch.matches
  return at >= 0 && from[ANATOMY][at] === stateTo + 1 && !hasOwnPredicate(scratch, tables, to[ANATOMY][at])
}

/** Whether the structure named next after a state is the subject of a verb right behind it. */
export function hasNextVerb({ matches, tokens }: Scratch, tables: Tables, stateTo: number, anatomy: Window): boolean {
  const at = firstAfter(matches.from[ANATOMY], anatomy, stateTo)
  return at >= 0 && (tables.classes[tokens.id[matches.to[ANATOMY][at] + 1]] & VERB) !== 0
}

/**
 * Whether a dash parts the name of a template's item from its answer, with another item behind it: "Heart - normal size
 * Pleura - clear", but not "normal heart - normal lungs - normal bones".
 */
export function isItemMark(scratch: Scratch, mark: number, left: number, stateTo: number, anatomy: Window): boolean {
  const { tokens, matches } = scratch
  if (tokens.id[mark] !== DASH) return false
  if ((tokens.flags[matches.from[ANATOMY][left]] & ITEM_START) !== 0) return true
  const next = firstAfter(matches.from[ANATOMY], anatomy, stateTo)
  if (next < 0 || tokens.id[matches.to[ANATOMY][next] + 1] !== DASH) return false
  const before = matches.from[ANATOMY][left] - 2
  return before < 0 || tokens.id[before] === DASH || !isStateToken(scratch, before + 1)
}

/** "Heart unchanged, *the PICC is unchanged*": behind a comma after another state, the state is this structure's. */
export function hasOwnClause(scratch: Scratch, tables: Tables, from: number, to: number, stateFrom: number): boolean {
  const { tokens, modifierEnd } = scratch
  for (let token = to + 1; token < stateFrom; token++)
    if ((tables.classes[tokens.id[token]] & (VERB | FILLER)) === 0) return false
  let comma = from - 1
  while (comma > 0 && ((tables.classes[tokens.id[comma]] & DETERMINER) !== 0 || modifierEnd[comma] !== 0)) comma--
  return comma > 0 && tokens.id[comma] === COMMA && isStateToken(scratch, comma - 1)
}

/** "The infiltrate described *at the left base* has cleared": what a finding stands at is no subject. */
export function isPlaceOfFinding(
  { matches, tokens, modifierEnd }: Scratch,
  tables: Tables,
  from: number,
  findings: Window,
): boolean {
  if (findings.to === findings.from || matches.from[FINDINGS][findings.from] >= from) return false
  let token = from - 1
  while (token > 0 && (modifierEnd[token] !== 0 || (tables.classes[tokens.id[token]] & DETERMINER) !== 0)) token--
  return (tables.classes[tokens.id[token]] & PREPOSITION) !== 0
}

/**
 * "Enlargement *of* the heart", but not "fractured *near* the clavicle": of, in, at, within, along; not a place beside.
 */
export function isOfWord(tables: Tables, what: number): boolean {
  return (tables.classes[what] & PREPOSITION) !== 0 && (tables.classes[what] & FILLER) !== 0
}

/**
 * Whether a state that stands behind neither its verb nor its structure (last token `left`) is of a noun behind it:
 * "the heart is obscured by *a large effusion*", "normal for *a large patient*". A noun that is no finding needs a
 * preposition before the state, since "a heart with an enlarged outline" is of the heart, and so is "of a normal
 * calibre".
 */
export function isOfNextNoun(
  scratch: Scratch,
  tables: Tables,
  left: number,
  from: number,
  to: number,
  anatomy: Window,
  findings: Window,
): boolean {
  const { tokens, matches, modifierAt } = scratch
  const { classes } = tables
  const finding = firstAfter(matches.from[FINDINGS], findings, to)
  const found = finding < 0 ? -1 : matches.from[FINDINGS][finding]
  let isPlace = false
  let next = to + 1
  for (; next < tokens.count && next <= to + NOUN_GAP && next !== found; next++) {
    const bits = classes[tokens.id[next]]
    const isLink = (bits & PREPOSITION) !== 0 && ((bits & GENITIVE) === 0 || next === to + 1)
    if (modifierAt[next] !== 0) {
      isPlace = true
      next = Math.max(next, matches.to[MODIFIERS][modifierAt[next] - 1])
    } else if ((bits & FILLER) === 0 || isLink) break
  }
  if (next === found) return true
  const structure = firstAfter(matches.from[ANATOMY], anatomy, to)
  const isStructure = structure >= 0 && matches.from[ANATOMY][structure] <= next
  // "By the dilated *esophagus*": a place may be the noun itself.
  const isNoun = isPlace || (isStranger(scratch, tables, next) && (classes[tokens.id[next]] & MEASURE) === 0)
  if (!isStructure && !isNoun) return false
  let link = from - 1
  while (link > left && isAdverb(classes[tokens.id[link]])) link--
  const bits = classes[tokens.id[link]]
  if ((bits & WITH) !== 0) return isStructure
  if (isThereIs(scratch, tables, link)) return true
  if ((bits & PREPOSITION) === 0 || (bits & LOCATIVE) !== 0) return false
  return (bits & FILLER) === 0 || (link - 1 > left && (classes[tokens.id[link - 1]] & VERB) === 0)
}

/** An article or a word of degree: "by *a very* large effusion". */
function isAdverb(bits: number): boolean {
  return (bits & (DETERMINER | FILLER)) !== 0 && (bits & PREPOSITION) === 0
}

/** Whether a verb says that there is something: "the heart is stable and there *is* a large hernia". */
export function isThereIs({ tokens }: Scratch, { classes }: Tables, verb: number): boolean {
  if (verb < 1 || (classes[tokens.id[verb]] & VERB) === 0) return false
  const before = classes[tokens.id[verb - 1]]
  return (before & DETERMINER) !== 0 && (before & EXAMINATION) !== 0
}

/** Whether the tokens from…to (exclusive) only join the items of a list. */
export function isList(scratch: Scratch, tables: Tables, from: number, to: number): boolean {
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
export function hasOwnPredicate(scratch: Scratch, tables: Tables, to: number): boolean {
  const { id, count } = scratch.tokens
  for (let token = to + 1; token < count && token <= to + 3; token++) {
    if ((tables.classes[id[token]] & VERB) !== 0 || id[token] === COLON || isStateToken(scratch, token)) return true
    if ((tables.classes[id[token]] & FILLER) === 0) return false
  }
  return false
}

export function isStateToken(scratch: Scratch, token: number): boolean {
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
export function isInsideFinding(
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
    // "*CTR* is 52 %, which is normal": the measure gives way to a verdict (ratios.ts).
    if (tables.limitOf[matches.rule[FINDINGS][at]] !== 0) continue
    return !(devicesCount && end === to && (tables.traits[tables.conceptOf[matches.rule[FINDINGS][at]]] & DEVICE) !== 0)
  }
  return false
}

export function lastBefore(starts: Int32Array, window: Window, token: number): number {
  let at = window.to - 1
  while (at >= window.from && starts[at] >= token) at--
  return at >= window.from ? at : -1
}

export function firstAfter(starts: Int32Array, window: Window, token: number): number {
  let at = window.from
  while (at < window.to && starts[at] <= token) at++
  return at < window.to ? at : -1
}
