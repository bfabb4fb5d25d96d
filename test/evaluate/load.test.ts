import { describe, expect, it } from 'vitest'
import { loadGold, loadPredictions } from '../../src/evaluate/load.ts'
import { labelsOf } from '../../src/evaluate/rows.ts'

const lines = (...rows: unknown[]) =>
  rows.map((row) => (typeof row === 'string' ? row : JSON.stringify(row))).join('\n')

describe('JSON Lines', () => {
  it('reads a gold row with strata and flags', () => {
    const row = {
      id: '7',
      labels: { Edema: 'p', Mass: [1, -1] },
      strata: { devices: ['port'] },
      prior_only: false,
      compares: true,
    }
    expect(loadGold(lines(row)).rows).toEqual([row])
  })

  it('reads a labelled row, flags under prior and all', () => {
    const { rows, setAside } = loadPredictions(
      lines({ id: 7, labels: { Edema: -1, Mass: null }, prior: { compares: true, prior_only: false }, text: 'Edema?' }),
    )
    expect(rows).toEqual([
      { id: '7', labels: { Edema: -1, Mass: null }, compares: true, prior_only: false, text: 'Edema?' },
    ])
    expect(setAside).toEqual([])
  })

  it('reads a whole labelled report: values and evidence stand under each label', () => {
    const evidence = [
      { rule: 'edema', start: 0, end: 5, sentence: { start: 0, end: 6 }, cues: [{ rule: 'no', decided: true }] },
    ]
    const { rows } = loadPredictions(lines({ id: 'a', labels: { Edema: { value: 0, evidence } } }))
    expect(rows).toEqual([{ id: 'a', labels: { Edema: 0 }, evidence: { Edema: evidence } }])
  })

  it('leaves out evidence without a rule or a span', () => {
    const evidence = {
      Edema: [{ rule: 'x' }, null, { rule: 'y', start: 0, end: 2, cues: [{}] }, { rule: 'z', start: 0, end: 1 }],
    }
    const { rows } = loadPredictions(lines({ id: 'a', labels: {}, evidence }))
    expect(rows[0].evidence).toEqual({ Edema: [{ rule: 'z', start: 0, end: 1 }] })
  })

  it.each([
    ['{"id": "1", "labels"', null, 'not a JSON object'],
    ['[1]', null, 'not a JSON object'],
    ['{"labels": {}}', null, 'no id'],
    ['{"id": "", "labels": {}}', null, 'no id'],
    ['{"id": "9"}', '9', 'no labels'],
    ['{"id": "9", "labels": {}, "error": "bad bytes"}', '9', 'marked as failed'],
    ['{"id": "9", "labels": {"Edema": "maybe"}}', '9', 'no label value under "Edema"'],
    ['{"id": "9", "labels": {"Edema": 2}}', '9', 'no label value under "Edema"'],
  ])('sets aside %s', (line, id, reason) => {
    const { rows, setAside } = loadPredictions(lines({ id: '1', labels: {} }, '', line))
    expect(rows).toHaveLength(1)
    expect(setAside).toEqual([{ row: 3, id, reason }])
  })

  it('never quotes a row it sets aside', () => {
    const secret = 'Effusion in a named patient'
    const { setAside } = loadPredictions(
      lines(`{"id": "1", ${secret}`, { id: '2', labels: { Edema: secret } }, { id: '3', text: secret }),
    )
    expect(setAside).toHaveLength(3)
    expect(JSON.stringify(setAside)).not.toContain('patient')
  })

  it('keeps labels named like object members', () => {
    const { rows } = loadPredictions('{"id": "1", "labels": {"__proto__": 1, "constructor": 0}}')
    expect(labelsOf(rows)).toEqual(['__proto__', 'constructor'])
  })
})

describe('CSV', () => {
  it('reads values as tools write them, blank as null', () => {
    const { rows, ignoredColumns } = loadPredictions(
      '\uFEFFstudy_id,Edema,Mass,Fracture\r\n50,1.0,-1.0,\r\n51,0,nan,0.0\r\n',
    )
    expect(rows).toEqual([
      { id: '50', labels: { Edema: 1, Mass: -1, Fracture: null } },
      { id: '51', labels: { Edema: 0, Mass: null, Fracture: 0 } },
    ])
    expect(ignoredColumns).toEqual([])
  })

  it('reads sets and letters in gold cells', () => {
    const { rows } = loadGold('id,Edema,Mass\n1,p,0|blank\n2,a,1|-1\n')
    expect(rows.map(({ labels }) => labels)).toEqual([
      { Edema: 'p', Mass: [0, null] },
      { Edema: 'a', Mass: [1, -1] },
    ])
  })

  it('leaves report text and other columns alone, and says so', () => {
    const { rows, ignoredColumns } = loadPredictions('id,Reports,reader,Edema\n1,"No edema, no\nmass",kim,0\n')
    expect(rows).toEqual([{ id: '1', labels: { Edema: 0 } }])
    expect(ignoredColumns).toEqual(['Reports', 'reader'])
  })

  it('keeps an empty label column: blank is a value', () => {
    expect(loadPredictions('id,Edema,Mass\n1,0,\n').rows[0].labels).toEqual({ Edema: 0, Mass: null })
  })

  it('sets aside odd cells and short rows', () => {
    expect(loadPredictions('id,Edema\n1,1\n2,x\n3\n,0\n').setAside).toEqual([
      { row: 3, id: '2', reason: 'no label value under "Edema"' },
      { row: 4, id: '3', reason: '1 cells where the header has 2' },
      { row: 5, id: null, reason: 'no id' },
    ])
  })

  it('takes a named id column, or numbers the rows', () => {
    expect(loadPredictions('key,Edema\nx,1\n', { id: 'key' }).rows[0].id).toBe('x')
    expect(loadPredictions('Reports,Edema\nfoo,1\nbar,0\n', { id: '#' }).rows.map(({ id }) => id)).toEqual(['1', '2'])
    expect(loadPredictions('{"labels":{}}\n\n{"labels":{}}', { id: '#' }).rows.map(({ id }) => id)).toEqual(['1', '2'])
  })

  it('reads only the labels asked for', () => {
    expect(loadPredictions('id,Edema,age\n1,1,63\n', { labels: ['Edema'] }).rows[0].labels).toEqual({ Edema: 1 })
  })

  it.each([
    ['', /empty/],
    ['Effusion in a named patient\n', /no id column/],
    ['id,Edema\n1,"x', /well-formed/],
  ])('refuses %j without quoting it', (content, message) => {
    expect(() => loadPredictions(content)).toThrow(message)
    expect(() => loadPredictions(content)).not.toThrow(/patient|"x/)
  })

  it('does not repeat a header that is a report', () => {
    const { ignoredColumns } = loadPredictions('A small effusion in a patient who was named here,b\nNo effusion,1\n', {
      id: '#',
    })
    expect(ignoredColumns).toEqual(['column 1'])
  })
})
