// The phrase notation: `opacit(y|ies)`, `(a|b) c?`, `~word`, `<list>`, `#`, `XXXX`, `\(` → lists of words. See
// rules/README.md.
import { CHARACTERS } from '../ruleset.ts'
import { foldWord } from '../text/characters.ts'

export const MOST_EXPANSIONS = 256

/** What other notations mean by these would be a character that no word is written with: the phrase would match nothing. */
const NO_WILDCARDS: ReadonlySet<string> = new Set(['*', '!'])

/** Thrown for a phrase that cannot be read; the caller adds file and line. */
export class PhraseError extends Error {
  readonly hint: string
  constructor(message: string, hint: string) {
    super(message)
    this.name = 'PhraseError'
    this.hint = hint
  }
}

/** By name, what a `<list>` stands for: word sequences. */
export type PhraseLists = ReadonlyMap<string, readonly (readonly string[])[]>

/**
 * Expands one phrase into all its word sequences. `inflect` gives the forms of a `~word`; a `<list>` counts as one
 * word, since the phrases that it makes go on alike.
 * Words come out folded to lower-case letters; `#` and `xxxx` stand for a number and a de-identified word.
 */
export function expandPhrase(
  phrase: string,
  inflect: (word: string) => readonly string[],
  lists: PhraseLists = new Map(),
): string[][] {
  return expandForms(phrase, inflect, lists).flatMap((words) => withLists(words, lists))
}

/** The same with the names of lists (`<seen>`) as words; all of them are there. */
export function expandForms(
  phrase: string,
  inflect: (word: string) => readonly string[],
  lists: PhraseLists,
): string[][] {
  const reader = { text: phrase, at: 0 }
  const strings = readSequence(reader)
  if (reader.at < phrase.length)
    throw new PhraseError(`unexpected "${phrase[reader.at]}" in the phrase`, 'close every "(" once')
  const seen = new Map<string, string[]>()
  for (const string of strings) {
    for (const words of inflected(splitWords(string), inflect)) {
      if (words.length > 0) seen.set(words.join(' '), words)
    }
  }
  if (seen.size === 0) throw new PhraseError('the phrase is empty', 'write at least one word')
  if (seen.size > MOST_EXPANSIONS) {
    throw new PhraseError(`${seen.size} expansions, more than ${MOST_EXPANSIONS}`, 'split it into several phrases')
  }
  const forms = [...seen.values()]
  for (const word of forms.flat()) {
    if (isList(word) && !lists.has(listName(word)))
      throw new PhraseError(`there is no list "${listName(word)}"`, 'lists stand in a file of kind lists')
  }
  return forms
}

/** Whether a word of a form names a list. */
export function isList(word: string): boolean {
  return word.startsWith('<')
}

/** The name of the list that such a word names. */
export function listName(word: string): string {
  return word.slice(1, -1)
}

/** The word sequences of one that names lists. */
function withLists(words: readonly string[], lists: PhraseLists): string[][] {
  let found: string[][] = [[]]
  for (const word of words) {
    const members = isList(word) ? (lists.get(listName(word)) ?? []) : [[word]]
    found = found.flatMap((head) => members.map((member) => [...head, ...member]))
  }
  return found
}

interface Reader {
  readonly text: string
  at: number
}

function readSequence(reader: Reader): string[] {
  let found = ['']
  while (reader.at < reader.text.length) {
    const character = reader.text[reader.at]
    if (character === ')' || character === '|') break
    if (character === '\\' && reader.at + 1 < reader.text.length) {
      for (let i = 0; i < found.length; i++) found[i] += ` ${reader.text[reader.at + 1]} `
      reader.at += 2
      continue
    }
    if (character === '(') {
      const continues = reader.at > 0 && /[\p{L})]/u.test(reader.text[reader.at - 1])
      const options = readGroup(reader)
      if (reader.text[reader.at] === '?') {
        reader.at++
        options.push('')
      } else if (continues && options.length === 1) options.push('')
      found = cross(found, options)
    } else if (character === '?' && reader.at > 0 && /[\p{L}\d)>]/u.test(reader.text[reader.at - 1])) {
      reader.at++
      found = [...found, ...found.map((string) => string.slice(0, string.lastIndexOf(' ') + 1))]
    } else if (NO_WILDCARDS.has(character)) {
      throw new PhraseError(
        `"${character}" cannot stand in a phrase, which has no wildcards`,
        `endings are effusion(s) or opacit(y|ies), every form of a word is ~word; the character itself is \\${character} (rules/README.md, "Phrases")`,
      )
    } else {
      reader.at++
      for (let i = 0; i < found.length; i++) found[i] += character
    }
    if (found.length > MOST_EXPANSIONS * 4)
      throw new PhraseError('far too many expansions', 'split it into several phrases')
  }
  return found
}

function readGroup(reader: Reader): string[] {
  const open = reader.at++
  const options: string[] = []
  while (true) {
    options.push(...readSequence(reader))
    const end = reader.text[reader.at++]
    if (end === ')') return options
    if (end !== '|') throw new PhraseError(`"(" at character ${open + 1} is never closed`, 'close every "(" with ")"')
  }
}

function cross(left: readonly string[], right: readonly string[]): string[] {
  return left.flatMap((head) => right.map((tail) => head + tail))
}

/** Splits as the tokenizer does: letters, numbers and solo characters apart, hyphens inside words passed over. */
function splitWords(string: string): string[] {
  const words: string[] = []
  for (const chunk of string.split(/\s+/)) {
    if (chunk === '') continue
    if (chunk === '-') {
      words.push('-')
      continue
    }
    const tilde = chunk.startsWith('~') ? '~' : ''
    for (const part of chunk.slice(tilde.length).match(/<[a-z]+>|[\p{L}'’]+|#|[^\p{L}'’#]/gu) ?? []) {
      if (part === '-') continue
      if (part === '#' || part.startsWith('<')) words.push(part)
      else if (/^\p{L}/u.test(part)) words.push(tilde + foldWord(part))
      else if ((CHARACTERS as readonly string[]).includes(part)) words.push(part)
      else throw new PhraseError(`"${part}" cannot stand in a phrase`, 'digits are written #; see rules/README.md')
    }
  }
  return words
}

function inflected(words: string[], inflect: (word: string) => readonly string[]): string[][] {
  if (!words.some((word) => word.startsWith('~'))) return [words]
  let found: string[][] = [[]]
  for (const word of words) {
    const forms = word.startsWith('~') ? inflect(word.slice(1)) : [word]
    found = found.flatMap((head) => forms.map((form) => [...head, form]))
  }
  return found
}
