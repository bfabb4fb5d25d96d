// Misuse of `labelSeries` by the caller, told before any report is read. Faults of the data (no date, one id twice) are
// none: they are named on the report concerned.
import type { SeriesReport } from '../types.ts'

/**
 * @throws {TypeError} for what is not a list of reports. Options are checked as those of one report
 * (`stages/options.ts`).
 */
export function checkSeries(reports: readonly SeriesReport[]): void {
  if (!Array.isArray(reports)) throw new TypeError('labelSeries takes a list of reports: [{ id, date, text }, …]')
  reports.forEach((report: unknown, index) => {
    if (typeof report !== 'object' || report === null || !('text' in report)) {
      throw new TypeError(`report ${index} is not an object with a text`)
    }
    const { date } = report as { date?: unknown }
    if (date !== null && date !== undefined && typeof date !== 'string' && !(date instanceof Date)) {
      throw new TypeError(`the date of report ${index} is neither a string nor a Date`)
    }
  })
}
