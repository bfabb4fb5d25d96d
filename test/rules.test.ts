// Every rule proves itself: its `match` sentences show it at work, its `miss` sentences show where it must stay out.
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { defaultRuleset } from '../src/index.ts'
import { labelReport } from '../src/labeller.ts'
import { examplesOf, makeExampleCheck } from '../src/rules/examples.ts'
import { readRuleFolders } from '../src/rules/folders.ts'

const root = join(import.meta.dirname, '..')
const sources = readRuleFolders([join(root, 'rules')], root)
const examples = examplesOf(sources)
const check = makeExampleCheck(defaultRuleset())

describe.each([...new Set(examples.map(({ file }) => file))])('%s', (file) => {
  const own = examples.filter((example) => example.file === file)
  test.each(own.map((example) => [example.rule, example.how, example.text, example] as const))(
    '%s %s: %s',
    (_rule, _how, _text, example) => {
      expect(check(example)).toBeNull()
    },
  )
})

// What is more, a stop ends what stands before it: the first mention's negation does not reach the second.
describe('stops', () => {
  const rows = examples.filter(({ kind, how }) => kind === 'stops' && how === 'match')
  test.each(rows.map(({ rule, text }) => [rule, text] as const))('%s: %s', (_, text) => {
    const last = labelReport(text).mentions.at(-1)
    expect(last?.assertion).toMatchObject({ polarity: 'present', certainty: 'certain', change: null })
  })
})
