// Series of sentences that have nothing to do with each other: whatever stands after whatever, no patient is lost, and
// what is carried can be looked up where it is said to come from.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { labelSeries } from '../../src/labeller.ts'
import type { LabelledReport } from '../../src/types.ts'
import { makeRandom } from './course.ts'

const PATIENTS = 2000
const tests = join(import.meta.dirname, '..')
const readYaml = (...path: string[]): unknown => parse(readFileSync(join(tests, ...path), 'utf8'))

/** Sentences of the written cases, and those that leave something to a prior. */
const said = [
  ...(readYaml('prior', 'mentions.yaml') as { cases: { say: string }[] }).cases.map(({ say }) => say),
  ...readdirSync(join(tests, 'fixtures'))
    .filter((name) => name.endsWith('.jsonl'))
    .sort()
    .flatMap((name) =>
      readFileSync(join(tests, 'fixtures', name), 'utf8')
        .trim()
        .split('\n'),
    )
    .flatMap((line) => (JSON.parse(line) as { text: string }).text.split(/(?<=\.)\s+/)),
]
const leaning = [
  ...(readYaml('prior', 'reports.yaml') as { cases: { say: string; leaves?: unknown }[] }).cases
    .filter(({ leaves }) => leaves !== 'none' && leaves !== undefined)
    .map(({ say }) => say),
  'Devices and heart unchanged.',
  'Leads in good position. Everything else is unchanged.',
  'Lines and tubes are unchanged.',
]

function makePatient(seed: number): { id: string; date: string; text: string }[] {
  const random = makeRandom(seed)
  const pick = (from: readonly string[]): string => from[Math.floor(random() * from.length)]
  return Array.from({ length: 3 + Math.floor(random() * 6) }, (_, at) => ({
    id: `r${at}`,
    date: `2026-01-${String(at + 1).padStart(2, '0')}`,
    text: [
      ...Array.from({ length: Math.floor(random() * 4) }, () => pick(said)),
      ...(random() < 0.6 ? [pick(leaning)] : []),
    ].join(' '),
  }))
}

test(`${PATIENTS.toLocaleString('en')} patients whose reports have nothing to do with each other`, () => {
  let carried = 0
  const wrong: string[] = []
  for (let seed = 1; seed <= PATIENTS; seed++) {
    const patient = makePatient(seed)
    const series: readonly LabelledReport[] = labelSeries(patient, { rollUp: false })
    expect(series.map(({ id }) => id)).toEqual(patient.map(({ id }) => id))
    series.forEach(({ labels }, at) => {
      for (const [name, { value, source, carried: from }] of Object.entries(labels)) {
        expect(from !== null, name).toBe(source === 'carried')
        if (from === null) continue
        carried++
        const origin = series[from.index]
        const holds =
          from.index < at &&
          from.steps === at - from.index &&
          origin.id === from.report &&
          origin.labels[name].value === value
        if (!holds) wrong.push(`patient ${seed}, report ${at}: ${name} ${value} from ${from.report}`)
      }
    })
  }
  expect(carried).toBeGreaterThan(10_000)
  expect(wrong).toEqual([])
})
