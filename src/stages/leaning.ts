// What words of no change leave to the prior examination: the chest, the rest of it, or the structures they are said of.
// A sentence is taken to be about the whole chest only where each of its words may be: it has no subject, or the
// examination is the subject. A noun that no rule knows ("breast shadows are unchanged") is a subject of its own.
import type { AnatomyRule } from '../rule.ts'
import { ANATOMY, CUES, DEID, FIRST_WORD, NUMBER, PARAGRAPH_START } from '../ruleset.ts'
import { ABSENT, CERTAIN, KNOWN, LEANS_NAMED, LEANS_REST, LEANS_SUBJECT, PROBABLE, UNCHANGED } from './codes.ts'
import { opensEvent } from './devices.ts'
import { devicesOf, type Left } from './leaning-devices.ts'
import { isAttribute } from './scope.ts'
import type { Scratch } from './scratch.ts'
import { firstAtOrAfter } from './search.ts'
import { isAtException, isAtStop, isAtStructure, isDenial, isOf, isOfChest } from './standing.ts'
import { chestBefore, frontEnd } from './subjects.ts'
import type { Tables } from './tables.ts'
import {
  AND,
  CLOSE,
  COLON,
  COMMA,
  DASH,
  DETERMINER,
  DOT,
  EVENT,
  EXAMINATION,
  FILLER,
  NEGATOR,
  OPEN,
  OR,
  PARTIAL,
  PREPOSITION,
  RELATIVE,
  VERB,
  WITH,
} from './words.ts'

/** How far from the words that call it unchanged a structure stands. */
const REACH = 12
/** How far back the beginning of a clause is looked for. */
const LOOK = 24
/** Words that name nothing by themselves. */
const EMPTY = EXAMINATION | VERB | DETERMINER | FILLER | PREPOSITION | AND | OR | NEGATOR

/**
 * What a cue leaves to the prior, or null: what it says of a finding is said, not left. `first` is the first mention whose
 * change it decides, or -1.
 */
export function leaningOf(scratch: Scratch, tables: Tables, cue: number, sentence: number, first: number): Left | null {
  const { matches } = scratch
  const rule = matches.rule[CUES][cue]
  if (first >= 0 && !isStateOf(scratch, first, cue)) {
    return tables.changeOf[rule] === UNCHANGED ? devicesOf(scratch, tables, cue, sentence, first) : null
  }
  const leans = tables.leansOf[rule]
  if (leans === 0) return null
  const from = matches.from[CUES][cue]
  // "The nodule is the same *as on the prior*": of the words before.
  if (cue > 0 && tables.changeOf[rule] === KNOWN && matches.to[CUES][cue - 1] === from - 1) return null
  const isRest = leans === LEANS_REST
  // "New line, *otherwise unchanged*" is a clause of its own; "the heart is *otherwise unchanged*" has a subject.
  const hasSubject = !isRest || (from > scratch.sentences.from[sentence] && isOf(scratch, tables, from - 1, VERB))
  const start = hasSubject
    ? Math.max(
        clauseStart(scratch, tables, sentence, from),
        chestBefore(scratch, tables, from, scratch.sentences.from[sentence]),
      )
    : from
  const end = complementEnd(scratch, tables, sentence, cue)
  if (end < 0) return null
  // "Unchanged *otherwise*."
  const leavesRest = end < scratch.sentences.to[sentence] && namesRest(scratch, tables, end, end + 1)
  const structures =
    structuresIn(scratch, tables, start, from) ?? structuresIn(scratch, tables, matches.to[CUES][cue] + 1, end)
  if (structures !== null) return named(structures, tables)
  if (leans === LEANS_NAMED || !isWhole(scratch, tables, matches.to[CUES][cue] + 1, end)) return null
  if (
    hasSubject &&
    !isOfWhole(
      scratch,
      tables,
      sentence,
      from,
      leans === LEANS_SUBJECT && !leavesRest && isBare(scratch, tables, cue, end),
    )
  )
    return null
  const opening = scratch.sentences.from[sentence]
  const head = hasSubject && isAtStop(scratch, tables, opening) ? opening : start
  const next = end < scratch.sentences.to[sentence] && scratch.tokens.id[end] === COMMA ? end + 1 : end
  const excepts =
    isAtException(scratch, tables, opening) ||
    (next < scratch.sentences.to[sentence] && isAtException(scratch, tables, next))
  return {
    what: isRest || leavesRest || excepts || namesRest(scratch, tables, head, end) ? 'rest' : 'all',
    concepts: [],
  }
}

/** "*Remaining* findings are stable", "*otherwise*, stable", "no *other* change". */
function namesRest(scratch: Scratch, tables: Tables, from: number, to: number): boolean {
  for (let token = from; token < to; token++)
    if (isOf(scratch, tables, token, PARTIAL) && isOf(scratch, tables, token, EXAMINATION)) return true
  return false
}

/** Whether the cue is itself what the mention says of its structure: "the heart is *stable*". */
function isStateOf({ mentions, matches }: Scratch, mention: number, cue: number): boolean {
  const from = mentions.anchorFrom[mention]
  return mentions.anatomyFrom[mention] >= 0 && from >= matches.from[CUES][cue] && from <= matches.to[CUES][cue]
}

function named(structures: readonly AnatomyRule[], { ruleset }: Tables): Left | null {
  const left = new Set<string>()
  for (const { leaves } of structures)
    if (leaves !== 'all') for (const concept of leaves) left.add(ruleset.concepts[concept].id)
  return left.size === 0 ? null : { what: 'named', concepts: [...left] }
}

/** The structures within a range, but for the chest itself ("*AP chest*: heart size is unchanged"); null where there are none. */
function structuresIn({ matches }: Scratch, tables: Tables, from: number, to: number): AnatomyRule[] | null {
  const starts = matches.from[ANATOMY]
  let found: AnatomyRule[] | null = null
  for (
    let at = firstAtOrAfter(starts, matches.count[ANATOMY], from);
    at < matches.count[ANATOMY] && starts[at] < to;
    at++
  ) {
    const structure = tables.ruleset.rules[matches.rule[ANATOMY][at]] as AnatomyRule
    if (structure.leaves === 'all') continue
    found ??= []
    found.push(structure)
  }
  return found
}

/** Where the clause of a cue begins: behind the verb of the clause before, if there is one. */
function clauseStart(scratch: Scratch, tables: Tables, sentence: number, cue: number): number {
  const first = scratch.sentences.from[sentence]
  const head = isAtStop(scratch, tables, first) ? frontEnd(scratch, tables, first, cue) : first
  const from = Math.max(head, cue - REACH)
  let token = cue - 1
  while (token >= from && !isOf(scratch, tables, token, VERB)) token--
  while (token >= from && isOf(scratch, tables, token, VERB)) token--
  while (token >= from && !isOf(scratch, tables, token, VERB)) token--
  return token + 1
}

/**
 * Where what stands behind a cue and belongs to it ends: "no change *in the heart or lungs*", "stable *chest*". A verb may
 * stand between: "no change is seen in the left base".
 */
function complementEnd(scratch: Scratch, tables: Tables, sentence: number, cue: number): number {
  const { id } = scratch.tokens
  let token = scratch.matches.to[CUES][cue] + 1
  const to = Math.min(scratch.sentences.to[sentence], token + REACH)
  while (token < to && isOf(scratch, tables, token, VERB)) token++
  for (const begin = token; token < to; token++) {
    const what = id[token]
    if (what === COMMA) {
      const next = token + 1
      // "*Stable, mild* scoliosis": two adjectives.
      const isListed = token === begin && opensPhrase(scratch, tables, sentence, cue)
      if (next >= to || isDenial(scratch, tables, next)) return token
      if (token === begin && !isListed) return token
      if (!isListed && !isOf(scratch, tables, next, AND | OR) && !listsStructure(scratch, tables, next)) return token
      // "*As before, there is* a large gastric bubble": that is as before, and nothing is left.
      if (isListed && isOf(scratch, tables, next, DETERMINER) && isOf(scratch, tables, next, EXAMINATION)) return -1
    } else if (what === COLON || what === OPEN || what === CLOSE || what === DASH) return token
    else if (isOf(scratch, tables, token, VERB | WITH | RELATIVE) || isAtStop(scratch, tables, token)) return token
    // "Stable *without* new opacity", "stable *after* thoracotomy".
    else if (
      isDenial(scratch, tables, token) ||
      (isOf(scratch, tables, token, EVENT) && opensEvent(scratch, tables, token))
    )
      return token
    // "No change *allowing for* differences in technique": not of the technique.
    else if (isAsideOpener(scratch, tables, token)) return token
  }
  return token
}

/** Whether the next structure of a list begins here: "the heart, *the mediastinum* and the lungs". */
function listsStructure(scratch: Scratch, tables: Tables, token: number): boolean {
  return isAtStructure(scratch, isOf(scratch, tables, token, DETERMINER) ? token + 1 : token)
}

/** Whether a cue is an adjective that opens a noun phrase, or stands behind its article. */
function opensPhrase(scratch: Scratch, tables: Tables, sentence: number, cue: number): boolean {
  const { matches, sentences } = scratch
  if (tables.leansOf[matches.rule[CUES][cue]] !== LEANS_SUBJECT) return false
  return matches.from[CUES][cue] === sentences.from[sentence] || isAttribute(scratch, tables, cue)
}

/** Whether what stands behind a cue names nothing but the examination. */
export function isWhole(scratch: Scratch, tables: Tables, from: number, to: number): boolean {
  let isFree = false
  for (let token = to - 1; token >= from; token--) {
    if (isOfChest(scratch, tables, token)) isFree = true
    else if (isOf(scratch, tables, token, PREPOSITION | AND | OR | WITH | VERB) || scratch.tokens.id[token] === COMMA)
      isFree = false
    else if (!isFree && !isEmpty(scratch, tables, token)) return false
  }
  return true
}

/**
 * Whether a cue's subject, before it, is the examination, or it has none. `isBare`: the cue stands alone, and so speaks of
 * what the sentence before states, if it states anything.
 */
function isOfWhole(scratch: Scratch, tables: Tables, sentence: number, cue: number, isBare: boolean): boolean {
  const { id } = scratch.tokens
  const begin = Math.max(scratch.sentences.from[sentence], cue - LOOK)
  let token = cue - 1
  while (token >= begin && isOf(scratch, tables, token, VERB | FILLER)) token--
  if (token >= begin && isOf(scratch, tables, token, NEGATOR)) return false
  // "*This* is unchanged" speaks of what was named before; "*there* is no change" of nothing.
  if (
    token >= begin &&
    token < cue - 1 &&
    isOf(scratch, tables, token, DETERMINER) &&
    !isOf(scratch, tables, token, EXAMINATION)
  )
    return !isOf(scratch, tables, token + 1, VERB)
  let hasWords = false
  // What stands before the chest in its noun phrase is of the chest: "*postoperative* chest".
  let isFree = false
  for (; token >= begin; token--) {
    const what = id[token]
    if (what === COLON) {
      if (hasWords) return true
    } else if (what === COMMA || what === DASH || what === OPEN || what === CLOSE) {
      return hasWords || isAside(scratch, tables, begin, token)
    } else if (isAtStop(scratch, tables, token)) return hasWords || !isBare
    else if (isOfChest(scratch, tables, token)) isFree = hasWords = true
    else if (isOf(scratch, tables, token, EXAMINATION)) {
      if (isOf(scratch, tables, token, DETERMINER)) return true
      hasWords = true
    } else if (isOf(scratch, tables, token, VERB | AND | OR)) {
      if (hasWords) return true
    } else if (isOf(scratch, tables, token, PREPOSITION | WITH)) isFree = false
    else if (!isFree && !isEmpty(scratch, tables, token)) return false
  }
  return hasWords || !isBare || !followsFinding(scratch, tables, sentence)
}

/** Whether what stands before a comma says under which circumstances: "compared with yesterday, …", "allowing for rotation, …". */
function isAside(scratch: Scratch, tables: Tables, begin: number, comma: number): boolean {
  let from = comma
  while (from > begin && scratch.tokens.id[from - 1] !== COMMA) from--
  return (
    isOf(scratch, tables, from, PREPOSITION | WITH) ||
    isAtStop(scratch, tables, from) ||
    isAsideOpener(scratch, tables, from) ||
    isWhole(scratch, tables, from, comma)
  )
}

/** "Allowing for", "as compared with". */
function isAsideOpener(scratch: Scratch, tables: Tables, token: number): boolean {
  if (!isOf(scratch, tables, token, EXAMINATION) || token + 1 >= scratch.tokens.count) return false
  return isOf(scratch, tables, token + 1, PREPOSITION) && !isOf(scratch, tables, token + 1, FILLER)
}

/** Whether the sentence before one states a finding, and both are of one paragraph and of no list. */
export function followsFinding({ tokens, sentences, mentions }: Scratch, tables: Tables, sentence: number): boolean {
  const from = sentences.from[sentence]
  if (sentence === 0 || sentences.section[sentence] !== sentences.section[sentence - 1]) return false
  if ((tokens.flags[from] & PARAGRAPH_START) !== 0) return false
  // "1. Small effusion. 2. Unchanged."
  if ((tokens.id[from - 1] === DOT || tokens.id[from - 1] === CLOSE) && tokens.id[from - 2] === NUMBER) return false
  let at = firstAtOrAfter(mentions.sentence, mentions.count, sentence - 1)
  for (; at < mentions.count && mentions.sentence[at] < sentence; at++) {
    const rule = mentions.rule[at]
    if (mentions.existence[at] < ABSENT && tables.isNormalOf[rule] === 0 && tables.isTechniqueOf[rule] === 0)
      return true
  }
  return false
}

/** Whether nothing that can be a noun stands behind a cue: "unchanged from yesterday", where "stable chest" has one. */
export function isBare(scratch: Scratch, tables: Tables, cue: number, end: number): boolean {
  const token = scratch.matches.to[CUES][cue] + 1
  return token >= end || isOf(scratch, tables, token, PREPOSITION) || isCompared(scratch, tables, token)
}

/** Whether a word names nothing by itself. */
function isEmpty(scratch: Scratch, tables: Tables, token: number): boolean {
  const what = scratch.tokens.id[token]
  if (what === NUMBER || what === DEID || (what < FIRST_WORD && what > DEID)) return true
  return (tables.classes[what] & EMPTY) !== 0 || isCompared(scratch, tables, token)
}

/** Whether a word belongs to a cue that compares, or says how sure that is. */
function isCompared({ matches }: Scratch, tables: Tables, token: number): boolean {
  const at = firstAtOrAfter(matches.from[CUES], matches.count[CUES], token + 1) - 1
  if (at < 0 || matches.to[CUES][at] < token) return false
  const rule = matches.rule[CUES][at]
  // "*Likely* no change", too, is said of the whole.
  return tables.comparesOf[rule] === 1 || tables.existenceOf[rule] === CERTAIN || tables.existenceOf[rule] === PROBABLE
}
