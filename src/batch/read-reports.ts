// Reads the reports of whole inputs in order, for whoever looks at them instead of writing rows: the same readers as
// `labelFiles`, the same reasons to set a record aside, in one thread, and no more than a batch in memory.
import { hashId, makeIdSet } from '../io/ids.ts'
import { checkInputs, findInputs, type Input, readInputs } from '../io/input.ts'
import { parseBatch } from '../io/parse.ts'
import { type InputReport, isFault, makeFault, READ_DEFAULTS, type ReadOptions, START } from '../io/records.ts'
import type { ReportSections } from '../types.ts'
import { readDates } from './dates.ts'
import { makeMeter } from './meter.ts'
import { asText, joinDate } from './peek.ts'
import { checkPatientColumn } from './series.ts'
import type { Progress } from './settings.ts'
import { describeReject, duplicateOf, type RejectLine } from './settle.ts'

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
 * Calls `visit` for each report of the inputs (files, folders, archives, `-`), in order. A report that `visit` throws on
 * is set aside as failed.
 *
 * @example
 * await readReports(['reports.csv'], ({ id, report }) => sheet.add(labelReport(report, { id })))
 *
 * @throws {InputError} for inputs that cannot be used at all
 */
export async function readReports(
  paths: readonly string[],
  visit: (report: ReadReport) => void,
  options: ReadReportsOptions = {},
): Promise<ReadCounts> {
  const { onNote = () => {}, onReject = () => {}, onProgress = () => {} } = options
  const inputs = await findInputs(paths)
  const patientColumn = options.patientColumn ?? (inputs.every(({ kind }) => kind === 'folder') ? 'subject_id' : null)
  if (options.patientColumn != null) checkPatientColumn(inputs, options.patientColumn)
  const ownDate = options.dates == null ? (options.dateColumn ?? null) : null
  const ownTime = ownDate === null ? null : (options.timeColumn ?? null)
  const keep = [patientColumn, ownDate, ownTime].filter((name): name is string => name !== null)
  const read: ReadOptions = { ...READ_DEFAULTS, ...options.read, keep }
  await checkInputs(inputs, read)
  const dates = await readDateTable(options, read, onNote)
  const placeOf = ({ id, kept }: InputReport): Pick<ReadReport, 'patient' | 'date'> => {
    const [patient, date = null, time = null] = patientColumn === null ? [null, ...kept] : kept
    return {
      patient: asText(patient),
      date: dates === null ? joinDate(asText(date), asText(time)) : (dates.get(id) ?? null),
    }
  }
  const seen = options.allowDuplicates === true ? null : makeIdSet()
  const hash = new Uint32Array(2)
  const isNew = ({ id, isNumbered }: InputReport): boolean => {
    if (seen === null || isNumbered) return true
    hashId(id, hash, 0)
    return seen.add(hash[0], hash[1])
  }
  const meter = makeMeter(inputs)
  let [reports, rejected, ignored] = [0, 0, 0]
  const events = { onNote, onIgnored: () => void ignored++, onRead: meter.add }
  for await (const batch of readInputs(inputs, START, read, events)) {
    parseBatch(
      batch,
      read.maxReportBytes,
      () => true,
      (index, found) => {
        const fault = isFault(found)
          ? found
          : isNew(found)
            ? tryVisit(visit, { id: found.id, report: found.report, ...placeOf(found) })
            : duplicateOf(batch, found.id, index)
        if (fault === null) reports++
        else {
          rejected++
          onReject(describeReject(batch, { ...fault, index }))
        }
      },
    )
    onProgress({ rows: reports + rejected, rejected, resumedRows: 0, fraction: meter.fraction() })
  }
  return { records: reports + rejected, reports, rejected, ignored, inputs }
}

function tryVisit(visit: (report: ReadReport) => void, report: ReadReport): ReturnType<typeof makeFault> | null {
  try {
    visit(report)
    return null
  } catch {
    return makeFault('failed', 'could not be labelled', report.id)
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
