// The flat view of a labelled report, as the outputs hold it. `batch/row.ts` makes it of a LabelledReport.

import type { ChainEnd, ConflictKind, DroppedMention, Leaning } from '../types.ts'

export type RowValue = 1 | 0 | -1 | null

/** One row of JSON Lines output. A row that could not be labelled has `error` and no labels. */
export interface Row {
  readonly id: string | null
  readonly labels?: Readonly<Record<string, RowValue>>
  readonly strata?: Readonly<Record<string, unknown>>
  /** `dropped`: mentions that spoke only of a prior examination and were taken out, where that was asked for. */
  readonly prior?: {
    readonly compares: boolean
    readonly prior_only: boolean
    readonly dropped?: readonly DroppedMention[]
    /** With evidence only: the words that leave something to the prior, and what; spans are of `text`. */
    readonly covers?: readonly (Leaning & { readonly words: string })[]
  }
  /** With series only. */
  readonly series?: RowSeries
  /** With evidence only: what was found, where it stands and which rules say so. */
  readonly findings?: readonly object[]
  readonly sections?: readonly object[]
  readonly no_finding_reason?: string
  readonly no_acute?: boolean
  /** With evidence only: by label, what decided it; spans are of `text`. */
  readonly evidence?: Readonly<Record<string, readonly object[]>>
  /**
   * With evidence only: by label, the degree of certainty and the words that set it, null where it is said outright.
   */
  readonly certainty?: Readonly<Record<string, { readonly degree: string; readonly phrase: string | null }>>
  readonly text?: string
  /** Only where they were asked for; they stand in a file of their own. */
  readonly conflicts?: readonly RowConflict[]
  readonly error?: { readonly reason: string; readonly message: string }
}

/** Statements of a report that do not go together, with their words. */
export interface RowConflict {
  readonly kind: ConflictKind
  readonly on: string
  readonly message: string
  /** Offsets count in the report's text, its sections joined under their headings. */
  readonly sides: readonly {
    readonly section: string
    readonly concept: string
    readonly start: number
    readonly end: number
    readonly words: string
    readonly sentence: string
  }[]
  /** The other report, where two of a series disagree. */
  readonly earlier?: string | null
}

/** A report among those of its patient. */
export interface RowSeries {
  /** Place in time, from 0; null where the report has plain labels for want of a place. */
  readonly place: number | null
  readonly problem: SeriesProblem | null
  /** The problem in words, and what to do. */
  readonly message: string | null
  /** By label whose value was carried: the report that states it, and how many examinations back that is. */
  readonly carried: Readonly<Record<string, { readonly report: string | null; readonly steps: number }>>
  readonly ended: readonly ChainEnd[]
  /** Where the report speaks of before as an earlier report does not. */
  readonly contradictions: readonly { readonly on: string; readonly message: string; readonly report: string | null }[]
}

/** Why a report takes no part in a series; the last three come up in files only. */
export const SERIES_PROBLEMS = ['undated', 'duplicate', 'same-time', 'no-patient', 'returned', 'separated'] as const
export type SeriesProblem = (typeof SERIES_PROBLEMS)[number]
