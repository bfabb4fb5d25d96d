// Which modifiers qualify a mention: those in its noun phrase before it, in the phrase after it ("nodule in the right
// upper lobe"), and those said of it as a predicate ("the fracture is old"). A place may also stand in the finding's own
// words ("collapse of the left lower lobe") and in the subject of its verb ("the left base is opacified").
import { CUES, DEID, MODIFIERS, NUMBER } from '../../ruleset.ts'
import { DECREASED, INCREASED, UNCHANGED } from '../columns/codes.ts'
import { GRADES, HOSTED, NARROWS, PLACED, SIDED } from '../columns/extras.ts'
import { modifierAt } from '../columns/rules.ts'
import type { Scratch } from '../columns/scratch.ts'
import type { Tables } from '../columns/tables.ts'
import {
  ADVERB,
  AND,
  CLOSE,
  COMMA,
  DASH,
  DETERMINER,
  FILLER,
  isCharacter,
  LOCATIVE,
  NEGATOR,
  OPEN,
  OR,
  PREPOSITION,
  PRESENT,
  RELATIVE,
  VERB,
  WITH,
} from '../columns/words.ts'
import { hasSideBehind, isFronted, isOfTwo } from './fronted.ts'
import { answerAt, cueBefore, followsNoun, nextMention, previousEnd, startAfter } from './neighbours.ts'
import { readSubject } from './subject-places.ts'

const JOINS = AND | OR
const LINK = FILLER | JOINS
const AFTER = FILLER | DETERMINER | PREPOSITION | LOCATIVE | VERB | RELATIVE
/** Unknown words passed over before and after a mention, and how far the words after it are followed. */
const STRANGERS = 1
const REACH_AFTER = 18

/** Marks all modifier matches in the per-token columns; `unmarkModifiers` clears them again. */
export function markModifiers(scratch: Scratch, { extraOf }: Tables): void {
  const { matches, modifierAt, modifierEnd } = scratch
  let bits = 0
  for (let at = 0; at < matches.count[MODIFIERS]; at++) {
    modifierAt[matches.from[MODIFIERS][at]] = at + 1
    modifierEnd[matches.to[MODIFIERS][at]] = at + 1
    bits |= extraOf[matches.rule[MODIFIERS][at]]
  }
  scratch.modified = bits
}

/** Clears what `markModifiers` wrote. */
export function unmarkModifiers(scratch: Scratch): void {
  const { matches, modifierAt, modifierEnd } = scratch
  for (let at = 0; at < matches.count[MODIFIERS]; at++) {
    modifierAt[matches.from[MODIFIERS][at]] = 0
    modifierEnd[matches.to[MODIFIERS][at]] = 0
  }
}

/** Writes into `scratch.found` the modifier matches that qualify a mention; gives their number. */
export function collectModifiers(scratch: Scratch, tables: Tables, mention: number): number {
  const { mentions, sentences } = scratch
  const sentence = mentions.sentence[mention]
  const floor = previousEnd(scratch, mention, mentions.anchorFrom[mention], sentences.from[sentence])
  const next = nextMention(scratch, mention)
  const anchorTo = mentions.anchorTo[mention]
  kept = 0
  const start = readOwn(scratch, tables, mention)
  const first = readBefore(scratch, tables, mention, start - 1, floor)
  const last = readAfter(scratch, tables, mention, next, sentences.to[sentence])
  // "The *left* clavicle is fractured": what the structure is called belongs to the mention, wherever the state stands.
  const from = mentions.anatomyFrom[mention]
  if (from > anchorTo) {
    if (last <= from) readBefore(scratch, tables, mention, mentions.anatomyTo[mention], anchorTo + 1)
  } else if (from >= 0 && first >= from) {
    // "The *right* lung is hyperinflated and clear": the second of two predicates has the subject of the first.
    const limit = from >= floor ? floor : previousEnd(scratch, mention, from, sentences.from[sentence])
    readBefore(scratch, tables, mention, Math.min(first, mentions.anatomyTo[mention]), limit)
  } else if (from < 0 && first >= floor) kept = readSubject(scratch, tables, mention, first, start, floor, kept)
  return kept
}

/** How many modifiers of the mention being read `scratch.found` holds. */
let kept = 0

function keep(scratch: Scratch, tables: Tables, mention: number, modifier: number): void {
  const extra = tables.extraOf[scratch.matches.rule[MODIFIERS][modifier]]
  if ((extra & HOSTED) !== 0) return
  if ((extra & GRADES) !== 0 && isOfChange(scratch, tables, mention, modifier)) return
  scratch.found[kept++] = modifier
}

/** "The *moderate* effusion is now small": what is so now takes the place of what was said of the same facet before. */
function dropFormer({ found, matches }: Scratch, tables: Tables, modifier: number): void {
  const rule = matches.rule[MODIFIERS][modifier]
  if ((tables.extraOf[rule] & NARROWS) === 0) return
  const { facet } = modifierAt(tables, rule)
  let left = 0
  for (let at = 0; at < kept; at++) {
    const other = modifierAt(tables, matches.rule[MODIFIERS][found[at]])
    if (other.facet !== facet) found[left++] = found[at]
  }
  kept = left
}

/**
 * Reads the place that a finding's own words give: a side, with the region beside it, or a region that begins before them
 * ("right *upper* lobe collapse"). Other regions are part of the name: "hilar mass". A bone is read wherever it stands in
 * them ("*rib* deformities"). Gives the token that the words begin at.
 */
function readOwn({ mentions, modifierEnd, matches, found }: Scratch, tables: Tables, mention: number): number {
  let start = mentions.anchorFrom[mention]
  let isSided = false
  for (let token = start; token <= mentions.anchorTo[mention]; token++) {
    const modifier = modifierEnd[token] - 1
    if (modifier < 0) continue
    const rule = matches.rule[MODIFIERS][modifier]
    const extra = tables.extraOf[rule]
    const from = matches.from[MODIFIERS][modifier]
    if ((extra & SIDED) !== 0) isSided = true
    if ((extra & PLACED) === 0) {
      if (modifierAt(tables, rule).facet === 'bone') found[kept++] = modifier
      continue
    }
    if (!isSided && from >= start) continue
    found[kept++] = modifier
    start = Math.min(start, from)
  }
  return start
}

/** Reads leftwards from a token; gives the token that it came to a halt at. */
function readBefore(scratch: Scratch, tables: Tables, mention: number, start: number, floor: number): number {
  const { mentions, modifierEnd, matches, tokens } = scratch
  const from = mentions.anatomyFrom[mention]
  const to = mentions.anatomyTo[mention]
  // Words before this token may be those of a finding before, where one is.
  const own = floor > scratch.sentences.from[mentions.sentence[mention]] ? mentions.from[mention] : -1
  const cue = cueBefore(scratch, mention, own)
  let isJoined = false
  let isSided = own >= 0 && hasSideBehind(scratch, tables, mention)
  let strangers = 0
  let bracket = OUTSIDE
  let token = start
  for (; token >= floor; token--) {
    const modifier = modifierEnd[token] - 1
    if (modifier >= 0) {
      // "Effusion *on the left* without pneumothorax": it is the earlier finding's.
      if ((isJoined || token < cue) && followsNoun(scratch, tables, modifier, floor, token < cue)) break
      if (bracket !== SKIPPED) keep(scratch, tables, mention, modifier)
      if ((tables.extraOf[matches.rule[MODIFIERS][modifier]] & SIDED) !== 0) isSided = true
      token = matches.from[MODIFIERS][modifier]
      continue
    }
    const what = tokens.id[token]
    // "*Small* (about 10%) left pneumothorax": a bracket is passed over, and read where modifiers stand in it.
    if (what === CLOSE || (what === OPEN && bracket !== OUTSIDE)) {
      bracket = what === CLOSE ? READ : OUTSIDE
      continue
    }
    const bits = tables.classes[what]
    // "Opacity at the left base, right effusion": with a side of its own it does not go on about the opacity.
    if (((bits & JOINS) !== 0 || (what === COMMA && isSided)) && token < own) isJoined = true
    if ((bits & LINK) !== 0 || what === NUMBER || what === COMMA || bracket === SKIPPED) continue
    // "A small left *and a* moderate right effusion".
    if ((bits & DETERMINER) !== 0 && isSided && isOfTwo(scratch, tables, token)) continue
    // The structure's own name is no stranger.
    if (token >= from && token <= to) continue
    // "The left *hemidiaphragm and* a mediastinal shift": it is another noun.
    if (isJoined && (tables.classes[tokens.id[token + 1]] & JOINS) !== 0) break
    if ((bits & (AFTER | WITH)) === 0 && !isCharacter(what) && ++strangers <= STRANGERS) continue
    if (bracket === OUTSIDE) break
    bracket = SKIPPED
    strangers = 0
  }
  return token
}

/** Reads the words after a mention; gives the token that it came to a halt at. `next` is the mention behind it, or -1. */
function readAfter(scratch: Scratch, tables: Tables, mention: number, next: number, to: number): number {
  const { mentions, modifierAt, matches } = scratch
  const { id } = scratch.tokens
  const { classes } = tables
  const anchorTo = mentions.anchorTo[mention]
  const ceiling = next < 0 ? to : startAfter(scratch, next, anchorTo)
  const end = Math.min(ceiling, anchorTo + REACH_AFTER + 1)
  let isAside = false
  let strangers = 0
  let bracket = OUTSIDE
  let token = answerAt(scratch, tables, anchorTo + 1)
  for (; token < end; token++) {
    const modifier = modifierAt[token] - 1
    if (modifier >= 0) {
      // What stands right before the next mention belongs to that one: "effusion, small nodule".
      const last = matches.to[MODIFIERS][modifier]
      const isOwn = last <= mentions.to[mention] && mentions.anatomyFrom[mention] >= 0
      if (!isOwn && next >= 0 && isFronted(scratch, tables, modifier, anchorTo + 1, ceiling)) break
      if (
        bracket !== SKIPPED &&
        (isOwn || next < 0 || !leadsTo(scratch, tables, modifier, anchorTo + 1, next, ceiling))
      ) {
        const before = classes[id[token - 1]]
        if ((before & PRESENT) !== 0) dropFormer(scratch, tables, modifier)
        // "The mass is *not cavitary*".
        if ((before & NEGATOR) === 0) keep(scratch, tables, mention, modifier)
      }
      token = last
      continue
    }
    const what = id[token]
    if (what === OPEN || (what === CLOSE && bracket !== OUTSIDE)) {
      bracket = what === OPEN ? READ : OUTSIDE
      continue
    }
    const bits = classes[what]
    if ((bits & (AFTER | LINK | WITH)) !== 0 || what === NUMBER || what === DEID || bracket === SKIPPED) continue
    if (what === COMMA) {
      // "Rib fractures, *likely* old": the hedge is of the adjective.
      if ((classes[id[token + 1]] & ADVERB) !== 0 && modifierAt[token + 2] !== 0) token++
      const next = id[token + 1]
      // "Effusion, previously moderate, *is* now small": the verb behind an aside is the finding's own.
      if (isAside && (classes[next] & VERB) !== 0) continue
      isAside = modifierAt[token + 1] !== 0 || next === NUMBER || (classes[next] & (RELATIVE | LINK)) !== 0
      if (isAside) continue
    } else if (what === DASH && modifierAt[token + 1] !== 0) continue
    else if (!isCharacter(what) && ++strangers <= STRANGERS) continue
    if (bracket === OUTSIDE) break
    bracket = SKIPPED
    strangers = 0
  }
  return token
}

/** Where reading stands to a bracket: outside, in one that is read, or in one that holds something else. */
const OUTSIDE = 0
const READ = 1
const SKIPPED = 2

/**
 * "Effusion, *mildly* increased": the degree of a change is not one of the finding. "Mildly increased heart size" is. Nor is that
 * of the next: "effusions, stable on the right and *slightly* larger on the left".
 */
function isOfChange(scratch: Scratch, tables: Tables, mention: number, modifier: number): boolean {
  const { change, count } = scratch.mentions
  if (isOfCue(scratch, tables, mention, modifier, change[mention])) return true
  return mention + 1 < count && isOfCue(scratch, tables, mention, modifier, change[mention + 1])
}

function isOfCue(
  { mentions, matches }: Scratch,
  tables: Tables,
  mention: number,
  modifier: number,
  cue: number,
): boolean {
  if (cue < 0) return false
  const code = tables.changeOf[matches.rule[CUES][cue]]
  const from = matches.from[CUES][cue]
  const to = matches.to[CUES][cue]
  // "Effusion, not *significantly* changed".
  if (code === UNCHANGED) return matches.from[MODIFIERS][modifier] >= from && matches.to[MODIFIERS][modifier] <= to
  if (code !== INCREASED && code !== DECREASED) return false
  const isAfter = from > mentions.anchorTo[mention]
  if (!isAfter && to >= mentions.anchorFrom[mention]) return false
  return matches.to[MODIFIERS][modifier] >= from - 1 && matches.from[MODIFIERS][modifier] <= (isAfter ? to + 1 : to)
}

/** Whether a modifier behind a mention, whose words end right before `floor`, is of the next one, which begins at `ceiling`. */
function leadsTo(
  scratch: Scratch,
  tables: Tables,
  modifier: number,
  floor: number,
  next: number,
  ceiling: number,
): boolean {
  const from = scratch.matches.to[MODIFIERS][modifier] + 1
  let isJoined = false
  let strangers = 0
  for (let token = from; token < ceiling; token++) {
    const other = scratch.modifierAt[token] - 1
    if (other >= 0) {
      token = scratch.matches.to[MODIFIERS][other]
      continue
    }
    const what = scratch.tokens.id[token]
    const bits = tables.classes[what]
    if ((bits & JOINS) !== 0) isJoined = true
    if ((bits & LINK) !== 0 || what === NUMBER || what === DEID) continue
    if ((bits & (AFTER | VERB | WITH)) !== 0 || isCharacter(what) || ++strangers > STRANGERS) return false
  }
  // "Opacity *at the left base* likely atelectasis", "… or atelectasis".
  const isCued = cueBefore(scratch, next, ceiling) >= from
  return !((isJoined || isCued) && followsNoun(scratch, tables, modifier, floor, isCued))
}
