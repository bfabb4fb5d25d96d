// How far a cue's scope goes, asked token by token: what ends it, what begins something new. Lists stand in
// enumeration.ts. Reads the per-token columns; changes nothing.
import { CUES, FIRST_WORD, MODIFIERS, SPACED, UNKNOWN } from '../../ruleset.ts'
import { ABSENT, COMPARES, FORWARD, IMPROBABLE, KNOWN, POSSIBLE, PROBABLE, SECOND } from '../columns/codes.ts'
import type { Scratch } from '../columns/scratch.ts'
import type { Tables } from '../columns/tables.ts'
import {
  AND,
  CLOSE,
  COLON,
  COMMA,
  DETERMINER,
  DOT,
  EVENT,
  EXAMINATION,
  FILLER,
  GENITIVE,
  GONE,
  LOCATIVE,
  MEASURE,
  NEGATOR,
  PREPOSITION,
  QUESTION,
  RELATIVE,
  SEMICOLON,
  VERB,
  WITH,
} from '../columns/words.ts'
import { isDevice, opensEvent } from './devices.ts'
import { isDirection } from './direction.ts'
import { isHeld, isWithTechnique } from './standing.ts'

/** How far the items of a list stand apart. */
const ITEM_GAP = 8
/** From the comma before an adjective to the one behind it: "a stable, *quite small*, loculated effusion". */
const ADJECTIVE = 3

/**
 * The mention whose state a word of change is, which it governs and no other, or -1: "the heart is *unchanged*". A
 * direction may hold the state: "the heart *has increased in size*".
 */
export function ownStateOf({ matches, mentions, mentionAt }: Scratch, tables: Tables, cue: number): number {
  const rule = matches.rule[CUES][cue]
  if (tables.changeOf[rule] === 0) return -1
  const first = matches.from[CUES][cue]
  const holds = tables.comparesOf[rule] === COMPARES && isDirection(tables.changeOf[rule])
  const last = holds ? matches.to[CUES][cue] : first
  for (let token = first; token <= last; token++) {
    const at = mentionAt[token] - 1
    if (at < 0) continue
    return mentions.anatomyFrom[at] < 0 || mentions.anchorTo[at] > matches.to[CUES][cue] ? -1 : at
  }
  return -1
}

/**
 * Whether a determiner opens a new subject with its own verb: "no effusion the heart is normal", but "no opacity in the
 * lungs *to suggest* …", "*that would suggest*", "of the *visualized* ribs".
 */
export function beginsClause(scratch: Scratch, tables: Tables, from: number, to: number): boolean {
  const { tokens, matches, cueAt } = scratch
  const { classes, changeOf } = tables
  for (let token = from + 1; token < to && token < from + 8; token++) {
    // "Or the *previously noted* effusion": a participle.
    const cue = cueAt[token] - 1
    if (cue >= 0 && changeOf[matches.rule[CUES][cue]] === KNOWN) token = matches.to[CUES][cue] + 1
    const bits = classes[tokens.id[token]]
    if ((bits & (VERB | FILLER)) === VERB) return (classes[tokens.id[token - 1]] & PREPOSITION) === 0
    if (tokens.id[token] === COMMA || (bits & RELATIVE) !== 0) return false
  }
  return false
}

/** Whether an either-way cue stands before what it governs: "unchanged left effusion", but "effusion, unchanged". */
export function governsForward(scratch: Scratch, tables: Tables, cue: number, to: number): boolean {
  const { matches, tokens } = scratch
  const condition = conditionOf(scratch, tables, cue, to)
  if (condition !== 0) return condition > 0
  const isChange = tables.changeOf[matches.rule[CUES][cue]] !== 0
  const end = matches.to[CUES][cue] + 1
  const next = isChange && tables.listsOf[matches.rule[CUES][cue]] === 1 ? behindVerb(scratch, tables, end, to) : end
  // "Drain in situ, ?kinked": a question mark asks about the word it touches, known or not.
  if (next < to && tokens.id[next - 1] === QUESTION && (tokens.flags[next] & SPACED) === 0) {
    // "Small effusion (?) at the left base" asks about what stands before; "(?) small effusion" has nothing there.
    if (tokens.id[next] === CLOSE) return !hasSubject(scratch, matches.from[CUES][cue])
    return tokens.id[next] !== COMMA
  }
  const reach = Math.min(to, next + Math.min(ITEM_GAP + 2, tables.reachOf[matches.rule[CUES][cue]]))
  let isEvent = false
  let comma = -ADJECTIVE
  for (let token = next; token < reach; token++) {
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
      if (isChange && leavesBehind(scratch, tables, cue, other)) return false
      if (isDenialOfOther(scratch, tables, cue, other)) return false
      token = matches.to[CUES][other]
      continue
    }
    // "Less likely, pneumonia": nothing stands before it in the sentence.
    if (what === COMMA && token === next && isHedge(codeOf(scratch, tables, cue)) && isFirst(scratch, cue)) continue
    // "A *stable*, small, loculated effusion".
    if (
      what === COMMA &&
      isChange &&
      (token === next ? isAttribute(scratch, tables, cue) : token <= comma + ADJECTIVE)
    ) {
      comma = token
      continue
    }
    if (what === COMMA || what === COLON || (tables.classes[what] & VERB) !== 0) return false
    if (comma >= next && (tables.classes[what] & DETERMINER) !== 0) return false
    if ((tables.classes[what] & EVENT) !== 0 && opensEvent(scratch, tables, token)) isEvent = true
    // "Effusion, *likely with* atelectasis".
    const isOfNext = token === next && (tables.classes[what] & WITH) !== 0 && isAfterComma(scratch, cue)
    if (
      (tables.classes[what] & (AND | WITH)) !== 0 &&
      !isOfNext &&
      !(isChange ? isSecond(scratch, tables, cue, token) : isAdjacentCue(scratch, token + 1))
    )
      return false
  }
  return false
}

/**
 * Where the reading stands that an adverbial hedge is of: 1 behind it ("which, *in the right setting,* may be edema"),
 * -1 before it ("consistent with edema *in the right setting*"), 0 where the words around do not tell.
 */
function conditionOf(scratch: Scratch, tables: Tables, cue: number, to: number): number {
  const { matches, mentions, mentionEnd, modifierEnd, tokens } = scratch
  const start = matches.from[CUES][cue]
  if ((tables.classes[tokens.id[start]] & PREPOSITION) === 0 || !isHedge(codeOf(scratch, tables, cue))) return 0
  if (isFirst(scratch, cue)) return 1
  let token = tokens.id[start - 1] === COMMA ? start - 2 : start - 1
  while (token > 0 && modifierEnd[token] !== 0) token = matches.from[MODIFIERS][modifierEnd[token] - 1] - 1
  const before = mentionEnd[token] - 1
  if (before >= 0 && mentions.forward[before] >= 0) return -1
  const next = matches.to[CUES][cue] + 2
  if (next >= to || tokens.id[next - 1] !== COMMA) return 0
  // "Effusion, *in the right setting,* pneumonia is possible".
  const isAside = tokens.id[start - 1] === COMMA || (tables.classes[tokens.id[start - 1]] & AND) !== 0
  return (tables.classes[tokens.id[next]] & VERB) !== 0 || (isAside && scratch.mentionAt[next] !== 0) ? 1 : 0
}

/**
 * "Pneumonia is *possible without* effusion", but "opacity, *probably no* effusion", "the opacity is *probably not*
 * pneumonia".
 */
function isDenialOfOther(scratch: Scratch, tables: Tables, hedge: number, other: number): boolean {
  const { matches, tokens } = scratch
  const rule = matches.rule[CUES][other]
  if (tables.existenceOf[rule] < IMPROBABLE || tables.directionOf[rule] !== FORWARD) return false
  if ((tables.classes[tokens.id[matches.from[CUES][other]]] & (NEGATOR | VERB)) !== 0) return false
  return isHedge(codeOf(scratch, tables, hedge)) && hasSubject(scratch, matches.from[CUES][hedge])
}

/** Whether a word of change has its end at another cue: what that one governs is not what has changed. */
function leavesBehind(scratch: Scratch, tables: Tables, cue: number, other: number): boolean {
  const { matches } = scratch
  const rule = matches.rule[CUES][other]
  const isForward = tables.directionOf[rule] === FORWARD
  // "Stable after *removal of* the tube": its change is what that word says.
  if (isForward && tables.changeOf[rule] !== 0) return true
  const start = matches.from[CUES][cue]
  // "Tube removed *with no change in* the effusion": what has gone stands before.
  if (tables.changeOf[rule] !== 0)
    return tables.existenceOf[matches.rule[CUES][cue]] !== 0 && hasSubject(scratch, start)
  // "Stable chest *without* effusion", "tube removed *without* pneumothorax"; but "unchanged, *no* effusion" has no
  // noun between.
  if (!isForward || tables.existenceOf[rule] < IMPROBABLE) return false
  return matches.from[CUES][other] > matches.to[CUES][cue] + 1 || hasSubject(scratch, start)
}

/** "No change *is seen* in the effusion": past the verb, where a place or an object stands behind it; else `from`. */
function behindVerb({ tokens }: Scratch, { classes }: Tables, from: number, to: number): number {
  let token = from
  while (token < to && (classes[tokens.id[token]] & (VERB | FILLER)) !== 0) {
    if ((classes[tokens.id[token]] & LOCATIVE) !== 0) break
    token++
  }
  return token > from && token < to && (classes[tokens.id[token]] & LOCATIVE) !== 0 ? token : from
}

/**
 * Whether a cue is an adjective of a noun to come, whatever comma stands behind it: "*a* stable, small effusion",
 * "*there are* unchanged, small effusions", "*with* new, patchy opacities". A predicate has its noun before it: "is
 * stable, small effusion".
 */
export function isAttribute({ matches, tokens }: Scratch, tables: Tables, cue: number): boolean {
  const before = matches.from[CUES][cue] - 1
  if (before < 0) return false
  if (cue > 0 && matches.to[CUES][cue - 1] === before) {
    const other = matches.rule[CUES][cue - 1]
    return tables.yieldsOf[other] === 1 || (tables.directionOf[other] === FORWARD && tables.changeOf[other] !== 0)
  }
  const bits = tables.classes[tokens.id[before]]
  // Not "both", nor the "there" of "there stable".
  if ((bits & DETERMINER) !== 0) return (bits & (FILLER | EXAMINATION)) === 0
  return (bits & (WITH | GENITIVE)) !== 0
}

/**
 * "I doubt *there is* an effusion": a clause that begins right behind a hedge or a doubt is its object, no end of it. A
 * plain denial has none ("no there is", a slip).
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

/**
 * Whether what stands behind an "and" shares the noun of a word of change: "*stable* and likely chronic effusion". But
 * "the opacity is *new* and concerning for pneumonia" is said of the opacity, as is "*larger* with new atelectasis".
 */
function isSecond(scratch: Scratch, tables: Tables, cue: number, and: number): boolean {
  const other = scratch.cueAt[and + 1] - 1
  if (other < 0) return isWithTechnique(scratch, tables, cue, and)
  if ((tables.classes[scratch.tokens.id[and]] & WITH) !== 0) return false
  const rule = scratch.matches.rule[CUES][other]
  const reads = tables.existenceOf[rule] !== 0 && tables.changeOf[rule] === 0
  return !reads || !hasSubject(scratch, scratch.matches.from[CUES][cue])
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
    (tables.classes[what] & ~(EXAMINATION | MEASURE | GONE)) === 0 &&
    scratch.modifierAt[token] === 0
  )
}

export function isHedge(existence: number): boolean {
  return existence === PROBABLE || existence === POSSIBLE
}

export function codeOf(scratch: Scratch, tables: Tables, cue: number): number {
  return cue < 0 ? 0 : tables.existenceOf[scratch.matches.rule[CUES][cue]]
}

/** Whether nothing that can be a noun stands at a token: "… on the left", but not "… on the left hemidiaphragm". */
export function endsClause(scratch: Scratch, tables: Tables, token: number, to: number): boolean {
  return token >= to || (!isStranger(scratch, tables, token) && !isHeld(scratch, token, token))
}
