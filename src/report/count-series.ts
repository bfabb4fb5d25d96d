// What reading the reports of a patient together did to their labels.
import { MAX_GAP_DAYS } from '../series/dates.ts'
import type { LabelledReport } from '../types.ts'
import type { About } from './count-patients.ts'
import type { Series } from './sheet.ts'

export interface SeriesCounter {
  add(report: LabelledReport, about: About): void
  count(): Series
}

/** Counts what was carried, within so many days. */
export function makeSeriesCounter({ maxGapDays = MAX_GAP_DAYS }: { readonly maxGapDays?: number }): SeriesCounter {
  const ended = { gap: 0, conflict: 0, partial: 0 }
  const problems: Record<string, number> = {}
  let [carried, carriedReports, contradictions] = [0, 0, 0]
  return {
    add: ({ series, labels, conflicts }, about) => {
      const own = Object.values(labels).filter((label) => label.carried !== null).length
      carried += own
      if (own > 0) carriedReports++
      for (const end of series?.ended ?? []) ended[end.reason] += end.labels.length
      if (conflicts.some(({ kind }) => kind === 'contradicts-series')) contradictions++
      const problem = about.problem ?? series?.problem ?? null
      if (problem !== null) problems[problem] = (problems[problem] ?? 0) + 1
    },
    count: () => ({
      maxGapDays,
      carried,
      carriedReports,
      ended: { ...ended },
      contradictions,
      problems: { ...problems },
    }),
  }
}
