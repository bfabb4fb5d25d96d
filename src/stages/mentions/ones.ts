// "No large effusion, although *a small one* cannot be excluded": the pronoun that stands for the noun of the finding
// before. Beside a hedge it becomes a mention of its own, so that the denial of the other does not swallow the doubt.
import { CUES, MODIFIERS } from '../../ruleset.ts'
import { EITHER, FORWARD } from '../columns/codes.ts'
import { addMention, type Scratch, sink } from '../columns/scratch.ts'
import { firstAtOrAfter } from '../columns/search.ts'
import type { Tables } from '../columns/tables.ts'
import { DEFINITE, DETERMINER, FILLER, GENITIVE, LOCATIVE, PREPOSITION, PRONOUN, VERB } from '../columns/words.ts'
import { isDevice } from '../grammar/devices.ts'
import { endsClause, isStranger } from '../grammar/scope.ts'
import { isHeld } from '../grammar/standing.ts'

const ONE = PRONOUN | FILLER
/** What may stand between "one" and the hedge behind it: "one *at the left apex is* possible". */
const PLACE = VERB | LOCATIVE | DEFINITE
/** Words between a hedge and its object: "cannot exclude *a very small nondisplaced* one". */
const GAP = 6

/** Adds a mention where "one" is what a hedge is of. */
export function addOne(scratch: Scratch, tables: Tables, cue: number, sentence: number): void {
  const { mentions, sentences } = scratch
  const one = oneBeside(scratch, tables, cue)
  if (one < 0) return
  if (one < sentences.from[sentence] || !endsClause(scratch, tables, one + 1, sentences.to[sentence])) return
  // "Possibly one *of* the ribs", "one *rib* may be deformed".
  if ((tables.classes[scratch.tokens.id[one + 1]] & GENITIVE) !== 0 || scratch.modifierAt[one + 1] !== 0) return
  const host = firstAtOrAfter(mentions.anchorFrom, mentions.count, one) - 1
  if (host < 0 || mentions.sentence[host] < sentence - 1 || mentions.anatomyFrom[host] >= 0) return
  if (sentences.section[mentions.sentence[host]] !== sentences.section[sentence]) return
  const { rule, anchorFrom } = mentions
  if (tables.isNormalOf[rule[host]] === 1 || tables.isTechniqueOf[rule[host]] === 1 || isDevice(scratch, tables, host))
    return
  const anchor = anchorFrom[host]
  for (let at = host; at >= 0 && anchorFrom[at] === anchor; at--) {
    addMention(mentions, rule[at], sentence, one, one, one, one, -1, -1)
    sink(mentions, mentions.count - 1, 0)
  }
}

/**
 * The "one" before a hedge, its verb and a place ("*one* is possible"), or behind it and no noun ("there may be a small
 * *one*"); or -1.
 */
function oneBeside(scratch: Scratch, tables: Tables, cue: number): number {
  const { tokens, modifierAt, modifierEnd, matches } = scratch
  const { classes } = tables
  const start = matches.from[CUES][cue]
  const end = matches.to[CUES][cue]
  // "*One* cannot exclude an effusion", "*one* could argue": a hedge that looks ahead has the reader for its subject.
  const direction = tables.directionOf[matches.rule[CUES][cue]]
  const isAhead = direction === FORWARD || (direction === EITHER && isHeld(scratch, end + 1, end + GAP))
  let token = start - 1
  for (; !isAhead && token >= 0 && token >= start - GAP; token--) {
    if ((classes[tokens.id[token]] & ONE) === ONE) return token
    if (modifierEnd[token] !== 0) token = matches.from[MODIFIERS][modifierEnd[token] - 1]
    else if ((classes[tokens.id[token]] & PLACE) === 0) break
  }
  for (token = end + 1; token < tokens.count && token <= end + GAP; token++) {
    const bits = classes[tokens.id[token]]
    if ((bits & ONE) === ONE) return isHeld(scratch, end + 1, token) ? -1 : token
    if (modifierAt[token] !== 0) token = matches.to[MODIFIERS][modifierAt[token] - 1]
    else if ((bits & PREPOSITION) !== 0) return -1
    else if ((bits & (DETERMINER | FILLER)) === 0 && !isStranger(scratch, tables, token)) return -1
  }
  return -1
}
