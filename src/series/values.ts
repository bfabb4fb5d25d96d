// The values that a report takes over: carried labels, what they roll up into, and No Finding.

import { sayingsOf } from '../stages/findings/label-index.ts'
import type { LabelledReport, LabelValue } from '../types.ts'
import { type Chain, type Origin, strongest } from './chain.ts'
import { namesOf, type State } from './state.ts'
import type { Statement } from './statements.ts'

/** A label as its chain gives it to the report at a place. */
export function carriedValue(chain: Chain, place: number): LabelValue {
  const from = chain.standing.length > 0 ? strongest(chain.standing) : null
  const origin = from?.origin ?? (chain.denial as NonNullable<Chain['denial']>).origin
  const value = from?.value ?? 0
  return {
    value,
    certainty: from === null ? (chain.denial?.label.certainty ?? null) : from.certainty,
    change: 'unchanged',
    prior: value === 1 ? 'present' : value === 0 ? 'absent' : 'unknown',
    source: 'carried',
    evidence: [],
    carried: { report: origin.report, index: origin.index, steps: place - origin.place },
  }
}

/** Takes back what was rolled up from no more than "no new consolidation", where none is there. */
export function dropOpen(
  labels: Record<string, LabelValue>,
  statements: readonly Statement[],
  carried: readonly number[],
  { tables }: State,
): void {
  const { set, says, blank } = tables.index
  statements.forEach(({ isOpenBelow, label }, at) => {
    if (!isOpenBelow || carried.includes(at)) return
    const isNone = label.evidence.every(({ concept }) =>
      sayingsOf(says, tables.conceptIndex.get(concept) as number).some(
        ({ label: below }) => carried.includes(below) && labels[set.labels[below].name].value === 0,
      ),
    )
    if (isNone) labels[set.labels[at].name] = blank[set.labels[at].name]
  })
}

/** Rolls carried findings up into the labels above them, as the report's own are. */
export function liftCarried(
  labels: Record<string, LabelValue>,
  carried: readonly number[],
  chains: ReadonlyMap<number, Chain>,
  { tables, options, place }: State,
): void {
  const { set, above } = tables.index
  for (const label of carried) {
    for (const standing of chains.get(label)?.standing ?? []) {
      const lifted = carriedValue({ standing: [standing], denial: null }, place)
      for (const { label: target, value: policy } of sayingsOf(above, standing.concept)) {
        const { name } = set.labels[target]
        const { value, source } = labels[name]
        if (policy === 1 && (options.policyEdges === false || value !== null)) continue
        if (value === null || (source !== 'said' && value === 0) || (value === -1 && standing.value === 1)) {
          labels[name] = lifted
        }
      }
    }
  }
}

/**
 * No Finding: carried by a report that says only that nothing changed, taken back where something carried is abnormal.
 */
export function readNormal(
  state: State,
  report: LabelledReport,
  labels: Record<string, LabelValue>,
  carried: readonly number[],
  origin: Origin,
): Partial<Pick<LabelledReport, 'noFindingReason'>> {
  const { tables, chains, place } = state
  const name = tables.index.set.noFinding
  const leans = report.prior.covers.some(({ what }) => what !== 'named')
  const before = state.normal
  const own = name === null ? null : labels[name]
  state.normal = own?.value === 1 ? origin : null
  if (name === null || own === null) return {}
  if (state.options.noFinding === 'chexpert') return own.value === 1 ? denyCarried(state, labels, name) : {}
  const abnormal = carried.find((label) =>
    (chains.get(label)?.standing ?? []).some(({ concept }) => tables.ruleset.concepts[concept].blocksNoFinding),
  )
  if (report.prior.only && leans && before !== null && abnormal === undefined) {
    state.normal = before
    const { report: from, index } = before
    labels[name] = {
      ...own,
      value: 1,
      certainty: 'certain',
      change: 'unchanged',
      source: 'carried',
      carried: { report: from, index, steps: place - before.place },
    }
    return { noFindingReason: 'carried' }
  }
  if (own.value !== 1 || place === 0 || (abnormal === undefined && (!leans || before !== null))) return {}
  state.normal = null
  labels[name] = { ...own, value: null, certainty: null, source: null, evidence: [] }
  return { noFindingReason: abnormal === undefined ? 'leans-on-prior' : `carried:${namesOf(state, [abnormal])[0]}` }
}

/** The CheXpert labeler's rule over what was carried, too: no label but devices is positive or uncertain. */
function denyCarried(
  { tables }: State,
  labels: Record<string, LabelValue>,
  noFinding: string,
): Partial<Pick<LabelledReport, 'noFindingReason'>> {
  const { concepts } = tables.ruleset
  const found = tables.index.set.labels.find(({ name, concept }) => {
    if (name === noFinding || (concept !== null && concepts[concept].status === 'device')) return false
    return labels[name].value === 1 || labels[name].value === -1
  })
  if (found === undefined) return {}
  labels[noFinding] = { ...labels[noFinding], value: null, certainty: null, source: null, evidence: [] }
  return { noFindingReason: `carried:${found.name}` }
}
