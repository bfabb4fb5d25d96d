// What a user is told who gives the commands something that they cannot use, or nothing.
import { spawnSync } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { makeFile, makeFolder } from '../io/read.ts'

const root = join(import.meta.dirname, '..', '..')
const main = join(root, 'src', 'cli', 'main.ts')

function run(args: readonly string[], input = '') {
  const command = ['--import', import.meta.resolve('tsx'), main, ...args]
  const { status, stdout, stderr } = spawnSync(process.execPath, command, {
    encoding: 'utf8',
    input,
    cwd: makeFolder(),
  })
  return { status, out: stdout, said: stderr }
}

const csv = (text: string, name = 'a.csv') => makeFile(name, text)
const zip = () => makeFile('a.csv', Buffer.concat([Buffer.from('PK\u0003\u0004'), Buffer.alloc(900, 7)]))

describe('inputs without a report', () => {
  test.each<[name: string, args: readonly string[], place: string]>([
    ['an empty folder', [makeFolder()], ''],
    ['an empty file', [csv('')], 'a.csv'],
    ['a header alone', [csv('id,text\n')], 'a.csv'],
    ['an empty stream', ['-'], 'standard input'],
    ['and quietly', ['-', '-q'], 'standard input'],
  ])('%s', (_name, args, place) => {
    const { status, said } = run(['label', ...args, '-o', join(makeFolder(), 'out.csv')])
    expect(status).toBe(2)
    expect(said).toContain('no reports found in ')
    expect(said).toContain(place)
    expect(said).not.toContain('positive')
  })
  test('are nothing wrong of a filter, whose share of a stream may be empty, nor of a shard', () => {
    expect(run(['label', '-', '--from', 'jsonl', '--format', 'jsonl', '--rejects', '-', '-q'])).toMatchObject({
      ...{ status: 0, said: '' },
    })
    const one = csv('id,text\n1,No effusion.\n')
    expect(run(['label', one, '--shard', '2/2', '-o', join(makeFolder(), 'out.csv')]).status).toBe(0)
  })
})

describe('the columns of a CSV that are taken are named', () => {
  test.each([
    [
      'mrn,taken,Report Impression\n7,x,No effusion.\n',
      /: id: row numbers \(no column called id, study_id, .*--id-column names one\); text: Report Impression\n/,
    ],
    ['Study ID,findings,impression\n7,Clear.,Normal.\n', /: id: Study ID; text: findings, impression\n/],
    ['No effusion.\n', /: id: row numbers \(no header; .*\); text: column 1\n/],
  ])('%#', (text, message) => {
    const { status, said } = run(['label', csv(text), '-o', 'out.csv'])
    expect(status).toBe(0)
    expect(said).toMatch(message)
    expect(said).toContain('1 row = 1 labelled')
    expect(said).not.toContain('effusion.')
  })
  test('and its help lists the names looked for, and no empty default', () => {
    const { out } = run(['label', '--help'])
    expect(out).toMatch(/--id-column[\s\S]*study_instance_uid[\s\S]*--text-column[\s\S]*narrative/)
    expect(out).not.toContain('[]')
  })
})

test('a finished run is not taken up again in silence', () => {
  const one = csv('id,text\n1,No effusion.\n')
  const out = join(makeFolder(), 'out.csv')
  expect(run(['label', one, '-o', out, '--resume']).said).toContain('nothing to resume beside')
  expect(run(['label', one, '-o', out, '--resume']).said).toContain('out.csv is complete, and nothing says of which')
})

test('latin-1 by the names people give it, and in explain as in label', () => {
  const latin = makeFile('a.csv', Buffer.from('id,text\n\xe9,No effusion.\n', 'latin1'))
  for (const name of ['latin-1', 'latin_1', 'LATIN1', 'iso-8859-1', 'windows-1252'])
    expect(run(['label', latin, '--encoding', name, '--format', 'csv', '-q'])).toMatchObject({
      ...{ status: 0, out: expect.stringContaining('\né,') },
    })
  expect(run(['label', latin, '--encoding', 'klingon'])).toMatchObject({ status: 2 })
  const report = makeFile('a.txt', Buffer.from('Caf\xe9 visit. No effusion.', 'latin1'))
  expect(run(['explain', report, '--no-color']).out).toContain('Café visit')
})

test.each<[args: () => readonly string[], message: string | RegExp]>([
  [() => ['label', zip(), '-o', 'out.csv'], /a\.csv: zip is not read; unpack it, or use \.tar\.gz/],
  [() => ['explain', makeFolder()], /: is a folder; name one report in it/],
  [() => ['ontology', 'Pleural Effusion'], /did you mean pleural_effusion\?/],
  [() => ['ontology', 'pnuemothorax'], /did you mean pneumothorax\?/],
  [
    () => ['evaluate', '--gold', makeFile('g.parquet', 'PAR1....'), '--pred', csv('id,Edema\n')],
    /Parquet is not read here/,
  ],
  [() => ['compare', csv('id,Edema\n'), makeFile('b.parquet', 'PAR1....')], /Parquet is not read here/],
  [
    () => ['compare', csv('id,Edema\n'), makeFile('b.csv.gz', gzipSync('id,Edema\n1,0\n').subarray(0, 20))],
    /b\.csv\.gz: is packed with gzip, and broken/,
  ],
  [
    () => ['datasheet', csv('id,text\n1,Normal.\n'), '-o', folderNamed('out.md')],
    /out\.md is a folder; name a file in it/,
  ],
  [() => ['label', csv('id,text\n1,Normal.\n'), '-o', folderNamed('out.csv')], /out\.csv is a folder/],
])('%#: says what to do, as wrong usage', (args, message) => {
  const { status, out, said } = run(args())
  expect(said).toMatch(message)
  expect({ status, out }).toEqual({ status: 2, out: '' })
})

function folderNamed(name: string): string {
  const path = join(makeFolder(), name)
  mkdirSync(path)
  return path
}

describe('datasheet says why its status is 1', () => {
  const reports = csv('id,text\n1,Small effusion.\n2,No effusion.\n')
  const labels = (text: string) => ['--labels', makeFile('labels.csv', text)]
  test.each<[name: string, args: readonly string[], message: RegExp]>([
    [
      'fewer rows',
      labels('id,Pleural Effusion\n1,1.0\n'),
      /labels\.csv holds other labels: 1 row there, 2 reports here$/m,
    ],
    [
      'other labels',
      labels('id,Pleural Effusion\n1,0.0\n2,1.0\n'),
      /2 rows there, 2 reports here; ids or values differ/,
    ],
    [
      'gold not found',
      ['--gold', makeFile('gold.csv', 'id,Pleural Effusion\n1,1\n9,1\n')],
      /1 report of gold\.csv not among/,
    ],
  ])('%s', (_name, args, message) => {
    const { status, said } = run(['datasheet', reports, ...args, '-q'])
    expect(status).toBe(1)
    expect(said).toMatch(message)
  })
})

test('a sheet of labels that are the same has nothing to say', () => {
  const reports = csv('id,text\n1,Small effusion.\n')
  const folder = makeFolder()
  expect(run(['label', reports, '-o', join(folder, 'l.csv'), '-q']).status).toBe(0)
  expect(run(['datasheet', reports, '--labels', join(folder, 'l.csv'), '-q'])).toMatchObject({ status: 0, said: '' })
})

test('a hyphen for the output is standard output', () => {
  const reports = csv('id,text\n1,Small effusion.\n')
  const { status, out } = run(['label', reports, '-o', '-', '--format', 'csv', '-q'])
  expect(out).toMatch(/^id,.*\n1,/)
  expect(status).toBe(0)
})
