// What one report states of each label, as far as a series needs it: what is there and on which side, what is denied,
// and what is left to the prior.
import type { Ruleset } from '../ruleset.ts'
import { type LabelIndex, sayingsOf } from '../stages/findings/label-index.ts'
import type { LabelledReport, LabelValue, Leaning, Mention } from '../types.ts'
import { mayCover, type Part, partOf, partsOfMention, widened } from './parts.ts'

/** The ontology and label set that a series is read with. */
export interface SeriesTables {
  readonly ruleset: Ruleset
  readonly index: LabelIndex
  /** Per concept: all concepts above it. */
  readonly above: readonly ReadonlySet<number>[]
  readonly conceptIndex: ReadonlyMap<string, number>
}

/**
 * How a report speaks of a label:
 * `said`   outright, or by what normality of a structure implies
 * `weak`   only by a blanket denial of anything acute, which an older finding survives
 * `narrow` only as "no large …", "no acute …", which leave room for another
 * `open`   only as "no new …", "no other …", which leaves the old one open
 * `none`   not at all, or only by what is rolled up from other labels
 */
export type Manner = 'said' | 'weak' | 'narrow' | 'open' | 'none'

export interface Statement {
  readonly manner: Manner
  readonly label: LabelValue
  readonly present: readonly Part[]
  readonly denied: readonly Part[]
  /** Rolled up from nothing but what is denied to be new. */
  readonly isOpenBelow: boolean
}

/** Per label of the set: what the report states. */
export function readStatements(report: LabelledReport, tables: SeriesTables): Statement[] {
  const denied = tables.index.set.labels.map((): Part[] => [])
  for (const mention of report.mentions) {
    const { polarity, time } = mention.assertion
    if (time !== 'current' || !report.sections[mention.section].isLabelled) continue
    const concept = conceptOf(mention.concept, tables)
    const isNormal = tables.ruleset.concepts[concept].status === 'normality'
    if (isNormal ? polarity === 'absent' : polarity === 'present' || isOpen(mention)) continue
    const own = partOf(mention, report, tables)
    // "No lines or tubes" denies every one; of "the tube has been removed" it must be seen which there are.
    const part = isNormal
      ? { ...own, side: null, sites: [], kinds: [] }
      : own.prior === 'present' && !own.isAll
        ? own
        : widened(own, tables)
    for (const { label, value: whenPresent } of sayingsOf(tables.index.says, concept)) {
      if (whenPresent === (isNormal ? 0 : 1)) denied[label].push(part)
    }
    // "The left lung has cleared": what was known of that lung.
    for (const cleared of tables.ruleset.concepts[concept].clears) {
      for (const { label, value: whenPresent } of sayingsOf(tables.index.says, cleared))
        if (whenPresent === 1) denied[label].push({ ...own, concept: cleared, kinds: [] })
    }
  }
  return tables.index.set.labels.map(({ name }, at): Statement => {
    const label = report.labels[name]
    const present = label.value === 1 || label.value === -1 ? partsOf(label, report, tables) : []
    const isOpenBelow =
      label.source === 'rolled-up' && label.evidence.every(({ mention }) => isOpen(report.mentions[mention]))
    return { manner: mannerOf(label, report, tables), label, present, denied: denied[at], isOpenBelow }
  })
}

function conceptOf(id: string, { conceptIndex }: SeriesTables): number {
  return conceptIndex.get(id) as number
}

/** The findings behind a label's value, each once. */
function partsOf(label: LabelValue, report: LabelledReport, tables: SeriesTables): Part[] {
  const parts: Part[] = []
  for (const { mention, concept } of label.evidence) {
    for (const each of partsOfMention(report.mentions[mention], report, tables)) {
      const part = { ...each, concept: conceptOf(concept, tables) }
      const isSame = (other: Part): boolean =>
        other.concept === part.concept && other.side === part.side && other.sites.join() === part.sites.join()
      if (!parts.some(isSame)) parts.push(part)
    }
  }
  if (!parts.some(({ covers }) => covers.length > 0)) return parts
  const named = parts.filter((part) => !isNamed(part, parts, tables))
  // Of two general names each may be of the other.
  return named.length > 0 ? named : parts
}

/**
 * Whether a report names the devices that a general name of it is of: "right PICC … *lines and tubes* in good
 * position".
 */
function isNamed(general: Part, parts: readonly Part[], tables: SeriesTables): boolean {
  const { prior } = general
  if (prior === 'present') return false
  return parts.some(
    (each) => each !== general && mayCover(general, each, tables) && (prior === 'unknown' || each.prior === prior),
  )
}

/** "No *large* effusion" denies a kind. */
function isNarrow({ assertion, modifiers }: Mention): boolean {
  return assertion.scope.length > 0 && modifiers.some(({ value }) => assertion.scope.includes(value))
}

/** The kind that "no *other* nodule" denies, as the rules name it. */
const OTHER = 'other'

/** "No effusion or *new* consolidation" denies a new one, "no *other* nodule" one beside those known. */
function isOpen({ assertion }: Mention): boolean {
  return assertion.change === 'new' || assertion.scope.includes(OTHER)
}

function mannerOf(label: LabelValue, { mentions }: LabelledReport, tables: SeriesTables): Manner {
  const concepts = label.evidence.map(({ concept }) => conceptOf(concept, tables))
  const areAll = (holds: (mention: Mention) => boolean): boolean =>
    label.evidence.every(({ mention }) => holds(mentions[mention]))
  switch (label.source) {
    case 'said':
      if (label.value === -1 && label.change === 'new' && label.prior === 'unknown') return 'open'
      if (label.value !== 0 || !areAll((mention) => isNarrow(mention) || isOpen(mention))) return 'said'
      return areAll(isNarrow) ? 'narrow' : 'open'
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
