// Where a direction outweighs words that only say that a finding is still there: "*again seen* is an effusion, slightly
// *larger*". Both are words of change, and the direction is the news.
import { CUES, NUMBER } from '../../ruleset.ts'
import { COMPARES, DECREASED, INCREASED, KNOWN, UNCHANGED } from '../columns/codes.ts'
import type { Scratch } from '../columns/scratch.ts'
import type { Tables } from '../columns/tables.ts'
import {
  AND,
  COMMA,
  DETERMINER,
  EVENT,
  EXAMINATION,
  FILLER,
  isCharacter,
  NEGATOR,
  OR,
  PREPOSITION,
  VERB,
  WITH,
} from '../columns/words.ts'

/** Words that may stand between a finding's predicates: "again seen *and is now* slightly larger". */
const LINKS = VERB | FILLER | NEGATOR | EXAMINATION
const JOINS = AND | WITH
const ENDS = EXAMINATION | EVENT | AND | OR | WITH | VERB
/** Words that lead from a predicate to what it is compared with: "larger *in the* interval". */
const ADJUNCTS = FILLER | PREPOSITION | DETERMINER

/** Whether a change is a direction. */
export function isDirection(code: number): boolean {
  return code === INCREASED || code === DECREASED
}

/**
 * Whether a direction behind a mention takes the place of the change that it has: of "again seen", "persistent",
 * "unchanged", or of a mere "increased" in front ("*increased* opacity at the base has *improved*").
 */
export function outweighs(scratch: Scratch, tables: Tables, cue: number, at: number): boolean {
  const { matches, mentions } = scratch
  const rule = matches.rule[CUES][cue]
  if (!isDirection(tables.changeOf[rule]) || tables.isRelativeOf[rule] === 1) return false
  const known = mentions.change[at]
  const knownRule = matches.rule[CUES][known]
  const isBehind = matches.from[CUES][known] > mentions.anchorTo[at]
  if (tables.changeOf[knownRule] !== UNCHANGED) {
    if (isBehind || tables.comparesOf[knownRule] === COMPARES || tables.changeOf[knownRule] === KNOWN) return false
    if (tables.comparesOf[rule] === 0 || !isDirection(tables.changeOf[knownRule])) return false
  }
  const from = isBehind ? matches.to[CUES][known] + 1 : mentions.anchorTo[at] + 1
  return hasSameSubject(scratch, tables, from, matches.from[CUES][cue], isBehind) && endsPhrase(scratch, tables, cue)
}

/**
 * Whether nothing between a mention and a predicate is a subject of its own: "effusion persists, *the right one* is
 * larger".
 */
function hasSameSubject(scratch: Scratch, tables: Tables, from: number, to: number, isBehind: boolean): boolean {
  const { tokens, matches, cueEnd } = scratch
  let hasWords = false
  for (let token = to - 1; token >= from; token--) {
    const cue = cueEnd[token] - 1
    if (cue >= 0) {
      if (tables.endsOf[matches.rule[CUES][cue]] !== 0) return !hasWords
      token = matches.from[CUES][cue]
      continue
    }
    const what = tokens.id[token]
    const bits = tables.classes[what]
    if (what === COMMA || (bits & JOINS) !== 0) return !hasWords
    if ((bits & LINKS) === 0) hasWords = true
  }
  return !isBehind || !hasWords
}

/**
 * Whether words of change are a predicate by themselves: "slightly *larger*", "*larger* than before", but not "*larger*
 * at the base", which compares places, nor "*improved* aeration".
 */
export function endsPhrase({ tokens, matches }: Scratch, { classes }: Tables, cue: number): boolean {
  const starts = matches.from[CUES]
  let next = cue + 1
  for (let token = matches.to[CUES][cue] + 1; token < tokens.count; token++) {
    while (next < matches.count[CUES] && starts[next] < token) next++
    if (next < matches.count[CUES] && starts[next] === token) return true
    const what = tokens.id[token]
    if (isCharacter(what) || what === NUMBER) return true
    const bits = classes[what]
    if ((bits & ENDS) !== 0) return true
    if ((bits & ADJUNCTS) === 0) return false
  }
  return true
}
