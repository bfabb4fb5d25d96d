import { expect, test } from 'vitest'
import { BATCH_BYTES, FRESH_MEMORY, makeSharedMemory } from '../../src/io/memory.ts'

const bytesOf = (...bytes: number[]): Uint8Array => Uint8Array.from(bytes)

test('a copy does not change with what it was made of', () => {
  for (const memory of [FRESH_MEMORY, makeSharedMemory()]) {
    const bytes = bytesOf(1, 2, 3)
    const copy = memory.copy(bytes)
    bytes[0] = 9
    expect([...copy]).toEqual([1, 2, 3])
  }
})

test('a buffer that was given back is used again, one that was not is not', () => {
  const memory = makeSharedMemory()
  const first = memory.copy(bytesOf(1))
  const second = memory.copy(bytesOf(2))
  expect(second.buffer).not.toBe(first.buffer)
  memory.giveBack(first)
  const third = memory.copy(bytesOf(3, 3))
  expect(third.buffer).toBe(first.buffer)
  expect([...third]).toEqual([3, 3])
  expect([...second]).toEqual([2])
  expect(memory.copy(bytesOf(4)).buffer).not.toBe(first.buffer)
})

test('a record that is longer than batches are has a buffer that the engine frees', () => {
  const memory = makeSharedMemory()
  const long = memory.copy(new Uint8Array(BATCH_BYTES + 1))
  expect(long.buffer).toBeInstanceOf(ArrayBuffer)
  memory.giveBack(long)
  expect(memory.copy(bytesOf(1)).buffer).not.toBe(long.buffer)
})

test('bytes that lie elsewhere are none to keep: those of archives, or of an empty batch', () => {
  const memory = makeSharedMemory()
  const own = bytesOf(1, 2)
  memory.giveBack(own)
  expect(memory.copy(bytesOf(3)).buffer).not.toBe(own.buffer)
})
