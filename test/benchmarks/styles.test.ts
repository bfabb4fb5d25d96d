// The reports in other hospitals' styles: well formed, and no worse read than when the data sheet was written.
import { describe, expect, test } from 'vitest'
import { labelSet, scoreSet } from '../../benchmarks/accuracy/gold.ts'
import { readStyleSet } from '../../benchmarks/accuracy/sets.ts'
import { CXRLABEL } from '../../benchmarks/accuracy/system.ts'

const styles = readStyleSet()

describe('reports in other styles', () => {
  test('each has an id of its own and a text', () => {
    expect(styles.reports.size).toBe(styles.gold.length)
    expect([...styles.reports.values()].filter(({ text }) => text.trim() === '')).toEqual([])
  })

  test('at most 1 % of the scored cells are wrong, and 9 of 10 reports are all right', () => {
    const { cells, wrongCells, allRight } = scoreSet(styles, labelSet(CXRLABEL, styles), 0)
    expect(cells).toBeGreaterThan(12_000)
    expect(wrongCells / cells).toBeLessThan(0.01)
    expect(allRight.right / allRight.n).toBeGreaterThan(0.9)
  })
})
