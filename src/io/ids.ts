// Which ids were seen. Ten million of them must fit beside the rest, so they are kept as 64-bit hashes.
// Two different ids share a hash once in some 400,000 runs of ten million rows.

/**
 * Hash of an id as two unsigned 32-bit numbers, written to `out[at]` and `out[at + 1]`; never both zero.
 * Two multiplicative hashes that take turns stirring each other (the construction of "cyrb53", all 64 bits kept).
 */
export function hashId(id: string, out: Uint32Array, at: number): void {
  let high = 0xdeadbeef
  let low = 0x41c6ce57
  for (let index = 0; index < id.length; index++) {
    const code = id.charCodeAt(index)
    high = Math.imul(high ^ code, 0x9e3779b1)
    low = Math.imul(low ^ code, 0x5f356495)
  }
  high = Math.imul(high ^ (high >>> 16), 0x85ebca6b) ^ Math.imul(low ^ (low >>> 13), 0xc2b2ae35)
  low = Math.imul(low ^ (low >>> 16), 0x85ebca6b) ^ Math.imul(high ^ (high >>> 13), 0xc2b2ae35)
  out[at] = high
  out[at + 1] = low === 0 && high === 0 ? 1 : low
}

/** A set of hashes. */
export interface IdSet {
  /** Adds a hash; false when it was there. */
  add(high: number, low: number): boolean
  readonly size: number
}

/** 64 MB of address space, of which only the pages in use are real memory: a small run stays small. */
const FIRST_SLOTS = 1 << 23

/**
 * Makes an empty set: open addressing with linear steps, at most 3/4 full.
 *
 *     table  | high low | 0 0 | high low | …      a slot of two zeros is free
 */
export function makeIdSet(firstSlots = FIRST_SLOTS): IdSet {
  let slots = firstSlots
  let table = new Uint32Array(2 * slots)
  let size = 0
  const place = (into: Uint32Array, mask: number, high: number, low: number): boolean => {
    let at = 2 * ((low ^ Math.imul(high, 0x27d4eb2f)) & mask)
    while (into[at] !== 0 || into[at + 1] !== 0) {
      if (into[at] === high && into[at + 1] === low) return false
      at = (at + 2) & (2 * mask + 1)
    }
    into[at] = high
    into[at + 1] = low
    return true
  }
  const grow = () => {
    const larger = new Uint32Array(4 * slots)
    for (let at = 0; at < table.length; at += 2) {
      if (table[at] !== 0 || table[at + 1] !== 0) place(larger, 2 * slots - 1, table[at], table[at + 1])
    }
    table = larger
    slots *= 2
  }
  return {
    get size() {
      return size
    },
    add: (high, low) => {
      if (4 * (size + 1) > 3 * slots) grow()
      const isNew = place(table, slots - 1, high, low)
      if (isNew) size++
      return isNew
    },
  }
}
