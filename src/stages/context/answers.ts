// Cues that stand alone behind what they are said of: "pneumothorax: *no*", "a left effusion is seen and a right one is
// *not*".
import { CUES } from '../../ruleset.ts'
import { BETWEEN } from '../columns/codes.ts'
import type { Scratch } from '../columns/scratch.ts'
import type { Tables } from '../columns/tables.ts'
import {
  AND,
  ANSWER,
  COLON,
  COMMA,
  DASH,
  EMPTY_BOX,
  EXAMINATION,
  NEGATOR,
  SEMICOLON,
  SINGLE,
  TICKED_BOX,
  VERB,
} from '../columns/words.ts'

/** Words of the subject that a verb without its participle has: "a small right apical pneumothorax is not". */
const SUBJECT = 8
/** The classes that "present" is in. */
const IS_THERE = ANSWER | EXAMINATION

/**
 * "Pneumothorax: no", "Effusion - possible,": a cue alone after a colon or dash, or a check box, answers what stands
 * before.
 */
export function isAnswer(scratch: Scratch, tables: Tables, cue: number, from: number, to: number): boolean {
  const { matches, tokens } = scratch
  if (tables.directionOf[matches.rule[CUES][cue]] === BETWEEN) return false
  const before = matches.from[CUES][cue] - 1
  if (before < from) return false
  const after = matches.to[CUES][cue] + 1
  const isBox = tokens.id[before + 1] === EMPTY_BOX || tokens.id[before + 1] === TICKED_BOX
  if (!isBox && tokens.id[before] !== COLON && tokens.id[before] !== DASH)
    return after >= to && leavesOutVerb(scratch, tables, before, after, from)
  return after >= to || tokens.id[after] === COMMA
}

/**
 * "The effusion is seen and the pneumothorax *is not*": a verb and a "not" between `before` and `after` with no more of
 * their own.
 */
function leavesOutVerb(scratch: Scratch, tables: Tables, before: number, after: number, from: number): boolean {
  const { matches, tokens, mentionEnd, cueEnd } = scratch
  const { classes } = tables
  if (after !== before + 2 || (classes[tokens.id[before + 1]] & NEGATOR) === 0) return false
  if ((classes[tokens.id[before]] & VERB) === 0 || mentionEnd[before - 1] === 0) return false
  let token = before - 2
  const isLink = (at: number): boolean => {
    const cue = cueEnd[at] - 1
    if (cue >= 0 && tables.endsOf[matches.rule[CUES][cue]] !== 0) return true
    return tokens.id[at] === COMMA || (classes[tokens.id[at]] & AND) !== 0
  }
  while (token >= from && before - token <= SUBJECT && !isLink(token)) token--
  while (token >= from && isLink(token)) token--
  // "An effusion is seen*; a pneumothorax is not*".
  if (token === from - 1 && token >= 0 && tokens.id[token] === SEMICOLON) token--
  const bits = token < 0 ? 0 : classes[tokens.id[token]]
  return (bits & (VERB | SINGLE)) === VERB || (bits & IS_THERE) === IS_THERE
}
