// The lexicon: a trie from folded letters to token ids, and a hash of other spellings for words it does not know.
import { FIRST_WORD, type Ruleset } from '../ruleset.ts'
import { makeTrie, type Trie } from './trie.ts'

/**
 * Other spellings would make the trie a hundred times larger for words that are rarely met, so they are hashed:
 *
 *     spellingKeys: | hash of the letters | shape: length, first and last letter | … two numbers a slot; 0 0 is free
 *     spellingIds:  | token id            | …
 */
export interface Lexicon {
  readonly words: Trie
  readonly spellingKeys: Int32Array
  readonly spellingIds: Int32Array
}

/** Words shorter than this have no other spellings. */
export const SHORTEST_SPELLING = 7

/** Builds the trie of a ruleset's words and the hash of their other spellings. */
export function makeLexicon(ruleset: Ruleset): Lexicon {
  const words = makeTrie(
    ruleset.words,
    ruleset.words.map((_, index) => FIRST_WORD + index),
  )
  return { words, ...hashSpellings(ruleset) }
}

function hashSpellings(ruleset: Ruleset): Pick<Lexicon, 'spellingKeys' | 'spellingIds'> {
  let characters = 0
  for (const [, spellings] of ruleset.spellings) characters += spellings.length
  // A spelling has at least seven letters and a space, so this keeps the table at most half full.
  const slots = 1 << Math.max(4, Math.ceil(Math.log2(characters / 4 + 1)))
  const spellingKeys = new Int32Array(slots * 2)
  const spellingIds = new Int32Array(slots)
  for (const [id, spellings] of ruleset.spellings) {
    let hash = HASH_SEED
    let length = 0
    for (let i = 0; i <= spellings.length; i++) {
      const unit = i < spellings.length ? spellings.charCodeAt(i) : 32
      if (unit !== 32) {
        hash = hashStep(hash, unit - 96)
        length++
        continue
      }
      const shape = shapeOf(length, spellings.charCodeAt(i - length) - 96, spellings.charCodeAt(i - 1) - 96)
      let slot = (hash ^ shape) & (slots - 1)
      while (spellingKeys[slot * 2 + 1] !== 0) slot = (slot + 1) & (slots - 1)
      spellingKeys[slot * 2] = hash
      spellingKeys[slot * 2 + 1] = shape
      spellingIds[slot] = id
      hash = HASH_SEED
      length = 0
    }
  }
  return { spellingKeys, spellingIds }
}

export const HASH_SEED = 0x811c9dc5 | 0

/** One letter (1–26) further in the hash of a word (FNV-1a). */
export function hashStep(hash: number, letter: number): number {
  return Math.imul(hash ^ letter, 0x01000193)
}

/** What a spelling must share with a word besides its hash; never 0. */
export function shapeOf(length: number, first: number, last: number): number {
  return (length << 10) | (first << 5) | last
}

/** Token id of another spelling with this hash and shape, or 0. */
export function findSpelling({ spellingKeys, spellingIds }: Lexicon, hash: number, shape: number): number {
  const mask = spellingIds.length - 1
  let slot = (hash ^ shape) & mask
  while (spellingKeys[slot * 2 + 1] !== 0) {
    if (spellingKeys[slot * 2] === hash && spellingKeys[slot * 2 + 1] === shape) return spellingIds[slot]
    slot = (slot + 1) & mask
  }
  return 0
}
