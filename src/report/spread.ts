// How whole numbers are spread, from how often each comes: memory grows with how many different ones there are.
import type { Spread } from './sheet.ts'

export interface Spreader {
  add(value: number): void
  /** Null where nothing was added. */
  spread(): Spread | null
}

/** Counts whole numbers by value. */
export function makeSpreader(): Spreader {
  const counts = new Map<number, number>()
  let n = 0
  return {
    add: (value) => {
      counts.set(value, (counts.get(value) ?? 0) + 1)
      n++
    },
    spread: () => {
      const values = [...counts].sort(([a], [b]) => a - b)
      return n === 0 ? null : spreadBy(n, (least) => firstToReach(values, least))
    },
  }
}

/** The spread of numbers that are at hand, in any order; sorts them in place. */
export function spreadOf(values: Float64Array | Uint32Array): Spread | null {
  values.sort()
  return values.length === 0 ? null : spreadBy(values.length, (least) => values[least - 1])
}

/** A quantile is the least value that so many are not above: a value that is there, and the same to all who count. */
function spreadBy(n: number, valueAt: (least: number) => number): Spread {
  const at = (percent: number): number => valueAt(Math.max(1, Math.ceil((n * percent) / 100)))
  return { n, p5: at(5), p25: at(25), p50: at(50), p75: at(75), p95: at(95) }
}

function firstToReach(values: readonly (readonly [value: number, count: number])[], least: number): number {
  let sum = 0
  for (const [value, count] of values) {
    sum += count
    if (sum >= least) return value
  }
  return Number.NaN
}
