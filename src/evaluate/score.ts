// The scores of one label, or of several pooled, from their counts and rates.

import { orNull } from './measure.ts'
import { countsOf, KINDS, type Kind, type Metric, precision, recall } from './metrics.ts'
import type { F1, LabelScore, Rate } from './result.ts'
import { STRIDE, type Tally, UNSCORED } from './tally.ts'

/** Scores the labels at the given indices together (one index: that label alone). */
export function labelScore(
  label: string,
  tally: Tally,
  indices: readonly number[],
  lenient: number,
  rateOf: (metric: Metric) => Rate,
): LabelScore {
  const table = new Float64Array(STRIDE)
  for (const index of indices)
    for (let code = 0; code < STRIDE; code++) table[code] += tally.cells[index * STRIDE + code]
  const f1Of = (kind: Kind): F1 => {
    const counts = countsOf(table, 0, kind)
    return { ...rateOf(kind), precision: orNull(precision(counts)), recall: orNull(recall(counts)), ...counts }
  }
  const n = table.subarray(0, UNSCORED).reduce((a, b) => a + b, 0)
  return {
    label,
    n,
    unscored: table[UNSCORED],
    lenient,
    f1: Object.fromEntries(KINDS.map((kind) => [kind, f1Of(kind)])) as Record<Kind, F1>,
    weighted: { ...rateOf('weighted'), support: goldMentions(table) },
    kappa: { ...rateOf('kappa'), n },
    accuracy: { ...rateOf('accuracy'), right: table[0] + table[5] + table[10] + table[15], n },
    table: [0, 4, 8, 12].map((at) => [...table.subarray(at, at + 4)]),
  }
}

function goldMentions(table: Float64Array): number {
  const { tp, fn } = countsOf(table, 0, 'mention')
  // A mention read with another value is a tp of mention, so this counts every non-blank gold cell.
  return tp + fn
}
