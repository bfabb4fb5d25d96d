// Every rate of a tally as one flat vector, so that the point estimate, the bootstrap and a paired difference are
// the same code and cannot drift apart.
//
//   [ label 0: 7 metrics | label 1 | … | macro: 7 metrics | micro: 7 metrics | shares ]

import { entersMacro, METRICS, type Metric, pooledTable, rateOf } from './metrics.ts'
import { STRIDE, type Tally } from './tally.ts'

/** Where a group of metrics stands: a label's index, or one of the two means. */
export type Group = number | 'macro' | 'micro'

/** Length of the vector. */
export function statisticsLength(labels: number, shares: number): number {
  return (labels + 2) * METRICS.length + shares
}

/** Index of one metric in the vector. */
export function statisticAt(labels: number, group: Group, metric: Metric): number {
  const block = group === 'macro' ? labels : group === 'micro' ? labels + 1 : group
  return block * METRICS.length + METRICS.indexOf(metric)
}

/** Index of one share in the vector. */
export function shareAt(labels: number, share: number): number {
  return (labels + 2) * METRICS.length + share
}

/**
 * Which labels each macro mean is over: labels × metrics, 1 or 0. Fixed from the reports as they are and kept through
 * every resample; a mean whose labels came and went with the draw would not estimate the printed one.
 */
export function macroMembers(tally: Tally): Uint8Array {
  const labels = tally.cells.length / STRIDE
  return Uint8Array.from({ length: labels * METRICS.length }, (_, index) => {
    const label = Math.floor(index / METRICS.length)
    return entersMacro(tally.cells, label * STRIDE, METRICS[index % METRICS.length]) ? 1 : 0
  })
}

/** Writes every rate of a tally into `out`; NaN where a rate does not exist. A macro mean leaves out labels at 0/0. */
export function computeStatistics(tally: Tally, members: Uint8Array, out: Float64Array): void {
  const labels = tally.cells.length / STRIDE
  const width = METRICS.length
  const pooled = pooledTable(tally)
  METRICS.forEach((metric, m) => {
    let total = 0
    let counted = 0
    for (let label = 0; label < labels; label++) {
      const rate = rateOf(tally.cells, label * STRIDE, metric)
      out[label * width + m] = rate
      if (members[label * width + m] === 1 && !Number.isNaN(rate)) {
        total += rate
        counted++
      }
    }
    out[labels * width + m] = total / counted
    out[(labels + 1) * width + m] = rateOf(pooled, 0, metric)
  })
  for (let share = 0; share * 3 < tally.marks.length; share++) {
    const [wrong, right] = [tally.marks[share * 3], tally.marks[share * 3 + 1]]
    out[shareAt(labels, share)] = right / (wrong + right)
  }
}

/** How many labels a macro mean is over. */
export function macroLabels(members: Uint8Array, metric: Metric): number {
  const place = METRICS.indexOf(metric)
  return members.filter((member, index) => member === 1 && index % METRICS.length === place).length
}
