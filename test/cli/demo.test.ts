// `cxrlabel demo` as a process, the README's first command: what it writes and where, and what it leaves alone.
import { spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { makeFolder } from '../io/read.ts'

const root = join(import.meta.dirname, '..', '..')

function demo(cwd: string, ...args: string[]) {
  const main = join(root, 'src', 'cli', 'main.ts')
  const command = ['--import', import.meta.resolve('tsx'), main, 'demo', ...args]
  return spawnSync(process.execPath, command, { cwd, encoding: 'utf8' })
}

test('npm start runs it', () => {
  const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { scripts: { start: string } }
  expect(scripts.start).toBe('node dist/cli/main.js demo')
})

test('it writes into a folder of its own, again and again, and leaves files of the same names alone', () => {
  const folder = makeFolder()
  writeFileSync(join(folder, 'labels.csv'), 'mine')
  writeFileSync(join(folder, 'datasheet.md'), 'mine')
  expect(demo(folder)).toMatchObject({ status: 0, stderr: '' })
  writeFileSync(join(folder, 'cxrlabel-demo', 'labels.csv'), 'of an earlier version')
  expect(demo(folder).status).toBe(0)
  expect(readFileSync(join(folder, 'cxrlabel-demo', 'labels.csv'), 'utf8').split('\n')).toHaveLength(10)
  expect(readFileSync(join(folder, 'cxrlabel-demo', 'datasheet.md'), 'utf8')).toMatch(/^# Datasheet of labels/)
  for (const name of ['labels.csv', 'datasheet.md']) expect(readFileSync(join(folder, name), 'utf8')).toBe('mine')
})

test.each([
  ['labels that are not its own', ['labels.csv'], 'labels.csv', /labels\.csv exists and is not the demo's/],
  ['a datasheet that is not its own', ['datasheet.md'], 'labels.csv', /datasheet\.md exists and is not the demo's/],
  ['a folder', [], '.', /\. is a folder; name a file in it/],
  ['a folder that is not there', [], 'none/labels.csv', /there is no folder none to write labels\.csv into/],
])('before anything is shown it refuses %s', (_name, files, output, message) => {
  const folder = makeFolder()
  for (const name of files) writeFileSync(join(folder, name), 'mine')
  const { status, stdout, stderr } = demo(folder, '-o', output)
  expect({ status, stdout }).toEqual({ status: 2, stdout: '' })
  expect(stderr).toMatch(message)
  for (const name of files) expect(readFileSync(join(folder, name), 'utf8')).toBe('mine')
})

test('a place that is named is written, and its own files there again', () => {
  const folder = makeFolder()
  mkdirSync(join(folder, 'out'))
  expect(demo(folder, '-o', 'out/a.csv').status).toBe(0)
  expect(demo(folder, '-o', 'out/a.csv').status).toBe(0)
})
