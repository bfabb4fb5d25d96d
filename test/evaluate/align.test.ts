import { expect, it } from 'vitest'
import { align } from '../../src/evaluate/align.ts'

it('pairs by id in the order of the left side and loses nobody', () => {
  const rows = (...ids: string[]) => ids.map((id, place) => ({ id, place }))
  expect(align(rows('a', 'b', 'c', 'b'), rows('c', 'd', 'a', 'd', 'd'))).toEqual({
    pairs: [
      { id: 'a', left: { id: 'a', place: 0 }, right: { id: 'a', place: 2 } },
      { id: 'c', left: { id: 'c', place: 2 }, right: { id: 'c', place: 0 } },
    ],
    onlyLeft: ['b'],
    onlyRight: ['d'],
    repeatedLeft: ['b'],
    repeatedRight: ['d'],
  })
})
