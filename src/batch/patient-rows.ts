// The records of a batch that holds patients whole, into rows: the reports of a patient are labelled together, those
// that have no place in a series on their own, and each row is given out in the order of the records.
import { type Fault, type InputReport, isFault, NO_PATIENT, type Patients, RETURNED, SEPARATED } from '../io/records.ts'
import type { LabelledRow, SeriesProblem } from '../io/row.ts'
import { attempt, isFailure } from './failure.ts'
import type { RowLabeller } from './row.ts'

/** Takes reports in the order of their records. */
export interface PatientRows {
  add(index: number, read: InputReport): void
  end(): void
}

/** Why a record is labelled alone, by its negative number. */
const ALONE: ReadonlyMap<number, readonly [problem: SeriesProblem, message: string]> = new Map([
  [NO_PATIENT, ['no-patient', 'the report names no patient, so nothing is carried']],
  [
    RETURNED,
    [
      'returned',
      'reports of this patient stand further up, with other patients between or more than can be read together; ' +
        'sort the input by patient: neither they nor this report know of each other',
    ],
  ],
  [SEPARATED, ['separated', 'the reports of this patient could not be labelled together']],
])

/** Why a record of this number is in no series; null where it is. */
export function problemOf(number: number): SeriesProblem | null {
  return ALONE.get(number)?.[0] ?? null
}

/**
 * Makes it.
 *
 * @param label labels one report
 * @param give is given each row, or why there is none
 */
export function readByPatient(
  { labelPatient }: RowLabeller,
  { numbers, dates }: Patients,
  label: (read: InputReport) => LabelledRow | Fault,
  give: (index: number, read: InputReport, row: LabelledRow | Fault) => void,
): PatientRows {
  let pending: { readonly index: number; readonly read: InputReport }[] = []
  let patient = NO_PATIENT
  const alone = (index: number, read: InputReport, number: number, why: string | null = null): void => {
    const row = label(read)
    const [problem, reason] = ALONE.get(number) ?? [null, null]
    const message = why === null ? reason : `${reason} (${why})`
    const series = { place: null, problem, message, carried: {}, ended: [], contradictions: [] }
    give(index, read, isFault(row) ? row : { ...row, series })
  }
  const together = (): LabelledRow[] =>
    labelPatient?.(pending.map(({ index, read }) => ({ ...read, date: dates[index] }))) ?? []
  const end = (): void => {
    const rows = pending.length === 0 ? [] : attempt(together)
    pending.forEach(({ index, read }, at) => {
      if (isFailure(rows)) alone(index, read, SEPARATED, rows.failure)
      else give(index, read, rows[at])
    })
    pending = []
  }
  return {
    add: (index, read) => {
      const number = numbers[index]
      if (number !== patient) end()
      patient = number
      if (number < 0) alone(index, read, number)
      else pending.push({ index, read })
    },
    end,
  }
}
