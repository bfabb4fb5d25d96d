// "A or B", "A versus B": findings set against each other lose their certainty.
import { CUES, MODIFIERS, NUMBER } from '../../ruleset.ts'
import { IMPROBABLE } from '../columns/codes.ts'
import type { Scratch } from '../columns/scratch.ts'
import type { Tables } from '../columns/tables.ts'
import { AND, COLON, COMMA, DASH, DETERMINER, FILLER, OPEN, OR, SLASH, VERB, WITH } from '../columns/words.ts'
import { codeOf, isHedge } from '../grammar/scope.ts'

/** How far the items of a list stand apart. */
const ITEM_GAP = 8

/** "A or B", "A versus B": lowers the certainty of the findings on both sides, and of a list before. */
export function joinNeighbours(scratch: Scratch, tables: Tables, cue: number, from: number, to: number): void {
  const { matches, mentions, tokens } = scratch
  const start = matches.from[CUES][cue]
  if (scratch.cueAt[start] - 1 !== cue || joinsAdjectives(scratch, tables, start, matches.to[CUES][cue], from)) return
  const after = alternativeAfter(scratch, tables, cue, to)
  if (after < 0) {
    if (tables.loneOf[matches.rule[CUES][cue]] === 1) doubtNearest(scratch, tables, cue, from)
    return
  }
  if (tables.isNormalOf[mentions.rule[after]] === 1) return
  const group = tables.groupOf[mentions.rule[after]]
  const isListed = mentions.change[after] >= 0 && tables.listsOf[matches.rule[CUES][mentions.change[after]]] === 1
  if (isListed) return
  const denial = mentions.forward[after]
  const isDenied = denial >= 0 && matches.from[CUES][denial] < start && codeOf(scratch, tables, denial) >= IMPROBABLE
  let sameLabel = true
  const hasOxfordComma = start > from && tokens.id[start - 1] === COMMA
  let last = start
  let count = 0
  // Whether a comma parts the last finding read from what stands before it: "opacities *from* edema or infection" are
  // one.
  let isParted = false
  for (let token = start - 1; token >= from && last - token <= ITEM_GAP; token--) {
    const before = scratch.mentionEnd[token] - 1
    if (before >= 0) {
      if (count > 0 && !isParted) break
      if (tables.isNormalOf[mentions.rule[before]] === 1) {
        // "Normal or mildly enlarged": the normal state stands, its rival is a possibility.
        if (count === 0) {
          count++
          sameLabel = false
        }
        break
      }
      if (group < 0 || tables.groupOf[mentions.rule[before]] !== group) {
        // "No kinking of *the tube* or pneumothorax": the tube stands in no list.
        if (!isDenied || codeOf(scratch, tables, mentions.forward[before]) >= IMPROBABLE) mentions.between[before] = cue
        sameLabel = false
      }
      count++
      token = mentions.anchorFrom[before]
      last = token
      isParted = false
      continue
    }
    const what = tokens.id[token]
    // "Opacity (edema or infection)": the sign stands outside the bracket of its readings.
    const parts = what === COLON || ((what === DASH || what === OPEN) && count > 0)
    if ((tables.classes[what] & VERB) !== 0 || parts || scratch.cueEnd[token] !== 0) break
    // Only "A, B, or C" is a list of three; in "opacity, edema or infection" the sign stands apart from its readings.
    if (what === COMMA && count > 0 && !(hasOxfordComma && listGoesOn(scratch, token, from))) break
    if (what === COMMA) isParted = true
    else if (count > 0 && (tables.classes[what] & (AND | WITH)) !== 0) break
  }
  // "Viral illness *versus* pneumonia": in doubt, whatever the other word is.
  if (count > 0 ? !sameLabel : tables.loneOf[matches.rule[CUES][cue]] === 1) mentions.between[after] = cue
}

/**
 * "Mild/moderate", "acute versus chronic", "b/l", "2/2": adjectives, places or numbers that have no noun of their own
 * before the word that joins them, so that the noun behind them is one finding.
 */
function joinsAdjectives(scratch: Scratch, tables: Tables, start: number, end: number, from: number): boolean {
  const { matches, tokens, modifierEnd, modifierAt } = scratch
  if (start === from) return false
  // "11 mm vs 8 mm".
  if (tokens.id[end + 1] === NUMBER && (tokens.id[start - 1] === NUMBER || tokens.id[start - 2] === NUMBER)) return true
  const around = modifierAt[start - 1] - 1
  if (around >= 0 && matches.to[MODIFIERS][around] > end) return true
  let token = start - 1
  for (; token >= from; token--) {
    const modifier = modifierEnd[token] - 1
    if (modifier >= 0) token = matches.from[MODIFIERS][modifier]
    else if ((tables.classes[tokens.id[token]] & (FILLER | DETERMINER)) === 0) break
  }
  if (token === start - 1) return false
  if (token < from) return true
  const what = tokens.id[token]
  // "Atelectasis, *small/trace* effusion", but "opacity, left base vs effusion".
  if (what === COMMA) return modifierAt[end + 1] !== 0
  return (tables.classes[what] & (AND | WITH | VERB)) !== 0
}

/** The finding that a "versus" or "or" sets against what stands before it, or -1. */
function alternativeAfter(scratch: Scratch, tables: Tables, cue: number, to: number): number {
  const { matches, tokens } = scratch
  const end = matches.to[CUES][cue]
  for (let token = end + 1; token < to && token <= end + ITEM_GAP; token++) {
    if (scratch.mentionAt[token] !== 0) return scratch.mentionAt[token] - 1
    const inner = scratch.cueAt[token] - 1
    // "Due to effusion versus *due to* hyperinflation": an assertion inside the alternative does not part them.
    // Nor does a hedge of its own ("edema or *possibly* infection", "edema or*, possibly,* infection").
    if (inner >= 0 && (tables.yieldsOf[matches.rule[CUES][inner]] === 1 || isHedge(codeOf(scratch, tables, inner)))) {
      token = matches.to[CUES][inner]
      if (tokens.id[token + 1] === COMMA && tokens.id[end + 1] === COMMA) token++
    } else if (tokens.id[token] === COMMA && token === end + 1 && (tables.classes[tokens.id[end]] & OR) !== 0) continue
    else if (isBreak(tables, tokens.id[token]) || inner >= 0) return -1
  }
  return -1
}

/**
 * "Nodule versus vessel": the finding right before is in doubt, whatever the other word is. A cue of lists doubts the
 * two before it: "atelectasis, pneumonia *or both*".
 */
function doubtNearest(scratch: Scratch, tables: Tables, cue: number, from: number): void {
  const start = scratch.matches.from[CUES][cue]
  let left = tables.listsOf[scratch.matches.rule[CUES][cue]] === 1 ? 2 : 1
  for (let token = start - 1; token >= from && start - token <= ITEM_GAP; token--) {
    const before = scratch.mentionEnd[token] - 1
    if (before >= 0) {
      if (tables.isNormalOf[scratch.mentions.rule[before]] === 0) scratch.mentions.between[before] = cue
      token = scratch.mentions.anchorFrom[before]
      if (
        --left === 0 ||
        token <= from ||
        scratch.tokens.id[token - 1] !== COMMA ||
        !listGoesOn(scratch, token - 1, from)
      )
        return
      token--
      continue
    }
    if (isBreak(tables, scratch.tokens.id[token])) return
  }
}

function isBreak(tables: Tables, what: number): boolean {
  return what === COMMA || what === COLON || what === SLASH || (tables.classes[what] & (VERB | WITH)) !== 0
}

/** Whether a list item ends right before this comma: "edema, infection, or hemorrhage". */
function listGoesOn(scratch: Scratch, comma: number, from: number): boolean {
  return comma > from && scratch.mentionEnd[comma - 1] !== 0
}
