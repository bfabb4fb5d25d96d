// Examples of one's own rules: each kind of rule is seen at work, and what does not do what it says is named at its line.
import { describe, expect, test } from 'vitest'
import { defaultRuleset } from '../../src/index.ts'
import { bundledRules, checkExamples, compileRules } from '../../src/rules/index.ts'

/** A file of one rule, its examples on lines 5 and 6. */
const fileOf = (kind: string, id: string, more: string, phrase: string) => ({
  file: `my/${id}.yaml`,
  text: (match: string, miss: string) =>
    `kind: ${kind}\nrules:\n  - {id: ${id}, ${more}, ${phrase === '' ? '' : `phrases: [${phrase}], `}examples: {\n      match:\n        ["${match}"],\n      miss: ["${miss}"]}}\n`,
})

const RULES: readonly (readonly [file: ReturnType<typeof fileOf>, match: string, miss: string])[] = [
  [fileOf('findings', 'my-finding', 'concept: edema', 'zorbosis'), 'Mild zorbosis.', 'Mild edema.'],
  [fileOf('cues', 'my-hedge', 'sets: {existence: possible}, direction: forward', 'zorbly'), 'Zorbly edema.', 'Edema.'],
  [
    fileOf(
      'cues',
      'my-leaning',
      "sets: {change: unchanged}, direction: forward, compares: 'true', leans: all",
      'zorb the same',
    ),
    'Zorb the same.',
    'No change.',
  ],
  [
    fileOf('cues', 'my-comparing', "sets: {}, direction: forward, compares: 'true'", 'zorb to the old one'),
    'Zorb to the old one.',
    'Small effusion.',
  ],
  [
    fileOf('modifiers', 'my-side', 'facet: laterality, value: left', 'zorbside'),
    'Zorbside effusion.',
    'Left effusion.',
  ],
  [fileOf('masks', 'my-mask', 'hides: [findings]', 'zorb effusion'), 'A zorb effusion.', 'An effusion.'],
  [fileOf('anatomy', 'my-part', 'leaves: []', 'zorbheart'), 'The zorbheart is enlarged.', 'The heart is enlarged.'],
  [fileOf('stops', 'my-stop', 'ends: [existence]', 'zorbwise'), 'No effusion zorbwise edema.', 'No effusion.'],
]
const composed = fileOf(
  'compositions',
  'my-composed',
  'anatomy: [my-part], state: [is-enlarged], concept: cardiomegaly',
  '',
)

/** Bundled rules that this compiles with, and what makes of each rule its file. */
const sourcesOf = (isSwapped: boolean) => [
  ...bundledRules(),
  ...[...RULES, [composed, 'The zorbheart is enlarged.', 'The heart is enlarged.'] as const].map(
    ([{ file, text }, match, miss]) => ({ file, text: isSwapped ? text(miss, match) : text(match, miss) }),
  ),
  { file: 'my/hedges.yaml', text: 'kind: certainty\ndegrees:\n  zorbly: probable\n' },
]

test('rules of every kind do what their examples say, a hedge with a degree of a table, too', () => {
  expect(checkExamples(sourcesOf(false))).toEqual({ rules: 9, examples: 18, problems: [] })
})

describe('with the examples the other way round', () => {
  const sources = sourcesOf(true)
  const { problems } = checkExamples(sources, compileRules(sources))
  test.each(RULES.map(([{ file }, match, miss]) => [file, match, miss] as const))('%s', (file, match, miss) => {
    const own = problems.filter((problem) => problem.file === file)
    expect(own.map(({ code, line, column }) => [code, line, column])).toEqual([
      ['match', 5, 10],
      ['miss', 6, 14],
    ])
    expect(own[0].source).toBe(`        ["${miss}"],`)
    expect(own[1].source).toContain(match)
    expect(own[0].message).toMatch(/^rule "my-[a-z]+" is not at work in this example$/)
    expect(own[1].message).toMatch(/^rule "my-[a-z]+" is at work in this example, where it must not be$/)
  })
  test('each problem of a match says what was at work', () => {
    const hints = problems.flatMap(({ code, hint, file }) => (code === 'match' ? [`${file}: ${hint}`] : []))
    expect(hints).toContain('my/my-finding.yaml: at work in it: edema, severity-mild')
    expect(hints).toContain('my/my-leaning.yaml: no rule finds anything in it')
  })
  test('in the order of the files', () => {
    const files = problems.map(({ file }) => file)
    expect([...new Set(files)]).toEqual([...RULES.map(([{ file }]) => file), composed.file])
  })
})

test('examples of the bundled rules are not run again', () => {
  expect(checkExamples(bundledRules(), defaultRuleset())).toEqual({ rules: 0, examples: 0, problems: [] })
})
