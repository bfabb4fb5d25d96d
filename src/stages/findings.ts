// Mentions → findings: the value of each mention, the stratum its modifiers put it in, and the ontology concepts that
// hold of the patient over the whole report.
import type { Ruleset, Stratum } from '../ruleset.ts'
import type { Assertion, Certainty, Change, Finding, Mention, Modifier, PriorState, Section } from '../types.ts'

export type Value = 1 | 0 | -1

/** A mention with the value it gives and the concept it stands for (its own, or the stratum that takes its place). */
export interface Reading {
  readonly mention: number
  readonly concept: number
  readonly value: Value
  readonly certainty: Certainty
  readonly change: Change | null
  readonly prior: PriorState
}

/** How values are read off assertions; see `LabelOptions`. */
export interface Policy {
  readonly probable: 1 | -1
  readonly scopedNegation: 0 | null
}

/** A stratum laid out for reading: its facets as pairs, and all concepts under `with` and under `without`. */
export interface StratumRule extends Stratum {
  readonly facets: readonly (readonly [facet: string, values: readonly string[]])[]
  readonly companions: ReadonlySet<number> | null
  readonly strangers: ReadonlySet<number> | null
}

/** Per concept, the strata that refine it or one of its ancestors. */
export interface ConceptStrata {
  /** Which of the lists hold any, as bits: most hold none, and need not be looked at. */
  readonly kinds: Uint8Array
  /** Those that take the mention's place. */
  readonly instead: readonly (readonly StratumRule[])[]
  /** Those that stand beside it. */
  readonly beside: readonly (readonly StratumRule[])[]
  /** Of those beside it, the ones that a mention without modifiers can be in. */
  readonly bare: readonly (readonly StratumRule[])[]
}

const INSTEAD = 1
const BESIDE = 2
const BARE = 4

/** Lays out a ruleset's strata by concept; `above[i]` holds the ancestors of concept i. */
export function groupStrata(ruleset: Ruleset, above: readonly ReadonlySet<number>[]): ConceptStrata {
  const under = (concept: number | null): ReadonlySet<number> | null =>
    concept === null
      ? null
      : new Set(above.flatMap((ancestors, index) => (index === concept || ancestors.has(concept) ? [index] : [])))
  const rules = ruleset.strata.map((stratum) => ({
    ...stratum,
    facets: Object.entries(stratum.where),
    companions: under(stratum.with),
    strangers: under(stratum.without),
  }))
  const own = ruleset.concepts.map((_, index) =>
    rules.filter((rule) => rule.concept !== index && (rule.of === index || above[index].has(rule.of))),
  )
  const instead = own.map((list) => list.filter((rule) => rule.instead))
  const beside = own.map((list) => list.filter((rule) => !rule.instead && rule.concept >= 0))
  const bare = beside.map((list) => list.filter(({ facets }) => facets.length === 0))
  const kinds = Uint8Array.from(
    own,
    (_, at) =>
      (instead[at].length > 0 ? INSTEAD : 0) | (beside[at].length > 0 ? BESIDE : 0) | (bare[at].length > 0 ? BARE : 0),
  )
  return { kinds, instead, beside, bare }
}

/**
 * Reads the mentions of labelled sections that speak of now. `concepts[i]` is the concept index of mention i;
 * `mimics[i]` holds what concept i is mistaken for, where it is a look-alike.
 */
export function readMentions(
  mentions: readonly Mention[],
  concepts: readonly number[],
  sections: readonly Section[],
  strata: ConceptStrata,
  mimics: readonly (ReadonlySet<number> | null)[],
  policy: Policy,
): Reading[] {
  const readings: Reading[] = []
  let explained: Explained | null = null
  for (let index = 0; index < mentions.length; index++) {
    const mention = mentions[index]
    const { assertion } = mention
    if (!sections[mention.section].isLabelled || assertion.time !== 'current') continue
    const value = readValue(assertion, policy)
    if (value === null) continue
    let concept = concepts[index]
    if ((strata.kinds[concept] & INSTEAD) !== 0) concept = insteadOf(concept, mention, strata)
    const mistaken = mimics[concept]
    const { certainty, change, prior } = assertion
    const mimicked = mistaken === null ? null : explainedBy(mention, mistaken, readings, mentions)
    if (mimicked !== null && value === 1 && explanationOf(mention) >= 0) {
      readings.pop()
      explained = { reading: mimicked, at: readings.length, by: explanationOf(mention) }
    } else if (mimicked !== null && value === -1 && mayExplain(mention, mentions[mimicked.mention])) {
      // "Density, *possibly* a nipple shadow": the density is in doubt, and these words say so.
      readings[readings.length - 1] = { ...mimicked, value, certainty }
      readings.push({ ...mimicked, mention: index, value, certainty })
    } else if (explained !== null && mistaken === null && value !== 0 && explanationOf(mention) === explained.by) {
      // "Opacity due to a fat pad *and atelectasis*": explained away in part, so it is there.
      readings.splice(explained.at, 0, explained.reading)
      explained = null
    }
    readings.push({ mention: index, concept, value, certainty, change, prior })
  }
  return readings
}

/** A reading that was taken out, where it stood, and the words that explained it away. */
interface Explained {
  readonly reading: Reading
  readonly at: number
  readonly by: number
}

/** Where the words stand that give a mention as what another is: "density *consistent with* a nipple shadow"; or -1. */
function explanationOf({ assertion }: Mention): number {
  for (const { decided, existence, start } of assertion.cues)
    if (decided && (existence === 'certain' || existence === 'probable')) return start
  return -1
}

/** The stratum that takes a mention's place, or its own concept. */
function insteadOf(concept: number, mention: Mention, { instead }: ConceptStrata): number {
  let found = concept
  for (const stratum of instead[concept]) if (hasFacets(mention, stratum)) found = stratum.concept
  return found
}

/** Whether a hedge between the two gives the mimic as what the finding may be. */
function mayExplain({ assertion, start }: Mention, finding: Mention): boolean {
  return assertion.cues.some(
    (cue) => cue.decided && cue.existence === 'possible' && cue.start >= finding.end && cue.end <= start,
  )
}

/**
 * The last finding read, where it is one that this mimic is mistaken for and stands in the same sentence. Of "opacity due
 * to atelectasis and a fat pad" it is none: the two explain the opacity together.
 */
function explainedBy(
  mimic: Mention,
  mistaken: ReadonlySet<number>,
  readings: readonly Reading[],
  mentions: readonly Mention[],
): Reading | null {
  const last = readings.at(-1)
  if (last === undefined || last.value === 0 || !mistaken.has(last.concept)) return null
  const finding = mentions[last.mention]
  if (finding.sentence.start !== mimic.sentence.start) return null
  const by = explanationOf(mimic)
  return by >= 0 && by === explanationOf(finding) ? null : last
}

function readValue(assertion: Assertion, policy: Policy): Value | null {
  // "No new nodule" leaves an old one open; "no definite nodule" leaves none that a report would call one.
  if (assertion.certainty === 'improbable') return assertion.change === 'new' ? -1 : 0
  if (assertion.polarity === 'absent') return assertion.scope.length > 0 ? policy.scopedNegation : 0
  switch (assertion.certainty) {
    case 'certain':
      return 1
    case 'probable':
      return policy.probable
    case 'possible':
      return -1
  }
}

/** Findings while they grow. */
type Merged = { -readonly [Key in keyof Finding]: Finding[Key] } & { readonly mentions: number[] }

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
    for (const stratum of isBare ? strata.bare[reading.concept] : strata.beside[reading.concept]) {
      if (!fits(stratum, reading, mention)) continue
      if (reading.value === 0 && !stratum.resolved) {
        // "No large effusion" denies the large one, whatever stands beside it.
        if (stratum.facets.length > 0) merge(stratum.concept, reading, 0, merged, ids, places)
        continue
      }
      if (stratum.companions !== null || stratum.strangers !== null) {
        sides ??= sidesOf(readings, mentions)
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
  known.mentions.push(mention)
  known.prior = joinPrior(known.prior, prior)
  if (rank(value) > rank(known.value)) {
    known.value = value
    known.certainty = certainty
    known.change = change
  } else if (value === known.value) known.change ??= change
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
  { companions, strangers, sameSide, otherSide }: StratumRule,
  side: string | null,
  sides: Sides,
): boolean {
  const isThere = (concepts: ReadonlySet<number>): boolean => {
    for (const [concept, found] of sides) {
      if (!concepts.has(concept)) continue
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

/** Per concept that is present: the sides it is named on; null where a mention names none. */
type Sides = ReadonlyMap<number, ReadonlySet<string | null>>

function sidesOf(readings: readonly Reading[], mentions: readonly Mention[]): Sides {
  const sides = new Map<number, Set<string | null>>()
  for (const { concept, value, mention } of readings) {
    if (value !== 1) continue
    const known = sides.get(concept) ?? new Set()
    known.add(facetOf(mentions[mention], 'laterality'))
    sides.set(concept, known)
  }
  return sides
}

function agree(left: string | null, right: string | null): boolean {
  return left === null || right === null || left === right || left === 'bilateral' || right === 'bilateral'
}

function hasFacets({ modifiers }: Mention, { facets, lacks }: StratumRule): boolean {
  for (const { facet } of modifiers) if (lacks.includes(facet)) return false
  for (const [facet, wanted] of facets) if (!hasModifier(modifiers, facet, wanted)) return false
  return true
}

function hasModifier(modifiers: readonly Modifier[], facet: string, wanted: readonly string[]): boolean {
  for (const modifier of modifiers) if (modifier.facet === facet && wanted.includes(modifier.value)) return true
  return false
}

/** Value of a facet of a mention, or null. */
export function facetOf(mention: Mention, facet: string): string | null {
  for (const modifier of mention.modifiers) if (modifier.facet === facet) return modifier.value
  return null
}
