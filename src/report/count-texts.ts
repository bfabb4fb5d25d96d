// What is counted of the reports' texts: length, words, sections, and texts that are the same. No text is kept.
import type { HeadingRule } from '../rule.ts'
import { DEID, FIRST_WORD, type Ruleset, UNKNOWN } from '../ruleset.ts'
import { makeLexicon } from '../text/lexicon.ts'
import { makeTokens, tokenize } from '../text/tokens.ts'
import type { LabelledReport } from '../types.ts'
import { makeSerials, withRoom } from './serials.ts'
import type { Texts } from './sheet.ts'
import { makeSpreader } from './spread.ts'

export interface TextCounter {
  /** Counts a report; gives the places where its misspelt words begin. */
  add(report: LabelledReport): ReadonlySet<number>
  count(): Texts
}

/** Counts texts with a ruleset's words. */
export function makeTextCounter(ruleset: Ruleset): TextCounter {
  const readWords = makeWordReader(ruleset)
  const characters = makeSpreader()
  const unknownPercent = makeSpreader()
  const texts = makeSerials()
  const sections = new Map<string, { readonly isLabelled: boolean; reports: number }>()
  let copies = new Uint32Array(1024)
  let [words, unknownWords, misspeltWords, maskedWords] = [0, 0, 0, 0]
  let [mostlyUnknown, withoutMention, withoutLabel] = [0, 0, 0]
  return {
    add: (report) => {
      const read = readWords(report.text)
      characters.add(report.text.length)
      words += read.words
      unknownWords += read.unknown
      misspeltWords += read.misspelt.size
      maskedWords += read.masked
      if (read.words > 0) unknownPercent.add(Math.round((100 * read.unknown) / read.words))
      if (2 * read.unknown > read.words) mostlyUnknown++
      if (report.mentions.length === 0) withoutMention++
      if (Object.values(report.labels).every(({ value }) => value === null)) withoutLabel++
      for (const name of new Set(report.sections.map((section) => section.name))) {
        const section = sections.get(name) ?? { isLabelled: isLabelled(report, name), reports: 0 }
        section.reports++
        sections.set(name, section)
      }
      const text = texts.of(report.text)
      copies = withRoom(copies, texts.size)
      copies[text]++
      return read.misspelt
    },
    count: () => {
      const repeated = copies.subarray(0, texts.size).filter((reports) => reports > 1)
      return {
        ...{ characters: characters.spread(), words, unknownWords, misspeltWords, maskedWords },
        ...{ unknownPercent: unknownPercent.spread(), mostlyUnknown, withoutMention, withoutLabel },
        sections: [...sections]
          .map(([name, section]) => ({ name, ...section }))
          .sort((a, b) => b.reports - a.reports || (a.name < b.name ? -1 : 1)),
        repeatedTexts: repeated.length,
        repeatedReports: repeated.reduce((sum, reports) => sum + reports, 0),
        mostRepeated: repeated.reduce((most, reports) => Math.max(most, reports), 0),
      }
    },
  }
}

function isLabelled({ sections }: LabelledReport, wanted: string): boolean {
  return sections.some(({ name, isLabelled }) => name === wanted && isLabelled)
}

/** Sections by whether their findings are labelled; `wanted` overrides what the rules say. */
export function sectionsOf(
  { rules }: Ruleset,
  wanted: readonly string[] | undefined,
): { readonly labelled: readonly string[]; readonly other: readonly string[] } {
  const headings = rules.filter((rule): rule is HeadingRule => rule.kind === 'heading')
  const names = [...new Set([...headings.map(({ section }) => section), 'body'])].sort()
  const byRule = new Set(['body', ...headings.flatMap((rule) => (rule.isLabelled ? [rule.section] : []))])
  const labelled = wanted === undefined ? byRule : new Set(wanted)
  return { labelled: names.filter((name) => labelled.has(name)), other: names.filter((name) => !labelled.has(name)) }
}

interface Words {
  readonly words: number
  readonly unknown: number
  readonly masked: number
  /** Where words begin that are known by a misspelling only. */
  readonly misspelt: ReadonlySet<number>
}

/** Reads a text twice, with and without the misspellings: what only the first reading knows is misspelt. */
function makeWordReader(ruleset: Ruleset): (text: string) => Words {
  const lexicon = makeLexicon(ruleset)
  const plainLexicon = makeLexicon({ ...ruleset, spellings: [] })
  const [tokens, plain] = [makeTokens(), makeTokens()]
  return (text) => {
    tokenize(text, lexicon, tokens)
    tokenize(text, plainLexicon, plain)
    const misspelt = new Set<number>()
    let [words, unknown, masked] = [0, 0, 0]
    for (let at = 0; at < tokens.count; at++) {
      const token = tokens.id[at]
      if (token === DEID) masked++
      if (token !== UNKNOWN && token < FIRST_WORD) continue
      words++
      if (token === UNKNOWN) unknown++
      else if (plain.id[at] === UNKNOWN) misspelt.add(tokens.start[at])
    }
    return { words, unknown, masked, misspelt }
  }
}
