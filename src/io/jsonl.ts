// One line of JSON Lines into a report: {"id", "text"} or section fields.
import type { ReportSections } from '../types.ts'
import { ID_NAMES, isBlank, joinSections, plainName, SECTION_NAMES, TEXT_NAMES } from './columns.ts'
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
  const byName = byPlainName(fields)
  for (const usual of ID_NAMES) {
    const id = asId(byName.get(usual))
    if (id !== null) return id
  }
  return null
}

function asId(value: unknown): string | null {
  if (typeof value === 'number' || typeof value === 'bigint') return String(value)
  return typeof value === 'string' && value.trim() !== '' ? value : null
}

/** The report; null when there is no text, undefined when what stands for it is not a string. */
function readReport(fields: Fields, name: string | null): string | ReportSections | null | undefined {
  if (name !== null) return asText(fields[name])
  const text = asText(fields.text)
  if (text !== null) return text
  const byName = byPlainName(fields)
  for (const usual of TEXT_NAMES) {
    const whole = asText(byName.get(usual))
    if (whole !== null) return whole
  }
  const parts: [string, string][] = []
  for (const [field, value] of byName) {
    const section = SECTION_NAMES.get(field)
    if (section === undefined) continue
    const part = asText(value)
    if (part === undefined) return undefined
    if (part !== null) parts.push([section, part])
  }
  return joinSections(parts)
}

function asText(value: unknown): string | null | undefined {
  if (value === undefined || value === null) return null
  if (typeof value !== 'string') return undefined
  return isBlank(value) ? null : value
}

function byPlainName(fields: Fields): Map<string, unknown> {
  const byName = new Map<string, unknown>()
  for (const name of Object.keys(fields)) {
    const plain = plainName(name)
    if (!byName.has(plain)) byName.set(plain, fields[name])
  }
  return byName
}
