// What the commands read is safe from what they write, and a file named for rejects is never removed.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { makeFolder } from '../io/read.ts'

const main = join(import.meta.dirname, '..', '..', 'src', 'cli', 'main.ts')

function run(folder: string, args: readonly string[]) {
  const { status, stderr } = spawnSync(process.execPath, ['--import', import.meta.resolve('tsx'), main, ...args], {
    encoding: 'utf8',
    cwd: folder,
  })
  return { status, said: stderr }
}

const GOLD = '{"id":"a","labels":{"Edema":1}}\n'
const NAMES = ['s.csv', 's.csv.rejects.jsonl', 's.md', 's.md.rejects.jsonl']

function makeInputs(): string {
  const folder = makeFolder()
  for (const name of NAMES) writeFileSync(join(folder, name), 'id,text\na,No effusion.\n')
  for (const name of ['g.jsonl', 'g.html', 'p.jsonl']) writeFileSync(join(folder, name), GOLD)
  writeFileSync(join(folder, 'dates.json'), 'id,date\na,2026-01-01\n')
  mkdirSync(join(folder, 'files'))
  writeFileSync(join(folder, 'files', 'a.txt'), 'No effusion.')
  return folder
}

function contentOf(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).map(
    (entry) => `${entry.name} ${entry.isFile() ? readFileSync(join(folder, entry.name), 'utf8') : ''}`,
  )
}

test.each<[command: string, names: readonly [string, string]]>([
  ['label s.csv -o s.csv', ['input', 'output']],
  ['label s.csv --rejects s.csv', ['input', 'rejects']],
  ['datasheet s.csv --rejects s.csv', ['input', '--rejects']],
  ['datasheet s.md -o s.md --from csv', ['input', '--output']],
  ['datasheet s.md.rejects.jsonl -o s.md --from csv', ['input', '--rejects']],
  ['datasheet s.csv -o o.md --rejects o.md', ['--output', '--rejects']],
  ['datasheet s.csv -o o.md -o ./o.md', ['--output', '--output']],
  ['datasheet s.csv --gold g.jsonl --rejects g.jsonl', ['--gold', '--rejects']],
  ['datasheet s.csv --gold g.html -o g.html', ['--gold', '--output']],
  ['datasheet s.csv --labels p.jsonl --rejects p.jsonl', ['--labels', '--rejects']],
  ['datasheet s.csv --patient-column id --dates dates.json -o dates.json', ['--dates', '--output']],
  ['datasheet files --rejects files/r.txt', ['input', '--rejects']],
  ['evaluate --gold g.jsonl --pred p.jsonl --html g.jsonl', ['--gold', '--html']],
  ['evaluate --gold g.jsonl --pred p.jsonl --html p.jsonl', ['--pred', '--html']],
  ['errors --gold g.jsonl --pred p.jsonl --html g.jsonl', ['--gold', '--html']],
  ['errors --gold g.jsonl --reports s.csv --html s.csv', ['--reports', '--html']],
  ['demo -o datasheet.md', ['--output', 'datasheet']],
])('%s', (command, [one, other]) => {
  const folder = makeInputs()
  const before = contentOf(folder)
  const { status, said } = run(folder, command.split(' '))
  expect([status, said]).toEqual([2, expect.stringContaining('cxrlabel: ')])
  expect(said).toContain(one)
  expect(said).toContain(other)
  expect(contentOf(folder)).toEqual(before)
})

test.each([
  'label none.csv',
  'datasheet none.csv',
  'datasheet s.csv --gold none.csv',
  'explain none.csv',
  'evaluate --gold none.csv --pred p.jsonl',
  'errors --gold g.jsonl --reports none.csv',
  'compare p.jsonl none.csv',
])('a file that is not there: %s', (command) => {
  const { status, said } = run(makeInputs(), command.split(' '))
  expect([status, said]).toEqual([2, expect.stringMatching(/^cxrlabel: none\.csv: no such file/)])
})

describe('a file of rejects', () => {
  const clean = makeInputs()
  const broken = makeInputs()
  writeFileSync(join(broken, 's.csv'), 'id,text\na,No effusion.\na,Edema.\n')
  const read = (folder: string, name: string): string | null =>
    existsSync(join(folder, name)) ? readFileSync(join(folder, name), 'utf8') : null

  test.each(['label s.csv -o o.csv', 'label s.csv', 'datasheet s.csv -o o.md', 'datasheet s.csv'])(
    'that is named stands, empty without rejects: %s',
    (command) => {
      for (const [folder, status, content] of [
        [clean, 0, /^$/],
        [broken, 1, /^\{.*"duplicate-id".*\}\n$/],
      ] as const) {
        writeFileSync(join(folder, 'r.jsonl'), 'of an earlier run\n')
        expect(run(folder, [...command.split(' '), '-q', '--rejects', 'r.jsonl']).status).toBe(status)
        expect(read(folder, 'r.jsonl')).toMatch(content)
      }
    },
  )

  test.each(['o.csv', 'o.md'])('that is not named is there only where there are some: beside %s', (output) => {
    const command = output === 'o.csv' ? 'label' : 'datasheet'
    const folder = makeInputs()
    const rejects = `${output}.rejects.jsonl`
    writeFileSync(join(folder, rejects), 'of an earlier run\n')
    run(folder, [command, 's.csv', '-o', output, '-q'])
    expect(read(folder, rejects)).toBeNull()
  })

  test('that is named is left alone by a command that cannot begin', () => {
    const folder = makeInputs()
    for (const command of ['label', 'datasheet']) {
      expect(run(folder, [command, 'none.csv', '--rejects', 'p.jsonl']).status).toBe(2)
      expect(read(folder, 'p.jsonl')).toBe(GOLD)
    }
  })
})
