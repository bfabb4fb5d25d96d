// JSON Lines into raw rows: one object a line, `labels` inside it, each label a value or an object that holds it.

import { plainLabel } from './names.ts'
import { idOf, isRecord, withLabelEvidence } from './record.ts'
import type { LoadOptions, RawRow } from './rows.ts'

/** Reads every line that is not blank; a line that is no object becomes a row with a problem. */
export function readJsonLines(
  text: string,
  options: LoadOptions,
): { readonly raws: readonly RawRow[]; readonly ignoredColumns: readonly string[] } {
  const raws: RawRow[] = []
  text.split(/\r?\n/).forEach((line, index) => {
    if (line.trim() !== '') raws.push(readLine(line, index + 1, raws.length + 1, options))
  })
  return { raws, ignoredColumns: [] }
}

function readLine(line: string, row: number, count: number, options: LoadOptions): RawRow {
  const record = parseRecord(line)
  if (record === null) return { row, id: null, problem: 'not a JSON object', cells: [], record: {} }
  const field = options.id ?? 'id'
  const id = field === '#' ? String(count) : idOf(record[field])
  const labels = isRecord(record.labels) ? record.labels : null
  const cells = Object.entries(labels ?? {})
    .filter(([label]) => options.labels?.some((name) => plainLabel(name) === plainLabel(label)) ?? true)
    .map(([label, raw]) => [label, isRecord(raw) && Object.hasOwn(raw, 'value') ? raw.value : raw] as const)
  return { row, id, problem: problemOf(record, id, field), cells, record: withLabelEvidence(record) }
}

function problemOf(record: Record<string, unknown>, id: string | null, field: string): string | null {
  if (id === null) return `no ${field}`
  if (record.error !== undefined && record.error !== null) return 'marked as failed'
  return isRecord(record.labels) ? null : 'no labels'
}

function parseRecord(line: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(line)
    return isRecord(value) ? value : null
  } catch {
    return null
  }
}
