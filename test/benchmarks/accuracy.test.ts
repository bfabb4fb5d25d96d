// The accuracy benchmark on what stands in the repository, and its parts on small cases counted by hand.
import { describe, expect, test } from 'vitest'
import { ALTERATIONS, swapLetters, wrap } from '../../benchmarks/accuracy/alter.ts'
import { halfOf, halfSet } from '../../benchmarks/accuracy/gold.ts'
import { figureTables } from '../../benchmarks/accuracy/markdown.ts'
import { measureSystem, type Sets } from '../../benchmarks/accuracy/measure.ts'
import { classesOfMesh, goldOfMesh, scoreMesh } from '../../benchmarks/accuracy/mesh.ts'
import { EXPLAINED } from '../../benchmarks/accuracy/mesh-classes.ts'
import { commandLine, compactJson } from '../../benchmarks/accuracy/record.ts'
import { readFixtureSet, readMesh, readOpenI } from '../../benchmarks/accuracy/sets.ts'
import { scoreSpans } from '../../benchmarks/accuracy/spans.ts'
import { CXRLABEL } from '../../benchmarks/accuracy/system.ts'
import { systemTable } from '../../benchmarks/accuracy/systems-table.ts'

const fixtures = readFixtureSet()

describe('a run without the shared sets', () => {
  const none = { openI: null, gold: null, others: {}, mesh: null, bioscope: null, negex: null, tricky: null }
  const figures = measureSystem(CXRLABEL, { fixtures, ...none } satisfies Sets, { resamples: 20, inDetail: true })

  test('measures the fixtures and leaves the rest out', () => {
    expect(figures.fixtures.reports).toBe(fixtures.gold.length)
    expect(figures.fixtures.micro.positive.value).toBeGreaterThan(0.9)
    expect(figures).toMatchObject({ gold: null, mesh: null, robustness: null, negex: null })
  })
  test('makes tables that name n and hold no hole', () => {
    const run = { date: '2026-01-02', commit: 'abc', command: 'x', node: 'v20', processor: 'p', cores: 2 }
    const speed = { median: 1, least: 1, most: 1, runs: 1, reports: 1 }
    const tables = [
      figureTables({ ...run, ruleset: { name: 'n', version: '1', hash: 'h' } }, figures),
      systemTable([{ name: 'cxrlabel', figures, speed }]),
    ].join('\n')
    expect(tables).toContain(`of ${figures.fixtures.cells}`)
    expect(tables).not.toMatch(/undefined|NaN|null|\[object/)
  })
})

describe('a gold on the same reports as the fixtures', () => {
  const sets: Sets = {
    ...{
      fixtures,
      gold: fixtures,
      openI: fixtures.reports,
      others: { again: fixtures },
      bioscope: null,
      negex: null,
      tricky: null,
    },
    mesh: [{ id: fixtures.gold[0].id, indexed: true, positive: ['No Finding'], maybe: [], mesh: ['normal'] }],
  }
  const figures = measureSystem(CXRLABEL, sets, { resamples: 0, inDetail: true })

  test('is scored as the fixtures are, and its halves add up', () => {
    expect(figures.gold).toEqual(figures.fixtures)
    expect(figures.others.again).toEqual(figures.fixtures)
    const { a, b } = figures.goldHalves ?? {}
    expect((a?.cells ?? 0) + (b?.cells ?? 0)).toBe(figures.fixtures.cells)
    expect((a?.wrongCells ?? 0) + (b?.wrongCells ?? 0)).toBe(figures.fixtures.wrongCells)
  })
  test('is read the same in upper case and wrapped', () => {
    const changed = new Map(figures.robustness?.map(({ alteration, changedCells }) => [alteration, changedCells]))
    expect(changed.size).toBe(ALTERATIONS.length)
    expect(changed.get('upper case')).toBe(0)
    expect(changed.get('wrapped at 60 columns')).toBe(0)
  })
})

test('every id is in one half, for good', () => {
  const halves = (['a', 'b'] as const).map((half) => halfSet(fixtures, half).gold.length)
  expect(halves[0] + halves[1]).toBe(fixtures.gold.length)
  // Written down when the halves were first used: a change would mix what was seen with what was not.
  expect(['1', '2', '3', '4', '5', '6'].map(halfOf).join('')).toBe('baabbb')
})

describe('alterations', () => {
  const text =
    'FINDINGS: Unchanged consolidation of the left lower lobe with a small pleural effusion beside it, again seen.'
  test('wrapping breaks lines at spaces and nothing else', () => {
    expect(wrap(text).replaceAll('\n', ' ')).toBe(text)
    for (const line of wrap(text).split('\n')) expect(line.length).toBeLessThanOrEqual(60)
  })
  test('a slip swaps two letters of one long word that is no heading', () => {
    const slipped = swapLetters(text, '7', 1)
    const differing = text.split(' ').filter((word, at) => word !== slipped.split(' ')[at])
    expect(differing).toHaveLength(1)
    expect(differing[0].replace(/\W/g, '').length).toBeGreaterThanOrEqual(7)
    expect(differing[0]).not.toBe('FINDINGS:')
    expect([...slipped].sort()).toEqual([...text].sort())
  })
  test('the draw depends on the id and the seed alone', () => {
    expect(swapLetters(text, '7', 1)).toBe(swapLetters(text, '7', 1))
    expect(new Set([1, 2, 3, 4, 5].map((seed) => swapLetters(text, '7', seed))).size).toBeGreaterThan(1)
    expect(swapLetters('Clear.', '7', 1)).toBe('Clear.')
  })
})

describe('marked phrases', () => {
  const span = (id: string, text: string, status: 'affirmed' | 'negated' | 'uncertain') => ({
    ...{ id, text, start: 0, end: 1, status },
  })
  const spans = [
    span('1', 'A', 'negated'),
    span('1', 'A', 'negated'),
    span('2', 'B', 'uncertain'),
    span('3', 'C', 'affirmed'),
  ]
  test('are counted one by one, two of a sentence too', () => {
    const score = scoreSpans(spans, ['negated', 'affirmed', 'uncertain', 'negated'], {
      resolvedIs: 'negated',
      resamples: 0,
    })
    expect(score).toMatchObject({ phrases: 4, sentences: 3, negated: { tp: 1, fp: 1, fn: 1, n: 4 } })
    expect(score.uncertain).toMatchObject({ tp: 1, fp: 0, fn: 0 })
    expect(score.table).toEqual([
      [0, 1, 0],
      [1, 1, 0],
      [0, 0, 1],
    ])
  })
  test('that have resolved are what the set takes them for', () => {
    const read = ['negated', 'resolved', 'uncertain', 'affirmed'] as const
    expect(scoreSpans(spans, read, { resolvedIs: 'negated', resamples: 0 }).negated.fn).toBe(0)
    expect(scoreSpans(spans, read, { resolvedIs: 'affirmed', resamples: 0 }).negated.fn).toBe(1)
  })
})

describe('coders’ headings', () => {
  const mesh = [
    { id: '1', indexed: true, positive: ['Edema'], maybe: ['Fracture'], mesh: ['Pulmonary Edema'] },
    { id: '2', indexed: true, positive: [], maybe: [], mesh: ['Calcinosis/aorta'] },
    { id: '3', indexed: false, positive: ['Edema'], maybe: [], mesh: [] },
  ]
  const gold = goldOfMesh(mesh, ['Edema', 'Fracture', 'No Finding'])
  const rows = [
    { id: '1', labels: { Edema: -1, Fracture: 1, 'No Finding': null } as const },
    { id: '2', labels: { Edema: 1, Fracture: -1, 'No Finding': 1 } as const },
  ]
  test('that were not indexed are left out, and "maybe" is not scored', () => {
    expect(gold.map(({ id }) => id)).toEqual(['1', '2'])
    expect(gold[0].labels.Fracture).toBe('a')
  })
  test('are missed by an uncertain label, which is no false alarm elsewhere', () => {
    const { labels } = scoreMesh(gold, rows, 0)
    expect(labels.Edema.positive).toMatchObject({ tp: 0, fp: 1, fn: 1, n: 2 })
    expect(labels.Fracture.positive).toMatchObject({ tp: 0, fp: 0, fn: 0, n: 1 })
  })
  test('are told apart by label, direction and cause', () => {
    const classes = classesOfMesh(gold, rows, mesh).map(({ label, kind, cause, count }) => [label, kind, cause, count])
    expect(classes).toContainEqual(['No Finding', 'not coded, read as positive', 'the coders’ Calcinosis', 1])
    expect(classes).toContainEqual(['Edema', 'coded, read as uncertain', 'no evidence recorded (Edema)', 1])
    expect(classes).toHaveLength(3)
  })
})

const mesh = readMesh()
const openI = await readOpenI()
test.skipIf(mesh === null || openI === null)('every class of more than ten reports is explained', () => {
  const sets = { fixtures, openI, gold: null, others: {}, mesh, bioscope: null, negex: null, tricky: null }
  const { meshClasses } = measureSystem(CXRLABEL, sets, { resamples: 0, inDetail: true })
  const totals = new Map<string, number>()
  for (const { label, kind, count } of meshClasses ?? []) {
    totals.set(`${label}: ${kind}`, (totals.get(`${label}: ${kind}`) ?? 0) + count)
  }
  const explained = EXPLAINED.map(({ label, kind }) => `${label}: ${kind}`)
  const large = [...totals].filter(([, count]) => count > 10).map(([name]) => name)
  expect(large.length).toBeGreaterThan(0)
  expect(large.filter((name) => !explained.includes(name))).toEqual([])
})

test('the command is recorded without folders', () => {
  expect(commandLine([])).toBe('npm run bench:accuracy')
  expect(commandLine(['--also', '/home/x/own.jsonl'])).toBe('npm run bench:accuracy -- --also own.jsonl')
})

test('the results file is JSON, leaves on one line', () => {
  const value = { a: { b: [1, 2], c: '{x}' }, d: [[1], []], e: 'two\nlines [1]' }
  expect(JSON.parse(compactJson(value))).toEqual(value)
  expect(compactJson({ a: { b: 1, c: 2 } })).toBe('{\n "a": {"b": 1, "c": 2}\n}')
})
