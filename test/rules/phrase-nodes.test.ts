// The trie of phrases and its packed form, against a map of the same phrases: columns grow, and equal tables stand once.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { PhraseTrie, packTrie, ROOT } from '../../src/rules/phrase-nodes.ts'

function trieOf(phrases: ReadonlyMap<string, number>): PhraseTrie {
  const trie = new PhraseTrie()
  for (const [phrase, owner] of phrases) {
    let node = ROOT
    for (const token of phrase.split(' ')) node = trie.next(node, Number(token))
    trie.setValue(node, owner)
  }
  return trie
}

/** The phrases of a packed trie, as `Ruleset.phrases` says that it is read. */
function unpack(packed: readonly number[]): Map<string, number> {
  const starts = [0]
  for (let at = 0; at < packed.length; at += 1 + 3 * packed[at]) starts.push(at)
  const found = new Map<string, number>()
  const read = (table: number, before: readonly number[]): void => {
    const tokens: number[] = []
    for (let word = 0; word < packed[starts[table]]; word++) {
      const [token, owner, after] = packed.slice(starts[table] + 1 + 3 * word)
      const phrase = [...before, token]
      tokens.push(token)
      if (owner > 0) found.set(phrase.join(' '), owner)
      if (after > 0) read(after, phrase)
    }
    expect(tokens).toEqual([...tokens].sort((one, other) => one - other))
  }
  read(starts.length - 1, [])
  return found
}

const same = (owner: number): number => owner
const phrases = fc.array(fc.tuple(fc.array(fc.nat(6), { minLength: 1, maxLength: 4 }), fc.integer({ min: 1, max: 3 })))

test('what is packed is what was put in', () => {
  fc.assert(
    fc.property(phrases, (list) => {
      const given = new Map(list.map(([words, owner]) => [words.join(' '), owner]))
      expect(unpack(packTrie(trieOf(given), same))).toEqual(given)
    }),
  )
})

test('more phrases than there was room for are all found again', () => {
  const trie = new PhraseTrie()
  const nodes = Array.from({ length: 150_000 }, (_, at) => trie.next(trie.next(ROOT, at % 300), 1000 + at))
  expect(new Set(nodes).size).toBe(nodes.length)
  const { count } = trie
  expect(nodes.every((node, at) => trie.next(trie.next(ROOT, at % 300), 1000 + at) === node)).toBe(true)
  expect(trie.count).toBe(count)
})

test('equal tables stand once, before those that lead to them', () => {
  const given = new Map([
    ['1 7', 1],
    ['1 8', 2],
    ['2 7', 1],
    ['2 8', 2],
  ])
  expect(packTrie(trieOf(given), same)).toEqual([2, 7, 1, 0, 8, 2, 0, 2, 1, 0, 1, 2, 0, 1])
})
