// What the stages ask of a modifier rule again and again, as bits of one column: see `extraOf` of tables.ts.
import type { ModifierRule } from '../../rule.ts'
import type { Stratum } from '../../ruleset.ts'

/** Names no host, and gives more than a facet, or a measure. */
export const RICH = 1
/** Names a host. */
export const HOSTED = 2
/** Gives a place that a sign shares with its reading. */
export const PLACED = 4
/** Narrows a denial. */
export const NARROWS = 8
/** May be the degree of a change. */
export const GRADES = 16
/** Gives a side. */
export const SIDED = 32
/** What has it is seen: a side, a size. */
export const SHOWS = 64
export const SHARES = 128
/** Gives a measure that the finding had before. */
export const FORMER = 256
/** Says that a device is in place. */
export const LIES = 512
/** May put a stratum in the place of a mention's own concept, or keep it from there. */
export const REPLACES = 1024

/** Facets that narrow what a negation denies: "no *acute* fracture", "no *large* effusion". */
export const NARROWING: ReadonlySet<string> = new Set(['acuity', 'size', 'severity', 'character', 'distribution'])

/** The bits of a modifier rule; `replaces` are those of the strata it may decide. */
export function extraBits(rule: ModifierRule, replaces: number): number {
  const { facet, also, unit, of } = rule
  const givesMore = also.length > 0 || unit !== null
  return (
    (gives(rule, isPlace) ? PLACED : 0) |
    (gives(rule, isSide) ? SIDED : 0) |
    (NARROWING.has(facet) ? NARROWS : 0) |
    (facet === 'severity' ? GRADES : 0) |
    (facet === 'former' && unit !== null ? FORMER : 0) |
    (facet === 'share' ? SHARES : 0) |
    (rule.lies ? LIES : 0) |
    (facet === 'laterality' || facet === 'size' ? SHOWS : 0) |
    (of !== null ? HOSTED : givesMore ? RICH : 0) |
    (replaces === 0 ? 0 : REPLACES)
  )
}

/**
 * A bit for each of the strata that take a mention's place (of more than 32, two share one) that a modifier rule may
 * decide; see `replacedBits` of traits.ts.
 */
export function replacesBits(rule: ModifierRule, instead: readonly Stratum[]): number {
  let bits = 0
  for (const [place, stratum] of instead.entries()) if (decides(rule, stratum)) bits |= 1 << place
  return bits
}

/** Whether a facet holds for the reading of a sign as for the sign. */
export function isPlace(facet: string): boolean {
  return isSide(facet) || facet === 'region' || facet === 'distribution'
}

export function isSide(facet: string): boolean {
  return facet === 'laterality'
}

function gives({ facet, value, also }: ModifierRule, is: (facet: string, value: string) => boolean): boolean {
  return is(facet, value) || also.some(([other, its]) => is(other, its))
}

/** Whether a stratum asks for what a rule gives (a measure may be any), or for there being none of it. */
function decides(rule: ModifierRule, { where, also, lacks }: Stratum): boolean {
  return gives(
    rule,
    (facet, value) =>
      lacks.includes(facet) ||
      [where, also].some((asked) => facet in asked && (rule.unit !== null || asked[facet].includes(value))),
  )
}
