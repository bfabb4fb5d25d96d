// The rates straight from their definitions, over plain lists: the slow twin that the property tests compare with.

import { acceptableValues, type CellValue, foldPresentOnly } from '../../src/evaluate/cells.ts'
import type { GoldRow, PredictedRow } from '../../src/evaluate/rows.ts'

/** What the gold stands for, and what was predicted. */
export type Cell = readonly [truth: CellValue, guess: CellValue]

/** The scored cells of a label as pairs of values, the gold resolved to the prediction where that is acceptable. */
export function scoredCells(gold: readonly GoldRow[], predictions: readonly PredictedRow[], label: string): Cell[] {
  return gold.flatMap((row, index): Cell[] => {
    const fold = (value: CellValue) => (label === 'No Finding' ? foldPresentOnly(value) : value)
    const values = acceptableValues(row.labels[label])?.map(fold)
    const guess = fold(predictions[index].labels[label])
    if (values === undefined) return []
    return [[values.some((value) => value === guess) ? guess : values[0], guess]]
  })
}

/** F1 as the harmonic mean of precision and recall; NaN when neither exists. */
export function slowF1(cells: readonly Cell[], is: (value: CellValue) => boolean): number {
  const found = cells.filter(([truth, guess]) => is(truth) && is(guess)).length
  const p = found / cells.filter(([, guess]) => is(guess)).length
  const r = found / cells.filter(([truth]) => is(truth)).length
  if (Number.isNaN(p) && Number.isNaN(r)) return Number.NaN
  return found === 0 ? 0 : 2 / (1 / p + 1 / r)
}

/** Cohen's kappa from shares; NaN when both sides use one value throughout. */
export function slowKappa(cells: readonly Cell[]): number {
  const n = cells.length
  const observed = cells.filter(([truth, guess]) => truth === guess).length / n
  const values: CellValue[] = [1, 0, -1, null]
  const shares = values.map((value) => [
    cells.filter(([truth]) => truth === value).length / n,
    cells.filter(([, guess]) => guess === value).length / n,
  ])
  if (shares.some(([a, b]) => a === 1 && b === 1)) return Number.NaN
  const chance = shares.reduce((sum, [a, b]) => sum + a * b, 0)
  return (observed - chance) / (1 - chance)
}
