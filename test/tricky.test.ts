// The shared table of tricky sentences: every cell must hold its label or an acceptable other.
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { defaultRuleset, type LabelledReport } from '../src/index.ts'
import { labelReport } from '../src/labeller.ts'

interface Entry {
  readonly id: string
  readonly text: string
  readonly labels: Readonly<Record<string, number | null>>
  readonly alt?: Readonly<Record<string, readonly (number | null)[]>>
  readonly implied?: readonly string[]
  readonly strata?: Readonly<Record<string, number | string>>
}

/** Misses that stand for now, each with its reason. One that comes right must be taken off the list. */
const KNOWN = new Map([
  ['T062 Lung Opacity', 'septal lines say Edema, as the reading guidelines have it; Lung Opacity is rolled up'],
  ['T355 Lung Lesion', 'that a later sentence explains the opacity away needs reference across sentences'],
])

/** Strata that are not read for now. One that comes right must be taken off the list. */
const KNOWN_STRATA = new Set([
  // The size stands with another noun, a clause away.
  'T009 ptx_tiny_apical',
  'T137 effusion_small',
  // The bone stands with the sign or the lesion, not with the fracture.
  'T340 fracture_rib',
  // Read as a neighbouring concept.
  'T041 vertebral_deformity',
  'T076 opacity_unspecified',
  'T164 norm_heart',
  'T287 tech_artifact',
  'T319 septal_lines',
])

const path = join(import.meta.dirname, '..', '..', 'shared', 'tricky.jsonl')
if (existsSync(path)) {
  const entries = readFileSync(path, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Entry)
  test.each(entries.map((entry) => [entry.id, entry] as const))('%s', (id, { text, labels, alt, implied }) => {
    const report: LabelledReport = labelReport(text, { rollUp: false })
    for (const [label, value] of Object.entries(labels)) {
      const accepted = [value, ...(alt?.[label] ?? []), ...(implied?.includes(label) ? [null] : [])]
      const isRight = accepted.includes(report.labels[label].value)
      expect({ label, isRight }).toEqual({ label, isRight: !KNOWN.has(`${id} ${label}`) })
    }
  })

  // What the sentence says of time, on some mention of it.
  const TIMES: Readonly<Record<string, readonly string[]>> = {
    new: ['new'],
    no_new: ['new'],
    unchanged: ['unchanged'],
    improved: ['decreased'],
    worsened: ['increased'],
    resolved: ['resolved'],
    mixed: ['resolved', 'increased'],
    prior_only: ['prior'],
  }
  const timed = entries.flatMap(({ id, text, strata = {} }) =>
    typeof strata['@temporal'] === 'string' ? [[id, strata['@temporal'], text] as const] : [],
  )
  test(`${timed.length} sentences speak of time`, () => expect(timed.length).toBeGreaterThan(25))
  test.each(timed)('%s is %s', (_, time, text) => {
    const { mentions, prior } = labelReport(text)
    const said: readonly (string | null)[] = mentions.flatMap(({ assertion }) => [assertion.change, assertion.time])
    // "Stable chest" names no finding: the whole report is left to the prior.
    const found = TIMES[time].every((each) => said.includes(each)) || (prior.only && mentions.length === 0)
    expect(found).toBe(true)
  })

  // Strata named with 1 or -1 must be read so, by the concept or one under it; those named with 0 must not be there.
  const { concepts } = defaultRuleset()
  const under = new Map(concepts.map(({ id, parents }) => [id, [id, ...parents.map((at) => concepts[at].id)]]))
  const rows = entries.flatMap(({ id, text, strata = {} }) =>
    Object.entries(strata).flatMap(([name, value]) =>
      typeof value === 'number' && under.has(name) ? [[id, name, value, text] as const] : [],
    ),
  )
  test.each(rows)('%s %s is %i', (id, name, value, text) => {
    const report = labelReport(text)
    const found = [
      ...report.findings,
      ...Object.keys(report.technique).map((concept) => ({ concept, value: 1 })),
    ].filter(({ concept }) => under.get(concept)?.includes(name))
    const isRight =
      value === 0
        ? found.every((each) => each.value === 0 || each.concept !== name)
        : found.some((each) => each.value === value)
    expect({ id, name, isRight }).toEqual({ id, name, isRight: !KNOWN_STRATA.has(`${id} ${name}`) })
  })
} else test.skip('the tricky sentences are not here: ../shared/tricky.jsonl is missing', () => {})
