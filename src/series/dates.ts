// Dates of examinations as they come in tables: ISO dates, with or without a time, and the compact form of DICOM.
// Forms whose order of day and month is a matter of country are not read.

/** A stretch of time in milliseconds; a date without a time is its whole day. */
export interface When {
  readonly from: number
  readonly to: number
  /** Set where a time was given that is none of the known forms. */
  readonly hasUnreadTime?: true
}

export const DAY = 86_400_000
/** Days between two examinations beyond which nothing is carried, where the caller sets no other limit. */
export const MAX_GAP_DAYS = 30
/** What dates are read; for messages. */
export const DATE_FORMS = 'YYYY-MM-DD or YYYYMMDD, with a time if known'

const DATE = /^(?:(\d{4})-(\d{2})-(\d{2})|(\d{4})(\d{2})(\d{2}))(?:\.0+(?=$|[T ]))?/
/** `14:30`, `2:30 PM`, with seconds and a zone if known. */
const CLOCK = /^(\d{1,2})(?::(\d{2})(?::(\d{2})(\.\d+)?)?)?\s*([AP]\.?M\.?)?\s*(Z|UTC|[+-]\d{2}:?\d{2})?$/i
/** As DICOM writes it: `1430`, `143005.5`. */
const COMPACT = /^(\d{2})(\d{2})(?:(\d{2})(\.\d+)?)?$/

/**
 * Reads a date, or gives null where it is none of the known forms or no day of the calendar. Times without a zone are
 * UTC; of a time that cannot be read the day is left, with `hasUnreadTime`.
 */
export function readDate(value: string | Date | null | undefined): When | null {
  if (value === null || value === undefined) return null
  if (typeof value !== 'string') {
    const time = value.getTime()
    return Number.isNaN(time) ? null : { from: time, to: time }
  }
  const text = value.trim()
  const match = DATE.exec(text)
  if (match === null) return null
  const [year, month, day] = match.slice(match[1] === undefined ? 4 : 1).map(Number)
  const start = Date.UTC(year, month - 1, day)
  const date = new Date(start)
  if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return null
  const whole = { from: start, to: start + DAY - 1 }
  const rest = text.slice(match[0].length)
  if (rest === '') return whole
  // "20260103143005" is the compact form without a space; a digit behind "2026-01-03" is none.
  const isApart = rest[0] === 'T' || rest[0] === ' '
  if (!isApart && (match[4] === undefined || !COMPACT.test(rest))) return null
  const time = readTime(rest.slice(isApart ? 1 : 0).trim())
  return time === null ? { ...whole, hasUnreadTime: true } : { from: start + time, to: start + time }
}

/** Milliseconds since midnight UTC, or null for what is no time of day. */
function readTime(text: string): number | null {
  const compact = COMPACT.exec(text)
  const match = compact ?? CLOCK.exec(text)
  if (match === null) return null
  const [hours, minutes, seconds] = match.slice(1, 4).map((part) => Number(part ?? 0))
  const [half, zone] = compact === null ? [match[5]?.[0].toUpperCase(), match[6]] : [undefined, undefined]
  // A lone number is no time: "3 PM" is one.
  if (compact === null && match[2] === undefined && half === undefined) return null
  if (minutes > 59 || seconds > 59 || (half === undefined ? hours > 23 : hours < 1 || hours > 12)) return null
  const hour = half === undefined ? hours : (hours % 12) + (half === 'P' ? 12 : 0)
  return ((hour * 60 + minutes) * 60 + seconds) * 1000 + Math.round(Number(match[4] ?? 0) * 1000) - offsetOf(zone)
}

/** Days from one examination to a later one: of the calendar where a time is not known, else whole ones. */
export function daysBetween(before: When, now: When): number {
  const areTimes = before.from === before.to && now.from === now.to
  return areTimes ? Math.floor((now.from - before.to) / DAY) : Math.floor(now.from / DAY) - Math.floor(before.to / DAY)
}

/** Milliseconds that a zone such as `+01:00` is ahead of UTC. */
function offsetOf(zone: string | undefined): number {
  if (zone === undefined || /^(Z|UTC)$/i.test(zone)) return 0
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(-2))
  return (zone[0] === '-' ? -minutes : minutes) * 60_000
}
