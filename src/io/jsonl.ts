// One line of JSON Lines into a report: {"id", "text"} or section fields.

import { ID_NAMES } from '../column-names.ts'
import type { ReportSections } from '../types.ts'
import { isBlank, joinSections, type Role, roleOf, TEXT_NAMES } from './columns.ts'
import { type Fault, type InputReport, isFault, type JsonShape, makeFault } from './records.ts'

type Fields = Readonly<Record<string, unknown>>

/** Reads one line. Never throws; the parser's own message is not passed on, for it quotes the line. */
export function parseJsonRecord(line: string, shape: JsonShape): InputReport | Fault {
  let value: unknown
  try {
    value = JSON.parse(line)
  } catch {
    return makeFault('broken-json', 'is not valid JSON')
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return makeFault('broken-json', 'is not a JSON object')
  }
  return readFields(value as Fields, shape)
}

/** Reads a report from named fields. */
export function readFields(fields: Fields, shape: JsonShape): InputReport | Fault {
  const id = readId(fields, shape.idField)
  if (id === null) {
    return makeFault('no-id', shape.idField === null ? 'has no id' : `has no id in the field "${shape.idField}"`)
  }
  const report = readReport(fields, shape.textField)
  if (report === undefined) return makeFault('bad-text', 'has a text that is not a string', id)
  if (report === null) return makeFault('no-text', 'has no text', id)
  return { id, report, kept: shape.keep.map((name) => fields[name] ?? null), isNumbered: false }
}

/**
 * The id of a line that is too long to be parsed, from its first bytes: when it is the first field, and a string or
 * number. Else null.
 */
export function peekId(start: string, shape: JsonShape): string | null {
  const match = /^\s*\{\s*("(?:[^"\\]|\\.)*")\s*:\s*("(?:[^"\\]|\\.)*"|-?\d+)\s*,/.exec(start)
  if (match === null) return null
  const fault = parseJsonRecord(`{${match[1]}:${match[2]}}`, shape)
  return isFault(fault) ? fault.id : null
}

/** The id among named fields: `name`, or the first of the usual names. Null when there is none. */
export function readId(fields: Fields, name: string | null): string | null {
  if (name !== null) return asId(fields[name])
  if (fields.id !== undefined) return asId(fields.id)
  let id: string | null = null
  let best = ID_NAMES.length
  let seen = 0
  for (const field in fields) {
    const role = roleOf(field)
    if (role === null || role.kind !== 'id' || isSeen(seen, role)) continue
    seen |= 1 << role.rank
    const found = asId(fields[field])
    if (found === null || role.rank >= best) continue
    best = role.rank
    id = found
  }
  return id
}

function asId(value: unknown): string | null {
  if (typeof value === 'number' || typeof value === 'bigint') return String(value)
  return typeof value === 'string' && value.trim() !== '' ? value : null
}

/** The report; null when there is no text, undefined when what stands for it is not a string. */
function readReport(fields: Fields, name: string | null): string | ReportSections | null | undefined {
  if (name !== null) return asText(fields[name])
  const exact = asText(fields.text)
  if (exact !== null) return exact
  let whole: string | null | undefined = null
  let best = TEXT_NAMES.length
  let parts: [string, string][] | null = null
  let isWrong = false
  let [seenTexts, seenSections] = [0, 0]
  for (const field in fields) {
    const role = roleOf(field)
    if (role === null || role.kind === 'id') continue
    const text = asText(fields[field])
    if (role.kind === 'text') {
      if (!isSeen(seenTexts, role) && text !== null && role.rank < best) {
        best = role.rank
        whole = text
      }
      seenTexts |= 1 << role.rank
    } else if (!isSeen(seenSections, role)) {
      seenSections |= 1 << role.rank
      if (text === undefined) isWrong = true
      else if (text !== null) {
        parts ??= []
        parts.push([role.section, text])
      }
    }
  }
  if (whole !== null) return whole
  if (isWrong) return undefined
  return parts === null ? null : joinSections(parts)
}

/**
 * Of two fields whose names differ in case or hyphens alone, the first counts; but `id` and `text` come before all
 * others.
 */
function isSeen(seen: number, { rank }: Role): boolean {
  return (seen & (1 << rank)) !== 0
}

function asText(value: unknown): string | null | undefined {
  if (value === undefined || value === null) return null
  if (typeof value !== 'string') return undefined
  return isBlank(value) ? null : value
}
