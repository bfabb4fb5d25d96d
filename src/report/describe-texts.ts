// Datasheet, second section: what was read, what was set aside, and what the texts are like.
import { type Block, heading, list, paragraph, say, strong, table } from './blocks.ts'
import { count, counted, countedOf, countOf, percent, words } from './numbers.ts'
import type { Sheet, Spread } from './sheet.ts'

export function describeTexts({ reading, texts }: Sheet): Block[] {
  const { records, labelled, setAside, ignored } = reading
  const reasons = Object.entries(setAside)
  return [
    heading('2. What was read'),
    paragraph(
      say`Records read: ${count(records)}. Labelled: ${strong(count(labelled))}. ${
        reasons.length === 0 ? 'None was set aside.' : 'The others were set aside:'
      }${ignored === 0 ? '' : ` Files passed over, as they are no reports: ${count(ignored)}.`}`,
    ),
    ...table(
      ['set aside', 'records', 'share'],
      reasons.map(([reason, records_]) => [words(reason), count(records_), percent(records_, records)]),
    ),
    heading('Length and sections', 3),
    ...table(
      ['', 'reports', '5 %', '25 %', 'median', '75 %', '95 %'],
      [
        ...spreadRow('characters a report', texts.characters),
        ...spreadRow('words that no rule knows, percent', texts.unknownPercent),
      ],
    ),
    ...table(
      ['section', 'findings in it are', 'reports', 'share'],
      texts.sections.map(({ name, isLabelled, reports }) => [
        name,
        isLabelled ? 'labelled' : 'read over',
        count(reports),
        percent(reports, labelled),
      ]),
      'll',
    ),
    paragraph(say`Text under no heading is a section called body.`),
    heading('What the rules did not know', 3),
    list([
      say`Of ${count(texts.words)} words, ${countOf(texts.unknownWords, texts.words)} stand in no rule. Most are words that carry no finding; a report of which most words are unknown may be in another language, or not of a chest. Such reports: ${countOf(texts.mostlyUnknown, labelled)}.`,
      say`Reports without any finding that a rule knows: ${countOf(texts.withoutMention, labelled)}. Reports with every label blank: ${countOf(texts.withoutLabel, labelled)}.`,
      say`Words known by a misspelling: ${count(texts.misspeltWords)}. Words taken out by de-identification: ${count(texts.maskedWords)}; what stood there is not guessed.`,
    ]),
    heading('Texts that are the same', 3),
    paragraph(
      texts.repeatedReports === 0
        ? say`No two reports have the same text.`
        : say`${strong(countedOf(texts.repeatedReports, labelled, 'report'))} share their text to the letter with another: ${counted(texts.repeatedTexts, 'text')}, of which the most frequent stands in ${counted(texts.mostRepeated, 'report')}. A model that has seen one has seen the others.`,
    ),
  ]
}

/** A row of a table of spreads; none where there is nothing to spread. */
export function spreadRow(name: string, spread: Spread | null): string[][] {
  if (spread === null) return []
  const { n, p5, p25, p50, p75, p95 } = spread
  return [[name, ...[n, p5, p25, p50, p75, p95].map(count)]]
}
