// The words of reading: a record of an input, a batch of records, and why a record was set aside.
// Readers make batches (in the main thread); `parseBatch` turns a batch into reports (in a worker).
import type { ReportSections } from '../types.ts'

/** One thing to read: a file, a folder, or `-` for standard input. */
export interface Input {
  readonly path: string
  readonly kind: 'file' | 'folder' | 'stdin'
  /** Bytes, when known beforehand; for the time left and to tell a changed file on resuming. */
  readonly size: number | null
  /** When it was last changed, in milliseconds since 1970; null where that is not known. */
  readonly modified: number | null
}

/** Why a record could not be labelled. */
export type FaultReason =
  | 'broken-json'
  | 'broken-quote'
  | 'broken-xml'
  | 'ragged-row'
  | 'bad-encoding'
  | 'bad-text'
  | 'no-text'
  | 'no-id'
  | 'too-long'
  | 'duplicate-id'
  | 'refused-entry'
  | 'unreadable'
  | 'failed'

/** A record that is set aside. The message never quotes the record: it may hold patient data. */
export interface Fault {
  readonly reason: FaultReason
  readonly message: string
  readonly id: string | null
}

/** A report as it was read, before labelling. `kept` holds the pass-through values, in the order asked for. */
export interface InputReport {
  readonly id: string
  readonly report: string | ReportSections
  readonly kept: readonly unknown[]
  /** The reader made the id (a row number), so it cannot be a duplicate. */
  readonly isNumbered: boolean
}

/** How the records of a batch are to be parsed. */
export type Shape = JsonShape | CsvShape | DocumentShape

export interface JsonShape {
  readonly kind: 'json'
  readonly idField: string | null
  readonly textField: string | null
  readonly keep: readonly string[]
}

export interface CsvShape {
  readonly kind: 'csv'
  readonly delimiter: string
  readonly width: number
  /** Column of the id, or -1: records are numbered, from 1 at record `firstData`. */
  readonly id: number
  readonly idPrefix: string
  readonly firstData: number
  /** Column of a report in one piece, or -1. */
  readonly text: number
  readonly sections: readonly (readonly [name: string, column: number])[]
  readonly keep: readonly number[]
}

/** One file, one report: text or Open-I XML, by the file's name. */
export interface DocumentShape {
  readonly kind: 'document'
  readonly idField: string | null
  readonly keep: readonly string[]
}

/** Where reading may go on: which input, which entry of an archive, which byte and record of it. */
export interface Position {
  readonly input: number
  readonly entry: number
  readonly offset: number
  readonly record: number
  /** Archives: documents before this place; `record` counts inside a table of the archive. */
  readonly documents: number
  /** Series: records after this place that are done with, though others before them are not. */
  readonly skip?: number
}

export const START: Position = { input: 0, entry: 0, offset: 0, record: 0, documents: 0 }

/**
 * Consecutive records of one input.
 *
 *     bytes  | record 0 | record 1 |  record 2  |          (terminators included)
 *     ends              ^          ^            ^
 */
export interface Batch {
  /** Name of the input, for messages. */
  readonly source: string
  readonly shape: Shape
  /**
   * Number of the first record in its input, from 0; a header counts. Files given one by one are numbered as inputs.
   * -1: what cannot be read has no number.
   */
  readonly first: number
  /** Byte of the first record in its (decoded) input; -1 where bytes mean nothing. */
  readonly offset: number
  readonly bytes: Uint8Array
  readonly ends: Uint32Array
  /** Records known to be unreadable, by index into `ends`. */
  readonly faults: readonly (readonly [index: number, fault: Fault])[]
  /** Documents only: path of each inside its folder or archive. */
  readonly names: readonly string[]
  /** Documents only: files for the worker to read; null when `bytes` holds them. */
  readonly files: readonly string[] | null
  /** Where to go on after this batch. */
  readonly next: Position
  /** Series only: whose each record is. The batch then holds patients whole. */
  readonly patients?: Patients
}

/**
 * The patients of a batch.
 *
 *     numbers   7 7 7 8 -1 9 9     one number per record; records of one patient share it, a negative one says why a
 *                                  record is labelled alone
 */
export interface Patients {
  readonly numbers: Int32Array
  /** Per record: its date as it was read. */
  readonly dates: readonly (string | null)[]
  /** Of the patients that begin here: two numbers each, to know them should they come back. */
  readonly hashes: Uint32Array
}

/** The record names no patient, or cannot be read. */
export const NO_PATIENT = -1
/** The patient's reports had ended before: others stood between, or there were too many. */
export const RETURNED = -2
/** The reports of the patient could not be labelled together. */
export const SEPARATED = -3
/** Another shard labels it. */
export const NOT_MINE = -4

/** Makes a fault. */
export function makeFault(reason: FaultReason, message: string, id: string | null = null): Fault {
  return { reason, message, id }
}

/** Whether reading, or labelling, gave a fault instead of what was wanted. */
export function isFault(result: object): result is Fault {
  return 'reason' in result
}

/** A batch that stands for the unreadable rest of an input, so that it takes its place in the order of rejects. */
export function brokenBatch(source: string, message: string, next: Position): Batch {
  const shape: DocumentShape = { kind: 'document', idField: null, keep: [] }
  const faults = [[0, makeFault('unreadable', message)]] as const
  const [bytes, ends] = [new Uint8Array(0), new Uint32Array(1)]
  return { source, shape, first: -1, offset: -1, bytes, ends, faults, names: [''], files: null, next }
}

/** What readers are told. */
export interface ReadOptions {
  /** Column or field of the id; guessed from the usual names when null. */
  readonly idColumn: string | null
  readonly textColumn: string | null
  /** Columns or fields to carry into the output; none that it has of its own. */
  readonly keep: readonly string[]
  /** Format of the inputs; by name and content when null. */
  readonly from: InputFormat | null
  /** Whether a CSV has a header; guessed when null. */
  readonly hasHeader: boolean | null
  /** Encoding of text inputs; detected when null. */
  readonly encoding: Encoding | null
  /** Longest record that is read, in bytes. */
  readonly maxReportBytes: number
}

export const INPUT_FORMATS = ['jsonl', 'csv', 'tsv', 'txt', 'xml', 'parquet'] as const
export type InputFormat = (typeof INPUT_FORMATS)[number]
export const ENCODINGS = ['utf-8', 'utf-16le', 'utf-16be', 'windows-1252'] as const
export type Encoding = (typeof ENCODINGS)[number]

export const READ_DEFAULTS: ReadOptions = {
  idColumn: null,
  textColumn: null,
  keep: [],
  from: null,
  hasHeader: null,
  encoding: null,
  maxReportBytes: 1 << 20,
}

/** An input that cannot be used as asked (no such file, no text column): the caller's to mend, not a bad row. */
export class InputError extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'InputError'
  }
}
