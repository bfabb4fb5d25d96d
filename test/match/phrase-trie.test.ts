// The trie of phrases finds what the naive matcher finds: per layer, from the left, the longest phrase.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { defaultRuleset } from '../../src/index.ts'
import { findMatches, makeMatches } from '../../src/match/overlap.ts'
import { makePhraseTrie } from '../../src/match/phrase-trie.ts'
import { FIRST_WORD, LAYERS, NAME_START, type Ruleset } from '../../src/ruleset.ts'
import { makeLexicon } from '../../src/text/lexicon.ts'
import { makeTokens, type Tokens, tokenize } from '../../src/text/tokens.ts'
import { readFixtures } from '../fixtures/read.ts'
import { findPhrases, type OracleMatch, type OraclePhrase, packPhrases, unpackPhrases } from '../oracle.ts'

/** Tokens with the given ids and nothing else. */
function tokensOf(ids: readonly number[]): Tokens {
  return { ...makeTokens(Math.max(1, ids.length)), count: ids.length, id: Int32Array.from(ids) }
}

type Packed = Pick<Ruleset, 'phrases' | 'owners'>

function makeMatcher(packed: Packed, width: number, ruleCount: number, masks: readonly number[] = []) {
  const trie = makePhraseTrie(packed, width)
  const isMask = new Uint8Array(ruleCount)
  for (const rule of masks) isMask[rule] = 1
  const matches = makeMatches(1)
  return (tokens: Tokens): OracleMatch[][] => {
    findMatches(tokens, trie, isMask, matches)
    return LAYERS.map((_, layer) =>
      Array.from({ length: matches.count[layer] }, (_unused, i) => ({
        rule: matches.rule[layer][i],
        from: matches.from[layer][i],
        to: matches.to[layer][i],
      })),
    )
  }
}

const expected = (ids: readonly number[], phrases: readonly OraclePhrase[]): OracleMatch[][] =>
  LAYERS.map((_, layer) => findPhrases(ids, phrases, layer))

describe('leftmost, then longest', () => {
  const phrase = (tokens: readonly number[], rule: number, layer = 0): OraclePhrase => ({
    tokens,
    owners: [[layer, rule]],
  })
  test.each<[string, OraclePhrase[], number[], OracleMatch[]]>([
    ['nothing', [phrase([1], 0)], [2, 3], []],
    ['no text', [phrase([1], 0)], [], []],
    [
      'one word',
      [phrase([1], 0)],
      [2, 1, 1],
      [
        { rule: 0, from: 1, to: 1 },
        { rule: 0, from: 2, to: 2 },
      ],
    ],
    [
      'the longer of two that start together',
      [phrase([1], 0), phrase([1, 2], 1)],
      [1, 2],
      [{ rule: 1, from: 0, to: 1 }],
    ],
    [
      'the one that starts first, though the other is longer',
      [phrase([1, 2], 0), phrase([2, 3, 4], 1)],
      [1, 2, 3, 4],
      [{ rule: 0, from: 0, to: 1 }],
    ],
    [
      'a phrase inside one that fails to end',
      [phrase([1, 2, 3, 4], 0), phrase([2, 3], 1)],
      [1, 2, 3, 5],
      [{ rule: 1, from: 1, to: 2 }],
    ],
    [
      'a shorter one where the longer breaks off',
      [phrase([1, 2, 3], 0), phrase([1], 1)],
      [1, 2, 4],
      [{ rule: 1, from: 0, to: 0 }],
    ],
    ['repeats', [phrase([1, 1], 0)], [1, 1, 1], [{ rule: 0, from: 0, to: 1 }]],
  ])('%s', (_, phrases, ids, found) => {
    expect(makeMatcher(packPhrases(phrases), 10, 2)(tokensOf(ids))[0]).toEqual(found)
    expect(findPhrases(ids, phrases, 0)).toEqual(found)
  })

  test('layers do not disturb each other', () => {
    const phrases = [
      phrase([1, 2], 0, 0),
      phrase([2, 3], 1, 3),
      {
        tokens: [2],
        owners: [
          [0, 2],
          [4, 3],
        ] as const,
      },
    ]
    const found = makeMatcher(packPhrases(phrases), 10, 4)(tokensOf([1, 2, 3]))
    expect(found[0]).toEqual([{ rule: 0, from: 0, to: 1 }])
    expect(found[3]).toEqual([{ rule: 1, from: 1, to: 2 }])
    expect(found[4]).toEqual([{ rule: 3, from: 1, to: 1 }])
  })

  test('a mask hides what lies inside it and is no match itself', () => {
    const phrases = [phrase([1], 0), phrase([2, 1, 3], 1)]
    expect(makeMatcher(packPhrases(phrases), 10, 2, [1])(tokensOf([2, 1, 3, 1]))[0]).toEqual([
      { rule: 0, from: 3, to: 3 },
    ])
  })
})

test('any phrases over any text match as the naive matcher says', () => {
  const token = fc.integer({ min: 0, max: 4 })
  const phrases = fc
    .uniqueArray(fc.array(token, { minLength: 1, maxLength: 5 }), {
      selector: (tokens) => tokens.join(),
      minLength: 1,
      maxLength: 12,
    })
    .chain((list) =>
      fc.tuple(
        ...list.map((tokens, i) =>
          fc
            .subarray([0, 1, 3], { minLength: 1 })
            .map((layers) => ({ tokens, owners: layers.map((layer) => [layer, i] as const) })),
        ),
      ),
    )
  fc.assert(
    fc.property(
      phrases,
      fc.array(fc.array(token, { maxLength: 40 }), { minLength: 1, maxLength: 3 }),
      (list, texts) => {
        // One matcher for several texts: what one call leaves behind must not show in the next.
        const find = makeMatcher(packPhrases(list), 5, list.length)
        for (const ids of texts) expect(find(tokensOf(ids))).toEqual(expected(ids, list))
      },
    ),
    { numRuns: 2000, seed: 5 },
  )
})

test('the default rules match the written reports as the naive matcher says', () => {
  const ruleset = defaultRuleset()
  const lexicon = makeLexicon(ruleset)
  const all = unpackPhrases(ruleset)
  const find = makeMatcher(ruleset, FIRST_WORD + ruleset.words.length, ruleset.rules.length)
  const byToken = new Map<number, OraclePhrase[]>()
  for (const phrase of all) {
    const same = byToken.get(phrase.tokens[0])
    if (same === undefined) byToken.set(phrase.tokens[0], [phrase])
    else same.push(phrase)
  }
  const tokens = makeTokens()
  for (const { id, text } of readFixtures().slice(0, 60)) {
    tokenize(text, lexicon, tokens)
    const ids = Array.from(tokens.id.subarray(0, tokens.count))
    // The naive matcher knows no template; that no phrase runs on to the next item is tested in test/cases/layout.yaml.
    tokens.flags.forEach((flags, at) => {
      tokens.flags[at] = flags & ~NAME_START
    })
    // Only phrases of words of the text can match it; the naive matcher is slow enough.
    const known = new Set(ids)
    const candidates = [...known].flatMap((word) =>
      (byToken.get(word) ?? []).filter((phrase) => phrase.tokens.every((token) => known.has(token))),
    )
    expect(find(tokens), id).toEqual(expected(ids, candidates))
  }
})
