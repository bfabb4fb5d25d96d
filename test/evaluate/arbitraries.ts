// Random gold standards and predictions for the property tests.

import fc from 'fast-check'
import { acceptableValues, type CellValue, type GoldCell } from '../../src/evaluate/cells.ts'
import type { GoldRow, PredictedRow } from '../../src/evaluate/rows.ts'

/** Labels with one that folds 0 into blank, and two that a plain object would trip over. */
export const LABELS = ['No Finding', 'Edema', 'constructor', '__proto__']

export const value = fc.constantFrom<CellValue>(1, 0, -1, null)

export const goldCell = fc.oneof(
  fc.constantFrom<GoldCell>(1, 0, -1, null, 'p', 'n', 'i', 'a'),
  fc.uniqueArray(value, { minLength: 1, maxLength: 4 }),
)

/** Gold rows with ids 0, 1, 2 … and, for each, the values a labeller gave. */
export const goldAndPredictions = fc
  .array(fc.tuple(fc.tuple(...LABELS.map(() => goldCell)), fc.tuple(...LABELS.map(() => value))), {
    minLength: 1,
    maxLength: 30,
  })
  .map((rows) => ({
    gold: rows.map(([cells], index): GoldRow => ({ id: String(index), labels: record(cells) })),
    predictions: rows.map(([, values], index): PredictedRow => ({ id: String(index), labels: record(values) })),
  }))

/** A prediction that gives every cell the first value the gold accepts. */
export function perfect(gold: readonly GoldRow[]): PredictedRow[] {
  return gold.map(({ id, labels, ...rest }) => ({
    ...rest,
    id,
    labels: Object.fromEntries(
      Object.entries(labels).map(([label, cell]) => [label, (acceptableValues(cell) ?? [null])[0]]),
    ),
  }))
}

function record<T>(cells: readonly T[]): Record<string, T> {
  return Object.fromEntries(cells.map((cell, index) => [LABELS[index], cell]))
}
