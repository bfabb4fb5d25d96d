// Dates of reports from a table of their own, such as the metadata that come with MIMIC-CXR: one row per image, so that
// an id may stand there more than once. The whole table is held in memory.
import { findInputs, readInputs } from '../io/input.ts'
import { parseBatch } from '../io/parse.ts'
import { InputError, isFault, READ_DEFAULTS, START } from '../io/records.ts'
import { readDate } from '../series/dates.ts'
import { asText, joinDate } from './peek.ts'

export interface DateTable {
  /** CSV, TSV, JSON Lines or Parquet, plain or packed. */
  readonly path: string
  readonly idColumn: string | null
  readonly dateColumn: string
  readonly timeColumn: string | null
}

/**
 * Reads the date of each id; the earliest where there are several.
 *
 * @throws {InputError} when the table or its columns are not there, or no row has a date
 */
export async function readDates(table: DateTable, onNote: (message: string) => void): Promise<Map<string, string>> {
  const { path, idColumn, dateColumn, timeColumn } = table
  const dates = new Map<string, string>()
  let without = 0
  const read = { ...READ_DEFAULTS, idColumn, textColumn: dateColumn, keep: timeColumn === null ? [] : [timeColumn] }
  const events = { onNote, onIgnored: () => {} }
  const always = () => true
  for await (const batch of readInputs(await findInputs([path]), START, read, events)) {
    parseBatch(batch, read.maxReportBytes, always, (_, row) => {
      const date =
        isFault(row) || typeof row.report !== 'string' ? null : joinDate(row.report.trim(), asText(row.kept[0]))
      if (date === null || isFault(row) || row.isNumbered) without++
      else if (isEarlier(date, dates.get(row.id))) dates.set(row.id, date)
    })
  }
  if (dates.size === 0) throw new InputError(`${path}: no row has an id and a date`)
  if (without > 0) onNote(`${path}: ${without.toLocaleString('en')} rows without id or date were passed over`)
  return dates
}

function isEarlier(date: string, than: string | undefined): boolean {
  if (than === undefined) return true
  const [a, b] = [readDate(date), readDate(than)]
  return a !== null && (b === null || a.from < b.from)
}
