import { describe, expect, it } from 'vitest'
import { listErrors } from '../../src/evaluate/errors.ts'
import { evaluate } from '../../src/evaluate/evaluate.ts'
import { errorsPage, evaluationPage } from '../../src/evaluate/html.ts'
import { escapeHtml } from '../../src/evaluate/page.ts'
import { printEvaluation } from '../../src/evaluate/print-evaluation.ts'
import type { GoldRow, PredictedRow } from '../../src/evaluate/rows.ts'
import { columns, confusion, interval, listNames, signed } from '../../src/evaluate/table.ts'
import { explained, statement } from './explained.ts'

const EVIL = '<img src=x onerror="alert(1)">&\''
const GOLD: GoldRow[] = [
  { id: EVIL, labels: { Edema: 1, [EVIL]: 0 } },
  { id: '2', labels: { Edema: 0, [EVIL]: 1 } },
  { id: `gone${EVIL}`, labels: {} },
]
const ROWS: PredictedRow[] = [
  { id: EVIL, labels: { Edema: 1, [EVIL]: 1 } },
  { id: '2', labels: { Edema: -1, [EVIL]: 1 } },
]
const result = evaluate(GOLD, ROWS, { resamples: 40, seed: 3 })

describe('table helpers', () => {
  it.each([
    [{ low: 0.9124, high: 1, resamples: 1 }, '.912–1.000'],
    [{ low: -0.25, high: 0.5, resamples: 1 }, '-0.250–.500'],
    [{ low: 0.99951, high: 0.99999, resamples: 1 }, '1.000–1.000'],
    [null, ''],
  ])('interval %j is %s', (ends, text) => {
    expect(interval(ends)).toBe(text)
  })

  it.each([
    [0.0004, '0.000'],
    [-0.0004, '0.000'],
    [0.0125, '+0.013'],
    [-0.5, '-0.500'],
    [null, '–'],
  ])('difference %j is %s', (value, text) => {
    expect(signed(value)).toBe(text)
  })

  it('aligns columns and keeps control characters out', () => {
    expect(
      columns([
        ['a', 'b'],
        ['long\u001b[2J', '1'],
      ]),
    ).toBe('a         b\nlong [2J  1')
  })

  it('adds totals to a confusion table', () => {
    const text = confusion(
      [
        [1, 2, 0, 0],
        [0, 3, 0, 0],
        [0, 0, 0, 0],
        [0, 0, 4, 0],
      ],
      'gold',
    )
    expect(text.split('\n')[1].split(/\s+/)).toEqual(['positive', '1', '2', '0', '0', '3'])
    expect(text.split('\n')[5].split(/\s+/)).toEqual(['all', '1', '5', '4', '0', '10'])
  })

  it('shortens long lists and says by how many', () => {
    expect(listNames(['a', 'b', 'c'], 2)).toBe('a, b and 1 more')
  })
})

describe('printEvaluation', () => {
  it('shows ids that were missing before any number', () => {
    const text = printEvaluation(result)
    expect(text).toContain('! 1 id of the gold without a prediction, not scored: gone')
    expect(text.indexOf('! 1 id')).toBeLessThan(text.indexOf('Over all labels'))
  })

  it('shows counts beside every rate', () => {
    const row = printEvaluation(result)
      .split('Positives (value 1)')[1]
      .split('\n')
      .find((line) => line.startsWith('Edema'))
    expect(row?.split(/\s+/)).toEqual(['Edema', '1.000', '1.000–1.000', '1.000', '1.000', '1', '0', '0', '2'])
  })

  it('names the seed and adds a table for each label on request', () => {
    expect(printEvaluation(result)).toContain('40 resamples of reports, seed 3')
    expect(printEvaluation(result)).not.toContain('Edema: gold')
    expect(printEvaluation(result, { perLabelTables: true })).toContain('Edema: gold \\ predicted')
  })
})

describe('pages', () => {
  it('escapes every text of the files, in the plots too', async () => {
    const page = await evaluationPage(result)
    expect(page).not.toContain('<img')
    expect(page).toContain(escapeHtml(EVIL))
    expect(page.match(/<svg/g)).toHaveLength(3)
    // In the plots the label stands on an axis, shortened perhaps, but there.
    expect(page.slice(page.indexOf('<svg'), page.indexOf('</svg>'))).toContain('&lt;img src=x')
  })

  it('loads nothing from elsewhere and runs no script', async () => {
    const page = await evaluationPage(result)
    expect(page).not.toMatch(/<script|<link|\ssrc="|url\(|@import/i)
    expect(page).toContain("default-src 'none'")
  })

  it('draws an evaluation of nothing', async () => {
    const page = await evaluationPage(evaluate([], []))
    expect(page).toContain('0 reports')
  })

  it('shows errors with their sentences marked and escaped', () => {
    const text = `A <b>left</b> effusion & more.`
    const rows = [explained('1', 'Effusion', 1, text, [statement(text, 'effusion', 'effusion')])]
    const page = errorsPage(listErrors([{ id: '1', labels: { Effusion: 0 } }], rows))
    expect(page).toContain('A &#60;b&#62;left&#60;/b&#62; <mark class="finding">effusion</mark> &#38; more.')
  })
})
