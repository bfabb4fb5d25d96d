// The words of the lexicon as a trie in one array, small enough to stay in a processor's cache. Hot code.

/**
 * A node is one number: where the nodes after it stand (its base), and the letter that led to it (1–26).
 *
 *     nodes[base + letter]: | base of the next node * 32 + letter | …      0 where no word goes on
 *     ids[base + letter]:   | number of the word that ends there  | …      0 where none ends
 *
 * The 26 places of a node overlap with those of others; as no two nodes share a base, the letter alone tells whether a
 * place is this node's. Node 0 is the dead node, and its places stay empty, so that a word once lost stays lost.
 */
export interface Trie {
  readonly root: number
  readonly nodes: Int32Array
  readonly ids: Int32Array
}

/** Places of the dead node: no other base is as low. */
const ROW = 32

/** Builds the trie of words of letters a–z; `ids[i]` is the number, not 0, of `words[i]`. */
export function makeTrie(words: readonly string[], ids: readonly number[]): Trie {
  const links = linkWords(words, ids)
  const { count, letter, child, sibling } = links
  const places = new Int32Array(count)
  let nodes = new Int32Array((count + ROW) * 2 + ROW)
  let wordIds = new Int32Array(nodes.length)
  const isUsed = new Uint8Array((count + 2) * ROW)
  let hole = 2 * ROW
  let last = ROW
  /** Whether no other node has this base, and the places for a node's children are free. */
  const isFree = (base: number, node: number): boolean => {
    if (isUsed[base] === 1) return false
    if (base + ROW > nodes.length) {
      nodes = grown(nodes)
      wordIds = grown(wordIds)
    }
    for (let at = child[node]; at !== 0; at = sibling[at]) if (nodes[base + letter[at]] !== 0) return false
    return true
  }
  // The search only goes forward, so it is short; nodes with one child, which are most, fill the holes it leaves.
  const findBase = (node: number): number => {
    while (nodes[hole] !== 0) hole++
    const first = child[node]
    if (sibling[first] === 0 && isFree(hole - letter[first], node)) return hole - letter[first]
    while (!isFree(last, node)) last++
    return last
  }
  for (let node = 0; node < count; node++) {
    let base = 0
    if (child[node] !== 0) {
      base = findBase(node)
      isUsed[base] = 1
      for (let at = child[node]; at !== 0; at = sibling[at]) {
        places[at] = base + letter[at]
        nodes[places[at]] = letter[at]
      }
    }
    nodes[places[node]] = base * ROW + letter[node]
    wordIds[places[node]] = links.id[node]
  }
  const root = nodes[0]
  nodes[0] = 0
  return { root, nodes, ids: wordIds }
}

/** The nodes of the trie one by one, parents before children; node 0 is the root. */
interface Links {
  readonly count: number
  readonly letter: Uint8Array
  readonly id: Int32Array
  readonly child: Int32Array
  readonly sibling: Int32Array
}

function linkWords(words: readonly string[], ids: readonly number[]): Links {
  let room = 1
  for (const word of words) room += word.length
  const letter = new Uint8Array(room)
  const id = new Int32Array(room)
  const child = new Int32Array(room)
  const sibling = new Int32Array(room)
  let count = 1
  for (let index = 0; index < words.length; index++) {
    const word = words[index]
    let node = 0
    for (let i = 0; i < word.length; i++) {
      const wanted = word.charCodeAt(i) - 96
      let next = child[node]
      while (next !== 0 && letter[next] !== wanted) next = sibling[next]
      if (next === 0) {
        next = count++
        letter[next] = wanted
        sibling[next] = child[node]
        child[node] = next
      }
      node = next
    }
    id[node] = ids[index]
  }
  return { count, letter, id, child, sibling }
}

function grown(column: Int32Array<ArrayBuffer>): Int32Array<ArrayBuffer> {
  const wider = new Int32Array(column.length * 2)
  wider.set(column)
  return wider
}
