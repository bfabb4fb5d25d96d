// A thousand synthetic patients with a known course (`course.ts`): every label of every report is what somebody who
// read all reports in order would say, and every carried one comes from the right report.
import { describe, expect, test } from 'vitest'
import { labelSeries } from '../../src/labeller.ts'
import type { LabelledReport } from '../../src/types.ts'
import { type CourseReport, DEVICE_LABEL, LABELS, makeCourse } from './course.ts'
import type { Cell } from './memory.ts'

const PATIENTS = 1000
const LENGTH = 20
const courses = Array.from({ length: PATIENTS }, (_, at) => makeCourse(at + 1, LENGTH))
const reports = courses.flat()
const cells = reports.flatMap((report) => Object.values(report.cells))
const carried = cells.filter(({ from }) => from !== null)
const give = (rollUp: boolean): LabelledReport[][] =>
  courses.map((course) =>
    labelSeries(
      course.map(({ id, date, text }) => ({ id, date, text })),
      { rollUp },
    ),
  )
const plain = give(false)

/** A mismatch with the sentences that lead to it: texts are made up, so they may be shown. */
function describeMiss(course: readonly CourseReport[], at: number, label: string, got: string, want: string): string {
  const texts = course.slice(Math.max(0, at - 4), at + 1).map(({ id, text }) => `${id}: ${text}`)
  return `${label}: ${got}, not ${want}\n${texts.join('\n')}`
}
const show = (value: number | null, from: number | null | undefined, steps: number | null | undefined): string =>
  `${value ?? 'blank'}${from === null || from === undefined ? '' : ` from r${from}, ${steps} back`}`
const showCell = ({ value, from, steps }: Cell): string => show(value, from, steps)

function missesOf(check: (course: readonly CourseReport[], patient: number, at: number) => string[]): string[] {
  return courses.flatMap((course, patient) => course.flatMap((_, at) => check(course, patient, at)))
}

describe(`${PATIENTS.toLocaleString('en')} patients of ${LENGTH} reports`, () => {
  test(`all ${cells.length.toLocaleString('en')} cells are right, ${carried.length.toLocaleString('en')} of them carried`, () => {
    expect(reports).toHaveLength(PATIENTS * LENGTH)
    expect(cells).toHaveLength(reports.length * 9)
    expect(carried.length).toBeGreaterThan(70_000)
    const misses = missesOf((course, patient, at) =>
      Object.entries(course[at].cells).flatMap(([label, cell]) => {
        const { value, carried: from } = plain[patient][at].labels[label]
        const [got, want] = [show(value, from?.index, from?.steps), showCell(cell)]
        return got === want ? [] : [describeMiss(course, at, label, got, want)]
      }),
    )
    expect(misses).toEqual([])
  })

  test('every other label stays blank', () => {
    const known = new Set<string>([...Object.values(LABELS), DEVICE_LABEL, 'No Finding'])
    const others = plain.flat().flatMap(({ labels }) => Object.keys(labels).filter((name) => !known.has(name)))
    expect(new Set(others)).toEqual(
      new Set(['Enlarged Cardiomediastinum', 'Lung Opacity', 'Pneumonia', 'Pleural Other']),
    )
    const misses = missesOf((course, patient, at) =>
      Object.entries(plain[patient][at].labels).flatMap(([name, { value }]) =>
        known.has(name) || value === null ? [] : [describeMiss(course, at, name, show(value, null, null), 'blank')],
      ),
    )
    expect(misses).toEqual([])
  })

  test(`contradictions are flagged: ${reports.filter(({ contradicts }) => contradicts.length > 0).length} and no others`, () => {
    const misses = missesOf((course, patient, at) => {
      const { conflicts } = plain[patient][at]
      const got = conflicts.filter(({ kind }) => kind === 'contradicts-series').map(({ on }) => on)
      const want = course[at].contradicts
      return got.join() === want.join() ? [] : [describeMiss(course, at, 'flags', got.join(), want.join())]
    })
    expect(misses).toEqual([])
    expect(reports.filter(({ contradicts }) => contradicts.length > 0).length).toBeGreaterThan(500)
  })

  test(`${reports.filter(({ problem }) => problem !== null).length} reports without a place say why`, () => {
    const misses = missesOf((course, patient, at) => {
      const got = plain[patient][at].series?.problem ?? null
      return got === course[at].problem ? [] : [describeMiss(course, at, 'place', `${got}`, `${course[at].problem}`)]
    })
    expect(misses).toEqual([])
  })

  test('what is carried counts for the labels above it', () => {
    const PARENTS: Readonly<Record<string, readonly string[]>> = {
      'Lung Opacity': [LABELS.edema, LABELS.consolidation, LABELS.atelectasis, LABELS.nodule],
      'Enlarged Cardiomediastinum': [LABELS.cardiomegaly],
    }
    const lifted = give(true)
    let carriedUp = 0
    const misses = missesOf((course, patient, at) =>
      Object.entries(PARENTS).flatMap(([parent, children]) => {
        const values = children.map((child) => course[at].cells[child].value)
        const want = values.includes(1) ? 1 : values.includes(-1) ? -1 : null
        const { value, source } = lifted[patient][at].labels[parent]
        if (source === 'carried') carriedUp++
        return value === want ? [] : [describeMiss(course, at, parent, `${value}`, `${want}`)]
      }),
    )
    expect(misses).toEqual([])
    expect(carriedUp).toBeGreaterThan(5000)
  })

  test('no chest is normal in which something stands', () => {
    const misses = missesOf((course, patient, at) => {
      const stands = Object.entries(course[at].cells).some(
        ([label, { value }]) => label !== DEVICE_LABEL && (value === 1 || value === -1),
      )
      return stands && plain[patient][at].labels['No Finding'].value === 1
        ? [describeMiss(course, at, 'No Finding', '1', 'blank')]
        : []
    })
    expect(misses).toEqual([])
  })
})
