// Ways to make a report harder to read without changing what it says.
import { createHash } from 'node:crypto'
import { seededRandom } from '../../src/evaluate/bootstrap.ts'

/** A change of the text that must not change its labels. */
export interface Alteration {
  readonly name: string
  readonly change: (text: string, id: string) => string
}

const COLUMNS = 60
/** Words of this length and more are long enough to be known with two letters swapped. */
const LONG = 7

export const ALTERATIONS: readonly Alteration[] = [
  { name: 'upper case', change: (text) => text.toUpperCase() },
  { name: `wrapped at ${COLUMNS} columns`, change: wrap },
  { name: 'XXXX as ___', change: (text) => text.replaceAll('XXXX', '___') },
  // One draw says little: a typing slip may fall on a word that matters or on one that does not. So, five.
  ...[1, 2, 3, 4, 5].map((seed) => ({
    name: `one slip a report, draw ${seed}`,
    change: (text: string, id: string) => swapLetters(text, id, seed),
  })),
]

/** Breaks lines at the last space before the column, as a terminal or a mail program does. */
export function wrap(text: string): string {
  return text
    .split('\n')
    .map((line) => line.replace(new RegExp(`(?=.{${COLUMNS + 1}})(.{1,${COLUMNS}}) +`, 'g'), '$1\n'))
    .join('\n')
}

/** Swaps two neighbouring letters, not the first, in one long word that is no heading; the draw is fixed by the id. */
export function swapLetters(text: string, id: string, seed: number): string {
  const words = [...text.matchAll(new RegExp(`\\b[A-Za-z]{${LONG},}\\b(?!\\s*:)`, 'g'))].filter(
    ([word]) => swappable(word).length > 0,
  )
  if (words.length === 0) return text
  const random = seededRandom(createHash('sha256').update(`${seed} ${id}`).digest().readUInt32LE(0))
  const { 0: word, index } = words[Math.floor(random() * words.length)]
  const places = swappable(word)
  const at = places[Math.floor(random() * places.length)]
  const slipped = word.slice(0, at) + word[at + 1] + word[at] + word.slice(at + 2)
  return text.slice(0, index) + slipped + text.slice(index + word.length)
}

/** Places after the first letter where the two neighbours differ. */
function swappable(word: string): number[] {
  return [...word.slice(1, -1)].flatMap((letter, at) =>
    letter.toLowerCase() === word[at + 2].toLowerCase() ? [] : [at + 1],
  )
}
