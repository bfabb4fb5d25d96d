// The phrases of all rules as one trie over token ids. Walked from every token of a report it finds every phrase,
// whatever their number: walks are short, for few words go on as a phrase does. Hot code.
import type { Ruleset } from '../ruleset.ts'

/**
 * A node is the words of a phrase read so far. All that a step asks of it stands in four numbers, so that it is one look
 * in memory:
 *
 *     nodes:   | token + 1 | filter | table | ending | …     node t, of token t, is where phrases beginning with it start
 *     endings: | – | layer | rule | layer | rule | -1 | layer | rule | -1 | …
 *
 * `filter` has bit `token % 32` set for every token that goes on from here; it alone turns most others away.
 * `table` says where the nodes after this one stand, as `first * 32 + bits`: a hash of 2^bits nodes by their token, with
 * linear probing and a place free. `ending` is where in `endings` the owners of the phrase ending here stand (0: none).
 */
export interface PhraseTrie {
  readonly nodes: Int32Array
  readonly endings: Int32Array
}

export const NODE = 4
const TOKEN = 0
export const FILTER = 1
const TABLE = 2
export const ENDING = 3

/**
 * Lays out packed phrases over `width` token ids. Phrases come sorted, so that every node comes after its parent.
 *
 * @throws {RangeError} for more phrases than a table's place can tell apart.
 */
export function makePhraseTrie({ phrases, owners }: Pick<Ruleset, 'phrases' | 'owners'>, width: number): PhraseTrie {
  const endings = [0]
  const endingOf = owners.map((owned) => endings.push(...owned.flat(), -1) - 1 - 2 * owned.length)
  const { count, parent, token, children, owner } = linkTokens(phrases)
  let room = width
  for (let at = 1; at < count; at++) room += tableSize(children[at])
  if (room >= 1 << 26) throw new RangeError(`${count} beginnings of phrases are too many`)
  const nodes = new Int32Array(room * NODE)
  const places = new Int32Array(count)
  let free = width
  for (let at = 1; at < count; at++) {
    const place = parent[at] === 0 ? token[at] * NODE : addChild(nodes, places[parent[at]], token[at])
    places[at] = place
    if (owner[at] > 0) nodes[place + ENDING] = endingOf[owner[at] - 1]
    const size = tableSize(children[at])
    if (size === 0) continue
    nodes[place + TABLE] = free * 32 + 31 - Math.clz32(size)
    free += size
  }
  return { nodes, endings: Int32Array.from(endings) }
}

/** Places of the table of a node with so many children: the next power of two, so that one stays free. */
function tableSize(children: number): number {
  return children === 0 ? 0 : 1 << (32 - Math.clz32(children))
}

/** Where the node of `token` after the node at `parent` goes. */
function addChild(nodes: Int32Array, parent: number, token: number): number {
  nodes[parent + FILTER] |= 1 << token
  const table = nodes[parent + TABLE]
  const mask = (1 << table) - 1
  let slot = token & mask
  while (nodes[((table >> 5) + slot) * NODE] !== 0) slot = (slot + 1) & mask
  const place = ((table >> 5) + slot) * NODE
  nodes[place + TOKEN] = token + 1
  return place
}

/** Place of the node of `token` after the node at `at`, or 0. Asked only where the filter lets the token pass. */
export function findChild(nodes: Int32Array, at: number, token: number): number {
  const table = nodes[at + TABLE]
  const mask = (1 << table) - 1
  const first = table >> 5
  for (let slot = token & mask; ; slot = (slot + 1) & mask) {
    const place = (first + slot) * NODE
    const found = nodes[place + TOKEN]
    if (found === token + 1) return place
    if (found === 0) return 0
  }
}

/** The nodes one by one, parents before children; node 0 is the root. `owner` is the phrase's set of owners + 1, or 0. */
interface Links {
  readonly count: number
  readonly parent: Int32Array
  readonly token: Int32Array
  readonly children: Int32Array
  readonly owner: Int32Array
}

function linkTokens(phrases: Ruleset['phrases']): Links {
  let room = 1
  let longest = 0
  for (let at = 0; at < phrases.length; at += 3 + phrases[at + 1]) {
    room += phrases[at + 1]
    longest = Math.max(longest, phrases[at] + phrases[at + 1])
  }
  const parent = new Int32Array(room)
  const token = new Int32Array(room)
  const children = new Int32Array(room)
  const owner = new Int32Array(room)
  const path = new Int32Array(longest + 1)
  let count = 1
  for (let at = 0; at < phrases.length; ) {
    let length = phrases[at++]
    for (let added = phrases[at++]; added > 0; added--) {
      parent[count] = path[length]
      token[count] = phrases[at++]
      children[path[length]]++
      path[++length] = count++
    }
    owner[path[length]] = phrases[at++] + 1
  }
  return { count, parent, token, children, owner }
}
