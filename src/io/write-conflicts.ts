// The conflicts of labelled rows into lines for review: JSON Lines with the two sides as a list, CSV and TSV with a row
// of cells for each side. The words are the report's, as are those of the input.
import type { RowConflict } from './row.ts'
import { makeCell } from './write.ts'

export const CONFLICT_FORMATS = ['jsonl', 'csv', 'tsv'] as const
export type ConflictFormat = (typeof CONFLICT_FORMATS)[number]

export interface ConflictWriter {
  /** The first line of the file; empty when the format has none. */
  readonly header: string
  /** A line for each conflict of a row, each ended by a line feed. */
  lines(id: string | null, conflicts: readonly RowConflict[]): string
}

/** Sides that CSV has columns for; "left … right … the effusion" has three. */
const SIDES = 3
const SIDE_COLUMNS = ['section', 'concept', 'start', 'end', 'words', 'sentence'] as const

/** The writer of a format. */
export function makeConflictWriter(format: ConflictFormat, spreadsheetSafe: boolean): ConflictWriter {
  if (format === 'jsonl') {
    const line = (id: string | null, conflict: RowConflict): string => `${JSON.stringify({ id, ...conflict })}\n`
    return { header: '', lines: (id, conflicts) => conflicts.map((conflict) => line(id, conflict)).join('') }
  }
  const separator = format === 'tsv' ? '\t' : ','
  const cell = makeCell(format, spreadsheetSafe)
  const lineOf = (cells: readonly unknown[]): string => `${cells.map(cell).join(separator)}\n`
  const numbers = Array.from({ length: SIDES }, (_, at) => at)
  const columns = numbers.flatMap((at) => SIDE_COLUMNS.map((name) => `${name}_${at + 1}`))
  return {
    header: lineOf(['id', 'kind', 'on', 'message', ...columns, 'earlier']),
    lines: (id, conflicts) =>
      conflicts
        .map(({ kind, on, message, sides, earlier }) => {
          const cells = numbers.flatMap((at) => SIDE_COLUMNS.map((name) => sides[at]?.[name]))
          return lineOf([id, kind, on, message, ...cells, earlier])
        })
        .join(''),
  }
}
