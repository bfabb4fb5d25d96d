// One pass from left to right over a sentence: each axis (existence, time, change) carries its active cue to the
// mentions behind it, until something ends its scope.
import { CUES } from '../../ruleset.ts'
import {
  ABSENT,
  CLAUSE,
  EITHER,
  ENDS_CHANGE,
  ENDS_EXISTENCE,
  ENDS_TIME,
  FORWARD,
  IMPROBABLE,
  KNOWN,
  UNCHANGED,
} from '../columns/codes.ts'
import type { Scratch } from '../columns/scratch.ts'
import type { Tables } from '../columns/tables.ts'
import {
  AND,
  CLOSE,
  COLON,
  COMMA,
  DASH,
  DEFINITE,
  DETERMINER,
  EVENT,
  EXAMINATION,
  OPEN,
  OR,
  PREPOSITION,
  VERB,
  WITH,
} from '../columns/words.ts'
import { isDevice, isTimeOf, opensEvent, saysChange } from '../grammar/devices.ts'
import { takeBack } from '../grammar/ellipsis.ts'
import { beginsClause, codeOf, governsForward, hasVerb, isHedge, isObject, isStranger } from '../grammar/scope.ts'
import { isAnd } from '../grammar/standing.ts'
import { isHistory } from '../prior/past.ts'
import { isAnswer } from './answers.ts'
import { concludes, serves } from './conclusions.ts'
import { isListedChange } from './denials.ts'
import { clears, hasOwnState } from './device-lists.ts'
import { affirms, hedgesNextAlone, keepsChange, staysOverComma } from './enumeration.ts'
import { isHedgedVerb, leavesNext } from './hedges.ts'
import { isSpared } from './landmarks.ts'

/** A negation of a normal state stands right before it: "not normal", but not "no effusion, heart normal". */
const NORMAL_GAP = 3

/** One pass from left to right: each axis carries its active cue, or -1. */
export function sweepForward(scratch: Scratch, tables: Tables, from: number, to: number): void {
  const { matches, mentions, tokens } = scratch
  const { id } = tokens
  const { cueAt, mentionAt } = scratch
  const { classes } = tables
  let existence = -1
  let consumed = false
  let time = -1
  let timed = false
  let change = -1
  let changed = false
  // A negation stays in force over a hedge that only serves it: "no opacity *to suggest* pneumonia".
  let negation = -1
  // Whether words that no rule knows stand between a hedge and here: its object may be one of them.
  let hasStrangers = false
  // The last comma or dash since a mention; -1 where none stands between.
  let comma = -1
  // Whether what follows is only the event since when: "no pneumothorax *after* line placement".
  let isEvent = false
  let latest = -1
  // The denial or hedge that a bracket or an aside interrupts.
  let held = -1
  let open = to
  for (let token = from; token < to; token++) {
    const cueIndex = cueAt[token] - 1
    if (cueIndex >= 0) {
      let rule = matches.rule[CUES][cueIndex]
      // "No edema *or increase in* the effusion": the change is denied, and what would have changed is there.
      if (
        consumed &&
        codeOf(scratch, tables, existence) >= IMPROBABLE &&
        isListedChange(scratch, tables, cueIndex, to)
      ) {
        rule = matches.rule[CUES][cueIndex] = tables.deniedOf[rule]
        existence = negation = -1
      }
      const direction = tables.directionOf[rule]
      const ends = tables.endsOf[rule]
      if ((ends & ENDS_EXISTENCE) !== 0 && (consumed || !isObject(scratch, tables, cueIndex))) {
        // "No effusion *other than a trace on the left*".
        if ((ends & ENDS_TIME) !== 0) takeBack(scratch, tables, latest, matches.to[CUES][cueIndex] + 1, to, true)
        existence = -1
        negation = -1
      }
      if ((ends & ENDS_TIME) !== 0) time = -1
      if ((ends & ENDS_CHANGE) !== 0) change = -1
      const afterComma = token > from && id[token - 1] === COMMA
      const forward =
        !isAnswer(scratch, tables, cueIndex, from, to) &&
        (direction === FORWARD ||
          ((direction === EITHER || direction === CLAUSE) && governsForward(scratch, tables, cueIndex, to)))
      if (forward) isEvent = false
      if (forward && tables.existenceOf[rule] !== 0) {
        const code = tables.existenceOf[rule]
        // "History of heart failure, *no* edema": what is denied is denied now.
        if (code >= IMPROBABLE && timed && isHistory(matches, tables, time)) time = -1
        // "*Residual* effusion and no pneumothorax": the change is of what stands before the denial.
        if (code === ABSENT && changed) change = -1
        // "Neither definite A *nor* B": the second is denied as the first was.
        const isNor = code === ABSENT && (classes[id[token]] & OR) !== 0
        if (isNor && codeOf(scratch, tables, existence) === IMPROBABLE) consumed = false
        else if (code >= IMPROBABLE) {
          existence = cueIndex
          negation = cueIndex
        } else if (negation >= 0 && consumed && concludes(scratch, tables, cueIndex, negation, comma, from, to)) {
          existence = cueIndex
          negation = -1
        } else if (negation >= 0 && serves(scratch, tables, cueIndex, negation, consumed, comma, to))
          existence = negation
        // "In the right setting, this is compatible with …": an open hedge outlasts an assertion.
        else if (tables.yieldsOf[rule] === 0 || existence < 0 || consumed) existence = cueIndex
        consumed = false
        hasStrangers = false
      }
      // "If it is tender here, *suspect* fracture": what is suspected is said of this patient.
      if (forward && afterComma && isHedge(tables.existenceOf[rule])) time = -1
      if (forward && tables.timeOf[rule] !== 0 && direction !== CLAUSE) {
        time = cueIndex
        timed = false
      }
      // "Removal of the tube *with no change in* the effusion": what has gone stands before.
      const isKept = forward && consumed && tables.changeOf[rule] === UNCHANGED && tables.existenceOf[rule] === 0
      if (isKept && clears(scratch, tables, existence) && (classes[id[token - 1]] & OR) === 0) existence = negation = -1
      // "*Stable* appearance of the *previously seen* nodule": that it was known takes no change away.
      const isKnownOnly = tables.changeOf[rule] === KNOWN && change >= 0 && !changed
      if (forward && tables.changeOf[rule] !== 0 && !isKnownOnly) {
        change = cueIndex
        changed = false
      }
      token = endOfCue(scratch, cueIndex)
      continue
    }
    const mention = mentionAt[token] - 1
    if (mention >= 0) {
      // "No pneumothorax *heart enlarged*": a structure and its state right behind what was denied need no comma.
      if (consumed && existence >= 0 && beginsStatement(scratch, mention)) existence = negation = -1
      for (let at = mention; at < mentions.count && mentions.anchorFrom[at] === token; at++) {
        const isOfEvent = isEvent && isDevice(scratch, tables, at)
        const isGoverned =
          existence >= 0 &&
          !isOfEvent &&
          reaches(scratch, tables, existence, at, consumed) &&
          !isSpared(scratch, tables, existence, at)
        if (isGoverned) mentions.forward[at] = existence
        if (time >= 0 && within(scratch, tables, time, at) && isTimeOf(scratch, tables, time, at))
          mentions.time[at] = time
        // "No new effusion adjacent to *the mass*": what is not denied is not new.
        const isChanged = change >= 0 && !isOfEvent && (isGoverned || change !== existence)
        if (isChanged && !saysChange(tables, mentions.rule[at]) && within(scratch, tables, change, at))
          mentions.change[at] = change
      }
      consumed = true
      changed = true
      timed = true
      comma = -1
      latest = mention
      token = endOfAnchor(scratch, mention)
      continue
    }
    const what = id[token]
    const bits = classes[what]
    if ((bits & EVENT) !== 0 && opensEvent(scratch, tables, token)) {
      // "No complication *after* line placement": what is denied may be a thing no rule knows.
      if (changed || consumed || (hasStrangers && existence >= 0)) isEvent = true
      // "Stable *after* lobectomy": what was done is not what is stable.
      else if (change >= 0 && tables.leansOf[matches.rule[CUES][change]] !== 0) change = -1
    }
    if (what === COMMA || what === DASH) {
      // "May be atelectasis or*, given the fever,* pneumonia".
      if (scratch.asideJoins && token === scratch.asideFrom) {
        held = negation >= 0 ? negation : existence
        continue
      }
      if (scratch.asideJoins && token === scratch.asideTo) {
        existence = held
        negation = codeOf(scratch, tables, held) >= IMPROBABLE ? held : -1
        held = -1
        continue
      }
      comma = token
      // "Suggestive of artifacts, a healed fracture is noted": the hedge had its object, and a clause follows.
      const isSpent =
        hasStrangers && isHedge(codeOf(scratch, tables, existence)) && hasVerb(scratch, tables, token + 1, to)
      // "No foreign matter, the heart is enlarged": the denial had its object, though no rule knows it.
      if (hasStrangers && existence >= 0 && codeOf(scratch, tables, existence) >= IMPROBABLE) consumed = true
      const isDone = consumed || isSpent
      if (isDone && existence >= 0 && !staysOverComma(scratch, tables, token, to, existence)) existence = -1
      else if (consumed && existence >= 0 && hedgesNextAlone(scratch, tables, existence, token, to)) existence = -1
      if (changed && change >= 0 && !keepsChange(scratch, tables, change, latest, token, to)) change = -1
      if (existence < 0) negation = -1
      takeBack(scratch, tables, latest, token + 1, to, false)
    } else if (what === OPEN) {
      // "No effusion (blunting may represent a small one", "no consolidation (mild atelectasis only)": what a bracket
      // says with a verb, a determiner or a size of its own stands alone.
      open = token
      if (consumed) held = negation >= 0 ? negation : existence
      if (consumed && (affirms(scratch, tables, token + 1, to, true) || hasVerb(scratch, tables, token + 1, to)))
        existence = negation = -1
    } else if (what === CLOSE) {
      // "Opacity (*may represent* pneumonia) and effusion": what a bracket says of its own findings ends with it.
      if (consumed && existence >= 0 && matches.from[CUES][existence] > open) existence = negation = -1
      if (held < 0) continue
      // "No pneumothorax (a small one may be missed) *or* effusion", "no effusion (left or right), pneumothorax or
      // mass".
      const next = token + 1 < to ? id[token + 1] : CLOSE
      if (next === COMMA || (classes[next] & OR) !== 0) {
        existence = held
        negation = codeOf(scratch, tables, held) >= IMPROBABLE ? held : -1
      }
      held = -1
    } else if (what === COLON) {
      if (consumed) existence = negation = change = -1
    } else if ((bits & (AND | EXAMINATION)) !== 0 && isAnd(scratch, tables, token)) {
      if (existence >= 0 && (consumed || clears(scratch, tables, existence))) {
        if (leavesNext(scratch, tables, existence, token + 1, to, false)) existence = negation = -1
        else if (clears(scratch, tables, existence)) {
          if (hasOwnState(scratch, tables, token + 1, to)) existence = negation = change = -1
        }
        // "No pneumothorax and cardiomegaly *is unchanged*", "not consistent with edema and *could represent*
        // pneumonia".
        else if (hedgesNextAlone(scratch, tables, existence, token, to) || isHedgedVerb(scratch, tables, token + 1))
          existence = negation = -1
      }
      takeBack(scratch, tables, latest, token + 1, to, false)
      // "New right PICC and *the effusion is* smaller": a clause of its own.
      if (changed && change >= 0 && (classes[id[token + 1]] & DEFINITE) !== 0)
        if (beginsClause(scratch, tables, token + 1, to)) change = -1
    } else if ((bits & WITH) !== 0) {
      // "Clearing of the right base *with residual* atelectasis".
      if (clears(scratch, tables, existence)) existence = negation = change = -1
      // "Without effusion*, with* cardiomegaly": what comes with what is not there, is.
      else if (comma === token - 1 && codeOf(scratch, tables, existence) >= IMPROBABLE) existence = negation = -1
      else if (consumed && existence >= 0 && leavesNext(scratch, tables, existence, token + 1, to, true))
        existence = negation = -1
      if (changed) change = -1
    } else if ((bits & DETERMINER) !== 0) {
      if (consumed && existence >= 0 && beginsClause(scratch, tables, token, to)) existence = negation = -1
    } else if ((bits & VERB) !== 0) {
      // "No effusion or *visualized* pneumothorax", "no opacity *to indicate* pneumonia": no predicate.
      if (token > from && (classes[id[token - 1]] & (OR | PREPOSITION)) !== 0) continue
      if (consumed) existence = -1
      if (changed) change = -1
      // "History of pneumonia lungs *are* clear", "which, given the history of fever, *may* be pneumonia".
      if ((timed || id[token - 1] === COMMA) && isHistory(matches, tables, time)) time = -1
    } else if (isStranger(scratch, tables, token)) hasStrangers = true
  }
}

/** Whether a structure with its state behind it stands right behind another mention. */
function beginsStatement({ mentions, mentionEnd }: Scratch, mention: number): boolean {
  const from = mentions.anatomyFrom[mention]
  return from > 0 && from < mentions.anchorFrom[mention] && mentionEnd[from - 1] !== 0
}

/** Last token of a cue, or the one before a mention that begins inside it and runs on: "*more prominent* markings". */
function endOfCue(scratch: Scratch, cue: number): number {
  const { matches } = scratch
  const last = matches.to[CUES][cue]
  for (let token = matches.from[CUES][cue] + 1; token <= last; token++) {
    const mention = scratch.mentionAt[token] - 1
    if (mention >= 0 && scratch.mentions.anchorTo[mention] >= last) return token - 1
  }
  return last
}

/** Last token of a mention's anchor, or the one before a cue that begins inside and runs on: "clear *of* opacity". */
function endOfAnchor(scratch: Scratch, mention: number): number {
  const { mentions, matches } = scratch
  const last = mentions.anchorTo[mention]
  for (let token = mentions.anchorFrom[mention] + 1; token <= last; token++) {
    const cue = scratch.cueAt[token] - 1
    if (cue >= 0 && matches.to[CUES][cue] > last) return token - 1
  }
  return last
}

/** Whether a cue's reach covers a mention; negations of normal states must stand right before them. */
function reaches(scratch: Scratch, tables: Tables, cue: number, mention: number, consumed: boolean): boolean {
  if (!within(scratch, tables, cue, mention)) return false
  const { mentions, matches } = scratch
  if (tables.isNormalOf[mentions.rule[mention]] === 0) return true
  return !consumed && mentions.anchorFrom[mention] - matches.to[CUES][cue] <= NORMAL_GAP
}

function within(scratch: Scratch, tables: Tables, cue: number, mention: number): boolean {
  const { matches, mentions } = scratch
  return mentions.anchorFrom[mention] - matches.to[CUES][cue] <= tables.reachOf[matches.rule[CUES][cue]]
}
