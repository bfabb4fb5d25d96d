// What is counted for the closing summary besides the values of labels: mentions dropped, values carried, chains ended,
// reports that took no part in their series. A number per row and mark, so that a row set aside is not counted.
import type { LabelledRow } from '../io/row.ts'

export const MARKS = [
  // Mentions dropped, by why.
  'prior-statement',
  'comparison-section',
  // Labels whose value was carried, and whose chain ended, by why.
  'carried',
  'gap',
  'conflict',
  'partial',
  // Rows whose report contradicts an earlier one, and rows that took no part, by why.
  'contradiction',
  'undated',
  'duplicate',
  'same-time',
  'no-patient',
  'returned',
  'separated',
] as const
/** What is counted of a run besides the values of labels. */
export type Mark = (typeof MARKS)[number]
/** How often each came. */
export type MarkCounts = Readonly<Record<Mark, number>>

const PLACE = Object.fromEntries(MARKS.map((mark, at) => [mark, at])) as Record<Mark, number>

/** Counts a row's marks into `marks[from … from + MARKS.length]`. */
export function markRow({ prior, series }: LabelledRow, marks: Uint16Array, from: number): void {
  for (const { why } of prior?.dropped ?? []) marks[from + PLACE[why]]++
  if (series === undefined) return
  marks[from + PLACE.carried] += Object.keys(series.carried).length
  for (const { reason, labels } of series.ended) marks[from + PLACE[reason]] += labels.length
  if (series.contradictions.length > 0) marks[from + PLACE.contradiction]++
  if (series.problem !== null) marks[from + PLACE[series.problem]]++
}

/** Adds the marks of a row to sums; of a run without marks there are none. */
export function sumMarks(sums: number[], marks: Uint16Array, from: number): void {
  if (marks.length === 0) return
  for (let mark = 0; mark < MARKS.length; mark++) sums[mark] += marks[from + mark]
}

/** The sums by name. */
export function marksByName(sums: readonly number[]): MarkCounts {
  return Object.fromEntries(MARKS.map((mark, at) => [mark, sums[at] ?? 0])) as Record<Mark, number>
}
