// Reads the reports of whole inputs in order, for whoever looks at them instead of writing rows: the same readers as
// `labelFiles`, the same reasons to set a record aside, in one thread, and no more than a batch in memory; or, one
// patient after the other, no more than a patient's.
import { hashId, type IdSet, makeIdSet } from '../io/ids.ts'
import { checkInputs, findInputs, readInputs } from '../io/input.ts'
import { parseBatch } from '../io/parse.ts'
import {
  type Batch,
  type Fault,
  type Input,
  type InputReport,
  isFault,
  makeFault,
  NO_PATIENT,
  READ_DEFAULTS,
  type ReadOptions,
  START,
} from '../io/records.ts'
import type { SeriesProblem } from '../io/row.ts'
import type { ReportSections } from '../types.ts'
import { readDates } from './dates.ts'
import { describeError } from './failure.ts'
import type { Progress, RejectLine } from './file-options.ts'
import { makeMeter } from './meter.ts'
import { problemOf } from './patient-rows.ts'
import { groupByPatient } from './patients.ts'
import { asText, joinDate } from './peek.ts'
import { checkDocuments, checkPatientColumn } from './series.ts'
import { describeReject, duplicateOf } from './settle.ts'

/** A report as it was read, and whose it is and when it was made, where the input says so. */
export interface ReadReport {
  readonly id: string
  readonly report: string | ReportSections
  readonly patient: string | null
  readonly date: string | null
}

/** Every option may be left out. */
export interface ReadReportsOptions {
  readonly read?: Partial<Omit<ReadOptions, 'keep'>>
  /** Column or field of the patient. Of folders `subject_id` when left out, which MIMIC-CXR's are named by. */
  readonly patientColumn?: string | null
  readonly dateColumn?: string | null
  /** Column or field of the time of day, where it stands apart from the date. */
  readonly timeColumn?: string | null
  /** A table of dates by report id, for reports that have none; it is held in memory. */
  readonly dates?: string | null
  /** Gives reports whose id came before, too. */
  readonly allowDuplicates?: boolean
  readonly onNote?: (message: string) => void
  readonly onReject?: (reject: RejectLine) => void
  readonly onProgress?: (progress: Progress) => void
}

/** What was read: `records` = `reports` + `rejected`. */
export interface ReadCounts {
  readonly records: number
  readonly reports: number
  readonly rejected: number
  /** Files that are no reports. */
  readonly ignored: number
  readonly inputs: readonly Input[]
}

/**
 * Calls `visit` for each report of the inputs (files, folders, archives, `-`), in order, and awaits a promise that it
 * returns before the next. What it throws ends the reading and comes out of here.
 *
 * @example
 * await readReports(['reports.csv'], ({ id, report }) => sheet.add(labelReport(report, { id })))
 *
 * @throws {InputError} for inputs that cannot be used at all
 */
export function readReports(
  paths: readonly string[],
  visit: (report: ReadReport) => unknown,
  options: ReadReportsOptions = {},
): Promise<ReadCounts> {
  return readAll(paths, options, false, ([report]) => visit(report))
}

/**
 * Calls `visit` for each patient with all reports, whose rows stand together in the inputs, as for `labelSeries`; and
 * for each report that can be of no series alone, with the problem. Promises and errors are as in `readReports`.
 *
 * @throws {InputError} for inputs that cannot be used at all, or cannot say whose a report is and when it was made
 */
export function readPatients(
  paths: readonly string[],
  visit: (reports: readonly ReadReport[], problem: SeriesProblem | null) => unknown,
  options: ReadReportsOptions & { readonly patientColumn: string },
): Promise<ReadCounts> {
  return readAll(paths, { dateColumn: 'date', ...options }, true, visit)
}

/** Thrown by a visitor of this package, where the labeller failed on a report: it is set aside as `label` does. */
export class UnlabelledError extends Error {
  constructor(error: unknown) {
    super(describeError(error))
    this.name = 'UnlabelledError'
  }
}

type Visit = (reports: readonly ReadReport[], problem: SeriesProblem | null) => unknown

async function readAll(
  paths: readonly string[],
  options: ReadReportsOptions,
  isTogether: boolean,
  visit: Visit,
): Promise<ReadCounts> {
  const { onNote = () => {}, onReject = () => {}, onProgress = () => {}, allowDuplicates = false } = options
  const inputs = await findInputs(paths)
  if (isTogether) checkDocuments(inputs, options.dates != null)
  const columns = columnsOf(inputs, options)
  const read: ReadOptions = { ...READ_DEFAULTS, ...options.read, keep: columns.keep }
  await checkInputs(inputs, read)
  const dates = await readDateTable(options, read, onNote)
  const seen = allowDuplicates && !isTogether ? null : makeIdSet()
  const meter = makeMeter(inputs)
  let [reports, rejected, ignored] = [0, 0, 0]
  const reject = (batch: Batch, index: number, fault: Fault): void => {
    rejected++
    onReject(describeReject(batch, { ...fault, index }))
  }
  const events = { onNote, onIgnored: () => void ignored++, onRead: meter.add }
  const batches = readInputs(inputs, START, read, events)
  const { patient, hasDate, hasTime } = columns
  const { maxReportBytes } = read
  const peek = { patientColumn: patient ?? '', at: 0, hasDate, hasTime, dates, maxReportBytes }
  const grouped =
    isTogether && seen !== null
      ? groupByPatient(batches, START, { ...peek, seen, shard: { index: 0, of: 1 } })
      : batches
  for await (const batch of grouped) {
    const group = makeGroup(batch, visit, reject, (count) => {
      reports += count
    })
    for (const [index, found] of parse(batch, maxReportBytes)) {
      if (isFault(found)) reject(batch, index, found)
      else if (!allowDuplicates && !isNew(found, seen)) reject(batch, index, duplicateOf(batch, found.id, index))
      else await group.add(index, { id: found.id, report: found.report, ...placeOf(found, columns, dates) })
    }
    await group.end()
    onProgress({ rows: reports + rejected, rejected, resumedRows: 0, fraction: meter.fraction() })
  }
  return { records: reports + rejected, reports, rejected, ignored, inputs }
}

/** The records of a batch at once: a visitor may have to be waited for between two of them. */
function parse(batch: Batch, maxReportBytes: number): (readonly [index: number, found: InputReport | Fault])[] {
  const all: (readonly [number, InputReport | Fault])[] = []
  const always = () => true
  parseBatch(batch, maxReportBytes, always, (index, found) => void all.push([index, found]))
  return all
}

/**
 * Gathers the reports of a patient, those of a batch that is not told apart by patient one by one, and has them
 * visited.
 */
function makeGroup(
  { patients, ...batch }: Batch,
  visit: Visit,
  reject: (batch: Batch, index: number, fault: Fault) => void,
  onVisited: (count: number) => void,
): { add(index: number, report: ReadReport): Promise<void>; end(): Promise<void> } {
  let pending: { readonly index: number; readonly report: ReadReport }[] = []
  let number = NO_PATIENT
  const end = async (): Promise<void> => {
    if (pending.length === 0) return
    try {
      const problem = patients === undefined ? null : problemOf(number)
      await visit(
        pending.map(({ report }) => report),
        problem,
      )
      onVisited(pending.length)
    } catch (error) {
      if (!(error instanceof UnlabelledError)) throw error
      for (const { index, report } of pending)
        reject(batch, index, makeFault('failed', `could not be labelled (${error.message})`, report.id))
    }
    pending = []
  }
  return {
    add: async (index, report) => {
      const own = patients?.numbers[index] ?? NO_PATIENT
      if (own < 0 || own !== number) await end()
      number = own
      pending.push({ index, report })
    },
    end,
  }
}

function isNew({ id, isNumbered }: InputReport, seen: IdSet | null): boolean {
  if (seen === null || isNumbered) return true
  hashId(id, HASH, 0)
  return seen.add(HASH[0], HASH[1])
}

const HASH = new Uint32Array(2)

/** What is read besides the report, in this order. */
interface Columns {
  readonly keep: readonly string[]
  readonly patient: string | null
  readonly hasDate: boolean
  readonly hasTime: boolean
}

function columnsOf(
  inputs: readonly Input[],
  { patientColumn, dateColumn, timeColumn, dates }: ReadReportsOptions,
): Columns {
  if (patientColumn != null) checkPatientColumn(inputs, patientColumn)
  const patient = patientColumn ?? (inputs.every(({ kind }) => kind === 'folder') ? 'subject_id' : null)
  const date = dates == null ? (dateColumn ?? null) : null
  const time = date === null ? null : (timeColumn ?? null)
  const keep = [patient, date, time].filter((name) => name !== null)
  return { keep, patient, hasDate: date !== null, hasTime: time !== null }
}

function placeOf(
  { id, kept }: InputReport,
  { patient, hasDate, hasTime }: Columns,
  dates: ReadonlyMap<string, string> | null,
): Pick<ReadReport, 'patient' | 'date'> {
  const at = patient === null ? 0 : 1
  const date = hasDate ? asText(kept[at]) : null
  const time = hasTime ? asText(kept[at + 1]) : null
  return {
    patient: patient === null ? null : asText(kept[0]),
    date: dates === null ? joinDate(date, time) : (dates.get(id) ?? null),
  }
}

async function readDateTable(
  { dates, dateColumn, timeColumn }: ReadReportsOptions,
  { idColumn }: ReadOptions,
  onNote: (message: string) => void,
): Promise<ReadonlyMap<string, string> | null> {
  if (dates == null) return null
  const table = { path: dates, idColumn, dateColumn: dateColumn ?? 'date', timeColumn: timeColumn ?? null }
  return readDates(table, onNote)
}
