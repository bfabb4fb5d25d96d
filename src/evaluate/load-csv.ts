// CSV into raw rows: a header, an id column, and a column for each label. CSV carries labels only, no strata.

import { parse } from 'csv-parse/sync'
import { ID_NAMES, plainName } from '../column-names.ts'
import { plainLabel } from './names.ts'
import { idOf } from './record.ts'
import type { LoadOptions, RawRow } from './rows.ts'

/**
 * Columns that stand beside labels in the files people have, in the spelling of `plainName`, and could be taken for one
 * (an age of 1, a patient 0).
 */
const OTHER_COLUMNS: ReadonlySet<string> = new Set([
  ...ID_NAMES,
  ...['', 'row', 'index', 'subject_id', 'patient', 'patient_id', 'date', 'age', 'sex', 'error'],
  ...['text', 'report', 'reports', 'report_impression', 'findings', 'impression', 'indication', 'comparison'],
])

/** Reads every record below the header. @throws {TypeError} when there is none, no id column, or the CSV is broken. */
export function readCsv(
  text: string,
  options: LoadOptions,
  parseCell: (raw: unknown) => unknown,
): { readonly raws: readonly RawRow[]; readonly ignoredColumns: readonly string[] } {
  const [header, ...records] = parseRecords(text)
  if (header === undefined) throw new TypeError('The file is empty')
  const names = header.map((name) => name.trim())
  const idColumn = findIdColumn(names, options.id)
  // A column in which no cell reads as a value is no label column; one odd cell in a label column sets its row aside.
  const columns = names.flatMap((name, column) => {
    const isWanted =
      options.labels?.some((label) => plainLabel(label) === plainLabel(name)) ?? !OTHER_COLUMNS.has(plainName(name))
    if (column === idColumn || !isWanted) return []
    const filled = records.filter((record) => (record[column] ?? '').trim() !== '')
    const holdsValues = filled.length === 0 || filled.some((record) => parseCell(record[column]) !== undefined)
    return holdsValues ? [column] : []
  })
  const raws = records.map((record, index): RawRow => {
    const id = idColumn === -1 ? String(index + 1) : idOf(record[idColumn])
    const isWhole = record.length === names.length
    const problem = isWhole ? null : `${record.length} cells where the header has ${names.length}`
    const cells = columns.map((column) => [names[column], record[column]] as const)
    return { row: index + 2, id, problem: id === null ? 'no id' : problem, cells: isWhole ? cells : [], record: {} }
  })
  return { raws, ignoredColumns: namesOfOthers(names, [idColumn, ...columns]) }
}

function parseRecords(text: string): string[][] {
  try {
    return parse(text, { relax_column_count: true, skip_empty_lines: true })
  } catch {
    // The parser's own message may quote the file.
    throw new TypeError('The file is neither JSON Lines nor well-formed CSV')
  }
}

/** Column of the ids; -1 when rows are numbered instead. The header is never quoted: it may be a report. */
function findIdColumn(names: readonly string[], wanted: string | undefined): number {
  if (wanted === '#') return -1
  const plain = names.map(plainName)
  const usual = ID_NAMES.map((name) => plain.indexOf(name)).find((column) => column >= 0) ?? -1
  const column = wanted === undefined ? usual : names.indexOf(wanted)
  if (column >= 0) return column
  const sought = wanted ?? ID_NAMES.join(', ')
  throw new TypeError(`The CSV has no id column (looked for ${sought}); name one, or use # to number the rows`)
}

/** Names of the columns not read. A long one may be report text in a file without a header, so it goes by its place. */
function namesOfOthers(names: readonly string[], used: readonly number[]): string[] {
  return names.flatMap((name, column) =>
    used.includes(column) || name === '' ? [] : [name.length > 40 ? `column ${column + 1}` : name],
  )
}
