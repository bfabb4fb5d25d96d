// The rows an evaluation reads: gold and predictions, from JSON Lines, CSV or memory, and how to look into them.

import type { CellValue, GoldCell } from './cells.ts'

export type Strata = Readonly<Record<string, unknown>>

/** One report of the gold standard. A label that is not there is blank. */
export interface GoldRow {
  readonly id: string
  readonly labels: Readonly<Record<string, GoldCell>>
  readonly strata?: Strata
  readonly prior_only?: boolean
  readonly compares?: boolean
}

/** The parts of a cue that explaining a disagreement needs. */
export interface EvidenceCue {
  readonly rule: string
  readonly decided: boolean
  readonly existence?: string | null
  readonly time?: string | null
  readonly start?: number
  readonly end?: number
}

/** The parts of an evidence entry that explaining a disagreement needs; offsets are into the row's text. */
export interface RowEvidence {
  readonly rule: string
  readonly concept?: string
  readonly start: number
  readonly end: number
  readonly sentence?: { readonly start: number; readonly end: number }
  readonly cues?: readonly EvidenceCue[]
}

/** One labelled report. A label that is not there is blank. */
export interface PredictedRow {
  readonly id: string
  readonly labels: Readonly<Record<string, CellValue>>
  readonly strata?: Strata
  readonly prior_only?: boolean
  readonly compares?: boolean
  readonly text?: string
  readonly evidence?: Readonly<Record<string, readonly RowEvidence[]>>
  /** Why a label without a statement of its own has its value, in the labeller's words. */
  readonly reasons?: Readonly<Record<string, string>>
}

/** A row that could not be used. `row` counts from 1 (in CSV the header is row 1); the reason never quotes the row. */
export interface SetAside {
  readonly row: number
  readonly id: string | null
  readonly reason: string
}

/** What was read from one file. */
export interface Loaded<Row> {
  readonly rows: readonly Row[]
  readonly setAside: readonly SetAside[]
  /** CSV columns that hold no label values and were not read. */
  readonly ignoredColumns: readonly string[]
}

/** How to read. */
export interface LoadOptions {
  /** `auto` (default) takes text that starts with `{` as JSON Lines, anything else as CSV. */
  readonly format?: 'auto' | 'jsonl' | 'csv'
  /**
   * The id column or field; `#` numbers the rows 1, 2, 3 … instead. Default: `id`, or in CSV the first of the usual
   * names.
   */
  readonly id?: string
  /** Read only these columns or fields as labels. */
  readonly labels?: readonly string[]
}

/** A row as either format gives it, before its cells are read; `problem` says why it cannot be used. */
export interface RawRow {
  readonly row: number
  readonly id: string | null
  readonly problem: string | null
  readonly cells: readonly (readonly [label: string, raw: unknown])[]
  readonly record: Readonly<Record<string, unknown>>
}

/** A row's own entry for a key, never something inherited (a label may be called `constructor`). */
export function own<T>(record: Readonly<Record<string, T>> | undefined, key: string): T | undefined {
  return record !== undefined && Object.hasOwn(record, key) ? record[key] : undefined
}

/** Every label that any row names, in order of first appearance. */
export function labelsOf(rows: readonly { readonly labels: Readonly<Record<string, unknown>> }[]): string[] {
  const labels = new Set<string>()
  for (const row of rows) for (const label of Object.keys(row.labels)) labels.add(label)
  return [...labels]
}
