// The table from hedge phrase to degree: what it may hold, that it says what the cues say, and that changing it counts.
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { RuleError } from '../../src/errors.ts'
import { defaultRuleset } from '../../src/index.ts'
import { createLabeller, type Labeller } from '../../src/labeller.ts'
import { compileRules } from '../../src/rules/compile-rules.ts'
import { readRuleFolders } from '../../src/rules/folders.ts'

const root = join(import.meta.dirname, '..', '..')
const sources = readRuleFolders([join(root, 'rules'), join(root, 'ontology')], root)
const isTable = (file: string): boolean => file.endsWith('certainty.yaml')
const table = sources.find(({ file }) => isTable(file))?.text ?? ''

const withTable = (change: (text: string) => string): Labeller =>
  createLabeller(compileRules(sources.map(({ file, text }) => ({ file, text: isTable(file) ? change(text) : text }))))

test('the table is there, and every cue that it changes has the degree that its name says', () => {
  const { degrees } = parse(table, { version: '1.2', schema: 'failsafe' }) as { degrees: Record<string, string> }
  expect(Object.keys(degrees).length).toBeGreaterThan(100)
  for (const rule of defaultRuleset().rules) {
    const named = /-as-(certain|probable|possible|improbable|absent)$/.exec(rule.id)?.[1]
    if (named !== undefined) expect(rule).toMatchObject({ existence: named })
  }
})

test('of two tables the later wins, whatever its name', () => {
  const own = { file: 'my/hedges.yaml', text: 'kind: certainty\ndegrees:\n  cannot exclude: improbable\n' }
  const read = (...tables: { file: string; text: string }[]) => {
    const ruleset = compileRules(tables)
    const { labelReport } = createLabeller(ruleset)
    const { value, evidence } = labelReport('Cannot exclude pneumonia.', { rollUp: false }).labels.Pneumonia
    return { hash: ruleset.hash, value, cue: evidence[0].cues.find(({ decided }) => decided)?.rule }
  }
  const behind = read(...sources, own)
  const before = read(own, ...sources)
  expect(behind).toMatchObject({ value: 0, cue: 'unc-cannot-exclude-as-improbable' })
  expect(before).toMatchObject({ value: -1, cue: 'unc-cannot-exclude' })
  expect(behind.hash).not.toBe(before.hash)
})

describe('another degree changes how reports are read', () => {
  test.each([
    ['consistent with: probable', 'consistent with: certain', 'Opacity consistent with pneumonia.', 1, 'certain'],
    ['  likely: probable', '  likely: possible', 'Likely pneumonia.', -1, 'possible'],
    ['suggestive of: possible', 'suggestive of: probable', 'Findings suggestive of pneumonia.', 1, 'probable'],
    ['concerning for: possible', 'concerning for: improbable', 'Opacity concerning for pneumonia.', 0, 'improbable'],
    [
      'cannot be excluded: possible',
      'cannot be excluded: improbable',
      'Pneumonia cannot be excluded.',
      0,
      'improbable',
    ],
    ['no definite: improbable', 'no definite: possible', 'No definite pneumonia.', -1, 'possible'],
  ])('%s → %s', (from, to, text, value, certainty) => {
    expect(table).toContain(`${from}\n`)
    const { labelReport } = withTable((text) => text.replace(`${from}\n`, `${to}\n`))
    const label = labelReport(text, { rollUp: false }).labels.Pneumonia
    expect(label).toMatchObject({ value, certainty })
    expect(label.evidence[0].cues.find(({ decided }) => decided)?.rule).toContain(`-as-${certainty}`)
  })
  test('and nothing else', () => {
    const { labelReport } = withTable((text) => text.replace('  likely: probable\n', '  likely: possible\n'))
    expect(labelReport('Probable pneumonia.').labels.Pneumonia.value).toBe(1)
    expect(labelReport('Most likely pneumonia.').labels.Pneumonia.value).toBe(1)
    expect(labelReport('No pneumonia. Likely edema.').labels).toMatchObject({
      Pneumonia: { value: 0 },
      Edema: { value: -1 },
    })
  })
})

describe('a row that cannot be used is an error that names its line', () => {
  test.each([
    ['a phrase no cue has', 'smells of: probable', /certainty\.yaml:\d+.*\n?.*no cue has the phrase "smells of"/s],
    ['a cue of another kind', 'stable: probable', /says nothing of certainty/],
    ['a degree that is none', 'doubtful: maybe', /certainty\.yaml/],
    ['a phrase twice', 'likely: certain', /unique/i],
  ])('%s', (_, row, message) => {
    const compile = () => withTable((text) => `${text}  ${row}\n`)
    expect(compile).toThrow(RuleError)
    expect(compile).toThrow(message)
  })
})
