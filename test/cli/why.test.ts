// From reports to the list a rule author works from: what `label --evidence` writes, `errors` and `compare` can read.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { makeRow } from '../../src/batch/row.ts'
import { predictRows } from '../../src/cli/predict-rows.ts'
import { compare } from '../../src/evaluate/compare.ts'
import { listErrors } from '../../src/evaluate/errors.ts'
import { loadPredictions } from '../../src/evaluate/load.ts'
import { rowOfReport } from '../../src/evaluate/report-row.ts'
import type { GoldRow } from '../../src/evaluate/rows.ts'
import { labelReport } from '../../src/labeller.ts'

const TEXTS = ['Heart normal. No left effusion.', 'Small left effusion, emphysema.', 'Lungs are clear.']
/** Wrong on purpose, so that each report has a disagreement. */
const GOLD: GoldRow[] = [
  { id: '0', labels: { 'Pleural Effusion': 1 } },
  { id: '1', labels: { 'No Finding': 1 } },
  { id: '2', labels: { Fracture: 1 } },
]
const written = TEXTS.map((text, at) =>
  JSON.stringify(makeRow(labelReport(text, { rollUp: false }), String(at), true)),
).join('\n')

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cxrlabel-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

describe('rows written with --evidence', () => {
  const { rows, setAside } = loadPredictions(written)
  const list = listErrors(GOLD, rows)
  const groupOf = (label: string) => list.groups.find(({ cells }) => cells.some((cell) => cell.label === label))

  test('are all read', () => {
    expect(setAside).toEqual([])
    expect(rows).toHaveLength(3)
  })
  test('name the cue, and mark it and the finding in the sentence', () => {
    const group = groupOf('Pleural Effusion')
    expect(group?.kind).toBe('cue')
    const marks = group?.cells[0].sentence?.filter(({ mark }) => mark !== null)
    expect(marks).toEqual([
      { text: 'No', mark: 'cue' },
      { text: 'effusion', mark: 'finding' },
    ])
  })
  test('say why a chest is not called normal, and show the text', () => {
    const group = groupOf('No Finding')
    expect(group?.cause).toMatch(/^nothing found for No Finding \(blocked-by:/)
    expect(group?.cells[0].sentence).toEqual([{ text: TEXTS[1], mark: null }])
  })
  test('show the text in which nothing was found', () => {
    expect(groupOf('Fracture')).toMatchObject({ cause: 'nothing found for Fracture', kind: 'silence' })
    expect(groupOf('Fracture')?.cells[0].sentence).toEqual([{ text: TEXTS[2], mark: null }])
  })
  test('hold what a row made in memory holds', () => {
    const made = TEXTS.map((text, at) => rowOfReport(labelReport(text, { id: String(at), rollUp: false })))
    expect(listErrors(GOLD, made)).toEqual(list)
  })
  test('give a comparison its causes', () => {
    const other = TEXTS.map((text, at) => rowOfReport(labelReport(text.replace('No ', ''), { id: String(at) })))
    const causes = compare(rows, other, { resamples: 0 }).changes.map(({ causeA, causeB }) => [causeA, causeB])
    expect(causes).toContainEqual([expect.stringMatching(/^cue /), expect.stringMatching(/^rule /)])
  })
})

test('reports labelled now give the same list, and what cannot be read is set aside', async () => {
  const path = join(folder, 'reports.jsonl')
  const lines = TEXTS.map((text, at) => JSON.stringify({ id: String(at), text }))
  writeFileSync(path, [...lines, '{"id": "3", "text": '].join('\n'))
  const { rows, setAside } = await predictRows(path, { rollUp: false, id: null, written: [] })
  expect(setAside).toMatchObject([{ row: 4 }])
  expect(listErrors(GOLD, rows).groups).toEqual(listErrors(GOLD, loadPredictions(written).rows).groups)
})

test('a report without an id is refused', () => {
  expect(() => rowOfReport(labelReport('Clear.'))).toThrow(TypeError)
})
