// Characters → tokens: what a word is, what is passed over, and that offsets are of the original text.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { defaultRuleset } from '../../src/index.ts'
import {
  CHARACTERS,
  DEID,
  FIRST_CHARACTER,
  FIRST_WORD,
  LINE_START,
  NUMBER,
  PARAGRAPH_START,
  SPACED,
  UNKNOWN,
} from '../../src/ruleset.ts'
import { foldWord } from '../../src/text/characters.ts'
import { makeLexicon } from '../../src/text/lexicon.ts'
import { makeTokens, tokenize } from '../../src/text/tokens.ts'
import { readFixtures } from '../fixtures/read.ts'
import { contractionsOf, type OracleToken, readTokens, wordsOf } from '../oracle.ts'

const ruleset = defaultRuleset()
const lexicon = makeLexicon(ruleset)
const words = wordsOf(ruleset)
const contractions = contractionsOf(ruleset, words)

function tokensOf(text: string, room?: number): OracleToken[] {
  const tokens = makeTokens(room)
  tokenize(text, lexicon, tokens)
  return Array.from({ length: tokens.count }, (_, i) => ({
    id: tokens.id[i],
    start: tokens.start[i],
    end: tokens.end[i],
    isSpaced: (tokens.flags[i] & SPACED) !== 0,
    opensLine: (tokens.flags[i] & LINE_START) !== 0,
    opensParagraph: (tokens.flags[i] & PARAGRAPH_START) !== 0,
  }))
}

/** Tokens as words: the lexicon's word, `#`, `XXXX`, `?` for an unknown word, or the character. */
function show(text: string): string {
  const name = (id: number): string => {
    if (id === UNKNOWN) return '<?>'
    if (id === NUMBER) return '#'
    if (id === DEID) return 'XXXX'
    return id < FIRST_WORD ? CHARACTERS[id - FIRST_CHARACTER] : ruleset.words[id - FIRST_WORD]
  }
  return tokensOf(text)
    .map(({ id }) => name(id))
    .join(' ')
}

describe('tokens', () => {
  test.each([
    ['', ''],
    [' \n\t ', ''],
    ['No effusion.', 'no effusion .'],
    ['NO EFFUSION', 'no effusion'],
    ['zorbosis', '<?>'],
    ['effusive', '<?>'],
    ['air-space', 'air space'],
    ['air - space', 'air - space'],
    ['- effusion', '- effusion'],
    ['-effusion', '- effusion'],
    ['effusion-', 'effusion -'],
    ['effusion--edema', 'effusion - edema'],
    ['effusion -- edema', 'effusion - edema'],
    ['effusion — edema', 'effusion - edema'],
    ["isn't", 'is not'],
    ['Isn’t', 'is not'],
    ['doesnt', 'does not'],
    ["can't", 'cant'],
    ["n't", '<?>'],
    ["n'n't", '<?>'],
    ["xn't", '<?>'],
    ['ef\u00adfusion', 'effusion'],
    ['ef\u200bfusion', 'effusion'],
    ['œdema', '<?>'],
    ['édema', 'edema'],
    ['e\u0301dema', 'edema'],
    ['EFFUSİON', 'effusion'],
    ['2.5 cm', '# cm'],
    ['1,200.5', '#'],
    ['3.', '# .'],
    ['1.Effusion', '# . effusion'],
    ['effusion.Edema', 'effusion . edema'],
    ['XXXX', 'XXXX'],
    ['xxx', 'XXXX'],
    ['XX', '<?>'],
    ['___', 'XXXX'],
    ['_effusion_', 'effusion'],
    ['[**Hospital 3**] effusion', 'XXXX effusion'],
    ['[effusion]', 'effusion'],
    ['[** effusion', '* * effusion'],
    ['• effusion', '* effusion'],
    ['(effusion)', '( effusion )'],
    ['effusion/edema?', 'effusion / edema ?'],
    ['old rib #s, no #', 'old rib fracture , no fracture'],
    ["rib #'s or ## of sternum", 'rib fracture or fracture of sternum'],
    ['#ed left rib', 'fracture left rib'],
    ['#s of left 4th, 5th ribs', 'fracture of left # th , # th ribs'],
    ['# of the 5th rib. # 5th rib', 'fracture of the # th rib . fracture # th rib'],
    ['view #2, no # 3', 'view # , no #'],
    ['no #: old # XXXX', 'no : old XXXX'],
    ['# effusion\n# edema', 'effusion edema'],
    ['# ribs: clear. ## rib. #', 'ribs : clear . rib .'],
    ['efusion', 'effusion'],
    ['\ud800effusion\udfff', 'effusion'],
    ['effusion\u0000edema', 'effusion edema'],
    ['😀 effusion', 'effusion'],
  ])('%j reads as %j', (text, expected) => {
    expect(show(text)).toBe(expected)
  })

  test('a de-identification bracket is at most 60 characters long', () => {
    expect(show(`[**${'a'.repeat(56)}**]`)).toBe('XXXX')
    expect(show(`[**${'a'.repeat(57)}**]`)).not.toContain('XXXX')
  })

  test('the halves of "isn\'t" stand where they are written', () => {
    expect(tokensOf(" isn''t so").map(({ start, end, isSpaced }) => [start, end, isSpaced])).toEqual([
      [1, 3, true],
      [3, 7, false],
      [8, 10, true],
    ])
  })

  test('offsets are of the original text, also where a character folds to several', () => {
    const text = 'İ İ effusion'
    const { start, end } = tokensOf(text)[2]
    expect(text.slice(start, end)).toBe('effusion')
  })

  test.each([
    ['a b', 1, { isSpaced: true, opensLine: false, opensParagraph: false }],
    ['a,b', 1, { isSpaced: false, opensLine: false, opensParagraph: false }],
    ['a-b', 1, { isSpaced: false, opensLine: false, opensParagraph: false }],
    ['a\nb', 1, { isSpaced: true, opensLine: true, opensParagraph: false }],
    ['a\r\nb', 1, { isSpaced: true, opensLine: true, opensParagraph: false }],
    ['a\n\nb', 1, { isSpaced: true, opensLine: true, opensParagraph: true }],
    ['a\n \t\nb', 1, { isSpaced: true, opensLine: true, opensParagraph: true }],
    ['a', 0, { isSpaced: false, opensLine: true, opensParagraph: true }],
  ])('white space before token of %j', (text, index, flags) => {
    expect(tokensOf(text)[index]).toMatchObject(flags)
  })

  test('buffers grow without losing a token', () => {
    expect(tokensOf('no effusion. '.repeat(50), 2)).toEqual(tokensOf('no effusion. '.repeat(50)))
  })

  test('every word of the lexicon is a token of its own id, and so is its every spelling', () => {
    const ids = (text: string): number[] => tokensOf(text).map(({ id }) => id)
    ruleset.words.forEach((word, index) => {
      if (!/^x{3,}$/.test(word)) expect(ids(word), word).toEqual([FIRST_WORD + index])
    })
    for (const [id, spellings] of ruleset.spellings) {
      for (const spelling of spellings.split(' '))
        if (words.get(spelling) === id) expect(ids(spelling), spelling).toEqual([id])
    }
  })
})

describe('the oracle reads the same tokens', () => {
  test('in the written reports', () => {
    for (const { id, text } of readFixtures()) expect(tokensOf(text), id).toEqual(readTokens(text, words, contractions))
  })

  const piece = fc.oneof(
    fc.constantFrom(
      'effusion',
      'Edema',
      'xxx',
      '___',
      '_',
      '-',
      '--',
      '—',
      '.',
      ',',
      '1',
      '2.5',
      '[**',
      '**]',
      '[',
      '[ ]',
      '[x]',
      ']',
      'x',
      '*',
      "'",
      '’',
      "isn't",
      'doesnt',
      "n't",
      ' ',
      '\n',
      '\n\n',
      '\r\n',
      '\t',
    ),
    fc.string({ unit: 'binary', maxLength: 4 }),
    fc.constantFrom('\ud800', '\udc00', 'İ', 'ß', 'é', 'e\u0301', '\u00ad', '\u202e', '😀', '•', '☐', '✓', '\u0000'),
  )
  test('in any string', () => {
    fc.assert(
      fc.property(
        fc.array(piece, { maxLength: 30 }).map((pieces) => pieces.join('')),
        (text) => {
          expect(tokensOf(text, 1)).toEqual(readTokens(text, words, contractions))
        },
      ),
      { numRuns: 3000, seed: 3 },
    )
  })
})

describe('foldWord', () => {
  test.each([
    ['Effusion', 'effusion'],
    ['Ménière', 'meniere'],
    ["isn't", 'isnt'],
    ['T8', 't8'],
    ['', ''],
  ])('%j folds to %j', (word, folded) => {
    expect(foldWord(word)).toBe(folded)
  })
})
