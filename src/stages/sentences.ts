// Sections → sentences. Ends at full stops (not decimals, initials or abbreviations), semicolons, question marks that
// close a word, bullets and empty lines; a number with a point or bracket at the start is a list mark, not a sentence.
import { ANATOMY, characterToken, classBit, FINDINGS, NUMBER, PARAGRAPH_START, SPACED } from '../ruleset.ts'
import type { Scratch } from './scratch.ts'
import type { Tables } from './tables.ts'

const DOT = characterToken('.')
const COLON = characterToken(':')
const SEMICOLON = characterToken(';')
const QUESTION = characterToken('?')
const BANG = characterToken('!')
const STAR = characterToken('*')
const CLOSE = characterToken(')')
const ABBREVIATION = classBit('abbreviation')
/** Longer runs without a stop are cut, so that what the stages do within a sentence stays linear in the text. */
const LONGEST = 400

/** Splits every section into `scratch.sentences`. */
export function findSentences(scratch: Scratch, tables: Tables): void {
  const { tokens, sections, sentences } = scratch
  const { id, start, end, flags } = tokens
  const opensItem = itemFinder(scratch)
  let count = 0
  for (let section = 0; section < sections.count; section++) {
    const last = sections.to[section]
    let from = sections.from[section]
    const close = (to: number): void => {
      if (to <= from) return
      sentences.from[count] = from
      sentences.to[count] = to
      sentences.section[count] = section
      count++
    }
    for (let token = from; token < last; token++) {
      const what = id[token]
      if (token > from && opensItem(token)) {
        close(token)
        from = token
      }
      if (token > from && ((flags[token] & PARAGRAPH_START) !== 0 || token - from >= LONGEST)) {
        close(token)
        from = token
      }
      if (what >= 20) continue
      if ((what === DOT || what === CLOSE) && token === from + 1 && id[from] === NUMBER) {
        from = token + 1
      } else if (what === DOT) {
        if (token > from && (tables.classes[id[token - 1]] & ABBREVIATION) !== 0) continue
        const isInitial = token > from && end[token - 1] - start[token - 1] === 1 && id[token - 1] !== NUMBER
        if (isInitial && token + 1 < last && (flags[token + 1] & SPACED) === 0) continue
        close(token)
        from = token + 1
      } else if (what === QUESTION) {
        const closesWord = token > from && (flags[token] & SPACED) === 0
        const opensWord = token + 1 < last && (flags[token + 1] & SPACED) === 0
        if (!closesWord || opensWord) continue
        close(token + 1)
        from = token + 1
      } else if (what === SEMICOLON || what === BANG || what === STAR) {
        close(token)
        from = token + 1
      }
    }
    close(last)
  }
  sentences.count = count
}

/**
 * Whether a template's item begins at a token: a finding or structure with a colon right after it, as in
 * "Effusion: no Pneumothorax: no". Asked for tokens in order.
 */
function itemFinder(scratch: Scratch): (token: number) => boolean {
  const { tokens, matches } = scratch
  const next = [0, 0]
  return (token) => {
    for (let i = 0; i < 2; i++) {
      const layer = i === 0 ? FINDINGS : ANATOMY
      while (next[i] < matches.count[layer] && matches.from[layer][next[i]] < token) next[i]++
      if (next[i] === matches.count[layer] || matches.from[layer][next[i]] !== token) continue
      const after = matches.to[layer][next[i]] + 1
      if (after < tokens.count && tokens.id[after] === COLON) return true
    }
    return false
  }
}
