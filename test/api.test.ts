// The public names, and what misuse gets.
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

test.each(['chexpert', 'cxr14', 'mimic', 'full'])('label set %s', (labelSet) => {
  const { labels } = core.labelReport('Small left effusion.', { labelSet })
  expect(Object.values(labels).some(({ value }) => value === 1)).toBe(true)
})

describe('labels alone are the same labels', () => {
  test.each<[string, core.LabelOptions]>([
    ['FINDINGS: Small left effusion. Right chest tube. IMPRESSION: Small right effusion. No pneumothorax.', {}],
    ['The nodule in the right apex is calcified. No acute fracture. Small left effusion.', {}],
    ['No large effusion. No acute fracture.', { scopedNegation: null }],
    ['Left basal opacity. The right opacity is a skin fold.', {}],
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
  })
})

describe('misuse is a TypeError that says what to do', () => {
  test.each<[string, () => unknown, RegExp]>([
    ['a number', () => core.labelReport(3 as never), /string or an object/],
    ['an unknown section', () => core.labelReport({ body_text: 'x' }), /unknown section "body_text"/],
    ['an unknown label set', () => core.labelReport('', { labelSet: 'x' }), /there are chexpert/],
    ['a span outside', () => core.assertSpan('abc', { start: 2, end: 9 }), /not inside the text/],
  ])('%s', (_, misuse, message) => {
    expect(misuse).toThrow(TypeError)
    expect(misuse).toThrow(message)
  })
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
