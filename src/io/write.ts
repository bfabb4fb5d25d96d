// Labelled rows into lines of output. One function a format; the batch code joins the lines.
import type { LabelledRow, RowValue } from './row.ts'
import { seriesColumns } from './series-columns.ts'

export const OUTPUT_FORMATS = ['jsonl', 'csv', 'tsv', 'parquet'] as const
export type OutputFormat = (typeof OUTPUT_FORMATS)[number]

export interface WriteOptions {
  readonly format: OutputFormat
  readonly labels: readonly string[]
  /** Names of pass-through columns. */
  readonly keep: readonly string[]
  readonly withEvidence: boolean
  /** Adds the lower and upper bound of each label: an uncertain one lies between 0 and 1. */
  readonly withBounds: boolean
  /** Keeps a spreadsheet from taking ids and pass-through cells for formulas. */
  readonly spreadsheetSafe: boolean
  /** Adds where each label was carried from, and the report's place among its patient's. */
  readonly withSeries?: boolean
}

/** What decides which columns a table has. */
export type ColumnOptions = Pick<WriteOptions, 'labels' | 'withBounds' | 'withEvidence' | 'withSeries'>

/** What turns rows into lines, each ended by a line feed. */
export interface RowWriter {
  /** The first line of the output; empty when the format has none. */
  readonly header: string
  line(row: LabelledRow, kept: readonly unknown[]): string
}

/** The writer of a format. Parquet is gathered as JSON Lines first and made from them at the end. */
export function makeWriter(options: WriteOptions): RowWriter {
  return options.format === 'csv' || options.format === 'tsv' ? makeCsvWriter(options) : makeJsonWriter(options)
}

/** Lower and upper bound of a label, null where the report does not speak of it. */
export function boundsOf(value: RowValue): readonly [RowValue, RowValue] {
  return value === -1 ? [0, 1] : [value, value]
}

function makeJsonWriter(options: WriteOptions): RowWriter {
  const { keep, withBounds, labels } = options
  return {
    header: '',
    line: (row, kept) => {
      const { id, ...rest } = row
      const carried = Object.fromEntries(keep.map((name, at) => [name, kept[at] ?? null]))
      const bounds = withBounds && row.labels !== undefined ? { bounds: boundsByLabel(labels, row.labels) } : {}
      // Conflicts have a file of their own.
      return `${JSON.stringify({ id, ...carried, ...rest, ...bounds, conflicts: undefined })}\n`
    },
  }
}

function boundsByLabel(labels: readonly string[], values: Readonly<Record<string, RowValue>>): object {
  return Object.fromEntries(labels.map((name) => [name, boundsOf(values[name])]))
}

/** The columns of a table besides those that are kept; the id is the first. */
export function tableColumns({ labels, withBounds, withEvidence, withSeries = false }: ColumnOptions): string[] {
  return [
    ...['id', ...labels],
    ...(withBounds ? labels.flatMap((name) => [`${name} (lower)`, `${name} (upper)`]) : []),
    ...(withSeries ? seriesColumns(labels).map(({ name }) => name) : []),
    ...(withEvidence ? ['evidence'] : []),
  ]
}

/** Written by hand, not by a library: it is the fast path, and of its cells only ids and kept ones need any care. */
function makeCsvWriter(options: WriteOptions): RowWriter {
  const separator = options.format === 'tsv' ? '\t' : ','
  const { labels, keep, withBounds, withEvidence, withSeries = false, spreadsheetSafe } = options
  const cell = makeCell(options.format, spreadsheetSafe)
  const series = withSeries ? seriesColumns(labels) : []
  const [id, ...own] = tableColumns(options)
  const names = [id, ...keep, ...own]
  const values = makeValueCells(labels, separator)
  return {
    header: `${names.map(cell).join(separator)}\n`,
    line: (row, kept) => {
      let line = cell(row.id)
      for (let at = 0; at < keep.length; at++) line += separator + cell(kept[at])
      line += values(row.labels ?? NO_LABELS)
      if (withBounds) {
        for (const name of labels) {
          const [lower, upper] = boundsOf(row.labels?.[name] ?? null)
          line += separator + numberCell(lower) + separator + numberCell(upper)
        }
      }
      for (const column of series) line += separator + cell(column.cell(row))
      if (withEvidence) line += separator + cell(row.findings ?? null)
      return `${line}\n`
    },
  }
}

const NO_LABELS: LabelledRow['labels'] = {}
/** Labels whose cells are put together beforehand: four values each make 256 strings. */
const GROUP = 4

/**
 * What writes the values of all labels, each behind a separator. Strings are put together by fours, not cell by cell.
 */
function makeValueCells(labels: readonly string[], separator: string): (values: LabelledRow['labels']) => string {
  const written = [0, 1, -1, null].map((value) => separator + numberCell(value as RowValue))
  const tables = Array.from({ length: Math.ceil(labels.length / GROUP) }, (_, group) => {
    const names = labels.slice(group * GROUP, group * GROUP + GROUP)
    const cells = Array.from({ length: 4 ** names.length }, (_, code) =>
      names.map((_, at) => written[(code >> (2 * at)) & 3]).join(''),
    )
    return { names, cells }
  })
  return (values) => {
    let line = ''
    for (const { names, cells } of tables) {
      let code = 0
      for (let at = 0; at < names.length; at++) code |= codeOf(values[names[at]] ?? null) << (2 * at)
      line += cells[code]
    }
    return line
  }
}

function codeOf(value: RowValue): number {
  return value === 1 || value === 0 ? value : value === -1 ? 2 : 3
}

/** What writes a cell of a CSV or TSV, in quotes where it needs them. */
export function makeCell(format: OutputFormat, spreadsheetSafe: boolean): (value: unknown) => string {
  const quoted = format === 'tsv' ? /["\t\r\n]/ : /[",\r\n]/
  return (value) => {
    if (value === null || value === undefined) return ''
    let text = typeof value === 'string' ? value : typeof value === 'object' ? JSON.stringify(value) : String(value)
    if (spreadsheetSafe && /^[=+\-@\t\r]/.test(text)) text = `'${text}`
    return quoted.test(text) ? `"${text.replaceAll('"', '""')}"` : text
  }
}

/** Values as the CheXpert labeler writes them. */
function numberCell(value: RowValue): string {
  switch (value) {
    case 1:
      return '1.0'
    case 0:
      return '0.0'
    case -1:
      return '-1.0'
    case null:
      return ''
  }
}
