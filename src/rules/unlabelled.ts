// Whether each concept reaches a label, so that none is forgotten: in the label sets written beside it, which name it or
// say that they leave it out; a concept that is added to the bundled ones, in any label set.
import type { RuleProblem } from '../errors.ts'
import type { LabelSet } from '../ruleset.ts'
import type { Located } from './ontology.ts'
import type { ConceptSource, LabelSetSource } from './schema.ts'

interface Sources {
  readonly concepts: readonly Located<ConceptSource>[]
  readonly labelSets: readonly Located<LabelSetSource>[]
}

/** Adds a problem for each concept that is forgotten; `labelSets` are those of the sources, in their order. */
export function checkLabelled(sources: Sources, labelSets: readonly LabelSet[], problems: RuleProblem[]): void {
  const spoken = labelSets.map(({ labels }) => new Set(labels.flatMap(({ says }) => says.map(([concept]) => concept))))
  const hasBundled = sources.labelSets.some(({ source }) => source.isBundled)
  sources.labelSets.forEach(({ value: set, source, path }, at) => {
    const named = new Set([...(set.unlabelled ?? []), ...set.labels.flatMap(({ values = {} }) => Object.keys(values))])
    for (const [index, concept] of sources.concepts.entries()) {
      if (concept.source.isBundled !== source.isBundled || !counts(concept.value)) continue
      if (spoken[at].has(index) || named.has(concept.value.id)) continue
      const message = `concept "${concept.value.id}" reaches no label of "${set.name}"`
      const hint = 'name it under a label or under "unlabelled"'
      problems.push(source.problem([...path, 'labels'], 'unlabelled', message, hint))
    }
  })
  for (const [index, { value, source, path }] of sources.concepts.entries()) {
    if (source.isBundled || !hasBundled || !counts(value) || spoken.some((concepts) => concepts.has(index))) continue
    const message = `concept "${value.id}" reaches no label of any label set`
    problems.push(source.problem([...path, 'parents'], 'unlabelled', message, OWN_HINT))
  }
}

const OWN_HINT =
  'give it a parent with a label ("cxrlabel ontology --label-set full" shows them), or a label in a file of your own with kind: labelset'

/** Whether a report may say of a patient that it is there. */
function counts({ status, abstract = false }: ConceptSource): boolean {
  return (status === 'finding' || status === 'device' || status === 'diagnosis') && !abstract
}
