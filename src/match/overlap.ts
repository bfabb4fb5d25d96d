// Matches of all phrases → per layer the leftmost, then longest one at each place. Hot code.
import { LAYERS, PARAGRAPH_START } from '../ruleset.ts'
import type { Tokens } from '../text/tokens.ts'
import { type Automaton, step } from './automaton.ts'

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
  /** Scratch: longest match that starts at a token, per layer; `-1` where none. Always left clean. */
  readonly longest: Int32Array[]
  readonly owner: Int32Array[]
}

/** Empty match columns. */
export function makeMatches(size = 1024): Matches {
  const columns = (): Int32Array[] => LAYERS.map(() => new Int32Array(size))
  return {
    count: new Int32Array(LAYERS.length),
    rule: columns(),
    from: columns(),
    to: columns(),
    longest: LAYERS.map(() => new Int32Array(size).fill(-1)),
    owner: columns(),
  }
}

/**
 * Finds every phrase in the tokens and keeps, layer by layer, the leftmost and longest. `owners[layer][phrase]` is
 * the rule a phrase belongs to there, or -1; `isMask[rule]` marks rules that only hide.
 */
export function findMatches(
  tokens: Tokens,
  automaton: Automaton,
  owners: readonly Int32Array[],
  isMask: Uint8Array,
  matches: Matches,
): void {
  const { id, count, flags } = tokens
  if (matches.longest[0].length < count) grow(matches, id.length)
  const { longest, owner } = matches
  const layers = LAYERS.length
  let state = 0
  for (let token = 0; token < count; token++) {
    // No phrase runs over an empty line.
    state = step(automaton, (flags[token] & PARAGRAPH_START) === 0 ? state : 0, id[token])
    let at = automaton.phrase[state] >= 0 ? state : automaton.chain[state]
    while (at !== 0) {
      const phrase = automaton.phrase[at]
      const from = token - automaton.depth[at] + 1
      for (let layer = 0; layer < layers; layer++) {
        const rule = owners[layer][phrase]
        if (rule >= 0 && longest[layer][from] < token) {
          longest[layer][from] = token
          owner[layer][from] = rule
        }
      }
      at = automaton.chain[at]
    }
  }
  for (let layer = 0; layer < layers; layer++) {
    const ends = longest[layer]
    let kept = 0
    for (let token = 0; token < count; ) {
      const to = ends[token]
      if (to < 0) {
        token++
        continue
      }
      const rule = owner[layer][token]
      if (isMask[rule] === 0) {
        matches.rule[layer][kept] = rule
        matches.from[layer][kept] = token
        matches.to[layer][kept] = to
        kept++
      }
      for (; token <= to; token++) ends[token] = -1
    }
    matches.count[layer] = kept
  }
}

function grow(matches: Matches, size: number): void {
  for (let layer = 0; layer < LAYERS.length; layer++) {
    matches.rule[layer] = new Int32Array(size)
    matches.from[layer] = new Int32Array(size)
    matches.to[layer] = new Int32Array(size)
    matches.longest[layer] = new Int32Array(size).fill(-1)
    matches.owner[layer] = new Int32Array(size)
  }
}
