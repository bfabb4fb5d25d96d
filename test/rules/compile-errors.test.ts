// What a rule author reads when rules cannot be used: file, line, the line itself, a caret, a hint; all at once.
// The messages stand in test/errors beside the broken files; each is compiled with the sound ones in errors/base.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { RuleError } from '../../src/errors.ts'
import { compileRules } from '../../src/rules/compile-rules.ts'
import { readRuleFolders } from '../../src/rules/folders.ts'
import type { RuleSource } from '../../src/rules/source.ts'

const folder = join(import.meta.dirname, '..', 'errors')
const base = readRuleFolders([join(folder, 'base')], folder)
const names = readdirSync(folder)
  .filter((name) => name.endsWith('.yaml'))
  .map((name) => name.replace(/\.yaml$/, ''))
const sourceOf = (name: string): RuleSource => ({
  file: `${name}.yaml`,
  text: readFileSync(join(folder, `${name}.yaml`), 'utf8'),
})

function errorOf(sources: readonly RuleSource[]): RuleError {
  try {
    compileRules(sources)
  } catch (error) {
    if (error instanceof RuleError) return error
    throw error
  }
  throw new Error('the rules compile')
}

test('the base compiles', () => {
  expect(compileRules(base).rules.map(({ id }) => id)).toContain('heart-large')
})

describe.each(names)('%s', (name) => {
  const error = errorOf([...base, sourceOf(name)])
  test('reads as it should', async () => {
    const golden = join(folder, `${name}.txt`)
    expect(existsSync(golden), 'the message is written down').toBe(true)
    await expect(`${error.message}\n`).toMatchFileSnapshot(golden)
  })
  test('points into the broken file, at a line that is there', () => {
    const rows = sourceOf(name).text.split(/\r?\n/)
    for (const { file, line, column, source, code, message } of error.problems) {
      expect(file).toBe(`${name}.yaml`)
      expect(source).toBe(rows[line - 1])
      expect(column).toBeGreaterThanOrEqual(1)
      expect(column).toBeLessThanOrEqual(source.length + 1)
      expect(code).toMatch(/^[a-z-]+$/)
      expect(message).not.toBe('')
    }
  })
})

test('problems of several files come together', () => {
  const files = ['schema', 'phrases', 'kind']
  const alone = files.map((name) => errorOf([...base, sourceOf(name)]).problems.length)
  const together = errorOf([...base, ...files.map(sourceOf)]).problems
  expect(together).toHaveLength(alone.reduce((a, b) => a + b))
  expect(new Set(together.map(({ file }) => file))).toEqual(new Set(files.map((name) => `${name}.yaml`)))
})
