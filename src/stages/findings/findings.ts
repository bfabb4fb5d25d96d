// Readings → findings: the ontology concepts that hold of the patient over the whole report, with the strata that
// follow from their modifiers and from what stands beside them.
import type { Change, Finding, Mention, PriorState } from '../../types.ts'
import type { Reading, Value } from './readings.ts'
import { BARE, BESIDE, besides, type ConceptStrata, facetOf, hasFacets, isAmong, type StratumRule } from './refine.ts'

/** Findings while they grow. */
type Merged = { -readonly [Key in keyof Finding]: Finding[Key] } & { mentions: number[] }

/** Where the findings of a report stand. Scratch of one labeller: valid until the next report. */
export interface Places {
  /** Per concept, the index + 1 of its finding, or 0. */
  readonly of: Int32Array
  /** Per finding, its concept. */
  readonly concepts: Int32Array
  count: number
}

/** Places for a number of concepts. */
export function makePlaces(concepts: number): Places {
  return { of: new Int32Array(concepts), concepts: new Int32Array(concepts), count: 0 }
}

/**
 * Adds the strata that hold (facets, companions such as a drain) and merges readings by concept: 1 over -1 over 0.
 * Writes where each finding stands into `places`; `ids` are those of the concepts.
 */
export function mergeFindings(
  readings: readonly Reading[],
  mentions: readonly Mention[],
  ids: readonly string[],
  strata: ConceptStrata,
  places: Places,
): Finding[] {
  const merged: Merged[] = []
  while (places.count > 0) places.of[places.concepts[--places.count]] = 0
  for (const reading of readings) merge(reading.concept, reading, reading.value, merged, ids, places)
  let sides: Sides | null = null
  for (const reading of readings) {
    const kinds = strata.kinds[reading.concept]
    if ((kinds & BESIDE) === 0) continue
    const mention = mentions[reading.mention]
    const isBare = mention.modifiers.length === 0
    // A bare denial denies no kind by name.
    if (isBare && ((kinds & BARE) === 0 || (reading.value === 0 && reading.change !== 'resolved'))) continue
    const list = strata.beside[reading.concept]
    const candidates = besides(reading.concept, mention, strata)
    for (let at = 0; at < list.length; at++) {
      const stratum = list[at]
      if (!isAmong(candidates, at) || !fits(stratum, reading, mention)) continue
      if (reading.value === 0 && !stratum.resolved) {
        // "No large effusion" denies the large one, whatever stands beside it; one on the left is not all there may be.
        if (stratum.facets.length > 0 && !stratum.acrossSide) merge(stratum.concept, reading, 0, merged, ids, places)
        continue
      }
      if (stratum.companions !== null || stratum.strangers !== null) {
        sides ??= sidesOf(readings, mentions, strata.isCompany)
        if (!hasCompany(stratum, facetOf(mention, 'laterality'), sides)) continue
      }
      const value = stratum.resolved ? 1 : stratum.asPossible ? -1 : reading.value
      merge(stratum.concept, reading, value, merged, ids, places)
    }
  }
  return merged
}

/** Adds one reading to the finding of a concept. */
function merge(
  concept: number,
  reading: Reading,
  value: Value,
  merged: Merged[],
  ids: readonly string[],
  places: Places,
): void {
  const { mention, certainty, change, prior } = reading
  if (places.of[concept] === 0) {
    places.of[concept] = merged.push({ concept: ids[concept], value, certainty, change, prior, mentions: [mention] })
    places.concepts[places.count++] = concept
    return
  }
  const known = merged[places.of[concept] - 1]
  // A list that grows by pushing reserves room for seventeen; few findings are said more than twice.
  if (known.mentions.length === 1) known.mentions = [known.mentions[0], mention]
  else known.mentions.push(mention)
  known.prior = joinPrior(known.prior, prior)
  if (rank(value) > rank(known.value)) {
    known.value = value
    known.certainty = certainty
    known.change = change
  } else if (value === known.value) known.change = joinChange(known.change, change)
}

/** What two statements together say of change: the first, unless that only says the finding is still there. */
export function joinChange(one: Change | null, other: Change | null): Change | null {
  if (one === null) return other
  return one === 'unchanged' && (other === 'increased' || other === 'decreased') ? other : one
}

/** What two statements together say of before: present on either side is present. */
export function joinPrior(one: PriorState, other: PriorState): PriorState {
  if (one === 'present' || other === 'present') return 'present'
  return one === 'absent' || other === 'absent' ? 'absent' : 'unknown'
}

function rank(value: Value): number {
  return value === 1 ? 2 : value === -1 ? 1 : 0
}

/** Whether a reading's own value and modifiers put it in a stratum. */
function fits(stratum: StratumRule, reading: Reading, mention: Mention): boolean {
  if (stratum.resolved && reading.change !== 'resolved') return false
  if (stratum.change !== null && (reading.change !== stratum.change || reading.value !== 1)) return false
  return hasFacets(mention, stratum)
}

/** Whether the report names what must stand beside the finding, and nothing that must not. */
function hasCompany(
  { companions, strangers, sameSide, otherSide, acrossSide }: StratumRule,
  side: string | null,
  sides: Sides,
): boolean {
  const isThere = (concepts: ReadonlySet<number>): boolean => {
    for (const [concept, found] of sides) {
      if (!concepts.has(concept)) continue
      if (acrossSide) {
        if (found.has(side === 'left' ? 'right' : 'left')) return true
        continue
      }
      if (!sameSide && !otherSide) return true
      for (const other of found) {
        if (otherSide ? side === null || other !== side : agree(side, other)) return true
      }
    }
    return false
  }
  if (companions !== null && !isThere(companions)) return false
  return strangers === null || !isThere(strangers)
}

/**
 * Per concept that is present and some stratum's company: the sides it is named on; null where a mention names none.
 */
type Sides = ReadonlyMap<number, ReadonlySet<string | null>>

/** Read once a report, however many findings ask for it: a report may have any number of them. */
function sidesOf(readings: readonly Reading[], mentions: readonly Mention[], isCompany: Uint8Array): Sides {
  const sides = new Map<number, Set<string | null>>()
  for (const { concept, value, mention } of readings) {
    if (value !== 1 || isCompany[concept] === 0) continue
    const known = sides.get(concept) ?? new Set()
    known.add(facetOf(mentions[mention], 'laterality'))
    sides.set(concept, known)
  }
  return sides
}

function agree(left: string | null, right: string | null): boolean {
  return left === null || right === null || left === right || left === 'bilateral' || right === 'bilateral'
}
