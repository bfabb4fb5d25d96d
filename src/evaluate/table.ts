// Plain text for a terminal: aligned columns, and numbers the way the tables print them.

import type { Interval } from './bootstrap.ts'
import { VALUE_NAMES } from './cells.ts'
import type { Rate, Table } from './result.ts'

/** Text safe to print: control characters (a report may hold any) become spaces, runs of white space one. */
export function printable(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\s]+/gu, ' ')
}

/** Lays rows out in columns two spaces apart: the first to the left, the others to the right. Row 0 is the header. */
export function columns(rows: readonly (readonly string[])[]): string {
  const safe = rows.map((row) => row.map(printable))
  const widths = (safe[0] ?? []).map((_, column) => Math.max(...safe.map((row) => (row[column] ?? '').length)))
  const line = (row: readonly string[]) =>
    row.map((cell, column) => (column === 0 ? cell.padEnd(widths[0]) : cell.padStart(widths[column]))).join('  ')
  return safe.map((row) => line(row).trimEnd()).join('\n')
}

/** A rate with three decimals; an en dash where it does not exist. */
export function rate(value: number | null): string {
  return value === null ? '–' : value.toFixed(3)
}

/** An interval as `.912–.968`; empty where there is none. Signs are kept for differences. */
export function interval(ends: Interval | null, isSigned = false): string {
  if (ends === null) return ''
  return isSigned ? `${signed(ends.low)} to ${signed(ends.high)}` : `${short(ends.low)}–${short(ends.high)}`
}

/** A difference with its sign. */
export function signed(value: number | null): string {
  if (value === null) return '–'
  const text = Math.abs(value).toFixed(3)
  return Number(text) === 0 ? text : `${value < 0 ? '-' : '+'}${text}`
}

/** A rate and its interval: two cells of a row. */
export function rateCells({ value, interval: ends }: Rate): [string, string] {
  return [rate(value), value === null ? '' : interval(ends)]
}

/** A 4 × 4 table with the names of the values on both sides. */
export function confusion(table: Table, corner: string): string {
  const total = (cells: readonly number[]) => cells.reduce((sum, cell) => sum + cell, 0)
  const body = table.map((cells, row) => [VALUE_NAMES[row], ...cells.map(String), String(total(cells))])
  const foot = VALUE_NAMES.map((_, column) => String(total(table.map((cells) => cells[column]))))
  return columns([[corner, ...VALUE_NAMES, 'all'], ...body, ['all', ...foot, String(total(table.map(total)))]])
}

/** `1 report`, `2 reports`. */
export function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`
}

/** The first few names of a list, and how many more there are. */
export function listNames(names: readonly string[], limit = 20): string {
  const more = names.length - limit
  return names.slice(0, limit).map(printable).join(', ') + (more > 0 ? ` and ${more} more` : '')
}

function short(value: number): string {
  return value < 0 || value >= 0.9995 ? value.toFixed(3) : value.toFixed(3).slice(1)
}
