// How the examination was made: the mentions that tell it, their concepts, and the facts of the output.
import type { Mention } from '../../types.ts'
import { headingAt } from '../columns/rules.ts'
import type { Scratch } from '../columns/scratch.ts'
import type { Tables } from '../columns/tables.ts'
import { type ConceptStrata, hasFacets } from './refine.ts'

/** The mentions that tell how this examination was made: stated, of now, and not under a heading on something else. */
export function findTechnique(scratch: Scratch, tables: Tables, mentions: readonly Mention[]): number[] {
  const { isTechniqueOf } = tables
  const { sections } = scratch
  const found: number[] = []
  for (let at = 0; at < mentions.length; at++) {
    if (isTechniqueOf[scratch.mentions.rule[at]] === 0) continue
    const { assertion, section } = mentions[at]
    if (assertion.polarity === 'absent' || assertion.time !== 'current') continue
    const heading = sections.rule[section] < 0 ? null : headingAt(tables, sections.rule[section])
    if (heading === null || heading.isLabelled || heading.technique) found.push(at)
  }
  return found
}

/** The concepts of mentions of technique, with the strata that their modifiers put them in: "*single* AP view". */
export function factsOf(
  { mentions: { rule } }: Scratch,
  { conceptOf }: Tables,
  mentions: readonly Mention[],
  found: readonly number[],
  { beside }: ConceptStrata,
): number[] {
  const facts: number[] = []
  for (const at of found) {
    const concept = conceptOf[rule[at]]
    facts.push(concept)
    for (const stratum of beside[concept])
      if (stratum.facets.length > 0 && hasFacets(mentions[at], stratum)) facts.push(stratum.concept)
  }
  return facts
}

/** Facts of technique (projection, position, rotation …): concept → the rules that found them. */
export function makeTechnique(
  mentions: readonly Mention[],
  found: readonly number[],
): Readonly<Record<string, readonly string[]>> {
  if (found.length === 0) return NO_TECHNIQUE
  const facts: Record<string, string[]> = {}
  for (const at of found) {
    const { concept, rule } = mentions[at]
    const known = facts[concept] as string[] | undefined
    if (known === undefined) facts[concept] = [rule]
    else if (!known.includes(rule)) known.push(rule)
  }
  return facts
}

const NO_TECHNIQUE = Object.freeze({})
