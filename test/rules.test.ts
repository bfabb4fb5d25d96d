// Every rule proves itself: its `match` sentences show it at work, its `miss` sentences show where it must stay out.
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { createLabeller, labelReport } from '../src/labeller.ts'
import { compileRules } from '../src/rules/compile.ts'
import { readRuleFolders } from '../src/rules/folders.ts'
import type { LabelledReport } from '../src/types.ts'

interface Rule {
  readonly id: string
  readonly concept?: string
  readonly examples?: { readonly match: readonly string[]; readonly miss: readonly string[] }
}

const root = join(import.meta.dirname, '..')
const files = readRuleFolders([join(root, 'rules')], root).map(({ file, text }) => ({
  file,
  ...(parse(text, { version: '1.2', schema: 'failsafe' }) as { kind: string; rules: readonly Rule[] }),
}))

/** Whether a rule is at work in a report, as far as the report can tell. */
function isAtWork(report: LabelledReport, kind: string, rule: Rule): boolean {
  switch (kind) {
    case 'findings':
    case 'compositions':
      return report.mentions.some((mention) => mention.rule === rule.id)
    case 'modifiers':
      return report.mentions.some((mention) => mention.modifiers.some((modifier) => modifier.rule === rule.id))
    case 'cues':
      return (
        report.mentions.some((mention) => mention.assertion.cues.some((cue) => cue.rule === rule.id && cue.decided)) ||
        (rule.id === 'change-compared' && report.prior.compares)
      )
    default:
      throw new Error(`no way to see a rule of kind ${kind} at work`)
  }
}

for (const { file, kind, rules } of files.filter(({ kind }) =>
  ['findings', 'compositions', 'modifiers', 'cues'].includes(kind),
)) {
  describe(file, () => {
    const rows = rules.flatMap((rule) => [
      ...(rule.examples?.match ?? []).map((text) => [rule.id, 'match', text, rule] as const),
      ...(rule.examples?.miss ?? []).map((text) => [rule.id, 'miss', text, rule] as const),
    ])
    test.each(rows)('%s %s: %s', (_, how, text, rule) => {
      expect(isAtWork(labelReport(text), kind, rule)).toBe(how === 'match')
    })
  })
}

// What masks, structures, states and stops do shows only through other rules, so their examples differ from their twins.
describe('structures and states', () => {
  const rows = files
    .filter(({ kind }) => kind === 'anatomy' || kind === 'states')
    .flatMap(({ rules }) =>
      rules.flatMap((rule) => (rule.examples?.match ?? []).map((text) => [rule.id, text] as const)),
    )
  test.each(rows)('%s: %s', (_, text) => {
    expect(labelReport(text).mentions.some((mention) => mention.parts.length === 2)).toBe(true)
  })
})

describe('stops', () => {
  test.each([
    ['No pneumothorax but large effusion.', 'Pleural Effusion', 1],
    ['No abnormality except for a small effusion.', 'Pleural Effusion', 1],
    ['No effusion there is a small pneumothorax.', 'Pneumothorax', 1],
    ['No pneumothorax or effusion.', 'Pleural Effusion', 0],
  ])('%s', (text, label, value) => {
    expect(labelReport(text).labels[label].value).toBe(value)
  })
})

describe('masks', () => {
  // Without its masks, the same ruleset reads the `match` sentences otherwise and the `miss` sentences alike.
  const sources = readRuleFolders([join(root, 'rules'), join(root, 'ontology')], root)
  const maskFiles = new Set(files.filter(({ kind }) => kind === 'masks').map(({ file }) => file))
  const maskless = createLabeller(compileRules(sources.filter(({ file }) => !maskFiles.has(file))))
  const reading = (label: typeof labelReport, text: string) =>
    label(text).mentions.map(({ rule, start, end, assertion }) => ({ rule, start, end, assertion }))
  const rows = files
    .filter(({ kind }) => kind === 'masks')
    .flatMap(({ rules }) =>
      rules.flatMap((rule) => (rule.examples?.match ?? []).map((text) => [rule.id, text] as const)),
    )
  test.each(rows)('%s: %s', (_, text) => {
    expect(reading(labelReport, text)).not.toEqual(reading(maskless.labelReport, text))
  })
})
