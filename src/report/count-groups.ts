// Groups of reports that a label does not tell apart, counted from the strata of the labelled reports: their keys and
// values, and which label each divides, stand in the ontology.
import type { LabelSet, OutputStratum, Ruleset } from '../ruleset.ts'
import type { Strata } from '../types.ts'
import type { Group } from './sheet.ts'
import { makeSpreader } from './spread.ts'

export interface GroupCounter {
  add(strata: Strata): void
  /** Groups in the order of the ontology, those of no report left out. */
  count(): readonly Group[]
}

/** Counts strata; `set` has the labels that they divide. */
export function makeGroupCounter(ruleset: Ruleset, set: LabelSet): GroupCounter {
  const groups = new Map(
    ruleset.outputStrata.map((stratum) => [
      stratum.key,
      {
        ...{ label: labelOf(stratum, ruleset, set), isTechnique: isTechnique(stratum, ruleset), reports: 0 },
        ...{ values: orderedCounts(stratum), measure: makeSpreader() },
      },
    ]),
  )
  return {
    add: (strata) => {
      for (const [key, value] of Object.entries(strata)) {
        const group = groups.get(key)
        if (group === undefined) continue
        group.reports++
        if (typeof value === 'number') group.measure.add(value)
        else
          for (const name of typeof value === 'object' ? value : [String(value)])
            group.values.set(name, (group.values.get(name) ?? 0) + 1)
      }
    },
    count: () =>
      [...groups]
        .filter(([, { reports }]) => reports > 0)
        .map(([key, { label, isTechnique, reports, values, measure }]) => ({
          ...{ key, label, isTechnique, reports, measure: measure.spread() },
          values: Object.fromEntries([...values].filter(([, count]) => count > 0)),
        })),
  }
}

function orderedCounts({ values, otherwise, kind }: OutputStratum): Map<string, number> {
  if (kind === 'pairs') return new Map()
  return new Map(
    [...values.map(([value]) => value), ...(otherwise === null ? [] : [otherwise])].map((name) => [name, 0]),
  )
}

function isTechnique({ values }: OutputStratum, { concepts }: Ruleset): boolean {
  return values.some(([, members]) => members.some((at) => concepts[at].status === 'technique'))
}

/** The label whose concept is nearest above those of a stratum; null where none is. */
function labelOf({ of, values }: OutputStratum, { concepts }: Ruleset, { labels }: LabelSet): string | null {
  const queue = of === null ? values.flatMap(([, members]) => members).slice(0, 1) : [of]
  for (const at of queue) {
    const label = labels.find(({ concept }) => concept === at)
    if (label !== undefined) return label.name
    queue.push(...concepts[at].parents)
  }
  return null
}
