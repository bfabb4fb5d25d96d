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

/**
 * Builds the automaton of packed phrases (see `Ruleset.phrases`) over `width` token ids; `owners[layer][phrase]` is the
 * rule that owns a phrase in a layer, or -1. States are kept as first child and next sibling while building.
 */
export function makeAutomaton(
  phrases: ArrayLike<number>,
  width: number,
  layers: number,
): { automaton: Automaton; owners: Int32Array[] } {
  let room = 1
  let count = 0
  for (let at = 0; at < phrases.length; count++) {
    room += phrases[at]
    at += 1 + phrases[at]
    at += 1 + 2 * phrases[at]
  }
  const owners = Array.from({ length: layers }, () => new Int32Array(count).fill(-1))
  const bits = Math.max(4, Math.ceil(Math.log2(room * 1.5)))
  const shift = 32 - bits
  const mask = (1 << bits) - 1
  const keys = new Int32Array(1 << bits)
  const targets = new Int32Array(1 << bits)
  const root = new Int32Array(width)
  const phraseOf = new Int32Array(room).fill(-1)
  const depth = new Int32Array(room)
  const child = new Int32Array(room)
  const sibling = new Int32Array(room)
  const tokenOf = new Int32Array(room)
  const slotOf = (state: number, token: number): number => {
    const key = state * width + token + 1
    let slot = Math.imul(key, 0x9e3779b1) >>> shift
    while (keys[slot] !== 0 && keys[slot] !== key) slot = (slot + 1) & mask
    return slot
  }
  const after = (state: number, token: number): number => {
    if (state === 0) return root[token]
    const slot = slotOf(state, token)
    return keys[slot] === 0 ? 0 : targets[slot]
  }
  let states = 1
  for (let at = 0, phrase = 0; at < phrases.length; phrase++) {
    let state = 0
    for (const end = at + 1 + phrases[at++]; at < end; at++) {
      const token = phrases[at]
      let target = after(state, token)
      if (target === 0) {
        target = states++
        if (state === 0) root[token] = target
        else {
          const slot = slotOf(state, token)
          keys[slot] = state * width + token + 1
          targets[slot] = target
        }
        depth[target] = depth[state] + 1
        tokenOf[target] = token
        sibling[target] = child[state]
        child[state] = target
      }
      state = target
    }
    phraseOf[state] = phrase
    for (const end = at + 1 + 2 * phrases[at++]; at < end; at += 2) owners[phrases[at]][phrase] = phrases[at + 1]
  }
  const fail = new Int32Array(states)
  const chain = new Int32Array(states)
  const queue = new Int32Array(states)
  for (let head = 0, tail = 1; head < tail; head++) {
    const state = queue[head]
    for (let target = child[state]; target !== 0; target = sibling[target]) {
      if (state !== 0) {
        let back = fail[state]
        while (back !== 0 && after(back, tokenOf[target]) === 0) back = fail[back]
        fail[target] = after(back, tokenOf[target])
        chain[target] = phraseOf[fail[target]] >= 0 ? fail[target] : chain[fail[target]]
      }
      queue[tail++] = target
    }
  }
  const automaton = { width, shift, keys, targets, root, fail, chain }
  return { automaton: { ...automaton, phrase: phraseOf.slice(0, states), depth: depth.slice(0, states) }, owners }
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
