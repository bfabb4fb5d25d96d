// Two labellers, or two versions of the rules, on the same reports: which cells changed and why, how far the two
// agree, and, given a gold standard, whether the second is better by more than chance.

import { type Alignment, align, indexById } from './align.ts'
import { bootstrap, type Interval, percentileInterval } from './bootstrap.ts'
import { PRESENT_ONLY } from './cells.ts'
import { type ChangeGroup, listChanges } from './changes.ts'
import { codePairs, type Pair } from './coding.ts'
import { countAll, measure, orNull, pointsOf } from './measure.ts'
import { METRICS, type Metric } from './metrics.ts'
import { respell } from './names.ts'
import type { Rate, Share, Table } from './result.ts'
import { type GoldRow, labelsOf, own, type PredictedRow, type SetAside } from './rows.ts'
import { labelScore } from './score.ts'
import { type Group, macroLabels, macroMembers, shareAt, statisticAt } from './statistics.ts'
import type { Coded } from './tally.ts'

/** How to compare. */
export interface CompareOptions {
  readonly gold?: readonly GoldRow[]
  /** Labels to compare. Default: every label that both name. */
  readonly labels?: readonly string[]
  readonly seed?: number
  readonly resamples?: number
  readonly presentOnly?: readonly string[]
  /** Put the deciding sentence into the list of changes. Default true. */
  readonly withText?: boolean
  readonly version?: string | null
  readonly setAside?: Comparison['setAside']
}

/** How far two labellers agree on a label; rows of the table are A, columns B. */
export interface Agreement {
  readonly label: string
  readonly n: number
  readonly changed: number
  readonly kappa: Rate
  readonly agreement: Share
  readonly table: Table
}

/** B minus A of one rate against the gold, over the same resamples. */
export interface Difference {
  readonly label: string
  readonly metric: Metric | 'exact'
  readonly a: number | null
  readonly b: number | null
  readonly difference: number | null
  readonly interval: Interval | null
  /** Share of resamples in which B was better, and in which A was; what is left were ties or had no rate. */
  readonly bBetter: number | null
  readonly aBetter: number | null
}

/** What `compare` returns. */
export interface Comparison {
  readonly version: string | null
  readonly seed: number
  readonly resamples: number
  readonly level: number
  readonly n: number
  readonly ids: {
    readonly onlyA: readonly string[]
    readonly onlyB: readonly string[]
    readonly repeatedInA: readonly string[]
    readonly repeatedInB: readonly string[]
    /** Against the gold; null without one. */
    readonly notInGold: readonly string[] | null
    readonly onlyGold: readonly string[] | null
    readonly repeatedInGold: readonly string[] | null
  }
  readonly setAside: {
    readonly a: readonly SetAside[]
    readonly b: readonly SetAside[]
    readonly gold: readonly SetAside[]
  }
  /** Labels that one side alone names, with its non-blank cells: not compared. */
  readonly labelsApart: readonly { readonly label: string; readonly side: 'a' | 'b'; readonly filled: number }[]
  readonly labels: readonly Agreement[]
  readonly all: Agreement
  /** Reports with no changed cell. */
  readonly sameReports: Share
  readonly changes: readonly ChangeGroup[]
  /** Reports scored against the gold, and the differences; null without a gold. */
  readonly gold: {
    readonly n: number
    /** How many labels each macro mean is over: those with a gold instance for A and for B. */
    readonly macroLabels: Readonly<Record<Metric, number>>
    readonly differences: readonly Difference[]
  } | null
}

/**
 * Compares the labels two labellers gave to the same reports.
 *
 * @example
 * compare(rowsOfVersion1, rowsOfVersion2, { gold }).changes[0]
 * // the cause behind most changes, fixed and broken counted
 */
export function compare(
  a: readonly PredictedRow[],
  b: readonly PredictedRow[],
  options: CompareOptions = {},
): Comparison {
  const { seed = 1, resamples = 1000, presentOnly = PRESENT_ONLY } = options
  const aligned = align(a, b)
  const named = { a: new Set(labelsOf(a)), b: new Set(labelsOf(b)) }
  const labels = options.labels ?? [...named.a].filter((label) => named.b.has(label))
  const gold = options.gold && respell(options.gold, [...named.a, ...named.b])
  const goldIndex = gold === undefined ? null : indexById(gold)

  const coding = { goldSets: 'accept', presentOnly } as const
  // A stands where a gold would: the tables read A in rows, B in columns.
  const between = measure(codePairs(aligned.pairs, labels, coding), { seed, resamples })
  const agreementOf = (label: string, indices: readonly number[], group: Group): Agreement => {
    const { n, kappa, accuracy, table } = labelScore(label, between.tally, indices, 0, between.groupRates(group))
    const { value, interval } = kappa
    return { label, n, changed: n - accuracy.right, kappa: { value, interval }, agreement: accuracy, table }
  }
  return {
    version: options.version ?? null,
    seed,
    resamples,
    level: 0.95,
    n: aligned.pairs.length,
    ids: {
      onlyA: aligned.onlyLeft,
      onlyB: aligned.onlyRight,
      repeatedInA: aligned.repeatedLeft,
      repeatedInB: aligned.repeatedRight,
      ...idsAgainstGold(aligned, goldIndex),
    },
    setAside: options.setAside ?? { a: [], b: [], gold: [] },
    labelsApart: [...labelsOnlyOf('a', a, named.b, labels), ...labelsOnlyOf('b', b, named.a, labels)],
    labels: labels.map((label, l) => agreementOf(label, [l], l)),
    all: agreementOf(
      '(all labels)',
      labels.map((_, l) => l),
      'micro',
    ),
    sameReports: between.share(0),
    changes: listChanges(aligned.pairs, labels, {
      presentOnly,
      withText: options.withText ?? true,
      gold: goldIndex?.rows ?? null,
    }),
    gold:
      goldIndex === null
        ? null
        : againstGold(aligned, goldIndex.rows, options.labels ?? labelsOf([...goldIndex.rows.values()]), {
            seed,
            resamples,
            presentOnly,
          }),
  }
}

function againstGold(
  { pairs }: Alignment<PredictedRow, PredictedRow>,
  gold: ReadonlyMap<string, GoldRow>,
  labels: readonly string[],
  { seed, resamples, presentOnly }: Required<Pick<CompareOptions, 'seed' | 'resamples' | 'presentOnly'>>,
): Comparison['gold'] {
  const scored = pairs.flatMap(({ id, left, right }) => {
    const row = gold.get(id)
    return row === undefined ? [] : [{ id, row, left, right }]
  })
  const coding = { goldSets: 'accept', presentOnly } as const
  const codedOf = (side: 'left' | 'right'): Coded =>
    codePairs(
      scored.map(({ id, row, [side]: prediction }): Pair => ({ id, left: row, right: prediction })),
      labels,
      coding,
    )
  const [first, second] = [codedOf('left'), codedOf('right')]
  const tallies = [countAll(first), countAll(second)]
  // An acceptable prediction can decide what a gold set stands for, so a label may have an instance of a kind for one
  // side only. Means over different labels cannot be subtracted: they are over the labels that count for both.
  const [membersA, membersB] = tallies.map(macroMembers)
  const members = membersA.map((member, index) => member & membersB[index])
  const [pointA, pointB] = tallies.map((tally) => pointsOf(tally, members))
  const samples = resamples > 0 && scored.length > 0 ? bootstrap([first, second], members, { seed, resamples }) : null
  const at = (label: string, metric: Metric | 'exact', index: number): Difference => ({
    label,
    metric,
    a: orNull(pointA[index]),
    b: orNull(pointB[index]),
    difference: orNull(pointB[index] - pointA[index]),
    interval: samples === null ? null : percentileInterval(samples[index]),
    bBetter: samples === null ? null : samples[index].filter((value) => value > 0).length / resamples,
    aBetter: samples === null ? null : samples[index].filter((value) => value < 0).length / resamples,
  })
  const groups: [string, Group][] = [
    ['macro', 'macro'],
    ['micro', 'micro'],
    ...labels.map((label, l): [string, Group] => [label, l]),
  ]
  return {
    n: scored.length,
    macroLabels: Object.fromEntries(METRICS.map((metric) => [metric, macroLabels(members, metric)])) as Record<
      Metric,
      number
    >,
    differences: [
      at('reports', 'exact', shareAt(labels.length, 0)),
      ...groups.flatMap(([label, group]) =>
        METRICS.map((metric) => at(label, metric, statisticAt(labels.length, group, metric))),
      ),
    ],
  }
}

function idsAgainstGold(
  { pairs }: Alignment<PredictedRow, PredictedRow>,
  gold: ReturnType<typeof indexById<GoldRow>> | null,
) {
  if (gold === null) return { notInGold: null, onlyGold: null, repeatedInGold: null }
  const compared = new Set(pairs.map(({ id }) => id))
  return {
    notInGold: [...compared].filter((id) => !gold.rows.has(id)),
    onlyGold: [...gold.rows.keys()].filter((id) => !compared.has(id)),
    repeatedInGold: gold.repeated,
  }
}

function labelsOnlyOf(
  side: 'a' | 'b',
  rows: readonly PredictedRow[],
  other: ReadonlySet<string>,
  compared: readonly string[],
) {
  return labelsOf(rows)
    .filter((label) => !other.has(label) && !compared.includes(label))
    .map((label) => ({ label, side, filled: rows.filter((row) => (own(row.labels, label) ?? null) !== null).length }))
}
