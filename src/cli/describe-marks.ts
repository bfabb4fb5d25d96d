// Lines of the closing summary about prior examinations: what was dropped, carried, ended, and left with plain labels.
import type { Mark, MarkCounts } from '../batch/marks.ts'

/** What the run was asked to do. */
export interface Asked {
  readonly isSeries: boolean
  readonly isDropping: boolean
  /** Dates come from a table of their own. */
  readonly hasDates: boolean
}

const PROBLEMS: readonly (readonly [mark: Mark, what: string])[] = [
  ['undated', 'no date that can be read; give YYYY-MM-DD or YYYYMMDD, with a time if known, or a table with --dates'],
  ['same-time', 'another report of the patient has the same date or time; give times with the dates (--time-column)'],
  ['duplicate', 'the same report again; keep one of them'],
  ['no-patient', 'no patient named; see --patient-column'],
  [
    'returned',
    'the patient comes back after others, so that what was carried for it before may be wrong; sort the input by patient',
  ],
  ['separated', 'could not be labelled together with others of the patient'],
]

/** The lines, none where nothing was asked. */
export function describeMarks(
  marks: MarkCounts,
  { isSeries, isDropping, hasDates }: Asked,
  labelled: number,
): string[] {
  const lines: string[] = []
  if (isDropping) {
    const [said, sections] = [marks['prior-statement'], marks['comparison-section']]
    lines.push(
      `mentions of prior studies only, dropped: ${count(said + sections)} (${count(said)} said to be of one, ` +
        `${count(sections)} in sections about comparisons)`,
    )
  }
  if (!isSeries) return lines
  const { carried, gap, conflict, partial, contradiction } = marks
  lines.push(
    `labels carried: ${count(carried)}; chains ended: ${count(gap)} at a gap, ${count(conflict)} at a conflict, ` +
      `${count(partial)} as only a part was denied; reports that contradict an earlier one: ${count(contradiction)}`,
  )
  const problems = PROBLEMS.filter(([mark]) => marks[mark] > 0)
  if (problems.length > 0) lines.push('reports with plain labels, nothing carried:')
  if (hasDates && labelled > 0 && marks.undated === labelled) {
    lines.push(
      `  0 of ${count(labelled)} ids are in the dates table with a date that can be read: both must write them alike, ` +
        'without added letters or zeros (see --id-column)',
    )
    return lines
  }
  for (const [mark, what] of problems) lines.push(`  ${count(marks[mark])} ${mark}: ${what}`)
  return lines
}

function count(number: number): string {
  return number.toLocaleString('en')
}
