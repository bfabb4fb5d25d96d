// Which findings a modifier is told of: those that have a stratum, or a measure, that asks for what it gives.
import type { ModifierRule } from '../../rule.ts'
import type { Ruleset } from '../../ruleset.ts'
import type { Below } from './hierarchy.ts'

/** Per facet with a value, the concepts that a stratum asks it of; a measure goes by its facet alone. */
export type Fits = ReadonlyMap<string, ReadonlySet<number>>

export function layFits({ strata, outputStrata }: Ruleset, below: Below): Fits {
  const fits = new Map<string, Set<number>>()
  const add = (key: string, of: number): void => {
    const known = fits.get(key) ?? new Set<number>()
    for (const concept of below[of]) known.add(concept)
    fits.set(key, known)
  }
  for (const { of, where } of strata)
    for (const facet of Object.keys(where)) for (const value of where[facet]) add(`${facet} ${value}`, of)
  for (const { kind, facet, of } of outputStrata)
    if (kind === 'measure' && facet !== null && of !== null) add(facet, of)
  return fits
}

/** The concepts that a modifier suits, or undefined where nothing asks for what it gives. */
export function fitting(fits: Fits, { facet, value, unit }: ModifierRule): ReadonlySet<number> | undefined {
  return fits.get(unit === null ? `${facet} ${value}` : facet)
}
