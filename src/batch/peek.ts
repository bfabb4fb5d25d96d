// Whose each record is and when it was made, told without labelling it; documents are not opened for it.
import { fieldsOf } from '../io/document.ts'
import { parseBatch } from '../io/parse.ts'
import { type Batch, isFault } from '../io/records.ts'

export interface PeekOptions {
  /** Name of the field with the patient. */
  readonly patientColumn: string
  /**
   * Where the values that say it stand among the kept ones: the patient, then the date and the time if records have
   * them.
   */
  readonly at: number
  readonly hasDate: boolean
  readonly hasTime: boolean
  /** Dates by id, from a table of their own. */
  readonly dates: ReadonlyMap<string, string> | null
  readonly maxReportBytes: number
}

/** What is known of a record. */
export interface Peek {
  readonly patient: string | null
  readonly date: string | null
  /** Not so: a blank or unreadable record, which may stand between a patient's reports without parting them. */
  readonly isReport: boolean
}

const NOTHING: Peek = { patient: null, date: null, isReport: false }

/** One for each record of a batch. */
export function peekAll(batch: Batch, options: PeekOptions): Peek[] {
  const { patientColumn, at, hasDate, hasTime, dates } = options
  const { shape, ends } = batch
  if (shape.kind === 'document') {
    const broken = new Set(batch.faults.map(([index]) => index))
    return batch.names.map((name, index) => {
      if (broken.has(index)) return NOTHING
      const fields = fieldsOf(name)
      const id = shape.idField === null ? fields.name : fields[shape.idField]
      return { patient: asText(fields[patientColumn]), date: dates?.get(id) ?? null, isReport: true }
    })
  }
  const peeks: Peek[] = new Array(ends.length).fill(NOTHING)
  parseBatch(
    batch,
    options.maxReportBytes,
    () => true,
    (index, read) => {
      if (isFault(read)) return
      const date = hasDate ? asText(read.kept[at + 1]) : null
      const time = hasTime ? asText(read.kept[at + 2]) : null
      peeks[index] = {
        patient: asText(read.kept[at]),
        date: dates === null ? joinDate(date, time) : (dates.get(read.id) ?? null),
        isReport: true,
      }
    },
  )
  return peeks
}

/** A time of day that says there is none. */
const MIDNIGHT = /[T ]0{1,2}:00(:00(\.0+)?)?Z?$/

/** A date and a time of columns of their own, as one; times of DICOM lose the zeros in front when taken for numbers. */
export function joinDate(dated: string | null, time: string | null): string | null {
  // "2026-01-02 00:00:00", as a table with dates only is often written.
  const date = time === null || dated === null ? dated : dated.replace(MIDNIGHT, '')
  if (date === null || time === null || /[T ]/.test(date)) return date
  if (!/^\d{1,6}(\.\d+)?$/.test(time)) return `${date}T${time}`
  const [whole, fraction] = time.split('.')
  const compact = whole.padStart(6, '0')
  if (/^\d{8}(\.0+)?$/.test(date)) return `${date} ${compact}${fraction === undefined ? '' : `.${fraction}`}`
  return `${date}T${compact.slice(0, 2)}:${compact.slice(2, 4)}:${compact.slice(4)}`
}

/** The text of a cell, a number's included; null where it is blank. */
export function asText(value: unknown): string | null {
  if (typeof value === 'number' || typeof value === 'bigint') return String(value)
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : null
}
