// Rates from counts. Every rate of a label follows from its 4 × 4 confusion table (rows gold, columns prediction,
// both in the order positive, negative, uncertain, blank), so a reader can recompute each from the printed table.
// A rate that does not exist (0/0) is NaN here and null in results.

import { STRIDE, type Tally } from './tally.ts'

/** What an F1 can be of, as in the CheXpert paper; `positive` is the F1 of value 1. */
export const KINDS = ['mention', 'negation', 'uncertainty', 'positive'] as const
export type Kind = (typeof KINDS)[number]

/** The rates of a label, in the order of the statistics vector. */
export const METRICS = [...KINDS, 'weighted', 'kappa', 'accuracy'] as const
export type Metric = (typeof METRICS)[number]

/** Counts an F1 is made of, and `n`, the scored cells they were found in. */
export interface Counts {
  readonly tp: number
  readonly fp: number
  readonly fn: number
  readonly n: number
}

const BLANK = 3
const CODE_OF_KIND = { positive: 0, negation: 1, uncertainty: 2 } as const

/** Counts of one kind in the 4 × 4 table that starts at `at`. A mention is any value but blank. */
export function countsOf(table: ArrayLike<number>, at: number, kind: Kind): Counts {
  const n = sum(table, at)
  if (kind === 'mention') {
    const agreedBlank = table[at + BLANK * 4 + BLANK]
    const fn = columnSum(table, at, BLANK) - agreedBlank
    const fp = rowSum(table, at, BLANK) - agreedBlank
    return { tp: n - agreedBlank - fn - fp, fp, fn, n }
  }
  const code = CODE_OF_KIND[kind]
  const tp = table[at + code * 5]
  return { tp, fp: columnSum(table, at, code) - tp, fn: rowSum(table, at, code) - tp, n }
}

/** F1 = 2tp / (2tp + fp + fn); NaN when nothing was there and nothing was predicted. */
export function f1(counts: Counts): number {
  return (2 * counts.tp) / (2 * counts.tp + counts.fp + counts.fn)
}

/** tp / (tp + fp); NaN when nothing was predicted. */
export function precision(counts: Counts): number {
  return counts.tp / (counts.tp + counts.fp)
}

/** tp / (tp + fn); NaN when nothing was there. */
export function recall(counts: Counts): number {
  return counts.tp / (counts.tp + counts.fn)
}

/**
 * Weighted F1 as in CheXbert (Smit et al., EMNLP 2020): the F1s of negation, uncertainty and positives, weighted by
 * their share of the gold's non-blank cells. NaN when the gold has none.
 */
export function weightedF1(table: ArrayLike<number>, at: number): number {
  let weighted = 0
  let support = 0
  for (const kind of ['negation', 'uncertainty', 'positive'] as const) {
    const counts = countsOf(table, at, kind)
    const weight = counts.tp + counts.fn
    if (weight > 0) weighted += weight * f1(counts)
    support += weight
  }
  return weighted / support
}

/**
 * Cohen's kappa over the four values, unweighted. NaN when chance alone must agree (both sides use one and the same
 * value throughout). Kept in whole numbers up to the last division, so that perfect agreement is exactly 1.
 */
export function kappa(table: ArrayLike<number>, at: number): number {
  const n = sum(table, at)
  let agreed = 0
  let byChance = 0
  for (let code = 0; code < 4; code++) {
    agreed += table[at + code * 5]
    byChance += rowSum(table, at, code) * columnSum(table, at, code)
  }
  return (n * agreed - byChance) / (n * n - byChance)
}

/** Share of scored cells with an acceptable prediction; NaN when none is scored. */
export function accuracy(table: ArrayLike<number>, at: number): number {
  return (table[at] + table[at + 5] + table[at + 10] + table[at + 15]) / sum(table, at)
}

/** One rate of the table at `at`. */
export function rateOf(table: ArrayLike<number>, at: number, metric: Metric): number {
  switch (metric) {
    case 'weighted':
      return weightedF1(table, at)
    case 'kappa':
      return kappa(table, at)
    case 'accuracy':
      return accuracy(table, at)
    default:
      return f1(countsOf(table, at, metric))
  }
}

/**
 * Whether a label enters the macro mean of a metric. An F1 counts where the gold has at least one instance of its
 * kind: elsewhere it is 0/0 or, after a single false positive, 0, and would say nothing but that.
 */
export function entersMacro(table: ArrayLike<number>, at: number, metric: Metric): boolean {
  if (metric === 'weighted' || metric === 'kappa' || metric === 'accuracy') {
    return !Number.isNaN(rateOf(table, at, metric))
  }
  const counts = countsOf(table, at, metric)
  return counts.tp + counts.fn > 0
}

/** The tables of all labels added up, as one 4 × 4 table. */
export function pooledTable(tally: Tally): Float64Array {
  const pooled = new Float64Array(16)
  for (let at = 0; at < tally.cells.length; at += STRIDE) {
    for (let code = 0; code < 16; code++) pooled[code] += tally.cells[at + code]
  }
  return pooled
}

function rowSum(table: ArrayLike<number>, at: number, row: number): number {
  const start = at + row * 4
  return table[start] + table[start + 1] + table[start + 2] + table[start + 3]
}

function columnSum(table: ArrayLike<number>, at: number, column: number): number {
  const start = at + column
  return table[start] + table[start + 4] + table[start + 8] + table[start + 12]
}

function sum(table: ArrayLike<number>, at: number): number {
  return rowSum(table, at, 0) + rowSum(table, at, 1) + rowSum(table, at, 2) + rowSum(table, at, 3)
}
