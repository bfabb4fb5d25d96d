// What a mention says of change and of a prior examination, from the cues that govern it. The two are separate fields:
// "no new X" changes nothing that is known of before, "previously seen X" says of before and nothing of change.
import { CUES } from '../../ruleset.ts'
import type { Change, PriorState } from '../../types.ts'
import {
  ABSENT,
  CERTAIN,
  CHANGE,
  CLAUSE,
  COMPARES,
  COMPARES_BEHIND,
  DECREASED,
  HYPOTHETICAL,
  INCREASED,
  KNOWN,
  LEANS_REST,
  NEW,
  PRIOR,
  PROBABLE,
  RELATIVE_INCREASE,
  RESOLVED,
  UNCHANGED,
} from '../columns/codes.ts'
import type { Scratch } from '../columns/scratch.ts'
import { firstAtOrAfter } from '../columns/search.ts'
import type { Tables } from '../columns/tables.ts'
import { SEMICOLON } from '../columns/words.ts'
import { endsPhrase, isDirection } from '../grammar/direction.ts'
import { isPartOf } from '../grammar/ellipsis.ts'

/**
 * The cue that decides the change of the mention in column `at`, or -1. "Increased markings" may be more than normal or
 * more than before: it is a change only beside words that compare.
 */
export function changeCueOf(scratch: Scratch, tables: Tables, at: number): number {
  const { mentions, matches } = scratch
  const cue = mentions.change[at]
  if (cue < 0) return cue
  const rule = matches.rule[CUES][cue]
  // "*Interval* tube placement", but "the tube *placement* is good".
  if (tables.isRelativeOf[rule] === 1) return comparesBeside(scratch, tables, cue, mentions.sentence[at]) ? cue : -1
  if (tables.isRelativeOf[mentions.rule[at]] === 0) return cue
  const code = tables.changeOf[rule]
  if (tables.comparesOf[rule] === COMPARES || !isDirection(code)) return cue
  // "*Decreased* opacity": there was more of it before, where "decreased markings" may be fewer than normal.
  if (code === DECREASED && tables.isRelativeOf[mentions.rule[at]] === RELATIVE_INCREASE)
    if (matches.to[CUES][cue] < mentions.anchorFrom[at]) return cue
  // "The opacity is *larger*": than before, where "*larger* at the base" is than elsewhere.
  if (tables.comparesOf[rule] === COMPARES_BEHIND && matches.from[CUES][cue] > mentions.anchorTo[at])
    if (endsPhrase(scratch, tables, cue)) return cue
  return comparesBeside(scratch, tables, cue, mentions.sentence[at]) ? cue : -1
}

/** Whether another cue of the sentence compares for certain. */
function comparesBeside(scratch: Scratch, tables: Tables, cue: number, sentence: number): boolean {
  const { matches, sentences } = scratch
  for (let at = cue - 1; at >= 0 && matches.from[CUES][at] >= sentences.from[sentence]; at--) {
    if (tables.comparesOf[matches.rule[CUES][at]] === 1) return true
  }
  for (let at = cue + 1; at < matches.count[CUES] && matches.from[CUES][at] < sentences.to[sentence]; at++) {
    if (tables.comparesOf[matches.rule[CUES][at]] === 1) return true
  }
  return isChangeAlone(scratch, tables, sentence)
}

/** "Increased opacity at the base; *otherwise no change*": whether all but what a sentence says is unchanged. */
function isChangeAlone({ matches, sentences, tokens }: Scratch, tables: Tables, sentence: number): boolean {
  const end = sentences.to[sentence]
  if (sentence + 1 >= sentences.count || tokens.id[end] !== SEMICOLON) return false
  const next = firstAtOrAfter(matches.from[CUES], matches.count[CUES], end)
  if (next >= matches.count[CUES] || matches.from[CUES][next] >= sentences.to[sentence + 1]) return false
  return tables.leansOf[matches.rule[CUES][next]] === LEANS_REST
}

/**
 * The change of the mention in column `at`, by its change cue, or null. What was known and is now denied has resolved.
 */
export function changeOf(scratch: Scratch, tables: Tables, at: number, cue: number): Change | null {
  const { mentions, matches } = scratch
  if (cue < 0) return CHANGE[tables.changeOf[mentions.rule[at]]]
  // "The effusion, larger yesterday, *has resolved*": the words that deny it say what became of it.
  if (isResolvedBehind(scratch, tables, at)) return 'resolved'
  const code = tables.changeOf[matches.rule[CUES][cue]]
  // "*Most of* the edema has cleared".
  if (code === RESOLVED && mentions.existence[at] === CERTAIN && isPartOf(scratch, tables, at)) return 'decreased'
  return code === KNOWN && mentions.existence[at] === ABSENT ? 'resolved' : CHANGE[code]
}

function isResolvedBehind({ mentions, matches }: Scratch, tables: Tables, at: number): boolean {
  const denying = mentions.existence[at] === ABSENT ? mentions.backward[at] : -1
  return denying >= 0 && tables.changeOf[matches.rule[CUES][denying]] === RESOLVED
}

/** What the mention in column `at`, by its change cue or -1, says of a prior examination. */
export function priorOf(scratch: Scratch, tables: Tables, at: number, change: number): PriorState {
  const { mentions, matches } = scratch
  const existence = mentions.existence[at]
  const time = mentions.time[at]
  const isThere = existence <= PROBABLE
  // "The prior study showed …" speaks of before by itself; a history, a plan or a condition does not.
  if (time >= 0 && speaksOfExamination(tables, matches.rule[CUES][time])) {
    return existence === ABSENT ? 'absent' : isThere ? 'present' : 'unknown'
  }
  const rule = change < 0 ? mentions.rule[at] : matches.rule[CUES][change]
  if (time >= 0) return 'unknown'
  // "Stable effusion and tube *removal*": as above, the words that deny it say what became of it.
  if (isResolvedBehind(scratch, tables, at))
    return PRIOR[tables.priorOf[matches.rule[CUES][mentions.backward[at]]]] ?? 'present'
  if (tables.changeOf[rule] === 0) return 'unknown'
  const own = PRIOR[tables.priorOf[rule]]
  if (own !== null) return own
  switch (tables.changeOf[rule]) {
    case NEW:
      return existence === ABSENT ? 'unknown' : 'absent'
    case UNCHANGED:
      return existence === ABSENT ? 'absent' : isThere ? 'present' : 'unknown'
    case INCREASED:
      return isGrowth(scratch, tables, at, change) ? 'unknown' : 'present'
    default:
      return 'present'
  }
}

/**
 * "Heart size *has increased*", "interval *increase in* heart size, now enlarged": a structure that has grown into its
 * state need not have had it before; what has a normal amount ("the markings have increased") was there.
 */
function isGrowth({ mentions, matches }: Scratch, tables: Tables, at: number, cue: number): boolean {
  // "*Increase in heart size*": named by its growth.
  if (cue < 0) return true
  if (mentions.anatomyFrom[at] < 0 || tables.isRelativeOf[mentions.rule[at]] !== 0) return false
  const from = matches.from[CUES][cue]
  const to = matches.to[CUES][cue]
  if (to >= mentions.anchorFrom[at]) return from <= mentions.anchorTo[at]
  return to < mentions.anatomyFrom[at] && mentions.anatomyTo[at] + 1 < mentions.anchorFrom[at]
}

/**
 * Whether words that take a finding out of the present name another examination, not the patient's past or a request.
 */
function speaksOfExamination({ comparesOf, directionOf, timeOf }: Tables, rule: number): boolean {
  return comparesOf[rule] === 1 || (directionOf[rule] >= CLAUSE && timeOf[rule] !== HYPOTHETICAL)
}
