// What the stages ask of a concept again and again, as bits of one column: the concepts are spread over memory.
import type { Concept, Ruleset } from '../ruleset.ts'

/** Its presence keeps a report from having no finding. */
export const BLOCKS = 1
export const NORMAL = 2
export const MIMIC = 4
export const DEVICE = 8
/** Its presence, or its absence, makes others negative. */
export const IMPLIES_PRESENT = 16
export const IMPLIES_ABSENT = 32
/** Denied, it says that nothing is acute. */
export const NO_ACUTE = 64

/** Per concept, its bits. */
export function readTraits({ concepts }: Ruleset): Uint8Array {
  return Uint8Array.from(concepts, bitsOf)
}

function bitsOf({ status, blocksNoFinding, impliesWhen, noAcute }: Concept): number {
  return (
    (blocksNoFinding ? BLOCKS : 0) |
    (status === 'normality' ? NORMAL : status === 'mimic' ? MIMIC : status === 'device' ? DEVICE : 0) |
    (impliesWhen === 'present' ? IMPLIES_PRESENT : impliesWhen === 'absent' ? IMPLIES_ABSENT : 0) |
    (noAcute ? NO_ACUTE : 0)
  )
}
