// No run destroys what it reads, or one of its own files, whatever options name them and by whatever path.
import { existsSync, linkSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { labelFiles } from '../../src/batch/index.ts'
import { checkFilesApart } from '../../src/io/same-file.ts'
import { makeFolder } from './read.ts'

const REPORTS = 'id,text,mrn,date\na,Small left effusion.,p,2026-01-01\nb,No effusion.,p,2026-01-02\n'
const DATES = 'id,date\na,2026-01-01\nb,2026-01-02\n'

/** A folder with inputs, and links to them. */
function makeInputs(): string {
  const folder = makeFolder()
  for (const name of ['s.csv', 'out.csv.partial', 'out.csv.checkpoint.json', 'out.csv.ids.partial'])
    writeFileSync(join(folder, name), REPORTS)
  for (const name of ['out.csv.rejects.jsonl', 'out.parquet.parquet.partial', 'r.jsonl.partial', 'c.csv.partial'])
    writeFileSync(join(folder, name), REPORTS)
  writeFileSync(join(folder, 'dates.csv'), DATES)
  mkdirSync(join(folder, 'files'))
  writeFileSync(join(folder, 'files', 'a.txt'), 'Small left effusion.')
  symlinkSync(join(folder, 's.csv'), join(folder, 'link.csv'))
  symlinkSync(join(folder, 'new.csv'), join(folder, 'dangling.csv'))
  symlinkSync(join(folder, 'files'), join(folder, 'linked'))
  linkSync(join(folder, 's.csv'), join(folder, 'hard.csv'))
  return folder
}

function contentOf(folder: string): string[] {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort()
  return names.map((name) => {
    const path = join(folder, name)
    return `${name} ${existsSync(path) && !/^(files|linked)$/.test(name) ? readFileSync(path, 'utf8') : ''}`
  })
}

interface Case {
  readonly input: string
  readonly output?: string
  readonly rejects?: string
  readonly conflicts?: string
  readonly dates?: string
}

test.each<[pair: string, options: Case, names: readonly string[]]>([
  ['input, output', { input: 's.csv', output: 's.csv' }, ['input', 'output']],
  ['input, output by another path', { input: 's.csv', output: 'files/../s.csv' }, ['input', 'output']],
  ['input, output by a link', { input: 's.csv', output: 'link.csv' }, ['input', 'output']],
  ['input by a link, output', { input: 'link.csv', output: 's.csv' }, ['input', 'output']],
  ['input, output by a hard link', { input: 's.csv', output: 'hard.csv' }, ['input', 'output']],
  ['input, rejects', { input: 's.csv', output: 'out.csv', rejects: 's.csv' }, ['input', 'rejects']],
  ['input, rejects beside standard output', { input: 's.csv', rejects: 's.csv' }, ['input', 'rejects']],
  ['input, rejects by default', { input: 'out.csv.rejects.jsonl', output: 'out.csv' }, ['input', 'rejects']],
  ['input, conflicts', { input: 's.csv', output: 'out.csv', conflicts: 's.csv' }, ['input', 'conflicts']],
  ['input, unfinished output', { input: 'out.csv.partial', output: 'out.csv' }, ['input', 'unfinished output']],
  ['input, checkpoint', { input: 'out.csv.checkpoint.json', output: 'out.csv' }, ['input', 'unfinished output']],
  ['input, ids', { input: 'out.csv.ids.partial', output: 'out.csv' }, ['input', 'unfinished output']],
  [
    'input, Parquet in the making',
    { input: 'out.parquet.parquet.partial', output: 'out.parquet' },
    ['input', 'output'],
  ],
  [
    'input, unfinished rejects',
    { input: 'r.jsonl.partial', output: 'out.csv', rejects: 'r.jsonl' },
    ['input', 'unfinished rejects'],
  ],
  [
    'input, unfinished conflicts',
    { input: 'c.csv.partial', output: 'out.csv', conflicts: 'c.csv' },
    ['input', 'unfinished conflicts'],
  ],
  ['dates, output', { input: 's.csv', output: 'dates.csv', dates: 'dates.csv' }, ['dates', 'output']],
  [
    'dates, rejects',
    { input: 's.csv', output: 'out.csv', rejects: 'dates.csv', dates: 'dates.csv' },
    ['dates', 'rejects'],
  ],
  [
    'dates, conflicts',
    { input: 's.csv', output: 'out.csv', conflicts: 'dates.csv', dates: 'dates.csv' },
    ['dates', 'conflicts'],
  ],
  ['output, rejects', { input: 's.csv', output: 'out.csv', rejects: 'out.csv' }, ['output', 'rejects']],
  [
    'output by a link to nothing, rejects',
    { input: 's.csv', output: 'dangling.csv', rejects: 'new.csv' },
    ['output', 'rejects'],
  ],
  ['output, conflicts', { input: 's.csv', output: 'out.csv', conflicts: 'out.csv' }, ['output', 'conflicts']],
  [
    'unfinished output, rejects',
    { input: 's.csv', output: 'out.csv', rejects: 'out.csv.partial' },
    ['output', 'rejects'],
  ],
  [
    'checkpoint, rejects',
    { input: 's.csv', output: 'out.csv', rejects: 'out.csv.checkpoint.json' },
    ['output', 'rejects'],
  ],
  [
    'rejects, conflicts',
    { input: 's.csv', output: 'out.csv', rejects: 'c.csv', conflicts: 'c.csv' },
    ['rejects', 'conflicts'],
  ],
  ['an input folder, output', { input: 'files', output: 'files/a.txt' }, ['input', 'output']],
  ['an input folder, a new output in it', { input: 'files', output: 'files/new.txt' }, ['input', 'output']],
  ['a folder by a link, output', { input: 'linked', output: 'files/new.txt.gz' }, ['input', 'output']],
  ['an input folder, rejects', { input: 'files', output: 'out.csv', rejects: 'files/r.xml' }, ['input', 'rejects']],
])('%s', async (_, { input, output, rejects, conflicts, dates }, names) => {
  const folder = makeInputs()
  const before = contentOf(folder)
  const at = (name: string | undefined): string | null => (name === undefined ? null : join(folder, name))
  const run = labelFiles([join(folder, input)], {
    ...{ output: at(output), rejects: at(rejects), conflicts: at(conflicts), workers: 1 },
    ...(output === undefined || /\.(csv|parquet)$/.test(output) ? {} : { format: 'csv' }),
    ...(dates === undefined ? {} : { series: { patientColumn: 'mrn', dates: join(folder, dates) } }),
  })
  const failed = await run.catch((error: unknown) => error)
  expect(failed).toBeInstanceOf(TypeError)
  for (const name of names) expect((failed as Error).message).toContain(name)
  expect(contentOf(folder)).toEqual(before)
})

test('an output in a folder of inputs that is no report is passed over', async () => {
  const folder = join(makeInputs(), 'files')
  const output = join(folder, 'out.csv')
  for (let run = 0; run < 2; run++) expect((await labelFiles([folder], { output, workers: 1 })).rows).toBe(1)
})

test('files that only begin alike are apart, and one may be read twice', () => {
  const folder = makeInputs()
  const [input, other] = ['s.csv', 'files'].map((name) => ({ name: 'input', path: join(folder, name) }))
  const outputs = ['s.csv.csv', 'files.txt', 'none/s.csv'].map((name) => ({ name: 'output', path: join(folder, name) }))
  expect(() => checkFilesApart([input, input, other, { name: 'input', path: '-' }], outputs)).not.toThrow()
})
