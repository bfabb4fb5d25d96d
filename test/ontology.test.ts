// The ontology's own soundness, read from the YAML and not from what the compiler makes of it.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { defaultRuleset } from '../src/index.ts'
import { FIRST_WORD, LAYERS } from '../src/ruleset.ts'
import { unpackPhrases } from './oracle.ts'

interface Source {
  readonly id: string
  readonly name: string
  readonly definition: string
  readonly parents: readonly string[]
  readonly policyParents?: readonly string[]
  readonly status: string
  readonly abstract?: string
  readonly implies?: { readonly absent: readonly string[] }
  readonly codes?: readonly { readonly system: string; readonly code: string; readonly source: string }[]
}
interface LabelSource {
  readonly name: string
  readonly concept?: string
  readonly says?: readonly string[]
  readonly values?: Readonly<Record<string, string>>
}
interface SetSource {
  readonly name: string
  readonly noFinding?: string
  readonly labels: readonly LabelSource[]
  readonly unlabelled?: readonly string[]
}

const folder = join(import.meta.dirname, '..', 'ontology')
const read = <T>(name: string): T =>
  parse(readFileSync(join(folder, name), 'utf8'), { version: '1.2', schema: 'failsafe' }) as T
const { concepts } = read<{ concepts: readonly Source[] }>('concepts.yaml')
const { strata } = read<{
  strata: readonly { id: string; of: string; where?: Readonly<Record<string, readonly string[]>> }[]
}>('strata.yaml')
const { outputs } = read<{
  outputs: readonly { key: string; values?: readonly { value: string; concepts: readonly string[] }[] }[]
}>('outputs.yaml')
const sets = ['chexpert', 'cxr14', 'mimic', 'full'].map((name) => read<SetSource>(`labels/${name}.yaml`))
const byId = new Map(concepts.map((concept) => [concept.id, concept]))

/** Every concept above one; a cycle ends the climb and shows as the concept itself. */
function above(id: string): Set<string> {
  const found = new Set<string>()
  const climb = (at: string): void => {
    for (const parent of byId.get(at)?.parents ?? []) {
      if (found.has(parent)) continue
      found.add(parent)
      climb(parent)
    }
  }
  climb(id)
  return found
}

/** The concept and its first parents up to the root. */
function chainOf(id: string): string[] {
  const chain = [id]
  for (let at = byId.get(id)?.parents[0]; at !== undefined && !chain.includes(at); at = byId.get(at)?.parents[0])
    chain.push(at)
  return chain
}

describe('the graph', () => {
  test('ids are unique', () => {
    expect(concepts.map(({ id }) => id)).toEqual([...byId.keys()])
  })
  test('there is one root', () => {
    expect(concepts.filter(({ parents }) => parents.length === 0).map(({ id }) => id)).toEqual(['finding'])
  })
  test.each(concepts.map((concept) => [concept.id, concept] as const))(
    '%s',
    (id, { parents, policyParents, implies, definition, name }) => {
      for (const other of [...parents, ...(policyParents ?? []), ...(implies?.absent ?? [])])
        expect(byId.has(other), `${other} exists`).toBe(true)
      expect(above(id).has(id), 'is its own ancestor').toBe(false)
      for (const parent of parents) {
        const through = parents.filter((other) => other !== parent && above(other).has(parent))
        expect(through, `${parent} is reached through another parent already`).toEqual([])
      }
      for (const parent of policyParents ?? [])
        expect(above(id).has(parent), `${parent} is an ancestor already`).toBe(false)
      expect(definition).toMatch(/^[A-Z].*\.$/s)
      expect(name.trim()).not.toBe('')
    },
  )
})

describe('codes', () => {
  const patterns: Readonly<Record<string, RegExp>> = {
    radlex: /^RID\d+$/,
    snomedct: /^\d{6,18}$/,
    radelement: /^RDES\d+$/,
  }
  const rows = concepts.flatMap(({ id, codes }) =>
    (codes ?? []).map((code) => [id, code.system, code.code, code.source] as const),
  )
  test.each(rows)('%s: %s %s', (_, system, code, source) => {
    expect(code).toMatch(patterns[system])
    if (system === 'snomedct') expect(hasVerhoeffDigit(code), 'the check digit is right').toBe(true)
    expect(source.trim()).not.toBe('')
  })
  test('there are some', () => {
    expect(rows.length).toBeGreaterThan(100)
  })
})

/** SNOMED CT identifiers end in a Verhoeff check digit. */
function hasVerhoeffDigit(code: string): boolean {
  const permute = (digit: number, times: number): number =>
    times === 0 ? digit : permute([1, 5, 7, 6, 2, 8, 3, 0, 9, 4][digit], times - 1)
  // Multiplication in the dihedral group of ten: digits below five turn, the others turn over.
  const multiply = (a: number, b: number): number => {
    const turn = a < 5 ? (a % 5) + (b % 5) : (a % 5) - (b % 5) + 5
    return (turn % 5) + (a < 5 === b < 5 ? 0 : 5)
  }
  const digits = [...code].reverse().map(Number)
  return digits.reduce((sum, digit, place) => multiply(sum, permute(digit, place % 8)), 0) === 0
}

describe.each(sets.map((set) => [set.name, set] as const))('label set %s', (_, { labels, unlabelled, noFinding }) => {
  const says = new Set(
    labels.flatMap((label) => [...(label.concept === undefined ? [] : [label.concept]), ...(label.says ?? [])]),
  )
  const silent = new Set([...(unlabelled ?? []), ...labels.flatMap((label) => Object.keys(label.values ?? {}))])

  test('names and concepts of labels are unique', () => {
    for (const key of ['name', 'concept'] as const) {
      const all = labels.flatMap((label) => label[key] ?? [])
      expect(new Set(all).size).toBe(all.length)
    }
    if (noFinding !== undefined) expect(labels.map(({ name }) => name)).toContain(noFinding)
  })
  test('names only concepts that exist', () => {
    for (const id of [...says, ...silent]) expect(byId.has(id), id).toBe(true)
  })
  test('every finding, device and diagnosis reaches a label or is listed as unlabelled', () => {
    const lost = concepts.filter(({ id, status, abstract }) => {
      const counts = ['finding', 'device', 'diagnosis'].includes(status) && abstract !== 'true'
      return counts && !silent.has(id) && !chainOf(id).some((at) => says.has(at))
    })
    expect(lost.map(({ id }) => id)).toEqual([])
  })
  test('nothing listed as unlabelled reaches a label', () => {
    expect((unlabelled ?? []).filter((id) => chainOf(id).some((at) => says.has(at)))).toEqual([])
  })
})

test('the CheXpert labels stand in the order of its CSV', () => {
  expect(sets[0].labels.map(({ name }) => name).join(', ')).toBe(
    'No Finding, Enlarged Cardiomediastinum, Cardiomegaly, Lung Lesion, Lung Opacity, Edema, Consolidation, Pneumonia, Atelectasis, Pneumothorax, Pleural Effusion, Pleural Other, Fracture, Support Devices',
  )
})

describe('strata and outputs', () => {
  test('name only concepts that exist, and modifiers that some rule gives', () => {
    const given = new Set(
      defaultRuleset().rules.flatMap((rule) => (rule.kind === 'modifier' ? [`${rule.facet} ${rule.value}`] : [])),
    )
    // A rule with a unit gives the number it reads.
    const measured = new Set(
      defaultRuleset().rules.flatMap((rule) => (rule.kind === 'modifier' && rule.unit !== null ? [rule.facet] : [])),
    )
    for (const { id, of, where } of strata) {
      expect(byId.has(id) && byId.has(of), id).toBe(true)
      for (const [facet, values] of Object.entries(where ?? {}))
        for (const value of values) if (!measured.has(facet)) expect(given).toContain(`${facet} ${value}`)
    }
  })
  test('every output value is read from a concept that exists, and each value stands once', () => {
    for (const { key, values = [] } of outputs) {
      expect(new Set(values.map(({ value }) => value)).size, key).toBe(values.length)
      for (const id of values.flatMap((value) => value.concepts)) expect(byId.has(id), id).toBe(true)
    }
  })
})

describe('rules and concepts', () => {
  const ruleset = defaultRuleset()
  const named = new Set(ruleset.rules.flatMap((rule) => ('concept' in rule ? [ruleset.concepts[rule.concept].id] : [])))

  test('no phrase is claimed by two rules of one layer', () => {
    const claims = new Map<string, number>()
    for (const { tokens, owners } of unpackPhrases(ruleset)) {
      const words = tokens.map((token) => ruleset.words[token - FIRST_WORD] ?? `#${token}`).join(' ')
      for (const [layer, rule] of owners) {
        const key = `${LAYERS[layer]}: ${words}`
        expect(claims.get(key) ?? rule, key).toBe(rule)
        claims.set(key, rule)
      }
    }
    expect(claims.size).toBeGreaterThan(3000)
  })
  test('no rule names an abstract concept', () => {
    expect(concepts.filter(({ id, abstract }) => abstract === 'true' && named.has(id))).toEqual([])
  })
  test('every concept without children can be said by a rule or a stratum', () => {
    const parents = new Set(concepts.flatMap((concept) => concept.parents))
    const made = new Set(strata.map(({ id }) => id))
    const dead = concepts.filter(({ id }) => !parents.has(id) && !named.has(id) && !made.has(id)).map(({ id }) => id)
    expect(dead).toEqual(UNSAID)
  })
})

/** Concepts kept for their ids though no rule names them yet. One that a rule names must be taken off the list. */
const UNSAID = [
  'nodes_unspecified',
  'paratracheal_density',
  'posttraumatic_change',
  'contrast_material',
  'azygos_fissure',
  'norm_unspecified',
]
