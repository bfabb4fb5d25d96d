// What a list of devices carries along, and which of its items has a state of its own: "removal of the ETT, right IJ
// line, and PICC", but "removal of the ETT and NG tube *in place*", "*unchanged* PICC and the ETT has been removed".
import { CUES, MODIFIERS } from '../../ruleset.ts'
import { BACKWARD, FORWARD, NEW, OF_DEVICES, RESOLVED, UNCHANGED } from '../columns/codes.ts'
import { LIES } from '../columns/extras.ts'
import type { Scratch } from '../columns/scratch.ts'
import type { Tables } from '../columns/tables.ts'
import {
  AND,
  CLOSE,
  COMMA,
  DEFINITE,
  DETERMINER,
  DOT,
  END,
  FILLER,
  PREPOSITION,
  SEMICOLON,
  SINGLE,
  VERB,
} from '../columns/words.ts'
import { isDevice } from '../grammar/devices.ts'

/** How far the items of a list stand apart, and what an item ends at. */
const ITEM_GAP = 8
const ENDS: ReadonlySet<number> = new Set([COMMA, DOT, SEMICOLON, CLOSE])

/** Whether the next item of a list of devices begins at a token: a device, with nothing said of it alone. */
export function listsDevice(scratch: Scratch, tables: Tables, from: number, to: number): boolean {
  const { matches, mentions, tokens } = scratch
  let strangers = 0
  for (let token = from; token < to && token < from + ITEM_GAP; token++) {
    if (scratch.cueAt[token] !== 0) return false
    const mention = scratch.mentionAt[token] - 1
    if (mention >= 0) {
      const next = mentions.anchorTo[mention] + 1
      if (!isDevice(scratch, tables, mention)) return false
      return next >= to || ENDS.has(tokens.id[next]) || (tables.classes[tokens.id[next]] & AND) !== 0
    }
    if (scratch.modifierAt[token] !== 0) {
      token = matches.to[MODIFIERS][scratch.modifierAt[token] - 1]
      continue
    }
    const bits = tables.classes[tokens.id[token]]
    if ((bits & (END | VERB | PREPOSITION)) !== 0) return false
    if ((bits & (AND | FILLER | DETERMINER)) === 0 && ++strangers > 1) return false
  }
  return false
}

/** Whether a token is the last of a device of which nothing has been said yet. */
export function endsDevice(scratch: Scratch, tables: Tables, token: number): boolean {
  const mention = token < 0 ? -1 : scratch.mentionEnd[token] - 1
  if (mention < 0 || !isDevice(scratch, tables, mention)) return false
  return scratch.mentions.change[mention] < 0 && scratch.mentions.forward[mention] < 0
}

/**
 * "Removal of the ETT, *right IJ line, and PICC*": whether a list of devices that have gone goes on behind a comma,
 * whatever side the next one is on. "And" has to close it: in "removal of the ETT, right IJ line in place" each has its
 * own state.
 */
export function listsGone(scratch: Scratch, tables: Tables, cue: number, comma: number, to: number): boolean {
  if (!clears(scratch, tables, cue) || !listsDevice(scratch, tables, comma + 1, to)) return false
  let last = comma
  for (let token = comma + 1; token < to && token - last <= ITEM_GAP; token++) {
    if (isAnd(scratch, tables, token)) return listsDevice(scratch, tables, token + 1, to)
    if (scratch.mentionAt[token] !== 0) last = token
  }
  return false
}

/**
 * Whether a device behind a token is new, or still there, by words behind it: "removal of the ETT and *NG tube in
 * place*".
 */
export function hasOwnState(scratch: Scratch, tables: Tables, from: number, to: number): boolean {
  const { matches, mentions, tokens } = scratch
  const next = nextDevice(scratch, tables, from, to)
  if (next < 0) return false
  let token = mentions.anchorTo[next] + 1
  while (token < to && scratch.cueAt[token] === 0 && (tables.classes[tokens.id[token]] & (END | VERB)) !== 0) token++
  if (token >= to) return false
  const modifier = scratch.modifierAt[token] - 1
  if (modifier >= 0 && lies(scratch, tables, modifier)) return true
  const cue = scratch.cueAt[token] - 1
  if (cue < 0) return false
  const rule = matches.rule[CUES][cue]
  const code = tables.changeOf[rule]
  return tables.directionOf[rule] !== FORWARD && (code === NEW || code === UNCHANGED) && tables.isRelativeOf[rule] === 0
}

/**
 * "No pneumothorax *with the NG tube in place*": whether a device stands behind a denied finding and "with". Nobody
 * denies both.
 */
export function bringsDevice(scratch: Scratch, tables: Tables, link: number, to: number): boolean {
  const { mentionEnd } = scratch
  for (let token = link - 1; token >= 0 && link - token <= ITEM_GAP; token--) {
    if (scratch.cueEnd[token] !== 0) return false
    if (mentionEnd[token] === 0) continue
    return !isDevice(scratch, tables, mentionEnd[token] - 1) && nextDevice(scratch, tables, link + 1, to) >= 0
  }
  return false
}

/**
 * Whether a device that stands before the one a cue takes away, in one list with it, is there by words of its own:
 * "*new* tracheostomy tube and ETT removed".
 */
export function staysItself({ matches, mentions, tokens }: Scratch, tables: Tables, cue: number, at: number): boolean {
  if (tables.changeOf[matches.rule[CUES][cue]] !== RESOLVED) return false
  const own = mentions.change[at]
  if (own < 0 || matches.to[CUES][own] >= mentions.anchorFrom[at]) return false
  // "*The* new ETT and NG tube *have* been removed": a verb of several.
  const before = matches.from[CUES][own] - 1
  const isKnown = before >= 0 && (tables.classes[tokens.id[before]] & DEFINITE) !== 0
  if (isKnown && (tables.classes[tokens.id[matches.from[CUES][cue]]] & (VERB | SINGLE)) === VERB) return false
  const rule = matches.rule[CUES][own]
  const code = tables.changeOf[rule]
  return (code === NEW || code === UNCHANGED) && tables.isRelativeOf[rule] === 0
}

/**
 * "PICC in place *and* ETT removed", "tracheostomy placed *and* ETT removed": whether what stands before a link has its
 * state.
 */
export function isSettled(scratch: Scratch, tables: Tables, link: number): boolean {
  const { matches, tokens } = scratch
  const before = tokens.id[link - 1] === COMMA ? link - 2 : link - 1
  if (before < 0) return false
  const modifier = scratch.modifierEnd[before] - 1
  if (modifier >= 0) return lies(scratch, tables, modifier)
  const cue = scratch.cueEnd[before] - 1
  if (cue < 0) return false
  const rule = matches.rule[CUES][cue]
  if (tables.directionOf[rule] !== BACKWARD || tables.devicesOf[rule] !== OF_DEVICES) return false
  return tables.changeOf[rule] !== 0 && tables.isRelativeOf[rule] === 0
}

/** The device that the noun phrase from a token on names, or -1. */
function nextDevice(scratch: Scratch, tables: Tables, from: number, to: number): number {
  for (let token = from; token < to && token < from + ITEM_GAP; token++) {
    const mention = scratch.mentionAt[token] - 1
    if (mention >= 0) return isDevice(scratch, tables, mention) ? mention : -1
    if (scratch.cueAt[token] !== 0 || scratch.tokens.id[token] === COMMA) return -1
  }
  return -1
}

/** Whether a cue says that something has gone, so that what is *with* it or *residual* is what is left. */
export function clears({ matches }: Scratch, tables: Tables, cue: number): boolean {
  return cue >= 0 && tables.changeOf[matches.rule[CUES][cue]] === RESOLVED
}

function isAnd({ tokens }: Scratch, tables: Tables, token: number): boolean {
  return (tables.classes[tokens.id[token]] & AND) !== 0
}

/** Whether a modifier says that a device is where it should be. */
function lies({ matches }: Scratch, tables: Tables, modifier: number): boolean {
  return (tables.extraOf[matches.rule[MODIFIERS][modifier]] & LIES) !== 0
}
