// What a caller asks of `labelFiles`, and what it is told on the way. Types alone, so that the package declares nothing of
// how a run is done.
import type { FaultReason, ReadOptions } from '../io/records.ts'
import type { OutputFormat } from '../io/write.ts'
import type { Ruleset } from '../ruleset.ts'
import type { LabelOptions } from '../types.ts'

/** Every option but `output` may be left out. */
export interface LabelFilesOptions {
  /** Path of the output, or null for standard output. Its name tells the format; `.gz` at its end packs it. */
  readonly output: string | null
  /** By the output's name when left out, JSON Lines on standard output. */
  readonly format?: OutputFormat
  /** How the inputs are read; what is left out is guessed. */
  readonly read?: Partial<ReadOptions>
  /** Options of `labelReport`. */
  readonly label?: LabelOptions<string>
  /**
   * Your own rules, as `compileRules` makes them; the default ones when left out. Compiled, not folders: one ruleset does
   * for many runs and for `createLabeller`, and batches need no compiler. A run is resumed only with the same rules.
   */
  readonly ruleset?: Ruleset
  /** Adds what was found, where it stands and which rules say so. Default false. */
  readonly withEvidence?: boolean
  /** Adds the least and the greatest that each label may be: an uncertain one lies between 0 and 1. Default false. */
  readonly withBounds?: boolean
  /** Keeps a spreadsheet from taking ids and pass-through cells for formulas. */
  readonly spreadsheetSafe?: boolean
  /**
   * Where rejects go. By default `OUTPUT.rejects.jsonl`, which is there only where there are some; a file that is named
   * is empty without. `-`: among the rows, as `{ id, error }` (JSON Lines only).
   */
  readonly rejects?: string | null
  /**
   * Where what does not go together in a report is listed: a path that ends in .jsonl, .csv or .tsv, with .gz or not.
   */
  readonly conflicts?: string | null
  /** Labels records whose id came before, too; by default they are set aside. */
  readonly allowDuplicates?: boolean
  /** Labels the reports of each patient together, as `labelSeries` does; the input has them together. */
  readonly series?: SeriesFilesOptions
  /** Worker threads, from 1; the number of cores by default. 1 labels in this thread. */
  readonly workers?: number
  /** Labels every `of`-th record only, from the `index`-th on (from 1). */
  readonly shard?: { readonly index: number; readonly of: number }
  /** Goes on where an earlier run with the same inputs and options stopped. */
  readonly resume?: boolean
  /** How often the state that `resume` needs is saved; every 5 seconds by default. */
  readonly checkpointSeconds?: number
  /** Stops the run, to be resumed. */
  readonly signal?: AbortSignal
  /** Told what a user should know, such as an encoding that was found. */
  readonly onNote?: (message: string) => void
  /** Told of each record that is set aside. */
  readonly onReject?: (reject: RejectLine) => void
  /** Told after each batch. */
  readonly onProgress?: (progress: Progress) => void
  /** URL of a module with another `createRowLabeller` (see `RowModule`); workers load it too. */
  readonly rowModule?: string
}

/** Where a report's patient and date stand, and how far labels are carried. */
export interface SeriesFilesOptions {
  /** Column or field; of documents `subject_id`, which MIMIC-CXR's folders are named by, or `name` or `path`. */
  readonly patientColumn: string
  /** Column or field of the date; in `dates`, where that is given. Default `date`. */
  readonly dateColumn?: string
  /** Column or field of the time of day, where it stands apart from the date. */
  readonly timeColumn?: string
  /** A table of dates by report id, for reports that have none. */
  readonly dates?: string
  /** Days between two examinations after which nothing is carried. Default 30. */
  readonly maxGapDays?: number
}

/** How far a run is. */
export interface Progress {
  readonly rows: number
  readonly rejected: number
  /** Rows that an earlier run had done. */
  readonly resumedRows: number
  /** Share of the input that was read, 0 to 1; null when its size is not known. */
  readonly fraction: number | null
}

/** A record that was set aside, as it stands in the file of rejects. */
export interface RejectLine {
  /** Path of the input. */
  readonly source: string
  /** Number of the record in its input from 1, a header counted; null where rows have no number. */
  readonly row: number | null
  /** Documents: the path in the folder or archive. */
  readonly file?: string
  /** Byte of the record in its input, after unpacking and decoding. */
  readonly offset?: number
  readonly id: string | null
  readonly reason: FaultReason
  /** The reason in words, without any of the record's. */
  readonly message: string
}
