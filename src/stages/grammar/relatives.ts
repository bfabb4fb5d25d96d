// Relative clauses: whether words behind a stop go on about what stands before it ("an effusion *which* has resolved"),
// and whether they are its main predicate or that of the clause.
import { CUES } from '../../ruleset.ts'
import type { Scratch } from '../columns/scratch.ts'
import type { Tables } from '../columns/tables.ts'
import { FILLER, NEGATOR, PREPOSITION, PRONOUN, RELATIVE, VERB } from '../columns/words.ts'

const ADVERBS = FILLER | NEGATOR

/**
 * Whether words behind a stop still speak of what stands before it: of "which" and of "but" with no subject of its own
 * ("an effusion *which* has resolved", "it was seen before *but* is smaller", "unlikely, *but this* cannot be
 * excluded").
 */
export function goesOn(scratch: Scratch, tables: Tables, stop: number, start: number): boolean {
  const { matches, tokens } = scratch
  if (isWhich(scratch, tables, stop)) return true
  const words =
    tables.winsOf[matches.rule[CUES][scratch.cueAt[start] - 1]] === 1 ? VERB | ADVERBS | PRONOUN : VERB | ADVERBS
  for (let token = matches.to[CUES][stop] + 1; token < start; token++) {
    if ((tables.classes[tokens.id[token]] & words) === 0) return false
  }
  return true
}

/** Whether a stop opens a relative clause. */
export function isWhich({ matches, tokens }: Scratch, tables: Tables, stop: number): boolean {
  return (tables.classes[tokens.id[matches.from[CUES][stop]]] & RELATIVE) !== 0
}

/** Whether a relative clause is of a part: "two nodules, *one of which* is larger". */
export function isPartitive({ matches, tokens }: Scratch, { classes }: Tables, which: number, from: number): boolean {
  const before = matches.from[CUES][which] - 1
  return before >= from && (classes[tokens.id[before]] & PREPOSITION) !== 0
}

/**
 * Whether words are the main predicate behind a relative clause with a verb of its own: "the nodule, which *was* seen
 * before, *is* not seen", but not "which *is* not seen".
 */
export function isMainVerb(scratch: Scratch, tables: Tables, stop: number, start: number): boolean {
  const { id } = scratch.tokens
  let verbs = 0
  let isIn = false
  for (let token = scratch.matches.from[CUES][stop]; token < start; token++) {
    const bits = tables.classes[id[token]]
    if ((bits & VERB) !== 0) {
      if (!isIn) verbs++
      isIn = true
    } else if ((bits & ADVERBS) === 0) isIn = false
  }
  return verbs > 1
}
