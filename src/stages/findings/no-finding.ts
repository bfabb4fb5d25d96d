// No Finding: whether a report describes a normal chest, and why it does or does not. See ontology/README.md.
import type { Ruleset } from '../../ruleset.ts'
import { BLOCKS, IMPLIES_ABSENT, IMPLIES_PRESENT, NO_ACUTE, NORMAL } from '../columns/traits.ts'
import type { Cell, LabelIndex } from './label-index.ts'
import type { Reading } from './readings.ts'

interface NormalInput {
  readonly readings: readonly Reading[]
  /** The labels worked out so far; null where nothing is said. */
  readonly cells: readonly (Cell | null)[]
  readonly index: LabelIndex
  readonly ruleset: Ruleset
  /** Per concept, its bits; see `traits.ts`. */
  readonly traits: Uint16Array
  readonly options: { readonly impliedNegatives: boolean }
  readonly leansOnPrior: boolean
  /** Whether what the report does not speak of is as it was before: "otherwise unchanged". */
  readonly leavesRest: boolean
}

/** Why No Finding is, or is not, 1: see ontology/README.md. */
export function noFindingReason(input: NormalInput): string {
  const { readings, traits, index, leansOnPrior, leavesRest } = input
  if (leansOnPrior) return 'prior-only'
  let hasNormality = false
  let hasDenial = false
  for (const reading of readings) {
    const bits = traits[reading.concept]
    // "The chest is not normal" states none.
    if ((bits & NORMAL) !== 0 && reading.value !== 0) hasNormality = true
    if ((bits & BLOCKS) === 0) continue
    if (reading.value === 0) {
      if (implies(reading, traits)) hasNormality = true
      else hasDenial = true
    } else if (!isCleared(reading, input)) return index.blockedBy[reading.concept]
  }
  // "Line in place, no pneumothorax, otherwise unchanged" tells nothing of the rest, which may be anything but normal.
  if (hasDenial && !hasNormality && leavesRest) return 'leans-on-prior'
  if (hasNormality || hasDenial) return 'normality-stated'
  return readings.length === 0 ? 'no-content' : 'no-normality'
}

/**
 * "No new nodule. The lungs are clear.": normality outweighs it; "no new abnormality" names nothing to be left in
 * doubt.
 */
function isCleared({ certainty, concept }: Reading, input: NormalInput): boolean {
  const { readings, traits, ruleset, options } = input
  if (certainty !== 'improbable') return false
  if ((traits[concept] & IMPLIES_ABSENT) !== 0) return true
  const { cells } = input
  const { says } = input.index
  // Where it has labels, they are worked out by now.
  for (let at = says.starts[concept]; at < says.starts[concept + 1]; at++) {
    const value = cells[says.items[at]]?.value ?? null
    if (value !== null) return value === 0
  }
  if (!options.impliedNegatives) return false
  return readings.some(
    (reading) => implies(reading, traits) && ruleset.concepts[reading.concept].implies.includes(concept),
  )
}

/** The CheXpert labeler's rule: 1 unless some label other than devices is positive or uncertain. */
export function isSilent({ cells, index, ruleset }: NormalInput): boolean {
  return cells.every((cell, at) => {
    const { concept } = index.set.labels[at]
    const isDevice = concept !== null && ruleset.concepts[concept].status === 'device'
    return isDevice || cell === null || cell.value === null || cell.value === 0
  })
}

/** Whether a reading says that what its concept implies is absent: "the lungs are clear", "no acute abnormality". */
export function implies({ concept, value }: Reading, traits: Uint16Array): boolean {
  return (traits[concept] & (value === 0 ? IMPLIES_ABSENT : IMPLIES_PRESENT)) !== 0
}

export function saysNoAcute({ readings, traits }: NormalInput): boolean {
  for (const { value, concept } of readings) if (value === 0 && (traits[concept] & NO_ACUTE) !== 0) return true
  return false
}
