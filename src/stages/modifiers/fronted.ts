// Places said before what is there: "*on the left* there is an effusion and *on the right* a nodule".
import { MODIFIERS } from '../../ruleset.ts'
import { PLACED, SIDED } from '../columns/extras.ts'
import type { Scratch } from '../columns/scratch.ts'
import type { Tables } from '../columns/tables.ts'
import {
  ADVERB,
  AND,
  COMMA,
  DETERMINER,
  FILLER,
  isCharacter,
  LOCATIVE,
  PREPOSITION,
  PRESENT,
  VERB,
} from '../columns/words.ts'
import { isBoundary } from '../mentions/elided.ts'

const LINK = VERB | DETERMINER | FILLER | ADVERB | PRESENT
const NOUNLESS = PREPOSITION | LOCATIVE | AND
/** Unknown words that name the place: "in the left *lung*". */
const STRANGERS = 1
/** How many words stand between the place and the finding's own ("there is now seen a"), and in the place. */
const LINKS = 8
const WORDS = 10

/**
 * Adds to the `kept` modifiers in `scratch.found` the place that opens a mention's clause; gives their new number. The
 * word before its noun phrase is `at`.
 */
export function readFronted(
  scratch: Scratch,
  tables: Tables,
  mention: number,
  at: number,
  floor: number,
  kept: number,
): number {
  const { tokens, modifierEnd, matches, found, mentions, sentences } = scratch
  const { classes, extraOf } = tables
  for (let each = 0; each < kept; each++) if ((extraOf[matches.rule[MODIFIERS][found[each]]] & SIDED) !== 0) return kept
  let hasVerb = false
  let strangers = 0
  let hasComma = false
  let token = at
  for (; token >= floor && token > at - LINKS && modifierEnd[token] === 0; token--) {
    const bits = classes[tokens.id[token]]
    if (tokens.id[token] === COMMA) hasComma = true
    else if ((bits & LINK) === 0) {
      // "In the left *lung* there is a nodule".
      if (!(hasVerb || hasComma) || isCharacter(tokens.id[token]) || (bits & NOUNLESS) !== 0 || ++strangers > STRANGERS)
        return kept
    } else if ((bits & VERB) !== 0) hasVerb = true
  }
  if (token < floor || modifierEnd[token] === 0 || !(hasVerb || hasComma)) return kept
  const from = sentences.from[mentions.sentence[mention]]
  const limit = Math.max(floor, token - WORDS)
  let count = kept
  for (; token >= limit; token--) {
    const modifier = modifierEnd[token] - 1
    if (modifier >= 0) {
      if ((extraOf[matches.rule[MODIFIERS][modifier]] & PLACED) === 0) return kept
      found[count++] = modifier
      token = matches.from[MODIFIERS][modifier]
      continue
    }
    const bits = classes[tokens.id[token]]
    if ((bits & (LOCATIVE | PREPOSITION)) !== 0 && isBoundary(scratch, tables, token - 1, from))
      return hasVerb || tokens.id[token - 1] !== COMMA ? count : kept
    if ((bits & (DETERMINER | FILLER | AND | PREPOSITION)) === 0) return kept
  }
  return kept
}

/**
 * Whether a place behind a noun, whose words end right before `floor`, opens the clause of the next finding at
 * `ceiling`.
 */
export function isFronted(scratch: Scratch, tables: Tables, modifier: number, floor: number, ceiling: number): boolean {
  const { tokens, modifierAt, matches } = scratch
  const { classes } = tables
  let token = matches.from[MODIFIERS][modifier] - 1
  while (token > floor && (classes[tokens.id[token]] & DETERMINER) !== 0) token--
  if (token <= floor || (classes[tokens.id[token]] & (LOCATIVE | PREPOSITION)) === 0) return false
  if (!isBoundary(scratch, tables, token - 1, floor)) return false
  for (token = matches.to[MODIFIERS][modifier] + 1; token < ceiling; token++) {
    const next = modifierAt[token] - 1
    if (next >= 0) token = matches.to[MODIFIERS][next]
    else if ((classes[tokens.id[token]] & FILLER) === 0) break
  }
  if (tokens.id[token] === COMMA) token++
  const bits = classes[tokens.id[token]]
  return token < ceiling && !isCharacter(tokens.id[token]) && (bits & DETERMINER) !== 0
}

/** "Effusion on the left, nodule *on the right*". */
export function hasSideBehind(
  { mentions, modifierAt, matches, tokens }: Scratch,
  tables: Tables,
  mention: number,
): boolean {
  let token = mentions.anchorTo[mention] + 1
  if ((tables.classes[tokens.id[token]] & LOCATIVE) === 0) return false
  while ((tables.classes[tokens.id[++token]] & DETERMINER) !== 0);
  const modifier = modifierAt[token] - 1
  return modifier >= 0 && (tables.extraOf[matches.rule[MODIFIERS][modifier]] & SIDED) !== 0
}

/** Whether a side and an "and" stand before an article: the noun is that of both. */
export function isOfTwo({ modifierEnd, matches, tokens }: Scratch, tables: Tables, token: number): boolean {
  if ((tables.classes[tokens.id[token - 1]] & AND) === 0) return false
  const modifier = modifierEnd[token - 2] - 1
  return modifier >= 0 && (tables.extraOf[matches.rule[MODIFIERS][modifier]] & SIDED) !== 0
}
