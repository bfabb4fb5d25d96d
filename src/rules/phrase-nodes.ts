// The trie of all phrases while rules are compiled, in flat columns: its 600,000 nodes as maps and objects took two thirds
// of the time to compile, most of it in collecting garbage.

/** The beginning of all phrases. */
export const ROOT = 0
const NONE = 0
/** Room for nodes to begin with; that of the bundled rules is reached in a few steps. */
const START = 2 ** 16

/**
 * A trie of token ids with a number at each node (0 at first). Node ids go up: what goes on from a node has a greater one.
 */
export class PhraseTrie {
  count = 1
  private tokens: Int32Array = new Int32Array(START)
  private parents: Int32Array = new Int32Array(START)
  private values: Int32Array = new Int32Array(START)
  /** Of each node, the one that was made last behind it, and the one behind its parent made before it. */
  private lasts: Int32Array = new Int32Array(START)
  private siblings: Int32Array = new Int32Array(START)
  /** Node ids by the hash of parent and token, twice as many places as there are nodes or more. */
  private places: Int32Array = new Int32Array(2 * START)
  /** The node that a token leads to, made where there is none. */
  next(parent: number, token: number): number {
    const { places, parents, tokens } = this
    const mask = places.length - 1
    let place = hashOf(parent, token) & mask
    for (let node = places[place]; node !== NONE; node = places[place]) {
      if (parents[node] === parent && tokens[node] === token) return node
      place = (place + 1) & mask
    }
    if (this.count === tokens.length) {
      this.grow()
      return this.next(parent, token)
    }
    const node = this.count++
    places[place] = node
    parents[node] = parent
    tokens[node] = token
    this.siblings[node] = this.lasts[parent]
    this.lasts[parent] = node
    return node
  }
  token(node: number): number {
    return this.tokens[node]
  }
  /** The node that leads to one. */
  before(node: number): number {
    return this.parents[node]
  }
  value(node: number): number {
    return this.values[node]
  }
  setValue(node: number, value: number): void {
    this.values[node] = value
  }
  /** The nodes behind one, by token id. */
  after(node: number): number[] {
    const found: number[] = []
    for (let next = this.lasts[node]; next !== NONE; next = this.siblings[next]) found.push(next)
    return found.sort((one, other) => this.tokens[one] - this.tokens[other])
  }
  private grow(): void {
    this.tokens = larger(this.tokens)
    this.parents = larger(this.parents)
    this.values = larger(this.values)
    this.lasts = larger(this.lasts)
    this.siblings = larger(this.siblings)
    this.places = new Int32Array(2 * this.places.length)
    const mask = this.places.length - 1
    for (let node = 1; node < this.count; node++) {
      let place = hashOf(this.parents[node], this.tokens[node]) & mask
      while (this.places[place] !== NONE) place = (place + 1) & mask
      this.places[place] = node
    }
  }
}

function larger(column: Int32Array): Int32Array {
  const grown = new Int32Array(2 * column.length)
  grown.set(column)
  return grown
}

function hashOf(one: number, other: number): number {
  const mixed = Math.imul(one ^ Math.imul(other, 0x9e3779b1), 0x85ebca6b)
  return mixed ^ (mixed >>> 15)
}

/** Tables of words as `Ruleset.phrases` has them; of equal ones, which are most, the first stands for all. */
export function packTrie(trie: PhraseTrie, ownersOf: (value: number) => number): number[] {
  const packed: number[] = []
  const starts = [0]
  const known = new Map<number, number[]>()
  const isAt = (start: number, table: readonly number[]): boolean =>
    packed[start] * 3 === table.length && table.every((number, at) => packed[start + 1 + at] === number)
  const pack = (node: number): number => {
    const after = trie.after(node)
    if (after.length === 0 && node !== ROOT) return 0
    const table: number[] = []
    for (const next of after) table.push(trie.token(next), ownersOf(trie.value(next)), pack(next))
    const hash = table.reduce(hashOf, 0)
    const alike = known.get(hash) ?? []
    const same = alike.find((number) => isAt(starts[number], table))
    if (same !== undefined) return same
    const number = starts.push(packed.length) - 1
    known.set(hash, [...alike, number])
    packed.push(after.length, ...table)
    return number
  }
  pack(ROOT)
  return packed
}
