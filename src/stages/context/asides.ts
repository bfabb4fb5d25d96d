// What a sentence says aside: "pneumonia, *given the fever,* cannot be excluded", "may be atelectasis or, *given the
// fever,* pneumonia". The words that open one end a scope elsewhere, and here only interrupt it.
import { CUES } from '../../ruleset.ts'
import { BACKWARD, BETWEEN, EITHER } from '../columns/codes.ts'
import type { Scratch } from '../columns/scratch.ts'
import type { Tables } from '../columns/tables.ts'
import { COLON, COMMA, DEFINITE, OR, VERB } from '../columns/words.ts'
import { governsForward } from '../grammar/scope.ts'

/** Words of an aside at most: "given the short interval since the thoracentesis of this morning". */
const LONGEST = 12

/**
 * Notes the aside that a stop opens between two commas, where the words behind it go on with what stands before: a
 * predicate, or "or". "However" needs no commas before a hedge that undoes a denial.
 */
export function noteAside(scratch: Scratch, tables: Tables, stop: number, from: number, to: number): void {
  const { matches, tokens, mentionAt, mentionEnd } = scratch
  const { classes } = tables
  const start = matches.from[CUES][stop]
  const end = matches.to[CUES][stop]
  if (start === from || scratch.asideFrom >= 0 || scratch.cueAt[start] - 1 !== stop) return
  if (tokens.id[start - 1] !== COMMA) {
    const next = scratch.cueAt[end + 1] - 1
    if (mentionEnd[start - 1] === 0 || next < 0 || tables.winsOf[matches.rule[CUES][next]] === 0) return
    if (tables.directionOf[matches.rule[CUES][next]] !== BACKWARD) return
    scratch.asideFrom = start
    scratch.asideTo = end
    scratch.asideJoins = false
    return
  }
  let close = start
  let isNamed = false
  let isKnown = false
  for (; close < to && tokens.id[close] !== COMMA; close++) {
    if (close > end + LONGEST || tokens.id[close] === COLON) return
    if (mentionAt[close] !== 0) isNamed = true
    if ((classes[tokens.id[close]] & DEFINITE) !== 0) isKnown = true
  }
  if (close + 1 >= to) return
  const isInList = (classes[tokens.id[start - 2]] & OR) !== 0
  const joins = isInList || (!isNamed && (classes[tokens.id[close + 1]] & OR) !== 0)
  if (!joins && ((isNamed && !isKnown) || !isPredicate(scratch, tables, close + 1, to))) return
  scratch.asideFrom = start - 1
  scratch.asideTo = close
  scratch.asideJoins = joins
}

/** Whether a verb, or words that are said of what stands before, begin at a token. */
function isPredicate(scratch: Scratch, tables: Tables, token: number, to: number): boolean {
  const { matches, tokens } = scratch
  const cue = scratch.cueAt[token] - 1
  if (cue < 0) return (tables.classes[tokens.id[token]] & VERB) !== 0
  const direction = tables.directionOf[matches.rule[CUES][cue]]
  if (direction === BETWEEN) return false
  if (direction === EITHER) return !governsForward(scratch, tables, cue, to)
  return direction === BACKWARD || (tables.classes[tokens.id[token]] & VERB) !== 0
}
