// Dates of examinations as they come in tables: ISO dates, with or without a time, and the compact form of DICOM.
// Forms whose order of day and month is a matter of country are not read.

/** A stretch of time in milliseconds; a date without a time is its whole day. */
export interface When {
  readonly from: number
  readonly to: number
}

export const DAY = 86_400_000
/** What dates are read; for messages. */
export const DATE_FORMS = 'YYYY-MM-DD or YYYYMMDD, with a time if known'

const ISO = /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(\.\d+)?)?\s*(Z|[+-]\d{2}:?\d{2})?)?$/
const COMPACT = /^(\d{4})(\d{2})(\d{2})(?:[T ]?(\d{2})(\d{2})(?:(\d{2})(\.\d+)?)?)?$/

/** Reads a date, or gives null where it is none of the known forms or no day of the calendar. Times without a zone are UTC. */
export function readDate(value: string | Date | null | undefined): When | null {
  if (value === null || value === undefined) return null
  if (typeof value !== 'string') {
    const time = value.getTime()
    return Number.isNaN(time) ? null : { from: time, to: time }
  }
  const text = value.trim()
  const match = ISO.exec(text) ?? COMPACT.exec(text)
  if (match === null) return null
  const [year, month, day, hour = 0, minute = 0, second = 0] = match
    .slice(1, 7)
    .map((part) => part && Number(part)) as [number, number, number, number?, number?, number?]
  const start = Date.UTC(year, month - 1, day)
  const date = new Date(start)
  if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return null
  if (match[4] === undefined) return { from: start, to: start + DAY - 1 }
  if (hour > 23 || minute > 59 || second > 59) return null
  const time = start + ((hour * 60 + minute) * 60 + second) * 1000 + Math.round(Number(match[7] ?? 0) * 1000)
  const instant = time - offsetOf(match[8])
  return { from: instant, to: instant }
}

/** Milliseconds that a zone such as `+01:00` is ahead of UTC. */
function offsetOf(zone: string | undefined): number {
  if (zone === undefined || zone === 'Z') return 0
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(-2))
  return (zone[0] === '-' ? -minutes : minutes) * 60_000
}
