// Coded reports in, rates with intervals out: what an evaluation and a comparison have in common.

import { type BootstrapOptions, bootstrap, percentileInterval } from './bootstrap.ts'
import type { Metric } from './metrics.ts'
import type { Rate, Share } from './result.ts'
import { computeStatistics, type Group, macroMembers, shareAt, statisticAt, statisticsLength } from './statistics.ts'
import { type Coded, emptyTally, everyReport, STRIDE, type Tally, tallyReports } from './tally.ts'

/** Counts of the reports as they are, and lookups of the rates that follow from them. */
export interface Measured {
  readonly tally: Tally
  readonly members: Uint8Array
  readonly groupRates: (group: Group) => (metric: Metric) => Rate
  readonly share: (index: number) => Share
}

/** Computes every rate and its bootstrap interval; with 0 resamples no interval. */
export function measure(coded: Coded, options: BootstrapOptions): Measured {
  const { n, labels } = coded
  const tally = countAll(coded)
  const members = macroMembers(tally)
  const point = pointsOf(tally, members)
  const samples = options.resamples > 0 && n > 0 ? bootstrap([coded], members, options) : null
  const rateAt = (index: number): Rate => ({
    value: orNull(point[index]),
    interval: samples === null ? null : percentileInterval(samples[index]),
  })
  return {
    tally,
    members,
    groupRates: (group) => (metric) => rateAt(statisticAt(labels, group, metric)),
    share: (index) => ({
      ...rateAt(shareAt(labels, index)),
      right: tally.marks[index * 3 + 1],
      n: tally.marks[index * 3] + tally.marks[index * 3 + 1],
    }),
  }
}

/** Counts every report once. */
export function countAll(coded: Coded): Tally {
  const tally = emptyTally(coded.labels, coded.shares)
  tallyReports(coded, everyReport(coded.n), tally)
  return tally
}

/** Every rate of a tally, NaN where it does not exist; statistics.ts says which stands where. */
export function pointsOf(tally: Tally, members: Uint8Array): Float64Array {
  const point = new Float64Array(statisticsLength(tally.cells.length / STRIDE, tally.marks.length / 3))
  computeStatistics(tally, members, point)
  return point
}

/** JSON knows no NaN: a rate that does not exist is null. */
export function orNull(rate: number): number | null {
  return Number.isNaN(rate) ? null : rate
}
