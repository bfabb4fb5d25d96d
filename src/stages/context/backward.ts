// From a cue that stands behind its finding ("the effusion *has resolved*") back to it, and over the list it closes.
import { CUES, SPACED } from '../../ruleset.ts'
import {
  BACKWARD,
  BETWEEN,
  CLAUSE,
  DECREASED,
  EITHER,
  FORWARD,
  IMPROBABLE,
  INCREASED,
  KNOWN,
  NEW,
  OF_DEVICES,
  OF_FINDINGS,
  RESOLVED,
} from '../columns/codes.ts'
import type { Scratch } from '../columns/scratch.ts'
import type { Tables } from '../columns/tables.ts'
import {
  CLOSE,
  COLON,
  COMMA,
  DASH,
  DEFINITE,
  END,
  EVENT,
  EXAMINATION,
  MEASURE,
  OPEN,
  OR,
  PREPOSITION,
  VERB,
  WITH,
} from '../columns/words.ts'
import { asksBehind, isDevice, leavesInPlace, saysChange } from '../grammar/devices.ts'
import { isDirection, outweighs } from '../grammar/direction.ts'
import { deniesOneSide, isPartOf } from '../grammar/ellipsis.ts'
import { goesOn, isMainVerb, isPartitive, isWhich } from '../grammar/relatives.ts'
import { governsForward, isHedge } from '../grammar/scope.ts'
import { isAnd } from '../grammar/standing.ts'
import { beginsSubject, endsBefore, isEndOf, isOfNextAlone, subjectFrom } from '../grammar/subjects.ts'
import { isOfThen, isPast, speakOfNow } from '../prior/past.ts'
import { endsDevice, isSettled, staysItself } from './device-lists.ts'
import { isOfList } from './enumeration.ts'
import { sweepSign, sweepStructure } from './interpretation.ts'
import { isLandmark } from './landmarks.ts'

/** How far a post-modifier stands from its finding ("the effusion seen at the left base on Tuesday has resolved"). */
const POST_REACH = 20
/** How far the items of a list stand apart. */
const ITEM_GAP = 8

/** From a post-modifier back to the finding it speaks of, and the list that finding closes. */
export function sweepBackward(scratch: Scratch, tables: Tables, cue: number, from: number, to: number): void {
  const { matches, mentions, tokens } = scratch
  const rule = matches.rule[CUES][cue]
  const start = matches.from[CUES][cue]
  if (scratch.cueAt[start] - 1 !== cue || deniesOneSide(scratch, tables, cue, from, to)) return
  const reach = Math.min(tables.reachOf[rule], POST_REACH)
  const hedges = isHedge(tables.existenceOf[rule])
  const floor = subjectFrom(scratch, tables, cue, from)
  const tells = tables.changeOf[rule] !== 0 || tables.existenceOf[rule] >= IMPROBABLE
  // What a device and a finding cannot share: "the tube and the effusion are *unchanged*", but not "… has resolved".
  const isOfOne = tables.existenceOf[rule] !== 0 || isDirection(tables.changeOf[rule])
  const setsTime = tables.timeOf[rule] !== 0 && tables.directionOf[rule] !== CLAUSE
  const isFronted = (tables.classes[tokens.id[from]] & (PREPOSITION | WITH | EVENT)) !== 0
  let ofThen = false
  let consumed = false
  let joined = false
  let isOfClause = false
  let isBehindColon = false
  let isClosed = false
  let isList = false
  const isOfTip = tables.existenceOf[rule] !== 0 && endsBefore(scratch, tables, start, from)
  let last = start
  let nearest = -1
  for (let token = start - 1; token >= floor; token--) {
    if (last - token > (consumed ? ITEM_GAP : reach)) return
    const mention = scratch.mentionEnd[token] - 1
    if (mention >= 0) {
      if (ofThen && !isOfThen(scratch, tables, mention)) return
      const isPredicate = mentions.anatomyTo[mention] >= 0 && mentions.anatomyTo[mention] < mentions.anchorFrom[mention]
      if (consumed && (isPredicate || staysItself(scratch, tables, cue, mention))) return
      const anchor = mentions.anchorFrom[mention]
      const isTube = isDevice(scratch, tables, mention)
      if (!isTube && tables.devicesOf[rule] === OF_DEVICES) return
      // "*No pneumothorax*, small effusion, unchanged": what is said in another way is no item of the list.
      if (isList && mentions.forward[mention] !== mentions.forward[nearest]) return
      // "The pneumothorax *around the chest tube* has resolved", "pneumonia underlying *the effusion* cannot be
      // excluded".
      const isBeside = tables.existenceOf[rule] !== 0 && !consumed && isLandmark(scratch, tables, mention)
      if (isBeside || (isTube && tables.devicesOf[rule] === OF_FINDINGS)) {
        token = anchor
        continue
      }
      // "With the chest tube in place *the pneumothorax* is no longer seen": the two seldom go by one verb.
      if (isTube && consumed && !isBehindColon && (!joined || isOfOne) && !isDevice(scratch, tables, nearest)) return
      // "A pneumothorax after *the tube* was removed".
      if (!isTube && consumed && isOfOne && !joined && isDevice(scratch, tables, nearest)) return
      if (isTube && tables.existenceOf[rule] !== 0 && (isOfTip || isEndOf(scratch, tables, anchor, from, END))) return
      if (hedges && isEndOf(scratch, tables, anchor, from, MEASURE)) return
      if (tables.indefiniteOf[rule] === 1 && isEndOf(scratch, tables, anchor, from, DEFINITE)) return
      const isWhole = tables.changeOf[rule] !== RESOLVED || !isPartOf(scratch, tables, mention)
      for (let at = mention; at < mentions.count && mentions.anchorFrom[at] === anchor; at++) {
        if (isTube && leavesInPlace(scratch, tables, cue, at)) continue
        if (
          isWhole &&
          tables.existenceOf[rule] !== 0 &&
          tables.isNormalOf[mentions.rule[at]] === 0 &&
          (mentions.backward[at] < 0 || overrules(scratch, tables, cue, mentions.backward[at]))
        )
          mentions.backward[at] = cue
        // "An effusion was seen on the prior film *and is unchanged*": a verb of now behind one of then.
        if (tells && tables.directionOf[rule] !== CLAUSE && isOfThen(scratch, tables, at))
          if (!isPast(scratch, tables, start, floor)) speakOfNow(mentions, at)
        // "*Possible* nodule: recommend CT" states one; "nodule: evaluate" asks for it.
        const isStated = isBehindColon && mentions.forward[at] >= 0
        if (setsTime && !isStated && (tables.plansOf[rule] === 0 || asksBehind(scratch, tables, at)))
          mentions.time[at] = cue
        if (tables.changeOf[rule] !== 0 && isOpen(scratch, tables, cue, at, consumed)) mentions.change[at] = cue
      }
      // "Consolidation and effusion, *trace if any*": of the nearest alone.
      if (isOfClause || tables.loneOf[rule] === 1) return
      if (!consumed && tables.changeOf[rule] !== 0) sweepSign(scratch, tables, cue, mention, from)
      consumed = true
      nearest = mention
      token = anchor
      last = anchor
      continue
    }
    const other = scratch.cueEnd[token] - 1
    if (other >= 0) {
      const otherRule = matches.rule[CUES][other]
      // "Pneumonia *however* cannot be excluded".
      if (token === scratch.asideTo) {
        token = scratch.asideFrom
        continue
      }
      if (tables.endsOf[otherRule] !== 0) {
        // "A small effusion *which* has increased": what becomes of it is said of the finding before the clause alone.
        // "Densities which were *not present* on CT" are there; "unlikely, but *cannot be excluded*" is of now.
        if (consumed || !goesOn(scratch, tables, other, start)) return
        const isMain = isMainVerb(scratch, tables, other, start)
        ofThen = tables.changeOf[rule] === 0 && !isMain && tables.winsOf[rule] === 0
        isOfClause = !isMain && isWhich(scratch, tables, other)
        // "Opacities, some *of which* have cleared", "an effusion, which *had* resolved": said of some, or of then. But
        // a nodule "which *was not* there before" is new, and one "which *was* present then" is known.
        const code = tables.changeOf[rule]
        const wasThen = code !== NEW && code !== KNOWN && isPast(scratch, tables, start, floor)
        if (isOfClause && (wasThen || isPartitive(scratch, tables, other, from))) return
      }
      const isBackward = tables.directionOf[otherRule] === BACKWARD
      if (isBackward && tables.existenceOf[otherRule] !== 0 && tables.existenceOf[rule] !== 0) return
      if (consumed && tables.existenceOf[otherRule] !== 0 && tables.directionOf[otherRule] === FORWARD) {
        if (!hedges || !isDeniedBetween(scratch, tables, other, nearest)) return
        consumed = false
      }
      // "The effusion *has increased* and the pneumothorax has resolved": each has a predicate of its own.
      // But "consolidation, *previously seen*, and effusion have resolved" has one.
      const isPredicate = tables.directionOf[otherRule] === EITHER && tables.changeOf[otherRule] !== KNOWN
      if (consumed && isPredicate && !governsForward(scratch, tables, other, start)) return
      if (tables.directionOf[otherRule] === BETWEEN) joined = true
      token = matches.from[CUES][other]
      continue
    }
    const what = tokens.id[token]
    const bits = tables.classes[what]
    if (what === CLOSE) isClosed = true
    // "Pneumonia, *given the fever,* cannot be excluded".
    if (!consumed && token === scratch.asideTo) token = scratch.asideFrom
    else if (consumed) {
      if ((bits & VERB) !== 0 || what === COLON) return
      // "With a tracheostomy in place *the ETT* has been removed": what a sentence opens with is no subject.
      if (isFronted && (bits & DEFINITE) !== 0 && beginsSubject(scratch, tables, token, from)) return
      // "New opacity - *pneumonia?*", "opacity (*atelectasis likely*)": the reading has the hedge, and its sign is
      // there.
      if (what === OPEN && !isClosed) return
      if (hedges && what === DASH && (tokens.flags[token] & SPACED) !== 0) return
      // "ETT, NG tube *unchanged*": devices are listed without a conjunction, too.
      if (what === COMMA && !joined && !endsDevice(scratch, tables, token - 1)) {
        if (!isOfList(scratch, tables, cue)) return
        isList = true
      }
      const joins = isAnd(scratch, tables, token)
      // "As well as" is no wider a gap than "and".
      if (joins && (bits & EXAMINATION) !== 0) last = token
      if (joins || (bits & WITH) !== 0) {
        if (isOfNextAlone(scratch, tables, cue, token, nearest, from)) return
        if (isDevice(scratch, tables, nearest) && isSettled(scratch, tables, token)) return
      }
      if (joins || (bits & OR) !== 0) joined = true
    }
    // "Effusion, pneumothorax, consolidation: *none*".
    else if (what === COLON) joined = isBehindColon = true
  }
  if (!consumed && tables.changeOf[rule] >= INCREASED && tables.changeOf[rule] <= DECREASED)
    sweepStructure(scratch, tables, cue, to)
}

/**
 * Whether a mention has no change yet, or one that gives way: "the *previously seen* nodule is larger", "the tube
 * *placement* is unchanged", "*persistent* effusion, slightly larger". `isItem`: it is one of a list.
 */
function isOpen(scratch: Scratch, tables: Tables, cue: number, at: number, isItem: boolean): boolean {
  const { matches, mentions } = scratch
  if (saysChange(tables, mentions.rule[at])) return false
  const known = mentions.change[at]
  if (known < 0 || tables.isRelativeOf[matches.rule[CUES][known]] === 1) return true
  const code = tables.changeOf[matches.rule[CUES][known]]
  if (code === 0 || (code === KNOWN && tables.changeOf[matches.rule[CUES][cue]] !== KNOWN)) return true
  return !isItem && outweighs(scratch, tables, cue, at)
}

/**
 * "Pneumonia *without effusion* is suspected", "edema *rather than pneumonia* is favored": takes the hedge off what is
 * denied.
 */
function isDeniedBetween(scratch: Scratch, tables: Tables, denial: number, nearest: number): boolean {
  const { matches, mentions, mentionEnd, modifierEnd } = scratch
  if (tables.existenceOf[matches.rule[CUES][denial]] < IMPROBABLE || mentions.forward[nearest] !== denial) return false
  const before = matches.from[CUES][denial] - 1
  if (before < 0 || mentionEnd[before] + modifierEnd[before] === 0) return false
  const anchor = mentions.anchorFrom[nearest]
  for (let mention = nearest; mention < mentions.count && mentions.anchorFrom[mention] === anchor; mention++)
    mentions.backward[mention] = -1
  return true
}

/**
 * "The effusion *suspected* on Tuesday is *not seen*": a denial behind a hedge has the last word, as has a hedge behind
 * what is only improbable ("*unlikely*, but *cannot be excluded*").
 */
function overrules({ matches }: Scratch, tables: Tables, cue: number, other: number): boolean {
  const rule = matches.rule[CUES][cue]
  const known = matches.rule[CUES][other]
  if (tables.existenceOf[known] === IMPROBABLE && isHedge(tables.existenceOf[rule])) return true
  return tables.existenceOf[rule] >= IMPROBABLE && tables.existenceOf[known] < IMPROBABLE && tables.winsOf[known] === 0
}
