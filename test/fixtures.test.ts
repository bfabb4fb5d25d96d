// The written reports, scored cell by cell as test/fixtures/README.md says; the misses are those of known.ts, exactly.
import { describe, expect, test } from 'vitest'
import { acceptableValues, foldPresentOnly, PRESENT_ONLY } from '../src/evaluate/cells.ts'
import { labelReport } from '../src/labeller.ts'
import { KNOWN } from './fixtures/known.ts'
import { type Fixture, readFixtures } from './fixtures/read.ts'

const fixtures = readFixtures()
const rows = fixtures.map((fixture) => [fixture.id, fixture] as const)
const read = ({ text }: Fixture) => labelReport(text, { rollUp: false })

/** Labels whose value is none that the gold cell accepts. */
function wrongLabels(fixture: Fixture): string[] {
  return Object.entries(read(fixture).labels).flatMap(([name, { value }]) => {
    const accepted = acceptableValues(fixture.labels[name] ?? null)
    return accepted === null || accepted.includes(PRESENT_ONLY.includes(name) ? foldPresentOnly(value) : value)
      ? []
      : [name]
  })
}

test('there are at least 150, with every label present, and denied where it can be', () => {
  expect(fixtures.length).toBeGreaterThanOrEqual(150)
  expect(new Set(fixtures.map(({ id }) => id)).size).toBe(fixtures.length)
  for (const name of Object.keys(labelReport('').labels)) {
    expect(
      fixtures.some(({ labels }) => labels[name] === 1),
      name,
    ).toBe(true)
    if (!PRESENT_ONLY.includes(name))
      expect(
        fixtures.some(({ labels }) => labels[name] === 0),
        name,
      ).toBe(true)
  }
})

test.each(rows)('labels of %s', (id, fixture) => {
  expect(wrongLabels(fixture)).toEqual(KNOWN[id]?.labels ?? [])
})

test('known misses are of reports that are there', () => {
  const ids = new Set(fixtures.map(({ id }) => id))
  expect(Object.keys(KNOWN).filter((id) => !ids.has(id))).toEqual([])
})

test.each(rows)('whether %s only speaks of a prior', (_, fixture) => {
  const report = read(fixture)
  expect(report.prior.only).toBe(fixture.prior_only)
  if (fixture.prior_only) expect(report.labels['No Finding'].value).toBeNull()
})

describe('what may still be wrong elsewhere; the figures only ever fall', () => {
  test('comparisons with a prior', () => {
    expect(fixtures.filter((fixture) => read(fixture).prior.compares !== fixture.compares).length).toBeLessThanOrEqual(
      MOST.compares,
    )
  })
  test('strata', () => {
    const sorted = (value: unknown): unknown => (Array.isArray(value) ? [...value].sort() : value)
    const wrong = fixtures.flatMap((fixture) => {
      const { strata } = read(fixture)
      return Object.keys(fixture.strata).filter(
        (key) => JSON.stringify(sorted(strata[key])) !== JSON.stringify(sorted(fixture.strata[key])),
      )
    })
    expect(wrong.length).toBeLessThanOrEqual(MOST.strata)
  })
})

/** Reports read wrongly when the figure was last lowered. */
const MOST = { compares: 4, strata: 16 }
