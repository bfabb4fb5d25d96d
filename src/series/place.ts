// The order of one patient's reports: which can be placed in time, which cannot, and why.
import type { SeriesPlace, SeriesReport } from '../types.ts'
import { DATE_FORMS, readDate, type When } from './dates.ts'

/** The reports of one time, as indices into the list given; more than one where their order is not known. */
export interface Group extends When {
  readonly reports: readonly number[]
}

export interface Placement {
  /** Groups in order of time. */
  readonly groups: readonly Group[]
  /** Per report given: its place, or the problem. */
  readonly places: readonly Omit<SeriesPlace, 'ended'>[]
}

interface Shared {
  readonly from: number
  to: number
  readonly reports: number[]
  hasTimes: boolean
  hasUnread: boolean
}

/** Puts reports in order. A report that has a date but shares it with others is placed, and named as such. */
export function placeReports(reports: readonly SeriesReport[]): Placement {
  const places: Omit<SeriesPlace, 'ended'>[] = new Array(reports.length)
  const dated: (When & { readonly index: number })[] = []
  const ids = new Set<string>()
  const copies = new Set<string>()
  reports.forEach(({ id = null, date, text }, index) => {
    const when = readDate(date)
    // Of one day two studies may say the same; of one minute they are one.
    const isSure = when !== null && (when.from === when.to || id === null)
    const copy = !isSure ? null : `${when.from} ${when.to} ${typeof text === 'string' ? text : JSON.stringify(text)}`
    if ((id !== null && ids.has(id)) || (copy !== null && copies.has(copy))) {
      places[index] = {
        place: null,
        problem: 'duplicate',
        message:
          id !== null && ids.has(id)
            ? 'another report of this patient has the same id; keep one of them'
            : 'another report of this patient has the same date and the same text; keep one of them',
      }
      return
    }
    if (id !== null) ids.add(id)
    if (copy !== null) copies.add(copy)
    if (when !== null) dated.push({ index, ...when })
    else {
      const isEmpty = date === null || date === undefined || date === ''
      places[index] = {
        place: null,
        problem: 'undated',
        message: `the report has no date${isEmpty ? '' : ' that can be read'}; give it as ${DATE_FORMS}`,
      }
    }
  })
  dated.sort((a, b) => a.from - b.from || a.to - b.to || a.index - b.index)
  const groups: Shared[] = []
  for (const { index, from, to, hasUnreadTime = false } of dated) {
    const hasTime = from === to
    const last = groups.at(-1)
    if (last !== undefined && from <= last.to) {
      last.reports.push(index)
      last.to = Math.max(last.to, to)
      last.hasTimes &&= hasTime
      last.hasUnread ||= hasUnreadTime
    } else groups.push({ from, to, reports: [index], hasTimes: hasTime, hasUnread: hasUnreadTime })
  }
  groups.forEach((group, place) => {
    const isShared = group.reports.length > 1
    for (const index of group.reports) {
      places[index] = {
        place,
        problem: isShared ? 'same-time' : null,
        message: isShared ? describeShared(group) : null,
      }
    }
  })
  return { groups, places }
}

function describeShared({ reports, hasTimes, hasUnread }: Shared): string {
  const what = hasTimes ? 'have the same time' : 'are of the same date'
  const remedy = hasTimes
    ? 'give seconds with the times'
    : hasUnread
      ? 'a time of them could not be read: give it as 14:30'
      : 'give times with the dates'
  return `${reports.length} reports of this patient ${what}, so their order is not known; ${remedy}`
}
