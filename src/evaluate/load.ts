// Reads gold and prediction rows from the text of a file: JSON Lines or CSV. Touches no file itself (files.ts does).
// A row that cannot be used is set aside with its number and a reason that never quotes it: it may hold report text.

import { type CellValue, type GoldCell, parseGoldCell, parseValue } from './cells.ts'
import { readCsv } from './load-csv.ts'
import { readJsonLines } from './load-jsonl.ts'
import { evidenceOf, reasonsOf, strataOf } from './record.ts'
import type { GoldRow, Loaded, LoadOptions, PredictedRow, RawRow, SetAside } from './rows.ts'

/** Reads the rows of a gold standard. @throws {TypeError} when a CSV is empty, malformed or has no id column. */
export function loadGold(content: string, options: LoadOptions = {}): Loaded<GoldRow> {
  return load(content, options, parseGoldCell, (id, labels: Record<string, GoldCell>, record) => ({
    id,
    labels,
    ...strataOf(record),
  }))
}

/** Reads labelled reports. @throws {TypeError} when a CSV is empty, malformed or has no id column. */
export function loadPredictions(content: string, options: LoadOptions = {}): Loaded<PredictedRow> {
  return load(content, options, parseValue, (id, labels: Record<string, CellValue>, record) => ({
    id,
    labels,
    ...strataOf(record),
    ...(typeof record.text === 'string' ? { text: record.text } : {}),
    ...evidenceOf(record),
    ...reasonsOf(record),
  }))
}

function load<Cell, Row>(
  content: string,
  options: LoadOptions,
  parseCell: (raw: unknown) => Cell | undefined,
  build: (id: string, labels: Record<string, Cell>, record: RawRow['record']) => Row,
): Loaded<Row> {
  const text = content.replace(/^\uFEFF/, '')
  const format = options.format ?? 'auto'
  const isJson = format === 'jsonl' || (format === 'auto' && text.trimStart().startsWith('{'))
  const { raws, ignoredColumns } = isJson ? readJsonLines(text, options) : readCsv(text, options, parseCell)
  const rows: Row[] = []
  const setAside: SetAside[] = []
  for (const { row, id, problem, cells, record } of raws) {
    const read = cells.map(([label, raw]) => [label, parseCell(raw)] as const)
    const unreadable = read.find(([, cell]) => cell === undefined)
    const reason = problem ?? (unreadable === undefined ? null : `no label value under "${unreadable[0]}"`)
    if (reason !== null || id === null) setAside.push({ row, id, reason: reason ?? 'no id' })
    // fromEntries defines keys instead of assigning them, so that a label called __proto__ is a label.
    else rows.push(build(id, Object.fromEntries(read) as Record<string, Cell>, record))
  }
  return { rows, setAside, ignoredColumns }
}
