// The findings before and behind a mention, and which of two a place between them is of. What follows a noun with its
// preposition is that noun's ("opacity *in the left lower lobe* likely atelectasis"), whatever joins the next to it.
import { CUES, DEID, MODIFIERS, NUMBER } from '../../ruleset.ts'
import { NARROWS, PLACED } from '../columns/extras.ts'
import type { MentionColumns, Scratch } from '../columns/scratch.ts'
import type { Tables } from '../columns/tables.ts'
import {
  AND,
  ANSWER,
  COLON,
  COMMA,
  DASH,
  DETERMINER,
  FILLER,
  GENITIVE,
  isCharacter,
  LOCATIVE,
  OR,
  PREPOSITION,
  RELATIVE,
  VERB,
  WITH,
} from '../columns/words.ts'

const JOINS = AND | OR
const ENDS = PREPOSITION | VERB | RELATIVE | WITH

/**
 * Whether a modifier is of the noun before it, which ends right before token `floor`, where what joins the next finding
 * begins behind it. Right behind the noun ("fracture *left sixth rib* without …") it is so only before a cue
 * (`isCued`): before an "and" it may open a line of its own.
 */
export function followsNoun(
  scratch: Scratch,
  tables: Tables,
  modifier: number,
  floor: number,
  isCued: boolean,
): boolean {
  const { modifierEnd, matches, tokens } = scratch
  const { classes } = tables
  // Of size, age and kind there is no telling.
  if ((tables.extraOf[matches.rule[MODIFIERS][modifier]] & (PLACED | NARROWS)) === NARROWS) return false
  const start = matches.from[MODIFIERS][modifier]
  // "Effusion *in the minor fissure* without …", "shift *to the left* and …": its own words begin with the preposition.
  if ((classes[tokens.id[start]] & PREPOSITION) !== 0 && isOfNoun(scratch, tables, start, floor)) return true
  let strangers = 0
  let isOpen = false
  for (let token = start - 1; token >= floor; token--) {
    const other = modifierEnd[token] - 1
    if (other >= 0) {
      token = matches.from[MODIFIERS][other]
      continue
    }
    const what = tokens.id[token]
    const bits = classes[what]
    if ((bits & GENITIVE) !== 0) {
      if (token === floor) return true
      isOpen = true
    } else if ((bits & LOCATIVE) !== 0) {
      if (isOfNoun(scratch, tables, token, floor)) return true
      if (tokens.id[token - 1] === COMMA) return false
      isOpen = true
    } else if ((bits & ENDS) !== 0) return false
    else if ((bits & (FILLER | DETERMINER | JOINS)) === 0 && what !== NUMBER && what !== DEID) {
      // "In the setting of left effusion": what is between a preposition and the noun must be known.
      if (isOpen || isCharacter(what) || ++strangers > 1) return false
    }
  }
  return isCued && !isOpen && strangers === 0
}

/**
 * Whether a preposition goes on about the noun: nothing that begins anew stands before it ("*and* at the left base").
 */
function isOfNoun({ tokens }: Scratch, { classes }: Tables, token: number, floor: number): boolean {
  if (token === floor) return true
  const before = tokens.id[token - 1]
  return before !== COMMA && (classes[before] & JOINS) === 0
}

/** Where the cue begins, before `end`, that governs a mention or sets it against the one before; -1 without one. */
export function cueBefore({ mentions, matches }: Scratch, mention: number, end: number): number {
  const forward = mentions.forward[mention]
  const between = mentions.between[mention]
  const from = forward < 0 ? -1 : matches.from[CUES][forward]
  const other = between < 0 ? -1 : matches.from[CUES][between]
  return Math.max(from < end ? from : -1, other < end ? other : -1)
}

/** Where the words before `start` begin that are no earlier mention's. */
export function previousEnd({ mentions }: Scratch, mention: number, start: number, from: number): number {
  for (let at = mention - 1; at >= 0 && mentions.sentence[at] === mentions.sentence[mention]; at--) {
    const last = lastBefore(mentions, at, start)
    if (last < start) return last + 1
  }
  return from
}

/**
 * The last token of a mention: with its structure, where that stands before `start` ("flattening of the left hemidiaphragm
 * and shift to the right"), but without a noun that it shares with the one there ("*chest* and endotracheal tubes").
 */
export function lastBefore({ to, anchorTo }: MentionColumns, at: number, start: number): number {
  return to[at] < start ? to[at] : anchorTo[at]
}

/** The mention of the sentence that stands wholly, or by the words that cues govern, behind one; -1 where none does. */
export function nextMention({ mentions }: Scratch, mention: number): number {
  const end = mentions.anchorTo[mention]
  for (let at = mention + 1; at < mentions.count && mentions.sentence[at] === mentions.sentence[mention]; at++) {
    if (mentions.from[at] > end || mentions.anchorFrom[at] > end) return at
  }
  return -1
}

/** Where a mention begins, with its structure where that stands behind `end` too. */
export function startAfter({ mentions }: Scratch, mention: number, end: number): number {
  return mentions.from[mention] > end ? mentions.from[mention] : mentions.anchorFrom[mention]
}

/** Where the answer of a template begins to qualify its item, or the token given: "effusion*: small*", "effusion - yes, *small*". */
export function answerAt({ modifierAt, tokens }: Scratch, tables: Tables, token: number): number {
  const { id } = tokens
  if (id[token] !== COLON && id[token] !== DASH) return token
  let at = token + 1
  if ((tables.classes[id[at]] & ANSWER) !== 0) at++
  if (at > token + 1 && id[at] === COMMA) at++
  return modifierAt[at] === 0 ? token : at
}
