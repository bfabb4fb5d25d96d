// Small counts: none is left to read, and none of a row can be reckoned from its sum.
import { expect, test } from 'vitest'
import { labelReport } from '../../src/index.ts'
import { hideSmall } from '../../src/report/hide-small.ts'
import { datasheetMarkdown, datasheetPage, makeDatasheet, type Sheet } from '../../src/report/index.ts'
import { leavesOf, makeRows } from './count.ts'

function sheetOf(least: number): Sheet {
  const gold = makeRows(40).map(({ id }) => ({ id, labels: { Edema: 1, 'Pleural Effusion': 0 } as const }))
  const datasheet = makeDatasheet({ least, gold: { file: 'gold.jsonl', rows: gold } })
  for (const { id, text, patient, date } of makeRows(90)) datasheet.add(labelReport(text, { id }), { patient, date })
  datasheet.setAside('no-text')
  return datasheet.sheet()
}

const whole = sheetOf(0)
const hidden = sheetOf(11)

/** Numbers that count no reports or patients: of the program, of the texts, rates, and the edges of steps. */
const NO_COUNT =
  /^\/making|^\/least|\/p\d+$|\/steps\/\d+\/(from|to)$|^\/texts\/words$|^\/doubts\/mentions$|\/expected\/|\/(value|low|high|resamples|seed)$|^\/trust\/gold\/(macro|reports|unmatched|setAside)/

test('no count from 1 to 10 is left, and zeros stay', () => {
  const counts = leavesOf(hidden).filter(([path, leaf]) => typeof leaf === 'number' && !NO_COUNT.test(path))
  expect(counts.length).toBeGreaterThan(100)
  expect(counts.filter(([, count]) => Number(count) > 0 && Number(count) < 11)).toEqual([])
  expect(counts.some(([, count]) => count === 0)).toBe(true)
})

test('what is hidden is nothing but small counts, and partners of them that are larger', () => {
  const before = new Map(leavesOf(whole))
  const changed = leavesOf(hidden).filter(([path, leaf]) => path !== '/least' && leaf !== before.get(path))
  expect(changed.length).toBeGreaterThan(50)
  for (const [path, leaf] of changed) {
    const was = before.get(path)
    if (leaf === '<11') expect(Number(was), path).toSatisfy((count: number) => count > 0 && count < 11)
    else if (leaf === '≥11') expect(Number(was), path).toBeGreaterThanOrEqual(11)
    else expect(leaf, path).toBeNull()
  }
})

test('a row has either no hidden count, or two', () => {
  const rows = [
    ...hidden.labels.flatMap(({ values, sources, degrees }) => [values, ...Object.values(sources), degrees]),
    ...hidden.groups.map(({ values }) => values),
    hidden.whole.noFinding,
    Object.fromEntries((hidden.patients?.steps ?? []).map(({ from, patients }) => [from, patients])),
  ]
  let seen = 0
  for (const row of rows) {
    const counts = Object.values<number | string>(row)
    const secret = counts.filter((count) => typeof count === 'string').length
    const others = counts.filter((count) => typeof count === 'number' && count > 0).length
    if (secret > 0) seen++
    if (secret === 1) expect(others, JSON.stringify(row)).toBe(0)
  }
  expect(seen).toBeGreaterThan(10)
})

test('ids are not given where their number is hidden', () => {
  const few = hidden.doubts.conflicts.filter(({ reports }) => typeof reports === 'string')
  expect(few.length).toBeGreaterThan(0)
  expect(few.flatMap(({ ids }) => ids)).toEqual([])
})

test('0 and 1 hide nothing', () => {
  expect(hideSmall(whole, 0)).toBe(whole)
  expect(hideSmall(whole, 1)).toBe(whole)
})

test('a hidden count is printed as such, and gives no share', async () => {
  const small = hidden.labels.filter(({ values }) => values.positive === '<11')
  expect(small.length).toBeGreaterThan(0)
  const markdown = datasheetMarkdown(hidden)
  const page = await datasheetPage(hidden)
  for (const { label } of small) {
    expect(markdown).toContain(`| ${label} | **<11** | – |  |`)
    expect(page).toContain(
      `<th scope="row">${label}</th><td class="right"><strong>&#60;11</strong></td><td class="right">–</td>`,
    )
  }
  expect(markdown).toContain('Counts from 1 to 10 are printed as <11')
})
