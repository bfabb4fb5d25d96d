// Places that a finding takes from the opening of its clause, from the subject of its verb ("*the left lower lobe* is
// collapsed") and from what it hides ("*the left hemidiaphragm* is obscured by an effusion").
import { ANATOMY, MODIFIERS } from '../../ruleset.ts'
import { HOSTED, PLACED } from '../columns/extras.ts'
import type { Scratch } from '../columns/scratch.ts'
import { firstAtOrAfter } from '../columns/search.ts'
import type { Tables } from '../columns/tables.ts'
import {
  AND,
  COLON,
  CONTINUER,
  DEFINITE,
  DETERMINER,
  FILLER,
  isCharacter,
  LOCATIVE,
  OR,
  PREPOSITION,
  RELATIVE,
  VERB,
} from '../columns/words.ts'
import { readFronted } from './fronted.ts'

const LINK = FILLER | AND | OR
/** "By" is the one preposition that goes on and tells no place. */
const AGENT = PREPOSITION | CONTINUER
const BY = AGENT | LOCATIVE
const AFTER = FILLER | DETERMINER | PREPOSITION | VERB | RELATIVE
/** Unknown words passed over, and those of a structure's own name: "the left *heart border*". */
const STRANGERS = 1
const STRUCTURE = 2
/** How far before "by" the verb of a passive stands: "is almost completely obscured by". */
const PASSIVE = 6

/**
 * Adds to the `kept` modifiers in `scratch.found` the places that a mention takes from its clause, its subject or from
 * what it hides; gives their new number. The mention begins at `start`, the word before its noun phrase is `at`.
 */
export function readSubject(
  scratch: Scratch,
  tables: Tables,
  mention: number,
  at: number,
  start: number,
  floor: number,
  kept: number,
): number {
  const { sentences, mentions, tokens, modifierEnd } = scratch
  const { classes } = tables
  const opened = readFronted(scratch, tables, mention, at, floor, kept)
  if (opened > kept) return opened
  const by = (classes[tokens.id[at]] & DETERMINER) !== 0 ? at - 1 : at
  const first = sentences.from[mentions.sentence[mention]]
  if (by > first && (classes[tokens.id[by]] & BY) === AGENT) {
    // "Shifted *to the left* by an effusion" is where it has gone.
    if (modifierEnd[by - 1] !== 0 || hasPlace(scratch, tables, kept)) return kept
    return readPlaces(scratch, tables, endOfSubject(scratch, tables, by, first), first, STRUCTURE, kept)
  }
  // "The left lung *shows an* opacity", but "the right film shows an effusion".
  const isObject = at > first + 1 && (classes[tokens.id[at]] & (DETERMINER | DEFINITE)) === DETERMINER
  const verb = isObject ? at - 1 : at
  if (isObject && !endsPlace(scratch, verb - 1)) return kept
  if (!leadsOn(scratch, tables, verb, at + 1, start)) return kept
  return readPlaces(scratch, tables, verb - 1, floor, STRANGERS, kept)
}

/** Whether a structure or a place ends at a token. */
function endsPlace({ matches, modifierEnd }: Scratch, token: number): boolean {
  if (modifierEnd[token] !== 0) return true
  const at = firstAtOrAfter(matches.to[ANATOMY], matches.count[ANATOMY], token)
  return at < matches.count[ANATOMY] && matches.to[ANATOMY][at] === token
}

/**
 * Whether a verb leads, by the words from `next` on, to a finding that begins at `start`: "is *completely* collapsed".
 */
function leadsOn(
  { modifierEnd, matches, tokens }: Scratch,
  tables: Tables,
  verb: number,
  next: number,
  start: number,
): boolean {
  if ((tables.classes[tokens.id[verb]] & VERB) === 0 && tokens.id[verb] !== COLON) return false
  let strangers = 0
  for (let token = next; token < start; token++) {
    const modifier = modifierEnd[token] - 1
    if (modifier >= 0 && (tables.extraOf[matches.rule[MODIFIERS][modifier]] & PLACED) !== 0) return false
    const bits = tables.classes[tokens.id[token]]
    if (modifier >= 0 || (bits & FILLER) !== 0) continue
    if ((bits & (AFTER | LINK)) !== 0 || isCharacter(tokens.id[token]) || ++strangers > STRANGERS) return false
  }
  return true
}

/** The last word of what is hidden by a finding: before the verb of a passive, or right before "by". */
function endOfSubject({ tokens }: Scratch, { classes }: Tables, by: number, first: number): number {
  let token = by - 1
  for (let verb = token; verb > first && verb > by - PASSIVE; verb--)
    if ((classes[tokens.id[verb]] & VERB) !== 0) token = verb - 1
  return token
}

/** Whether one of the modifiers kept is a place. */
function hasPlace({ found, matches }: Scratch, { extraOf }: Tables, kept: number): boolean {
  for (let at = 0; at < kept; at++) if ((extraOf[matches.rule[MODIFIERS][found[at]]] & PLACED) !== 0) return true
  return false
}

/** Reads the places of a noun phrase leftwards from its last word; gives the number of modifiers kept. */
function readPlaces(scratch: Scratch, tables: Tables, last: number, floor: number, most: number, kept: number): number {
  const { modifierEnd, matches, tokens, found } = scratch
  let strangers = 0
  let count = kept
  for (let token = last; token >= floor; token--) {
    const modifier = modifierEnd[token] - 1
    if (modifier >= 0) {
      const extra = tables.extraOf[matches.rule[MODIFIERS][modifier]]
      if ((extra & (PLACED | HOSTED)) === PLACED) found[count++] = modifier
      token = matches.from[MODIFIERS][modifier]
      continue
    }
    const bits = tables.classes[tokens.id[token]]
    if ((bits & LINK) !== 0) continue
    if ((bits & AFTER) !== 0 || isCharacter(tokens.id[token]) || ++strangers > most) break
  }
  return count
}
