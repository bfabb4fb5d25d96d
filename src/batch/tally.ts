// What a run counted: rows, and per label how many were 1, 0, -1 and blank. Plain numbers, so that a checkpoint holds
// it.
import { MARKS } from './marks.ts'

export interface Tally {
  labelled: number
  rejected: number
  /** Of the rejected, those on which labelling itself failed. */
  failed: number
  /** Per label: negative, positive, uncertain, blank. */
  readonly values: number[]
  /** By the order of `MARKS`. */
  readonly marks: number[]
}

/** Rows by the value of a label. */
export interface LabelCounts {
  readonly positive: number
  readonly negative: number
  readonly uncertain: number
  readonly blank: number
}

/** How a blank value is written among numbers. */
export const BLANK = 2

/** A tally of nothing. */
export function makeTally(labels: number): Tally {
  return {
    labelled: 0,
    rejected: 0,
    failed: 0,
    values: new Array<number>(labels * 4).fill(0),
    marks: MARKS.map(() => 0),
  }
}

/** Adds `by` rows with the values `values[from … from + width]` to per-label counts. */
export function countValues(
  counts: number[] | Int32Array,
  values: Int8Array,
  from: number,
  width: number,
  by: 1 | -1,
): void {
  for (let label = 0; label < width; label++) {
    const value = values[from + label]
    counts[label * 4 + (value === -1 ? 2 : value === BLANK ? 3 : value)] += by
  }
}

/** The counts by label name. */
export function countsByLabel(tally: Tally, labels: readonly string[]): Record<string, LabelCounts> {
  return Object.fromEntries(
    labels.map((label, at) => {
      const [negative, positive, uncertain, blank] = tally.values.slice(at * 4, at * 4 + 4)
      return [label, { positive, negative, uncertain, blank }]
    }),
  )
}
