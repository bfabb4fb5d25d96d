// What a statement is of: a concept, on a side, at a site; and which of two such statements speak of one thing.
import type { Concept } from '../ruleset.ts'
import { NARROWING } from '../stages/columns/extras.ts'
import type { LabelledReport, Mention, PriorState } from '../types.ts'
import type { SeriesTables } from './statements.ts'

/** One thing that is stated to be there, or denied; `side` is null where none is named. */
export interface Part {
  readonly concept: number
  readonly side: string | null
  /** Lobes, zones, bones: facets and values, as `region=upper`. */
  readonly sites: readonly string[]
  /**
   * Acuity, size and the like: of a denial those it is narrowed to ("no *large* effusion"), which makes it one of a
   * kind.
   */
  readonly kinds: readonly string[]
  /** Spoken of in the plural, so that one of them may go and others stay. */
  readonly isMany: boolean
  /** Only some of those there are: "*one of* the chest tubes". */
  readonly isShare: boolean
  /** All of those there are: "*all* lines and tubes". */
  readonly isAll: boolean
  /** One beside those that are known: "a *second* drain". */
  readonly isOther: boolean
  /** Of a name that refers to any device: those that it may be of. */
  readonly covers: readonly number[]
  /** What is said of it at a prior examination. */
  readonly prior: PriorState
}

/** "No *focal* consolidation" denies one of no named distribution, too. */
const LOOSE = 'distribution'
const NONE: readonly number[] = []
/** How far before a name the words stand that say it is of others, in characters. */
const NEAR = 16
/** An English plural, in the words of a mention: "effusions", but neither "atelectasis" nor "mass". */
const PLURAL = /[^ius]s$/i

/** What a mention is of. */
export function partOf(mention: Mention, { text }: LabelledReport, tables: SeriesTables): Part {
  let side: string | null = null
  const sites: string[] = []
  const kinds: string[] = []
  const { prior, polarity, scope } = mention.assertion
  let isMany = PLURAL.test(text.slice(mention.start, mention.end))
  let isShare = false
  let isAll = false
  for (const { facet, value } of mention.modifiers) {
    // "Small left and moderate right effusions": both.
    if (facet === 'laterality') side = side === null || side === value ? value : 'bilateral'
    else if (facet in tables.ruleset.consistency.sites) sites.push(`${facet}=${value}`)
    else if (facet === 'share') isShare = true
    else if (facet === 'number') isAll = true
    else if (NARROWING.has(facet) && (polarity === 'present' || scope.includes(value))) kinds.push(`${facet}=${value}`)
    if (value === 'multiple') isMany = true
  }
  return {
    concept: tables.conceptIndex.get(mention.concept) as number,
    side,
    sites,
    kinds,
    isMany,
    isShare,
    isAll,
    isOther: isOther(mention, text, tables),
    covers: coversOf(mention, text, tables),
    prior,
  }
}

/** Whether words before a name say that it is of another: "*other* lines", "*also* a chest tube". */
function isOther({ start }: Mention, text: string, { ruleset }: SeriesTables): boolean {
  const before = text.slice(Math.max(0, start - NEAR), start).toLowerCase()
  return before.split(/[^a-z]+/).some((word) => ruleset.consistency.others.includes(word))
}

/** The devices that "lines and tubes" is said of; none for another name, and for "*other* lines". */
function coversOf(mention: Mention, text: string, tables: SeriesTables): readonly number[] {
  const { ruleset, conceptIndex } = tables
  if (!ruleset.concepts[conceptIndex.get(mention.concept) as number].refers) return NONE
  if (isOther(mention, text, tables)) return NONE
  const words = text
    .slice(mention.start, mention.end)
    .toLowerCase()
    .split(/[^a-z]+/)
  return ruleset.consistency.general.flatMap((each) =>
    each.words.some((word) => words.includes(word)) ? each.of : NONE,
  )
}

/** Whether a general name may be of a device that is named; what is implanted is neither a line nor a tube. */
export function mayCover(general: Part, part: Part, tables: SeriesTables): boolean {
  if (general.side !== null && general.side !== part.side) return false
  return !isImplanted(part, tables) && general.covers.some((top) => isBelow(part.concept, top, tables))
}

/** Whether a device stays where all lines and tubes are taken out. */
export function isImplanted(part: Part, tables: SeriesTables): boolean {
  return tables.ruleset.consistency.implanted.some((top) => isBelow(part.concept, top, tables))
}

function isBelow(concept: number, top: number, { above }: SeriesTables): boolean {
  return concept === top || above[concept].has(top)
}

/**
 * Of what a mention is where it is told of a place on either side ("opacities in the left upper and right lower
 * lobes"): one thing at each; otherwise the one that it is.
 */
export function partsOfMention(mention: Mention, report: LabelledReport, tables: SeriesTables): readonly Part[] {
  const part = partOf(mention, report, tables)
  if (part.side !== 'bilateral' || part.sites.length < 2) return [part]
  const places: { side: string | null; readonly sites: string[]; end: number }[] = []
  for (const { facet, value, start, end } of [...mention.modifiers].sort((a, b) => a.start - b.start)) {
    const isSide = facet === 'laterality'
    if (!isSide && !(facet in tables.ruleset.consistency.sites)) continue
    let place = places.at(-1)
    // "Left upper lobe" is one place, "left and right upper" are two.
    if (
      place === undefined ||
      report.text.slice(place.end, start).trim().length > 1 ||
      (isSide && place.side !== null)
    ) {
      place = { side: null, sites: [], end }
      places.push(place)
    }
    if (isSide) place.side = value
    else place.sites.push(`${facet}=${value}`)
    place.end = Math.max(place.end, end)
  }
  // "Right *upper* and *lower* lobes", "*left* and right *upper* lobes": what one lacks it has from its neighbour.
  for (let at = 1; at < places.length; at++) places[at].side ??= places[at - 1].side
  for (let at = places.length - 2; at >= 0; at--)
    if (places[at].sites.length === 0) places[at].sites.push(...places[at + 1].sites)
  const isWhole = places.every(({ side, sites }) => side !== null && side !== 'bilateral' && sites.length > 0)
  return isWhole ? places.map(({ side, sites }) => ({ ...part, side, sites })) : [part]
}

/**
 * Whether a denial may be of a finding: it denies the finding or what it is a kind of, on a side that may be the same.
 */
export function denies(denial: Part, part: Part, { above }: SeriesTables): boolean {
  if (denial.concept !== part.concept && !above[part.concept].has(denial.concept)) return false
  return denial.side === null || part.side === null || denial.side === part.side || denial.side === 'bilateral'
}

/** Whether a denial may be of a finding that stands under another name, by `consistency.yaml`. */
export function mayName(denial: Part, part: Part, { ruleset, above }: SeriesTables): boolean {
  return ruleset.consistency.names.some((names) => {
    const denied = placeIn(names, denial.concept, above)
    const known = placeIn(names, part.concept, above)
    return denied >= 0 && known >= 0 && (denial.prior === 'present' || denied >= known)
  })
}

/** Where a concept stands in a list of names, itself or by one above it; the last name is that concept alone. */
function placeIn(names: readonly number[], concept: number, above: SeriesTables['above']): number {
  const last = names.length - 1
  return names.findIndex((name, at) => name === concept || (at < last && above[concept].has(name)))
}

/** Whether a denial leaves no room for a finding, wherever in the words of the two it may be. */
export function excludes(denial: Part, part: Part, tables: SeriesTables): boolean {
  if (denial.isShare || !denies(denial, part, tables)) return false
  if (denial.side !== null && denial.side !== 'bilateral' && denial.side !== part.side) return false
  return (denial.sites.length === 0 || compareSites(denial, part, tables) === 'same') && isOfKind(denial, part)
}

/** Whether a denial, if it is narrowed to a kind, is of the kind of a finding for certain. */
function isOfKind({ kinds }: Part, other: Part): boolean {
  return kinds.every((kind) => {
    const facet = kind.slice(0, kind.indexOf('=') + 1)
    return other.kinds.includes(kind) || (facet === `${LOOSE}=` && !other.kinds.some((each) => each.startsWith(facet)))
  })
}

/** Whether the sites named may be the same, are apart, or leave it open; `consistency.yaml` says which are apart. */
export function compareSites({ sites }: Part, other: Part, tables: SeriesTables): 'same' | 'apart' | 'open' {
  let isSame = false
  let isApart = false
  for (const site of sites) {
    for (const another of other.sites) {
      const relation = relationOf(site, another, tables)
      if (relation === 'same') isSame = true
      else if (relation === 'apart') isApart = true
    }
  }
  return isSame ? 'same' : isApart ? 'apart' : 'open'
}

/** How two sites, `region=upper` each, go together. */
function relationOf(site: string, other: string, { ruleset }: SeriesTables): 'same' | 'apart' | 'open' {
  if (site === other) return 'same'
  const at = site.indexOf('=') + 1
  if (other.slice(0, at) !== site.slice(0, at)) return 'open'
  const groups = ruleset.consistency.sites[site.slice(0, at - 1)]
  const group = groups.find((values) => values.includes(site.slice(at)))
  const another = groups.find((values) => values.includes(other.slice(at)))
  return group === undefined || another === undefined ? 'open' : group === another ? 'same' : 'apart'
}

/** "All lines and tubes have been removed": a pacemaker stays. */
function outlasts({ isAll, concept }: Part, part: Part, tables: SeriesTables): boolean {
  const { implanted } = tables.ruleset.consistency
  return isAll && implanted.some((top) => isBelow(part.concept, top, tables) && !isBelow(concept, top, tables))
}

/**
 * What denials leave of the things that stand, in their order; null where one is of some of them and nobody knows
 * which. "The left upper lobe opacity has resolved" takes that one; where several stand and none is said to be there,
 * it may be any.
 */
export function without<P extends Part>(standing: readonly P[], denial: Part, tables: SeriesTables): P[] | null {
  const isOneSided = denial.side === 'left' || denial.side === 'right'
  const { above } = tables
  const onSide = standing.filter(
    (each) =>
      (denial.concept === each.concept || above[each.concept].has(denial.concept)) &&
      (each.side === 'bilateral' || denies(denial, each, tables)) &&
      isOfKind(denial, each) &&
      !outlasts(denial, each, tables),
  )
  let meant = onSide
  if (denial.sites.length > 0) {
    meant = onSide.filter((each) => compareSites(denial, each, tables) === 'same')
    if (meant.length === 0) {
      // Under another name for the site, what is known to have been there is the one that stands.
      meant = onSide.filter((each) => denial.prior === 'present' || compareSites(denial, each, tables) === 'open')
      if (meant.length > 1 || meant.some(({ isMany }) => isMany)) return null
    }
  }
  if (meant.length === 0) return [...standing]
  if (denial.isShare) return null
  if (isOneSided && meant.some(({ side, isMany }) => side === null && isMany)) return null
  return standing.flatMap((each) => {
    if (!meant.includes(each)) return [each]
    if (isOneSided && each.side === 'bilateral') return [{ ...each, side: denial.side === 'left' ? 'right' : 'left' }]
    if (compareSites(denial, each, tables) !== 'same') return []
    // "Right apical and basilar pneumothorax", of which the apical part goes.
    const sites = each.sites.filter((site) => denial.sites.every((gone) => relationOf(gone, site, tables) === 'apart'))
    return sites.length > 0 ? [{ ...each, sites }] : []
  })
}

/**
 * Whether two names may be of one device: a general word and any device ("the tube"), or two of one kind ("central
 * line", "internal jugular line") on sides that go together.
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

/** Of a word that refers to any of a kind, the kind: of a device not further named, all devices. */
export function widened(part: Part, { ruleset }: SeriesTables): Part {
  const { refers, parents } = ruleset.concepts[part.concept]
  return refers && parents.length > 0 ? { ...part, concept: parents[0] } : part
}

/** The concept of a kind that a patient, or a side, has only one of, at or above a concept. */
export function singleAbove(concept: number, { ruleset, above }: SeriesTables): Concept | null {
  for (const at of [concept, ...above[concept]]) if (ruleset.concepts[at].single !== null) return ruleset.concepts[at]
  return null
}
