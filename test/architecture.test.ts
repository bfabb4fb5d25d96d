// The floors of the house: a file imports only from lower floors or its own folder; the core needs no package.
import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, normalize, relative } from 'node:path'
import { describe, expect, test } from 'vitest'

const src = join(import.meta.dirname, '..', 'src')
const FLOORS: readonly (readonly [place: RegExp, floor: number])[] = [
  [/^(types|rule|ruleset|check-ruleset|errors|column-names|slips)\.ts$/, 0],
  [/^(default-ruleset|label-names)/, 1],
  [/^(text|match)\//, 1],
  // What runs rules needs the labeller, and so do the public names.
  [/^rules\/(check-examples|examples|index)\.ts$/, 4.5],
  [/^rules\//, 2],
  // The rooms a text goes through, in order.
  [/^stages\/columns\//, 3],
  [/^stages\/grammar\//, 3.1],
  [/^stages\/sections\//, 3.2],
  [/^stages\/mentions\//, 3.3],
  [/^stages\/prior\//, 3.4],
  [/^stages\/context\//, 3.5],
  [/^stages\/modifiers\//, 3.6],
  [/^stages\/findings\//, 3.7],
  [/^stages\/consistency\//, 3.8],
  [/^stages\/[^/]+$/, 3.9],
  [/^series\//, 3.95],
  [/^labeller\.ts$/, 4],
  [/^(io|evaluate)\//, 4],
  [/^(index\.ts|batch\/|report\/)/, 5],
  [/^cli\//, 6],
]
const files = readdirSync(src, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'))
const imports = new Map(
  files.map((file) => [
    file,
    [
      ...readFileSync(join(src, file), 'utf8').matchAll(
        /^(?:import|export)\s[^'"]*?from '([^']+)'|^import '([^']+)'/gm,
      ),
    ].map((match) => ({
      from: match[1] ?? match[2],
      isType: /^(import|export) type /.test(match[0]),
    })),
  ]),
)

function floorOf(file: string): number {
  const found = FLOORS.find(([place]) => place.test(file))
  if (found === undefined) throw new Error(`${file} stands on no floor`)
  return found[1]
}

function targetOf(file: string, from: string): string {
  return relative(src, normalize(join(src, dirname(file), from)))
}

test.each(files)('%s imports from below or beside', (file) => {
  for (const { from, isType } of imports.get(file) ?? []) {
    if (!from.startsWith('.')) continue
    const target = targetOf(file, from)
    const isNear = dirname(target) === dirname(file)
    expect(isNear || isType || floorOf(target) < floorOf(file), `${file} → ${target}`).toBe(true)
  }
})

test.each(files.filter((file) => !file.endsWith('.generated.ts')))('%s has at most 300 lines', (file) => {
  expect(readFileSync(join(src, file), 'utf8').trimEnd().split('\n').length).toBeLessThanOrEqual(300)
})

test('there are no cycles', () => {
  const state = new Map<string, 'open' | 'done'>()
  const visit = (file: string, path: readonly string[]): void => {
    if (state.get(file) === 'done') return
    expect(state.get(file), [...path, file].join(' → ')).not.toBe('open')
    state.set(file, 'open')
    for (const { from, isType } of imports.get(file) ?? []) {
      if (from.startsWith('.') && !isType) visit(targetOf(file, from), [...path, file])
    }
    state.set(file, 'done')
  }
  for (const file of files) visit(file, [])
})

test('the core imports no package and no part of Node', () => {
  const seen = new Set<string>()
  const queue = ['index.ts']
  for (const file of queue) {
    for (const { from, isType } of imports.get(file) ?? []) {
      if (isType) continue
      expect(from.startsWith('.'), `${file} imports ${from}`).toBe(true)
      const target = targetOf(file, from)
      if (!seen.has(target)) {
        seen.add(target)
        queue.push(target)
      }
    }
  }
  expect(seen.size).toBeGreaterThan(10)
})

describe('clinical words live in the rules', () => {
  const words = /\b(cardiomegaly|consolidation|atelectasis|pneumothorax|pneumonia)\b/i
  test.each(files.filter((file) => !file.endsWith('.generated.ts')))('%s', (file) => {
    const code = readFileSync(join(src, file), 'utf8')
      .replace(/\/\*[\s\S]*?\*\//g, '')
      .replace(/\/\/.*$/gm, '')
      .replace(/addHelpText\([\s\S]*?\)/g, '')
    // Help texts name labels and concepts as examples of what to type.
    if (!file.startsWith('cli/')) expect(code).not.toMatch(words)
  })
})
