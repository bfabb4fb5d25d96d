// Which strata refine a concept, and whether the words of a mention put it in one.
import type { Ruleset, Stratum } from '../../ruleset.ts'
import type { Mention, Modifier } from '../../types.ts'
import type { Below } from '../columns/hierarchy.ts'

/** A stratum laid out for reading: its facets as pairs, and all concepts under `with`, `without` and `versus`. */
export interface StratumRule extends Omit<Stratum, 'where' | 'also' | 'with' | 'without' | 'versus'> {
  readonly facets: readonly { readonly facet: string; readonly values: readonly string[] }[]
  readonly companions: ReadonlySet<number> | null
  readonly strangers: ReadonlySet<number> | null
  readonly rivals: ReadonlySet<number> | null
}

/** Per concept, the strata that refine it or one of its ancestors. */
export interface ConceptStrata {
  /** Which of the lists hold any, as bits: most hold none, and need not be looked at. */
  readonly kinds: Uint8Array
  /** Those that take the mention's place. */
  readonly instead: readonly (readonly StratumRule[])[]
  /** Those that stand beside it. */
  readonly beside: readonly (readonly StratumRule[])[]
  /**
   * Of those beside it, as bits by their place, the ones that a modifier of a value can put a mention in; see
   * `besides`.
   */
  readonly byValue: readonly ReadonlyMap<string, number>[]
  /** The ones that a mention without modifiers can be in, too. */
  readonly bareBits: Int32Array
  /** A mark for each concept that some stratum asks to stand beside its finding, or not to. */
  readonly isCompany: Uint8Array
}

export const INSTEAD = 1
export const BESIDE = 2
export const BARE = 4

/** Lays out a ruleset's strata by concept. */
export function groupStrata(ruleset: Ruleset, below: Below): ConceptStrata {
  const allOf = (concept: number | null): ReadonlySet<number> | null =>
    concept === null ? null : new Set(below[concept])
  const isBare = ({ facets }: StratumRule): boolean => facets.length === 0
  // Field by field: objects made by spreading are each of another hidden class, which slows all reads.
  const rules = ruleset.strata.map(
    (stratum): StratumRule => ({
      concept: stratum.concept,
      of: stratum.of,
      facets: [...Object.entries(stratum.where), ...Object.entries(stratum.also)].map(([facet, values]) => ({
        facet,
        values,
      })),
      lacks: stratum.lacks,
      companions: allOf(stratum.with),
      strangers: allOf(stratum.without),
      rivals: stratum.versus.length === 0 ? null : new Set(stratum.versus.flatMap((concept) => below[concept])),
      sameSide: stratum.sameSide,
      otherSide: stratum.otherSide,
      acrossSide: stratum.acrossSide,
      resolved: stratum.resolved,
      change: stratum.change,
      instead: stratum.instead,
      asPossible: stratum.asPossible,
    }),
  )
  const own = below.map((): StratumRule[] => [])
  for (const rule of rules) for (const concept of below[rule.of]) if (concept !== rule.concept) own[concept].push(rule)
  const instead = own.map((list) => list.filter((rule) => rule.instead))
  const beside = own.map((list) => list.filter((rule) => !rule.instead && rule.concept >= 0))
  const kinds = Uint8Array.from(
    own,
    (_, at) =>
      (instead[at].length > 0 ? INSTEAD : 0) |
      (beside[at].length > 0 ? BESIDE : 0) |
      (beside[at].some(isBare) ? BARE : 0),
  )
  const bitsOf = (list: readonly StratumRule[], holds: (rule: StratumRule) => boolean): number =>
    list.reduce((bits, rule, at) => (at < MOST_BITS && holds(rule) ? bits | (1 << at) : bits), 0)
  const byValue = beside.map((list) => {
    const bits = new Map<string, number>()
    for (let at = 0; at < Math.min(list.length, MOST_BITS); at++)
      for (const value of list[at].facets[0]?.values ?? []) bits.set(value, (bits.get(value) ?? 0) | (1 << at))
    return bits
  })
  const bareBits = Int32Array.from(beside, (list) => bitsOf(list, isBare))
  const isCompany = new Uint8Array(below.length)
  for (const { companions, strangers } of rules)
    for (const concepts of [companions, strangers]) for (const concept of concepts ?? []) isCompany[concept] = 1
  return { kinds, instead, beside, byValue, bareBits, isCompany }
}

/** What stands behind as many strata of a concept is looked at in every mention. */
const MOST_BITS = 31

/**
 * Which strata beside a concept a mention may be in, as bits by their place: those that a first facet's value speaks
 * for, and those that ask for none. A concept has up to twenty; a mention's modifiers speak for one or two.
 */
export function besides(concept: number, { modifiers }: Mention, { byValue, bareBits }: ConceptStrata): number {
  let bits = bareBits[concept]
  for (let at = 0; at < modifiers.length; at++) bits |= byValue[concept].get(modifiers[at].value) ?? 0
  return bits
}

/** Whether the bits that `besides` gives hold the stratum at a place. */
export function isAmong(bits: number, place: number): boolean {
  return place >= MOST_BITS || (bits & (1 << place)) !== 0
}

/** The stratum that takes the place of the mention at `index`, or its own concept. */
export function insteadOf(
  index: number,
  mentions: readonly Mention[],
  concepts: Int32Array,
  { instead }: ConceptStrata,
): number {
  let found = concepts[index]
  for (const stratum of instead[concepts[index]]) {
    const { rivals } = stratum
    if (rivals !== null && !isAgainst(index, index - 1, mentions, concepts, rivals))
      if (!isAgainst(index, index + 1, mentions, concepts, rivals)) continue
    if (hasFacets(mentions[index], stratum)) found = stratum.concept
  }
  return found
}

/**
 * Whether a word between two mentions sets them against each other, the other being one of the rivals: "effusion *or*
 * scarring".
 */
function isAgainst(
  index: number,
  other: number,
  mentions: readonly Mention[],
  concepts: Int32Array,
  rivals: ReadonlySet<number>,
): boolean {
  if (other < 0 || other >= mentions.length || !rivals.has(concepts[other])) return false
  const [first, second] = other < index ? [mentions[other], mentions[index]] : [mentions[index], mentions[other]]
  return first.assertion.cues.some(
    ({ start, end }) =>
      start >= first.end && end <= second.start && second.assertion.cues.some((cue) => cue.start === start),
  )
}

export function hasFacets({ modifiers }: Mention, { facets, lacks }: StratumRule): boolean {
  for (let at = 0; at < facets.length; at++)
    if (!hasModifier(modifiers, facets[at].facet, facets[at].values)) return false
  for (const facet of lacks) if (modifiers.some((modifier) => modifier.facet === facet)) return false
  return true
}

function hasModifier(modifiers: readonly Modifier[], facet: string, wanted: readonly string[]): boolean {
  for (const modifier of modifiers)
    if (modifier.facet === facet) for (const value of wanted) if (modifier.value === value) return true
  return false
}

/** Value of a facet of a mention, or null. */
export function facetOf(mention: Mention, facet: string): string | null {
  for (const modifier of mention.modifiers) if (modifier.facet === facet) return modifier.value
  return null
}
