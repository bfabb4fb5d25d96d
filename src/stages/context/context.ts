// How each mention is spoken of: existence (with certainty), time and change, from the cues around it. One forward
// sweep and one sweep back from each backward cue, only in sentences that hold a mention. Axes are independent.
import { CUES } from '../../ruleset.ts'
import {
  ABSENT,
  BACKWARD,
  BETWEEN,
  CERTAIN,
  CLAUSE,
  EITHER,
  HYPOTHETICAL,
  IMPROBABLE,
  KNOWN,
  POSSIBLE,
  RESOLVED,
  SUBJECT,
} from '../columns/codes.ts'
import type { Scratch } from '../columns/scratch.ts'
import type { Tables } from '../columns/tables.ts'
import { ANSWER, COMMA, QUESTION } from '../columns/words.ts'
import { askerOf, isOfState } from '../grammar/devices.ts'
import { isElliptic, restore } from '../grammar/ellipsis.ts'
import { codeOf, governsForward, isHedge, ownStateOf } from '../grammar/scope.ts'
import { isOfThen, speakOfNow, tellsOfThen } from '../prior/past.ts'
import { joinNeighbours } from './alternatives.ts'
import { isAnswer } from './answers.ts'
import { sweepBackward } from './backward.ts'
import { joinDenials } from './denials.ts'
import { sweepForward } from './forward.ts'
import { passHedges } from './hedges.ts'
import { isOfFormerState } from './interpretation.ts'
import { sweepInverted, sweepLikewise } from './inversion.ts'
import { readOfAll, readOfPronoun } from './pronoun.ts'

/** Reads the cues of every sentence and settles the axes of its mentions in `scratch.mentions`. */
export function readContext(scratch: Scratch, tables: Tables): void {
  const { matches, sentences, mentions } = scratch
  joinDenials(scratch, tables)
  let mention = 0
  let cue = 0
  for (let sentence = 0; sentence < sentences.count; sentence++) {
    const from = sentences.from[sentence]
    const to = sentences.to[sentence]
    while (cue < matches.count[CUES] && matches.from[CUES][cue] < from) cue++
    const firstCue = cue
    while (cue < matches.count[CUES] && matches.from[CUES][cue] < to) cue++
    const first = mention
    while (mention < mentions.count && mentions.sentence[mention] === sentence) mention++
    if (mention === first) {
      if (
        cue > firstCue &&
        (tables.refersOf[matches.rule[CUES][firstCue]] === 1 ||
          answers(scratch, tables, from, to) ||
          tellsOfRequest(scratch, tables, firstCue, first - 1))
      ) {
        readOfLast(scratch, tables, firstCue, sentence, first - 1)
      }
      if (cue > firstCue) readOfPronoun(scratch, tables, sentence, firstCue, first - 1)
      if (first > 0 && restatesLast(scratch, tables, first - 1, sentence, firstCue, cue)) {
        restore(scratch, first - 1)
        mentions.existence[first - 1] = CERTAIN
      }
      continue
    }
    for (let at = first; at < mention; at++) {
      mentions.forward[at] = -1
      mentions.backward[at] = -1
      mentions.between[at] = -1
      mentions.time[at] = -1
      mentions.change[at] = -1
      mentions.existence[at] = tables.baseOf[mentions.rule[at]]
    }
    if (cue === firstCue) continue
    mark(scratch, tables, firstCue, cue, first, mention, to)
    passHedges(scratch, tables, firstCue, cue, from, to)
    sweepForward(scratch, tables, from, to)
    for (let at = firstCue; at < cue; at++) {
      if (matches.to[CUES][at] >= to) continue
      const state = ownStateOf(scratch, tables, at)
      if (state >= 0) {
        mentions.change[state] = at
        continue
      }
      const direction = isAnswer(scratch, tables, at, from, to) ? BACKWARD : tables.directionOf[matches.rule[CUES][at]]
      if (direction >= CLAUSE && (tellsOfThen(scratch, tables, at, from, to) || direction === SUBJECT)) continue
      if (direction === CLAUSE && isOfFormerState(scratch, tables, at, to)) continue
      const looks = direction === EITHER || direction === CLAUSE
      if (direction === BACKWARD || (looks && !governsForward(scratch, tables, at, to))) {
        sweepBackward(scratch, tables, at, from, to)
        if (looks) sweepInverted(scratch, tables, at, from, to)
        sweepLikewise(scratch, tables, at, to)
      } else if (direction === BETWEEN) joinNeighbours(scratch, tables, at, from, to)
    }
    unmark(scratch, firstCue, cue, first, mention)
    for (let at = first; at < mention; at++) {
      if (tables.isTechniqueOf[mentions.rule[at]] === 1) mentions.time[at] = askerOf(scratch, tables, at, from, to)
      if (isOfState(mentions, at) && !isTakenAway(mentions, matches, tables, at))
        mentions.forward[at] = mentions.backward[at] = mentions.between[at] = -1
      settle(scratch, tables, at)
    }
    readOfPronoun(scratch, tables, sentence, firstCue, first - 1)
  }
}

/** "Removal of *fractured hardware*". */
function isTakenAway(
  { forward, backward }: Scratch['mentions'],
  { rule }: Scratch['matches'],
  { changeOf }: Tables,
  at: number,
): boolean {
  const cue = forward[at] < 0 ? backward[at] : forward[at]
  return cue >= 0 && changeOf[rule[CUES][cue]] === RESOLVED
}

/** Writes the sentence's cues and mentions into the per-token columns. A cue inside a mention is none. */
function mark(
  scratch: Scratch,
  tables: Tables,
  cueFrom: number,
  cueTo: number,
  first: number,
  last: number,
  end: number,
): void {
  const { matches, mentions } = scratch
  for (let at = cueFrom; at < cueTo; at++) {
    if (matches.to[CUES][at] >= end) continue
    scratch.cueAt[matches.from[CUES][at]] = at + 1
    scratch.cueEnd[matches.to[CUES][at]] = at + 1
  }
  for (let at = last - 1; at >= first; at--) {
    if (tables.isTechniqueOf[mentions.rule[at]] === 1) continue
    scratch.mentionAt[mentions.anchorFrom[at]] = at + 1
    scratch.mentionEnd[mentions.anchorTo[at]] = at + 1
    for (let token = mentions.anchorFrom[at]; token <= mentions.anchorTo[at]; token++) {
      // The cue "resolving" may be the anchor's own word; only cues wholly inside a longer mention are swallowed.
      const inner = scratch.cueAt[token] - 1
      if (inner >= 0 && matches.to[CUES][inner] <= mentions.anchorTo[at] && mentions.anatomyFrom[at] < 0) {
        scratch.cueAt[token] = 0
        scratch.cueEnd[matches.to[CUES][inner]] = 0
      }
    }
  }
}

function unmark(scratch: Scratch, cueFrom: number, cueTo: number, first: number, last: number): void {
  const { matches, mentions } = scratch
  for (let at = cueFrom; at < cueTo; at++) {
    scratch.cueAt[matches.from[CUES][at]] = 0
    scratch.cueEnd[matches.to[CUES][at]] = 0
  }
  for (let at = first; at < last; at++) {
    scratch.mentionAt[mentions.anchorFrom[at]] = 0
    scratch.mentionEnd[mentions.anchorTo[at]] = 0
  }
}

/**
 * "Evaluate for pneumothorax; *none is seen*": words that open a sentence without a finding speak of the last one,
 * where that was asked for or of before. In "small left effusion; none is seen on the right" it was neither.
 */
function readOfLast(scratch: Scratch, tables: Tables, cue: number, sentence: number, last: number): void {
  const { matches, sentences, mentions } = scratch
  if (last < 0 || mentions.sentence[last] !== sentence - 1 || matches.from[CUES][cue] !== sentences.from[sentence])
    return
  if (tables.listsOf[matches.rule[CUES][cue]] === 1) {
    readOfAll(scratch, tables, cue, sentence, last)
    return
  }
  if (
    mentions.time[last] < 0 &&
    !answers(scratch, tables, sentences.from[sentence], sentences.to[sentence]) &&
    !isKnown(scratch, tables, cue, last)
  )
    return
  if (sentences.section[sentence] !== sentences.section[sentence - 1]) return
  const rule = mentions.rule[last]
  if (tables.isNormalOf[rule] === 1 || tables.isTechniqueOf[rule] === 1) return
  if (isOfThen(scratch, tables, last)) speakOfNow(mentions, last)
  else mentions.time[last] = -1
  if (tables.changeOf[matches.rule[CUES][cue]] !== 0) mentions.change[last] = cue
  if (tables.existenceOf[matches.rule[CUES][cue]] !== 0) mentions.backward[last] = cue
  settle(scratch, tables, last)
}

/** "Previously noted consolidation. *It has resolved*": whether what has gone was only known of before. */
function isKnown({ matches, mentions }: Scratch, tables: Tables, cue: number, last: number): boolean {
  const known = mentions.change[last]
  if (tables.changeOf[matches.rule[CUES][cue]] !== RESOLVED || known < 0) return false
  return tables.changeOf[matches.rule[CUES][known]] === KNOWN
}

/** "Pneumothorax? *No.*": whether a sentence begins with the answer to a question. */
function answers({ tokens }: Scratch, { classes }: Tables, from: number, to: number): boolean {
  if (from === 0 || tokens.id[from - 1] !== QUESTION || (classes[tokens.id[from]] & ANSWER) === 0) return false
  return from + 1 === to || tokens.id[from + 1] === COMMA
}

/**
 * "Follow-up of effusion. *Resolved.*": what was asked about is told of, where the words leave nothing else to the
 * prior.
 */
function tellsOfRequest({ matches, mentions }: Scratch, tables: Tables, cue: number, last: number): boolean {
  if (last < 0 || mentions.time[last] < 0 || tables.leansOf[matches.rule[CUES][cue]] !== 0) return false
  const asked = matches.rule[CUES][mentions.time[last]]
  return tables.directionOf[asked] === SUBJECT && tables.timeOf[asked] === HYPOTHETICAL
}

/**
 * "No effusion on the right; *small on the left*": a sentence without a noun speaks of what was denied right before it.
 */
function restatesLast(
  scratch: Scratch,
  tables: Tables,
  last: number,
  sentence: number,
  firstCue: number,
  endCue: number,
): boolean {
  const { mentions, sentences, matches } = scratch
  if (mentions.existence[last] < IMPROBABLE || mentions.sentence[last] !== sentence - 1) return false
  if (tables.baseOf[mentions.rule[last]] !== CERTAIN) return false
  if (sentences.section[sentence] !== sentences.section[sentence - 1]) return false
  const behind = mentions.backward[last]
  if (mentions.forward[last] < 0 && (behind < 0 || tables.refersOf[matches.rule[CUES][behind]] === 0)) return false
  for (let cue = firstCue; cue < endCue; cue++) {
    const rule = matches.rule[CUES][cue]
    if (tables.existenceOf[rule] !== 0 || tables.timeOf[rule] !== 0) return false
  }
  return isElliptic(scratch, tables, sentences.from[sentence], sentences.to[sentence], false)
}

/** Weighs the cues of the existence axis: the later word wins, but a plain negation is not undone by a mere hedge. */
function settle(scratch: Scratch, tables: Tables, mention: number): void {
  const { mentions, matches } = scratch
  const rule = mentions.rule[mention]
  const base = tables.baseOf[rule]
  let forward = codeOf(scratch, tables, mentions.forward[mention])
  if (forward === ABSENT && isHedgedDenial(scratch, tables, mention)) forward = IMPROBABLE
  const backward = codeOf(scratch, tables, mentions.backward[mention])
  let cues = forward
  if (backward !== 0) {
    const wins = tables.winsOf[matches.rule[CUES][mentions.backward[mention]]] === 1
    if (forward === ABSENT && backward === CERTAIN) {
      // "No fracture is *clearly seen*".
      cues = forward = IMPROBABLE
    } else if (forward >= IMPROBABLE && backward < IMPROBABLE && !wins) {
      mentions.backward[mention] = -2 - mentions.backward[mention]
    } else {
      cues = forward !== 0 && backward < IMPROBABLE && forward < IMPROBABLE ? Math.max(forward, backward) : backward
      if (cues !== forward && forward !== 0) mentions.forward[mention] = -2 - mentions.forward[mention]
      forward = cues
    }
  }
  if (mentions.between[mention] >= 0) {
    if (cues < IMPROBABLE) cues = Math.max(cues, POSSIBLE)
    else mentions.between[mention] = -2 - mentions.between[mention]
  }
  if (cues === 0) return
  // "Appears normal" is normal; "not normal" takes the statement back and says no more.
  if (tables.isNormalOf[rule] === 1) mentions.existence[mention] = cues >= IMPROBABLE ? ABSENT : CERTAIN
  else if (base === ABSENT) mentions.existence[mention] = ABSENT
  else if (base === CERTAIN) mentions.existence[mention] = cues
  else mentions.existence[mention] = cues === CERTAIN ? base : Math.max(base, cues)
}

/** "*Probably no* effusion": a hedge right before a denial. */
function isHedgedDenial({ matches, sentences, mentions }: Scratch, tables: Tables, mention: number): boolean {
  const cue = mentions.forward[mention]
  const start = matches.from[CUES][cue]
  if (cue === 0 || start === sentences.from[mentions.sentence[mention]]) return false
  const before = matches.rule[CUES][cue - 1]
  // "Could no longer" and "or no" hedge nothing.
  if (tables.directionOf[before] !== EITHER || !isHedge(tables.existenceOf[before])) return false
  return matches.to[CUES][cue - 1] === start - 1
}
