// Percentile bootstrap over reports: draw n reports with replacement, compute every rate again, and take the middle
// 95 %. Reports are drawn, not cells: cells of one report hang together. Seeded, so anyone gets the same interval.

import { computeStatistics, statisticsLength } from './statistics.ts'
import { type Coded, emptyTally, tallyReports } from './tally.ts'

/** How to draw. */
export interface BootstrapOptions {
  readonly seed: number
  readonly resamples: number
}

/** Lower and upper end, and in how many resamples the rate existed at all. */
export interface Interval {
  readonly low: number
  readonly high: number
  readonly resamples: number
}

/** A stream of numbers in [0, 1) from a 32-bit seed (mulberry32, Tommy Ettinger, public domain). */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let bits = Math.imul(state ^ (state >>> 15), state | 1)
    bits ^= bits + Math.imul(bits ^ (bits >>> 7), bits | 61)
    return ((bits ^ (bits >>> 14)) >>> 0) / 4294967296
  }
}

/**
 * The statistics of every resample, one array of `resamples` values per statistic.
 * `members` says which labels the macro means are over.
 * Given two codings of the same reports, both see the same draws (paired) and the values are second minus first.
 */
export function bootstrap(
  coded: readonly [Coded] | readonly [Coded, Coded],
  members: Uint8Array,
  options: BootstrapOptions,
): Float64Array[] {
  const [first, second] = coded
  const { n, labels, shares } = first
  if (second !== undefined && (second.n !== n || second.labels !== labels || second.shares !== shares)) {
    throw new TypeError('A paired bootstrap needs two codings of the same reports, labels and shares')
  }
  const random = seededRandom(options.seed)
  const drawn = new Uint32Array(n)
  const tally = emptyTally(labels, shares)
  const vector = new Float64Array(statisticsLength(labels, shares))
  const other = new Float64Array(vector.length)
  const samples = Array.from(vector, () => new Float64Array(options.resamples))
  for (let r = 0; r < options.resamples; r++) {
    for (let i = 0; i < n; i++) drawn[i] = Math.floor(random() * n)
    tallyReports(first, drawn, tally)
    computeStatistics(tally, members, vector)
    if (second !== undefined) {
      tallyReports(second, drawn, tally)
      computeStatistics(tally, members, other)
    }
    for (let s = 0; s < vector.length; s++) samples[s][r] = second === undefined ? vector[s] : other[s] - vector[s]
  }
  return samples
}

/** The middle `level` of the values, NaN left out, ends interpolated linearly; null when no value is left. */
export function percentileInterval(values: Float64Array, level = 0.95): Interval | null {
  const sorted = values.filter((value) => !Number.isNaN(value)).sort()
  if (sorted.length === 0) return null
  const tail = (1 - level) / 2
  return { low: quantile(sorted, tail), high: quantile(sorted, 1 - tail), resamples: sorted.length }
}

function quantile(sorted: Float64Array, q: number): number {
  const position = (sorted.length - 1) * q
  const below = Math.floor(position)
  const above = Math.min(below + 1, sorted.length - 1)
  return sorted[below] + (sorted[above] - sorted[below]) * (position - below)
}
