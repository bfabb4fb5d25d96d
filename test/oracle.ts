// The slowest and clearest readers: what tokens and matches must be, written as the definitions say and in no other
// way. Nothing here shares code with `text/` or `match/` but the fixed token ids.
import {
  CHARACTERS,
  classBit,
  DEID,
  FIRST_CHARACTER,
  FIRST_WORD,
  NUMBER,
  type Ruleset,
  UNKNOWN,
} from '../src/ruleset.ts'

/** One token: its id, its characters in the text, and the white space before it. */
export interface OracleToken {
  readonly id: number
  readonly start: number
  readonly end: number
  readonly isSpaced: boolean
  readonly opensLine: boolean
  readonly opensParagraph: boolean
}

/** Word → token id, spellings included; the first claim of a spelling stands. */
export type Words = ReadonlyMap<string, number>

/** The words of a ruleset and their other spellings. */
export function wordsOf(ruleset: Ruleset): Words {
  const words = new Map(ruleset.words.map((word, index) => [word, FIRST_WORD + index] as const))
  for (const [id, spellings] of ruleset.spellings) {
    for (const spelling of spellings.split(' ')) if (!words.has(spelling)) words.set(spelling, id)
  }
  return words
}

/** Two tokens for one word: "isnt" is "is" and "not". */
export type Contractions = ReadonlyMap<string, readonly [verb: number, not: number]>

/** What each verb of a ruleset makes with "n't", where that is no word of its own. */
export function contractionsOf({ words, classes }: Ruleset, known: Words): Contractions {
  const verb = classBit('verb')
  const not = FIRST_WORD + words.indexOf('not')
  return new Map(
    words
      .filter((word, index) => (classes[FIRST_WORD + index] & verb) !== 0 && !known.has(`${word}nt`) && word.length > 1)
      .map((word) => [`${word}nt`, [known.get(word) as number, not]]),
  )
}

// Sticky patterns over the folded text: a–z, 0–9, ' for what is skipped inside words, \n, and the lone characters.
const WORD = /[a-z][a-z']*/y
const DIGITS = /\d(?:[.,]?\d)*/y
/** Without its nought, after a space. */
const FRACTION = /\.\d(?:[.,]?\d)*/y
const BLANK = /_{2,}/y
/** Read on the original text; at most 60 characters, so that one bracket cannot swallow a report. */
const BRACKET = /\[\*\*[\s\S]{0,56}?\*\*\]/y
/** A check box with four characters inside at most. */
const BOX = /\[(?=.{0,4}\]) *[xX]? *\]/y

/** The tokens of a text, read with one pattern at a time. */
export function readTokens(text: string, words: Words, contractions: Contractions): OracleToken[] {
  const folded = Array.from({ length: text.length }, (_, i) => foldUnit(text.charAt(i))).join('')
  const tokens: OracleToken[] = []
  let at = 0
  let gap = 0
  const length = (pattern: RegExp, of: string): number => {
    pattern.lastIndex = at
    return pattern.exec(of)?.[0].length ?? 0
  }
  const take = (id: number, end: number): void => {
    const space = text.slice(gap, at)
    const newlines = space.split('\n').length - 1
    const isFirst = tokens.length === 0
    // A hyphen that was passed over is no space.
    const isSpaced = [...folded.slice(gap, at)].some((unit) => unit !== '-')
    tokens.push({
      id,
      start: at,
      end,
      isSpaced,
      opensLine: isFirst || newlines > 0,
      opensParagraph: isFirst || newlines > 1,
    })
    at = end
    gap = end
  }
  while (at < text.length) {
    const unit = folded[at]
    const word = length(WORD, folded)
    const isSpaced = [...folded.slice(gap, at)].some((each) => each !== '-')
    const digits =
      length(DIGITS, folded) || (isSpaced || at === 0 || folded[at - 1] === '(' ? length(FRACTION, folded) : 0)
    const blank = length(BLANK, folded)
    const bracket = length(BRACKET, text)
    const box = length(BOX, text)
    const spelled = folded.slice(at, at + word)
    const parts = contractions.get(spelled.replaceAll("'", ''))
    if (word > 0 && parts !== undefined) {
      const end = at + word
      take(parts[0], at + spelled.lastIndexOf('n'))
      take(parts[1], end)
    } else if (word > 0) take(wordId(spelled, words), at + word)
    else if (digits > 0) take(NUMBER, at + digits)
    else if (blank > 0) take(DEID, at + blank)
    else if (bracket > 0) take(DEID, at + bracket)
    else if (box > 0) take(characterId(/x/i.test(text.slice(at, at + box)) ? '☑' : '☐'), at + box)
    else if (unit === '-' && at === gap && at > 0 && /[a-z0-9]/.test(folded[at + 1] ?? '')) at++
    else if (/^--(?!-)/.test(folded.slice(at, at + 3))) take(characterId('-'), at + 2)
    else if ((CHARACTERS as readonly string[]).includes(unit)) take(characterId(unit), at + 1)
    else at++
  }
  return tokens
}

function characterId(character: string): number {
  return FIRST_CHARACTER + (CHARACTERS as readonly string[]).indexOf(character)
}

function wordId(spelled: string, words: Words): number {
  const word = spelled.replaceAll("'", '')
  return /^x{3,}$/.test(word) ? DEID : (words.get(word) ?? UNKNOWN)
}

const SKIPPED: ReadonlySet<string> = new Set("'‘’‛ʼ´`\u00ad\u200b\u200c\u200d\u2060\ufeff")

/** One UTF-16 unit as the patterns read it: letters without accents in lower case, kinds of dash and bullet as one. */
function foldUnit(unit: string): string {
  if (unit === '\n') return '\n'
  if (SKIPPED.has(unit) || (unit >= '\u0300' && unit <= '\u036f')) return "'"
  if (/[‐-―−﹘-]/.test(unit)) return '-'
  if (/[*•·▪●◦‣⁃■]/.test(unit)) return '*'
  if (/[☑☒✓✔]/.test(unit)) return '☑'
  if (unit === 'ı') return 'i'
  if (unit === 'ſ') return 's'
  const base = unit.charCodeAt(0) < 0x2000 ? unit.normalize('NFD').charAt(0) : unit
  if (/[A-Za-z]/.test(base)) return base.toLowerCase()
  return /[0-9_.,;:()/?!&+=☐]/.test(unit) ? unit : ' '
}

/** A phrase as token ids, and the rule that owns it in each layer it stands in. */
export interface OraclePhrase {
  readonly tokens: readonly number[]
  readonly owners: readonly (readonly [layer: number, rule: number])[]
}

/** One match: a rule over the tokens from…to, inclusive. */
export interface OracleMatch {
  readonly rule: number
  readonly from: number
  readonly to: number
}

/** Unpacks `Ruleset.phrases`. */
export function unpackPhrases({ phrases: packed, owners }: Pick<Ruleset, 'phrases' | 'owners'>): OraclePhrase[] {
  const tables: { token: number; owner: number; next: number }[][] = []
  for (let at = 0; at < packed.length; at += 1 + 3 * packed[at]) {
    const words = Array.from({ length: packed[at] }, (_, i) => at + 1 + 3 * i)
    tables.push(words.map((word) => ({ token: packed[word], owner: packed[word + 1], next: packed[word + 2] })))
  }
  const unpack = (table: number, before: readonly number[]): OraclePhrase[] =>
    tables[table].flatMap(({ token, owner, next }) => {
      const tokens = [...before, token]
      const ended = owner > 0 ? [{ tokens, owners: owners[owner - 1] }] : []
      return next > 0 ? [...ended, ...unpack(next - 1, tokens)] : ended
    })
  return tables.length === 0 ? [] : unpack(tables.length - 1, [])
}

/** Packs phrases as a ruleset holds them, but that no two words share a table. */
export function packPhrases(phrases: readonly OraclePhrase[]): Pick<Ruleset, 'phrases' | 'owners'> {
  const packed: number[] = []
  let tables = 0
  const pack = (depth: number, among: readonly OraclePhrase[]): number => {
    if (among.length === 0) return 0
    const words = [...new Set(among.map(({ tokens }) => tokens[depth]))].flatMap((token) => {
      const begun = among.filter(({ tokens }) => tokens[depth] === token)
      const ended = begun.find(({ tokens }) => tokens.length === depth + 1)
      const longer = begun.filter((phrase) => phrase !== ended)
      return [token, ended === undefined ? 0 : phrases.indexOf(ended) + 1, pack(depth + 1, longer)]
    })
    packed.push(words.length / 3, ...words)
    return ++tables
  }
  pack(0, phrases)
  return { phrases: packed, owners: phrases.map(({ owners }) => owners) }
}

/** The matches of one layer: from the left, at each token the longest phrase; what it covers is not read again. */
export function findPhrases(ids: readonly number[], phrases: readonly OraclePhrase[], layer: number): OracleMatch[] {
  const matches: OracleMatch[] = []
  for (let from = 0; from < ids.length; from++) {
    let best: OracleMatch | null = null
    for (const { tokens, owners } of phrases) {
      const owner = owners.find(([of]) => of === layer)
      const to = from + tokens.length - 1
      if (owner === undefined || (best !== null && to <= best.to)) continue
      if (tokens.every((token, i) => ids[from + i] === token)) best = { rule: owner[1], from, to }
    }
    if (best !== null) {
      matches.push(best)
      from = best.to
    }
  }
  return matches
}
