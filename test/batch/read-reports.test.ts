// Reports read without writing rows: each once, in order, with whose it is; what cannot be read or looked at is set
// aside.
import { expect, test } from 'vitest'
import { type ReadReport, type RejectLine, readPatients, readReports } from '../../src/batch/index.ts'
import { UnlabelledError } from '../../src/batch/read-reports.ts'
import { makeFile } from '../io/read.ts'

const LINES = [
  { id: 'a1', text: 'Clear.', mrn: 'a', taken: '2026-01-01', hour: '09:30:00' },
  { id: 'a2', text: 'No change.', mrn: 'a', taken: '2026-01-02' },
  'broken',
  { id: 'a3', text: 'No change.', mrn: 'a', taken: '2026-01-03' },
  { id: 'b1', text: 'Clear.', mrn: 'b', taken: '2026-01-01' },
  { id: 'a1', text: 'Again.', mrn: 'b', taken: '2026-01-02' },
  { id: 'n1', text: 'Clear.', taken: '2026-01-02' },
  { id: 'a4', text: 'Late.', mrn: 'a', taken: '2026-01-09' },
]
const path = makeFile('r.jsonl', LINES.map((line) => (line === 'broken' ? line : JSON.stringify(line))).join('\n'))
const columns = { patientColumn: 'mrn', dateColumn: 'taken' }

test('one by one', async () => {
  const seen: ReadReport[] = []
  const rejects: RejectLine[] = []
  const options = { ...columns, timeColumn: 'hour', onReject: (reject: RejectLine) => void rejects.push(reject) }
  const counts = await readReports([path], (report) => void seen.push(report), options)
  expect(counts).toMatchObject({ records: 8, reports: 6, rejected: 2, ignored: 0 })
  expect(seen.map(({ id }) => id)).toEqual(['a1', 'a2', 'a3', 'b1', 'n1', 'a4'])
  expect(seen[0]).toEqual({ id: 'a1', report: 'Clear.', patient: 'a', date: '2026-01-01T09:30:00' })
  expect(seen[4].patient).toBeNull()
  expect(rejects.map(({ row, reason }) => [row, reason])).toEqual([
    [3, 'broken-json'],
    [6, 'duplicate-id'],
  ])
})

test('patient by patient: a broken row does not part them, and who comes back is read alone', async () => {
  const seen: [ids: string, problem: string | null][] = []
  const counts = await readPatients(
    [path],
    (reports, problem) => void seen.push([reports.map(({ id }) => id).join(' '), problem]),
    columns,
  )
  expect(counts).toMatchObject({ records: 8, reports: 6, rejected: 2 })
  expect(seen).toEqual([
    ['a1 a2 a3', null],
    ['b1', null],
    ['n1', 'no-patient'],
    ['a4', 'returned'],
  ])
})

test('what the labeller fails on is set aside, a patient whole', async () => {
  const rejects: RejectLine[] = []
  const options = { ...columns, onReject: (reject: RejectLine) => void rejects.push(reject) }
  const visit = (reports: readonly ReadReport[]): void => {
    if (reports[0].patient === 'a') throw new UnlabelledError(new Error('text of a report'))
  }
  const counts = await readPatients([path], visit, options)
  expect(counts).toMatchObject({ records: 8, reports: 2, rejected: 6 })
  const failed = rejects.filter(({ reason }) => reason === 'failed')
  expect(failed.map(({ id, row }) => [id, row])).toEqual([
    ['a1', 1],
    ['a2', 2],
    ['a3', 4],
    ['a4', 8],
  ])
  expect(failed[0].message).toMatch(/^could not be labelled \(Error/)
  expect(JSON.stringify(rejects)).not.toContain('text of a report')
})

test.each([
  [
    'throws',
    (error: Error) => () => {
      throw error
    },
  ],
  [
    'rejects',
    (error: Error) => async () => {
      await null
      throw error
    },
  ],
])('a visitor that %s ends the reading with its own error', async (_, fail) => {
  const error = new RangeError('the disk of the visitor is full')
  const rejects: RejectLine[] = []
  const options = { ...columns, onReject: (reject: RejectLine) => void rejects.push(reject) }
  await expect(readReports([path], fail(error), options)).rejects.toBe(error)
  await expect(readPatients([path], fail(error), options)).rejects.toBe(error)
  expect(rejects.filter(({ reason }) => reason === 'failed')).toEqual([])
})

test('a visitor that returns a promise is waited for, report by report', async () => {
  const seen: string[] = []
  const visit = async (name: string): Promise<void> => {
    seen.push(`${name} begins`)
    await new Promise((resolve) => setTimeout(resolve, 1))
    seen.push(`${name} ends`)
  }
  const both = (name: string): string[] => [`${name} begins`, `${name} ends`]
  expect(await readReports([path], ({ id }) => visit(id))).toMatchObject({ reports: 6 })
  expect(seen.splice(0)).toEqual(['a1', 'a2', 'a3', 'b1', 'n1', 'a4'].flatMap(both))
  expect(await readPatients([path], (reports) => visit(reports[0].id), columns)).toMatchObject({ reports: 6 })
  expect(seen).toEqual(['a1', 'b1', 'n1', 'a4'].flatMap(both))
})

test('a row that comes twice is read twice where that is asked for', async () => {
  const ids: string[] = []
  await readReports([path], ({ id }) => void ids.push(id), { allowDuplicates: true })
  expect(ids.filter((id) => id === 'a1')).toHaveLength(2)
})
