// The character table: folds every UTF-16 code unit to a small class, so that case, accents, quotes and dashes
// stop mattering without the text ever being changed.
import { CHARACTERS } from '../ruleset.ts'

// Classes 1–26 are the letters a–z, 27–36 the digits; the rest follow.
export const LETTERS = 26
export const FIRST_DIGIT = 27
/** Skipped inside a word: apostrophes, soft hyphens, zero-width and combining marks. */
export const SKIP = 37
export const SPACE = 38
export const NEWLINE = 39
export const UNDERSCORE = 40
export const OPEN_BRACKET = 41
/** A character that is a token of its own: `FIRST_SOLO + index` in CHARACTERS. */
export const FIRST_SOLO = 42

const DASHES = '-\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\uff0d'
const SKIPPED = "'\u2018\u2019\u201b\u02bc\u00b4`\u00ad\u200b\u200c\u200d\u2060\ufeff"
const BULLETS = '*\u2022\u00b7\u25aa\u25cf\u25e6\u2023\u2043\u25a0'

/** Class of each UTF-16 code unit (65,536 entries). Everything not named here is a space. */
export const CLASSES: Uint8Array = makeTable()

function makeTable(): Uint8Array {
  const table = new Uint8Array(65536).fill(SPACE)
  for (let unit = 0; unit < 0x2000; unit++) {
    // NFD takes the accent off; the first unit is the base letter. `toLowerCase` on one unit is used only to read
    // the letter, never on the text: 'İ'.toLowerCase() has length 2.
    const base = String.fromCharCode(unit).normalize('NFD').charCodeAt(0)
    const lower = base >= 65 && base <= 90 ? base + 32 : base
    if (lower >= 97 && lower <= 122) table[unit] = lower - 96
  }
  // Dotless i and long s become I and S in upper case, so they fold with them.
  table[0x131] = 'i'.charCodeAt(0) - 96
  table[0x17f] = 's'.charCodeAt(0) - 96
  for (let digit = 0; digit < 10; digit++) table[48 + digit] = FIRST_DIGIT + digit
  for (let mark = 0x300; mark < 0x370; mark++) table[mark] = SKIP
  for (const character of SKIPPED) table[character.charCodeAt(0)] = SKIP
  CHARACTERS.forEach((character, index) => {
    table[character.charCodeAt(0)] = FIRST_SOLO + index
  })
  for (const character of DASHES) table[character.charCodeAt(0)] = FIRST_SOLO + CHARACTERS.indexOf('-')
  for (const character of BULLETS) table[character.charCodeAt(0)] = FIRST_SOLO + CHARACTERS.indexOf('*')
  table[10] = NEWLINE
  table['_'.charCodeAt(0)] = UNDERSCORE
  table['['.charCodeAt(0)] = OPEN_BRACKET
  return table
}

/** The words of a phrase as the table reads them: folded letters, in lower case; digits and solo characters kept. */
export function foldWord(word: string): string {
  let folded = ''
  for (let i = 0; i < word.length; i++) {
    const code = CLASSES[word.charCodeAt(i)]
    if (code >= 1 && code <= LETTERS) folded += String.fromCharCode(96 + code)
    else if (code >= FIRST_DIGIT && code < SKIP) folded += String.fromCharCode(48 + code - FIRST_DIGIT)
    else if (code >= FIRST_SOLO) folded += CHARACTERS[code - FIRST_SOLO]
  }
  return folded
}
