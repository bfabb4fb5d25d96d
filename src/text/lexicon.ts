// The lexicon: a flat trie from folded letters to token ids.
import { FIRST_WORD, type Ruleset } from '../ruleset.ts'

/**
 * `next[node * 32 + letter]` is the node after that letter (0: none), `word[node]` the token id that ends there
 * (0: none). Node 0 is the dead node, node 1 the root; 32 slots a node keep the index a shift.
 *
 *     next:  | dead ×32 | root: – a b c … z – – – – – | node 2 … |
 *     word:  | 0        | 0                           | id       |
 */
export interface Lexicon {
  readonly next: Int32Array
  readonly word: Int32Array
}

/** Builds the trie of a ruleset's words and their other spellings. */
export function makeLexicon(ruleset: Ruleset): Lexicon {
  let letters = 2
  for (const word of ruleset.words) letters += word.length
  for (const [spelling] of ruleset.spellings) letters += spelling.length
  const next = new Int32Array(letters * 32)
  const word = new Int32Array(letters)
  let nodes = 2
  const add = (spelling: string, id: number): void => {
    let node = 1
    for (let i = 0; i < spelling.length; i++) {
      const slot = node * 32 + (spelling.charCodeAt(i) - 96)
      if (next[slot] === 0) next[slot] = nodes++
      node = next[slot]
    }
    if (word[node] === 0) word[node] = id
  }
  ruleset.words.forEach((spelling, index) => {
    add(spelling, FIRST_WORD + index)
  })
  for (const [spelling, id] of ruleset.spellings) add(spelling, id)
  return { next: next.slice(0, nodes * 32), word: word.slice(0, nodes) }
}
