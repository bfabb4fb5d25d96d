// The public names, and what misuse gets.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import * as core from '../src/index.ts'
import { readRuleFolders } from '../src/rules/folders.ts'

const root = join(import.meta.dirname, '..')

test('the public names', () => {
  expect(Object.keys(core).sort()).toEqual([
    'RuleError',
    'assertSpan',
    'certaintyOf',
    'compileRules',
    'createLabeller',
    'defaultRuleset',
    'labelReport',
    'labelSeries',
  ])
})

test('a name is public once, but for what own rules are compiled with', () => {
  const read = (path: string): string => readFileSync(join(root, 'src', path), 'utf8')
  const listed = (source: string): string[] =>
    [...source.matchAll(/^export (?:type )?\{([^}]*)\}/gm)].flatMap(([, names]) =>
      names.split(',').flatMap((name) => name.trim().split(/\s+/).at(-1) || []),
    )
  const types = [...read('types.ts').matchAll(/^export (?:type|interface) (\w+)/gm)].map(([, name]) => name)
  const modules = ['index.ts', 'batch/index.ts', 'evaluate/index.ts', 'report/index.ts', 'rules/index.ts']
  const names = [...types, ...modules.flatMap((path) => listed(read(path)))]
  expect(names.length).toBeGreaterThan(100)
  const twice = names.filter((name, at) => names.indexOf(name) !== at)
  expect(twice.sort()).toEqual(['CompileOptions', 'RuleError', 'RuleProblem', 'RuleSource'])
})

test('sections as fields read as one report', () => {
  const report = core.labelReport({
    findings: 'Small left effusion.',
    impression: 'No pneumothorax.',
    indication: 'Pneumonia.',
  })
  expect(report.labels['Pleural Effusion'].value).toBe(1)
  expect(report.labels.Pneumothorax.value).toBe(0)
  expect(report.labels.Pneumonia.value).toBeNull()
  expect(report.sections.map(({ name }) => name)).toEqual(['findings', 'impression', 'indication'])
})

test.each(['Possible pneumonia. Pneumonia.', 'Pneumonia. Possible pneumonia.'])(
  '%s: what is lifted is as sure as what is said',
  (text) => {
    const { labels } = core.labelReport(text)
    expect(labels.Pneumonia.value).toBe(1)
    expect(labels.Consolidation.value).toBe(1)
    expect(core.labelReport('Possible consolidation. Pneumonia.').labels.Consolidation.value).toBe(-1)
  },
)

test.each(['chexpert', 'cxr14', 'mimic', 'full'] as const)('label set %s', (labelSet) => {
  const { labels } = core.labelReport('Small left effusion.', { labelSet })
  expect(Object.values(labels).some(({ value }) => value === 1)).toBe(true)
})

describe('labels alone are the same labels', () => {
  test.each<[string, core.LabelOptions]>([
    ['FINDINGS: Small left effusion. Right chest tube. IMPRESSION: Small right effusion. No pneumothorax.', {}],
    ['The nodule in the right apex is calcified. No acute fracture. Small left effusion.', {}],
    ['There is a nodule at the left base. It is calcified.', {}],
    ['Dense nodule, not calcified. Calcified granuloma. Lung nodule.', { labelSet: 'full' }],
    ['Lucencies in the soft tissues of the neck. These may represent emphysema.', {}],
    ['No large effusion. No acute fracture.', { scopedNegation: null }],
    ['Left basal opacity. The right opacity is a skin fold.', {}],
    ['Calcified nodule in the left lung. The right nodule is calcified. The nodule may be a nipple shadow.', {}],
    ['Emphysema. No effusion. Air in the soft tissues of the neck, extending from the emphysema.', {}],
    ['Compared with March, the left effusion has resolved.', { labelSet: 'full', priorMentions: 'drop' }],
  ])('%s', (text, options) => {
    const whole = core.labelReport(text, options)
    const { labels, prior, strata, findings, conflicts, technique } = core.labelReport(text, {
      ...options,
      detail: 'labels',
    })
    expect({ labels, prior }).toEqual({ labels: whole.labels, prior: whole.prior })
    expect({ strata, findings, conflicts, technique }).toEqual({
      strata: {},
      findings: [],
      conflicts: [],
      technique: {},
    })
    expect(whole.mentions.length).toBeGreaterThan(0)
  })

  test('modifiers only where a label depends on them', () => {
    const modifiers = (text: string): number =>
      core.labelReport(text, { detail: 'labels' }).mentions.flatMap((mention) => mention.modifiers).length
    expect(modifiers('Small left effusion.')).toBe(0)
    expect(modifiers('The nodule in the right apex is calcified.')).toBeGreaterThan(0)
    expect(modifiers('The left nodule. Small effusion. The aorta is calcified.')).toBe(0)
    // Words that take the place of no finding of theirs, and look-alikes behind findings that nothing takes up.
    expect(modifiers('Calcified aorta and apical emphysema.')).toBe(0)
    expect(modifiers('The soft tissues of the neck. Small right nodule.')).toBe(0)
    expect(modifiers('Left effusion. The right base has an opacity. Moderate hiatal hernia.')).toBe(0)
  })
})

describe('misuse is a TypeError that says what to do', () => {
  test.each<[string, () => unknown, RegExp]>([
    ['a number', () => core.labelReport(3 as never), /string or an object/],
    [
      'sources for a ruleset',
      () => core.createLabeller([] as never),
      /no compiled ruleset; give what compileRules makes/,
    ],
    ['an unknown section', () => core.labelReport({ body_text: 'x' }), /unknown section "body_text"/],
    ['an unknown label set', () => core.labelReport('', { labelSet: 'x' as never }), /there are chexpert/],
    ['a span outside', () => core.assertSpan('abc', { start: 2, end: 9 }), /not inside the text/],
    ['a span without words', () => core.assertSpan('abc', { start: 1, end: 1 }), /span 1–1 is empty/],
    ['a span backwards', () => core.assertSpan('abc', { start: 2, end: 1 }), /span 2–1 ends before it starts/],
    ['half a span', () => core.assertSpan('abc', { start: 0 } as never), /0–undefined .* whole numbers/],
  ])('%s', (_, misuse, message) => {
    expect(misuse).toThrow(TypeError)
    expect(misuse).toThrow(message)
  })
})

describe('wrong options are a TypeError that names the key, the value and what is allowed', () => {
  test.each<[Record<string, unknown>, string]>([
    [{ sections: ['nosuch'] }, 'option "sections" of labelReport names "nosuch"; there are body, findings, '],
    [{ sections: ['findings', 'Impression'] }, 'names "Impression"; there are body'],
    [{ sections: [] }, 'option "sections" of labelReport is empty and would label nothing'],
    [{ sections: 'findings' }, 'is "findings"; it takes a list of sections'],
    [{ sections: [7] }, 'names 7; there are'],
    [{ uncertain: 'one' }, 'option "uncertain" of labelReport is "one"; it takes "keep", "ones", "zeros" or "drop"'],
    [{ probable: 5 }, 'option "probable" of labelReport is 5; it takes 1 or -1'],
    [{ noFinding: 'x' }, 'is "x"; it takes "evidence" or "chexpert"'],
    [{ detail: 'label' }, 'is "label"; it takes "all" or "labels"'],
    [{ scopedNegation: -1 }, 'is -1; it takes 0 or null'],
    [{ priorMentions: true }, 'is true; it takes "keep" or "drop"'],
    [{ policyEdges: 'no' }, 'is "no"; it takes true or false'],
    [{ rollUp: null }, 'is null; it takes true or false'],
    [{ impliedNegatives: {} }, 'is an object; it takes true or false'],
    [{ labelSet: 'none' }, 'option "labelSet" of labelReport is "none"; there are chexpert, '],
    [{ id: 7 }, 'option "id" of labelReport is a number; it takes a string or null'],
    [{ rollup: true }, 'labelReport has no option "rollup"; did you mean "rollUp"?'],
    [{ labelset: 'mimic' }, 'did you mean "labelSet"?'],
    [{ section: ['findings'] }, 'did you mean "sections"?'],
    [{ impression: 'Small effusion.' }, 'labelReport has no option "impression"; there are '],
  ])('%j', (options, message) => {
    const misuse = (): unknown => core.labelReport('', options as never)
    expect(misuse).toThrow(TypeError)
    expect(misuse).toThrow(message)
  })

  test('what is no object is not quoted', () => {
    expect(() => core.labelReport('', 'Small effusion.' as never)).toThrow(
      /^the options of labelReport are a string, not an object$/,
    )
    expect(() => ['a', 'b'].map(core.labelReport as never)).toThrow('in a map: (report) => labelReport(report)')
    expect(() => core.labelReport('', null as never)).toThrow('are null, not an object')
    expect(() => core.labelReport('', { impression: 'Small effusion.' } as never)).not.toThrow('effusion')
  })

  test.each<[Record<string, unknown>, string]>([
    [{ sections: ['nosuch'] }, 'option "sections" of labelSeries names "nosuch"'],
    [{ uncertain: 'one' }, 'option "uncertain" of labelSeries is "one"'],
    [{ maxGapDays: '30' }, 'option "maxGapDays" of labelSeries is "30"; it takes a number of days'],
    [{ maxGapDays: Number.NaN }, 'is NaN; it takes a number of days'],
    [{ maxGapDay: 3 }, 'did you mean "maxGapDays"?'],
    // Without modifiers a series cannot tell the sides apart.
    [{ detail: 'labels' }, 'labelSeries has no option "detail"; there are '],
    [{ id: '1' }, 'labelSeries has no option "id"'],
  ])('of a series: %j', (options, message) => {
    const misuse = (): unknown => core.labelSeries([], options as never)
    expect(misuse).toThrow(TypeError)
    expect(misuse).toThrow(message)
  })

  test('every value that there is', () => {
    const { rules } = core.defaultRuleset()
    const sections = rules.flatMap((rule) => (rule.kind === 'heading' ? [rule.section] : []))
    for (const own of [
      undefined,
      {},
      { sections: undefined, id: null },
      { scopedNegation: null, probable: -1 },
    ] as const)
      expect(() => core.labelReport('', own)).not.toThrow()
    for (const name of ['body', ...sections]) expect(() => core.labelReport('', { sections: [name] })).not.toThrow()
    expect(() => core.labelSeries([], { maxGapDays: Number.POSITIVE_INFINITY, priorMentions: 'drop' })).not.toThrow()
  })

  test('one wrong object is wrong each time', () => {
    const options = { probable: 5 } as never
    for (let time = 0; time < 2; time++) expect(() => core.labelReport('', options)).toThrow('"probable"')
  })
})

test('what reports share is frozen', () => {
  const objectsOf = (value: unknown, found = new Set<object>()): Set<object> => {
    if (typeof value !== 'object' || value === null || found.has(value)) return found
    found.add(value)
    for (const each of Object.values(value)) objectsOf(each, found)
    return found
  }
  const texts = ['The prior study showed an effusion. Heart size is normal.', 'No pneumothorax.', 'Unchanged.', '']
  for (const [text, detail] of texts.flatMap((each) => [[each, 'all'] as const, [each, 'labels'] as const])) {
    const first = objectsOf(core.labelReport(text, { detail }))
    const shared = [...objectsOf(core.labelReport(text, { detail }))].filter((each) => first.has(each))
    expect(shared.length).toBeGreaterThan(0)
    expect(shared.filter((each) => !Object.isFrozen(each))).toEqual([])
  }
})

test('words that no rule knows are asserted all the same', () => {
  const text = 'Denies any fever or zorbosis today.'
  const at = text.indexOf('zorbosis')
  expect(core.assertSpan('There is no zorbosis.', { start: 12, end: 20 }).polarity).toBe('absent')
  expect(core.assertSpan('Possible zorbosis.', { start: 9, end: 17 }).certainty).toBe('possible')
  expect(core.assertSpan(text, { start: at, end: at + 8 })).toHaveProperty('polarity')
})

describe('your own rules', () => {
  const sources = readRuleFolders([join(root, 'rules'), join(root, 'ontology')], root)
  test('compile and label', async () => {
    const own = {
      file: 'own.yaml',
      text: 'kind: findings\nrules:\n  - {id: zorb, concept: pleural_effusion, phrases: [zorbosis], examples: {match: ["Zorbosis."], miss: ["Effusion."]}}\n',
    }
    const { labelReport } = core.createLabeller(await core.compileRules([...sources, own]))
    expect(labelReport('No zorbosis.').labels['Pleural Effusion'].value).toBe(0)
    expect(core.labelReport('No zorbosis.').labels['Pleural Effusion'].value).toBeNull()
  })
  test('every problem comes at once, with its place, the line and a caret', async () => {
    const broken = {
      file: 'broken.yaml',
      text: 'kind: findings\nrules:\n  - id: Bad Id\n    concept: no_such_thing\n    phrases: [pleural effusion(s]\n    examples: {match: [a], miss: [b]}\n  - id: twice\n    concept: edema\n    phrases: [pulmonary edema]\n    examples: {match: [a], miss: [b]}\n    color: red\n',
    }
    const error = await core.compileRules([...sources, broken]).catch((caught: unknown) => caught)
    expect(error).toBeInstanceOf(core.RuleError)
    const { problems, message } = error as core.RuleError
    expect(problems.map(({ file, line }) => `${file}:${line}`)).toContain('broken.yaml:3')
    expect(problems.length).toBeGreaterThanOrEqual(2)
    expect(message).toContain('^')
  })
})
