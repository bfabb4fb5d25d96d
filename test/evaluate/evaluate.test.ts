import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { acceptableValues } from '../../src/evaluate/cells.ts'
import { evaluate } from '../../src/evaluate/evaluate.ts'
import { METRICS } from '../../src/evaluate/metrics.ts'
import type { GoldRow, PredictedRow } from '../../src/evaluate/rows.ts'
import { goldAndPredictions, LABELS, perfect } from './arbitraries.ts'
import { scoredCells, slowF1, slowKappa } from './slow.ts'

const FAST = { resamples: 0 }

describe('five reports worked out by hand', () => {
  const gold: GoldRow[] = [
    { id: '1', labels: { Edema: 1, Fracture: 'i' } },
    { id: '2', labels: { Edema: 'p', Fracture: 0 } },
    { id: '3', labels: { Edema: 0, Fracture: 'a' } },
    { id: '4', labels: { Fracture: 1 } },
    { id: '5', labels: { Edema: 'n' } },
  ]
  const predictions: PredictedRow[] = [
    { id: '1', labels: { Edema: 1 } }, //                  1 ✓          blank ✓ (i)
    { id: '2', labels: { Edema: -1, Fracture: null } }, // -1 ✓ (p)     blank ✗ (0)
    { id: '3', labels: { Edema: 1, Fracture: 1 } }, //     1 ✗ (0)      unscored
    { id: '4', labels: { Edema: null, Fracture: 1 } }, //  blank ✓      1 ✓
    { id: '5', labels: { Edema: 1, Fracture: 0 } }, //     1 ✗ (n → 0)  0 ✗ (blank)
  ]
  const result = evaluate(gold, predictions, { resamples: 200, seed: 9, version: '1.2.3' })
  const [edema, fracture] = result.labels

  it('counts cells, sets and unscored cells', () => {
    expect([edema.n, edema.lenient, edema.unscored]).toEqual([5, 2, 0])
    expect([fracture.n, fracture.lenient, fracture.unscored]).toEqual([4, 1, 1])
    expect(result.micro.n).toBe(9)
  })

  it('resolves gold sets to an acceptable prediction, else to their first value', () => {
    expect(edema.table).toEqual([
      [1, 0, 0, 0],
      [2, 0, 0, 0],
      [0, 0, 1, 0],
      [0, 0, 0, 1],
    ])
    expect(fracture.table).toEqual([
      [1, 0, 0, 0],
      [0, 0, 0, 1],
      [0, 0, 0, 0],
      [0, 1, 0, 1],
    ])
  })

  it('gives every F1 with its counts', () => {
    expect(edema.f1.positive).toMatchObject({ value: 0.5, precision: 1 / 3, recall: 1, tp: 1, fp: 2, fn: 0, n: 5 })
    expect(edema.f1.negation).toMatchObject({ value: 0, precision: null, recall: 0, tp: 0, fp: 0, fn: 2 })
    expect(edema.f1.uncertainty).toMatchObject({ value: 1, tp: 1, fp: 0, fn: 0 })
    expect(edema.f1.mention).toMatchObject({ value: 1, tp: 4, fp: 0, fn: 0 })
    expect(fracture.f1.mention).toMatchObject({ value: 0.5, tp: 1, fp: 1, fn: 1 })
    expect(fracture.f1.uncertainty).toMatchObject({ value: null, interval: null, tp: 0, fp: 0, fn: 0, n: 4 })
  })

  it('weights as CheXbert does: Edema has 2 negations, 1 uncertain, 1 positive', () => {
    expect(edema.weighted).toMatchObject({ value: (2 * 0 + 1 * 1 + 1 * 0.5) / 4, support: 4 })
    expect(fracture.weighted).toMatchObject({ value: (1 * 0 + 1 * 1) / 2, support: 2 })
  })

  it('takes macro means over labels with a gold instance, micro over pooled counts', () => {
    expect(result.macro.positive).toMatchObject({ value: 0.75, labels: 2 })
    expect(result.macro.uncertainty).toMatchObject({ value: 1, labels: 1 })
    expect(result.micro.f1.positive).toMatchObject({ value: 4 / 6, tp: 2, fp: 2, fn: 0, n: 9 })
    expect(result.macro.weighted.value).toBeCloseTo((0.375 + 0.5) / 2, 12)
  })

  it('counts reports with every scored cell right', () => {
    expect(result.exact).toMatchObject({ right: 2, n: 5, value: 0.4 })
  })

  it('carries seed, n and version', () => {
    expect(result).toMatchObject({ seed: 9, resamples: 200, n: 5, version: '1.2.3', level: 0.95 })
  })

  it('can leave gold sets unscored', () => {
    const strict = evaluate(gold, predictions, { ...FAST, goldSets: 'unscored' })
    expect(strict.labels[0]).toMatchObject({ n: 3, lenient: 0, unscored: 2 })
  })
})

describe('ids and labels', () => {
  const gold: GoldRow[] = [
    { id: 'a', labels: { Edema: 1 } },
    { id: 'b', labels: { Edema: 1 } },
    { id: 'b', labels: { Edema: 0 } },
  ]
  const predictions: PredictedRow[] = [
    { id: 'a', labels: { Edema: 1, Hernia: 1 } },
    { id: 'c', labels: { Edema: 0 } },
    { id: 'c', labels: { Edema: 0 } },
  ]

  it('reports every id that did not meet', () => {
    const result = evaluate(gold, predictions, FAST)
    expect(result.ids).toEqual({
      gold: 2,
      predicted: 2,
      scored: 1,
      missing: ['b'],
      extra: ['c'],
      repeatedInGold: ['b'],
      repeatedInPredictions: ['c'],
    })
    expect(result.exact).toMatchObject({ right: 1, n: 1 })
  })

  it('scores a missing prediction as blank when asked to, once for each id', () => {
    const result = evaluate(gold, predictions, { ...FAST, missing: 'blank' })
    expect(result.n).toBe(2)
    expect(result.labels[0].f1.positive).toMatchObject({ tp: 1, fn: 1 })
    expect(result.ids.missing).toEqual(['b'])
  })

  it('lists labels that one side lacks', () => {
    const result = evaluate(gold, predictions, FAST)
    expect(result.labelsNotInGold).toEqual([{ label: 'Hernia', filled: 1 }])
    const asked = evaluate([{ id: 'a', labels: { Mass: 1 } }], predictions, { ...FAST, labels: ['Mass'] })
    expect(asked.labelsNeverPredicted).toEqual(['Mass'])
  })

  it('reads names of the gold in other spellings, and counts those that nobody predicts as blank', () => {
    const named: PredictedRow[] = [{ id: 'a', labels: { 'Pleural Effusion': 1, Edema: 0, Pneumothorax: null } }]
    const cells = { pleural_effusion: 1, EDEMA: 1, Pneumothorx: 0, effusion: 1, zebra: 1 } as const
    const result = evaluate([{ id: 'a', labels: cells }], named, FAST)
    expect(result.labels.map(({ label }) => label)).toEqual([
      'Pleural Effusion',
      'Edema',
      'Pneumothorx',
      'effusion',
      'zebra',
    ])
    expect(result.micro.accuracy).toMatchObject({ right: 1, n: 5 })
    expect(result.labelsNeverPredicted).toEqual(['Pneumothorx', 'effusion', 'zebra'])
    expect(result.labelsUnmatched).toEqual([
      { label: 'Pneumothorx', nearest: 'Pneumothorax' },
      { label: 'effusion', nearest: 'Pleural Effusion' },
      { label: 'zebra', nearest: null },
    ])
    const asked = evaluate([{ id: 'a', labels: cells }], named, { ...FAST, labels: ['edema', 'zebra'] })
    expect(asked.labels.map(({ label }) => label)).toEqual(['Edema', 'zebra'])
    expect(asked).toMatchObject({ labelsNeverPredicted: ['zebra'], labelsUnmatched: [] })
  })

  it('keeps two spellings apart where a file has both', () => {
    const both: PredictedRow[] = [{ id: 'a', labels: { Edema: 1, edema: 0 } }]
    expect(evaluate([{ id: 'a', labels: { Edema: 1, edema: 1 } }], both, FAST).exact.right).toBe(0)
    expect(evaluate([{ id: 'a', labels: { Edema: 1, edema: 0 } }], both, FAST).exact.right).toBe(1)
  })

  it('survives no reports, and no report in common', () => {
    for (const rows of [[], [{ id: 'x', labels: { Edema: 1 as const } }]]) {
      const result = evaluate(rows, predictions)
      expect(result.n).toBe(0)
      expect(result.exact).toMatchObject({ value: null, interval: null, n: 0 })
    }
  })
})

describe('a label that is 1 or blank', () => {
  it('takes 0 as blank, in the gold and in predictions', () => {
    const gold: GoldRow[] = [
      { id: '1', labels: { 'No Finding': null, Edema: 0 } },
      { id: '2', labels: { 'No Finding': 0, Edema: 0 } },
    ]
    const predictions: PredictedRow[] = gold.map(({ id }) => ({ id, labels: { 'No Finding': 0, Edema: 0 } }))
    const result = evaluate(gold, predictions, FAST)
    expect(result.exact.value).toBe(1)
    expect(result.labels[0].f1.negation.tp).toBe(0)
    expect(result.labels[1].f1.negation.tp).toBe(2)
    expect(evaluate(gold, predictions, { ...FAST, presentOnly: [] }).exact.value).toBe(0.5)
  })
})

describe('properties', () => {
  it('a prediction the gold accepts everywhere scores 1 everywhere', () => {
    fc.assert(
      fc.property(goldAndPredictions, ({ gold }) => {
        const result = evaluate(gold, perfect(gold), { resamples: 20 })
        const rates = [
          ...[...result.labels, result.micro].flatMap(({ f1, weighted, kappa, accuracy }) => [
            ...Object.values(f1),
            weighted,
            kappa,
            accuracy,
          ]),
          ...Object.values(result.macro),
          result.exact,
        ]
        for (const { value, interval } of rates) {
          if (value === null) continue
          expect(value).toBe(1)
          if (interval !== null) expect([interval.low, interval.high]).toEqual([1, 1])
        }
      }),
      { numRuns: 100 },
    )
  })

  it('agrees with a slow evaluation written from the definitions', () => {
    fc.assert(
      fc.property(goldAndPredictions, ({ gold, predictions }) => {
        const result = evaluate(gold, predictions, { ...FAST, labels: LABELS })
        LABELS.forEach((label, l) => {
          const cells = scoredCells(gold, predictions, label)
          const score = result.labels[l]
          expect(score.n).toBe(cells.length)
          expectRate(
            score.f1.positive.value,
            slowF1(cells, (value) => value === 1),
          )
          expectRate(
            score.f1.negation.value,
            slowF1(cells, (value) => value === 0),
          )
          expectRate(
            score.f1.uncertainty.value,
            slowF1(cells, (value) => value === -1),
          )
          expectRate(
            score.f1.mention.value,
            slowF1(cells, (value) => value !== null),
          )
          expectRate(score.kappa.value, slowKappa(cells))
          expectRate(score.accuracy.value, cells.filter(([truth, guess]) => truth === guess).length / cells.length)
        })
        const right = gold.filter((row, index) =>
          LABELS.every((label) =>
            scoredCells([row], [predictions[index]], label).every(([truth, guess]) => truth === guess),
          ),
        )
        const scored = gold.filter((row, index) =>
          LABELS.some((label) => scoredCells([row], [predictions[index]], label).length > 0),
        )
        expect(result.exact.n).toBe(scored.length)
        expect(result.exact.right).toBe(scored.filter((row) => right.includes(row)).length)
      }),
      { numRuns: 200 },
    )
  })

  it('keeps rates in bounds, intervals in order, and tables in step with their n', () => {
    fc.assert(
      fc.property(goldAndPredictions, ({ gold, predictions }) => {
        const result = evaluate(gold, predictions, { resamples: 30 })
        for (const { table, n, unscored } of result.labels) {
          expect(table.flat().reduce((a, b) => a + b, 0)).toBe(n)
          expect(n + unscored).toBe(gold.length)
        }
        for (const metric of METRICS) {
          const { value, interval } = result.macro[metric]
          if (value !== null) expect(Math.abs(value)).toBeLessThanOrEqual(1)
          if (interval !== null) expect(interval.low).toBeLessThanOrEqual(interval.high)
        }
      }),
      { numRuns: 50 },
    )
  })

  it('does not depend on the order of rows, and leniency never lowers the share of right cells', () => {
    fc.assert(
      fc.property(goldAndPredictions, ({ gold, predictions }) => {
        const options = { ...FAST, labels: LABELS }
        const result = evaluate(gold, predictions, options)
        expect(evaluate([...gold].reverse(), [...predictions].reverse(), options)).toEqual(result)
        const firsts = gold.map(({ id, labels }) => ({
          id,
          labels: Object.fromEntries(
            Object.entries(labels).map(([label, cell]) => [
              label,
              cell === 'a' ? ('a' as const) : (acceptableValues(cell) ?? [null])[0],
            ]),
          ),
        }))
        expect(result.micro.accuracy.right).toBeGreaterThanOrEqual(
          evaluate(firsts, predictions, options).micro.accuracy.right,
        )
      }),
      { numRuns: 50 },
    )
  })

  it('holds the point inside the interval of a plain share', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 60 }), fc.integer({ min: 0, max: 1000 }), (right, seed) => {
        const gold = Array.from({ length: 60 }, (_, index): GoldRow => ({ id: String(index), labels: { Edema: 1 } }))
        const predictions = gold.map(
          ({ id }, index): PredictedRow => ({ id, labels: { Edema: index < right ? 1 : 0 } }),
        )
        const { value, interval } = evaluate(gold, predictions, { seed, resamples: 300 }).exact
        expect(interval?.low).toBeLessThanOrEqual(value ?? -1)
        expect(interval?.high).toBeGreaterThanOrEqual(value ?? 2)
      }),
      { numRuns: 40 },
    )
  })
})

function expectRate(value: number | null, expected: number): void {
  if (Number.isNaN(expected)) expect(value).toBeNull()
  else expect(value).toBeCloseTo(expected, 10)
}
