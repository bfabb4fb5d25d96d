// The notation of phrases, as rules/README.md tells it.
import { describe, expect, test } from 'vitest'
import { inflect } from '../../src/rules/inflect.ts'
import { expandPhrase, MOST_EXPANSIONS, PhraseError } from '../../src/rules/phrase.ts'

const expand = (phrase: string): string[] => expandPhrase(phrase, inflect).map((words) => words.join(' '))

describe('expandPhrase', () => {
  test('reads a bracket behind a backslash as itself', () => {
    expect(expand('\\( - \\)')).toEqual(['( - )'])
    expect(expand('(a|b) \\(x\\)')).toEqual(['a ( x )', 'b ( x )'])
  })

  test('a list stands for each of its members, and counts as one word', () => {
    const letters = Array.from({ length: 26 }, (_, i) => [String.fromCharCode(97 + i)])
    const lists = new Map([
      ['letter', letters],
      ['seen', [['seen'], ['made', 'out']]],
    ])
    const withLists = (phrase: string): string[] => expandPhrase(phrase, inflect, lists).map((words) => words.join(' '))
    expect(withLists('not <seen>')).toEqual(['not seen', 'not made out'])
    expect(withLists('not <seen>? now').sort()).toEqual(['not made out now', 'not now', 'not seen now'])
    expect(withLists('(not|never) (<seen>|there)')).toHaveLength(6)
    expect(withLists('<letter> <letter>')).toHaveLength(676)
    expect(() => withLists('not <heard>')).toThrow('there is no list "heard"')
  })

  test.each<[string, string[]]>([
    ['effusion', ['effusion']],
    ['Pleural  Effusion', ['pleural effusion']],
    ['air-space', ['air space']],
    ['(a|b c)', ['a', 'b c']],
    ['(a|b) (c|d)', ['a c', 'a d', 'b c', 'b d']],
    ['((a|b) c|d)', ['a c', 'b c', 'd']],
    ['effusion(s)', ['effusions', 'effusion']],
    ['opacit(y|ies)', ['opacity', 'opacities']],
    ['mass(es)', ['masses', 'mass']],
    ['calcification(s)?', ['calcifications', 'calcification']],
    ['pleural? effusion', ['pleural effusion', 'effusion']],
    ['(left|right)? effusion', ['left effusion', 'right effusion', 'effusion']],
    ['no (acute)? (focal)? disease', ['no acute focal disease', 'no acute disease', 'no focal disease', 'no disease']],
    ['effusion?', ['effusion']],
    ['# cm', ['# cm']],
    ['T#', ['t #']],
    ['XXXX effusion', ['xxxx effusion']],
    ['c / w', ['c / w']],
    ['r/o', ['r / o']],
    ['- no', ['- no']],
    ['vs .', ['vs .']],
    ['?', ['?']],
    ['? /', ['? /']],
    ['effusion . \\*', ['effusion . *']],
    ["isn't", ['isnt']],
    ['Ménière', ['meniere']],
    ['(a|a) b', ['a b']],
  ])('%s', (phrase, words) => {
    expect(expand(phrase).sort()).toEqual(words.sort())
  })

  test.each<[string, string[]]>([
    ['~nodule', ['nodule', 'nodules']],
    ['~opacity', ['opacity', 'opacities']],
    ['~clear lungs', ['clear lungs', 'clears lungs', 'cleared lungs', 'clearing lungs']],
    ['~show', ['show', 'shows', 'showed', 'showing']],
  ])('%s holds its inflections', (phrase, words) => {
    expect(expand(phrase)).toEqual(expect.arrayContaining(words))
  })

  test.each<[string, RegExp]>([
    ['', /empty/],
    ['(effusion', /never closed/],
    ['(a|b', /never closed/],
    ['effusion)', /unexpected "\)"/],
    ['a | b', /unexpected "\|"/],
    ['effusion 2', /"2" cannot stand/],
    ['a % b', /"%" cannot stand/],
    ['effusion*', /"\*" cannot stand in a phrase, which has no wildcards/],
    ['effusion!', /"!" cannot stand/],
    ['(a|b|c|d) (a|b|c|d) (a|b|c|d) (a|b|c|d) (a|b)', /512 expansions/],
    ['(a|b)? (a|b)? (a|b)? (a|b)? (a|b)? (a|b)? (a|b)? (a|b)? (a|b)? (a|b)?', /too many/],
  ])('%j is refused', (phrase, message) => {
    expect(() => expand(phrase)).toThrow(PhraseError)
    expect(() => expand(phrase)).toThrow(message)
  })

  test(`${MOST_EXPANSIONS} expansions are the most`, () => {
    const four = '(a|b|c|d)'
    expect(expand(`${four} ${four} ${four} ${four}`)).toHaveLength(MOST_EXPANSIONS)
    expect(() => expand(`${four} ${four} ${four} (a|b|c|d|e)`)).toThrow(/320 expansions/)
  })

  test('a phrase error carries a hint', () => {
    try {
      expand('effusion 2')
      expect.unreachable()
    } catch (error) {
      expect((error as PhraseError).hint).toContain('#')
    }
  })
})

describe('inflect', () => {
  test.each([
    ['effusion', ['effusion', 'effusions']],
    ['resolve', ['resolve', 'resolves', 'resolved', 'resolving']],
    ['mass', ['mass', 'masses']],
  ])('%s', (word, forms) => {
    expect(inflect(word)).toEqual(expect.arrayContaining(forms))
    expect(inflect(word)[0]).toBe(word)
  })
  test('forms are folded letters only, so that each is one token', () => {
    for (const word of ['opacity', 'lie', 'be', 'worsen', 'Ménière']) {
      for (const form of inflect(word)) expect(form).toMatch(/^[a-z]+$/)
    }
  })
})
