// The examination that is a subject: the verb that tells what it showed, and whether it is only compared with; and the
// sentence that only says why this one was made.
import { CUES, NUMBER } from '../../ruleset.ts'
import { ABSENT, COMPARES, IMPROBABLE } from '../columns/codes.ts'
import { headingAt } from '../columns/rules.ts'
import type { Scratch } from '../columns/scratch.ts'
import { firstAtOrAfter } from '../columns/search.ts'
import type { Tables } from '../columns/tables.ts'
import {
  AND,
  COLON,
  COMMA,
  DASH,
  DEFINITE,
  DETERMINER,
  OR,
  PAST_VERB,
  PREPOSITION,
  PRESENT,
  RELATIVE,
  TELLING,
  TOLD,
  VERB,
  WITH,
} from '../columns/words.ts'
import { isDevice } from '../grammar/devices.ts'

/** Words between an examination and its verb: "the CT of the chest of 4 May *showed*". */
const SUBJECT_GAP = 10

/**
 * The past verb that an examination is the subject of, or -1: "*the prior film* showed", "the CT of May, which
 * *showed*", "compared with the prior CT *showing* a nodule". Comparing with a film that shows "no change" tells of
 * now.
 */
export function verbOfSubject(scratch: Scratch, tables: Tables, cue: number, from: number, to: number): number {
  const { matches, tokens } = scratch
  const { classes } = tables
  const start = matches.from[CUES][cue]
  const end = matches.to[CUES][cue]
  let isWhich = false
  for (let token = start; token < to && token <= end + SUBJECT_GAP; token++) {
    const what = tokens.id[token]
    const bits = classes[what]
    if ((bits & PAST_VERB) !== 0) return isWhich || !isTied(scratch, tables, start, from) ? token : -1
    if ((bits & TOLD) !== 0 && token > start) {
      const isOfWhich = (classes[tokens.id[token - 1]] & RELATIVE) !== 0
      return isOfWhich || !isTied(scratch, tables, start, from) ? token : -1
    }
    if ((bits & TELLING) !== 0) {
      const isOther = tables.comparesOf[matches.rule[CUES][cue]] === 1 || isTied(scratch, tables, start, from)
      return isOther && !saysChangeAt(scratch, tables, token + 1) ? token : -1
    }
    if ((bits & RELATIVE) !== 0) isWhich = true
    else if (token <= end) continue
    else if (what === COMMA) {
      const next = token + 1 < to ? tokens.id[token + 1] : COMMA
      if (next !== NUMBER && (classes[next] & RELATIVE) === 0) return -1
    } else if ((bits & (VERB | AND)) !== 0 || scratch.mentionAt[token] !== 0 || isThere(scratch, tables, token)) {
      // "The outside film of 3 *May* showed": with a number beside it a month.
      if ((bits & VERB) === 0 || (tokens.id[token - 1] !== NUMBER && tokens.id[token + 1] !== NUMBER)) return -1
    }
  }
  return -1
}

function saysChangeAt({ cueAt, matches }: Scratch, tables: Tables, token: number): boolean {
  const cue = cueAt[token] - 1
  return cue >= 0 && tables.changeOf[matches.rule[CUES][cue]] !== 0
}

/** Whether words that compare with an examination open the sentence, so that the main clause stands behind them. */
export function opensSentence(scratch: Scratch, tables: Tables, start: number, from: number): boolean {
  if (!isTied(scratch, tables, start, from)) return false
  for (let token = from; token < start; token++) {
    if (scratch.mentionAt[token] !== 0 || (tables.classes[scratch.tokens.id[token]] & VERB) !== 0) return false
  }
  return true
}

/** Whether a word ties an examination to what stands before it: "*compared with* the prior film". */
function isTied(scratch: Scratch, tables: Tables, start: number, from: number): boolean {
  const { id } = scratch.tokens
  if ((tables.classes[id[start]] & (PREPOSITION | WITH)) !== 0) return true
  let token = start - 1
  while (token >= from && (tables.classes[id[token]] & DETERMINER) !== 0) token--
  if (token < from) return false
  return (tables.classes[id[token]] & (PREPOSITION | WITH)) !== 0 || scratch.cueEnd[token] !== 0
}

/** "*There* was", "*the* heart was": a subject of its own. */
function isThere({ tokens }: Scratch, { classes }: Tables, token: number): boolean {
  return (classes[tokens.id[token]] & DETERMINER) !== 0 && (classes[tokens.id[token + 1]] & VERB) !== 0
}

/**
 * Whether a sentence is a request without its heading: it opens a section with a word that asks, and says nothing of
 * what it asks about ("*Follow-up of pneumonia.*", but not "follow-up of pneumonia, improved"). A device it names is
 * there.
 */
export function isRequest(scratch: Scratch, tables: Tables, cue: number, from: number, to: number): boolean {
  const { matches, sections, tokens } = scratch
  if (matches.from[CUES][cue] !== from) return false
  const section = firstAtOrAfter(sections.from, sections.count, from)
  if (section === sections.count || sections.from[section] !== from) return false
  const heading = sections.rule[section]
  // An impression asks for what is to come: "IMPRESSION: *Follow-up of* nodule."
  if (heading >= 0 && !headingAt(tables, heading).body) return false
  const end = matches.to[CUES][cue] + 1
  let hasMention = false
  for (let token = from; token < to; token++) {
    const mention = scratch.mentionAt[token] - 1
    if (token >= end) {
      const what = tokens.id[token]
      if (what === COMMA || what === COLON || what === DASH) return false
      if ((tables.classes[what] & (VERB | WITH | RELATIVE)) !== 0) return false
      const inner = scratch.cueAt[token] - 1
      if (inner >= 0 && (hasMention || tables.existenceOf[matches.rule[CUES][inner]] >= IMPROBABLE)) return false
    }
    if (mention < 0) continue
    if (isDevice(scratch, tables, mention)) return false
    hasMention = true
  }
  return hasMention
}

/**
 * Whether a sentence opens a report as a request does, with a word that asks, or names a time, right behind what it is
 * of: "*Pneumonia follow-up*, 8 weeks. The lungs are clear.", "*Pneumothorax last year.*", but not "nodule follow-up is
 * recommended".
 */
export function isBackground(scratch: Scratch, tables: Tables, cue: number, from: number, to: number): boolean {
  const { matches, mentionEnd, mentions, sections, tokens } = scratch
  const start = matches.from[CUES][cue]
  const mention = start > from ? mentionEnd[start - 1] - 1 : -1
  if (mention < 0 || tables.groupOf[mentions.rule[mention]] < 0 || isDevice(scratch, tables, mention)) return false
  const section = firstAtOrAfter(sections.from, sections.count, from)
  if (section === sections.count || sections.from[section] !== from) return false
  const heading = sections.rule[section]
  if (heading >= 0 && !headingAt(tables, heading).body) return false
  const end = matches.to[CUES][cue] + 1
  const next = end < to ? tokens.id[end] : COMMA
  if (next !== COMMA && next !== COLON && next !== DASH) return false
  for (let token = from; token < end; token++) if ((tables.classes[tokens.id[token]] & VERB) !== 0) return false
  for (let token = end; token < to; token++)
    if (saysChangeAt(scratch, tables, token) || (tables.classes[tokens.id[token]] & PRESENT) !== 0) return false
  // What the report says stands behind it.
  return next === COLON || next === DASH || to + 1 < sections.to[section]
}

/**
 * First token of a denial of what stands right before the name of another examination, or -1: "*no pneumothorax* on the
 * initial film" tells what that did not show, but "no sign of *the nodule* on the prior film" is said of now.
 */
export function deniedFrom(scratch: Scratch, tables: Tables, cue: number): number {
  const { matches, mentionEnd, mentions, tokens } = scratch
  const start = matches.from[CUES][cue]
  // "No effusion on the prior *or* current film".
  const next = matches.to[CUES][cue] + 1
  if (next < tokens.count && (tables.classes[tokens.id[next]] & (AND | OR)) !== 0) return -1
  const mention = start > 0 ? mentionEnd[start - 1] - 1 : -1
  if (mention < 0 || tables.comparesOf[matches.rule[CUES][cue]] !== COMPARES) return -1
  if ((tables.classes[tokens.id[start]] & PREPOSITION) === 0) return -1
  const denial = mentions.forward[mention]
  if (denial < 0 || tables.existenceOf[matches.rule[CUES][denial]] !== ABSENT) return -1
  if (tables.changeOf[matches.rule[CUES][denial]] !== 0) return -1
  const before = mentions.anchorFrom[mention] - 1
  return before >= 0 && (tables.classes[tokens.id[before]] & DEFINITE) !== 0 ? -1 : matches.from[CUES][denial]
}
