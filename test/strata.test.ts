// Every stratum proves itself: its `match` sentences fall into it, its `miss` sentences do not.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { defaultRuleset } from '../src/index.ts'
import { createLabeller, labelReport } from '../src/labeller.ts'

interface Source {
  readonly id: string
  readonly of: string
  readonly where?: object
  readonly examples: { readonly match: readonly string[]; readonly miss: readonly string[] }
}

const { strata } = parse(readFileSync(join(import.meta.dirname, '..', 'ontology', 'strata.yaml'), 'utf8'), {
  version: '1.2',
  schema: 'failsafe',
}) as { strata: readonly Source[] }

const isIn = (label: typeof labelReport, text: string, id: string): boolean =>
  label(text).findings.some(({ concept, value }) => concept === id && value !== 0)

test.each(strata.map((stratum, index) => [stratum.id, index, stratum] as const))('%s (%i)', (id, index, stratum) => {
  // Without this way into the stratum its examples must not fall into it, so it is this one that is proved.
  const ruleset = defaultRuleset()
  const without = createLabeller({ ...ruleset, strata: ruleset.strata.filter((_, at) => at !== index) })
  for (const text of stratum.examples.match) {
    expect(isIn(labelReport, text, id), `match: ${text}`).toBe(true)
    expect(isIn(without.labelReport, text, id), `only this way: ${text}`).toBe(false)
  }
  for (const text of stratum.examples.miss) expect(isIn(labelReport, text, id), `miss: ${text}`).toBe(false)
})

test('a concept may have more strata than a number has bits', () => {
  const ruleset = defaultRuleset()
  const effusion = ruleset.concepts.findIndex(({ id }) => id === 'pleural_effusion')
  const own = ruleset.strata.filter(({ of }) => of === effusion)
  const isLarge = ({ where }: (typeof own)[number]): boolean => where.size?.includes('large') ?? false
  const large = own.filter(isLarge)
  const rest = own.filter((stratum) => !isLarge(stratum))
  expect(large.length).toBeGreaterThan(0)
  // Ways that hold of no report, put before all others, push the rest behind the thirty-first place.
  const idle = Array.from({ length: 40 }, () => ({ ...large[0], where: { size: ['as a house'] } }))
  const crowded = createLabeller({ ...ruleset, strata: [...idle, ...rest, ...large] })
  expect(isIn(crowded.labelReport, 'Large right pleural effusion.', 'effusion_large')).toBe(true)
  expect(isIn(crowded.labelReport, 'Small right pleural effusion.', 'effusion_large')).toBe(false)
})
