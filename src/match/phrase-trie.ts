// The phrases of all rules as one trie over token ids. Walked from every token of a report it finds every phrase,
// whatever their number: walks are short, for few words go on as a phrase does. Hot code.
import type { Ruleset } from '../ruleset.ts'

/**
 * A node is a word of a phrase and what may come after it. All that a step asks of it stands in four numbers, so that
 * it is one look in memory:
 *
 *     nodes:   | token + 1 | filter | table | ending | …     node t, of token t, begins the phrases that begin with it
 *     endings: | – | layer | rule | layer | rule | -1 | layer | rule | -1 | …
 *
 * `filter` has bit `token % 32` set for every token that goes on from here; it alone turns most others away.
 * `table` says where the nodes after this one stand, as `first * 32 + 32 - bits`: 2^bits places hashed by token, at
 * most half of them taken, with linear probing. Nodes that go on alike share one. `ending` is 0 where no phrase
 * ends here, `(rule + 1) * 8 + layer` where one owner has it, as most have, and else minus the place in `endings` where
 * its owners stand.
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
export const LAYER_BITS = 3
export const LAYER = 7

/**
 * Lays out packed phrases over `width` token ids.
 *
 * @throws {RangeError} for more phrases than a table's place can tell apart.
 */
export function makePhraseTrie({ phrases, owners }: Pick<Ruleset, 'phrases' | 'owners'>, width: number): PhraseTrie {
  const endings = [0]
  const endingOf = owners.map((owned) =>
    owned.length === 1
      ? ((owned[0][1] + 1) << LAYER_BITS) | owned[0][0]
      : -(endings.push(...owned.flat(), -1) - 1 - 2 * owned.length),
  )
  let room = width
  for (let at = 0; at < phrases.length; at += 1 + 3 * phrases[at]) room += 1 << bitsFor(phrases[at])
  if (room >= 1 << 26) throw new RangeError(`${room} places for phrases are too many`)
  const nodes = new Int32Array(room * NODE)
  // Of each table read so far: where it stands, and the filter of those that lead to it.
  const tables = [0]
  const filters = [0]
  let free = width
  for (let at = 0; at < phrases.length; ) {
    const count = phrases[at++]
    // The last table is that of first words, which stand at their own ids.
    const isFirst = at + 3 * count === phrases.length
    const bits = bitsFor(count)
    let filter = 0
    for (let child = 0; child < count; child++) {
      const token = phrases[at++]
      const place = isFirst ? token * NODE : placeFor(nodes, free, bits, token)
      const owned = phrases[at++]
      const next = phrases[at++]
      nodes[place + TOKEN] = token + 1
      nodes[place + FILTER] = filters[next]
      nodes[place + TABLE] = tables[next]
      nodes[place + ENDING] = owned === 0 ? 0 : endingOf[owned - 1]
      filter |= 1 << token
    }
    tables.push(free * 32 + 32 - bits)
    filters.push(filter)
    free += 1 << bits
  }
  return { nodes, endings: Int32Array.from(endings) }
}

/** A table for so many nodes has 2^bits places, at most half of them taken: a search ends after one look or two. */
function bitsFor(count: number): number {
  return 33 - Math.clz32(count)
}

/** A free place for the node of `token` in the table of 2^bits nodes from `first` on. */
function placeFor(nodes: Int32Array, first: number, bits: number, token: number): number {
  let slot = slotOf(token, 32 - bits)
  while (nodes[(first + slot) * NODE] !== 0) slot = (slot + 1) & ((1 << bits) - 1)
  return (first + slot) * NODE
}

/** Place of the node of `token` after the node at `at`, or 0. Asked only where the filter lets the token pass. */
export function findChild(nodes: Int32Array, at: number, token: number): number {
  const table = nodes[at + TABLE]
  const first = table >> 5
  const slot = slotOf(token, table)
  const place = (first + slot) * NODE
  const found = nodes[place + TOKEN]
  if (found === token + 1) return place
  return found === 0 ? 0 : probe(nodes, first, slot, -1 >>> table, token)
}

/** Place of the node of `token` in a table behind the slot of another, or 0. Few searches come here. */
function probe(nodes: Int32Array, first: number, slot: number, mask: number, token: number): number {
  for (let at = (slot + 1) & mask; ; at = (at + 1) & mask) {
    const place = (first + at) * NODE
    const found = nodes[place + TOKEN]
    if (found === token + 1) return place
    if (found === 0) return 0
  }
}

/**
 * Where in a table a token is looked for first: the high bits, all but `shift`, of a Fibonacci hash, which spreads
 * neighbours.
 */
function slotOf(token: number, shift: number): number {
  return Math.imul(token, 0x9e3779b1) >>> shift
}
