// What a report tells of another examination or time. Words that name one say nothing by themselves; with a verb of the
// past they take their clause out of the present: "there was an effusion *on the prior film*", "*the prior film* showed
// an effusion". Without one they stand with a noun, which was known: "the effusion *on the prior film* is larger".
import type { Matches } from '../../match/overlap.ts'
import { CUES, NUMBER } from '../../ruleset.ts'
import {
  CLAUSE,
  COMPARES,
  DECREASED,
  HYPOTHETICAL,
  INCREASED,
  KNOWN,
  PAST,
  SUBJECT,
  UNCHANGED,
} from '../columns/codes.ts'
import type { MentionColumns, Scratch } from '../columns/scratch.ts'
import type { Tables } from '../columns/tables.ts'
import {
  AND,
  CLOSE,
  COLON,
  COMMA,
  DETERMINER,
  FILLER,
  NEGATOR,
  OPEN,
  PAST_VERB,
  PREPOSITION,
  PRESENT,
  PRONOUN,
  RELATIVE,
  VERB,
} from '../columns/words.ts'
import { deniedFrom, isBackground, isRequest, opensSentence, verbOfSubject } from './examinations.ts'

/**
 * Words between an adverbial that opens a clause and its verb: "on the prior film a small left effusion *was* seen".
 */
const FRONT_GAP = 14
const ADVERBS = FILLER | NEGATOR
const OPENING = FILLER | DETERMINER | AND | RELATIVE | PREPOSITION

/** Whether a cue that names another time stands with a verb of the past; its clause is then said of that time. */
export function tellsOfThen(scratch: Scratch, tables: Tables, cue: number, from: number, to: number): boolean {
  const { matches } = scratch
  const start = matches.from[CUES][cue]
  // Inside a longer finding it is no cue.
  if (scratch.cueAt[start] - 1 !== cue || isCount(scratch, start, matches.to[CUES][cue])) return true
  if (tables.directionOf[matches.rule[CUES][cue]] === SUBJECT) {
    if (tables.timeOf[matches.rule[CUES][cue]] === HYPOTHETICAL) {
      if (isRequest(scratch, tables, cue, from, to)) tell(scratch, tables, cue, start, to, -1)
      else if (isBackground(scratch, tables, cue, from, to)) tell(scratch, tables, cue, from, start, -1)
      return true
    }
    const verb = verbOfSubject(scratch, tables, cue, from, to)
    if (verb < 0) return false
    let end = clauseEnd(scratch, tables, verb + 1, to)
    // "Compared with the CT showing an effusion, no pneumothorax": the main clause may have no verb.
    if (end === to && opensSentence(scratch, tables, start, from)) end = firstComma(scratch, verb + 1, to)
    tell(scratch, tables, cue, verb + 1, end, presentFrom(scratch, tables, verb + 1, to))
    return true
  }
  const verb = verbOfClause(scratch, tables, cue, from, to)
  // "The effusion *that was* seen on the prior film": the clause is about the noun, not about that film.
  if (verb < 0 || isRelative(scratch, tables, verb, from)) {
    const told = verb >= 0 ? -1 : isBackground(scratch, tables, cue, from, to) ? from : deniedFrom(scratch, tables, cue)
    if (told < 0) return false
    tell(scratch, tables, cue, told, start, -1)
    return true
  }
  const first = clauseStart(scratch, tables, Math.min(verb, start), from)
  const behind = Math.max(verb, matches.to[CUES][cue]) + 1
  const end = clauseEnd(scratch, tables, behind, to)
  tell(scratch, tables, cue, first, end, presentFrom(scratch, tables, first, to))
  return true
}

/** "In 2 places", "2 films", where "in 2014", "the 2014 film" name a time: a year has four digits. */
function isCount({ tokens }: Scratch, start: number, last: number): boolean {
  if (last !== start + 1) return false
  const number = tokens.id[start] === NUMBER ? start : last
  return tokens.id[number] === NUMBER && tokens.end[number] - tokens.start[number] !== 4
}

/**
 * Takes the mentions of the tokens first … end (exclusive) out of the present; that at `present` is of now, and was
 * known.
 */
function tell(
  { matches, mentionAt, mentions }: Scratch,
  tables: Tables,
  cue: number,
  first: number,
  end: number,
  present: number,
): void {
  for (let token = first; token < end; token++) {
    const mention = mentionAt[token] - 1
    if (mention < 0) continue
    for (let at = mention; at < mentions.count && mentions.anchorFrom[at] === token; at++) {
      // "The patient had a pneumothorax *on the prior film*": what that film showed is no history.
      const isSeen = tables.comparesOf[matches.rule[CUES][cue]] === COMPARES
      if (mentions.time[at] >= 0 && !(isSeen && isHistory(matches, tables, mentions.time[at]))) continue
      const change = mentions.change[at]
      const code = change < 0 ? tables.changeOf[mentions.rule[at]] : tables.changeOf[matches.rule[CUES][change]]
      if (code === INCREASED || code === DECREASED) {
        // "It was larger on the prior film": the words compare, and the other way round.
        mentions.change[at] = cue
      } else if (code === 0 || code === KNOWN || code === UNCHANGED) {
        // What has happened since ("the tube was removed yesterday") is so now.
        const isKnown = token === present && mentions.forward[at] < 0
        mentions.time[at] = isKnown ? -1 : cue
        mentions.change[at] = isKnown ? cue : -1
      }
    }
  }
}

/** Whether a cue speaks of the patient's past ("history of"), not of what an earlier examination showed. */
export function isHistory({ rule }: Matches, tables: Tables, cue: number): boolean {
  return cue >= 0 && tables.timeOf[rule[CUES][cue]] === PAST && tables.comparesOf[rule[CUES][cue]] === 0
}

function firstComma({ tokens }: Scratch, from: number, to: number): number {
  let token = from
  while (token < to && tokens.id[token] !== COMMA) token++
  return token
}

/**
 * Where the finding stands that is of now too, or -1: "*it* was large on the prior film and is now small", but not
 * where "now" begins another finding ("now with edema") or the same structure's ("the heart was large … and is now
 * normal").
 */
function presentFrom(
  { cueEnd, matches, mentionAt, tokens }: Scratch,
  tables: Tables,
  first: number,
  to: number,
): number {
  let token = to - 1
  while (token > first && (tables.classes[tokens.id[token]] & PRESENT) === 0) if (mentionAt[token--] !== 0) return -1
  let joins = false
  while (--token > first) {
    const bits = tables.classes[tokens.id[token]]
    const stop = cueEnd[token] - 1
    if (
      tokens.id[token] === COMMA ||
      (bits & AND) !== 0 ||
      (stop >= 0 && tables.endsOf[matches.rule[CUES][stop]] !== 0)
    )
      joins = true
    else if ((bits & (VERB | RELATIVE | PRONOUN)) === 0) break
  }
  if (!joins) return -1
  while (token >= first && mentionAt[token] === 0) token--
  return token < first ? -1 : token
}

/** The past verb that an adverbial stands with, or -1: before it, or behind it where it opens the clause. */
function verbOfClause(scratch: Scratch, tables: Tables, cue: number, from: number, to: number): number {
  const { matches, tokens } = scratch
  const { classes } = tables
  const start = matches.from[CUES][cue]
  const end = matches.to[CUES][cue]
  let opens = true
  for (let token = end; token >= from; token--) {
    const what = tokens.id[token]
    const bits = classes[what]
    if ((bits & VERB) !== 0) {
      const verb = pastVerbAt(scratch, tables, token, from)
      if (verb >= 0) return verb
      if (token < start) return -1
      opens = false
    }
    if (token >= start) continue
    if (what === COLON || isStop(scratch, tables, token)) break
    if (isComparison(scratch, tables, token)) return -1
    if (what === COMMA) break
    if ((bits & OPENING) === 0) opens = false
  }
  if (!opens) return -1
  for (let token = end + 1; token < to && token <= end + FRONT_GAP; token++) {
    if (isStop(scratch, tables, token)) return -1
    const bits = classes[tokens.id[token]]
    if ((bits & VERB) !== 0) return (bits & PAST_VERB) !== 0 ? token : -1
  }
  return -1
}

/** "Small effusion *compared with* the film of 3 May": what is named is compared with. */
function isComparison({ cueEnd, matches }: Scratch, tables: Tables, token: number): boolean {
  const cue = cueEnd[token] - 1
  if (cue < 0) return false
  const rule = matches.rule[CUES][cue]
  return tables.comparesOf[rule] === 1 && tables.changeOf[rule] === 0
}

/** The past verb that the verb at a token is, or is a participle of ("*was* also seen"); -1 for one of now. */
function pastVerbAt({ tokens }: Scratch, { classes }: Tables, token: number, from: number): number {
  if ((classes[tokens.id[token]] & PAST_VERB) !== 0) return token
  let before = token - 1
  while (before >= from && (classes[tokens.id[before]] & ADVERBS) !== 0) before--
  return before >= from && (classes[tokens.id[before]] & PAST_VERB) !== 0 ? before : -1
}

function isRelative({ tokens }: Scratch, { classes }: Tables, verb: number, from: number): boolean {
  let before = verb - 1
  while (before >= from && (classes[tokens.id[before]] & ADVERBS) !== 0) before--
  return before >= from && (classes[tokens.id[before]] & RELATIVE) !== 0
}

/** Where a clause begins: behind a stop, or behind the first comma or "and" after a verb that stands before. */
function clauseStart(scratch: Scratch, tables: Tables, verb: number, from: number): number {
  const { tokens } = scratch
  let join = -1
  for (let token = verb - 1; token >= from; token--) {
    const what = tokens.id[token]
    if (what === CLOSE) {
      while (token > from && tokens.id[token] !== OPEN) token--
      continue
    }
    if (what === COLON || what === OPEN || isStop(scratch, tables, token)) return token + 1
    if (what === COMMA || (tables.classes[what] & AND) !== 0) join = token
    else if (join >= 0 && (tables.classes[what] & VERB) !== 0) return join + 1
  }
  return from
}

/** Where a clause of the past ends: at a stop, or before a verb of now, and the comma or "and" that parts it off. */
function clauseEnd(scratch: Scratch, tables: Tables, first: number, to: number): number {
  const { tokens } = scratch
  let join = -1
  for (let token = first; token < to; token++) {
    const cue = scratch.cueAt[token] - 1
    if (cue >= 0 && tables.endsOf[scratch.matches.rule[CUES][cue]] !== 0) return token
    const what = tokens.id[token]
    if (what === COMMA || (tables.classes[what] & AND) !== 0) join = token
    if ((tables.classes[what] & VERB) !== 0 && pastVerbAt(scratch, tables, token, first - 1) < 0)
      return join >= 0 ? join : token
  }
  return to
}

function isStop({ cueEnd, matches }: Scratch, { endsOf }: Tables, token: number): boolean {
  const cue = cueEnd[token] - 1
  return cue >= 0 && endsOf[matches.rule[CUES][cue]] !== 0
}

/** Whether the words at a token have a verb of the past: "*was* unchanged", "*had* resolved". */
export function isPast({ tokens }: Scratch, { classes }: Tables, start: number, from: number): boolean {
  if ((classes[tokens.id[start]] & PAST_VERB) !== 0) return true
  let before = start - 1
  while (before >= from && (classes[tokens.id[before]] & ADVERBS) !== 0) before--
  return before >= from && (classes[tokens.id[before]] & PAST_VERB) !== 0
}

/** Whether a mention is told of another time by words that name one, or asked about by the request before. */
export function isOfThen({ matches, mentions }: Scratch, tables: Tables, at: number): boolean {
  const time = mentions.time[at]
  if (time < 0) return false
  const rule = matches.rule[CUES][time]
  if (tables.timeOf[rule] === HYPOTHETICAL) return tables.directionOf[rule] === SUBJECT
  return tables.timeOf[rule] === PAST && (tables.directionOf[rule] >= CLAUSE || tables.comparesOf[rule] === 1)
}

/** "It was seen on the prior film *and is no longer seen*": what was told of then is known, and said of now. */
export function speakOfNow(mentions: MentionColumns, at: number): void {
  if (mentions.change[at] < 0) mentions.change[at] = mentions.time[at]
  mentions.time[at] = -1
}
