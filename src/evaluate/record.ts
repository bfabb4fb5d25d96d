// Looks into parsed JSON records whose shape is not yet known.

import { PRESENT_ONLY } from './cells.ts'
import type { RowEvidence, Strata } from './rows.ts'

/** Whether a value is an object with keys. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** An id as text; null when there is none. */
export function idOf(raw: unknown): string | null {
  if (typeof raw === 'number') return String(raw)
  return typeof raw === 'string' && raw.trim() !== '' ? raw.trim() : null
}

/** Strata and the two prior flags, which stand at the top of a row or under `prior`. */
export function strataOf(record: Readonly<Record<string, unknown>>): {
  strata?: Strata
  prior_only?: boolean
  compares?: boolean
} {
  const prior = isRecord(record.prior) ? record.prior : {}
  const priorOnly = record.prior_only ?? prior.prior_only ?? prior.only
  const compares = record.compares ?? prior.compares
  return {
    ...(isRecord(record.strata) ? { strata: record.strata } : {}),
    ...(typeof priorOnly === 'boolean' ? { prior_only: priorOnly } : {}),
    ...(typeof compares === 'boolean' ? { compares } : {}),
  }
}

/** Evidence by label; entries without a rule and a span are left out. */
export function evidenceOf(record: Readonly<Record<string, unknown>>): {
  evidence?: Record<string, readonly RowEvidence[]>
} {
  if (!isRecord(record.evidence)) return {}
  const entries = Object.entries(record.evidence).flatMap(([label, list]) =>
    Array.isArray(list) ? [[label, list.filter(isEvidence)] as const] : [],
  )
  return { evidence: Object.fromEntries(entries) }
}

/** What the labeller says of labels that rest on the whole report and not on a statement. */
export function reasonsOf(record: Readonly<Record<string, unknown>>): { reasons?: Record<string, string> } {
  const reason = record.no_finding_reason ?? record.noFindingReason
  return typeof reason === 'string' ? { reasons: Object.fromEntries(PRESENT_ONLY.map((name) => [name, reason])) } : {}
}

/** Moves evidence that stands under each label (a whole `LabelledReport`) to where rows keep it. */
export function withLabelEvidence(record: Record<string, unknown>): Record<string, unknown> {
  if (isRecord(record.evidence) || !isRecord(record.labels)) return record
  const entries = Object.entries(record.labels).flatMap(([label, raw]) =>
    isRecord(raw) && Array.isArray(raw.evidence) ? [[label, raw.evidence] as const] : [],
  )
  return entries.length === 0 ? record : { ...record, evidence: Object.fromEntries(entries) }
}

function isEvidence(value: unknown): value is RowEvidence {
  if (!isRecord(value) || typeof value.rule !== 'string') return false
  if (!Number.isInteger(value.start) || !Number.isInteger(value.end)) return false
  if (value.sentence !== undefined && !isSpan(value.sentence)) return false
  return value.cues === undefined || (Array.isArray(value.cues) && value.cues.every(isCue))
}

function isCue(value: unknown): boolean {
  return isRecord(value) && typeof value.rule === 'string'
}

function isSpan(value: unknown): boolean {
  return isRecord(value) && Number.isInteger(value.start) && Number.isInteger(value.end)
}
