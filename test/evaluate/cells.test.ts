import { describe, expect, it } from 'vitest'
import { acceptableValues, goldName, parseGoldCell, parseValue, resolveGold } from '../../src/evaluate/cells.ts'

describe('acceptableValues', () => {
  it.each([
    [1, [1]],
    [0, [0]],
    [-1, [-1]],
    [null, [null]],
    ['p', [1, -1]],
    ['n', [0, -1]],
    ['i', [0, null]],
    ['a', null],
    [
      [-1, null],
      [-1, null],
    ],
  ] as const)('%j accepts %j', (cell, values) => {
    expect(acceptableValues(cell)).toEqual(values)
  })
})

describe('resolveGold', () => {
  it.each([
    ['p', -1, -1],
    ['p', 1, 1],
    ['p', 0, 1],
    ['p', null, 1],
    ['n', 1, 0],
    ['n', -1, -1],
    ['i', null, null],
    ['i', 0, 0],
    ['i', 1, 0],
    [1, null, 1],
  ] as const)('%j with a prediction of %j stands for %j', (cell, prediction, resolved) => {
    expect(resolveGold(acceptableValues(cell) ?? [], prediction)).toBe(resolved)
  })
})

describe('parseValue', () => {
  it.each([
    [1, 1],
    [-0, 0],
    [null, null],
    [undefined, null],
    [Number.NaN, null],
    ['1.0', 1],
    ['-1.0', -1],
    ['0', 0],
    [' +1 ', 1],
    ['', null],
    ['NaN', null],
    ['blank', null],
    [2, undefined],
    [0.5, undefined],
    ['1e0', undefined],
    ['0x1', undefined],
    ['yes', undefined],
    [true, undefined],
    [{}, undefined],
    ['p', undefined],
  ])('%j is %j', (raw, value) => {
    expect(Object.is(parseValue(raw), value)).toBe(true)
  })
})

describe('parseGoldCell', () => {
  it.each([
    ['p', 'p'],
    ['A', 'a'],
    ['1|-1', [1, -1]],
    ['0|blank', [0, null]],
    [
      [0, null],
      [0, null],
    ],
    [[1, 1], [1]],
    [[], undefined],
    [[1, 'x'], undefined],
    ['1|x', undefined],
    ['b', undefined],
    ['constructor', undefined],
    ['-1.0', -1],
  ])('%j is %j', (raw, cell) => {
    expect(parseGoldCell(raw)).toEqual(cell)
  })
})

it('names a gold cell in words', () => {
  expect(['p', 'a', null, [0, -1]].map((cell) => goldName(cell as never))).toEqual([
    'positive or uncertain',
    'not scored',
    'blank',
    'negative or uncertain',
  ])
})
