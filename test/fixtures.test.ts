// The written reports, scored cell by cell as test/fixtures/README.md says. The floor only ever rises.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { labelReport } from '../src/labeller.ts'

type Cell = 1 | 0 | -1 | 'p' | 'n' | 'i' | 'a' | undefined
interface Fixture {
  readonly id: string
  readonly text: string
  readonly labels: Readonly<Record<string, Cell>>
  readonly prior_only: boolean
}

const folder = join(import.meta.dirname, 'fixtures')
const fixtures = readdirSync(folder)
  .filter((name) => name.endsWith('.jsonl'))
  .sort()
  .flatMap((name) => readFileSync(join(folder, name), 'utf8').trim().split('\n'))
  .map((line) => JSON.parse(line) as Fixture)

function accepts(cell: Cell, value: number | null): boolean {
  switch (cell) {
    case undefined:
      return value === null
    case 'p':
      return value === 1 || value === -1
    case 'n':
      return value === 0 || value === -1
    case 'i':
      return value === 0 || value === null
    case 'a':
      return true
    default:
      return value === cell
  }
}

/** Wrong cells that are allowed to stand: the share measured when the figure was last raised. */
const MOST_WRONG = 0.04

describe('written reports', () => {
  const cells = fixtures.flatMap(({ id, text, labels }) => {
    const report = labelReport(text, { rollUp: false })
    return Object.entries(report.labels).map(([name, { value }]) => ({
      id,
      name,
      isRight: accepts(labels[name], value),
    }))
  })
  test('there are at least 150, of every label', () => {
    expect(fixtures.length).toBeGreaterThanOrEqual(150)
    for (const name of Object.keys(labelReport('').labels))
      expect(fixtures.some(({ labels }) => labels[name] === 1)).toBe(true)
  })
  test('wrong cells', () => {
    const wrong = cells.filter(({ isRight }) => !isRight)
    expect(wrong.length / cells.length).toBeLessThan(MOST_WRONG)
  })
  test.each(fixtures.filter((fixture) => fixture.prior_only).map((fixture) => [fixture.id, fixture] as const))(
    '%s leans wholly on a prior and is never normal',
    (_, { text }) => {
      expect(labelReport(text).labels['No Finding'].value).toBeNull()
    },
  )
})
