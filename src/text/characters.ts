// The character tables: fold every UTF-16 code unit to ASCII, and that to a small class, so that case, accents, quotes
// and dashes stop mattering without the text ever being changed.
import { CHARACTERS } from '../ruleset.ts'

// Classes 1–26 are the letters a–z, 27–36 the digits; the rest follow.
export const LETTERS = 26
export const FIRST_DIGIT = 27
/** Skipped inside a word: apostrophes, soft hyphens, zero-width and combining marks. */
export const SKIP = 37
export const SPACE = 38
export const NEWLINE = 39
/** Space that is markup in some files (markup.ts). */
export const MARKUP = 40
export const UNDERSCORE = 41
export const OPEN_BRACKET = 42
export const HASH = 43
/** A character that is a token of its own: `FIRST_SOLO + index` in CHARACTERS. */
export const FIRST_SOLO = 44

/** Dashes, bullets, check boxes and what is skipped inside words, each with the ASCII character it reads as. */
const FOLDED = [
  ['\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\uff0d', '-'],
  ['\u2022\u00b7\u25aa\u25cf\u25e6\u2023\u2043\u25a0', '*'],
  ['\u2610\u2611\u2612\u2713\u2714', '['],
  // "2.5 × 1.8 cm".
  ['\u00d7', 'x'],
  // "Effusions ± atelectasis" asks, as a question mark does.
  ['\u00b1', '?'],
  ['\u2018\u2019\u201b\u02bc\u00b4\u00ad\u200b\u200c\u200d\u2060\ufeff', "'"],
] as const

/** Class of each ASCII character. */
export const CLASSES: Uint8Array = makeClasses()

function makeClasses(): Uint8Array {
  const classes = new Uint8Array(128).fill(SPACE)
  for (let letter = 1; letter <= LETTERS; letter++) classes[64 + letter] = classes[96 + letter] = letter
  for (let digit = 0; digit < 10; digit++) classes[48 + digit] = FIRST_DIGIT + digit
  CHARACTERS.forEach((character, index) => {
    classes[character.charCodeAt(0)] = FIRST_SOLO + index
  })
  for (const character of "'`") classes[character.charCodeAt(0)] = SKIP
  for (const character of '<\\|\t') classes[character.charCodeAt(0)] = MARKUP
  classes[10] = NEWLINE
  classes['_'.charCodeAt(0)] = UNDERSCORE
  classes['['.charCodeAt(0)] = OPEN_BRACKET
  classes['#'.charCodeAt(0)] = HASH
  return classes
}

const encoder = new TextEncoder()
let folds: Uint8Array | null = null

/**
 * Writes, for each UTF-16 code unit of `text`, the ASCII character that it reads as. `into` has room for all of them.
 */
export function foldText(text: string, into: Uint8Array): void {
  // Text that is all ASCII is copied by the platform, three times faster than unit by unit.
  const { read, written } = encoder.encodeInto(text, into)
  if (read === text.length && written === read) return
  folds ??= makeFolds()
  for (let i = 0; i < text.length; i++) into[i] = folds[text.charCodeAt(i)]
}

/** The ASCII character that each UTF-16 code unit reads as (65,536 entries). Everything not named here is a space. */
function makeFolds(): Uint8Array {
  const table = new Uint8Array(65536).fill(32)
  for (let unit = 0; unit < 128; unit++) table[unit] = unit
  for (let unit = 128; unit < 0x2000; unit++) {
    // NFD takes the accent off; the first unit is the base letter.
    const base = String.fromCharCode(unit).normalize('NFD').charCodeAt(0)
    if (base < 128 && CLASSES[base] <= LETTERS) table[unit] = base
  }
  // Dotless i and long s become I and S in upper case, so they fold with them.
  table[0x131] = 'i'.charCodeAt(0)
  table[0x17f] = 's'.charCodeAt(0)
  for (let mark = 0x300; mark < 0x370; mark++) table[mark] = "'".charCodeAt(0)
  for (const [characters, ascii] of FOLDED)
    for (const character of characters) table[character.charCodeAt(0)] = ascii.charCodeAt(0)
  return table
}

const PLAIN_WORD = /^[a-z]+$/

/** The words of a phrase as the table reads them: folded letters, in lower case; digits and solo characters kept. */
export function foldWord(word: string): string {
  if (PLAIN_WORD.test(word)) return word
  const characters = new Uint8Array(word.length)
  foldText(word, characters)
  let folded = ''
  for (const character of characters) {
    const code = CLASSES[character]
    if (code >= 1 && code <= LETTERS) folded += String.fromCharCode(96 + code)
    else if (code >= FIRST_DIGIT && code < SKIP) folded += String.fromCharCode(48 + code - FIRST_DIGIT)
    else if (code >= FIRST_SOLO) folded += CHARACTERS[code - FIRST_SOLO]
  }
  return folded
}
