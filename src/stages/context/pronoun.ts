// "There is a left effusion. *It has increased.*": what becomes of a pronoun is said of the last finding of the
// sentence before, and of one that was told of another examination it says that it is there now.
import { CUES } from '../../ruleset.ts'
import { CLAUSE, COMPARES, IMPROBABLE, KNOWN, LEANS_SUBJECT, NEW, RESOLVED, UNCHANGED } from '../columns/codes.ts'
import type { Scratch } from '../columns/scratch.ts'
import { firstAtOrAfter } from '../columns/search.ts'
import type { Tables } from '../columns/tables.ts'
import { EXAMINATION, FILLER, NEGATOR, PRONOUN, SEMICOLON, VERB } from '../columns/words.ts'
import { isDevice, saysChange } from '../grammar/devices.ts'
import { endsPhrase, isDirection } from '../grammar/direction.ts'
import { isOfThen, isPast, speakOfNow } from '../prior/past.ts'
import { followsFinding, isBare, isWhole } from '../prior/whole.ts'

/** How far a sentence is followed that may be nothing but words of change. */
const PREDICATE_REACH = 24
/** Words between a pronoun and what is said of it: "it *appears now to have* increased". */
const PREDICATE = VERB | FILLER | EXAMINATION

/**
 * Where a sentence begins with a pronoun, gives the change that its first cue (`cue`) tells to what the pronoun stands
 * for.
 */
export function readOfPronoun(scratch: Scratch, tables: Tables, sentence: number, cue: number, last: number): void {
  const { matches, mentions, sentences, tokens } = scratch
  const code = tables.changeOf[matches.rule[CUES][cue]]
  if (code === 0 || code === RESOLVED || last < 0 || mentions.sentence[last] !== sentence - 1) return
  if (sentences.section[sentence] !== sentences.section[sentence - 1]) return
  if ((tables.classes[tokens.id[sentences.from[sentence]]] & (PRONOUN | FILLER)) !== PRONOUN)
    if (!isBareNews(scratch, tables, sentence, cue)) return
  if (!isPredicate(scratch, tables, sentence, cue)) return
  const first = firstOf(scratch, tables, sentence, code, last)
  if (first < 0) return
  const anchor = mentions.anchorFrom[first]
  for (let at = first; at >= 0 && mentions.anchorFrom[at] === anchor; at--) {
    if (saysChange(tables, mentions.rule[at])) continue
    if (mentions.time[at] >= 0) {
      if (code === NEW || code === KNOWN) continue
      speakOfNow(mentions, at)
    }
    if (givesWay(scratch, tables, mentions.change[at])) mentions.change[at] = cue
  }
}

/**
 * "Left effusion. *Unchanged from the prior.*", "… *New since yesterday.*": words of change with no noun of their own.
 */
function isBareNews(scratch: Scratch, tables: Tables, sentence: number, cue: number): boolean {
  const { matches, sentences } = scratch
  const rule = matches.rule[CUES][cue]
  const from = sentences.from[sentence]
  if (matches.from[CUES][cue] !== from) return false
  if (tables.leansOf[rule] !== LEANS_SUBJECT && tables.changeOf[rule] !== NEW) return false
  const end = Math.min(sentences.to[sentence], from + PREDICATE_REACH)
  return (
    isBare(scratch, tables, cue, end) &&
    isWhole(scratch, tables, matches.to[CUES][cue] + 1, end) &&
    followsFinding(scratch, tables, sentence)
  )
}

/**
 * "ETT in place; NG tube below the diaphragm; *all unchanged*": gives a change to all that stands before, back to a
 * full stop, or to the last that was said of all.
 */
export function readOfAll(scratch: Scratch, tables: Tables, cue: number, sentence: number, last: number): void {
  const { mentions, sentences, tokens } = scratch
  let of = sentence - 1
  for (let at = last; at >= 0; at--) {
    for (; of > mentions.sentence[at]; of--) {
      const isNamed = at < last && mentions.sentence[at + 1] === of
      if (tokens.id[sentences.from[of] - 1] !== SEMICOLON || (!isNamed && opensWithAll(scratch, tables, of))) return
    }
    if (sentences.section[of] !== sentences.section[sentence]) return
    const rule = mentions.rule[at]
    if (tables.isNormalOf[rule] === 1 || tables.isTechniqueOf[rule] === 1 || saysChange(tables, rule)) continue
    if (mentions.existence[at] >= IMPROBABLE || mentions.time[at] >= 0) continue
    if (givesWay(scratch, tables, mentions.change[at])) mentions.change[at] = cue
  }
}

/** Whether a sentence begins with words that are said of all before it. */
function opensWithAll({ matches, sentences }: Scratch, tables: Tables, sentence: number): boolean {
  const start = sentences.from[sentence]
  const cue = firstAtOrAfter(matches.from[CUES], matches.count[CUES], start)
  return cue < matches.count[CUES] && matches.from[CUES][cue] === start && tables.listsOf[matches.rule[CUES][cue]] === 1
}

/**
 * Whether nothing but verbs and adverbs stand between the pronoun and the words of change, and nothing they qualify.
 * What was larger then is not told of now; that it was there, or was not, is told of then.
 */
function isPredicate(scratch: Scratch, tables: Tables, sentence: number, cue: number): boolean {
  const { matches, sentences, tokens } = scratch
  const from = sentences.from[sentence]
  const start = matches.from[CUES][cue]
  for (let token = from + 1; token < start; token++)
    if ((tables.classes[tokens.id[token]] & PREDICATE) === 0) return false
  if (isOfPrior(scratch, tables, cue)) return true
  return !(start > from && isPast(scratch, tables, start, from)) && endsPhrase(scratch, tables, cue)
}

/** "It was *present on the prior* study", "it was *not seen previously*". */
function isOfPrior({ matches, tokens }: Scratch, tables: Tables, cue: number): boolean {
  const rule = matches.rule[CUES][cue]
  if (tables.changeOf[rule] === KNOWN) return tables.directionOf[rule] === CLAUSE
  return tables.changeOf[rule] === NEW && (tables.classes[tokens.id[matches.from[CUES][cue]]] & NEGATOR) !== 0
}

/** The last mention of the sentence before that a change can be said of, or -1: one that is there, or was then. */
function firstOf(scratch: Scratch, tables: Tables, sentence: number, code: number, last: number): number {
  const { mentions } = scratch
  for (let at = last; at >= 0 && mentions.sentence[at] === sentence - 1; at--) {
    const rule = mentions.rule[at]
    if (tables.isNormalOf[rule] === 1 || tables.isTechniqueOf[rule] === 1 || mentions.existence[at] >= IMPROBABLE)
      continue
    if (isDirection(code) && isDevice(scratch, tables, at)) continue
    return mentions.time[at] < 0 || isOfThen(scratch, tables, at) ? at : -1
  }
  return -1
}

/** Whether a change is none, or only says that the finding was there: "*again seen*. It is larger". */
function givesWay({ matches }: Scratch, tables: Tables, known: number): boolean {
  if (known < 0) return true
  const rule = matches.rule[CUES][known]
  const code = tables.changeOf[rule]
  return (
    code === 0 || code === KNOWN || code === UNCHANGED || (isDirection(code) && tables.comparesOf[rule] !== COMPARES)
  )
}
