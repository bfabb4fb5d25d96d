// What a list carries along under a cue, and where the next item is a statement of its own: "no A, B or C", but "no A,
// heart enlarged". Reads the per-token columns; changes nothing.
import { CUES, MODIFIERS } from '../../ruleset.ts'
import {
  AFTER_COMMA,
  ALWAYS,
  BACKWARD,
  BETWEEN,
  EITHER,
  IMPROBABLE,
  KNOWN,
  LEANS_SUBJECT,
  NEW,
  RESOLVED,
} from '../columns/codes.ts'
import type { Scratch } from '../columns/scratch.ts'
import type { Tables } from '../columns/tables.ts'
import { AND, COLON, COMMA, DETERMINER, FILLER, OR, PREPOSITION, SINGLE, VERB } from '../columns/words.ts'
import { isDevice } from '../grammar/devices.ts'
import { codeOf, governsForward, isHedge } from '../grammar/scope.ts'
import { isSide } from '../grammar/standing.ts'
import { hasOwnState, listsDevice, listsGone } from './device-lists.ts'

/** How far a list is followed to see whether "or" closes it: "no A, large B, C or D". */
const LIST_LOOKAHEAD = 30
/** How far the items of a list stand apart. */
const ITEM_GAP = 8

/** Whether a list goes on after a comma under the active cue. */
export function staysOverComma(scratch: Scratch, tables: Tables, comma: number, to: number, cue: number): boolean {
  const isNegation = tables.existenceOf[scratch.matches.rule[CUES][cue]] >= IMPROBABLE
  if (isNegation && tables.changeOf[scratch.matches.rule[CUES][cue]] === RESOLVED) {
    if (listsGone(scratch, tables, cue, comma, to)) return true
    if (hasOwnState(scratch, tables, comma + 1, to)) return false
  }
  const closes = closesList(
    scratch,
    tables,
    comma + 1,
    to,
    governsLists(scratch, tables, cue) ? OR | AND : OR,
    isNegation,
  )
  if (tables.listsOf[scratch.matches.rule[CUES][cue]] === 1) return true
  if (isNegation)
    return (
      closes || !(affirms(scratch, tables, comma + 1, to, true) || beginsStatement(scratch, tables, comma, to, cue))
    )
  return closes
}

/**
 * Whether a denial's list ends at a comma because the next item is a statement by its nature: "no pneumothorax, *ET
 * tube in place*" (nobody looks for a tube and a disease at once), "no effusion, *heart enlarged*" (a structure and its
 * predicate), "no effusion, *cardiomegaly*" (a lone second item that is rarely denied) or "*atelectasis at the left
 * base*" (one with a place). But "no ET tube, NG tube" and
 * "no consolidation, effusion, cardiomegaly" are lists.
 */
function beginsStatement(scratch: Scratch, tables: Tables, comma: number, to: number, cue: number): boolean {
  const { matches, mentions, tokens } = scratch
  let next = -1
  for (let token = comma + 1; token < to && token <= comma + ITEM_GAP && next < 0; token++) {
    const what = tokens.id[token]
    if (scratch.mentionAt[token] !== 0) next = scratch.mentionAt[token] - 1
    else if (what === COMMA || what === COLON || codeOf(scratch, tables, scratch.cueAt[token] - 1) !== 0) return false
  }
  if (next < 0) return false
  const rule = mentions.rule[next]
  const { anatomyFrom, anatomyTo, anchorFrom, anchorTo } = mentions
  if (anatomyFrom[next] > comma && anatomyTo[next] < anchorFrom[next]) return true
  if (isSetAgainst(scratch, tables, anchorTo[next] + 1, to)) return true
  let isLone = true
  let denied = -1
  for (let token = comma - 1; token > matches.to[CUES][cue]; token--) {
    if (denied < 0) denied = scratch.mentionEnd[token] - 1
    if (tokens.id[token] === COMMA) isLone = false
  }
  if (isDevice(scratch, tables, next)) return denied >= 0 && !isDevice(scratch, tables, denied)
  if (!isLone) return false
  let isStated = tables.affirmsOf[rule] === AFTER_COMMA
  for (let token = Math.max(anchorTo[next], anatomyTo[next]) + 1; token < to; token++) {
    if (tokens.id[token] === COMMA || scratch.mentionAt[token] !== 0) return false
    const before = tables.classes[tokens.id[token - 1]]
    const modifier = (before & (PREPOSITION | DETERMINER)) === 0 ? -1 : scratch.modifierAt[token] - 1
    if (modifier >= 0 && isSide(scratch, tables, modifier)) isStated = true
  }
  return isStated
}

/** "No effusion, atelectasis *versus* pneumonia": whether a finding is set against the next, which nobody does who denies both. */
function isSetAgainst(
  { matches, tokens, cueAt, mentionAt }: Scratch,
  tables: Tables,
  from: number,
  to: number,
): boolean {
  for (let token = from; token < to && token < from + ITEM_GAP; token++) {
    if (tokens.id[token] === COMMA || mentionAt[token] !== 0) return false
    const cue = cueAt[token] - 1
    if (cue < 0) continue
    const rule = matches.rule[CUES][cue]
    if (tables.directionOf[rule] !== BETWEEN || !isRival(tables, rule, tables.classes[tokens.id[token]])) return false
    // "Consolidation versus *the film of March*" names no other finding.
    for (let next = token + 1; next < to && tokens.id[next] !== COMMA; next++) if (mentionAt[next] !== 0) return true
    return false
  }
  return false
}

/** "Versus", unlike "or"; `bits` are the classes of its first word. */
function isRival({ loneOf, listsOf }: Tables, rule: number, bits: number): boolean {
  return loneOf[rule] === 1 && listsOf[rule] === 0 && (bits & OR) === 0
}

/**
 * "No pneumothorax, effusion *suspected*": a hedge behind the one finding after a denial's only comma is of that
 * finding, as is a word of change that ends its clause ("no edema, cardiomegaly *stable*"), and the same behind "and"
 * with a verb. But "no A, B or C suspected" and "no A, B, C suspected" are one list.
 */
export function hedgesNextAlone(scratch: Scratch, tables: Tables, cue: number, comma: number, to: number): boolean {
  const { matches, mentions, tokens } = scratch
  if (codeOf(scratch, tables, cue) < IMPROBABLE) return false
  for (let token = comma - 1; token > matches.to[CUES][cue]; token--) if (tokens.id[token] === COMMA) return false
  let token = comma + 1
  while (token < to && scratch.mentionAt[token] === 0) {
    const isPassed = (tables.classes[tokens.id[token]] & FILLER) !== 0 || scratch.modifierAt[token] !== 0
    if (!isPassed || scratch.cueAt[token] !== 0) return false
    token++
  }
  if (token >= to) return false
  token = mentions.anchorTo[scratch.mentionAt[token] - 1] + 1
  // "No pneumothorax, effusion *is small*": what is said of it alone is not denied. "No pneumothorax, effusion is seen"
  // is a list.
  const isSingle = token < to && (tables.classes[tokens.id[token]] & SINGLE) !== 0
  const said = isSingle ? scratch.modifierAt[token + 1] - 1 : -1
  if (tokens.id[comma] === COMMA && said >= 0 && matches.to[MODIFIERS][said] + 1 >= to) return true
  // "No pneumothorax *and cardiomegaly is* stable", but "no edema and effusion suspected".
  const needsVerb = (tables.classes[tokens.id[comma]] & AND) !== 0
  if (needsVerb && !isSingle) return false
  while (token < to && scratch.cueAt[token] === 0 && (tables.classes[tokens.id[token]] & (VERB | FILLER)) !== 0) token++
  const hedge = token < to ? scratch.cueAt[token] - 1 : -1
  if (hedge < 0) return false
  const rule = matches.rule[CUES][hedge]
  const end = matches.to[CUES][hedge] + 1
  const changes = tables.changeOf[rule] !== 0 && tables.changeOf[rule] !== KNOWN && tables.existenceOf[rule] === 0
  if (!isHedge(codeOf(scratch, tables, hedge)) && !(changes && (end >= to || tokens.id[end] === COMMA))) return false
  const direction = tables.directionOf[matches.rule[CUES][hedge]]
  return direction === BACKWARD || (direction === EITHER && !governsForward(scratch, tables, hedge, to))
}

/**
 * Whether a change goes on over a comma: "no change in A, B or C" (a cue of lists keeps them all), "new ETT, NG tube
 * and right IJ line", "unchanged effusions, edema and cardiomegaly".
 */
export function keepsChange(
  scratch: Scratch,
  tables: Tables,
  cue: number,
  latest: number,
  comma: number,
  to: number,
): boolean {
  if (tables.listsOf[scratch.matches.rule[CUES][cue]] === 1) return true
  if (isDevice(scratch, tables, latest)) return listsDevice(scratch, tables, comma + 1, to)
  return changesList(scratch, tables, cue, comma, to)
}

/**
 * "*Unchanged* effusions, edema and cardiomegaly": an adjective before a list is of all its items, where "and" closes
 * it, the next has no adjective of its own and no predicate follows. "New" is of the first: "new effusion, cardiomegaly
 * and edema".
 */
function changesList(scratch: Scratch, tables: Tables, cue: number, comma: number, to: number): boolean {
  const { matches, tokens } = scratch
  const code = tables.changeOf[matches.rule[CUES][cue]]
  if (code === NEW || code === KNOWN || scratch.mentionAt[comma + 1] === 0) return false
  let isClosing = false
  let isClosed = false
  for (let token = comma + 1; token < to && token < comma + LIST_LOOKAHEAD; token++) {
    const other = scratch.cueAt[token] - 1
    if (other >= 0) {
      const rule = matches.rule[CUES][other]
      if ((tables.existenceOf[rule] | tables.changeOf[rule] | tables.endsOf[rule]) !== 0) return false
    }
    const bits = tables.classes[tokens.id[token]]
    if ((bits & VERB) !== 0 || tokens.id[token] === COLON) return false
    if ((bits & AND) !== 0) isClosing = true
    else if (isClosing && scratch.mentionAt[token] !== 0) isClosed = true
  }
  return isClosed
}

/**
 * "Cardiomegaly, effusions, atelectasis*, unchanged*", "… *all unchanged*": whether words behind a list are of all its
 * items.
 */
export function isOfList({ matches, tokens }: Scratch, tables: Tables, cue: number): boolean {
  const rule = matches.rule[CUES][cue]
  if (tables.leansOf[rule] !== LEANS_SUBJECT) return false
  return tables.listsOf[rule] === 1 || tokens.id[matches.from[CUES][cue] - 1] === COMMA
}

/** "Differential includes A and mild B", "may represent A and small B": the object of these is the whole list. */
export function governsLists(scratch: Scratch, tables: Tables, cue: number): boolean {
  const rule = scratch.matches.rule[CUES][cue]
  return tables.listsOf[rule] === 1 || (tables.servesOf[rule] === 1 && tables.existenceOf[rule] < IMPROBABLE)
}

/**
 * Whether a conjunction closes the list that goes on here, before a verb, a stop or another cue of existence. A list of
 * what is hedged may close at once ("may be edema, especially on the right*, or* pneumonia"), with a hedge of its own
 * ("edema, pneumonia *or less likely* hemorrhage"), or behind one said aside ("edema, *perhaps* acute, or pneumonia").
 */
function closesList(
  scratch: Scratch,
  tables: Tables,
  from: number,
  to: number,
  conjunctions: number,
  isNegation: boolean,
): boolean {
  const limit = Math.min(to, from + LIST_LOOKAHEAD)
  for (let token = from; token < limit; token++) {
    const what = scratch.tokens.id[token]
    const bits = tables.classes[what]
    const cue = scratch.cueAt[token] - 1
    if (cue >= 0) {
      const rule = scratch.matches.rule[CUES][cue]
      if (tables.directionOf[rule] === BETWEEN) return !isNegation || (token > from && !isRival(tables, rule, bits))
      const code = tables.existenceOf[rule]
      if (tables.endsOf[rule] !== 0) return false
      if (code !== 0) {
        const isAlike = isNegation ? code >= IMPROBABLE : isHedge(code)
        if (isAlike && (bits & OR) !== 0) return true
        if (isNegation || !isAlike || token > from || tables.directionOf[rule] !== EITHER) return false
        token = scratch.matches.to[CUES][cue]
        continue
      }
    }
    if ((bits & conjunctions) !== 0) return token > from
    if ((bits & VERB) !== 0 || what === COLON) return false
  }
  return false
}

/**
 * Whether a noun phrase that asserts something begins here: a determiner, a size, a word of change; after a comma also
 * a side ("no pneumothorax, left effusion", but "no left effusion and right pneumothorax").
 */
export function affirms(scratch: Scratch, tables: Tables, from: number, to: number, sides: boolean): boolean {
  let last = -1
  for (let token = from; token < to && token < from + 4; token++) {
    const bits = tables.classes[scratch.tokens.id[token]]
    if ((bits & DETERMINER) !== 0) return true
    const modifier = scratch.modifierAt[token] - 1
    if (modifier >= 0) {
      const how = tables.affirmsOf[scratch.matches.rule[MODIFIERS][modifier]]
      if (how === ALWAYS || (sides && how === AFTER_COMMA)) return true
      // "*Slight interval increase in* the effusion": a degree of the change behind it.
      last = scratch.matches.to[MODIFIERS][modifier]
    }
    const cue = scratch.cueAt[token] - 1
    if (cue >= 0)
      return (
        tables.changeOf[scratch.matches.rule[CUES][cue]] !== 0 &&
        tables.existenceOf[scratch.matches.rule[CUES][cue]] === 0
      )
    if (token > last && (bits & (AND | FILLER)) === 0) return false
  }
  return false
}
