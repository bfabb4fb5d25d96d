// The flat view of a labelled report, as the outputs hold it. `batch/row.ts` makes it of a LabelledReport.

import type {
  Assertion,
  ChainEnd,
  ConflictKind,
  DroppedMention,
  Evidence,
  Existence,
  Finding,
  Leaning,
  Modifier,
  Section,
  Span,
  Strata,
} from '../types.ts'
import type { FaultReason } from './records.ts'

/** 1 present, 0 absent, -1 uncertain, null: the report does not speak of it. */
export type RowValue = 1 | 0 | -1 | null

/** One row of JSON Lines output: of a report that was labelled, or, with `error` and no labels, of one that was not: `'error' in row`. */
export type Row<Label extends string = string> = LabelledRow<Label> | RejectedRow

/** The row of a report. Fields that were kept stand in it, too. */
export interface LabelledRow<Label extends string = string> {
  readonly id: string | null
  readonly labels: Readonly<Record<Label, RowValue>>
  readonly strata: Strata
  readonly prior: RowPrior
  /** With series only. */
  readonly series?: RowSeries
  /** With bounds only: the least and the greatest that the value of each label may be. */
  readonly bounds?: Readonly<Record<Label, readonly [lower: RowValue, upper: RowValue]>>
  /** With evidence only: what was found, where it stands and which rules say so. */
  readonly findings?: readonly RowFinding[]
  /** With evidence only. */
  readonly sections?: readonly Pick<Section, 'name' | 'start' | 'end'>[]
  /** With evidence only; see `LabelledReport.noFindingReason`. */
  readonly no_finding_reason?: string
  /** With evidence only; see `LabelledReport.noAcute`. */
  readonly no_acute?: boolean
  /** With evidence only: by label that has some, what decided it; spans are of `text`. */
  readonly evidence?: Readonly<Record<string, readonly Omit<Evidence, 'mention'>[]>>
  /** With evidence only: by label that the report speaks of, how sure it is. */
  readonly certainty?: Readonly<Record<string, RowCertainty>>
  /** With evidence only: the report, its sections joined under their headings. All offsets of the row count in it. */
  readonly text?: string
  /** Only where they were asked for; in the output of files they stand in a file of their own. */
  readonly conflicts?: readonly RowConflict[]
}

/** The row of a record that could not be labelled; it stands in the place of its report. */
export interface RejectedRow {
  readonly id: string | null
  readonly error: { readonly reason: FaultReason; readonly message: string }
  readonly labels?: undefined
}

/** What a report says of prior examinations. */
export interface RowPrior {
  readonly compares: boolean
  readonly prior_only: boolean
  /** Mentions that spoke only of a prior examination and were taken out, where that was asked for. */
  readonly dropped?: readonly DroppedMention[]
  /** With evidence only: the words that leave something to the prior, and what; spans are of `text`. */
  readonly covers?: readonly (Leaning & { readonly words: string })[]
}

/** A finding with the mentions it was read from. */
export interface RowFinding extends Omit<Finding, 'mentions'> {
  readonly mentions: readonly RowMention[]
}

/** A mention and how the report speaks of it; spans are of `text` of the row, its own `text` the words. */
export interface RowMention extends Span, Omit<Assertion, 'cues'> {
  readonly rule: string
  /** Name of the section it stands in. */
  readonly section: string
  readonly text: string
  readonly cues: readonly RowCue[]
  readonly modifiers: readonly Modifier[]
}

/** A phrase that changed, or tried to change, how a mention is read. */
export interface RowCue extends Span {
  readonly rule: string
  readonly text: string
  /** False when a nearer or stronger cue won. */
  readonly decided: boolean
}

/** The degree of certainty of a label and the words that set it, null where it is said outright. */
export interface RowCertainty {
  readonly degree: Existence
  readonly phrase: string | null
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
