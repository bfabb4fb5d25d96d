// Numbers of keys, and how numbers are spread, against maps and sorted lists.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { makeSerials, withRoom } from '../../src/report/serials.ts'
import { makeSpreader, spreadOf } from '../../src/report/spread.ts'
import { quantile } from './count.ts'

test('keys keep their numbers, however many come', () => {
  const serials = makeSerials()
  const known = new Map<string, number>()
  for (let at = 0; at < 60_000; at++) {
    const key = `patient ${(at * 7919) % 20_011}`
    if (!known.has(key)) known.set(key, known.size)
    expect(serials.of(key)).toBe(known.get(key))
  }
  expect(serials.size).toBe(20_011)
  for (const [key, number] of known) if (serials.of(key) !== number) throw new Error(key)
})

test('a column keeps its numbers when it grows', () => {
  const column = Uint32Array.from([3, 4])
  expect(withRoom(column, 2)).toBe(column)
  expect([...withRoom(column, 3)]).toEqual([3, 4, 0, 0])
  expect([...withRoom(Float64Array.from([0.5]), 5)]).toEqual([0.5, 0, 0, 0, 0])
})

test('a spread has values that are there', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(50), { minLength: 1, maxLength: 60 }), (numbers) => {
      const spreader = makeSpreader()
      for (const number of numbers) spreader.add(number)
      const [p5, p25, p50, p75, p95] = [5, 25, 50, 75, 95].map((percent) => quantile(numbers, percent))
      const spread = { n: numbers.length, p5, p25, p50, p75, p95 }
      expect(spreader.spread()).toEqual(spread)
      expect(spreadOf(Uint32Array.from(numbers))).toEqual(spread)
    }),
  )
  expect(makeSpreader().spread()).toBeNull()
  expect(spreadOf(new Float64Array(0))).toBeNull()
})
