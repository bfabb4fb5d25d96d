// The lexicon: from the folded letters of a word to its token id, by the hash of the letters; other spellings apart.
import { classBit, FIRST_WORD, type Ruleset, UNKNOWN } from '../ruleset.ts'

/**
 * Words by the hash of their letters, with linear probing. Other spellings are twenty times as many and seldom met, so
 * they have a table of their own, and that of the words stays in a processor's cache.
 *
 *     slots: | hash | shape * 65536 + token id | …        two numbers a slot; 0 0 is free
 */
export interface Lexicon {
  readonly words: Int32Array
  /**
   * Made at the first long word that is none of the words, which many reports lack: it took a third of the start-up.
   */
  readonly spellings: () => Int32Array
  /** Word classes per token id, as bits. */
  readonly classes: readonly number[]
  /** Token id of the word that "#" stands for, or below `FIRST_WORD` if there is none. */
  readonly sign: number
  /** Token id of the "n't" of "isn't", or `UNKNOWN` where no rule knows it. */
  readonly not: number
}

/** Words shorter than this have no other spellings. */
export const SHORTEST_SPELLING = 7

/** Builds the table of a ruleset's words, and that of their other spellings once it is asked for. */
export function makeLexicon(ruleset: Ruleset): Lexicon {
  const words = makeTable(ruleset.words.length)
  ruleset.words.forEach((word, index) => {
    add(words, word, FIRST_WORD + index)
  })
  let spellings: Int32Array | null = null
  return {
    words,
    spellings: () => {
      spellings ??= hashSpellings(ruleset)
      return spellings
    },
    classes: ruleset.classes,
    not: ruleset.words.includes('not') ? FIRST_WORD + ruleset.words.indexOf('not') : UNKNOWN,
    sign: ruleset.classes.findIndex((classes) => (classes & classBit('sign')) !== 0),
  }
}

function hashSpellings(ruleset: Ruleset): Int32Array {
  let characters = 0
  for (const [, spellings] of ruleset.spellings) characters += spellings.length
  const spellings = makeTable(characters / 8)
  for (const [id, list] of ruleset.spellings) for (const spelling of list.split(' ')) add(spellings, spelling, id)
  return spellings
}

/** A table for so many words, at most half full. */
function makeTable(words: number): Int32Array {
  return new Int32Array(4 << Math.ceil(Math.log2(words + 1)))
}

function add(slots: Int32Array, word: string, id: number): void {
  let hash = HASH_SEED
  for (let i = 0; i <= word.length; i += 4) {
    let four = 0
    for (let letter = i; letter < Math.min(i + 4, word.length); letter++)
      four |= word.charCodeAt(letter) << (8 * (letter - i))
    hash = hashStep(hash, four)
  }
  const shape = shapeOf(word.length, word.charCodeAt(0) - 96, word.charCodeAt(word.length - 1) - 96)
  let at = slotOf(slots, hash, shape)
  while (slots[at + 1] !== 0) at = (at + 2) & (slots.length - 1)
  slots[at] = hash
  slots[at + 1] = (shape << 16) | id
}

export const HASH_SEED = 0x811c9dc5 | 0

/**
 * Four letters further in the hash of a word, small letters in ASCII, the first lowest; the last step has three at
 * most.
 */
export function hashStep(hash: number, four: number): number {
  const mixed = Math.imul(hash ^ four, 0x9e3779b1)
  return mixed ^ (mixed >>> 15)
}

/** What words of one hash must share to be taken for the same, in 16 bits: length (up to 63), first and last letter. */
export function shapeOf(length: number, first: number, last: number): number {
  return (Math.min(length, 63) << 10) | (first << 5) | last
}

function slotOf(slots: Int32Array, hash: number, shape: number): number {
  return ((hash ^ shape) << 1) & (slots.length - 1)
}

/** Token id of the word with this hash and shape, or 0. */
export function findWord(slots: Int32Array, hash: number, shape: number): number {
  for (let at = slotOf(slots, hash, shape); ; at = (at + 2) & (slots.length - 1)) {
    const found = slots[at + 1]
    if (found === 0) return 0
    if (slots[at] === hash && found >>> 16 === shape) return found & 0xffff
  }
}
