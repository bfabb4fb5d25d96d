// Items of the form that a report was asked for with, whose names no rule knows: "*Ward round note:*
// pneumonia⏎FINDINGS: …". Before the heading under which the report begins, a name and a colon at the head of a line or
// sentence are such an item, where none of the words is one of the film: a structure, a finding, a state, or how it was
// made.
import {
  ANATOMY,
  CUES,
  FINDINGS,
  FIRST_WORD,
  LINE_START,
  MODIFIERS,
  NUMBER,
  PARAGRAPH_START,
  STATES,
} from '../../ruleset.ts'
import { PLACED, SIDED } from '../columns/extras.ts'
import type { Scratch } from '../columns/scratch.ts'
import { firstAtOrAfter } from '../columns/search.ts'
import type { Tables } from '../columns/tables.ts'
import { CLOSE, COLON, DOT, FILLER, OPEN, QUESTION, SLASH, VERB } from '../columns/words.ts'
import { isHardBreak } from '../grammar/lines.ts'

/** Most tokens of a name, with its brackets. */
const LONGEST = 8
const OF_FILM = [FINDINGS, ANATOMY, STATES, CUES] as const

/** First token of the first item with its colon in `from`…`to`, and no earlier than `first`; -1 for none. */
export function findItem(scratch: Scratch, tables: Tables, first: number, from: number, to: number): number {
  const { id } = scratch.tokens
  for (let colon = Math.max(from, first + 1); colon < to; colon++) {
    if (id[colon] !== COLON || (id[colon - 1] < FIRST_WORD && id[colon - 1] !== CLOSE)) continue
    const start = startOfName(scratch, tables, first, colon)
    if (start >= 0 && !speaksOfFilm(scratch, tables, start, colon)) return start
  }
  return -1
}

function startOfName(scratch: Scratch, { classes }: Tables, first: number, colon: number): number {
  const { id, flags } = scratch.tokens
  for (let token = colon - 1; token >= first && colon - token <= LONGEST; token--) {
    const what = id[token]
    if ((classes[what] & VERB) !== 0) return -1
    const isPart = what >= FIRST_WORD || what === NUMBER || what === SLASH || what === OPEN || what === CLOSE
    if (!isPart) return -1
    const before = token === 0 ? DOT : id[token - 1]
    if (before === DOT || before === QUESTION || (flags[token] & PARAGRAPH_START) !== 0) return token
    if ((flags[token] & LINE_START) !== 0 && isHardBreak(scratch, token)) return token
  }
  return -1
}

function speaksOfFilm({ matches, tokens }: Scratch, tables: Tables, from: number, to: number): boolean {
  for (const layer of OF_FILM) {
    const at = firstAtOrAfter(matches.from[layer], matches.count[layer], from)
    if (at < matches.count[layer] && matches.from[layer][at] < to) return true
  }
  // "*Upper zones:* clear": a place in the lung, and no more; "left knee" has its side alone, "central pain" a noun,
  // "lateral" none.
  if (to - from < 2) return false
  const place = firstAtOrAfter(matches.from[MODIFIERS], matches.count[MODIFIERS], to) - 1
  if (place < 0 || matches.from[MODIFIERS][place] < from) return false
  if ((tables.extraOf[matches.rule[MODIFIERS][place]] & (PLACED | SIDED)) !== PLACED) return false
  let token = matches.to[MODIFIERS][place] + 1
  while (token < to && (tables.classes[tokens.id[token]] & FILLER) !== 0) token++
  return token >= to
}
