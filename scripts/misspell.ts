// Misspellings of long lexicon words, made when the default ruleset is built: one slip away from exactly one lexicon
// word, and never a spelling that is itself an English word. `natural` and the word list are not needed by users.
import { createRequire } from 'node:module'

const require = createRequire(import.meta.url)
// Deep path: the package's index opens database clients and reads .env.
const { DamerauLevenshteinDistance } = require('natural/lib/natural/distance/levenshtein_distance.js') as {
  DamerauLevenshteinDistance: (a: string, b: string, options?: { restricted?: boolean }) => number
}
const english = new Set(require('an-array-of-english-words') as string[])

/** Shorter words are too close to others: infection/injection, mass/mess. */
export const SHORTEST = 8
/** Vowels that are taken for one another. */
const VOWELS: Readonly<Record<string, string>> = { a: 'eio', e: 'ai', i: 'eoy', o: 'aiu', u: 'o', y: 'i' }

/** Pairs of a misspelling and the clinical word it stands for; `words` are all words of the lexicon. */
export function misspellings(
  words: readonly string[],
  clinical: ReadonlySet<string>,
): (readonly [spelling: string, word: string])[] {
  const known = new Set(words)
  const long = words.filter((word) => word.length >= SHORTEST && clinical.has(word))
  const owners = new Map<string, string | null>()
  for (const word of long) {
    for (const slip of slips(word)) {
      if (known.has(slip) || english.has(slip)) continue
      const owner = owners.get(slip)
      // A slip of two words belongs to neither, unless one is the other's inflection (same stem).
      owners.set(slip, owner === undefined ? word : owner === null ? null : ownerOf(owner, word))
    }
  }
  const byStart = new Map<string, string[]>()
  for (const word of words) byStart.set(word.slice(0, 2), [...(byStart.get(word.slice(0, 2)) ?? []), word])
  return [...owners].flatMap(([slip, word]) =>
    word !== null && isNearestTo(slip, word, byStart) ? [[slip, word] as const] : [],
  )
}

/** The slips people make: two letters swapped, one dropped, one doubled, one vowel for another. */
function slips(word: string): Set<string> {
  const found = new Set<string>()
  for (let i = 0; i < word.length; i++) {
    const before = word.slice(0, i)
    const after = word.slice(i + 1)
    if (i > 0) found.add(before + after)
    found.add(before + word[i] + word[i] + after)
    if (after !== '') found.add(before + after[0] + word[i] + after.slice(1))
    for (const vowel of VOWELS[word[i]] ?? '') found.add(before + vowel + after)
  }
  found.delete(word)
  return found
}

/**
 * Which of two words a slip of both belongs to: a listed misspelling gives way, of inflections the shorter one wins.
 */
function ownerOf(a: string, b: string): string | null {
  if (isListedSlip(a, b)) return b
  if (isListedSlip(b, a)) return a
  return sameStem(a, b) ? shorter(a, b) : null
}

function sameStem(a: string, b: string): boolean {
  return a.slice(0, 6) === b.slice(0, 6)
}

function shorter(a: string, b: string): string {
  return a.length <= b.length ? a : b
}

/** Whether a word of the lexicon is itself a misspelling of another, listed by hand. */
function isListedSlip(other: string, word: string): boolean {
  return !english.has(other) && DamerauLevenshteinDistance(other, word, { restricted: true }) <= 2
}

/** No other lexicon word with another stem lies as near as the one the slip came from. */
function isNearestTo(slip: string, word: string, byStart: ReadonlyMap<string, readonly string[]>): boolean {
  return (byStart.get(slip.slice(0, 2)) ?? []).every(
    (other) => other === word || sameStem(other, word) || !isOneSlipFrom(slip, other) || isListedSlip(other, word),
  )
}

/**
 * Whether one letter more, less or other, or two swapped, make one word of the other: a distance of 1, asked a million
 * times.
 */
function isOneSlipFrom(a: string, b: string): boolean {
  if (Math.abs(a.length - b.length) > 1) return false
  let from = 0
  while (from < a.length && a[from] === b[from]) from++
  let behind = 0
  while (behind < Math.min(a.length, b.length) - from && a[a.length - 1 - behind] === b[b.length - 1 - behind]) behind++
  const left = a.slice(from, a.length - behind)
  const right = b.slice(from, b.length - behind)
  if (left.length <= 1 && right.length <= 1) return true
  return left.length === 2 && right === left[1] + left[0]
}
