// What words of no change leave to the prior examination: the chest, the rest of it, or the structures they are said
// of. A sentence is taken to be about the whole chest only where each of its words may be: it has no subject, or the
// examination is the subject. A noun that no rule knows ("breast shadows are unchanged") is a subject of its own.
import type { AnatomyRule } from '../../rule.ts'
import { ANATOMY, CUES } from '../../ruleset.ts'
import { KNOWN, LEANS_NAMED, LEANS_REST, LEANS_SUBJECT, UNCHANGED } from '../columns/codes.ts'
import { structureAt } from '../columns/rules.ts'
import type { Scratch } from '../columns/scratch.ts'
import { firstAtOrAfter } from '../columns/search.ts'
import type { Tables } from '../columns/tables.ts'
import {
  AND,
  CLOSE,
  COLON,
  COMMA,
  DASH,
  DETERMINER,
  EVENT,
  EXAMINATION,
  OPEN,
  OR,
  PARTIAL,
  RELATIVE,
  VERB,
  WITH,
} from '../columns/words.ts'
import { opensEvent } from '../grammar/devices.ts'
import { isAttribute } from '../grammar/scope.ts'
import { isAtException, isAtStop, isAtStructure, isDenial, isOf } from '../grammar/standing.ts'
import { chestBefore, frontEnd } from '../grammar/subjects.ts'
import { devicesOf, type Left } from './leaning-devices.ts'
import { isAsideOpener, isBare, isOfWhole, isWhole } from './whole.ts'

/** How far from the words that call it unchanged a structure stands. */
const REACH = 12

/**
 * What a cue leaves to the prior, or null: what it says of a finding is said, not left. `first` is the first mention
 * whose change it decides, or -1.
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

/**
 * The structures within a range, but for the chest itself ("*AP chest*: heart size is unchanged"); null where there are
 * none.
 */
function structuresIn({ matches }: Scratch, tables: Tables, from: number, to: number): AnatomyRule[] | null {
  const starts = matches.from[ANATOMY]
  let found: AnatomyRule[] | null = null
  for (
    let at = firstAtOrAfter(starts, matches.count[ANATOMY], from);
    at < matches.count[ANATOMY] && starts[at] < to;
    at++
  ) {
    const structure = structureAt(tables, matches.rule[ANATOMY][at])
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
 * Where what stands behind a cue and belongs to it ends: "no change *in the heart or lungs*", "stable *chest*". A verb
 * may stand between: "no change is seen in the left base".
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
