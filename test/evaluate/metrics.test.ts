import { describe, expect, it } from 'vitest'
import {
  accuracy,
  countsOf,
  entersMacro,
  f1,
  type Kind,
  kappa,
  precision,
  recall,
  weightedF1,
} from '../../src/evaluate/metrics.ts'

// Rows gold, columns prediction: positive, negative, uncertain, blank. Row sums 8 10 5 8, column sums 9 8 4 10, n 31.
const TABLE = [...[5, 1, 1, 1], ...[2, 6, 0, 2], ...[1, 0, 3, 1], ...[1, 1, 0, 6]]

describe('a table worked out by hand', () => {
  it.each<[Kind, number, number, number, number]>([
    // Mention: 23 gold cells and 21 predicted ones are not blank, 19 of them in both.
    ['mention', 19, 2, 4, 38 / 44],
    ['negation', 6, 2, 4, 12 / 18],
    ['uncertainty', 3, 1, 2, 6 / 9],
    ['positive', 5, 4, 3, 10 / 17],
  ])('%s: tp %i, fp %i, fn %i', (kind, tp, fp, fn, expected) => {
    const counts = countsOf(TABLE, 0, kind)
    expect(counts).toEqual({ tp, fp, fn, n: 31 })
    expect(f1(counts)).toBeCloseTo(expected, 12)
    const [p, r] = [precision(counts), recall(counts)]
    expect((2 * p * r) / (p + r)).toBeCloseTo(expected, 12)
  })

  it('weighted F1: (10 × 12/18 + 5 × 6/9 + 8 × 10/17) / 23', () => {
    expect(weightedF1(TABLE, 0)).toBeCloseTo(250 / 391, 12)
  })

  it('kappa: agreed 20 of 31, by chance (72 + 80 + 20 + 80) / 961', () => {
    expect(kappa(TABLE, 0)).toBeCloseTo((20 / 31 - 252 / 961) / (1 - 252 / 961), 12)
    expect(kappa(TABLE, 0)).toBeCloseTo(368 / 709, 12)
  })

  it('accuracy: 20 of 31', () => {
    expect(accuracy(TABLE, 0)).toBeCloseTo(20 / 31, 12)
  })

  it('reads a table that does not start at 0', () => {
    expect(countsOf([9, 9, 9, ...TABLE], 3, 'positive')).toEqual({ tp: 5, fp: 4, fn: 3, n: 31 })
    expect(kappa([9, 9, 9, ...TABLE], 3)).toBe(kappa(TABLE, 0))
  })
})

describe('kappa', () => {
  const table = (positive: number, missed: number, invented: number, blank: number) => {
    const cells = Array<number>(16).fill(0)
    ;[cells[0], cells[3], cells[12], cells[15]] = [positive, missed, invented, blank]
    return cells
  }

  it.each([
    // 35 of 50 agreed, chance 0.5: the textbook 0.4.
    [20, 5, 10, 15, 0.4],
    [25, 0, 0, 25, 1],
    [0, 25, 25, 0, -1],
    // Agreement no better than chance.
    [10, 10, 10, 10, 0],
    // High agreement, rare label: 90 of 100 agreed, and still below chance.
    [0, 5, 5, 90, -1 / 19],
  ])('of %i %i / %i %i is %f', (a, b, c, d, expected) => {
    expect(kappa(table(a, b, c, d), 0)).toBeCloseTo(expected, 12)
  })

  it('does not exist when both sides use one value throughout', () => {
    expect(kappa(table(0, 0, 0, 40), 0)).toBeNaN()
    expect(kappa(table(0, 0, 0, 0), 0)).toBeNaN()
  })
})

describe('rates at the edge', () => {
  const oneFalsePositive = Array<number>(16).fill(0)
  oneFalsePositive[12] = 1
  const nothing = Array<number>(16).fill(0)

  it('is 0/0 when nothing was there and nothing predicted', () => {
    expect(f1(countsOf(nothing, 0, 'positive'))).toBeNaN()
    expect(weightedF1(nothing, 0)).toBeNaN()
    expect(accuracy(nothing, 0)).toBeNaN()
  })

  it('is 0 after a false positive alone, and stays out of the macro mean', () => {
    expect(f1(countsOf(oneFalsePositive, 0, 'positive'))).toBe(0)
    expect(entersMacro(oneFalsePositive, 0, 'positive')).toBe(false)
    expect(entersMacro(TABLE, 0, 'positive')).toBe(true)
  })

  it('gives weight to what the gold has, none to what it lacks', () => {
    // 3 positives found, 1 missed as negative; nothing negative in the gold: F1 of positives alone, 6/7.
    const cells = Array<number>(16).fill(0)
    ;[cells[0], cells[1]] = [3, 1]
    expect(weightedF1(cells, 0)).toBeCloseTo(6 / 7, 12)
  })
})
