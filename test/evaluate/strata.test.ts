import { describe, expect, it } from 'vitest'
import { evaluate } from '../../src/evaluate/evaluate.ts'
import type { GoldRow, PredictedRow, Strata } from '../../src/evaluate/rows.ts'

/** Evaluates pairs of gold and predicted strata, and picks one stratum's counts. */
function score(name: string, pairs: readonly (readonly [Strata, Strata])[]) {
  const gold = pairs.map(([strata], index): GoldRow => ({ id: String(index), labels: {}, strata }))
  const predictions = pairs.map(([, strata], index): PredictedRow => ({ id: String(index), labels: {}, strata }))
  const found = evaluate(gold, predictions, { resamples: 20 }).strata.find((stratum) => stratum.name === name)
  if (found === undefined) return null
  const { right, n, tp, fp, fn, extra } = found
  return { right, n, tp, fp, fn, extra }
}

describe('strata', () => {
  it('scores a text where the gold gives one, and counts guesses elsewhere', () => {
    const pairs = [
      [{ fracture_age: 'old' }, { fracture_age: 'old' }],
      [{ fracture_age: 'old' }, { fracture_age: 'acute' }],
      [{ fracture_age: 'old' }, {}],
      [{}, { fracture_age: 'acute' }],
      [{}, {}],
    ] as const
    expect(score('fracture_age', pairs)).toEqual({ right: 1, n: 3, tp: 1, fp: 1, fn: 2, extra: 1 })
  })

  it('scores a flag where either side has it', () => {
    const pairs = [
      [{ hardware_fracture: true }, { hardware_fracture: true }],
      [{ hardware_fracture: true }, {}],
      [{}, { hardware_fracture: true }],
      [{}, { hardware_fracture: false }],
      [{}, {}],
    ] as const
    expect(score('hardware_fracture', pairs)).toEqual({ right: 1, n: 3, tp: 1, fp: 1, fn: 1, extra: 0 })
  })

  it.each([
    // gold, may be there, predicted, right
    [['picc', 'port'], undefined, ['port', 'picc'], true],
    [['picc'], undefined, ['picc', 'port'], false],
    [['picc', 'port'], undefined, ['picc'], false],
    [['picc'], ['picc', 'port'], ['picc'], true],
    [['picc'], ['picc', 'port'], ['picc', 'port'], true],
    [['picc'], ['port'], ['picc', 'valve'], false],
    [undefined, ['picc', 'port'], ['port'], true],
    [undefined, ['picc', 'port'], undefined, true],
    [['picc'], ['port'], ['port'], false],
    [[], undefined, undefined, true],
  ])('list %j, perhaps %j, predicted %j: %s', (devices, devices_any, predicted, isRight) => {
    const gold = { ...(devices && { devices }), ...(devices_any && { devices_any }) }
    const counts = score('devices', [[gold, predicted ? { devices: predicted } : {}]])
    expect(counts).toMatchObject({ right: isRight ? 1 : 0, n: 1 })
  })

  it('counts the names of a list', () => {
    const pairs = [
      [{ devices: ['picc', 'port'] }, { devices: ['picc', 'valve'] }],
      [{}, { devices: ['ett'] }],
    ] as const
    expect(score('devices', pairs)).toEqual({ right: 0, n: 1, tp: 1, fp: 1, fn: 1, extra: 1 })
  })

  it('is silent when predictions carry no strata, and lists strata the gold does not know', () => {
    const gold: GoldRow[] = [{ id: '1', labels: {}, strata: { fracture_age: 'old' } }]
    expect(evaluate(gold, [{ id: '1', labels: {} }]).strata).toEqual([])
    const other = evaluate(gold, [{ id: '1', labels: {}, strata: { side: 'left' } }])
    expect(other.strataNotInGold).toEqual([{ name: 'side', rows: 1 }])
    expect(other.strata[0]).toMatchObject({ name: 'fracture_age', right: 0, n: 1 })
  })

  it('scores the prior flags on every row where the gold gives them', () => {
    const flags = [
      [true, true],
      [true, false],
      [false, true],
      [false, false],
      [undefined, true],
    ]
    const gold = flags.map(([compares], index): GoldRow => ({ id: String(index), labels: {}, compares }))
    const predictions = flags.map(([, compares], index): PredictedRow => ({ id: String(index), labels: {}, compares }))
    const { strata } = evaluate(gold, predictions, { resamples: 50 })
    expect(strata).toHaveLength(1)
    expect(strata[0]).toMatchObject({ name: 'compares', right: 2, n: 4, tp: 1, fp: 1, fn: 1, value: 0.5 })
    expect(strata[0].interval?.low).toBeLessThan(0.5)
  })
})
