// A report that is one state: "IMPRESSION: Normal.", "Chest PA. Normal." It speaks of the whole chest.
import { ANATOMY, FINDINGS, FIRST_WORD, STATES, UNKNOWN } from '../../ruleset.ts'
import { addMention, type Scratch } from '../columns/scratch.ts'
import { firstAtOrAfter } from '../columns/search.ts'
import type { Tables } from '../columns/tables.ts'
import { DEVICE } from '../columns/traits.ts'
import {
  AND,
  COLON,
  DETERMINER,
  EXAMINATION,
  FILLER,
  isCharacter,
  NEGATOR,
  PREPOSITION,
  VERB,
} from '../columns/words.ts'
import type { Window } from '../grammar/structures.ts'

/** Words that name no structure and no finding. */
const EMPTY = AND | DETERMINER | EXAMINATION | FILLER | PREPOSITION
/** Words between a subject and what is said of it: "*are in* normal position". */
const PREDICATE = VERB | PREPOSITION | FILLER | NEGATOR | DETERMINER
/** The longest name of a film, in words: "Chest PA and lateral views obtained 3/2/24, compared with 1/2/24." */
const LONGEST_NAME = 40

/** Adds a mention where a section begins with a state that ends its sentence and has only the film's name before it. */
export function composeAlone(scratch: Scratch, tables: Tables, sentence: number, states: Window): void {
  const { matches, sentences, sections, mentions } = scratch
  const from = matches.from[STATES][states.from]
  const to = matches.to[STATES][states.from]
  if (to !== sentences.to[sentence] - 1 || tables.wholeChest < 0) return
  const rule =
    tables.composition[
      tables.wholeChest * tables.ruleset.stateCount + tables.stateOf[matches.rule[STATES][states.from]]
    ]
  const first = sections.from[sentences.section[sentence]]
  if (rule < 0 || from - first > LONGEST_NAME || isOfTechnique(scratch, tables, from, to)) return
  for (let token = first; token < from; token++) if (!isOfFilm(scratch, tables, token)) return
  addMention(mentions, rule, sentence, from, to, from, to, -1, -1)
}

/**
 * Whether a state behind the name of a film, which ends at `to`, is said of the film: not where a device stands right
 * before it ("CXR: *ETT* ok"), or behind a colon any other noun ("Chest: *tube* in normal position", "Chest: *thymus*
 * normal").
 */
export function isSaidOfFilm(scratch: Scratch, tables: Tables, to: number, stateFrom: number): boolean {
  const { tokens, matches } = scratch
  let token = stateFrom - 1
  while (token > to && tokens.id[token] >= FIRST_WORD && (tables.classes[tokens.id[token]] & PREDICATE) !== 0) token--
  if (token <= to || isCharacter(tokens.id[token])) return true
  const finding = firstAtOrAfter(matches.from[FINDINGS], matches.count[FINDINGS], token + 1) - 1
  const isNamed = finding >= 0 && matches.to[FINDINGS][finding] >= token
  if (isNamed && (tables.traits[tables.conceptOf[matches.rule[FINDINGS][finding]]] & DEVICE) !== 0) return false
  if (isOfFilm(scratch, tables, token)) return true
  while (--token > to) if (tokens.id[token] === COLON) return false
  return true
}

/** "Lung volumes are *normal*": a state among the words for how a film was made. */
function isOfTechnique({ matches }: Scratch, tables: Tables, from: number, to: number): boolean {
  const finding = firstAtOrAfter(matches.from[FINDINGS], matches.count[FINDINGS], from) - 1
  if (finding < 0 || matches.to[FINDINGS][finding] < to) return false
  return tables.isTechniqueOf[matches.rule[FINDINGS][finding]] === 1
}

/** Whether a word is of the name of a film: its number, its kind, "chest", its projection. */
function isOfFilm({ tokens, matches }: Scratch, tables: Tables, token: number): boolean {
  const what = tokens.id[token]
  if (what < FIRST_WORD ? what !== UNKNOWN : (tables.classes[what] & EMPTY) !== 0) return true
  const structure = firstAtOrAfter(matches.from[ANATOMY], matches.count[ANATOMY], token + 1) - 1
  if (structure >= 0 && matches.to[ANATOMY][structure] >= token)
    return tables.anatomyOf[matches.rule[ANATOMY][structure]] === tables.wholeChest
  const finding = firstAtOrAfter(matches.from[FINDINGS], matches.count[FINDINGS], token + 1) - 1
  return (
    finding >= 0 &&
    matches.to[FINDINGS][finding] >= token &&
    tables.isTechniqueOf[matches.rule[FINDINGS][finding]] === 1
  )
}
