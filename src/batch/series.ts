// What a run over series needs before its first record is read: that the inputs can say whose a report is and when it
// was made, and the dates of a table of their own.
import { isDocumentName } from '../io/document.ts'
import { findInputs } from '../io/input.ts'
import { type Input, InputError } from '../io/records.ts'
import { readDates } from './dates.ts'
import type { PatientOptions } from './patients.ts'
import type { RowLabeller } from './row.ts'
import type { Settings } from './settings.ts'

/** What a path tells of a document. */
const PATH_FIELDS: ReadonlySet<string> = new Set(['subject_id', 'study_id', 'name', 'path'])

/** `tables`: inputs besides the reports, of which a resumed run must find the same. */
export interface SeriesInputs extends Omit<PatientOptions, 'seen'> {
  readonly tables: readonly Input[]
}

/**
 * Checks the inputs and reads the table of dates.
 *
 * @throws {InputError} when documents cannot say whose they are or when they were made
 * @throws {TypeError} when the labeller reads single reports only
 */
export async function prepareSeries(
  { dates, job }: Settings,
  peek: NonNullable<Settings['series']>,
  inputs: readonly Input[],
  labeller: RowLabeller,
  onNote: (message: string) => void,
): Promise<SeriesInputs> {
  if (labeller.labelPatient === undefined) throw new TypeError('this row module has no labelPatient, which series need')
  checkPatientColumn(inputs, peek.patientColumn)
  checkDocuments(inputs, dates !== null)
  const table = dates === null ? null : await readDates(dates, onNote)
  return {
    ...peek,
    dates: table,
    shard: job.shard,
    tables: dates === null ? [] : await findInputs([dates.path]),
  }
}

/** Refuses a patient column that the paths of documents cannot give. @throws {InputError} when there are such */
export function checkPatientColumn(inputs: readonly Input[], column: string): void {
  const documents = documentsAmong(inputs)
  if (documents === undefined || PATH_FIELDS.has(column)) return
  throw new InputError(
    `${documents.path}: a path cannot name the patient as "${column}"; in MIMIC-CXR's folders it is --patient-column subject_id`,
  )
}

/**
 * Refuses documents whose series could not be told. @throws {InputError} for one that names no patient, or without
 * dates
 */
export function checkDocuments(inputs: readonly Input[], hasDates: boolean): void {
  const documents = documentsAmong(inputs)
  if (documents === undefined) return
  const { path, kind } = documents
  if (kind === 'file') {
    throw new InputError(`${path}: the path of a single file names no patient; give the folder above its patients`)
  }
  if (!hasDates) {
    throw new InputError(
      `${path}: files have no dates; give a table of them with --dates, such as MIMIC-CXR's metadata with ` +
        '--id-column study_id --date-column StudyDate --time-column StudyTime',
    )
  }
}

function documentsAmong(inputs: readonly Input[]): Input | undefined {
  return inputs.find(({ path, kind }) => kind === 'folder' || (kind === 'file' && isDocumentName(path)))
}
