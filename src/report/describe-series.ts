// Datasheet, a part of the fourth section: what labels owe to earlier reports of the same patient.
import { type Block, heading, list, say, table } from './blocks.ts'
import { count, countedOf, countOf, percent, words } from './numbers.ts'
import type { Sheet } from './sheet.ts'

/** Nothing where each report was labelled alone. */
export function describeSeries({ series, reading }: Sheet): Block[] {
  if (series === null) return []
  const { carried, carriedReports, ended, contradictions, problems, maxGapDays } = series
  return [
    heading('Carried from earlier reports', 3),
    list([
      say`Values carried: ${count(carried)}, in ${countedOf(carriedReports, reading.labelled, 'report')}. Such a value was said of an earlier image, and holds only as far as “unchanged” does.`,
      say`Chains that ended, label by label: ${count(ended.gap)} at more than ${maxGapDays} days, ${count(ended.conflict)} at a contradiction, ${count(ended.partial)} as only a part was denied. Nothing is carried past that.`,
      say`Reports that say of before what an earlier report does not: ${countOf(contradictions, reading.labelled)}.`,
    ]),
    ...table(
      ['labelled alone', 'reports', 'share'],
      Object.entries(problems).map(([problem, reports]) => [
        words(problem),
        count(reports),
        percent(reports, reading.labelled),
      ]),
    ),
  ]
}
