// The working columns: they grow with a long report, and hold no more than at first once a short one has followed it.
import { expect, test } from 'vitest'
import { defaultRuleset } from '../src/index.ts'
import { createLabeller } from '../src/labeller.ts'
import { makeScratch, type Scratch } from '../src/stages/columns/scratch.ts'
import { makeTables } from '../src/stages/columns/tables.ts'
import { unmarkModifiers } from '../src/stages/modifiers/modifiers.ts'
import { readMatches, readMentionsOf } from '../src/stages/read-text.ts'
import { LONGEST_KEPT } from '../src/text/tokens.ts'

const tables = makeTables(defaultRuleset())
const UNIT = 'Small left effusion. No pneumothorax. '
const textOf = (length: number): string => UNIT.repeat(Math.ceil(length / UNIT.length))

function read(text: string, scratch: Scratch): void {
  readMatches(text, tables, scratch)
  readMentionsOf(tables, scratch)
  unmarkModifiers(scratch)
}

/** Bytes of all columns, however deep they stand. */
function bytesOf(value: unknown): number {
  if (value instanceof DataView) return 0
  if (ArrayBuffer.isView(value)) return value.byteLength
  if (typeof value !== 'object' || value === null) return 0
  return Object.values(value).reduce<number>((sum, each) => sum + bytesOf(each), 0)
}

test('columns of a very long report are given up when the next one comes', () => {
  const scratch = makeScratch()
  const first = bytesOf(scratch)
  read(textOf(2 * LONGEST_KEPT), scratch)
  const perCharacter = bytesOf(scratch) / (2 * LONGEST_KEPT)
  expect(perCharacter).toBeGreaterThan(20)
  expect(perCharacter).toBeLessThan(100)
  expect(scratch.mentions.rule.length).toBeGreaterThan(10_000)
  read(UNIT, scratch)
  // Two places more than at first for each token column.
  expect(bytesOf(scratch)).toBeLessThan(1.01 * first)
})

test('columns of a long report are kept', () => {
  const scratch = makeScratch()
  read(textOf(0.9 * LONGEST_KEPT), scratch)
  const { id } = scratch.tokens
  const { cueAt } = scratch
  read(UNIT, scratch)
  expect(scratch.tokens.id).toBe(id)
  expect(scratch.cueAt).toBe(cueAt)
})

test('labels do not depend on the lengths of the reports before', () => {
  const { labelReport, assertSpan } = createLabeller(defaultRuleset())
  const long = textOf(1.1 * LONGEST_KEPT)
  const longer = textOf(1.5 * LONGEST_KEPT)
  const expected = labelReport(UNIT)
  const { labels } = labelReport(long)
  for (const text of [UNIT, longer, long, longer, UNIT]) {
    const report = labelReport(text)
    if (text === UNIT) expect(report).toEqual(expected)
    else for (const name of Object.keys(labels)) expect(report.labels[name].value).toBe(labels[name].value)
  }
  labelReport(longer)
  expect(assertSpan('There is no zorbosis.', { start: 12, end: 20 }).polarity).toBe('absent')
})
