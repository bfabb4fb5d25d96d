import { describe, expect, it } from 'vitest'
import { bootstrap, percentileInterval, seededRandom } from '../../src/evaluate/bootstrap.ts'
import { codePairs } from '../../src/evaluate/coding.ts'
import { evaluate } from '../../src/evaluate/evaluate.ts'
import { countAll } from '../../src/evaluate/measure.ts'
import { macroMembers, shareAt } from '../../src/evaluate/statistics.ts'

const CODING = { goldSets: 'accept', presentOnly: [] } as const

/** n reports with one label, positive in all; the first `right` are read as positive, the others as blank. */
function coded(n: number, right: number) {
  const pairs = Array.from({ length: n }, (_, index) => ({
    id: String(index),
    left: { id: String(index), labels: { Edema: 1 as const } },
    right: { id: String(index), labels: { Edema: index < right ? (1 as const) : null } },
  }))
  return codePairs(pairs, ['Edema'], CODING)
}

describe('seededRandom', () => {
  it('gives the published first value of mulberry32 for seed 0', () => {
    expect(seededRandom(0)()).toBe(0.26642920868471265)
  })

  it('fills [0, 1) evenly', () => {
    const random = seededRandom(7)
    const bins = new Uint32Array(10)
    for (let i = 0; i < 100_000; i++) bins[Math.floor(random() * 10)]++
    for (const count of bins) expect(Math.abs(count - 10_000)).toBeLessThan(400)
  })
})

describe('percentileInterval', () => {
  it('takes the middle 95 % with linear interpolation', () => {
    const values = Float64Array.from({ length: 101 }, (_, index) => 100 - index)
    const interval = percentileInterval(values)
    expect(interval?.low).toBeCloseTo(2.5, 10)
    expect(interval?.high).toBeCloseTo(97.5, 10)
    expect(interval?.resamples).toBe(101)
  })

  it('leaves out resamples without the rate, and says how many were left', () => {
    expect(percentileInterval(Float64Array.of(Number.NaN, 0.5, 0.5))).toEqual({ low: 0.5, high: 0.5, resamples: 2 })
    expect(percentileInterval(Float64Array.of(Number.NaN))).toBeNull()
  })

  it('sorts numbers as numbers', () => {
    expect(percentileInterval(Float64Array.of(-1, 1e-9, 10, 9), 0.9999999)?.low).toBeCloseTo(-1, 5)
    expect(percentileInterval(Float64Array.of(-1, 1e-9, 10, 9), 0.9999999)?.high).toBeCloseTo(10, 5)
  })
})

describe('bootstrap', () => {
  const reports = coded(400, 200)
  const members = macroMembers(countAll(reports))

  it('has the spread that the binomial says for a share of 200 in 400', () => {
    const samples = bootstrap([reports], members, { seed: 1, resamples: 4000 })
    const interval = percentileInterval(samples[shareAt(1, 0)])
    const reach = 1.96 * Math.sqrt(0.25 / 400)
    expect(interval?.low).toBeGreaterThan(0.5 - reach - 0.006)
    expect(interval?.low).toBeLessThan(0.5 - reach + 0.006)
    expect(interval?.high).toBeGreaterThan(0.5 + reach - 0.006)
    expect(interval?.high).toBeLessThan(0.5 + reach + 0.006)
  })

  it('is the same for the same seed and another for another', () => {
    const draw = (seed: number) => bootstrap([reports], members, { seed, resamples: 50 })
    expect(draw(3)).toEqual(draw(3))
    expect(draw(3)).not.toEqual(draw(4))
  })

  it('pairs: against itself every difference is 0', () => {
    const samples = bootstrap([reports, reports], members, { seed: 1, resamples: 50 })
    for (const sample of samples) for (const value of sample) expect(Number.isNaN(value) || value === 0).toBe(true)
  })

  it('pairs: the difference of nested errors is never negative', () => {
    // The second labeller is right wherever the first is, and on 40 reports more: with shared draws it cannot lose.
    const samples = bootstrap([reports, coded(400, 240)], members, { seed: 1, resamples: 300 })
    const differences = samples[shareAt(1, 0)]
    expect(Math.min(...differences)).toBeGreaterThan(0)
    const interval = percentileInterval(differences)
    expect(interval?.low).toBeLessThan(0.1)
    expect(interval?.high).toBeGreaterThan(0.1)
  })

  it('refuses codings of different reports', () => {
    expect(() => bootstrap([reports, coded(3, 1)], members, { seed: 1, resamples: 1 })).toThrow(TypeError)
  })
})

it('draws 1,000 resamples of 2,000 reports and 14 labels in about a second', () => {
  const random = seededRandom(5)
  const labels = Array.from({ length: 14 }, (_, index) => `label ${index}`)
  const cells = () =>
    Object.fromEntries(labels.map((label) => [label, ([1, 0, -1, null] as const)[Math.floor(random() * 4)]]))
  const gold = Array.from({ length: 2000 }, (_, index) => ({ id: String(index), labels: cells() }))
  const predictions = gold.map(({ id }) => ({ id, labels: cells() }))
  const start = performance.now()
  const result = evaluate(gold, predictions)
  // Under 0.3 s on a quiet core; the slack is for a busy one.
  expect(performance.now() - start).toBeLessThan(3000)
  // 1 in 4 cells is right by chance, and chance is what kappa takes away.
  expect(result.micro.accuracy.value).toBeCloseTo(0.25, 1)
  expect(result.micro.kappa.value).toBeCloseTo(0, 1)
})
