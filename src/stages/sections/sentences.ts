// Sections → sentences. Ends at full stops (not decimals, initials or abbreviations), semicolons, question marks that
// close a word, bullets and empty lines; a number with a point or bracket at the start is a list mark, not a sentence.
import {
  ANATOMY,
  CUES,
  FINDINGS,
  FIRST_WORD,
  ITEM_START,
  LINE_START,
  MODIFIERS,
  NUMBER,
  PARAGRAPH_START,
  SPACED,
} from '../../ruleset.ts'
import { EITHER, FORWARD } from '../columns/codes.ts'
import type { Scratch, SentenceColumns } from '../columns/scratch.ts'
import { firstAtOrAfter } from '../columns/search.ts'
import type { Tables } from '../columns/tables.ts'
import {
  ABBREVIATION,
  AND,
  ANSWER,
  BANG,
  CLOSE,
  COLON,
  COMMA,
  DASH,
  DETERMINER,
  DOT,
  EMPTY_BOX,
  FILLER,
  OPEN,
  OR,
  PREPOSITION,
  QUESTION,
  SEMICOLON,
  SLASH,
  STAR,
  TICKED_BOX,
  VERB,
  WITH,
} from '../columns/words.ts'
import { isHardBreak } from '../grammar/lines.ts'

const BREAKS = PARAGRAPH_START | ITEM_START
/** How far words stand from the finding they govern: "suggestive of *a right lower lobe* pneumonia". */
const GOVERNED = 6
/** How far from its structure the colon of a name stands: "Heart and great vessels:". */
const NAMED = 4
const JOINS = AND | OR | ABBREVIATION | PREPOSITION | WITH
/** Items of a list that are looked back over for what it is headed by. */
const MOST_ITEMS = 12
/** Most tokens of a line of a list. */
const LONGEST_LINE = 60
/** Longer runs without a stop are cut, so that what the stages do within a sentence stays linear in the text. */
const LONGEST = 400

/** Splits every section into `scratch.sentences`. */
export function findSentences(scratch: Scratch, tables: Tables): void {
  const { tokens, sections, sentences } = scratch
  const { id, start, end, flags } = tokens
  const { classes } = tables
  markItems(scratch, tables)
  sentences.count = 0
  for (let section = 0; section < sections.count; section++) {
    const last = sections.to[section]
    let from = sections.from[section]
    const isBoxLast = from < last && isBox(id[last - 1])
    for (let token = from; token < last; token++) {
      const what = id[token]
      const isBehindBullet = token === from + 1 && id[from] === DASH
      if (token > from && !isBehindBullet && (isBreak(flags[token], id[token - 1]) || token - from >= LONGEST)) {
        addSentence(sentences, section, from, token)
        from = token
      }
      if (what >= FIRST_WORD) continue
      if ((what === DOT || what === CLOSE) && token === from + 1 && id[from] === NUMBER) {
        from = token + 1
      } else if (what === DOT) {
        if (token > from && (classes[id[token - 1]] & ABBREVIATION) !== 0) continue
        const isInitial = token > from && end[token - 1] - start[token - 1] === 1 && id[token - 1] !== NUMBER
        if (isInitial && token + 1 < last && goesOn(scratch, from, token)) continue
        addSentence(sentences, section, from, token)
        from = token + 1
      } else if (what === QUESTION) {
        // "?? collapse": the first of two closes no word, and so the second does not.
        const isSecond =
          token > from && id[token - 1] === QUESTION && (token - 1 === from || (flags[token - 1] & SPACED) !== 0)
        const closesWord = token > from && (flags[token] & SPACED) === 0 && id[token - 1] !== OPEN && !isSecond
        const opensWord = token + 1 < last && (flags[token + 1] & SPACED) === 0
        if (!closesWord || opensWord) continue
        addSentence(sentences, section, from, token + 1)
        from = token + 1
      } else if (isBox(what)) {
        // "[x] Effusion [ ] Edema"; where the last word is a box, boxes follow their items: "Effusion [x] Edema [ ]".
        const cut = isBoxLast ? token + 1 : token
        addSentence(sentences, section, from, cut)
        from = cut
      } else if (what === SEMICOLON || what === BANG || what === STAR) {
        addSentence(sentences, section, from, token)
        from = token + 1
      }
    }
    addSentence(sentences, section, from, last)
  }
}

/** Whether a sentence ends before a token; the empty line behind the colon of an item ends none. */
function isBreak(flags: number, before: number): boolean {
  return (flags & BREAKS) !== 0 && ((flags & ITEM_START) !== 0 || before !== COLON)
}

/** "*E.T.* tube": whether the stop behind a letter ends no sentence: inside initials or a name, or behind nothing else. */
function goesOn({ tokens, matches }: Scratch, from: number, stop: number): boolean {
  const { id, flags } = tokens
  if ((flags[stop + 1] & SPACED) === 0) return true
  if ((flags[stop + 1] & LINE_START) !== 0) return false
  const finding = firstAtOrAfter(matches.to[FINDINGS], matches.count[FINDINGS], stop)
  if (finding < matches.count[FINDINGS] && matches.from[FINDINGS][finding] < stop) return true
  let token = stop - 2
  while (token > from + 1 && id[token] === DOT) token -= 2
  return token === from + 1 && id[token] === DOT
}

function isBox(token: number): boolean {
  return token === EMPTY_BOX || token === TICKED_BOX
}

function addSentence(sentences: SentenceColumns, section: number, from: number, to: number): void {
  if (to <= from) return
  const at = sentences.count++
  sentences.from[at] = from
  sentences.to[at] = to
  sentences.section[at] = section
}

/**
 * Marks where the items of a template begin, from the last to the first: at a finding or structure with a colon after it
 * ("Effusion: small Heart: normal"), and at any word with a dash or colon and an answer after it ("Effusion - yes, small
 * Nodule - no Other: none"). An answer closes its item, so after it comes a stop or an item already marked; in a list with
 * dashes for bullets ("- no effusion - no nodule") the last "no" has something to deny, and nothing is marked.
 */
function markItems(scratch: Scratch, tables: Tables): void {
  const { tokens, matches, modifierEnd } = scratch
  const { id, count, flags } = tokens
  let finding = matches.count[FINDINGS] - 1
  let structure = matches.count[ANATOMY] - 1
  for (let mark = count - 1; mark > 0; mark--) {
    const what = id[mark]
    if ((what === DASH || what === CLOSE) && isListed(scratch, tables, mark)) flags[bulletAt(id, mark)] |= ITEM_START
    if (what !== COLON && what !== DASH) continue
    let after = mark + 2
    while (after < count && (tables.classes[id[after]] & FILLER) !== 0) after++
    const isAnswered =
      mark + 1 < count &&
      (tables.classes[id[mark + 1]] & ANSWER) !== 0 &&
      (after >= count || closesItem(id[after]) || (flags[after] & BREAKS) !== 0)
    // "Effusion - small, left" is an item where it begins a line.
    const isLine = what === DASH && !isAnswered
    if (isLine && (flags[mark] & LINE_START) !== 0) continue
    while (finding >= 0 && matches.to[FINDINGS][finding] >= mark) finding--
    while (structure >= 0 && matches.to[ANATOMY][structure] >= mark) structure--
    let from = isAnswered ? mark - 1 : mark
    const isOfStructures = finding < 0 || matches.to[FINDINGS][finding] !== mark - 1
    if (!isOfStructures) from = matches.from[FINDINGS][finding]
    if (structure >= 0 && matches.to[ANATOMY][structure] === mark - 1)
      from = Math.min(from, matches.from[ANATOMY][structure])
    if (from === mark) from = otherName(scratch, tables, mark, structure)
    if (from === mark || isGoverned(scratch, tables, from)) continue
    // "Nodule/mass: no": an item with two names begins at the first.
    while (from > 1 && id[from - 1] === SLASH) {
      while (finding >= 0 && matches.to[FINDINGS][finding] >= from - 1) finding--
      const isNamed = finding >= 0 && matches.to[FINDINGS][finding] === from - 2
      from = isNamed ? matches.from[FINDINGS][finding] : from - 2
    }
    // "*Pleural effusion or* pneumothorax: none".
    let names = from
    for (let join = joinBefore(scratch, tables, names); join > 0; join = joinBefore(scratch, tables, names)) {
      while (structure >= 0 && matches.to[ANATOMY][structure] >= join) structure--
      while (finding >= 0 && matches.to[FINDINGS][finding] >= join) finding--
      // Of both kinds in a list with "and": "*lungs and* airways:".
      const isBoth = id[join] !== COMMA
      if (structure >= 0 && matches.to[ANATOMY][structure] === join - 1 && (isOfStructures || isBoth))
        names = matches.from[ANATOMY][structure]
      else if (finding >= 0 && matches.to[FINDINGS][finding] === join - 1 && (!isOfStructures || isBoth))
        names = matches.from[FINDINGS][finding]
      else break
    }
    // "*Small left* pneumothorax: …". Both at the head of a sentence: elsewhere they may be the answer of the item before.
    const isFirst = beginsLine(scratch, names)
    while (!isFirst && names > 0 && modifierEnd[names - 1] !== 0)
      names = matches.from[MODIFIERS][modifierEnd[names - 1] - 1]
    if (isLine && !beginsLine(scratch, bulletBefore(id, names))) continue
    const isHead = names === 0 || id[names - 1] === DOT || beginsSection(scratch, names)
    if (isHead || isLine || beginsLine(scratch, names)) from = names
    flags[from] |= ITEM_START
    flags[bulletBefore(id, from)] |= ITEM_START
  }
}

/** "Lungs *and airways*:": the first token of the structure, the last before `colon`, that its name begins with; or the colon. */
function otherName(
  { tokens: { id }, matches }: Scratch,
  { classes }: Tables,
  colon: number,
  structure: number,
): number {
  if (structure < 0 || colon - matches.to[ANATOMY][structure] > NAMED) return colon
  const join = matches.to[ANATOMY][structure] + 1
  if (id[join] !== SLASH && (classes[id[join]] & AND) === 0) return colon
  for (let token = join + 1; token < colon; token++)
    if (id[token] < FIRST_WORD || (classes[id[token]] & VERB) !== 0) return colon
  return matches.from[ANATOMY][structure]
}

/** Whether a dash or the mark behind a number begins a line as the line before begins: "- No edema⏎*-* Wide mediastinum". */
function isListed(scratch: Scratch, { classes }: Tables, mark: number): boolean {
  const { id, flags } = scratch.tokens
  const bullet = bulletAt(id, mark)
  if (bullet === 0 || (flags[bullet] & LINE_START) === 0 || !isHardBreak(scratch, bullet)) return false
  // "Opacity:⏎- atelectasis vs⏎- pneumonia" goes on.
  if (id[bullet - 1] === COMMA || (classes[id[bullet - 1]] & JOINS) !== 0) return false
  let line = bullet - 1
  while (line > 0 && (flags[line] & LINE_START) === 0 && bullet - line < LONGEST_LINE) line--
  if (id[line] !== id[bullet] || id[line + mark - bullet] !== id[mark]) return false
  return !isHeadedByCue(scratch, line, bullet)
}

/** "No evidence of:⏎- pneumothorax⏎*- effusion*": whether what stands before the first item of a list governs them all. */
function isHeadedByCue({ tokens, matches }: Scratch, item: number, bullet: number): boolean {
  const { id, flags } = tokens
  let first = item
  for (let lines = 0; lines < MOST_ITEMS; lines++) {
    let line = first - 1
    while (line > 0 && (flags[line] & LINE_START) === 0 && first - line < LONGEST_LINE) line--
    if (line <= 0 || id[line] !== id[bullet]) break
    first = line
  }
  const last = first > 0 && id[first - 1] === COLON ? first - 2 : first - 1
  if (last < 0) return false
  const cue = firstAtOrAfter(matches.from[CUES], matches.count[CUES], last + 1) - 1
  return cue >= 0 && matches.to[CUES][cue] === last
}

/** The number before a mark, or the mark: where the bullet or number of an item stands. */
function bulletAt(id: Int32Array, mark: number): number {
  return mark > 0 && id[mark - 1] === NUMBER ? mark - 1 : mark
}

function beginsLine(scratch: Scratch, token: number): boolean {
  return token === 0 || ((scratch.tokens.flags[token] & LINE_START) !== 0 && isHardBreak(scratch, token))
}

/** The dash or number before the item at `token`, or the token itself: "*-* Heart: normal", "*2.* Heart: normal". */
function bulletBefore(id: Int32Array, token: number): number {
  if (token > 0 && id[token - 1] === DASH) return token - 1
  return token > 1 && id[token - 2] === NUMBER && (id[token - 1] === DOT || id[token - 1] === CLOSE) ? token - 2 : token
}

/** The first token of a comma, an "or" or an "and" right before a token, or -1. */
function joinBefore({ tokens: { id } }: Scratch, { classes }: Tables, token: number): number {
  if (token > 1 && (classes[id[token - 1]] & (AND | OR)) !== 0) return id[token - 2] === COMMA ? token - 2 : token - 1
  return token > 1 && id[token - 1] === COMMA ? token - 1 : -1
}

function beginsSection({ sections }: Scratch, token: number): boolean {
  const at = firstAtOrAfter(sections.from, sections.count, token)
  return at < sections.count && sections.from[at] === token
}

/** "*Findings suggest* pneumonia: …", "*no evidence of* pneumonia: …": words that govern a finding make it no item's name. */
function isGoverned({ tokens, matches, modifierEnd }: Scratch, tables: Tables, from: number): boolean {
  let token = from - 1
  for (; token >= 0 && from - token <= GOVERNED; token--) {
    const modifier = modifierEnd[token] - 1
    if (modifier >= 0) token = matches.from[MODIFIERS][modifier]
    else if ((tables.classes[tokens.id[token]] & DETERMINER) === 0) break
  }
  const cue = firstAtOrAfter(matches.from[CUES], matches.count[CUES], token + 1) - 1
  if (cue < 0 || matches.to[CUES][cue] !== token) return false
  const rule = matches.rule[CUES][cue]
  const direction = tables.directionOf[rule]
  if (tables.existenceOf[rule] === 0 || (direction !== FORWARD && direction !== EITHER)) return false
  // "Effusion: *no* Pneumothorax: small": the answer of the item before.
  const before = matches.from[CUES][cue] - 1
  return before < 0 || (tokens.id[before] !== COLON && tokens.id[before] !== DASH)
}

function closesItem(token: number): boolean {
  return token === DOT || token === COMMA || token === SEMICOLON || token === STAR
}
