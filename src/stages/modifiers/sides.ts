// The sides that a statement is about.
import type { Mention } from '../../types.ts'

/** Bits of the sides a statement names; 0 where it names none. */
export const LEFT = 1
export const RIGHT = 2
export const BOTH = LEFT | RIGHT

/** The sides a mention is about, as bits. */
export function sidesOf({ modifiers }: Mention): number {
  let sides = 0
  for (const { facet, value } of modifiers) if (facet === 'laterality') sides |= bitsOf(value)
  return sides
}

/** The sides that a value of laterality names, as bits. */
export function bitsOf(side: string): number {
  return side === 'left' ? LEFT : side === 'right' ? RIGHT : side === 'bilateral' ? BOTH : 0
}
