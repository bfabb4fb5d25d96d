// What does not go together: every entry of ontology/consistency.yaml proves itself, and the written cases, tables a
// radiologist can read, have the conflicts they must have and no others.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { defaultRuleset } from '../src/index.ts'
import { createLabeller, labelReport } from '../src/labeller.ts'
import { explainReport, type Paint } from '../src/report/explain.ts'
import type { Consistency } from '../src/ruleset.ts'

interface Entry {
  readonly concept?: string
  readonly concepts?: readonly string[]
  readonly device?: string
  readonly examples: { readonly conflict: readonly string[]; readonly none: readonly string[] }
}
type List = 'contradictions' | 'sided' | 'indications'

const ontology = join(import.meta.dirname, '..', 'ontology', 'consistency.yaml')
const entries = parse(readFileSync(ontology, 'utf8'), { version: '1.2', schema: 'failsafe' }) as Readonly<
  Record<List, readonly Entry[]>
>

describe.each(['contradictions', 'sided', 'indications'] as const)('%s', (list) => {
  const rows = entries[list].map(
    (entry, at) => [entry.concept ?? entry.device ?? entry.concepts?.join('+'), at, entry] as const,
  )
  test.each(rows)('%s', (_, at, { examples }) => {
    const ruleset = defaultRuleset()
    const kept = (own: boolean): Consistency => ({
      ...ruleset.consistency,
      ...{
        contradictions: [],
        sided: [],
        indications: [],
        sites: {},
        names: [],
        implanted: [],
        general: [],
        others: [],
      },
      [list]: ruleset.consistency[list].filter((_, each) => (each === at) === own),
    })
    const only = createLabeller({ ...ruleset, consistency: kept(true) })
    const others = createLabeller({ ...ruleset, consistency: kept(false) })
    for (const text of examples.conflict) {
      expect(only.labelReport(text).conflicts.length, `conflict: ${text}`).toBe(1)
      expect(others.labelReport(text).conflicts, `only under this entry: ${text}`).toEqual([])
    }
    for (const text of examples.none) expect(only.labelReport(text).conflicts, `none: ${text}`).toEqual([])
  })
})

interface Case {
  readonly text: string
  readonly is: readonly string[]
  readonly words: readonly string[]
}
const read = <T>(name: string): T => parse(readFileSync(join(import.meta.dirname, 'consistency', name), 'utf8')) as T
const conflicting = read<Readonly<Record<string, readonly Case[]>>>('conflicts.yaml')
const agreeing = read<Readonly<Record<string, readonly string[]>>>('none.yaml')

describe.each(Object.entries(conflicting))('%s', (_, cases) => {
  test.each(cases.map((each) => [each.text, each] as const))('%s', (text, { is, words }) => {
    const { conflicts, sections } = labelReport(text)
    expect(conflicts.map(({ kind, on }) => `${kind} ${on}`)).toEqual(is)
    expect(conflicts[0].spans.map(({ start, end }) => text.slice(start, end))).toEqual(words)
    for (const { spans, message } of conflicts) {
      for (const { start, end, sentence, section } of spans) {
        expect(sentence.start <= start && start < end && end <= sentence.end).toBe(true)
        expect(sections.some((each) => each.name === section && each.start <= start && end <= each.end)).toBe(true)
      }
      // The reason is the rules', not the report's.
      expect(message).not.toMatch(/small|moderate|large|tiny|mm\b/i)
    }
  })
})

describe.each(Object.entries(agreeing))('none: %s', (_, texts) => {
  test.each(texts)('%s', (text) => {
    expect(labelReport(text).conflicts.map(({ message }) => message)).toEqual([])
  })
})

test('there are at least 60 cases, 20 without a conflict', () => {
  const count = (table: Readonly<Record<string, readonly unknown[]>>): number => Object.values(table).flat().length
  expect(count(conflicting) + count(agreeing)).toBeGreaterThanOrEqual(60)
  expect(count(agreeing)).toBeGreaterThanOrEqual(20)
})

test('conflicts do not hang on the label set or its policies', () => {
  const text = 'FINDINGS: No pleural effusion. IMPRESSION: Small left pleural effusion.'
  for (const options of [
    {},
    { rollUp: false },
    { labelSet: 'full' },
    { labelSet: 'cxr14' },
    { uncertain: 'drop' },
  ] as const)
    expect(labelReport(text, options).conflicts.map(({ kind }) => kind)).toEqual(['findings-and-impression'])
})

test('sections that are not labelled take no part', () => {
  const text = 'FINDINGS: No pleural effusion. IMPRESSION: Small left pleural effusion.'
  expect(labelReport(text, { sections: ['impression'] }).conflicts).toEqual([])
})

test('explain shows the reason and the sentence of each side', () => {
  const same = (text: string): string => text
  const paint = {
    green: same,
    red: same,
    yellow: same,
    blue: same,
    dim: same,
    bold: same,
    underline: same,
  } satisfies Paint
  const shown = explainReport(labelReport('FINDINGS: No effusion. IMPRESSION: Small left effusion.'), paint)
  expect(shown).toContain('conflict (findings-and-impression): Pleural effusion is stated in impression')
  expect(shown).toContain('"Small left effusion" (impression)')
  expect(shown).toContain('"No effusion" (findings)')
})
