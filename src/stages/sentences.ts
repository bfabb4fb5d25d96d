// Sections → sentences. Ends at full stops (not decimals, initials or abbreviations), semicolons, question marks that
// close a word, bullets and empty lines; a number with a point or bracket at the start is a list mark, not a sentence.
import {
  ANATOMY,
  characterToken,
  classBit,
  FINDINGS,
  FIRST_WORD,
  ITEM_START,
  NUMBER,
  PARAGRAPH_START,
  SPACED,
} from '../ruleset.ts'
import type { Scratch, SentenceColumns } from './scratch.ts'
import type { Tables } from './tables.ts'

const DOT = characterToken('.')
const COLON = characterToken(':')
const SEMICOLON = characterToken(';')
const QUESTION = characterToken('?')
const BANG = characterToken('!')
const STAR = characterToken('*')
const CLOSE = characterToken(')')
const BREAKS = PARAGRAPH_START | ITEM_START
const ABBREVIATION = classBit('abbreviation')
/** Longer runs without a stop are cut, so that what the stages do within a sentence stays linear in the text. */
const LONGEST = 400

/** Splits every section into `scratch.sentences`. */
export function findSentences(scratch: Scratch, tables: Tables): void {
  const { tokens, sections, sentences } = scratch
  const { id, start, end, flags } = tokens
  markItems(scratch, FINDINGS)
  markItems(scratch, ANATOMY)
  sentences.count = 0
  for (let section = 0; section < sections.count; section++) {
    const last = sections.to[section]
    let from = sections.from[section]
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
        if (token > from && (tables.classes[id[token - 1]] & ABBREVIATION) !== 0) continue
        const isInitial = token > from && end[token - 1] - start[token - 1] === 1 && id[token - 1] !== NUMBER
        if (isInitial && token + 1 < last && (flags[token + 1] & SPACED) === 0) continue
        addSentence(sentences, section, from, token)
        from = token + 1
      } else if (what === QUESTION) {
        const closesWord = token > from && (flags[token] & SPACED) === 0
        const opensWord = token + 1 < last && (flags[token + 1] & SPACED) === 0
        if (!closesWord || opensWord) continue
        addSentence(sentences, section, from, token + 1)
        from = token + 1
      } else if (what === SEMICOLON || what === BANG || what === STAR) {
        addSentence(sentences, section, from, token)
        from = token + 1
      }
    }
    addSentence(sentences, section, from, last)
  }
}

function addSentence(sentences: SentenceColumns, section: number, from: number, to: number): void {
  if (to <= from) return
  const at = sentences.count++
  sentences.from[at] = from
  sentences.to[at] = to
  sentences.section[at] = section
}

/**
 * Marks where a template's item begins: at a finding or structure with a colon right after it, as in
 * "Effusion: no Pneumothorax: no".
 */
function markItems({ tokens, matches }: Scratch, layer: number): void {
  const { id, count, flags } = tokens
  const from = matches.from[layer]
  const to = matches.to[layer]
  for (let at = 0; at < matches.count[layer]; at++) {
    const after = to[at] + 1
    if (after < count && id[after] === COLON) flags[from[at]] |= ITEM_START
  }
}
