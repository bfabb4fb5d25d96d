// What a run did, in numbers.
import { type MarkCounts, marksByName } from './marks.ts'
import { countsByLabel, type LabelCounts, type Tally } from './tally.ts'

/** What was done: rows = labelled + rejected. */
export interface Summary {
  readonly rows: number
  readonly labelled: number
  readonly rejected: number
  /**
   * Of the rejected, those on which labelling failed: a fault of this library, not of the row. Their reason says where.
   */
  readonly failed: number
  /** Rows of these that an earlier run had done. */
  readonly resumedRows: number
  /** Files that are no reports. */
  readonly ignored: number
  readonly milliseconds: number
  readonly workers: number
  readonly labels: readonly string[]
  readonly counts: Readonly<Record<string, LabelCounts>>
  /** Mentions dropped, values carried, chains ended, rows without a place in their series. */
  readonly marks: MarkCounts
  /** Where the rejected rows are described; null when there were none. */
  readonly rejects: string | null
  /** Milliseconds per stage, summed over the workers. */
  readonly spent: Readonly<Spent>
}

/** Milliseconds per stage, summed over the workers; `read` and `settle` are this thread's. */
export interface Spent {
  read: number
  parse: number
  label: number
  write: number
  settle: number
}

type Known = Pick<Summary, 'labels' | 'workers'> & { readonly start: number } & Partial<Summary>

/** Sums a run up. */
export function summarize(tally: Tally, { start, ...known }: Known): Summary {
  return {
    rows: tally.labelled + tally.rejected,
    labelled: tally.labelled,
    rejected: tally.rejected,
    failed: tally.failed,
    resumedRows: 0,
    ignored: 0,
    milliseconds: performance.now() - start,
    counts: countsByLabel(tally, known.labels),
    marks: marksByName(tally.marks),
    rejects: null,
    spent: { read: 0, parse: 0, label: 0, write: 0, settle: 0 },
    ...known,
  }
}
