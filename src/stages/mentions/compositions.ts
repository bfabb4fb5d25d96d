// Anatomy and state → mentions: "the heart is mildly enlarged", "blunting of the left costophrenic angle".
import { ANATOMY, FINDINGS, MODIFIERS, STATES } from '../../ruleset.ts'
import { ONLY_ALONE, ONLY_ITEM, ONLY_NEAR } from '../columns/codes.ts'
import { SIDED } from '../columns/extras.ts'
import { addMention, type Scratch } from '../columns/scratch.ts'
import type { Tables } from '../columns/tables.ts'
import {
  AND,
  COLON,
  COMMA,
  DEFINITE,
  DETERMINER,
  FILLER,
  isCharacter,
  NEGATOR,
  OR,
  PREPOSITION,
  RELATIVE,
  VERB,
  WITH,
} from '../columns/words.ts'
import {
  firstAfter,
  hasNextVerb,
  hasOwnClause,
  hasOwnPredicate,
  isInsideFinding,
  isItemMark,
  isList,
  isNextTo,
  isOfNextNoun,
  isOfWord,
  isPlaceOfFinding,
  isStateToken,
  isThereIs,
  lastBefore,
  touchesNoun,
  type Window,
} from '../grammar/structures.ts'
import { isSaidOfFilm } from './alone.ts'
import { isBoundary, isPlainSide } from './elided.ts'

const LINK = FILLER | DETERMINER | PREPOSITION
/** Words a predicate may stand from its subject: "the heart, as seen on this single view, is enlarged". */
const FAR = 16
/** Structures one predicate is said of: "the heart, lungs, pleura, bones and upper abdomen are normal". */
const MOST_SUBJECTS = 6
/** Words an attribute may stand from its noun: "blunting of the right lateral costophrenic angle". */
const NEAR = 7

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
    before >= sentenceFrom &&
    (tokens.id[before] === COLON ||
      ((tables.classes[tokens.id[before]] & VERB) !== 0 && !isThereIs(scratch, tables, before)))
  const touchesLeft =
    left >= 0 && (leftTo === before || (leftTo === before - 1 && isItemMark(scratch, before, left, stateTo, anatomy)))
  // "… show normal size *of* the cardiac silhouette": what the state is of decides, whatever stands before the verb.
  // But in "the heart is normal *in* the lungs are clear" a verb behind that noun begins another statement.
  const isOf =
    isOfWord(tables, tokens.id[stateTo + 1]) &&
    !(afterVerb && left >= 0 && hasNextVerb(scratch, tables, stateTo, anatomy))
  // "CXR: *clear lungs*, normal heart", "the film shows *clear lungs*": right before its own noun it is that noun's.
  const isNamed = tokens.id[before] === COLON || (afterVerb && left >= 0 && isWholeChest(scratch, tables, left))
  const isNouns = isNamed && touchesNoun(scratch, tables, stateTo, anatomy)
  if ((isOf || isNouns) && attribute(scratch, tables, sentence, state, code, anatomy, findings)) return
  if (afterVerb || touchesLeft) {
    if (predicate(scratch, tables, sentence, state, code, left, anatomy, findings)) return
    attribute(scratch, tables, sentence, state, code, anatomy, findings)
  } else if (!attribute(scratch, tables, sentence, state, code, anatomy, findings)) {
    if (left < 0 || isOfNextNoun(scratch, tables, leftTo, stateFrom, stateTo, anatomy, findings)) return
    predicate(scratch, tables, sentence, state, code, left, anatomy, findings)
  }
}

/** Whether a structure is the whole chest, as a film is. */
function isWholeChest({ matches }: Scratch, { anatomyOf, wholeChest }: Tables, at: number): boolean {
  return anatomyOf[matches.rule[ANATOMY][at]] === wholeChest
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
    if (isWholeChest(scratch, tables, at) && !isSaidOfFilm(scratch, tables, to, stateFrom)) break
    const rule = compositionOf(tables, matches.rule[ANATOMY][at], code)
    const only = rule < 0 ? 0 : tables.onlyOf[rule]
    const isApart =
      (only === ONLY_NEAR && ((!made && to + 1 !== stateFrom) || isPlaceOfFinding(scratch, tables, from, findings))) ||
      (only === ONLY_ITEM && (at !== left || scratch.tokens.id[to + 1] !== COLON))
    if (rule < 0 || isApart) {
      // The nearest structure of the state's own clause decides; a farther one is another statement's subject.
      if (made) break
      if (rule < 0 && hasOwnClause(scratch, tables, from, to, stateFrom)) break
      continue
    }
    const side = made ? -1 : otherSide(scratch, tables, from, to, stateFrom)
    if (side >= 0) {
      addSide(scratch, rule, sentence, state, side)
      return true
    }
    addComposed(scratch, rule, sentence, state, at)
    made = true
    if (at === anatomy.from || !isList(scratch, tables, matches.to[ANATOMY][at - 1] + 1, from)) break
  }
  return made
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
      (!isPart && !isStateToken(scratch, token) && isCharacter(tokens.id[token]) && !joinsStates(scratch, token))
    )
      return false
    if (!isPart && !isOf && !isStateToken(scratch, token) && token - stateTo > 3) return false
  }
  if (
    !isOf &&
    findings.to > findings.from &&
    isOfFinding(scratch, tables, stateTo, matches.from[ANATOMY][at], findings)
  )
    return false
  let made = false
  for (; at < anatomy.to; at++) {
    const from = matches.from[ANATOMY][at]
    const to = matches.to[ANATOMY][at]
    if (
      made &&
      (!isList(scratch, tables, matches.to[ANATOMY][at - 1] + 1, from) ||
        hasOwnPredicate(scratch, tables, to) ||
        // "Enlarged heart and *calcified* aorta".
        isStateToken(scratch, from - 1) ||
        // "Broken screw *in* the humeral head": where it is, and no second item.
        (tables.classes[tokens.id[matches.to[ANATOMY][at - 1] + 1]] & PREPOSITION) !== 0)
    )
      break
    if (to >= scratch.sentences.to[sentence]) break
    if (isInsideFinding(scratch, findings, from, to, tables, true)) {
      // "Fractured *clavicle plate*": the last noun is what is broken.
      if (!made && at + 1 < anatomy.to && matches.from[ANATOMY][at + 1] === to + 1) continue
      break
    }
    const rule = compositionOf(tables, matches.rule[ANATOMY][at], code)
    if (rule < 0 || tables.onlyOf[rule] === ONLY_ITEM) break
    if (tables.onlyOf[rule] === ONLY_NEAR && !(isOf && isNoun)) break
    addComposed(scratch, rule, sentence, state, at)
    made = true
  }
  return made
}

/** "Tortuous*,* calcified aorta": two states of one noun. */
function joinsStates(scratch: Scratch, token: number): boolean {
  return scratch.tokens.id[token] === COMMA && isStateToken(scratch, token + 1)
}

/**
 * "*Massive effusion* displacing the heart": whether a state is of a finding, which does something to the structure
 * behind it.
 */
function isOfFinding(scratch: Scratch, tables: Tables, stateTo: number, structure: number, findings: Window): boolean {
  const { matches, modifierAt, tokens } = scratch
  const finding = firstAfter(matches.from[FINDINGS], findings, stateTo)
  if (finding < 0) return false
  const next = matches.to[FINDINGS][finding] + 1
  if (next >= structure || modifierAt[next] !== 0 || isStateToken(scratch, next)) return false
  return (tables.classes[tokens.id[next]] & (LINK | AND | OR)) === 0
}

/**
 * "Right costophrenic angle is blunted, *the left* is sharp": the side that stands for the structure named before with
 * another side, as the subject of the state; or -1.
 */
function otherSide(scratch: Scratch, tables: Tables, from: number, to: number, stateFrom: number): number {
  const { tokens, matches, modifierEnd } = scratch
  let token = stateFrom - 1
  while (token > to && modifierEnd[token] === 0 && (tables.classes[tokens.id[token]] & (VERB | FILLER)) !== 0) token--
  const side = token > to ? modifierEnd[token] - 1 : -1
  if (side < 0 || !isPlainSide(scratch, tables, side)) return -1
  token = matches.from[MODIFIERS][side] - 1
  if (token > to && (tables.classes[tokens.id[token]] & DEFINITE) !== 0) token--
  if (token <= to || !isBoundary(scratch, tables, token, from)) return -1
  for (token = from - 1; token <= to; token++) {
    const own = token < 0 ? -1 : modifierEnd[token] - 1
    if (own >= 0 && (tables.extraOf[matches.rule[MODIFIERS][own]] & SIDED) !== 0) {
      return matches.rule[MODIFIERS][own] === matches.rule[MODIFIERS][side] ? -1 : side
    }
  }
  return -1
}

/** Adds the mention that a state makes with a side that stands for a structure. */
function addSide({ matches, mentions }: Scratch, rule: number, sentence: number, state: number, side: number): void {
  const from = matches.from[MODIFIERS][side]
  const stateTo = matches.to[STATES][state]
  const stateFrom = matches.from[STATES][state]
  addMention(mentions, rule, sentence, from, stateTo, stateFrom, stateTo, from, matches.to[MODIFIERS][side])
}

/** Adds the mention that a state makes with a structure. */
function addComposed({ matches, mentions }: Scratch, rule: number, sentence: number, state: number, at: number): void {
  const from = matches.from[ANATOMY][at]
  const to = matches.to[ANATOMY][at]
  const stateFrom = matches.from[STATES][state]
  const stateTo = matches.to[STATES][state]
  addMention(mentions, rule, sentence, Math.min(from, stateFrom), Math.max(to, stateTo), stateFrom, stateTo, from, to)
}

function compositionOf(tables: Tables, anatomyRule: number, state: number): number {
  const rule = tables.composition[tables.anatomyOf[anatomyRule] * tables.ruleset.stateCount + state]
  return rule >= 0 && tables.onlyOf[rule] === ONLY_ALONE ? -1 : rule
}
