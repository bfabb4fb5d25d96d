// What a hedge is of. Hedges that say nothing of whether a finding is there, and "than" or "over" that set nothing
// against anything: taken out of the per-token columns before the sweeps.
import { CUES, MODIFIERS } from '../../ruleset.ts'
import { DECREASED, EITHER, FIRST, FORWARD, IMPROBABLE, INCREASED, NEW, SECOND, UNCHANGED } from '../columns/codes.ts'
import { GRADES, NARROWS, PLACED, SHOWS } from '../columns/extras.ts'
import type { Scratch } from '../columns/scratch.ts'
import type { Tables } from '../columns/tables.ts'
import {
  ADVERB,
  AND,
  COLON,
  COMMA,
  CONTINUER,
  DEFINITE,
  DETERMINER,
  FILLER,
  GENITIVE,
  OR,
  PREPOSITION,
  VERB,
  WITH,
} from '../columns/words.ts'
import { codeOf, governsForward, hasSubject, isHedge, isStranger } from '../grammar/scope.ts'
import { noteAside } from './asides.ts'
import { bringsDevice, clears, listsDevice } from './device-lists.ts'
import { affirms, governsLists } from './enumeration.ts'

/** How far the items of a list stand apart. */
const ITEM_GAP = 8
/** How many words of degree stand between a hedge and what it hedges: "possibly very slightly larger". */
const DEGREES = 3
/** How far the second of two stands behind "than" or "over". */
const SECOND_GAP = 5
const NONE = -1
const DESCRIBED = -2

/**
 * Notes the sentence's aside, and unmarks the cues `first` to `last` of a sentence that do not speak of whether a
 * finding is there.
 */
export function passHedges(
  scratch: Scratch,
  tables: Tables,
  first: number,
  last: number,
  from: number,
  to: number,
): void {
  const { matches, cueAt, cueEnd } = scratch
  scratch.asideFrom = scratch.asideTo = -1
  for (let cue = first; cue < last; cue++) {
    const rule = matches.rule[CUES][cue]
    const isSecond = tables.contrastsOf[rule] === SECOND
    if (!isSecond && !isHedge(tables.existenceOf[rule])) {
      if (tables.endsOf[rule] !== 0 && tables.yieldsOf[rule] === 0) noteAside(scratch, tables, cue, from, to)
      continue
    }
    const start = matches.from[CUES][cue]
    if (cueAt[start] - 1 !== cue) continue
    if (isSecond) {
      if (cue > first && isContrast(scratch, tables, cue, to)) continue
      cueAt[start] = 0
    } else {
      const detail = detailOf(scratch, tables, cue, first, to)
      if (detail === NONE) continue
      // "Possibly slightly larger" is one word of change from its first word on.
      cueAt[start] = detail === DESCRIBED ? 0 : detail + 1
    }
    cueEnd[matches.to[CUES][cue]] = 0
  }
}

/** Whether what stands behind "and" or "with" is no longer under the cue of what stands before. */
export function leavesNext(
  scratch: Scratch,
  tables: Tables,
  cue: number,
  from: number,
  to: number,
  isWith: boolean,
): boolean {
  // "Resolution of the edema and *of* the effusion".
  if ((tables.classes[scratch.tokens.id[from]] & GENITIVE) !== 0) return false
  if (!isWith && clears(scratch, tables, cue)) {
    // "Removal of the ETT *and a chest tube*": a list of devices; "resolution of edema *and two nodules*".
    if (listsDevice(scratch, tables, from, to)) return false
    const modifier = scratch.modifierAt[from] - 1
    const extra = modifier < 0 ? 0 : tables.extraOf[scratch.matches.rule[MODIFIERS][modifier]]
    if ((extra & (NARROWS | GRADES | SHOWS)) === NARROWS) return false
  }
  const rule = scratch.matches.rule[CUES][cue]
  if (isWith && tables.existenceOf[rule] >= IMPROBABLE)
    return affirms(scratch, tables, from, to, true) || bringsDevice(scratch, tables, from - 1, to)
  if (governsLists(scratch, tables, cue)) {
    // "May be edema *or* pneumonia and small effusions": "or" has closed the list.
    let needsVerb = !isWith
    for (let token = scratch.matches.to[CUES][cue] + 1; token < from && needsVerb; token++)
      if ((tables.classes[scratch.tokens.id[token]] & OR) !== 0) needsVerb = false
    if (needsVerb && tables.listsOf[rule] === 1) return false
    return standsApart(scratch, tables, from, to, needsVerb)
  }
  return isWith || affirms(scratch, tables, from, to, false)
}

/**
 * "Suggestive of CHF *with a small effusion*": a side, a size or a change says that what comes with the reading is seen
 * itself, unless it says the same label ("CHF with mild edema"). After "and" it needs a verb of its own.
 */
function standsApart(scratch: Scratch, tables: Tables, from: number, to: number, needsVerb: boolean): boolean {
  const { mentions, mentionAt, mentionEnd, tokens } = scratch
  let shows = false
  let token = from
  for (; token < to && token < from + ITEM_GAP && mentionAt[token] === 0; token++) {
    const modifier = scratch.modifierAt[token] - 1
    if (modifier >= 0) shows ||= (tables.extraOf[scratch.matches.rule[MODIFIERS][modifier]] & SHOWS) !== 0
    const cue = scratch.cueAt[token] - 1
    if (cue < 0) continue
    const rule = scratch.matches.rule[CUES][cue]
    if (tables.changeOf[rule] === 0 || tables.existenceOf[rule] !== 0) return false
    shows = true
  }
  if (!shows) return false
  const next = token < to ? mentionAt[token] - 1 : -1
  if (next < 0) return false
  const after = mentions.anchorTo[next] + 1
  if (needsVerb && (after >= to || (tables.classes[tokens.id[after]] & VERB) === 0)) return false
  token = from - 1
  while (token > from - ITEM_GAP && token > 0 && mentionEnd[token] === 0) token--
  const group = tables.groupOf[mentions.rule[next]]
  return group < 0 || mentionEnd[token] === 0 || tables.groupOf[mentions.rule[mentionEnd[token] - 1]] !== group
}

/**
 * The word of change that a hedge is of ("effusion, *possibly* slightly larger", "*possible* improvement in the
 * effusion"), DESCRIBED where it is of another detail ("effusion, *possibly* loculated", "a *possibly* loculated
 * effusion"), NONE where it is of a finding.
 */
function detailOf(scratch: Scratch, tables: Tables, hedge: number, first: number, to: number): number {
  const { matches, tokens, cueAt, modifierAt } = scratch
  const start = matches.from[CUES][hedge]
  const direction = tables.directionOf[matches.rule[CUES][hedge]]
  // "*There* may be worsening of edema", but "this may be worsening of edema", which says what the sign is.
  const before = start > 0 ? tables.classes[tokens.id[start - 1]] : 0
  const isThere = direction === FORWARD && (before & DETERMINER) !== 0 && (before & DEFINITE) === 0
  const next = matches.to[CUES][hedge] + 1
  // "Pneumonia *appears to be* improving with less edema".
  const isCopula = direction === EITHER || (tables.classes[tokens.id[next - 1]] & VERB) !== 0
  if (!isCopula && !isThere) return NONE
  const isSaidOfOne = hasSubject(scratch, start > 0 && tokens.id[start - 1] === COMMA ? start - 1 : start)
  let token = next
  let described = -1
  for (; token < to && token < next + DEGREES && cueAt[token] === 0; token++) {
    if (modifierAt[token] !== 0) {
      if (described < 0 || isPlace(scratch, tables, described)) described = token
    } else if (token === next && (tables.classes[tokens.id[token]] & WITH) !== 0) continue
    else if ((tables.classes[tokens.id[token]] & FILLER) === 0) break
    else if ((tables.classes[tokens.id[token]] & PREPOSITION) !== 0) {
      if (described < 0) return NONE
      break
    }
  }
  const change = token < to ? cueAt[token] - 1 : -1
  if (change >= 0 && speaksOfChange(tables, matches.rule[CUES][change])) {
    const isNoun = (tables.classes[tokens.id[matches.to[CUES][change]]] & PREPOSITION) !== 0
    if (isNoun && tables.changeOf[matches.rule[CUES][change]] !== NEW)
      return isSaidOfOne || (direction !== EITHER && !isThere) ? NONE : change
    const isPredicate = isCopula && isSaidOfOne && !governsForward(scratch, tables, change, to)
    return isPredicate ? change : NONE
  }
  if (direction !== EITHER) return NONE
  // "*A possibly* loculated effusion", but "a possible (a likely) loculated effusion".
  const isAdverb = (tables.classes[tokens.id[next - 1]] & (ADVERB | CONTINUER)) === ADVERB
  const isAttribute = described >= 0 && (before & DETERMINER) !== 0 && modifierAt[next] !== 0 && isAdverb
  if (!isAttribute && !isBehind(scratch, tables, hedge, token, described, isAdverb, to)) return NONE
  return isUnderDenial(scratch, tables, first, hedge) ? NONE : DESCRIBED
}

/**
 * Whether a hedge behind a finding is of a detail: of what comes with it ("effusion has increased, with *possible*
 * septation"), of what is said of it ("effusion, *possibly* loculated"), of an adjective that no rule knows
 * ("pneumonia, *possibly* viral").
 * `end` is where the words of degree behind the hedge end, `described` the modifier among them.
 */
function isBehind(
  scratch: Scratch,
  tables: Tables,
  hedge: number,
  end: number,
  described: number,
  isAdverb: boolean,
  to: number,
): boolean {
  const { matches, tokens } = scratch
  const { classes } = tables
  const start = matches.from[CUES][hedge]
  let front = start
  if (front > 0 && (classes[tokens.id[front - 1]] & DETERMINER) !== 0) front--
  const comesWith = front > 0 && (classes[tokens.id[front - 1]] & WITH) !== 0
  front = comesWith ? front - 1 : start
  const isApart = front > 0 && tokens.id[front - 1] === COMMA
  if (!comesWith && described < 0 && !(isApart && isAdverb && isStranger(scratch, tables, end))) return false
  if (!hasSubject(scratch, isApart ? front - 1 : front) || governsForward(scratch, tables, hedge, to)) return false
  if (comesWith) return true
  if (described >= 0 && isPlace(scratch, tables, described)) return false
  const after = described < 0 ? end + 1 : end
  const what = after < to ? tokens.id[after] : COMMA
  return what === COMMA || (classes[what] & (AND | OR | WITH | PREPOSITION)) !== 0
}

/** Whether the modifier at a token gives a place. */
function isPlace({ matches, modifierAt }: Scratch, tables: Tables, token: number): boolean {
  return (tables.extraOf[matches.rule[MODIFIERS][modifierAt[token] - 1]] & PLACED) !== 0
}

/** "No pneumothorax, effusion possibly loculated": without its hedge the effusion would be denied. */
function isUnderDenial({ matches }: Scratch, tables: Tables, first: number, hedge: number): boolean {
  for (let cue = first; cue < hedge; cue++) if (tables.existenceOf[matches.rule[CUES][cue]] >= IMPROBABLE) return true
  return false
}

/** Whether a cue speaks of more, less, no change or a new thing, and of nothing else. */
function speaksOfChange(tables: Tables, rule: number): boolean {
  const code = tables.changeOf[rule]
  return (
    tables.existenceOf[rule] === 0 && (code === NEW || code === INCREASED || code === UNCHANGED || code === DECREASED)
  )
}

/** "Favor edema *over* infection", "edema is more likely *than* infection": a hedge that prefers, and two findings. */
function isContrast(scratch: Scratch, tables: Tables, cue: number, to: number): boolean {
  const { matches, tokens, mentionAt, mentionEnd, modifierAt } = scratch
  let first = cue - 1
  // "More likely *due to* edema than infection".
  const isLed = first > 0 && tables.yieldsOf[matches.rule[CUES][first]] === 1
  if (isLed && matches.to[CUES][first - 1] === matches.from[CUES][first] - 1) first--
  if (tables.contrastsOf[matches.rule[CUES][first]] !== FIRST) return false
  const start = matches.from[CUES][cue]
  const behind = matches.to[CUES][cue - 1] + 1
  let isNamed = behind === start && hasSubject(scratch, matches.from[CUES][first])
  for (let token = behind; token < start; token++) {
    const what = tokens.id[token]
    if (mentionEnd[token] !== 0) isNamed = true
    if (what === COMMA || what === COLON || (isNamed && (tables.classes[what] & VERB) !== 0)) return false
  }
  if (!isNamed) return false
  const end = matches.to[CUES][cue]
  for (let token = end + 1; token < to && token <= end + SECOND_GAP; token++) {
    if (mentionAt[token] !== 0) return true
    const bits = tables.classes[tokens.id[token]]
    if ((bits & DEFINITE) !== 0 || ((bits & (FILLER | DETERMINER | WITH)) === 0 && modifierAt[token] === 0))
      return false
  }
  return false
}

/**
 * Whether a hedge that is a verb, or ends in one, begins at a token: "*could represent*", "*most likely represents*".
 */
export function isHedgedVerb(scratch: Scratch, tables: Tables, token: number): boolean {
  const { matches, tokens, cueAt } = scratch
  const cue = cueAt[token] - 1
  if (cue < 0 || !isHedge(codeOf(scratch, tables, cue))) return false
  return ((tables.classes[tokens.id[token]] | tables.classes[tokens.id[matches.to[CUES][cue]]]) & VERB) !== 0
}
