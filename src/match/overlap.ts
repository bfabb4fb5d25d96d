// Tokens → per layer the leftmost, then longest phrase at each place. Hot code.
import { LAYERS, NAME_START, PARAGRAPH_START } from '../ruleset.ts'
import type { Tokens } from '../text/tokens.ts'
import { ENDING, FILTER, findChild, LAYER, LAYER_BITS, NODE, type PhraseTrie } from './phrase-trie.ts'

/**
 * The matches that won, one row of columns a layer, in text order.
 *
 *     rule[layer]: | rule | rule | …        from/to: first and last token, inclusive
 */
export interface Matches {
  readonly count: Int32Array
  readonly rule: Int32Array[]
  readonly from: Int32Array[]
  readonly to: Int32Array[]
}

/** Empty match columns with room for `size` tokens. */
export function makeMatches(size = 1024): Matches {
  const columns = (): Int32Array[] => LAYERS.map(() => new Int32Array(size))
  return { count: new Int32Array(LAYERS.length), rule: columns(), from: columns(), to: columns() }
}

/** No phrase runs over an empty line, nor from one item of a template to the next. */
const BARRIERS = PARAGRAPH_START | NAME_START

/**
 * Finds every phrase in the tokens and keeps, layer by layer, the leftmost and longest: of those that start at a token
 * the longest, unless an earlier one covers its start. `isMask` rules only hide.
 */
export function findMatches(
  tokens: Tokens,
  { nodes, endings }: PhraseTrie,
  isMask: Uint8Array,
  matches: Matches,
): void {
  const { id, count, flags } = tokens
  if (matches.rule[0].length < count) Object.assign(matches, makeMatches(id.length))
  const kept = matches.count.fill(0)
  const covered = COVERED.fill(-1)
  const { rule: rules, from: firsts, to: lasts } = matches
  for (let from = 0; from < count; from++) {
    let node = id[from] * NODE
    let ending = nodes[node + ENDING]
    let filter = nodes[node + FILTER]
    // Half of the tokens are no phrase and go on as none does.
    if (ending === 0 && (from + 1 === count || (filter & (1 << id[from + 1])) === 0)) continue
    let layers = 0
    for (let token = from; ; ) {
      if (ending > 0) {
        // Most phrases have one owner.
        const layer = ending & LAYER
        layers |= 1 << layer
        RULE[layer] = (ending >> LAYER_BITS) - 1
        LAST[layer] = token
      } else if (ending < 0) {
        for (let at = -ending; endings[at] >= 0; at += 2) {
          const layer = endings[at]
          layers |= 1 << layer
          RULE[layer] = endings[at + 1]
          LAST[layer] = token
        }
      }
      if (++token === count || (filter & (1 << id[token])) === 0) break
      if ((flags[token] & BARRIERS) !== 0) break
      node = findChild(nodes, node, id[token])
      if (node === 0) break
      ending = nodes[node + ENDING]
      filter = nodes[node + FILTER]
    }
    while (layers !== 0) {
      const layer = 31 - Math.clz32(layers)
      layers ^= 1 << layer
      if (from <= covered[layer]) continue
      const rule = RULE[layer]
      const last = LAST[layer]
      covered[layer] = last
      if (isMask[rule] !== 0) continue
      const at = kept[layer]++
      rules[layer][at] = rule
      firsts[layer][at] = from
      lasts[layer][at] = last
    }
  }
}

/** Per layer, the longest match at the token being read (its rule, its last token), and the last token kept. */
const RULE = new Int32Array(LAYERS.length)
const LAST = new Int32Array(LAYERS.length)
const COVERED = new Int32Array(LAYERS.length)
