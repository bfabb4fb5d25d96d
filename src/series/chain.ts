// What is known of each label as the reports of a patient go by: the last statement of what is there or denied, and
// where it was made. Pure bookkeeping; `carry.ts` decides what of it a report takes over.
import type { Certainty, LabelValue, ReportReference } from '../types.ts'
import { areKin, compareSites, denies, isImplanted, mayCover, mayName, type Part, without } from './parts.ts'
import type { SeriesTables, Statement } from './statements.ts'

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
    standing: present.map((part) => ({ ...part, value, certainty, origin, seen: origin.place })),
    denial: null,
  }
}

/** What denials leave of what stands; `isUnclear` where one may be of any of several. */
export interface Rest {
  readonly standing: readonly Standing[]
  readonly isUnclear: boolean
}

/**
 * What stands of a chain after a report's denials; `byName` are those that may be of other labels, too. A denial of the
 * whole label leaves nothing: no part is named, or a structure is normal.
 */
export function afterDenials(
  { standing }: Chain,
  own: number,
  { label, manner, denied }: Statement,
  byName: readonly NamedDenial[],
  tables: SeriesTables,
): Rest {
  const isNormality = ({ concept }: Part): boolean => tables.ruleset.concepts[concept].status === 'normality'
  if (label.value === 0 && manner === 'said' && (denied.length === 0 || denied.some(isNormality)))
    return { standing: [], isUnclear: false }
  let isUnclear = false
  let left = standing
  for (const denial of denied) {
    const rest = without(left, denial, tables)
    const known = rest !== null && rest.length === left.length && rest.every((each, at) => each === left[at])
    const found = known ? withoutKin(left, denial, tables) : rest
    if (found === null) isUnclear = true
    else left = found
  }
  for (const { part: denial, label: another } of byName) {
    if (another === own) continue
    // What was known by another name stands where it stood; only what was called so may have been anywhere.
    for (const concept of new Set(left.filter((each) => mayName(denial, each, tables)).map(({ concept }) => concept))) {
      const rest = without(left, { ...denial, concept, prior: 'unknown' }, tables)
      if (rest === null) isUnclear = true
      else left = rest
    }
  }
  return { standing: left, isUnclear }
}

/**
 * What a denial of something known before leaves that names none of what stands: it is of the one device of its kind.
 */
function withoutKin(standing: readonly Standing[], denial: Part, tables: SeriesTables): readonly Standing[] | null {
  if (denial.prior !== 'present' || standing.some((each) => denies(denial, each, tables))) return standing
  const kin = standing.filter((each) => areKin(denial, each, tables) || isNamesake(denial, each, tables))
  if (kin.length === 0) return standing
  return kin.length > 1 ? null : without(standing, { ...kin[0], side: denial.side, isShare: denial.isShare }, tables)
}

/** Whether what has gone is what stands there under another name: "CHF has resolved" after edema. */
function isNamesake(denial: Part, part: Part, tables: SeriesTables): boolean {
  return (
    mayName(denial, part, tables) &&
    denies({ ...denial, concept: part.concept }, part, tables) &&
    compareSites(denial, part, tables) !== 'apart'
  )
}

/** A denial of one label, which others may know the same thing by. */
export interface NamedDenial {
  readonly label: number
  readonly part: Part
}

/** Of a report's denials, those of names that one thing may have beside others; each at the place where it is known. */
export function denialsByName(
  statements: readonly Statement[],
  chains: ReadonlyMap<number, Chain>,
  { ruleset, above }: SeriesTables,
): readonly NamedDenial[] {
  const found: NamedDenial[] = []
  statements.forEach(({ denied }, label) => {
    for (const part of denied) {
      const { concept, prior, side, sites } = part
      const isOneOf = (name: number): boolean => name === concept || above[concept].has(name)
      if (!ruleset.consistency.names.some((names) => names.some(isOneOf))) continue
      const known =
        prior !== 'present' || side !== null || sites.length > 0
          ? []
          : (chains.get(label)?.standing ?? []).filter(
              (each) => each.concept === concept || above[each.concept].has(concept),
            )
      if (known.length === 0) found.push({ label, part })
      for (const each of known) found.push({ label, part: { ...part, side: each.side, sites: each.sites } })
    }
  })
  return found
}

/** What a chain begins with after a report that speaks of what was known without saying all of it again. */
export function recallParts(statement: Statement, { standing }: Chain, tables: SeriesTables): Statement {
  const present = statement.present.flatMap((part): readonly Part[] => {
    if (part.side !== null || part.sites.length > 0 || part.prior === 'absent') return [part]
    // "Lines and tubes in good position": those that are known; what is implanted stays with them.
    if (part.prior === 'unknown') {
      if (!standing.some((each) => mayCover(part, each, tables))) return [part]
      return standing.filter((each) => mayCover(part, each, tables) || isImplanted(each, tables))
    }
    // "Lines and tubes are unchanged", "the effusions are stable": those that are known, each on its side.
    const same = standing.filter(({ concept }) => concept === part.concept)
    const known = same.length > 0 ? same : standing.filter((each) => areKin(part, each, tables))
    return known.length === 0 ? [part] : known
  })
  return { ...statement, present }
}

/** Adds a report's own findings to those that stand from before; its own word wins over the older one. */
export function joinChains(own: Chain, before: readonly Standing[], tables: SeriesTables): Chain {
  const replaced = new Set(own.standing.flatMap((part) => replacedBy(part, before, tables)))
  return { standing: [...own.standing, ...before.filter((each) => !replaced.has(each))], denial: null }
}

/**
 * Of what stands, the things that a later statement is of: at its site, or the only one on its side, which may have had
 * another site or a more special name ("linear atelectasis in the left lower lobe", "the left basilar atelectasis").
 */
function replacedBy(part: Part, standing: readonly Standing[], tables: SeriesTables): readonly Standing[] {
  const onSide = standing.filter(({ side }) => side === part.side || part.side === 'bilateral')
  const same = onSide.filter(({ concept }) => concept === part.concept)
  const there = same.filter((each) => compareSites(part, each, tables) !== 'apart')
  if (there.length > 0) return there
  if (part.prior === 'unknown') {
    // "Pigtail catheter … *drain* clamped": the one device that the word may be of.
    const named =
      same.length > 0 || part.side !== null ? same : standing.filter((each) => isCalledAs(part, each, tables))
    return named.length === 1 ? named : []
  }
  if (part.prior !== 'present') return []
  const known =
    same.length > 0
      ? same
      : onSide.filter(
          (each) =>
            tables.above[each.concept].has(part.concept) || (isDevice(each, tables) && mayName(part, each, tables)),
        )
  return known.length === 1 ? known : []
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

/** A device may be told of by another name without a change of what it is: "pigtail catheter", "chest tube". */
function isDevice({ concept }: Part, { ruleset }: SeriesTables): boolean {
  return ruleset.concepts[concept].status === 'device'
}

/** Whether a device is told of by the more general of its names. */
function isCalledAs(part: Part, each: Part, tables: SeriesTables): boolean {
  return (
    !part.isOther &&
    isDevice(each, tables) &&
    part.concept !== each.concept &&
    mayName({ ...part, prior: 'present' }, each, tables)
  )
}
