// Every rule proves itself: its `match` sentences show it at work, its `miss` sentences show where it must stay out.
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { defaultRuleset } from '../src/index.ts'
import { createLabeller, labelReport } from '../src/labeller.ts'
import { readRuleFolders } from '../src/rules/folders.ts'
import type { Ruleset } from '../src/ruleset.ts'
import type { LabelledReport } from '../src/types.ts'

interface Rule {
  readonly id: string
  readonly concept?: string
  readonly denied?: string
  readonly sets?: Readonly<Record<string, string>>
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
        (rule.id === 'change-compared' && report.prior.compares) ||
        // What says nothing by itself is at work where it is denied, under the name of the denial.
        (rule.denied !== undefined &&
          Object.keys(rule.sets ?? {}).length === 0 &&
          report.mentions.some((mention) => mention.assertion.cues.some((cue) => cue.rule === rule.denied)))
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

// What masks, structures, states and stops do shows only through other rules: the sentence reads otherwise without
// them.
describe.each(files.filter(({ kind }) => ['masks', 'anatomy', 'states', 'stops'].includes(kind)))(
  '$file',
  ({ rules }) => {
    const reading = (label: typeof labelReport, text: string) => {
      const { mentions, prior } = label(text)
      return {
        mentions: mentions.map(({ rule, start, end, parts, assertion }) => ({ rule, start, end, parts, assertion })),
        compares: prior.spans,
      }
    }

    test.each(rules.map((rule) => [rule.id, rule] as const))('%s', (id, { examples }) => {
      const { labelReport: labelWithout } = createLabeller(without(id))
      for (const text of examples?.match ?? []) {
        expect(reading(labelReport, text), `match: ${text}`).not.toEqual(reading(labelWithout, text))
      }
      for (const text of examples?.miss ?? []) {
        expect(reading(labelReport, text), `miss: ${text}`).toEqual(reading(labelWithout, text))
      }
    })
  },
)

/** The default ruleset without the phrases of one rule. */
function without(id: string): Ruleset {
  const ruleset = defaultRuleset()
  const gone = ruleset.rules.findIndex((rule) => rule.id === id)
  return { ...ruleset, owners: ruleset.owners.map((owners) => owners.filter(([, rule]) => rule !== gone)) }
}

// What is more, a stop ends what stands before it: the first mention's negation does not reach the second.
describe('stops', () => {
  const rows = files.filter(({ kind }) => kind === 'stops').flatMap(({ rules }) => rules)
  test.each(rows.flatMap((rule) => (rule.examples?.match ?? []).map((text) => [rule.id, text] as const)))(
    '%s: %s',
    (_, text) => {
      const last = labelReport(text).mentions.at(-1)
      expect(last?.assertion).toMatchObject({ polarity: 'present', certainty: 'certain', change: null })
    },
  )
})
