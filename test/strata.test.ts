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
