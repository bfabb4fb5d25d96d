// How often each patient is among the reports. Kept are, of each patient, a hash, a number and two bits a label; of
// each dated report eight bytes.
import type { SeriesProblem } from '../io/row.ts'
import { DAY, readDate } from '../series/dates.ts'
import type { LabelledReport } from '../types.ts'
import { makeSerials, withRoom } from './serials.ts'
import type { Patients } from './sheet.ts'
import { spreadOf } from './spread.ts'

/** Whose a report is and when it was made, as far as the input says so. */
export interface About {
  readonly patient?: string | null
  readonly date?: string | Date | null
  /** Series: why it was labelled alone, where its own `series` does not say it. */
  readonly problem?: SeriesProblem | null
}

export interface PatientCounter {
  add(report: LabelledReport, about: About): void
  /** Null where no report named a patient. */
  count(): Patients | null
}

/** A dated report as one number: its patient's, and below it the day; the largest is below 2^53. */
const DAYS = 2 ** 22
/** Days before 1970 are counted from here, some 5,700 years before. */
const FIRST_DAY = -(2 ** 21)
/** First numbers of the steps of the histogram. */
const STEPS = [1, 2, 3, 4, 5, 10, 20, 50, 100]
const LABELS_A_WORD = 16

/** Counts the patients of reports that have these labels. */
export function makePatientCounter(labels: readonly string[]): PatientCounter {
  const patients = makeSerials()
  const width = Math.ceil(labels.length / LABELS_A_WORD)
  let reports = new Uint32Array(1024)
  // Two bits a label: in how many of the patient's reports it is positive, 2 for two or more.
  let positives = new Uint32Array(1024 * width)
  let dated = new Float64Array(1024)
  let datedCount = 0
  let [named, unnamed, undated] = [0, 0, 0]
  return {
    add: (report, { patient = null, date = null }) => {
      if (patient === null) {
        unnamed++
        return
      }
      named++
      const serial = patients.of(patient)
      reports = withRoom(reports, patients.size)
      positives = withRoom(positives, patients.size * width)
      reports[serial]++
      labels.forEach((label, at) => {
        if (report.labels[label].value === 1) countTwice(positives, serial * width, at)
      })
      const day = dayOf(date)
      if (day === null) undated++
      else {
        dated = withRoom(dated, datedCount + 1)
        dated[datedCount++] = serial * DAYS + (day - FIRST_DAY)
      }
    },
    count: () => {
      if (named === 0) return null
      const counts = reports.slice(0, patients.size)
      const perPatient = spreadOf(counts)
      const topPatients = Math.ceil(counts.length / 100)
      return {
        ...{ patients: patients.size, reports: named, unnamed, perPatient, undated },
        steps: STEPS.map((from, at) => {
          const to = at + 1 < STEPS.length ? STEPS[at + 1] - 1 : null
          return { from, to, patients: counts.filter((n) => n >= from && n <= (to ?? n)).length }
        }),
        // Sorted by now, the largest last.
        top: { patients: topPatients, reports: counts.subarray(-topPatients).reduce((sum, n) => sum + n, 0) },
        days: spreadOf(daysBetween(dated.slice(0, datedCount))),
        labels: labels.map((label, at) => {
          const [once, twice] = countPatients(positives, patients.size, width, at)
          return { label, patients: once + twice, repeated: twice }
        }),
      }
    },
  }
}

function dayOf(date: string | Date | null): number | null {
  const when = readDate(date)
  return when === null ? null : Math.floor(when.from / DAY)
}

/** Days between reports that follow each other, of the same patient. */
function daysBetween(dated: Float64Array): Float64Array {
  dated.sort()
  const days = new Float64Array(dated.length)
  let count = 0
  for (let at = 1; at < dated.length; at++) {
    if (Math.floor(dated[at] / DAYS) === Math.floor(dated[at - 1] / DAYS)) days[count++] = dated[at] - dated[at - 1]
  }
  return days.subarray(0, count)
}

function countTwice(positives: Uint32Array, from: number, label: number): void {
  const [word, shift] = placeOf(from, label)
  if (((positives[word] >>> shift) & 3) < 2) positives[word] += 1 << shift
}

/** Patients with a label in one report, and in two or more. */
function countPatients(positives: Uint32Array, patients: number, width: number, label: number): [number, number] {
  const counts: [number, number] = [0, 0]
  for (let patient = 0; patient < patients; patient++) {
    const [word, shift] = placeOf(patient * width, label)
    const times = (positives[word] >>> shift) & 3
    if (times > 0) counts[times - 1]++
  }
  return counts
}

function placeOf(from: number, label: number): readonly [word: number, shift: number] {
  return [from + Math.floor(label / LABELS_A_WORD), 2 * (label % LABELS_A_WORD)]
}
