// Sections → sentences. Ends at full stops (not decimals, initials or abbreviations), semicolons, question marks that
// close a word, bullets and empty lines; a number with a point or bracket at the start is a list mark, not a sentence.
import { ANATOMY, FINDINGS, FIRST_WORD, ITEM_START, MODIFIERS, NUMBER, PARAGRAPH_START, SPACED } from '../ruleset.ts'
import type { Scratch, SentenceColumns } from './scratch.ts'
import type { Tables } from './tables.ts'
import {
  ABBREVIATION,
  ANSWER,
  BANG,
  CLOSE,
  COLON,
  COMMA,
  DASH,
  DOT,
  EMPTY_BOX,
  FILLER,
  OPEN,
  QUESTION,
  SEMICOLON,
  SLASH,
  STAR,
  TICKED_BOX,
} from './words.ts'

const BREAKS = PARAGRAPH_START | ITEM_START
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
      if (token > from && ((flags[token] & BREAKS) !== 0 || token - from >= LONGEST)) {
        addSentence(sentences, section, from, token)
        from = token
      }
      if (what >= FIRST_WORD) continue
      if ((what === DOT || what === CLOSE) && token === from + 1 && id[from] === NUMBER) {
        from = token + 1
      } else if (what === DOT) {
        if (token > from && (classes[id[token - 1]] & ABBREVIATION) !== 0) continue
        const isInitial = token > from && end[token - 1] - start[token - 1] === 1 && id[token - 1] !== NUMBER
        if (isInitial && token + 1 < last && (flags[token + 1] & SPACED) === 0) continue
        addSentence(sentences, section, from, token)
        from = token + 1
      } else if (what === QUESTION) {
        const closesWord = token > from && (flags[token] & SPACED) === 0 && id[token - 1] !== OPEN
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
function markItems({ tokens, matches, modifierEnd }: Scratch, tables: Tables): void {
  const { id, count, flags } = tokens
  let finding = matches.count[FINDINGS] - 1
  let structure = matches.count[ANATOMY] - 1
  for (let mark = count - 1; mark > 0; mark--) {
    const what = id[mark]
    if (what !== COLON && what !== DASH) continue
    let after = mark + 2
    while (after < count && (tables.classes[id[after]] & FILLER) !== 0) after++
    const isAnswered =
      mark + 1 < count &&
      (tables.classes[id[mark + 1]] & ANSWER) !== 0 &&
      (after >= count || closesItem(id[after]) || (flags[after] & BREAKS) !== 0)
    if (what === DASH && !isAnswered) continue
    while (finding >= 0 && matches.to[FINDINGS][finding] >= mark) finding--
    while (structure >= 0 && matches.to[ANATOMY][structure] >= mark) structure--
    let from = isAnswered ? mark - 1 : mark
    if (finding >= 0 && matches.to[FINDINGS][finding] === mark - 1) from = matches.from[FINDINGS][finding]
    if (structure >= 0 && matches.to[ANATOMY][structure] === mark - 1)
      from = Math.min(from, matches.from[ANATOMY][structure])
    if (from === mark) continue
    // "Nodule/mass: no": an item with two names begins at the first.
    while (from > 1 && id[from - 1] === SLASH) {
      while (finding >= 0 && matches.to[FINDINGS][finding] >= from - 1) finding--
      const isNamed = finding >= 0 && matches.to[FINDINGS][finding] === from - 2
      from = isNamed ? matches.from[FINDINGS][finding] : from - 2
    }
    // "*Left* pneumothorax: small": at the head of a sentence; elsewhere it may be the answer of the item before.
    const modifier = from > 0 ? modifierEnd[from - 1] - 1 : -1
    const head = modifier < 0 ? from : matches.from[MODIFIERS][modifier]
    if (head === 0 || id[head - 1] === DOT) from = head
    flags[from] |= ITEM_START
  }
}

function closesItem(token: number): boolean {
  return token === DOT || token === COMMA || token === SEMICOLON
}
