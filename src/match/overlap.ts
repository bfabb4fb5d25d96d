// Matches of all phrases → per layer the leftmost, then longest one at each place. Hot code.
import { LAYERS, PARAGRAPH_START } from '../ruleset.ts'
import type { Tokens } from '../text/tokens.ts'
import { type Automaton, CHAIN, ENDING, STATE, step } from './automaton.ts'

/**
 * The matches that won, one row of columns a layer, in text order.
 *
 *     rule[layer]: | rule | rule | …        from/to: first and last token, inclusive
 *
 * Scratch, eight numbers a token so that the layers of one token lie together; `starts` is always left clean:
 *
 *     starts:  | bit `layer` set where a match of that layer starts | …
 *     longest: | last token of the longest match of layer 0 | layer 1 | … – – | of layer 0 at the next token | …
 *     owner:   | its rule                                   | …
 */
export interface Matches {
  readonly count: Int32Array
  readonly rule: Int32Array[]
  readonly from: Int32Array[]
  readonly to: Int32Array[]
  starts: Uint8Array
  longest: Int32Array
  owner: Int32Array
}

/** A power of two with room for all layers. */
const ROW = 8

/** Empty match columns. */
export function makeMatches(size = 1024): Matches {
  const columns = (): Int32Array[] => LAYERS.map(() => new Int32Array(size))
  return {
    count: new Int32Array(LAYERS.length),
    rule: columns(),
    from: columns(),
    to: columns(),
    starts: new Uint8Array(size),
    longest: new Int32Array(size * ROW),
    owner: new Int32Array(size * ROW),
  }
}

/** Finds every phrase in the tokens and keeps, layer by layer, the leftmost and longest. `isMask` rules only hide. */
export function findMatches(tokens: Tokens, automaton: Automaton, isMask: Uint8Array, matches: Matches): void {
  if (matches.starts.length < tokens.count) grow(matches, tokens.id.length)
  collect(tokens, automaton, matches)
  select(tokens.count, isMask, matches)
}

/** Notes every match at its first token. Matches come in order of their last token, so a later one is longer. */
function collect({ id, count, flags }: Tokens, automaton: Automaton, { starts, longest, owner }: Matches): void {
  const { states, endings } = automaton
  let state = 0
  for (let token = 0; token < count; token++) {
    // No phrase runs over an empty line.
    state = step(automaton, (flags[token] & PARAGRAPH_START) === 0 ? state : 0, id[token])
    for (let at = state; at !== 0; at = states[at * STATE + CHAIN]) {
      const ending = states[at * STATE + ENDING]
      if (ending === 0) continue
      const from = token + 1 - endings[ending]
      const end = ending + 2 + 2 * endings[ending + 1]
      for (let owned = ending + 2; owned < end; owned += 2) {
        const layer = endings[owned]
        starts[from] |= 1 << layer
        longest[from * ROW + layer] = token
        owner[from * ROW + layer] = endings[owned + 1]
      }
    }
  }
}

/** Keeps the matches that no earlier match of their layer covers. */
function select(count: number, isMask: Uint8Array, matches: Matches): void {
  const { starts, longest, owner } = matches
  const kept = matches.count.fill(0)
  const covered = COVERED.fill(-1)
  for (let token = 0; token < count; token++) {
    for (let layers = starts[token]; layers !== 0; layers &= layers - 1) {
      const layer = 31 - Math.clz32(layers & -layers)
      if (token <= covered[layer]) continue
      const to = longest[token * ROW + layer]
      const rule = owner[token * ROW + layer]
      covered[layer] = to
      if (isMask[rule] !== 0) continue
      const at = kept[layer]++
      matches.rule[layer][at] = rule
      matches.from[layer][at] = token
      matches.to[layer][at] = to
    }
    starts[token] = 0
  }
}

/** Per layer, the last token of the match kept last. */
const COVERED = new Int32Array(LAYERS.length)

function grow(matches: Matches, size: number): void {
  Object.assign(matches, makeMatches(size))
}
