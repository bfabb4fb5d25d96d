// Which concepts stand above one, and which below. Loops over what is there, not questions of all concepts about all:
// laying out is most of the start-up.
import type { Ruleset } from '../../ruleset.ts'

/** Per concept, itself and all concepts below it. */
export type Below = readonly (readonly number[])[]

/** Per concept, all concepts above it; with the switchable edges of policy or without. */
export function layAbove({ concepts }: Pick<Ruleset, 'concepts'>, withPolicy: boolean): ReadonlySet<number>[] {
  const above: ReadonlySet<number>[] = []
  for (let concept = 0; concept < concepts.length; concept++) {
    const found = new Set<number>()
    const { parents, policyParents } = concepts[concept]
    for (const parent of parents) found.add(parent)
    if (withPolicy) for (const parent of policyParents) found.add(parent)
    // A set is walked in the order in which it grows.
    for (const at of found) {
      for (const parent of concepts[at].parents) found.add(parent)
      if (withPolicy) for (const parent of concepts[at].policyParents) found.add(parent)
    }
    above.push(found)
  }
  return above
}

/** Turns the ancestors of each concept into itself and its descendants. */
export function layBelow(above: readonly ReadonlySet<number>[]): Below {
  const below = above.map((_, at) => [at])
  for (let at = 0; at < above.length; at++) for (const top of above[at]) below[top].push(at)
  return below
}

/** These concepts and all below them. */
export function under(below: Below, tops: readonly number[]): Set<number> {
  const found = new Set<number>()
  for (const top of tops) for (const at of below[top]) found.add(at)
  return found
}

/** Some of so many concepts as marks. */
export function marksOf(members: Iterable<number>, concepts: number): Uint8Array {
  const marks = new Uint8Array(concepts)
  for (const at of members) marks[at] = 1
  return marks
}
