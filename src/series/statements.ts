// What one report states of each label, as far as a series needs it: what is there and on which side, what is denied,
// and what is left to the prior.
import type { Concept, Ruleset } from '../ruleset.ts'
import { type LabelIndex, sayingsOf } from '../stages/label-index.ts'
import { facetOf } from '../stages/refine.ts'
import type { LabelledReport, LabelValue, Leaning, Mention, PriorState } from '../types.ts'

/** The ontology and label set that a series is read with. */
export interface SeriesTables {
  readonly ruleset: Ruleset
  readonly index: LabelIndex
  /** Per concept: all concepts above it. */
  readonly above: readonly ReadonlySet<number>[]
  readonly conceptIndex: ReadonlyMap<string, number>
}

/** One thing that is stated to be there, or denied; `side` is null where none is named. */
export interface Part {
  readonly concept: number
  readonly side: string | null
  /** What is said of it at a prior examination. */
  readonly prior: PriorState
}

/**
 * How a report speaks of a label:
 * `said`   outright, or by what normality of a structure implies
 * `weak`   only by a blanket denial of anything acute, which an older finding survives
 * `open`   only as "no new …", which leaves the old one open
 * `none`   not at all, or only by what is rolled up from other labels
 */
export type Manner = 'said' | 'weak' | 'open' | 'none'

export interface Statement {
  readonly manner: Manner
  readonly label: LabelValue
  readonly present: readonly Part[]
  readonly denied: readonly Part[]
}

/** Per label of the set: what the report states. */
export function readStatements(report: LabelledReport, tables: SeriesTables): Statement[] {
  const denied = tables.index.set.labels.map((): Part[] => [])
  for (const mention of report.mentions) {
    const { polarity, time, scope } = mention.assertion
    if (time !== 'current' || !report.sections[mention.section].isLabelled) continue
    const concept = conceptOf(mention.concept, tables)
    const isNormal = tables.ruleset.concepts[concept].status === 'normality'
    if (isNormal ? polarity === 'absent' : polarity === 'present' || scope.length > 0) continue
    const own = { concept, side: isNormal ? null : facetOf(mention, 'laterality'), prior: mention.assertion.prior }
    // "No lines or tubes" denies every one; of "the tube has been removed" it must be seen which there are.
    const part = own.prior === 'present' ? own : widened(own, tables)
    for (const { label, value: whenPresent } of sayingsOf(tables.index.says, concept)) {
      if (whenPresent === (isNormal ? 0 : 1)) denied[label].push(part)
    }
  }
  return tables.index.set.labels.map(({ name }, at): Statement => {
    const label = report.labels[name]
    const present = label.value === 1 || label.value === -1 ? partsOf(label, report, tables) : []
    return { manner: mannerOf(label, tables), label, present, denied: denied[at] }
  })
}

function conceptOf(id: string, { conceptIndex }: SeriesTables): number {
  return conceptIndex.get(id) as number
}

/** The findings behind a label's value, each once. */
function partsOf(label: LabelValue, report: LabelledReport, tables: SeriesTables): Part[] {
  const parts: Part[] = []
  for (const { mention, concept } of label.evidence) {
    const { assertion } = report.mentions[mention]
    const side = facetOf(report.mentions[mention], 'laterality')
    const part = { concept: conceptOf(concept, tables), side, prior: assertion.prior }
    if (!parts.some((other) => other.concept === part.concept && other.side === part.side)) parts.push(part)
  }
  return parts
}

function mannerOf(label: LabelValue, tables: SeriesTables): Manner {
  const concepts = label.evidence.map(({ concept }) => conceptOf(concept, tables))
  switch (label.source) {
    case 'said':
      return label.value === -1 && label.change === 'new' && label.prior === 'unknown' ? 'open' : 'said'
    case 'implied':
      if (label.value !== 0) return 'none'
      return concepts.every((concept) => tables.ruleset.concepts[concept].noAcute) ? 'weak' : 'said'
    case 'rolled-up':
      // What speaks of a label of its own is carried there and rolled up again; the rest is carried here.
      return concepts.some((concept) => sayingsOf(tables.index.says, concept).length > 0) ? 'none' : 'said'
    default:
      return 'none'
  }
}

/** Per label: whether the report leaves it to the prior, where it does not speak of it itself. */
export function readLeft(covers: readonly Leaning[], tables: SeriesTables): boolean[] {
  const { labels } = tables.index.set
  if (covers.some(({ what }) => what !== 'named')) return labels.map(() => true)
  const left = labels.map(() => false)
  for (const { concepts } of covers) {
    for (const id of concepts) {
      for (const { label, value } of sayingsOf(tables.index.says, conceptOf(id, tables)))
        if (value === 1) left[label] = true
    }
  }
  return left
}

/** Whether a denial takes a finding away: it denies the finding or what it is a kind of, on its side or on both. */
export function denies(denial: Part, part: Part, { above }: SeriesTables): boolean {
  if (denial.concept !== part.concept && !above[part.concept].has(denial.concept)) return false
  return denial.side === null || part.side === null || denial.side === part.side || denial.side === 'bilateral'
}

/**
 * Whether two names may be of one device: a general word and any device ("the tube"), or two of one kind ("central line",
 * "internal jugular line") on sides that go together.
 */
export function areKin(part: Part, other: Part, tables: SeriesTables): boolean {
  const { concepts } = tables.ruleset
  if (concepts[part.concept].status !== 'device') return false
  const wide = widened(part, tables)
  if (wide.concept !== part.concept) return denies(wide, other, tables)
  return concepts[part.concept].parents.some(
    (parent) => concepts[parent].parents.length > 0 && denies({ ...part, concept: parent }, other, tables),
  )
}

/** What is left of a finding after a denial: of one on both sides, the other side. */
export function remainder(denial: Part, part: Part, tables: SeriesTables): Part | null {
  if (part.side === 'bilateral' && (denial.side === 'left' || denial.side === 'right')) {
    const related = denial.concept === part.concept || tables.above[part.concept].has(denial.concept)
    return related ? { ...part, side: denial.side === 'left' ? 'right' : 'left' } : part
  }
  return denies(denial, part, tables) ? null : part
}

/** The concept of a kind that a patient, or a side, has only one of, at or above a concept. */
export function singleAbove(concept: number, { ruleset, above }: SeriesTables): Concept | null {
  for (const at of [concept, ...above[concept]]) if (ruleset.concepts[at].single !== null) return ruleset.concepts[at]
  return null
}

/** What a mention is of, for the checks against earlier reports. */
export function partOf(mention: Mention, tables: SeriesTables): Part {
  const { concept, assertion } = mention
  return { concept: conceptOf(concept, tables), side: facetOf(mention, 'laterality'), prior: assertion.prior }
}

/** Of a word that refers to any of a kind, the kind: of a device not further named, all devices. */
export function widened(part: Part, { ruleset }: SeriesTables): Part {
  const { refers, parents } = ruleset.concepts[part.concept]
  return refers && parents.length > 0 ? { ...part, concept: parents[0] } : part
}
