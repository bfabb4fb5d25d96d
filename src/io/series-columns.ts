// What a series adds to tables: by label, the report its value was carried from and how many examinations back that is;
// and the report's own place, or why it has none.
import type { LabelledRow } from './row.ts'

export interface SeriesColumn {
  readonly name: string
  readonly type: 'STRING' | 'INT32'
  readonly cell: (row: LabelledRow) => string | number | null
}

/** The columns, in their order; blank where nothing was carried. */
export function seriesColumns(labels: readonly string[]): SeriesColumn[] {
  return [
    ...labels.flatMap((label): SeriesColumn[] => [
      { name: `${label} (from)`, type: 'STRING', cell: ({ series }) => series?.carried[label]?.report ?? null },
      { name: `${label} (steps)`, type: 'INT32', cell: ({ series }) => series?.carried[label]?.steps ?? null },
    ]),
    { name: 'series_place', type: 'INT32', cell: ({ series }) => series?.place ?? null },
    { name: 'series_problem', type: 'STRING', cell: ({ series }) => series?.problem ?? null },
    { name: 'series_ended', type: 'STRING', cell: ({ series }) => describeEnds(series) },
    { name: 'series_contradictions', type: 'STRING', cell: ({ series }) => describeContradictions(series) },
  ]
}

/** `conflict: Edema, Pneumothorax; gap: Fracture`. */
function describeEnds(series: LabelledRow['series']): string | null {
  if (series === undefined || series.ended.length === 0) return null
  return series.ended.map(({ reason, labels }) => `${reason}: ${labels.join(', ')}`).join('; ')
}

/** `Pleural Effusion against r3`, with the id of the earlier report. */
function describeContradictions(series: LabelledRow['series']): string | null {
  if (series === undefined || series.contradictions.length === 0) return null
  return series.contradictions.map(({ on, report }) => `${on} against ${report ?? 'an earlier report'}`).join('; ')
}
