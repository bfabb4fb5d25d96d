// Ontology sources → concepts by index, strata, output strata and label sets, with the checks that keep the graph
// sound.
import type { RuleProblem } from '../errors.ts'
import type { Concept, Label, LabelSet, OutputStratum, Stratum } from '../ruleset.ts'
import type { Change } from '../types.ts'
import type { ConceptSource, LabelSetSource, OutputSource, StratumSource } from './schema.ts'
import type { ParsedSource, Path } from './source.ts'
import { checkLabelled } from './unlabelled.ts'

/** A parsed item with the file and path it came from, for messages. */
export interface Located<T> {
  readonly value: T
  readonly source: ParsedSource
  readonly path: Path
}

export interface OntologyParts {
  readonly concepts: readonly Concept[]
  readonly strata: readonly Stratum[]
  readonly outputStrata: readonly OutputStratum[]
  readonly labelSets: readonly LabelSet[]
  /** Index of a concept id; adds a problem and gives -1 where there is none. */
  indexOf(id: string, source: ParsedSource, path: Path): number
}

const CODE_PATTERNS = { radlex: /^RID\d{1,6}$/, snomedct: /^\d{6,18}$/, radelement: /^RDES\d{1,5}$/ }

/** Builds and checks the ontology; problems are added, nothing is thrown. */
export function buildOntology(
  sources: {
    concepts: readonly Located<ConceptSource>[]
    strata: readonly Located<StratumSource>[]
    outputs: readonly Located<OutputSource>[]
    labelSets: readonly Located<LabelSetSource>[]
  },
  problems: RuleProblem[],
): OntologyParts {
  const byId = new Map<string, number>()
  for (const { value, source, path } of sources.concepts) {
    if (byId.has(value.id))
      problems.push(source.problem([...path, 'id'], 'concept-twice', `concept "${value.id}" is defined twice`))
    else byId.set(value.id, byId.size)
  }
  const indexOf = (id: string, source: ParsedSource, path: Path): number => {
    const index = byId.get(id)
    if (index !== undefined) return index
    problems.push(source.problem(path, 'no-concept', `there is no concept "${id}"`, nearest(id, [...byId.keys()])))
    return -1
  }
  const concepts: Concept[] = sources.concepts.map(({ value, source, path }) => ({
    id: value.id,
    name: value.name,
    definition: value.definition,
    status: value.status,
    parents: value.parents
      .map((parent, i) => indexOf(parent, source, [...path, 'parents', i]))
      .filter((index) => index >= 0),
    policyParents: (value.policyParents ?? [])
      .map((parent, i) => indexOf(parent, source, [...path, 'policyParents', i]))
      .filter((index) => index >= 0),
    fleischner: value.fleischner ?? null,
    codes: value.codes ?? [],
    blocksNoFinding: value.normal === 'blocks',
    isAbstract: value.abstract ?? false,
    impliesWhen: value.implies?.when ?? null,
    implies: (value.implies?.absent ?? [])
      .map((id, i) => indexOf(id, source, [...path, 'implies', 'absent', i]))
      .filter((index) => index >= 0),
    clears: (value.clears ?? [])
      .map((id, i) => indexOf(id, source, [...path, 'clears', i]))
      .filter((index) => index >= 0),
    explains: (value.explains ?? [])
      .map((id, i) => indexOf(id, source, [...path, 'explains', i]))
      .filter((index) => index >= 0),
    noAcute: value.noAcute ?? false,
    inMiddle: value.inMiddle ?? false,
    relative: value.relative === 'increase' ? 'increase' : value.relative === true ? 'both' : null,
    single: value.single ?? null,
    refers: value.refers ?? false,
  }))
  checkGraph(concepts, sources.concepts, problems)
  const strata = sources.strata.map(
    ({ value, source, path }): Stratum => ({
      concept: indexOf(value.id, source, [...path, 'id']),
      of: indexOf(value.of, source, [...path, 'of']),
      where: value.where ?? {},
      also: value.also ?? {},
      lacks: value.lacks ?? [],
      with: value.with === undefined ? null : indexOf(value.with.concept, source, [...path, 'with']),
      without: value.without === undefined ? null : indexOf(value.without.concept, source, [...path, 'without']),
      sameSide: value.with?.sameSide ?? value.without?.sameSide ?? false,
      otherSide: value.with?.otherSide ?? false,
      acrossSide: value.with?.acrossSide ?? false,
      versus: (value.versus ?? []).map((id, i) => indexOf(id, source, [...path, 'versus', i])),
      resolved: value.resolved ?? false,
      change: value.change ?? null,
      instead: value.instead ?? false,
      asPossible: value.as === 'possible',
    }),
  )
  const outputStrata = sources.outputs.map((located) => buildOutput(located, sources.outputs, indexOf, problems))
  const labelSets = sources.labelSets.map((located) => buildLabelSet(located, concepts, indexOf))
  checkLabelled(sources, labelSets, problems)
  return { concepts, strata, outputStrata, labelSets, indexOf }
}

/** An output stratum; `like` takes the values of another key. */
function buildOutput(
  { value, source, path }: Located<OutputSource>,
  all: readonly Located<OutputSource>[],
  indexOf: OntologyParts['indexOf'],
  problems: RuleProblem[],
): OutputStratum {
  const { key, kind, of, like, facet, changes, said, otherwise } = value
  const named = like === undefined ? value : all.find((other) => other.value.key === like)?.value
  if (kind === 'measure' && of === undefined)
    problems.push(source.problem(path, 'no-concept', `output "${key}" measures nothing: name the concept under "of"`))
  const needsFacet = kind === 'pairs' || kind === 'measure'
  if (kind !== 'measure' && named?.values === undefined) {
    const hint = 'give its values, or the key whose values it takes under "like"'
    problems.push(source.problem(path, 'no-values', `output "${key}" has no values`, hint))
  }
  if (needsFacet !== (facet !== undefined)) {
    problems.push(source.problem(path, 'facet', `only pairs and measure have a facet, and must have one: "${key}"`))
  }
  return {
    key,
    kind,
    of: of === undefined ? null : indexOf(of, source, [...path, 'of']),
    values: (named?.values ?? []).map((choice, i) => [
      choice.value,
      choice.concepts.map((id, j) => indexOf(id, source, [...path, 'values', i, 'concepts', j])),
      choice.unlessUncertain === undefined ? null : indexOf(choice.unlessUncertain, source, [...path, 'values', i]),
      choice.evenUncertain ?? false,
    ]),
    otherwise: otherwise ?? null,
    uncertain: value.uncertain ?? false,
    facet: facet ?? null,
    changes: Object.entries(changes ?? {}) as [Change, string][],
    said: Object.entries(said ?? {}).map(([state, id]) => [state, indexOf(id, source, [...path, 'said', state])]),
  }
}

function checkGraph(
  concepts: readonly Concept[],
  sources: readonly Located<ConceptSource>[],
  problems: RuleProblem[],
): void {
  const above = concepts.map((_, index) => ancestors(concepts, index))
  concepts.forEach((concept, index) => {
    const { source, path, value } = sources[index] ?? {}
    if (source === undefined || path === undefined || value === undefined) return
    if (above[index].has(index))
      problems.push(source.problem([...path, 'parents'], 'cycle', `"${concept.id}" is its own ancestor`))
    concept.parents.forEach((parent, i) => {
      if (concept.parents.some((other) => other !== parent && above[other].has(parent))) {
        problems.push(
          source.problem(
            [...path, 'parents', i],
            'redundant-parent',
            `"${value.parents[i]}" is already an ancestor through another parent`,
          ),
        )
      }
    })
    value.codes?.forEach((code, i) => {
      if (!CODE_PATTERNS[code.system].test(code.code)) {
        problems.push(source.problem([...path, 'codes', i], 'code-pattern', `"${code.code}" is no ${code.system} code`))
      }
    })
  })
}

/** Indices of all concepts above one; policy edges are counted when asked for. */
export function ancestors(concepts: readonly Concept[], index: number, withPolicy = false): Set<number> {
  const found = new Set<number>()
  const queue = [index]
  for (const at of queue) {
    const parents = withPolicy ? [...concepts[at].parents, ...concepts[at].policyParents] : concepts[at].parents
    for (const parent of parents) {
      if (found.has(parent)) continue
      found.add(parent)
      queue.push(parent)
    }
  }
  return found
}

const VALUES = { positive: 1, uncertain: -1, negative: 0, blank: null } as const

function buildLabelSet(
  { value: set, source, path }: Located<LabelSetSource>,
  concepts: readonly Concept[],
  indexOf: OntologyParts['indexOf'],
): LabelSet {
  const own = set.labels.map((label, i) =>
    label.concept === undefined ? -1 : indexOf(label.concept, source, [...path, 'labels', i, 'concept']),
  )
  const says: [number, 1 | 0 | -1 | null][][] = set.labels.map(() => [])
  const valueOn = (labelIndex: number, chain: readonly number[]): 1 | 0 | -1 | null => {
    for (const at of chain) {
      const named = set.labels[labelIndex].values?.[concepts[at].id]
      if (named !== undefined) return VALUES[named]
    }
    return 1
  }
  concepts.forEach((_, index) => {
    const chain = [index]
    while (chain.length <= concepts.length && concepts[chain[chain.length - 1]].parents.length > 0) {
      chain.push(concepts[chain[chain.length - 1]].parents[0])
    }
    const reached = chain.find((at) => own.includes(at))
    set.labels.forEach((label, labelIndex) => {
      const extra = chain.find((at) => label.says?.includes(concepts[at].id))
      if ((reached !== undefined && own[labelIndex] === reached) || extra !== undefined) {
        const value = valueOn(labelIndex, chain)
        if (value !== null) says[labelIndex].push([index, value])
      }
    })
  })
  set.labels.forEach((label, i) => {
    label.says?.forEach((id, j) => void indexOf(id, source, [...path, 'labels', i, 'says', j]))
    for (const id of Object.keys(label.values ?? {})) indexOf(id, source, [...path, 'labels', i, 'values', id])
  })
  set.unlabelled?.forEach((id, i) => void indexOf(id, source, [...path, 'unlabelled', i]))
  const labels = set.labels.map(
    (label, i): Label => ({
      name: label.name,
      concept: own[i] < 0 ? null : own[i],
      says: says[i],
      weak: (label.weak ?? []).flatMap((weak, j): [number, 1 | 0 | -1][] => {
        const concept = indexOf(weak.concept, source, [...path, 'labels', i, 'weak', j])
        const value = VALUES[weak.value]
        return concept < 0 || value === null ? [] : [[concept, value]]
      }),
    }),
  )
  return { name: set.name, description: set.description, noFinding: set.noFinding ?? null, labels }
}

function nearest(id: string, ids: readonly string[]): string {
  const start = ids.filter((other) => other.startsWith(id.slice(0, 5))).slice(0, 4)
  return start.length === 0 ? 'see ontology/concepts.yaml' : `did you mean ${start.join(', ')}?`
}
