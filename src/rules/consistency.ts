// Consistency files → what contradicts what, by concept index, with the checks that keep each entry able to fire.
import type { RuleProblem } from '../errors.ts'
import type { Rule } from '../rule.ts'
import type { Concept, Consistency } from '../ruleset.ts'
import { ancestors, type Located, type OntologyParts } from './ontology.ts'
import type { ConsistencySource } from './schema.ts'
import type { ParsedSource, Path } from './source.ts'

/** Joins the consistency files of a ruleset; problems are added, nothing is thrown. */
export function buildConsistency(
  files: readonly Located<ConsistencySource>[],
  { concepts, indexOf }: OntologyParts,
  rules: readonly Rule[],
  problems: RuleProblem[],
): Consistency {
  const isUnder = (below: number, top: number): boolean => below === top || ancestors(concepts, below).has(top)
  const sections = new Set(rules.flatMap((rule) => (rule.kind === 'heading' ? [rule.section] : [])))
  const known = new Set<number>()
  const all = files.map(({ value, source }): Consistency => {
    const add = (path: Path, code: string, message: string, hint = ''): void => {
      problems.push(source.problem(path, code, message, hint))
    }
    const read = (ids: readonly string[] | undefined, path: Path): number[] =>
      (ids ?? []).map((id, i) => indexOf(id, source, [...path, i]))
    const checkBelow = (except: readonly number[], tops: readonly number[], path: Path): void => {
      for (const [i, below] of except.entries()) {
        if (below < 0 || tops.includes(-1)) continue
        if (tops.some((top) => below !== top && isUnder(below, top))) continue
        const names = tops.map((top) => concepts[top].id).join(', ')
        add([...path, i], 'not-below', `"${concepts[below].id}" is not below ${names}: there is nothing to except`)
      }
    }
    const corrects = value.corrects ?? []
    for (const [i, name] of corrects.entries()) {
      if (!sections.has(name)) add(['corrects', i], 'no-section', `no heading opens a section "${name}"`)
    }
    const countsAs = (value.countsAs ?? []).map(({ facet, value: named, where, lacks = {} }, i) => {
      const path = ['countsAs', i]
      checkFacets({ [facet]: [named] }, rules, source, path, problems)
      checkFacets(where, rules, source, [...path, 'where'], problems)
      checkFacets(lacks, rules, source, [...path, 'lacks'], problems)
      return { facet, value: named, where, lacks }
    })
    return {
      corrects,
      countsAs,
      contradictions: (value.contradictions ?? []).map((entry, i) => {
        const path = ['contradictions', i]
        const concept = indexOf(entry.concept, source, [...path, 'concept'])
        const except = read(entry.except, [...path, 'except'])
        const against = read(entry.against, [...path, 'against'])
        if (known.has(concept) && concept >= 0) {
          add([...path, 'concept'], 'contradiction-twice', `"${entry.concept}" has an entry already`)
        }
        known.add(concept)
        checkBelow(except, [concept], [...path, 'except'])
        for (const [j, other] of against.entries()) {
          if (concept < 0 || other < 0 || !isUnder(other, concept)) continue
          const message = `"${concepts[other].id}" is a kind of "${entry.concept}" and cannot contradict it`
          add([...path, 'against', j], 'against-itself', message)
        }
        const clearedBy = (entry.clearedBy ?? []).map((each, j) => {
          const place = [...path, 'clearedBy', j]
          checkFacets(each.where ?? {}, rules, source, [...place, 'where'], problems)
          return { concept: indexOf(each.concept, source, [...place, 'concept']), where: each.where ?? {} }
        })
        checkFacets(entry.spares ?? {}, rules, source, [...path, 'spares'], problems)
        return { concept, except, against, clearedBy, spares: entry.spares ?? {} }
      }),
      sided: (value.sided ?? []).map((entry, i) => {
        const tops = read(entry.concepts, ['sided', i, 'concepts'])
        const except = read(entry.except, ['sided', i, 'except'])
        checkBelow(except, tops, ['sided', i, 'except'])
        return { concepts: tops, except, isOne: entry.one ?? false }
      }),
      indications: (value.indications ?? []).map((entry, i) => {
        const path = ['indications', i]
        const device = indexOf(entry.device, source, [...path, 'device'])
        const reasons = read(entry.for, [...path, 'for'])
        if (device >= 0) {
          checkDevice(concepts[device], true, () =>
            add([...path, 'device'], 'no-device', `"${entry.device}" is no device`),
          )
        }
        for (const [j, reason] of reasons.entries()) {
          if (reason < 0) continue
          checkDevice(concepts[reason], false, () => {
            add([...path, 'for', j], 'no-reason', `"${concepts[reason].id}" is a device: a finding is what one is for`)
          })
        }
        return { device, reasons, sameSide: entry.sameSide ?? false }
      }),
      sites: readSites(value.sites ?? {}, rules, source, problems),
      names: (value.names ?? []).map((ids, i) => read(ids, ['names', i])),
      implanted: read(value.implanted, ['implanted']),
      general: (value.general ?? []).map(({ words, of }, i) => ({ words, of: read(of, ['general', i, 'of']) })),
      others: value.others ?? [],
    }
  })
  return {
    corrects: all.flatMap(({ corrects }) => corrects),
    countsAs: all.flatMap(({ countsAs }) => countsAs),
    contradictions: all.flatMap(({ contradictions }) => contradictions),
    sided: all.flatMap(({ sided }) => sided),
    indications: all.flatMap(({ indications }) => indications),
    sites: Object.assign({}, ...all.map(({ sites }) => sites)),
    names: all.flatMap(({ names }) => names),
    implanted: all.flatMap(({ implanted }) => implanted),
    general: all.flatMap(({ general }) => general),
    others: all.flatMap(({ others }) => others),
  }
}

function readSites(
  sites: Consistency['sites'],
  rules: readonly Rule[],
  source: ParsedSource,
  problems: RuleProblem[],
): Consistency['sites'] {
  const spared = Object.fromEntries(Object.entries(sites).map(([facet, groups]) => [facet, groups.flat()]))
  checkFacets(spared, rules, source, ['sites'], problems)
  return sites
}

function checkDevice({ status }: Concept, isDevice: boolean, complain: () => void): void {
  if ((status === 'device') !== isDevice) complain()
}

/** A facet or value that no modifier gives would spare nothing. */
function checkFacets(
  spares: Readonly<Record<string, readonly string[]>>,
  rules: readonly Rule[],
  source: ParsedSource,
  path: Path,
  problems: RuleProblem[],
): void {
  const given = new Map<string, Set<string>>()
  const note = (facet: string, value: string): void => void given.set(facet, (given.get(facet) ?? new Set()).add(value))
  for (const rule of rules) {
    if (rule.kind !== 'modifier') continue
    note(rule.facet, rule.value)
    for (const [facet, value] of rule.also) note(facet, value)
  }
  for (const [facet, values] of Object.entries(spares)) {
    const named = given.get(facet)
    if (named === undefined) {
      const hint = given.size === 0 ? 'there are no modifiers' : `there are ${[...given.keys()].join(', ')}`
      problems.push(source.problem([...path, facet], 'no-facet', `no modifier gives the facet "${facet}"`, hint))
      continue
    }
    for (const [i, value] of values.entries()) {
      if (named.has(value)) continue
      const hint = `there are ${[...named].join(', ')}`
      problems.push(source.problem([...path, facet, i], 'no-facet', `no modifier gives "${facet}: ${value}"`, hint))
    }
  }
}
