// Two findings with one noun, said once: "*pleural* and small pericardial *effusions*", "lung or pleural nodules". The
// words before "and" become a mention of their own where they make a finding's phrase with that noun.
import { ENDING, FILTER, findChild, LAYER, LAYER_BITS, NODE } from '../../match/phrase-trie.ts'
import { ANATOMY, FINDINGS, MODIFIERS } from '../../ruleset.ts'
import { addMention, type Scratch } from '../columns/scratch.ts'
import { firstAtOrAfter } from '../columns/search.ts'
import type { Tables } from '../columns/tables.ts'
import { ADVERB, AND, COMMA, DETERMINER, FILLER, LOCATIVE, NEGATOR, OR, SLASH, VERB } from '../columns/words.ts'
import { isStateToken } from '../grammar/structures.ts'

/** Words of the part that leaves its noun to the other: "*coronary artery* and aortic calcification". */
const LONGEST = 3
/** Modifiers that may stand before the noun's own phrase: "and *small left* pericardial effusions". */
const BETWEEN = 2
const JOINS = AND | OR
const LINKS = DETERMINER | FILLER | ADVERB | NEGATOR

/**
 * Adds such mentions before the match of a finding in the sentence that begins at `from`: of "hilar, mediastinal and
 * axillary adenopathy" two.
 */
export function addSharing(scratch: Scratch, tables: Tables, sentence: number, from: number, finding: number): void {
  const { matches, mentions, tokens } = scratch
  const start = matches.from[FINDINGS][finding]
  const end = matches.to[FINDINGS][finding]
  let join = before(scratch, start, from, BETWEEN)
  // "And *possibly a* pericardial effusion".
  for (let passed = 0; join > from && passed < 2 && (tables.classes[tokens.id[join]] & LINKS) !== 0; passed++) join--
  if (join <= from || (tables.classes[tokens.id[join]] & JOINS) === 0) return
  // "And / or".
  while (join > from && isJoin(tables, tokens.id[join - 1])) join--
  const floor = finding === 0 ? from : Math.max(from, matches.to[FINDINGS][finding - 1] + 1)
  let last = join - 1
  while (last >= floor) {
    const first = firstOf(scratch, tables, Math.max(floor, last - LONGEST + 1), last, start, end)
    if (first >= 0) {
      if (isOther(scratch, tables, first, last, from)) return
      addMention(mentions, found, sentence, first, end, first, last, -1, -1)
    }
    // Of "lung, liver and bone metastases" one word makes no finding.
    const comma = before(scratch, first < 0 ? last : first, from, BETWEEN)
    if (comma <= from || tokens.id[comma] !== COMMA) return
    last = comma - 1
  }
}

function isJoin({ classes }: Tables, token: number): boolean {
  return (classes[token] & JOINS) !== 0 || token === SLASH
}

/** The rule of the phrase that `firstOf` found. */
let found = -1

/** Where the longest part that ends at `last` begins which makes a phrase with an ending of the tokens start … end; or -1. */
function firstOf(scratch: Scratch, tables: Tables, floor: number, last: number, start: number, end: number): number {
  for (let first = floor; first <= last; first++)
    for (let head = start + 1; head <= end; head++) {
      found = ruleOf(scratch, tables, first, last, head, end)
      if (found >= 0) return first
    }
  return -1
}

/** The finding's rule whose phrase is the tokens first … last and then head … end, or -1. */
function ruleOf({ tokens }: Scratch, tables: Tables, first: number, last: number, head: number, end: number): number {
  const { nodes, endings } = tables.phrases
  const { id } = tokens
  let node = id[first] * NODE
  for (let token = first; token < end; ) {
    token = token === last ? head : token + 1
    if ((nodes[node + FILTER] & (1 << id[token])) === 0) return -1
    node = findChild(nodes, node, id[token])
    if (node === 0) return -1
  }
  const ending = nodes[node + ENDING]
  let rule = -1
  if (ending > 0) rule = (ending & LAYER) === FINDINGS ? (ending >> LAYER_BITS) - 1 : -1
  else for (let at = -ending; at > 0 && endings[at] >= 0; at += 2) if (endings[at] === FINDINGS) rule = endings[at + 1]
  return rule < 0 || tables.isMask[rule] === 1 ? -1 : rule
}

/** The token before `token` and up to `most` modifiers that stand there. */
function before({ matches, modifierEnd }: Scratch, token: number, from: number, most: number): number {
  let at = token - 1
  for (let passed = 0; at > from && modifierEnd[at] !== 0 && passed < most; passed++)
    at = matches.from[MODIFIERS][modifierEnd[at] - 1] - 1
  return at
}

/**
 * "Opacity *in the left* lung and pleural nodules": the words are where another finding is. A structure that has more
 * before it than a list, a verb or a denial is a noun of its own: "*clear* lung and pleural masses", "*view of the* chest
 * and endotracheal tube".
 */
function isOther(scratch: Scratch, tables: Tables, first: number, last: number, from: number): boolean {
  const { matches, tokens } = scratch
  let at = before(scratch, first, from, BETWEEN)
  if (at >= from && isStateToken(scratch, at)) return true
  const starts = matches.from[ANATOMY]
  const structure = firstAtOrAfter(starts, matches.count[ANATOMY], at + 1)
  if (structure < matches.count[ANATOMY] && starts[structure] <= first && matches.to[ANATOMY][structure] === last) {
    const bits = at < from ? AND : tables.classes[tokens.id[at]]
    return (bits & (JOINS | VERB | NEGATOR)) === 0 && tokens.id[at] !== COMMA
  }
  if (at > from && (tables.classes[tokens.id[at]] & DETERMINER) !== 0) at--
  return at >= from && (tables.classes[tokens.id[at]] & LOCATIVE) !== 0
}
