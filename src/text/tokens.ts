// Characters → tokens, in one pass over the text. Hot code: index arithmetic, no allocation but buffer growth.
import {
  CHARACTERS,
  characterToken,
  DEID,
  FIRST_CHARACTER,
  LINE_START,
  NUMBER,
  PARAGRAPH_START,
  SIGN,
  SPACED,
  UNKNOWN,
} from '../ruleset.ts'
import { checkBox, closingBracket } from './brackets.ts'
import {
  CLASSES,
  FIRST_DIGIT,
  FIRST_SOLO,
  foldText,
  HASH,
  LETTERS,
  MARKUP,
  NEWLINE,
  OPEN_BRACKET,
  SKIP,
  UNDERSCORE,
} from './characters.ts'
import { findWord, HASH_SEED, hashStep, type Lexicon, SHORTEST_SPELLING, shapeOf } from './lexicon.ts'
import { withoutMarkup } from './markup.ts'
import { markName } from './names.ts'
import { readSigns } from './signs.ts'
import { contractedVerb, readSkipping, SKIPPING } from './skipping.ts'

/**
 * Columns of a report's tokens. The buffers are reused from report to report and never leave a call; those of a report
 * of more than `LONGEST_KEPT` characters are given up when the next one comes.
 *
 *     text    "No  pneumothorax.\nHeart"
 *     id      [no] [pneumothorax] [.] [heart]
 *     start    0    4              16  18
 *     end      2    16             17  23
 *     flags    0    SPACED         0   SPACED|LINE_START
 *
 * `folded` is the text in ASCII, as the character tables fold it, with a space behind its end and room for three more.
 */
export interface Tokens {
  count: number
  /** Whether the text holds a "#". */
  hasSigns: boolean
  /** Whether a character was read that may be markup. */
  hasMarkup: boolean
  folded: Uint8Array
  /** The same characters, to be read by four. */
  fours: DataView
  id: Int32Array
  start: Int32Array
  end: Int32Array
  flags: Uint8Array
}

/** Empty token columns with room for `size` tokens. */
export function makeTokens(size = 1024): Tokens {
  return {
    count: 0,
    hasSigns: false,
    hasMarkup: false,
    ...makeFolded(size),
    id: new Int32Array(size),
    start: new Int32Array(size),
    end: new Int32Array(size),
    flags: new Uint8Array(size),
  }
}

function makeFolded(size: number): Pick<Tokens, 'folded' | 'fours'> {
  const folded = new Uint8Array(size)
  return { folded, fours: new DataView(folded.buffer) }
}

/** Hundreds of times what people write. To lay out columns for so much takes about as long as to read it. */
export const LONGEST_KEPT = 2 ** 20

const DASH = FIRST_SOLO + CHARACTERS.indexOf('-')
const DOT = FIRST_SOLO + CHARACTERS.indexOf('.')
const COLON = FIRST_SOLO + CHARACTERS.indexOf(':')
const COLON_TOKEN = characterToken(':')
const DASH_TOKEN = characterToken('-')
const COMMA = FIRST_SOLO + CHARACTERS.indexOf(',')
const OPEN = FIRST_CHARACTER + CHARACTERS.indexOf('(')
const EMPTY_BOX = FIRST_CHARACTER + CHARACTERS.indexOf('☐')
const TICKED_BOX = FIRST_CHARACTER + CHARACTERS.indexOf('☑')
const AMPERSAND = FIRST_SOLO + CHARACTERS.indexOf('&')
const T = 20
const X = 24
const BLANK = 32
/** Words are read by four characters at a time: by one, the hash of a word waits for each of its letters. */
const FOUR = 4
const MOST_FOLDED = LONGEST_KEPT + FOUR
/** Makes capitals small, and nothing else a letter. */
const SMALL = 0x20202020
const FROM_A = 0x1f1f1f1f
const PAST_Z = 0x05050505
const HIGH = 0x80808080 | 0

/**
 * Reads `text` into `tokens`. Words are runs of letters (apostrophes skipped), numbers runs of digits with inner
 * points or commas; a hyphen inside a word is passed over, so that "air-space" reads as "air space", and "isn't" reads
 * as "is not".
 */
export function tokenize(text: string, lexicon: Lexicon, tokens: Tokens): void {
  if (tokens.folded.length > MOST_FOLDED) Object.assign(tokens, makeTokens())
  const need = text.length + FOUR
  // Room for longer ones, too, but no more than is kept.
  if (tokens.folded.length < need) Object.assign(tokens, makeFolded(Math.max(need, Math.min(2 * need, MOST_FOLDED))))
  readFolded(text, text, lexicon, tokens)
  // Few texts have any, so they are read twice instead of all being searched for it.
  if (tokens.hasMarkup) readFolded(text, withoutMarkup(text), lexicon, tokens)
  if (tokens.hasSigns) readSigns(tokens, lexicon)
}

/** Reads the words of a text off `plain`, which is as long as the text. */
function readFolded(text: string, plain: string, lexicon: Lexicon, tokens: Tokens): void {
  foldText(plain, tokens.folded)
  tokens.folded[text.length] = BLANK
  // The longest report yet is read again from its start: columns that cannot change are read faster.
  while (!readTokens(text, lexicon, tokens))
    Object.assign(tokens, makeTokens(2 * tokens.id.length), { folded: tokens.folded, fours: tokens.fours })
}

/** Whether all tokens found room in the columns. */
function readTokens(text: string, lexicon: Lexicon, tokens: Tokens): boolean {
  const { words, spellings } = lexicon
  const { folded, fours, id, start, end, flags } = tokens
  const length = text.length
  const room = id.length
  let count = 0
  let gap = LINE_START | PARAGRAPH_START
  let lineIsEmpty = true
  tokens.hasSigns = tokens.hasMarkup = false
  let i = 0
  while (i < length) {
    const code = CLASSES[folded[i]]
    if (code >= SKIP && code <= MARKUP) {
      gap |= SPACED
      if (code === NEWLINE) {
        gap |= lineIsEmpty ? LINE_START | PARAGRAPH_START : LINE_START
        lineIsEmpty = true
      } else if (code === MARKUP) tokens.hasMarkup = true
      i++
      continue
    }
    let from = i
    let token = UNKNOWN
    if (code <= LETTERS) {
      let hash = HASH_SEED
      while (true) {
        const four = fours.getInt32(i, true) | SMALL
        const bits = bitsOfLetters(four)
        if (bits < 32) {
          hash = hashStep(hash, four & ~(-1 << bits))
          i += bits >> 3
          break
        }
        hash = hashStep(hash, four)
        i += FOUR
      }
      let letters = i - from
      let last = folded[i - 1] & 31
      if (CLASSES[folded[i]] === SKIP) {
        i = readSkipping(folded, from, length)
        letters = SKIPPING[0]
        last = SKIPPING[1]
        hash = SKIPPING[2]
      }
      if (code === X && letters > 2 && isMasked(folded, from, i)) token = DEID
      else {
        const shape = shapeOf(letters, code, last)
        token = findWord(words, hash, shape)
        if (token === UNKNOWN && letters >= SHORTEST_SPELLING) token = findWord(spellings(), hash, shape)
        if (token === UNKNOWN && last === T && letters > 3) {
          const verb = contractedVerb(folded, from, i, lexicon)
          if (verb !== UNKNOWN) {
            if (count === room) return false
            id[count] = verb
            start[count] = from
            from = SKIPPING[3]
            end[count] = from
            flags[count++] = gap
            gap = 0
            token = lexicon.not
          }
        }
      }
    } else if (code < SKIP || (code === DOT && opensNumber(id, count, gap) && isDigit(CLASSES[folded[i + 1]]))) {
      // Also a fraction without its nought: "nodule of *.6* cm".
      i++
      while (true) {
        const unit = CLASSES[folded[i]]
        if (isDigit(unit)) i++
        else if ((unit === DOT || unit === COMMA) && isDigit(CLASSES[folded[i + 1]])) i += 2
        else break
      }
      token = NUMBER
    } else if (code === UNDERSCORE) {
      while (CLASSES[folded[i]] === UNDERSCORE) i++
      if (i - from === 1) {
        gap |= SPACED
        continue
      }
      token = DEID
    } else if (code === OPEN_BRACKET) {
      const box = checkBox(text, i)
      const close = box === null ? closingBracket(text, i) : box.end
      if (close < 0) {
        gap |= SPACED
        i++
        continue
      }
      i = close
      token = box === null ? DEID : box.isTicked ? TICKED_BOX : EMPTY_BOX
    } else if (code === HASH) {
      while (CLASSES[folded[i]] === HASH) i++
      token = SIGN
      tokens.hasSigns = true
    } else {
      i++
      if (code === DASH) {
        if ((gap & SPACED) === 0 && count > 0 && isWordUnit(CLASSES[folded[i]])) continue
        // "Pneumothorax *--* none": a dash as typewriters have it.
        if (CLASSES[folded[i]] === DASH && CLASSES[folded[i + 1]] !== DASH) i++
        markName(id, flags, count, DASH_TOKEN)
      } else if (code === COLON) markName(id, flags, count, COLON_TOKEN)
      else if (code === AMPERSAND) tokens.hasMarkup = true
      token = code - FIRST_SOLO + FIRST_CHARACTER
    }
    if (count === room) return false
    id[count] = token
    start[count] = from
    end[count] = i
    flags[count] = gap
    lineIsEmpty = false
    count++
    if (folded[i] === BLANK) {
      gap = SPACED
      i++
    } else gap = 0
  }
  tokens.count = count
  return true
}

/**
 * Bits of the letters, in small letters, that stand before any other character in four, the first lowest; 32 if all
 * are.
 */
function bitsOfLetters(four: number): number {
  // Bit 7 of a byte plus `FROM_A` says that it is a or behind it, plus `PAST_Z` that it is behind z.
  const others = ~((four + FROM_A) & ~(four + PAST_Z)) & HIGH
  return others === 0 ? 32 : (31 - Math.clz32(others & -others)) & 24
}

/** Whether a word is nothing but x: a name taken out. */
function isMasked(folded: Uint8Array, from: number, to: number): boolean {
  for (let i = from; i < to; i++) {
    const unit = CLASSES[folded[i]]
    if (unit !== X && unit !== SKIP) return false
  }
  return true
}

/** Whether a full stop may begin a number: behind a space or a bracket, or at the beginning. */
function opensNumber(id: Int32Array, count: number, gap: number): boolean {
  return (gap & SPACED) !== 0 || count === 0 || id[count - 1] === OPEN
}

function isDigit(code: number): boolean {
  return code >= FIRST_DIGIT && code < SKIP
}

function isWordUnit(code: number): boolean {
  return code < SKIP
}
