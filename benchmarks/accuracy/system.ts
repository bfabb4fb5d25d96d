// What is measured: a labeller of reports, and where it has one, its reading of a marked phrase. Here is cxrlabel as
// such a system; the others stand in benchmarks/baselines.
import { rowOfReport } from '../../src/evaluate/report-row.ts'
import type { PredictedRow } from '../../src/evaluate/rows.ts'
import { assertSpan, labelReport } from '../../src/labeller.ts'
import type { Report, SpanStatus } from './sets.ts'

/** As the sets have it, or absent because it has resolved: whether that is a negation is for each set to say. */
export type SpanReading = SpanStatus | 'resolved'

/** Something that labels reports. */
export interface System {
  readonly name: string
  /** Labels one report, roll-up off. */
  readonly label: (report: Report) => PredictedRow
  /** Labels one report for timing, where `label` does more than label. */
  readonly quick?: (report: Report) => unknown
  /** Reads a marked phrase; null for a system that cannot. */
  readonly read: ((text: string, start: number, end: number) => SpanReading) | null
}

/** cxrlabel with its default rules. */
export const CXRLABEL: System = {
  name: 'cxrlabel',
  label,
  quick: ({ text }) => labelReport(text, { rollUp: false }),
  read,
}

function label({ id, text }: Report): PredictedRow {
  return rowOfReport(labelReport(text, { id, rollUp: false }))
}

/**
 * The sets know three readings: what is absent is negated, what is less than certain is uncertain, so also what is
 * merely improbable ("unlikely"). A planned or asked-for finding ("evaluate for pneumonia") is no statement that it is
 * there.
 */
function read(text: string, start: number, end: number): SpanReading {
  const { polarity, certainty, time, change } = assertSpan(text, { start, end })
  if (polarity === 'absent') return change === 'resolved' ? 'resolved' : 'negated'
  return certainty === 'certain' && time !== 'hypothetical' ? 'affirmed' : 'uncertain'
}
