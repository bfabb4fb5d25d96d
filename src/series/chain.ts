// What is known of each label as the reports of a patient go by: the last statement of what is there or denied, and
// where it was made. Pure bookkeeping; `carry.ts` decides what of it a report takes over.
import type { Certainty, LabelValue, ReportReference } from '../types.ts'
import { areKin, denies, type Part, remainder, type SeriesTables, type Statement } from './statements.ts'

/** The report a statement was made in. */
export interface Origin extends ReportReference {
  readonly place: number
}

/** A finding that an earlier report states. */
export interface Standing extends Part {
  readonly value: 1 | -1
  readonly certainty: Certainty | null
  readonly origin: Origin
  /** The last place at which it was stated or carried; a report in between that is silent leaves a gap. */
  readonly seen: number
}

/** A label's chain: findings that stand, or the denial of them all; never both. */
export interface Chain {
  readonly standing: readonly Standing[]
  readonly denial: { readonly label: LabelValue; readonly parts: readonly Part[]; readonly origin: Origin } | null
}

/** The chain that a report's own statement begins. */
export function beginChain({ label, present, denied }: Statement, origin: Origin): Chain {
  if (label.value === 0) return { standing: [], denial: { label, parts: denied, origin } }
  const { certainty } = label
  const value = label.value as 1 | -1
  return {
    standing: present.map(({ concept, side, prior }) => ({
      concept,
      side,
      prior,
      value,
      certainty,
      origin,
      seen: origin.place,
    })),
    denial: null,
  }
}

/**
 * What stands of a chain after a report's denials. A denial of the whole label leaves nothing: no part is named, or a
 * structure is normal.
 */
export function afterDenials(
  { standing }: Chain,
  { label, denied }: Statement,
  tables: SeriesTables,
): readonly Standing[] {
  const isNormality = ({ concept }: Part): boolean => tables.ruleset.concepts[concept].status === 'normality'
  if (label.value === 0 && (denied.length === 0 || denied.some(isNormality))) return []
  const denials = denied.map((denial) => meant(denial, standing, tables))
  return standing.flatMap((standing) => {
    let left: Part | null = standing
    for (const denial of denials) left = left === null ? null : remainder(denial, left, tables)
    return left === null ? [] : [{ ...standing, ...left }]
  })
}

/** What a denial of something known before is of: under another name, the one thing of its kind that stands. */
function meant(denial: Part, standing: readonly Standing[], tables: SeriesTables): Part {
  if (denial.prior !== 'present' || standing.some((each) => denies(denial, each, tables))) return denial
  const kin = standing.filter((each) => areKin(denial, each, tables))
  return kin.length === 1 ? { ...kin[0], side: denial.side } : denial
}

/** Whether a denial may be of any of several: "the central line has been removed", where there are two. */
export function isUnclear({ standing }: Chain, { denied }: Statement, tables: SeriesTables): boolean {
  return denied.some((denial) => {
    if (denial.prior !== 'present' || standing.some((each) => denies(denial, each, tables))) return false
    return standing.filter((each) => areKin(denial, each, tables)).length > 1
  })
}

/** What a chain begins with after a report that speaks of what was known without saying all of it again. */
export function recallParts(statement: Statement, { standing }: Chain, tables: SeriesTables): Statement {
  const present = statement.present.flatMap((part): readonly Part[] => {
    if (part.prior !== 'present' || part.side !== null) return [part]
    // "Lines and tubes are unchanged", "the effusions are stable": those that are known, each on its side.
    const same = standing.filter(({ concept }) => concept === part.concept)
    const known = same.length > 0 ? same : standing.filter((each) => areKin(part, each, tables))
    return known.length === 0 ? [part] : known
  })
  return { ...statement, present }
}

/** Adds a report's own findings to those that stand from before; its own word wins over the older one. */
export function joinChains(own: Chain, before: readonly Standing[]): Chain {
  const isNew = (part: Part): boolean =>
    !own.standing.some(({ concept, side }) => concept === part.concept && (side === part.side || side === 'bilateral'))
  return { standing: [...own.standing, ...before.filter(isNew)], denial: null }
}

/** The standing finding that gives a label its value: present over uncertain, then the latest said. */
export function strongest(standing: readonly Standing[]): Standing {
  return standing.reduce((best, each) =>
    each.value > best.value || (each.value === best.value && each.origin.place > best.origin.place) ? each : best,
  )
}

/** The chain as it is after a report that carried it on. */
export function seenAt(chain: Chain, place: number): Chain {
  return { ...chain, standing: chain.standing.map((each) => ({ ...each, seen: place })) }
}
