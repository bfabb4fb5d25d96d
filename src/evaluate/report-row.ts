// A labelled report as a row to evaluate, without a file in between.

import type { LabelledReport } from '../types.ts'
import type { CellValue } from './cells.ts'
import { PRESENT_ONLY } from './cells.ts'
import type { PredictedRow, RowEvidence } from './rows.ts'

/**
 * The row of a labelled report, with the text and the evidence that error lists and comparisons group by.
 *
 * @example
 * evaluate(gold, reports.map(({ id, text }) => rowOfReport(labelReport(text, { id, rollUp: false }))))
 * @throws {TypeError} when neither the report nor the call has an id.
 */
export function rowOfReport(report: LabelledReport, id: string | null = report.id): PredictedRow {
  if (id === null) throw new TypeError('the report has no id; give one to labelReport or as the second argument')
  const labels: Record<string, CellValue> = {}
  const evidence: Record<string, readonly RowEvidence[]> = {}
  for (const [name, label] of Object.entries(report.labels)) {
    labels[name] = label.value
    if (label.evidence.length > 0) evidence[name] = label.evidence
  }
  return {
    id,
    labels,
    strata: report.strata,
    prior_only: report.prior.only,
    compares: report.prior.compares,
    text: report.text,
    evidence,
    reasons: Object.fromEntries(PRESENT_ONLY.map((name) => [name, report.noFindingReason])),
  }
}
