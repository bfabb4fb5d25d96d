// What the stages ask of a concept again and again, as bits of one column: the concepts are spread over memory.
import type { Concept, Ruleset, Stratum } from '../../ruleset.ts'
import { type Below, under } from './hierarchy.ts'

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
/** It is given a side, or as a device stands on the side of what it is there for. */
export const SIDED = 128
/** A side has one at most, so that several are on both. */
export const ONE = 256
/** It lies in the middle, whatever side the sign of it is on. */
export const MIDDLE = 512
/** A look-alike may explain it away. */
export const MISTAKEN = 1024
/** It is a look-alike that explains others away. */
export const EXPLAINS = 2048
/** Its modifiers may put a stratum in its place. */
export const REPLACED = 4096

/** Per concept, its bits; `replaced` says which strata take its place. */
export function readTraits({ concepts, consistency }: Ruleset, below: Below, replaced: Int32Array): Uint16Array {
  const traits = Uint16Array.from(concepts, bitsOf)
  concepts.forEach(({ inMiddle, explains }, concept) => {
    if (explains.length > 0) traits[concept] |= EXPLAINS
    for (const at of under(below, explains)) traits[at] |= MISTAKEN
    if (inMiddle) for (const at of below[concept]) traits[at] |= MIDDLE
  })
  replaced.forEach((bits, concept) => {
    if (bits !== 0) traits[concept] |= REPLACED
  })
  for (const { concepts: tops, isOne } of consistency.sided)
    for (const at of under(below, tops)) if (concepts[at].status !== 'device') traits[at] |= isOne ? SIDED | ONE : SIDED
  for (const { device, sameSide } of consistency.indications)
    if (sameSide) for (const at of below[device]) traits[at] |= SIDED
  return traits
}

/**
 * Per concept, a bit for each stratum that may take its place, by its modifiers: one that has no bit in common with a
 * modifier rule (`replacesBits`) does not go by it.
 */
export function replacedBits(instead: readonly Stratum[], below: Below): Int32Array {
  const bits = new Int32Array(below.length)
  for (const [place, stratum] of instead.entries())
    if (goesByModifiers(stratum)) for (const at of below[stratum.of]) bits[at] |= 1 << place
  return bits
}

function goesByModifiers({ where, also, lacks }: Stratum): boolean {
  return lacks.length > 0 || Object.keys({ ...where, ...also }).length > 0
}

function bitsOf({ status, blocksNoFinding, impliesWhen, noAcute }: Concept): number {
  return (
    (blocksNoFinding ? BLOCKS : 0) |
    (status === 'normality' ? NORMAL : status === 'mimic' ? MIMIC : status === 'device' ? DEVICE : 0) |
    (impliesWhen === 'present' ? IMPLIES_PRESENT : impliesWhen === 'absent' ? IMPLIES_ABSENT : 0) |
    (noAcute ? NO_ACUTE : 0)
  )
}
