// Numbers for keys in the order they come, of which there may be millions: kept as 64-bit hashes, 16 to 32 bytes a key.
import { hashId } from '../io/ids.ts'

export interface Serials {
  readonly size: number
  /** The number of a key, from 0; a new key has the next. */
  of(key: string): number
}

/**
 * Makes an empty table: open addressing with linear steps, at most 3/4 full.
 *
 *     table  | high low serial+1 | 0 0 0 | high low serial+1 | …
 */
export function makeSerials(): Serials {
  const hash = new Uint32Array(2)
  let slots = 1 << 10
  let table = new Uint32Array(3 * slots)
  let size = 0
  const slotOf = (into: Uint32Array, mask: number, high: number, low: number): number => {
    let slot = (low ^ Math.imul(high, 0x27d4eb2f)) & mask
    while (into[3 * slot + 2] !== 0 && (into[3 * slot] !== high || into[3 * slot + 1] !== low)) slot = (slot + 1) & mask
    return 3 * slot
  }
  const grow = (): void => {
    const larger = new Uint32Array(6 * slots)
    for (let at = 0; at < table.length; at += 3) {
      if (table[at + 2] === 0) continue
      larger.set(table.subarray(at, at + 3), slotOf(larger, 2 * slots - 1, table[at], table[at + 1]))
    }
    table = larger
    slots *= 2
  }
  return {
    get size() {
      return size
    },
    of: (key) => {
      if (4 * (size + 1) > 3 * slots) grow()
      hashId(key, hash, 0)
      const at = slotOf(table, slots - 1, hash[0], hash[1])
      if (table[at + 2] === 0) {
        size++
        table.set([hash[0], hash[1], size], at)
      }
      return table[at + 2] - 1
    },
  }
}

/** A column with room for `size` numbers: the same one, or a copy twice as long. */
export function withRoom<Column extends Uint32Array | Float64Array>(column: Column, size: number): Column {
  if (size <= column.length) return column
  const longer = new (column.constructor as new (length: number) => Column)(Math.max(size, 2 * column.length))
  longer.set(column)
  return longer
}
