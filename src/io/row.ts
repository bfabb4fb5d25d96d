// The flat view of a labelled report, as the outputs hold it. `batch/row.ts` makes it of a LabelledReport.

export type RowValue = 1 | 0 | -1 | null

/** One row of JSON Lines output. A row that could not be labelled has `error` and no labels. */
export interface Row {
  readonly id: string | null
  readonly labels?: Readonly<Record<string, RowValue>>
  readonly strata?: Readonly<Record<string, unknown>>
  readonly prior?: { readonly compares: boolean; readonly prior_only: boolean }
  /** With evidence only: what was found, where it stands and which rules say so. */
  readonly findings?: readonly object[]
  readonly sections?: readonly object[]
  readonly no_finding_reason?: string
  readonly no_acute?: boolean
  /** With evidence only: by label, what decided it; spans are of `text`. */
  readonly evidence?: Readonly<Record<string, readonly object[]>>
  /** With evidence only: by label, the degree of certainty and the words that set it, null where it is said outright. */
  readonly certainty?: Readonly<Record<string, { readonly degree: string; readonly phrase: string | null }>>
  readonly text?: string
  readonly error?: { readonly reason: string; readonly message: string }
}

/** Names that pass-through fields may not take. */
export const ROW_NAMES: ReadonlySet<string> = new Set([
  'id',
  'labels',
  'strata',
  'prior',
  'findings',
  'sections',
  'no_finding_reason',
  'no_acute',
  'error',
  'bounds',
  'evidence',
  'certainty',
])
