// A finding that has gone on one side and is there on the other, or has another change there, its noun said once: "the
// right effusion has resolved while *the left* has enlarged", "cleared on the right but persists *on the left*". The
// side becomes a mention of its own, so that what is said of it is not lost, and the other side stays denied.
import { CUES, MODIFIERS } from '../../ruleset.ts'
import { DECREASED, INCREASED, KNOWN, RESOLVED } from '../columns/codes.ts'
import { NARROWS, PLACED, RICH, SIDED } from '../columns/extras.ts'
import { addMention, type Scratch, sink } from '../columns/scratch.ts'
import { firstAtOrAfter } from '../columns/search.ts'
import type { Tables } from '../columns/tables.ts'
import {
  AND,
  COMMA,
  DEFINITE,
  DETERMINER,
  EXAMINATION,
  FILLER,
  LOCATIVE,
  NEGATOR,
  PREPOSITION,
  RELATIVE,
  VERB,
  WITH,
} from '../columns/words.ts'
import { isDevice, saysChange } from '../grammar/devices.ts'
import { endsPhrase } from '../grammar/direction.ts'
import { endsClause, isHedge } from '../grammar/scope.ts'
import { isHeld } from '../grammar/standing.ts'
import { addOne } from './ones.ts'

/** How far from the words that say what has gone the other side stands, there and in the next sentence. */
const REACH = 30
const NEXT = 8
/** Words between a side and its predicate. */
const GAP = 6
const PREDICATE = VERB | FILLER | EXAMINATION
const STATEMENT = PREDICATE | DETERMINER

/**
 * Adds such mentions to a sentence and the one behind it, which has its own already, but none after. `first` is the
 * first cue that has not been asked; gives the next.
 */
export function addElided(scratch: Scratch, tables: Tables, sentence: number, first: number): number {
  const { matches, sentences } = scratch
  const rule = matches.rule[CUES]
  const starts = matches.from[CUES]
  const end = sentence + 1 < sentences.count ? sentences.from[sentence + 1] : scratch.tokens.count
  let cue = first
  for (; cue < matches.count[CUES] && starts[cue] < end; cue++) {
    if (starts[cue] < sentences.from[sentence]) continue
    const code = tables.changeOf[rule[cue]]
    if (code === RESOLVED) addSides(scratch, tables, cue, sentence)
    else if (code >= INCREASED && code <= DECREASED) addPair(scratch, tables, cue, sentence)
    else if (isHedge(tables.existenceOf[rule[cue]])) addOne(scratch, tables, cue, sentence)
  }
  return cue
}

function addSides(scratch: Scratch, tables: Tables, cue: number, sentence: number): void {
  const { matches, mentions, sentences } = scratch
  const host = hostOf(scratch, tables, cue, sentence)
  if (host < 0) return
  const to = sentences.to[sentence]
  const last = Math.min(to, matches.to[CUES][cue] + REACH)
  for (let token = mentions.anchorTo[host] + 1; token < last; token++)
    token = addSide(scratch, tables, host, sentence, token, to)
  const next = sentence + 1
  if (next === sentences.count || sentences.section[next] !== sentences.section[sentence]) return
  const end = Math.min(sentences.to[next], sentences.from[next] + NEXT)
  for (let token = sentences.from[next]; token < end; token++)
    token = addSide(scratch, tables, host, next, token, sentences.to[next])
}

/**
 * "Effusions, *increased on the left* and *decreased on the right*", "*the left* increased and *the right* unchanged":
 * two sides with a change each are two mentions; a noun with a side of its own has the first.
 */
function addPair(scratch: Scratch, tables: Tables, cue: number, sentence: number): void {
  const { matches, mentions, sentences } = scratch
  const rule = matches.rule[CUES]
  let next = cue + 1
  if (next < matches.count[CUES] && tables.endsOf[rule[next]] !== 0) next++
  if (next >= matches.count[CUES] || matches.from[CUES][next] >= sentences.to[sentence]) return
  const code = tables.changeOf[rule[next]]
  if (code < INCREASED || code > DECREASED || code === tables.changeOf[rule[cue]]) return
  const host = hostOf(scratch, tables, cue, sentence)
  if (host < 0 || mentions.anchorTo[host] > matches.from[CUES][cue]) return
  const to = sentences.to[sentence]
  const first = sideOf(scratch, tables, host, cue, sentence)
  const second = sideOf(scratch, tables, host, next, sentence)
  if (second < 0 || isHeld(scratch, mentions.anchorTo[host] + 1, matches.to[MODIFIERS][second])) return
  const start = matches.from[MODIFIERS][second]
  if (first < 0 || matches.from[MODIFIERS][first] < mentions.anchorFrom[host])
    addSide(scratch, tables, host, sentence, start, to)
  else if (matches.rule[MODIFIERS][first] !== matches.rule[MODIFIERS][second]) {
    addAt(scratch, host, sentence, matches.from[MODIFIERS][first], matches.to[MODIFIERS][first])
    addAt(scratch, host, sentence, start, matches.to[MODIFIERS][second])
  }
}

/**
 * The side that a change is told of, as a place behind it ("decreased *on the right*") or its subject ("*the right* is
 * smaller"); or -1.
 */
function sideOf(scratch: Scratch, tables: Tables, host: number, cue: number, sentence: number): number {
  const { matches, tokens, modifierAt, modifierEnd, sentences } = scratch
  const { classes } = tables
  const to = sentences.to[sentence]
  let token = matches.to[CUES][cue] + 1
  if (token < to && (classes[tokens.id[token]] & LOCATIVE) !== 0) {
    if ((classes[tokens.id[++token]] & DEFINITE) !== 0) token++
    const place = token < to ? modifierAt[token] - 1 : -1
    return place >= 0 &&
      isSided(scratch, tables, place) &&
      endsClause(scratch, tables, matches.to[MODIFIERS][place] + 1, to)
      ? place
      : -1
  }
  const from = sentences.from[sentence]
  for (token = matches.from[CUES][cue] - 1; token >= from; token--) {
    const side = modifierEnd[token] - 1
    if (side >= 0) {
      if (!isSided(scratch, tables, side) || !isSubject(scratch, tables, side, from)) return -1
      return hasPredicate(scratch, tables, host, token + 1, to) ? side : -1
    }
    if ((classes[tokens.id[token]] & PREDICATE) === 0) return -1
  }
  return -1
}

function isSided({ matches }: Scratch, { extraOf }: Tables, modifier: number): boolean {
  return (extraOf[matches.rule[MODIFIERS][modifier]] & SIDED) !== 0
}

/** The finding that has gone: the nearest before the cue, or else the first behind it; -1 where there is none. */
function hostOf({ matches, mentions }: Scratch, tables: Tables, cue: number, sentence: number): number {
  let host = -1
  let at = firstAtOrAfter(mentions.sentence, mentions.count, sentence)
  for (; at < mentions.count && mentions.sentence[at] === sentence; at++) {
    const isBefore = mentions.anchorTo[at] < matches.from[CUES][cue]
    if (!isBefore && host >= 0) break
    const rule = mentions.rule[at]
    if (mentions.anatomyFrom[at] >= 0 || tables.isNormalOf[rule] === 1 || tables.isTechniqueOf[rule] === 1) continue
    host = at
    if (!isBefore) break
  }
  return host >= 0 && !saysChange(tables, mentions.rule[host]) ? host : -1
}

/** Adds a mention where a side stands at a token for the finding; gives the last token that is read with it. */
function addSide(scratch: Scratch, tables: Tables, host: number, sentence: number, token: number, to: number): number {
  const { matches, modifierAt } = scratch
  const modifier = modifierAt[token] - 1
  if (modifier < 0 || (tables.extraOf[matches.rule[MODIFIERS][modifier]] & SIDED) === 0) return token
  const end = matches.to[MODIFIERS][modifier]
  const from = scratch.sentences.from[sentence]
  const isNamed = isSubject(scratch, tables, modifier, from) && hasPredicate(scratch, tables, host, end + 1, to)
  if (!isNamed && !(isPlaceOf(scratch, tables, token, from) && endsClause(scratch, tables, end + 1, to))) return end
  if (!isOtherSide(scratch, tables, host, modifier) || isHeld(scratch, token, end)) return end
  addAt(scratch, host, sentence, token, end)
  return end
}

/** Adds a mention of what stands at `host` at the tokens from … to. */
function addAt({ mentions }: Scratch, host: number, sentence: number, from: number, to: number): void {
  const { rule, anchorFrom } = mentions
  const anchor = anchorFrom[host]
  for (let at = host; at >= 0 && anchorFrom[at] === anchor; at--) {
    addMention(mentions, rule[at], sentence, from, to, from, to, -1, -1)
    sink(mentions, mentions.count - 1, 0)
  }
}

/**
 * "*the left* has enlarged", "while *that on the left* is unchanged": whether a side alone opens a clause, as its
 * subject.
 */
function isSubject(scratch: Scratch, tables: Tables, modifier: number, from: number): boolean {
  const { matches, tokens } = scratch
  if ((tables.extraOf[matches.rule[MODIFIERS][modifier]] & RICH) !== 0) return false
  let token = matches.from[MODIFIERS][modifier] - 1
  if (token >= from && (tables.classes[tokens.id[token]] & DEFINITE) !== 0) token--
  if (token > from && (tables.classes[tokens.id[token]] & LOCATIVE) !== 0) {
    const both = DEFINITE | RELATIVE
    if ((tables.classes[tokens.id[token - 1]] & both) !== both) return false
    token -= 2
  }
  return isBoundary(scratch, tables, token, from)
}

/** Whether a clause may begin behind a token: a comma, "and", "while", the beginning of the sentence. */
export function isBoundary({ matches, tokens }: Scratch, tables: Tables, token: number, from: number): boolean {
  if (token < from) return true
  if (tokens.id[token] === COMMA || (tables.classes[tokens.id[token]] & (AND | WITH)) !== 0) return true
  const cue = firstAtOrAfter(matches.to[CUES], matches.count[CUES], token)
  return cue < matches.count[CUES] && matches.to[CUES][cue] === token && tables.endsOf[matches.rule[CUES][cue]] !== 0
}

/** "… *persists*", "… *is small*": whether what stands behind a side says that a finding is, or is not, there. */
function hasPredicate(scratch: Scratch, tables: Tables, host: number, from: number, to: number): boolean {
  const { matches, tokens, modifierAt } = scratch
  for (let token = from; token < to && token < from + GAP; token++) {
    const cue = cueAt(scratch, token)
    if (cue >= 0) {
      const code = tables.changeOf[matches.rule[CUES][cue]]
      if (code === 0 || code === KNOWN) return false
      const next = matches.to[CUES][cue] + 1
      if (next >= to || endsPhrase(scratch, tables, cue)) return !isOfOther(scratch, tables, next, to)
      // "*Still* moderate" is read as "remains moderate".
      const isVerb = (tables.classes[tokens.id[matches.from[CUES][cue]]] & (VERB | FILLER)) !== 0
      if (isVerb && isSized(scratch, tables, next)) return endsClause(scratch, tables, next + 1, to)
      return isVerb && isDevice(scratch, tables, host) && (tables.classes[tokens.id[next]] & PREPOSITION) !== 0
    }
    if (isSized(scratch, tables, token))
      return endsClause(scratch, tables, matches.to[MODIFIERS][modifierAt[token] - 1] + 1, to)
    if ((tables.classes[tokens.id[token]] & PREDICATE) === 0) return false
  }
  return false
}

/** "Right larger *than left*" compares two sides. */
function isOfOther(scratch: Scratch, tables: Tables, from: number, to: number): boolean {
  for (let token = from; token < to && token < from + GAP; token++) {
    const modifier = scratch.modifierAt[token] - 1
    if (modifier >= 0) return (tables.extraOf[scratch.matches.rule[MODIFIERS][modifier]] & SIDED) !== 0
    if (scratch.tokens.id[token] === COMMA || (tables.classes[scratch.tokens.id[token]] & (AND | WITH)) !== 0)
      return false
  }
  return false
}

/**
 * "… but *persists on* the left", "*there is still one on* the right": whether a clause without a noun leads to a
 * place.
 */
function isPlaceOf(scratch: Scratch, tables: Tables, place: number, from: number): boolean {
  const { matches, tokens, modifierEnd } = scratch
  let token = place - 1
  if (token >= from && (tables.classes[tokens.id[token]] & DETERMINER) !== 0) token--
  if (token < from || (tables.classes[tokens.id[token]] & LOCATIVE) === 0) return false
  let isSaid = false
  for (token--; token >= from && token > place - GAP - 2; token--) {
    const cue = cueEndingAt(scratch, token)
    if (cue >= 0) {
      const rule = matches.rule[CUES][cue]
      if (tables.existenceOf[rule] !== 0 || tables.timeOf[rule] !== 0) return false
      if (tables.changeOf[rule] === 0 && tables.endsOf[rule] !== 0) return isSaid
      if (tables.changeOf[rule] !== 0 && tables.changeOf[rule] !== KNOWN) isSaid = true
      token = matches.from[CUES][cue]
      continue
    }
    const modifier = modifierEnd[token] - 1
    if (modifier >= 0) {
      if ((tables.extraOf[matches.rule[MODIFIERS][modifier]] & NARROWS) === 0) return false
      isSaid = true
      token = matches.from[MODIFIERS][modifier]
      continue
    }
    if (isBoundary(scratch, tables, token, from)) return isSaid
    if ((tables.classes[tokens.id[token]] & STATEMENT) === 0 || (tables.classes[tokens.id[token]] & NEGATOR) !== 0)
      return false
  }
  return isSaid && token < from
}

/** Whether a modifier is a side and nothing else: "left", but not "left lower lobe". */
export function isPlainSide({ matches }: Scratch, { extraOf }: Tables, modifier: number): boolean {
  return (extraOf[matches.rule[MODIFIERS][modifier]] & (SIDED | RICH)) === SIDED
}

function isSized({ matches, modifierAt }: Scratch, tables: Tables, token: number): boolean {
  const modifier = modifierAt[token] - 1
  return modifier >= 0 && (tables.extraOf[matches.rule[MODIFIERS][modifier]] & (NARROWS | PLACED)) === NARROWS
}

/** Whether the finding's own sentence names another side before: only then is this one the other of two. */
function isOtherSide(
  { matches, mentions, sentences }: Scratch,
  tables: Tables,
  host: number,
  modifier: number,
): boolean {
  const from = sentences.from[mentions.sentence[host]]
  const to = sentences.to[mentions.sentence[host]]
  const rule = matches.rule[MODIFIERS]
  for (let at = modifier - 1; at >= 0 && matches.from[MODIFIERS][at] >= from; at--)
    if (matches.from[MODIFIERS][at] < to && (tables.extraOf[rule[at]] & SIDED) !== 0) return rule[at] !== rule[modifier]
  return false
}

function cueAt({ matches }: Scratch, token: number): number {
  const cue = firstAtOrAfter(matches.from[CUES], matches.count[CUES], token)
  return cue < matches.count[CUES] && matches.from[CUES][cue] === token ? cue : -1
}

function cueEndingAt({ matches }: Scratch, token: number): number {
  const cue = firstAtOrAfter(matches.to[CUES], matches.count[CUES], token)
  return cue < matches.count[CUES] && matches.to[CUES][cue] === token ? cue : -1
}
