// Aho–Corasick over token ids: every phrase of every rule is found in one pass, whatever their number.

/**
 * Transitions sit in an open-addressed hash, `(state, token) → state`; the root has a row of its own because most
 * tokens start there.
 *
 *     keys:    | state * width + token + 1, or 0 | …     a slot is (key * 2654435761) >>> shift, then linear probing
 *     targets: | state after it                  | …
 *     root:    | state after token 0 | token 1 | …
 *     fail:    | state to fall back to, per state       fails[s] < s in depth, so the chain ends at the root (0)
 *     phrase:  | phrase that ends in the state, or -1
 *     chain:   | next state up the fail chain that ends a phrase, or 0
 *     depth:   | tokens from the root = length of the phrase that ends here
 */
export interface Automaton {
  readonly width: number
  readonly shift: number
  readonly keys: Int32Array
  readonly targets: Int32Array
  readonly root: Int32Array
  readonly fail: Int32Array
  readonly phrase: Int32Array
  readonly chain: Int32Array
  readonly depth: Int32Array
}

/** Builds the automaton of `phrases` (token ids each) over `width` token ids. */
export function makeAutomaton(phrases: readonly (readonly number[])[], width: number): Automaton {
  const children: Map<number, number>[] = [new Map()]
  const phraseOf: number[] = [-1]
  const depthOf: number[] = [0]
  phrases.forEach((tokens, phrase) => {
    let state = 0
    for (const token of tokens) {
      let target = children[state].get(token)
      if (target === undefined) {
        target = children.length
        children[state].set(token, target)
        children.push(new Map())
        phraseOf.push(-1)
        depthOf.push(depthOf[state] + 1)
      }
      state = target
    }
    phraseOf[state] = phrase
  })
  const states = children.length
  const fail = new Int32Array(states)
  const chain = new Int32Array(states)
  const queue: number[] = [0]
  for (let head = 0; head < queue.length; head++) {
    const state = queue[head]
    for (const [token, target] of children[state]) {
      if (state !== 0) {
        let back = fail[state]
        while (back !== 0 && !children[back].has(token)) back = fail[back]
        fail[target] = children[back].get(token) ?? 0
        chain[target] = phraseOf[fail[target]] >= 0 ? fail[target] : chain[fail[target]]
      }
      queue.push(target)
    }
  }
  const bits = Math.max(4, Math.ceil(Math.log2(states * 2.5)))
  const shift = 32 - bits
  const mask = (1 << bits) - 1
  const keys = new Int32Array(1 << bits)
  const targets = new Int32Array(1 << bits)
  const root = new Int32Array(width)
  children.forEach((map, state) => {
    for (const [token, target] of map) {
      if (state === 0) {
        root[token] = target
        continue
      }
      const key = state * width + token + 1
      let slot = Math.imul(key, 0x9e3779b1) >>> shift
      while (keys[slot] !== 0) slot = (slot + 1) & mask
      keys[slot] = key
      targets[slot] = target
    }
  })
  return { width, shift, keys, targets, root, fail, phrase: Int32Array.from(phraseOf), chain, depth: Int32Array.from(depthOf) }
}

/** State after `token` in `state`. */
export function step(automaton: Automaton, state: number, token: number): number {
  const { width, shift, keys, targets, root, fail } = automaton
  const mask = keys.length - 1
  let at = state
  while (at !== 0) {
    const key = at * width + token + 1
    let slot = Math.imul(key, 0x9e3779b1) >>> shift
    let found = keys[slot]
    while (found !== 0) {
      if (found === key) return targets[slot]
      slot = (slot + 1) & mask
      found = keys[slot]
    }
    at = fail[at]
  }
  return root[token]
}
