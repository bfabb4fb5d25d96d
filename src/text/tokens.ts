// Characters → tokens, in one pass over the text. Hot code: index arithmetic, no allocation but buffer growth.
import { CHARACTERS, DEID, FIRST_CHARACTER, LINE_START, NUMBER, PARAGRAPH_START, SPACED, UNKNOWN } from '../ruleset.ts'
import { CLASSES, FIRST_DIGIT, FIRST_SOLO, LETTERS, NEWLINE, OPEN_BRACKET, SKIP, UNDERSCORE } from './characters.ts'
import { findSpelling, HASH_SEED, hashStep, type Lexicon, SHORTEST_SPELLING, shapeOf } from './lexicon.ts'

/**
 * Columns of a report's tokens. The buffers are reused from report to report and never leave a call.
 *
 *     text    "No  pneumothorax.\nHeart"
 *     id      [no] [pneumothorax] [.] [heart]
 *     start    0    4              16  18
 *     end      2    16             17  23
 *     flags    0    SPACED         0   SPACED|LINE_START
 */
export interface Tokens {
  count: number
  id: Int32Array
  start: Int32Array
  end: Int32Array
  flags: Uint8Array
}

/** Empty token columns with room for `size` tokens. */
export function makeTokens(size = 1024): Tokens {
  return {
    count: 0,
    id: new Int32Array(size),
    start: new Int32Array(size),
    end: new Int32Array(size),
    flags: new Uint8Array(size),
  }
}

const DASH = FIRST_SOLO + CHARACTERS.indexOf('-')
const DOT = FIRST_SOLO + CHARACTERS.indexOf('.')
const COMMA = FIRST_SOLO + CHARACTERS.indexOf(',')
const X = 24
/** A de-identification bracket longer than this is text, so that one `[` cannot make the scan quadratic. */
const LONGEST_BRACKET = 60

/**
 * Reads `text` into `tokens`. Words are runs of letters (apostrophes skipped), numbers runs of digits with inner
 * points or commas; a hyphen inside a word is passed over, so that "air-space" reads as "air space".
 */
export function tokenize(text: string, lexicon: Lexicon, tokens: Tokens): void {
  const { root, nodes, ids } = lexicon.words
  const length = text.length
  let { id, start, end, flags } = tokens
  let count = 0
  let room = id.length
  let gap = LINE_START | PARAGRAPH_START
  let lineIsEmpty = true
  let i = 0
  while (i < length) {
    const code = CLASSES[text.charCodeAt(i)]
    if (code === NEWLINE) {
      gap |= lineIsEmpty ? LINE_START | PARAGRAPH_START | SPACED : LINE_START | SPACED
      lineIsEmpty = true
      i++
      continue
    }
    if (code >= SKIP && code <= NEWLINE) {
      gap |= SPACED
      i++
      continue
    }
    const from = i
    let token = UNKNOWN
    if (code <= LETTERS) {
      let node = root
      let place = 0
      let letters = 0
      let xs = 0
      let unit = code
      while (true) {
        if (unit <= LETTERS) {
          place = (node >> 5) + unit
          node = nodes[place]
          if ((node & 31) !== unit) node = 0
          letters++
          if (unit === X) xs++
        } else if (unit !== SKIP) break
        if (++i >= length) break
        unit = CLASSES[text.charCodeAt(i)]
      }
      token = xs === letters && letters > 2 ? DEID : node === 0 ? UNKNOWN : ids[place]
      if (token === UNKNOWN && letters >= SHORTEST_SPELLING) token = otherSpelling(text, from, i, letters, lexicon)
    } else if (code < SKIP) {
      i++
      while (i < length) {
        const unit = CLASSES[text.charCodeAt(i)]
        if (unit >= FIRST_DIGIT && unit < SKIP) i++
        else if ((unit === DOT || unit === COMMA) && i + 1 < length) {
          const after = CLASSES[text.charCodeAt(i + 1)]
          if (after < FIRST_DIGIT || after >= SKIP) break
          i += 2
        } else break
      }
      token = NUMBER
    } else if (code === UNDERSCORE) {
      while (i < length && CLASSES[text.charCodeAt(i)] === UNDERSCORE) i++
      if (i - from === 1) {
        gap |= SPACED
        continue
      }
      token = DEID
    } else if (code === OPEN_BRACKET) {
      const close = closingBracket(text, i)
      if (close < 0) {
        gap |= SPACED
        i++
        continue
      }
      i = close
      token = DEID
    } else {
      i++
      if (code === DASH && (gap & SPACED) === 0 && count > 0 && i < length && isWordUnit(CLASSES[text.charCodeAt(i)]))
        continue
      token = code - FIRST_SOLO + FIRST_CHARACTER
    }
    if (count === room) {
      room *= 2
      id = grown(id, room)
      start = grown(start, room)
      end = grown(end, room)
      const wider = new Uint8Array(room)
      wider.set(flags)
      flags = wider
      tokens.id = id
      tokens.start = start
      tokens.end = end
      tokens.flags = flags
    }
    id[count] = token
    start[count] = from
    end[count] = i
    flags[count] = gap
    gap = 0
    lineIsEmpty = false
    count++
  }
  tokens.count = count
}

/** Token id of a word that is another spelling of a known one, or UNKNOWN. */
function otherSpelling(text: string, from: number, to: number, letters: number, lexicon: Lexicon): number {
  let hash = HASH_SEED
  let last = 0
  for (let i = from; i < to; i++) {
    const unit = CLASSES[text.charCodeAt(i)]
    if (unit === SKIP) continue
    hash = hashStep(hash, unit)
    last = unit
  }
  return findSpelling(lexicon, hash, shapeOf(letters, CLASSES[text.charCodeAt(from)], last))
}

/** End of a `[** … **]` mark that opens at `at`, or -1. */
function closingBracket(text: string, at: number): number {
  if (text.charCodeAt(at + 1) !== 42 || text.charCodeAt(at + 2) !== 42) return -1
  const limit = Math.min(text.length - 2, at + LONGEST_BRACKET)
  for (let i = at + 3; i < limit; i++) {
    if (text.charCodeAt(i) === 42 && text.charCodeAt(i + 1) === 42 && text.charCodeAt(i + 2) === 93) return i + 3
  }
  return -1
}

function isWordUnit(code: number): boolean {
  return code < SKIP
}

function grown(column: Int32Array, room: number): Int32Array {
  const wider = new Int32Array(room)
  wider.set(column)
  return wider
}
