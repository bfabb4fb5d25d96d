// How far a cue's scope goes, asked token by token: what ends it, what a list carries along, what begins something new.
// Reads the per-token columns; changes nothing.
import { CUES, FIRST_WORD, MODIFIERS, SPACED, UNKNOWN } from '../ruleset.ts'
import { isDevice, opensEvent } from './devices.ts'
import type { Scratch } from './scratch.ts'
import {
  ABSENT,
  AFTER_COMMA,
  ALWAYS,
  BACKWARD,
  BETWEEN,
  EITHER,
  FORWARD,
  IMPROBABLE,
  KNOWN,
  PLACED,
  POSSIBLE,
  PROBABLE,
  SECOND,
  type Tables,
} from './tables.ts'

import {
  AND,
  CLOSE,
  COLON,
  COMMA,
  DASH,
  DETERMINER,
  DOT,
  EMPTY_BOX,
  EVENT,
  EXAMINATION,
  FILLER,
  OR,
  PREPOSITION,
  QUESTION,
  SEMICOLON,
  TICKED_BOX,
  VERB,
  WITH,
} from './words.ts'

/** How far a list is followed to see whether "or" closes it: "no A, large B, C or D". */
const LIST_LOOKAHEAD = 30
/** How far the items of a list stand apart. */
const ITEM_GAP = 8

/** "Pneumothorax: no", "Effusion - possible,": a cue alone after a colon or dash, or a check box, answers what stands before. */
export function isAnswer(scratch: Scratch, tables: Tables, cue: number, from: number, to: number): boolean {
  const { matches, tokens } = scratch
  if (tables.directionOf[matches.rule[CUES][cue]] === BETWEEN) return false
  const before = matches.from[CUES][cue] - 1
  if (before < from) return false
  const after = matches.to[CUES][cue] + 1
  const isBox = tokens.id[before + 1] === EMPTY_BOX || tokens.id[before + 1] === TICKED_BOX
  if (!isBox && tokens.id[before] !== COLON && tokens.id[before] !== DASH) return false
  return after >= to || tokens.id[after] === COMMA
}

/** "The heart is *unchanged*": a word of change that is the state of a mention governs that one and no other. */
export function isOwnState(scratch: Scratch, tables: Tables, cue: number): boolean {
  const { matches, mentions } = scratch
  const at = scratch.mentionAt[matches.from[CUES][cue]] - 1
  if (at < 0 || mentions.anatomyFrom[at] < 0 || tables.changeOf[matches.rule[CUES][cue]] === 0) return false
  if (mentions.anchorTo[at] > matches.to[CUES][cue]) return false
  mentions.change[at] = cue
  return true
}

/** Whether a list goes on after a comma under the active cue. */
export function staysOverComma(scratch: Scratch, tables: Tables, comma: number, to: number, cue: number): boolean {
  const isNegation = tables.existenceOf[scratch.matches.rule[CUES][cue]] >= IMPROBABLE
  const closes = closesList(scratch, tables, comma + 1, to, governsLists(scratch, tables, cue) ? OR | AND : OR)
  if (tables.listsOf[scratch.matches.rule[CUES][cue]] === 1) return true
  if (isNegation)
    return (
      closes || !(affirms(scratch, tables, comma + 1, to, true) || beginsStatement(scratch, tables, comma, to, cue))
    )
  return closes
}

/**
 * Whether a denial's list ends at a comma because the next item is a statement by its nature: "no pneumothorax, *ET tube
 * in place*" (nobody looks for a tube and a disease at once), "no effusion, *heart enlarged*" (a structure and its
 * predicate), "no effusion, *cardiomegaly*" (a lone second item that is rarely denied) or "*atelectasis at the left base*"
 * (one with a place). But "no ET tube, NG tube" and
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

/**
 * "No pneumothorax, effusion *suspected*": a hedge behind the one finding after a denial's only comma is of that finding, as
 * is a word of change that ends its clause ("no edema, cardiomegaly *stable*"). But "no A, B or C suspected" and "no A, B, C suspected" are one list.
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

/** "Differential includes A and mild B", "may represent A and small B": the object of these is the whole list. */
export function governsLists(scratch: Scratch, tables: Tables, cue: number): boolean {
  const rule = scratch.matches.rule[CUES][cue]
  return tables.listsOf[rule] === 1 || (tables.servesOf[rule] === 1 && tables.existenceOf[rule] < IMPROBABLE)
}

/** Whether a conjunction closes the list that goes on here, before a verb, a stop or another cue of existence. */
function closesList(scratch: Scratch, tables: Tables, from: number, to: number, conjunctions: number): boolean {
  const limit = Math.min(to, from + LIST_LOOKAHEAD)
  for (let token = from; token < limit; token++) {
    const what = scratch.tokens.id[token]
    const bits = tables.classes[what]
    const cue = scratch.cueAt[token] - 1
    if (cue >= 0) {
      const rule = scratch.matches.rule[CUES][cue]
      if (tables.directionOf[rule] === BETWEEN) return token > from
      if (tables.endsOf[rule] !== 0 || tables.existenceOf[rule] !== 0) return false
    }
    if ((bits & conjunctions) !== 0) return token > from
    if ((bits & VERB) !== 0 || what === COLON) return false
  }
  return false
}

/**
 * Whether a noun phrase that asserts something begins here: a determiner, a size, a word of change; after a comma also a
 * side ("no pneumothorax, left effusion", but "no left effusion and right pneumothorax").
 */
export function affirms(scratch: Scratch, tables: Tables, from: number, to: number, sides: boolean): boolean {
  for (let token = from; token < to && token < from + 4; token++) {
    const bits = tables.classes[scratch.tokens.id[token]]
    if ((bits & DETERMINER) !== 0) return true
    const modifier = scratch.modifierAt[token] - 1
    if (modifier >= 0) {
      const how = tables.affirmsOf[scratch.matches.rule[MODIFIERS][modifier]]
      return how === ALWAYS || (sides && how === AFTER_COMMA)
    }
    const cue = scratch.cueAt[token] - 1
    if (cue >= 0)
      return (
        tables.changeOf[scratch.matches.rule[CUES][cue]] !== 0 &&
        tables.existenceOf[scratch.matches.rule[CUES][cue]] === 0
      )
    if ((bits & (AND | FILLER)) === 0) return false
  }
  return false
}

/** Whether a determiner opens a new subject with its own verb: "no effusion the heart is normal". */
export function beginsClause(scratch: Scratch, tables: Tables, from: number, to: number): boolean {
  for (let token = from + 1; token < to && token < from + 8; token++) {
    if ((tables.classes[scratch.tokens.id[token]] & VERB) !== 0) return true
    if (scratch.tokens.id[token] === COMMA) return false
  }
  return false
}

/** Whether an either-way cue stands before what it governs: "unchanged left effusion", but "effusion, unchanged". */
export function governsForward(scratch: Scratch, tables: Tables, cue: number, to: number): boolean {
  const { matches, tokens } = scratch
  const next = matches.to[CUES][cue] + 1
  // "Drain in situ, ?kinked": a question mark asks about the word it touches, known or not.
  if (next < to && tokens.id[next - 1] === QUESTION && (tokens.flags[next] & SPACED) === 0) {
    // "Small effusion (?) at the left base" asks about what stands before.
    return tokens.id[next] !== CLOSE && tokens.id[next] !== COMMA
  }
  const reach = Math.min(
    to,
    matches.to[CUES][cue] + 1 + Math.min(ITEM_GAP + 2, tables.reachOf[matches.rule[CUES][cue]]),
  )
  const isChange = tables.changeOf[matches.rule[CUES][cue]] !== 0
  let isEvent = false
  for (let token = matches.to[CUES][cue] + 1; token < reach; token++) {
    const mention = scratch.mentionAt[token] - 1
    if (mention >= 0) return !(isEvent && isDevice(scratch, tables, mention))
    const what = tokens.id[token]
    const other = scratch.cueAt[token] - 1
    if (other >= 0) {
      const rule = matches.rule[CUES][other]
      // "Edema is *more likely than* infection": the hedge is of the edema.
      if (tables.contrastsOf[rule] === SECOND) return false
      const isEnd = tables.endsOf[rule] !== 0
      if (isEnd && (!isObject(scratch, tables, other) || hasSubject(scratch, matches.from[CUES][cue]))) return false
      // "Stable after *removal of* the tube": its change is what that word says.
      if (isChange && tables.directionOf[rule] === FORWARD && tables.changeOf[rule] !== 0) return false
      token = matches.to[CUES][other]
      continue
    }
    // "Less likely, pneumonia": nothing stands before it in the sentence.
    if (what === COMMA && token === next && isHedge(codeOf(scratch, tables, cue)) && isFirst(scratch, cue)) continue
    if (what === COMMA || what === COLON || (tables.classes[what] & VERB) !== 0) return false
    if ((tables.classes[what] & EVENT) !== 0 && opensEvent(scratch, tables, token)) isEvent = true
    // "Effusion, *likely with* atelectasis".
    const isOfNext = token === next && (tables.classes[what] & WITH) !== 0 && isAfterComma(scratch, cue)
    if ((tables.classes[what] & (AND | WITH)) !== 0 && !isOfNext && !isAdjacentCue(scratch, token + 1)) return false
  }
  return false
}

/**
 * "I doubt *there is* an effusion": a clause that begins right behind a hedge or a doubt is its object, no end of it. A plain
 * denial has none ("no there is", a slip).
 */
export function isObject(scratch: Scratch, tables: Tables, stop: number): boolean {
  const { matches, cueEnd } = scratch
  if (tables.yieldsOf[matches.rule[CUES][stop]] === 0) return false
  const start = matches.from[CUES][stop]
  const before = start > 0 ? cueEnd[start - 1] - 1 : -1
  const code = codeOf(scratch, tables, before)
  return code !== 0 && code !== ABSENT
}

/** Whether a finding stands before a token in its clause: "*pneumonia* is unlikely", but "it is unlikely". */
export function hasSubject({ tokens, mentionEnd }: Scratch, start: number): boolean {
  for (let token = start - 1; token >= 0 && start - token <= ITEM_GAP; token--) {
    if (mentionEnd[token] !== 0) return true
    if (tokens.id[token] === COMMA) return false
  }
  return false
}

function isFirst({ matches, tokens }: Scratch, cue: number): boolean {
  const before = matches.from[CUES][cue] - 1
  return before < 0 || tokens.id[before] === DOT || tokens.id[before] === SEMICOLON || tokens.id[before] === COLON
}

function isAfterComma({ matches, tokens }: Scratch, cue: number): boolean {
  const before = matches.from[CUES][cue] - 1
  return before >= 0 && tokens.id[before] === COMMA
}

function isAdjacentCue(scratch: Scratch, token: number): boolean {
  return scratch.cueAt[token] !== 0
}

/** Whether a verb stands before the next comma. */
export function hasVerb(scratch: Scratch, tables: Tables, from: number, to: number): boolean {
  for (let token = from; token < to && scratch.tokens.id[token] !== COMMA; token++) {
    if ((tables.classes[scratch.tokens.id[token]] & VERB) !== 0) return true
  }
  return false
}

/** Whether a token is a word of its own weight that no finding, cue or modifier holds. */
export function isStranger(scratch: Scratch, tables: Tables, token: number): boolean {
  const what = scratch.tokens.id[token]
  return (
    (what === UNKNOWN || what >= FIRST_WORD) &&
    (tables.classes[what] & ~EXAMINATION) === 0 &&
    scratch.modifierAt[token] === 0
  )
}

export function isHedge(existence: number): boolean {
  return existence === PROBABLE || existence === POSSIBLE
}

export function codeOf(scratch: Scratch, tables: Tables, cue: number): number {
  return cue < 0 ? 0 : tables.existenceOf[scratch.matches.rule[CUES][cue]]
}

/** Left, right, basal; not the "lateral" of a view. */
export function isSide({ matches }: Scratch, tables: Tables, modifier: number): boolean {
  const rule = matches.rule[MODIFIERS][modifier]
  return (tables.extraOf[rule] & PLACED) !== 0 && tables.affirmsOf[rule] !== 0
}
