// One's own rules beside the bundled ones: what they are read with, in what order, and what their hash is of.
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { RuleError } from '../../src/errors.ts'
import { defaultRuleset } from '../../src/index.ts'
import { createLabeller } from '../../src/labeller.ts'
import { bundledRules, compileRules, type RuleSource, readRuleFolders } from '../../src/rules/index.ts'
import { FIRST_WORD, type Ruleset } from '../../src/ruleset.ts'
import { makeFolder } from '../io/read.ts'

const bundled = bundledRules()
const base = join(import.meta.dirname, '..', 'errors', 'base')
const hedge = (phrase: string, degree: string): string => `kind: certainty\ndegrees:\n  ${phrase}: ${degree}\n`
const finding = (id: string, concept: string, phrase: string): string =>
  `kind: findings\nrules:\n  - {id: ${id}, concept: ${concept}, phrases: ['${phrase}'], examples: {match: [a], miss: [b]}}\n`
const spellingsOf = ({ words, spellings }: Ruleset, word: string): string[] =>
  spellings.flatMap(([id, list]) => (words[id - FIRST_WORD] === word ? list.split(' ') : []))

describe('misspellings', () => {
  test('the bundled rules compile into the default ruleset, misspellings and all', () => {
    const { name, version, ...own } = compileRules(bundled)
    const { name: _, version: __, ...known } = defaultRuleset()
    expect([name, version]).toEqual(['custom', '0'])
    expect({ ...own, phrases: null }).toEqual({ ...known, phrases: null })
    expect(Uint16Array.from(own.phrases)).toEqual(Uint16Array.from(known.phrases))
    expect(own.spellings.length).toBeGreaterThan(1000)
  })
  test('a spelling that is a word of the rules is that word', () => {
    const [taken, other] = spellingsOf(defaultRuleset(), 'pneumothorax')
    const ruleset = compileRules([...bundled, { file: 'own.yaml', text: finding('own-word', 'edema', taken) }])
    expect(spellingsOf(ruleset, 'pneumothorax')).toEqual(
      spellingsOf(defaultRuleset(), 'pneumothorax').filter((spelling) => spelling !== taken),
    )
    const { labelReport } = createLabeller(ruleset)
    expect(labelReport(`No ${other}.`).labels).toMatchObject({ Pneumothorax: { value: 0 }, Edema: { value: null } })
    expect(labelReport(`No ${taken}.`).labels).toMatchObject({ Pneumothorax: { value: null }, Edema: { value: 0 } })
  })
  test('words that the rules do not have get none, and none at all are had by asking for none', () => {
    const source = { file: 'w.yaml', text: 'kind: words\nrules:\n  - {id: verb, phrases: [pneumothorax]}\n' }
    const one = compileRules([source])
    expect(one.words).toEqual(['pneumothorax'])
    expect(spellingsOf(one, 'pneumothorax')).toEqual(spellingsOf(defaultRuleset(), 'pneumothorax'))
    expect(one.spellings).toHaveLength(1)
    expect(compileRules([source], { spellings: () => [] }).spellings).toEqual([])
    expect(compileRules([{ ...source, text: source.text.replace('pneumo', 'zorbo') }]).spellings).toEqual([])
  })
})

/** A small ruleset that stands for the bundled one, with a hedge and its table. */
const small: readonly RuleSource[] = [
  ...readRuleFolders([base], base),
  {
    file: 'cues.yaml',
    text: 'kind: cues\nrules:\n  - {id: hedge, sets: {existence: probable}, direction: forward, phrases: [likely], examples: {match: [a], miss: [b]}}\n',
  },
  { file: 'certainty.yaml', text: hedge('likely', 'probable') },
].map((source) => ({ ...source, isBundled: true }))

test('a list with the name of a bundled one adds to it', () => {
  const lists = ['{a: [effusive]}', '{a: [oozing]}'].map((each, at) => ({
    ...{ file: `${at}.yaml`, text: `kind: lists\nlists: ${each}\n`, isBundled: at === 0 },
  }))
  const rule = { file: 'r.yaml', text: finding('own', 'large_heart', '<a> heart'), isBundled: true }
  const { words } = compileRules([...small, ...lists, rule])
  expect(words).toEqual(expect.arrayContaining(['effusive', 'oozing']))
  expect(() => compileRules([...small, ...lists, rule, { ...rule, file: 's.yaml' }])).toThrow()
})

test('bundled files are read first, so that a clash is told of the file that was added', () => {
  const own = { file: '0/a.yaml', text: finding('own', 'large_heart', 'effusion') }
  for (const sources of [
    [...small, own],
    [own, ...small],
  ]) {
    expect(() => compileRules(sources)).toThrow(RuleError)
    expect(() => compileRules(sources)).toThrow(/^0\/a\.yaml:3:\d+ phrase-twice: .* belongs to rule "fluid"/)
  }
})

describe('concepts of your own', () => {
  const concept = (id: string, parent: string, status = 'finding'): RuleSource => ({
    file: `my/${id}.yaml`,
    text: `kind: concepts\nconcepts:\n  - {id: ${id}, name: Zorb, parents: [${parent}], definition: Made up., status: ${status}, normal: blocks}\n`,
  })
  const labelset = (concept: string): RuleSource => ({
    file: 'my/labels.yaml',
    text: `kind: labelset\nname: mine\ndescription: Mine\nsource: made up\nlabels:\n  - {name: Zorb, concept: ${concept}}\n`,
  })
  test('without a label anywhere are told in their own file, once, with what to do', () => {
    const compile = () => compileRules([...bundled, concept('zorbosis', 'abnormal_finding')])
    expect(compile).toThrow(
      /^my\/zorbosis\.yaml:3:41 unlabelled: concept "zorbosis" reaches no label of any label set\n.*\n.*\nhint: give it a parent with a label .*kind: labelset$/,
    )
  })
  test('may be left out of some label sets, as devices are of cxr14', () => {
    const { labelSets, concepts } = compileRules([...bundled, concept('zorb_valve', 'support_devices', 'device')])
    const at = concepts.findIndex(({ id }) => id === 'zorb_valve')
    const saidIn = labelSets.filter(({ labels }) => labels.some(({ says }) => says.some(([said]) => said === at)))
    expect(saidIn.map(({ name }) => name)).toEqual(['chexpert', 'full', 'mimic'])
  })
  test('may have a label set of your own, which need not name the bundled ones, but forgets none of yours', () => {
    const own = [
      concept('zorbosis', 'abnormal_finding'),
      labelset('zorbosis'),
      { file: 'r.yaml', text: finding('own', 'zorbosis', 'zorb') },
    ]
    const { labelReport } = createLabeller(compileRules([...bundled, ...own]))
    expect(labelReport('Zorb.', { labelSet: 'mine' }).labels).toMatchObject({ Zorb: { value: 1 } })
    expect(() => compileRules([...small, labelset('fluid'), concept('pus', 'large_heart')])).toThrow(
      /^my\/labels\.yaml:6:3 unlabelled: concept "pus" reaches no label of "mine"/,
    )
  })
})

describe('the hash', () => {
  const compile = (...own: RuleSource[]): Ruleset => compileRules([...small, ...own])
  const table = (file: string, degree = 'possible'): RuleSource => ({ file, text: hedge('likely', degree) })
  test('does not hang on where a folder lies', () => {
    const { hash } = compile(table('hedges.yaml'))
    expect(compile(table('../far/away/hedges.yaml')).hash).toBe(hash)
    expect(compile(table('hedges.yaml', 'certain')).hash).not.toBe(hash)
    expect(compile().hash).not.toBe(hash)
  })
  test('hangs on the order of tables, of which the last wins, though it is named as a bundled one', () => {
    const [one, other] = [table('certainty.yaml'), table('my/certainty.yaml', 'improbable')]
    const [first, second] = [compile(one, other), compile(other, one)]
    expect(first.hash).not.toBe(second.hash)
    const hedgeOf = ({ rules, owners }: Ruleset) =>
      owners.flatMap((owned) => owned.map(([, rule]) => rules[rule].id)).filter((id) => id.startsWith('hedge'))
    expect([hedgeOf(first), hedgeOf(second)]).toEqual([['hedge-as-improbable'], ['hedge-as-possible']])
  })
})

test('folders may hold .yml and links, and a path may be that of a file', () => {
  const folder = makeFolder()
  mkdirSync(join(folder, 'deep'))
  writeFileSync(join(folder, 'deep', 'b.yml'), 'b')
  writeFileSync(join(folder, 'a.yaml'), 'a')
  writeFileSync(join(folder, 'notes.txt'), 'no')
  symlinkSync(join(folder, 'a.yaml'), join(folder, 'c.yaml'))
  const names = (path: string) => readRuleFolders([path], folder).map(({ file, text }) => `${file} ${text}`)
  expect(names(folder)).toEqual(['a.yaml a', 'c.yaml a', 'deep/b.yml b'])
  expect(names(join(folder, 'deep', 'b.yml'))).toEqual(['deep/b.yml b'])
})
