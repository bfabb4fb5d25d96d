// What the public functions of the compiler say to those who give them something else.
import { expect, test } from 'vitest'
import { createLabeller, defaultRuleset } from '../../src/index.ts'
import { bundledRules, checkExamples, compileRules, readRuleFolders } from '../../src/rules/index.ts'

const WANTED =
  "takes a list of sources, each { file: 'name.yaml', text: 'kind: …' }, as [...bundledRules(), ...readRuleFolders(['my-rules'])]; "

test.each<[unknown, string]>([
  ['my-rules', 'it is a string'],
  [undefined, 'it is undefined'],
  [Promise.resolve([]), 'it is a promise: await it'],
  [['my-rules'], 'one of them is a string'],
  [[undefined], 'one of them is undefined'],
  [[{ file: 'a.yaml' }], 'one of them is an object without them'],
])('sources that are none: %j', (given, said) => {
  expect(() => compileRules(given as never)).toThrow(new TypeError(`compileRules ${WANTED}${said}`))
  expect(() => checkExamples(given as never)).toThrow(new TypeError(`checkExamples ${WANTED}${said}`))
})

test.each<[unknown, string]>([
  ['my-rules', 'it is a string'],
  [undefined, 'it is undefined'],
  [[7], 'it is a list of other things'],
])('folders that are none: %j', (given, said) => {
  const message = `readRuleFolders takes a list of paths, as readRuleFolders(['my-rules']); ${said}`
  expect(() => readRuleFolders(given as never)).toThrow(new TypeError(message))
})

test('a ruleset of another version is told apart from what is none', () => {
  const { consistency: _, owners: __, ...old } = defaultRuleset()
  const message =
    'ruleset was compiled by another version of cxrlabel: it has no owners, consistency; compile its sources again'
  expect(() => createLabeller(old as never)).toThrow(new TypeError(message))
  expect(() => checkExamples(bundledRules(), old as never)).toThrow(new TypeError(message))
  expect(() => checkExamples(bundledRules(), 'default' as never)).toThrow('ruleset is no compiled ruleset')
})
