// The ontology of a ruleset laid out for the stages, made once per labeller.
import type { LabelledReport } from '../types.ts'
import { under } from './columns/hierarchy.ts'
import type { Tables } from './columns/tables.ts'
import { type ConsistencyRules, layConsistency } from './consistency/consistency.ts'
import { findPriorWords, type PriorWords } from './findings/drop-prior.ts'
import { makePlaces, type Places } from './findings/findings.ts'
import { indexLabels, type LabelIndex } from './findings/label-index.ts'
import { type ConceptStrata, groupStrata } from './findings/refine.ts'
import { layOutputs, type Outputs } from './findings/strata.ts'

export interface Graph {
  /** Per concept, its id. */
  readonly ids: readonly string[]
  readonly strata: ConceptStrata
  readonly outputs: Outputs
  readonly consistency: ConsistencyRules
  /** Per concept, what it is mistaken for; null where it is no look-alike. */
  readonly mimics: readonly (ReadonlySet<number> | null)[]
  /** Layout of a label set, made on first use. */
  readonly labelsOf: (name: string) => LabelIndex
  readonly conceptIndex: ReadonlyMap<string, number>
  /** Per section, the heading that its text is put under. */
  readonly headings: ReadonlyMap<string, string>
  readonly priorWords: PriorWords
  readonly places: Places
  /** What reports say of the ruleset they were labelled with. */
  readonly identity: LabelledReport['ruleset']
}

/** Lays out the ontology. */
export function makeGraph({ ruleset, above, abovePolicy, below }: Tables): Graph {
  const labels = new Map<string, LabelIndex>()
  return {
    ids: ruleset.concepts.map(({ id }) => id),
    strata: groupStrata(ruleset, below),
    outputs: layOutputs(ruleset, below),
    consistency: layConsistency(ruleset, above, below),
    mimics: ruleset.concepts.map(({ explains }) => (explains.length === 0 ? null : under(below, explains))),
    labelsOf: (name) => {
      const known = labels.get(name)
      if (known !== undefined) return known
      const set = ruleset.labelSets.find((each) => each.name === name)
      if (set === undefined) {
        throw new TypeError(
          `unknown label set "${name}"; there are ${ruleset.labelSets.map((each) => each.name).join(', ')}`,
        )
      }
      const made = indexLabels(ruleset, set, above, abovePolicy)
      labels.set(name, made)
      return made
    },
    conceptIndex: new Map(ruleset.concepts.map((concept, index) => [concept.id, index])),
    priorWords: findPriorWords(ruleset),
    headings: new Map(
      ruleset.rules.flatMap((rule) =>
        rule.kind === 'heading' ? [[rule.section, `${rule.section.toUpperCase().replaceAll('-', ' ')}:\n`]] : [],
      ),
    ),
    places: makePlaces(ruleset.concepts.length),
    identity: Object.freeze({ name: ruleset.name, version: ruleset.version, hash: ruleset.hash }),
  }
}
