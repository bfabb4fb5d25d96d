// A report that is one state: "IMPRESSION: Normal.", "Chest PA. Normal." It speaks of the whole chest.
import { ANATOMY, FINDINGS, FIRST_WORD, STATES, UNKNOWN } from '../ruleset.ts'
import type { Window } from './compositions.ts'
import { addMention, type Scratch } from './scratch.ts'
import { firstAtOrAfter } from './search.ts'
import type { Tables } from './tables.ts'
import { AND, DETERMINER, EXAMINATION, FILLER, PREPOSITION } from './words.ts'

/** Words that name no structure and no finding. */
const EMPTY = AND | DETERMINER | EXAMINATION | FILLER | PREPOSITION
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
  if (rule < 0 || from - first > LONGEST_NAME) return
  for (let token = first; token < from; token++) if (!isOfFilm(scratch, tables, token)) return
  addMention(mentions, rule, sentence, from, to, from, to, -1, -1)
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
