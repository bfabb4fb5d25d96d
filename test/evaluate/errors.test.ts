import { describe, expect, it } from 'vitest'
import { causeOf } from '../../src/evaluate/causes.ts'
import { listErrors } from '../../src/evaluate/errors.ts'
import { highlight } from '../../src/evaluate/highlight.ts'
import { PLAIN_PAINT, printErrors } from '../../src/evaluate/print-errors.ts'
import type { GoldRow, PredictedRow } from '../../src/evaluate/rows.ts'
import { cue, explained, statement } from './explained.ts'

const HEDGED = 'Heart normal. Possible small effusion on the left. No rib fracture.'
const DENIED = 'There is no effusion.'
const PLAIN = 'Left effusion.'

const hedged = () => statement(HEDGED, 'effusion', 'effusion', [cue(HEDGED, 'Possible', 'possible', 'possible')])
const denied = () => statement(DENIED, 'effusion', 'effusion', [cue(DENIED, 'no', 'no', 'absent')])
const plain = () => statement(PLAIN, 'effusion', 'effusion')

const ROWS: PredictedRow[] = [
  explained('1', 'Effusion', -1, HEDGED, [hedged()]),
  explained('2', 'Effusion', -1, HEDGED, [hedged()]),
  explained('3', 'Effusion', -1, HEDGED, [hedged()]),
  explained('4', 'Effusion', 1, PLAIN, [plain()]),
  explained('5', 'Effusion', null, 'Clear.', []),
  explained('6', 'Effusion', 0, DENIED, [denied()]),
]
const GOLD: GoldRow[] = [
  { id: '1', labels: { Effusion: 1 } },
  { id: '2', labels: { Effusion: 0 } },
  { id: '3', labels: { Effusion: 'p' } },
  { id: '4', labels: { Effusion: -1 } },
  { id: '5', labels: { Effusion: 0 } },
  { id: '6', labels: { Effusion: 'a' } },
]

describe('listErrors', () => {
  const list = listErrors(GOLD, ROWS)

  it('groups wrong cells by what decided them, with all cells it decided', () => {
    expect(list.groups.map(({ cause, kind, wrong, decided }) => [cause, kind, wrong, decided])).toEqual([
      ['cue possible', 'cue', 2, 3],
      ['nothing found for Effusion', 'silence', 1, 1],
      ['rule effusion', 'rule', 1, 1],
    ])
    expect(list).toMatchObject({ n: 6, cells: 5, wrong: 4 })
  })

  it('says how each was read', () => {
    expect(list.groups[0].readings).toEqual({ 'positive, read as uncertain': 1, 'negative, read as uncertain': 1 })
    expect(list.groups[0].labels).toEqual({ Effusion: 2 })
    expect(list.groups[0].cells[0]).toMatchObject({ id: '1', gold: 1, predicted: -1, rule: 'effusion' })
  })

  it('cuts out the sentence, marks the finding and the cue, and drops nothing of it', () => {
    const parts = list.groups[0].cells[0].sentence ?? []
    expect(parts).toEqual([
      { text: 'Possible', mark: 'cue' },
      { text: ' small ', mark: null },
      { text: 'effusion', mark: 'finding' },
      { text: ' on the left.', mark: null },
    ])
  })

  it('can leave all report text out', () => {
    expect(JSON.stringify(listErrors(GOLD, ROWS, { withText: false }))).not.toContain('small')
  })

  it('finds no error in a gold read perfectly', () => {
    expect(listErrors([{ id: '3', labels: { Effusion: 'p' } }], ROWS.slice(2, 3)).groups).toEqual([])
  })

  it('says when rows carry no evidence, and reports ids', () => {
    const bare = listErrors(GOLD, [
      { id: '1', labels: { Effusion: 0 } },
      { id: 'x', labels: {} },
    ])
    expect(bare.groups.map(({ cause }) => cause)).toEqual(['no evidence recorded (Effusion)'])
    expect(bare.ids).toMatchObject({ scored: 1, missing: ['2', '3', '4', '5', '6'], extra: ['x'] })
  })
})

describe('causeOf', () => {
  const row = (value: 1 | 0 | -1 | null, ...evidence: Parameters<typeof explained>[4]) =>
    explained('1', 'Effusion', value, HEDGED, evidence)

  it.each([
    [1, 'rule effusion'],
    [0, 'cue no'],
    [-1, 'cue possible'],
  ] as const)('of several statements takes the one that speaks for %i', (value, key) => {
    expect(causeOf(row(value, hedged(), denied(), plain()), 'Effusion').key).toBe(key)
  })

  it('passes over cues that were beaten, and cues that only tell of change', () => {
    const beaten = statement(HEDGED, 'effusion', 'effusion', [
      cue(HEDGED, 'Possible', 'possible', 'possible', false),
      { rule: 'unchanged', decided: true, existence: null, time: null },
    ])
    expect(causeOf(row(1, beaten), 'Effusion')).toMatchObject({ kind: 'rule', key: 'rule effusion' })
  })

  it('names every cue that decided', () => {
    const both = statement(HEDGED, 'effusion', 'effusion', [
      cue(HEDGED, 'Possible', 'possible', 'possible'),
      { rule: 'history-of', decided: true, existence: null, time: 'prior' },
    ])
    expect(causeOf(row(0, both), 'Effusion')).toMatchObject({
      rules: ['possible', 'history-of'],
      key: 'cue possible + history-of',
    })
  })

  it('does not take inherited members for evidence', () => {
    expect(causeOf(row(1), 'constructor').kind).toBe('silence')
  })
})

describe('highlight', () => {
  it.each([
    ['before the text', -1, 3],
    ['past the text', 3, 500],
    ['empty', 3, 3],
  ])('gives nothing for a span %s', (_, start, end) => {
    expect(highlight(PLAIN, { rule: 'x', start, end })).toBeNull()
  })

  it('survives overlapping marks and a sentence that is too short', () => {
    const evidence = {
      ...plain(),
      sentence: { start: 6, end: 8 },
      cues: [{ rule: 'c', decided: true, start: 3, end: 9 }],
    }
    expect(
      highlight(PLAIN, evidence)
        ?.map(({ text }) => text)
        .join(''),
    ).toBe('effusion')
  })

  it('shows the words around when no sentence is given', () => {
    const text = `${'a '.repeat(100)}effusion${' b'.repeat(100)}`
    const shown = highlight(text, { rule: 'x', start: 200, end: 208 })
      ?.map((part) => part.text)
      .join('')
    expect(shown).toHaveLength(168)
  })
})

describe('printErrors', () => {
  it('prints groups with their sentences', () => {
    const text = printErrors(listErrors(GOLD, ROWS), { limit: 1 })
    expect(text).toContain('cue possible: 2 wrong of 3 cells it decided (0.667)')
    expect(text).toContain(
      '  1  Effusion: positive, read as uncertain (effusion)\n    ‹Possible› small [effusion] on the left.',
    )
    expect(text).toContain('… and 1 more')
  })

  it('lets no control character of a report reach the terminal', () => {
    const text = 'Left \u001b[31meffusion\u0007.'
    const rows = [explained('1', 'Effusion', 1, text, [statement(text, 'effusion', 'effusion')])]
    const printed = printErrors(listErrors([{ id: '1', labels: { Effusion: 0 } }], rows), { paint: PLAIN_PAINT })
    expect(printed).toContain('[effusion]')
    expect([...printed].filter((char) => char < ' ' && char !== '\n')).toEqual([])
  })
})
