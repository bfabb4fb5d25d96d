// "#" is a mark (of a heading, an item, a number: "view #2") or stands for a word ("old rib #s"); its neighbours tell.
import {
  characterToken,
  classBit,
  DEID,
  FIRST_CHARACTER,
  FIRST_WORD,
  LINE_START,
  NUMBER,
  SIGN,
  SPACED,
} from '../ruleset.ts'
import { CLASSES } from './characters.ts'
import type { Lexicon } from './lexicon.ts'
import type { Tokens } from './tokens.ts'

const SITE = classBit('site')
const FILLER = classBit('filler')
const COLON = characterToken(':')
const DASH = characterToken('-')
const COMMA = characterToken(',')
/** Behind these a sentence opens, for a sign; also where a line begins: "# Pneumonia", "# Cardiomegaly" are items. */
const OPENERS = ['.', ':', ';', '*'].map(characterToken)
/** How far behind a sign that opens a sentence its site may stand: "# of the left posterior 5th *rib*". */
const REACH = 8
/** Letters of the longest ending: "#ed". */
const LONGEST_ENDING = 2
const D = 4
const S = 19
const BLANK = 32

/** Reads each sign as the word that it stands for, or takes it out. Only for texts that hold one. */
export function readSigns(tokens: Tokens, lexicon: Lexicon): void {
  const { count, id, start, end, flags } = tokens
  let kept = 0
  let gap = 0
  for (let token = 0; token < count; token++) {
    const isSign = id[token] === SIGN
    if (isSign) {
      const opens = (flags[token] & LINE_START) !== 0 || OPENERS.includes(id[kept - 1])
      if (lexicon.sign < FIRST_WORD || !standsForWord(tokens, lexicon, token, opens)) {
        gap |= flags[token] | SPACED
        continue
      }
    }
    id[kept] = isSign ? lexicon.sign : id[token]
    start[kept] = start[token]
    flags[kept] = flags[token] | gap
    gap = 0
    if (isSign && isEnding(tokens, token + 1)) token++
    end[kept++] = end[token]
  }
  tokens.count = kept
}

/** Whether a sign is no mark: before a plain number it is one, and where a sentence opens all but before a site. */
function standsForWord(tokens: Tokens, lexicon: Lexicon, sign: number, needsSite: boolean): boolean {
  const { count, id, start, end, flags } = tokens
  const next = sign + 1
  if (next === count) return !needsSite
  if (id[next] === COLON || id[next] === DEID) return false
  if (id[next] === NUMBER) {
    // "# 5th rib", but "view # 5".
    const isOrdinal = next + 1 < count && (flags[next + 1] & SPACED) === 0 && hasClass(lexicon, id[next + 1], FILLER)
    if (!isOrdinal) return false
  }
  // What has an ending is a word.
  if (!needsSite || isEnding(tokens, next)) return true
  // "## Findings"
  if (end[sign] - start[sign] > 1) return false
  for (let token = next; token < count && token < next + REACH; token++) {
    // "#5th, 6th ribs".
    if (id[token] === COMMA && id[next] === NUMBER && id[token + 1] === NUMBER) continue
    if (id[token] >= FIRST_CHARACTER && id[token] < FIRST_WORD && id[token] !== DASH) return false
    // "# Ribs: intact" is an item.
    if (hasClass(lexicon, id[token], SITE)) return token + 1 === count || id[token + 1] !== COLON
  }
  return false
}

function hasClass({ classes }: Lexicon, token: number, bit: number): boolean {
  return (classes[token] & bit) !== 0
}

/** Whether a token is the ending of the sign before it: "#s", "#'s", "#ed". */
function isEnding({ count, start, end, flags, folded }: Tokens, token: number): boolean {
  if (token >= count || end[token] - start[token] > LONGEST_ENDING) return false
  const last = CLASSES[folded[end[token] - 1]]
  if (last !== S && last !== D) return false
  return (flags[token] & SPACED) === 0 || folded[start[token] - 1] !== BLANK
}
