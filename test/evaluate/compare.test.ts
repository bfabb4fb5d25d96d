import { describe, expect, it } from 'vitest'
import { compare } from '../../src/evaluate/compare.ts'
import { evaluate } from '../../src/evaluate/evaluate.ts'
import { METRICS } from '../../src/evaluate/metrics.ts'
import { printComparison } from '../../src/evaluate/print-comparison.ts'
import type { GoldRow, PredictedRow } from '../../src/evaluate/rows.ts'
import { cue, explained, statement } from './explained.ts'

const TEXT = 'Possible effusion.'
const plain = (id: string, value: 1 | 0 = 1) =>
  explained(id, 'Effusion', value, TEXT, [statement(TEXT, 'effusion', 'effusion')])
const hedged = (id: string) =>
  explained(id, 'Effusion', -1, TEXT, [
    statement(TEXT, 'effusion', 'effusion', [cue(TEXT, 'Possible', 'possible', 'possible')]),
  ])
const silent = (id: string) => explained(id, 'Effusion', null, TEXT, [])

const A: PredictedRow[] = [plain('1'), plain('2'), plain('3'), plain('4'), silent('5'), plain('6')]
const B: PredictedRow[] = [hedged('1'), hedged('2'), hedged('3'), plain('4'), plain('5'), hedged('6')]
const GOLD: GoldRow[] = [
  { id: '1', labels: { Effusion: -1 } },
  { id: '2', labels: { Effusion: 1 } },
  { id: '3', labels: { Effusion: 'p' } },
  { id: '4', labels: { Effusion: 1 } },
  { id: '5', labels: { Effusion: 'a' } },
]

describe('without a gold', () => {
  const result = compare(A, B, { resamples: 100 })

  it('counts changed cells and agreement; rows of the table are A', () => {
    expect(result.labels[0]).toMatchObject({ label: 'Effusion', n: 6, changed: 5, agreement: { right: 1, n: 6 } })
    expect(result.labels[0].table).toEqual([
      [1, 0, 4, 0],
      [0, 0, 0, 0],
      [0, 0, 0, 0],
      [1, 0, 0, 0],
    ])
    // Agreed 1 of 6; by chance (5 × 2 + 0 × 4 + 1 × 0) / 36.
    expect(result.labels[0].kappa.value).toBeCloseTo((1 / 6 - 10 / 36) / (1 - 10 / 36), 12)
    expect(result.sameReports).toMatchObject({ right: 1, n: 6 })
    expect(result.gold).toBeNull()
  })

  it('groups changes by their causes on both sides', () => {
    expect(result.changes.map(({ cause, count }) => [cause, count])).toEqual([
      ['rule effusion → cue possible', 4],
      ['nothing found for Effusion → rule effusion', 1],
    ])
    expect(result.changes[0].readings).toEqual({ 'positive to uncertain': 4 })
    expect(result.changes[0].outcomes).toMatchObject({ noGold: 4, fixed: 0 })
  })

  it('finds no change against itself', () => {
    const same = compare(A, A, { gold: GOLD, resamples: 50 })
    expect(same.changes).toEqual([])
    expect(same.all).toMatchObject({ changed: 0, kappa: { value: 1 }, agreement: { value: 1 } })
    for (const { difference, interval } of same.gold?.differences ?? []) {
      if (difference !== null) expect([difference, interval?.low, interval?.high]).toEqual([0, 0, 0])
    }
  })
})

describe('with a gold', () => {
  const result = compare(A, B, { gold: GOLD, resamples: 400, seed: 2 })

  it('says what each change did', () => {
    expect(result.changes[0].cells.map(({ id, outcome }) => [id, outcome])).toEqual([
      ['1', 'fixed'],
      ['2', 'broken'],
      ['3', 'rightBoth'],
      ['6', 'noGold'],
    ])
    expect(result.changes[1].outcomes).toMatchObject({ unscored: 1 })
  })

  it('knows changes that were wrong before and after', () => {
    const wrong = compare([plain('1')], [hedged('1')], { gold: [{ id: '1', labels: { Effusion: 0 } }], resamples: 0 })
    expect(wrong.changes[0].outcomes).toMatchObject({ wrongBoth: 1 })
  })

  it('gives the same rates as two evaluations, and B minus A', () => {
    const [a, b] = [A, B].map((rows) => evaluate(GOLD, rows, { resamples: 0 }))
    for (const metric of METRICS) {
      const found = result.gold?.differences.find((entry) => entry.label === 'Effusion' && entry.metric === metric)
      const pick = ({ labels: [score] }: typeof a) =>
        metric === 'weighted' || metric === 'kappa' || metric === 'accuracy'
          ? score[metric].value
          : score.f1[metric].value
      expect([found?.a, found?.b]).toEqual([pick(a), pick(b)])
    }
    expect(result.gold?.n).toBe(5)
    const exact = result.gold?.differences[0]
    expect(exact).toMatchObject({ metric: 'exact', a: 0.75, b: 0.75, difference: 0 })
    expect((exact?.aBetter ?? 1) + (exact?.bBetter ?? 1)).toBeLessThanOrEqual(1)
  })

  it('tells a real difference from none', () => {
    const ids = Array.from({ length: 200 }, (_, index) => String(index))
    const gold = ids.map((id): GoldRow => ({ id, labels: { Effusion: 1 } }))
    const rows = (wrong: (index: number) => boolean) => ids.map((id, index) => plain(id, wrong(index) ? 0 : 1))
    const better = compare(
      rows((i) => i % 4 === 0),
      rows((i) => i % 8 === 0),
      { gold, resamples: 500 },
    )
    expect(better.gold?.differences[0]).toMatchObject({ difference: 0.125, bBetter: 1, aBetter: 0 })
    expect(better.gold?.differences[0].interval?.low).toBeGreaterThan(0)
    const tied = compare(
      rows((i) => i % 8 === 0),
      rows((i) => i % 8 === 1),
      { gold, resamples: 500 },
    )
    expect(tied.gold?.differences[0].interval?.low).toBeLessThan(0)
    expect(tied.gold?.differences[0].interval?.high).toBeGreaterThan(0)
  })

  it('takes macro means over the labels that count for both', () => {
    // "p" is uncertain for B alone, since B answers it so: uncertainty has no instance for A.
    const [gold, a, b] = [[{ id: '3', labels: { Effusion: 'p' as const } }], [plain('3')], [hedged('3')]]
    const { gold: scored } = compare(a, b, { gold, resamples: 0 })
    expect(scored?.macroLabels).toMatchObject({ uncertainty: 0, positive: 0, mention: 1 })
    expect(scored?.differences.find(({ label, metric }) => label === 'macro' && metric === 'mention')).toMatchObject({
      a: 1,
      b: 1,
    })
  })

  it('reports ids and labels that only one side has', () => {
    const other: PredictedRow[] = [...B.slice(1), { id: '9', labels: { Mass: 1 } }, { id: '9', labels: {} }]
    const apart = compare(A, other, { gold: [...GOLD, { id: '77', labels: {} }], resamples: 0 })
    expect(apart.ids).toEqual({
      onlyA: ['1'],
      onlyB: ['9'],
      repeatedInA: [],
      repeatedInB: ['9'],
      notInGold: ['6'],
      onlyGold: ['1', '77'],
      repeatedInGold: [],
    })
    expect(apart.labelsApart).toEqual([{ label: 'Mass', side: 'b', filled: 1 }])
  })

  it('folds 0 into blank in No Finding', () => {
    const rows = (value: 0 | null): PredictedRow[] => [{ id: '1', labels: { 'No Finding': value } }]
    expect(compare(rows(0), rows(null), { resamples: 0 }).all.changed).toBe(0)
  })

  it('survives nothing in common', () => {
    expect(compare(A, [{ id: 'x', labels: { Effusion: 1 } }], { gold: GOLD }).all).toMatchObject({
      n: 0,
      kappa: { value: null },
    })
  })

  it('prints what changed and what it did', () => {
    const text = printComparison(result)
    expect(text).toContain('5 of 6 cells differ between A and B in 6 reports')
    expect(text).toContain(
      'rule effusion → cue possible: 4 changed cells (1 fixed, 1 broken, 1 right in both, 1 not in the gold)',
    )
    expect(text).toContain('  1  Effusion: positive to uncertain, fixed\n    ‹Possible› [effusion].')
    expect(text).toContain('! 1 id compared but not in the gold, not scored: 6')
  })
})
