// Aho–Corasick over token ids: every phrase of every rule is found in one pass, whatever their number. Hot code.
import type { Ruleset } from '../ruleset.ts'

/**
 * A state is the words of a phrase read so far. All that one step asks of a state stands in four numbers, and a
 * transition's key beside its target, so that each is one look in memory:
 *
 *     states:  | fail | filter | ending | chain | …       four numbers a state; state 0 is the root
 *     edges:   | state * width + token + 1, or 0 | state after it | …   a hash of pairs, then linear probing
 *     root:    | state after token 0 | token 1 | …        the root has a row of its own: most tokens start there
 *     endings: | – | tokens | owners | layer | rule | layer | rule | tokens | owners | …
 *
 * `fail` is the longest shorter beginning that the last words also spell and that goes on at all, or the root.
 * `filter` has bit `token % 32` set for every token with a transition; most misses need no look in the edges.
 * `ending` is where in `endings` the phrase that ends here stands (0: none), `chain` the next state to ask for one.
 */
export interface Automaton {
  readonly width: number
  readonly shift: number
  readonly states: Int32Array
  readonly edges: Int32Array
  readonly root: Int32Array
  readonly endings: Int32Array
}

export const STATE = 4
export const FAIL = 0
export const FILTER = 1
export const ENDING = 2
export const CHAIN = 3

/**
 * Builds the automaton of packed phrases over `width` token ids. Phrases come sorted, so that one walk lays out the
 * states; a second, level by level, links each to where it fails.
 *
 * @throws {RangeError} for more phrases than 32-bit keys can tell apart.
 */
export function makeAutomaton({ phrases, owners }: Pick<Ruleset, 'phrases' | 'owners'>, width: number): Automaton {
  let count = 1
  let longest = 0
  for (let at = 0; at < phrases.length; at += 3 + phrases[at + 1]) {
    count += phrases[at + 1]
    longest = Math.max(longest, phrases[at] + phrases[at + 1])
  }
  if (count * width > 0x7fffffff) throw new RangeError(`${count} states over ${width} words are too many`)
  const bits = Math.max(4, Math.ceil(Math.log2(count * 2)))
  const automaton = {
    width,
    shift: 32 - bits,
    states: new Int32Array(count * STATE),
    edges: new Int32Array(2 << bits),
    root: new Int32Array(width),
    endings: new Int32Array(0),
  }
  const { states, root } = automaton
  const endings = [0]
  // Where the ending of a set of owners and a length stands; 0: not met yet.
  const known = new Int32Array(owners.length * (longest + 1))
  const tokenOf = new Int32Array(count)
  const child = new Int32Array(count)
  const sibling = new Int32Array(count)
  const path = new Int32Array(longest + 1)
  let made = 1
  for (let at = 0; at < phrases.length; ) {
    let length = phrases[at++]
    for (let added = phrases[at++]; added > 0; added--) {
      const parent = path[length]
      const token = phrases[at++]
      const state = made++
      if (parent === 0) root[token] = state
      else addEdge(automaton, parent, token, state)
      tokenOf[state] = token
      sibling[state] = child[parent]
      child[parent] = state
      path[++length] = state
    }
    const set = phrases[at++]
    const place = set * (longest + 1) + length
    if (known[place] === 0)
      known[place] = endings.push(length, owners[set].length, ...owners[set].flat()) - 2 - 2 * owners[set].length
    states[path[length] * STATE + ENDING] = known[place]
  }
  automaton.endings = Int32Array.from(endings)
  linkFails(automaton, tokenOf, child, sibling)
  return automaton
}

function addEdge({ width, shift, states, edges }: Automaton, parent: number, token: number, state: number): void {
  const key = parent * width + token + 1
  let slot = slotOf(key, shift)
  while (edges[slot] !== 0) slot = (slot + 2) & (edges.length - 1)
  edges[slot] = key
  edges[slot + 1] = state
  states[parent * STATE + FILTER] |= 1 << token
}

/** Sets `fail` and `chain`, level by level: a state fails to where its parent's fail goes on with its token. */
function linkFails(automaton: Automaton, tokenOf: Int32Array, child: Int32Array, sibling: Int32Array): void {
  const { states } = automaton
  const queue = new Int32Array(tokenOf.length)
  for (let head = 0, tail = 1; head < tail; head++) {
    const parent = queue[head]
    for (let state = child[parent]; state !== 0; state = sibling[state]) {
      queue[tail++] = state
      if (parent === 0) continue
      const back = step(automaton, states[parent * STATE + FAIL], tokenOf[state])
      states[state * STATE + FAIL] = states[back * STATE + FILTER] !== 0 ? back : states[back * STATE + FAIL]
      states[state * STATE + CHAIN] = states[back * STATE + ENDING] !== 0 ? back : states[back * STATE + CHAIN]
    }
  }
}

function slotOf(key: number, shift: number): number {
  return (Math.imul(key, 0x9e3779b1) >>> shift) << 1
}

/** State after `token` in `state`. */
export function step({ width, shift, states, edges, root }: Automaton, state: number, token: number): number {
  const bit = 1 << token
  for (let at = state; at !== 0; at = states[at * STATE + FAIL]) {
    if ((states[at * STATE + FILTER] & bit) === 0) continue
    const key = at * width + token + 1
    for (let slot = slotOf(key, shift); edges[slot] !== 0; slot = (slot + 2) & (edges.length - 1)) {
      if (edges[slot] === key) return edges[slot + 1]
    }
  }
  return root[token]
}
