// The command as a process: exit statuses, standard input and output, full disks and readers that go away.
import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { makeFile, makeFolder } from '../io/read.ts'
import { COMMAND, filesBeside, makeLines, readRejects, runLabel } from './run.ts'

const good = makeFile('a.jsonl', makeLines(50))
const mixed = makeFile('a.jsonl', `${makeLines(50)}broken\n`)

test.each<[name: string, args: readonly string[], status: number]>([
  ['all rows labelled', [good, '-o', join(makeFolder(), 'a.csv')], 0],
  ['some set aside', [mixed, '-o', join(makeFolder(), 'a.csv')], 1],
  ['some set aside among the rows, as asked', [mixed, '-o', join(makeFolder(), 'a.jsonl'), '--rejects', '-'], 0],
  ['no such input', ['none.csv', '-o', join(makeFolder(), 'a.csv')], 2],
  ['no such folder', [good, '-o', join(makeFolder(), 'none', 'a.csv')], 2],
  ['a format that cannot be told', [good, '-o', join(makeFolder(), 'labels')], 2],
  ['a shard that is none', [good, '--shard', '4/3'], 2],
  ['an option that is none', [good, '--speed', '11'], 2],
])('status: %s', async (_name, args, status) => {
  const ended = await runLabel(args)
  expect(ended.status).toBe(status)
  if (status === 2) expect(ended.said).toMatch(/^cxrlabel: |^error: /)
})

test('--quiet says nothing, but for rows that no file would hold', async () => {
  expect((await runLabel([good, '-o', join(makeFolder(), 'a.csv'), '-q'])).said).toBe('')
  expect((await runLabel([mixed, '-o', join(makeFolder(), 'a.csv'), '-q'])).said).toBe('')
  expect((await runLabel([mixed, '-q'])).said).toMatch(/^cxrlabel: .* row 51 is not valid JSON; set aside\n$/)
})

test('the summary counts the rows and what each label got', async () => {
  const { said } = await runLabel([mixed, '-o', join(makeFolder(), 'a.csv')])
  expect(said).toMatch(/51 rows = 50 labelled \+ 1 set aside; [\d.]+ s, [\d,]+ rows\/s/)
  expect(said).toMatch(/Pleural Effusion +\d+ +[\d.]+ % +\d+ +\d+ +\d+/)
})

test('standard input to standard output', async () => {
  const { status, out } = await runLabel(['-', '--format', 'csv', '-q'], makeLines(3000))
  expect(status).toBe(0)
  expect(out.split('\n')).toHaveLength(3002)
})

test('as a filter, each line is answered before the next is given', async () => {
  const filter = '- --from jsonl --encoding utf-8 --format jsonl --rejects - --allow-duplicates --workers 1 -q'.split(
    ' ',
  )
  const child = spawn(process.execPath, [...COMMAND, ...filter], { stdio: ['pipe', 'pipe', 'inherit'] })
  const answers: string[] = []
  let wake = (): void => {}
  let held = ''
  child.stdout.on('data', (chunk: Buffer) => {
    held += chunk.toString()
    const lines = held.split('\n')
    held = lines.pop() ?? ''
    answers.push(...lines)
    wake()
  })
  const lines = [
    '["broken"]',
    '{"id":"\u00e9","text":"Small effusion."}',
    '{"id":"a","text":"Small effusion."}',
    'broken',
    '{"id":"a","text":"No effusion."}',
    '{"id":"b"}',
  ]
  for (const [at, line] of lines.entries()) {
    // The second is not UTF-8, and does not make those after it Latin-1.
    child.stdin.write(Buffer.from(`${line}\n`, at === 1 ? 'latin1' : 'utf8'))
    while (answers.length <= at)
      await new Promise<void>((resolve) => {
        wake = resolve
      })
  }
  child.stdin.end()
  const status = await new Promise((resolve) => child.on('close', resolve))
  const rows = answers.map(
    (answer) => JSON.parse(answer) as { id: string; labels?: Record<string, number>; error?: { reason: string } },
  )
  expect(rows.map(({ id, labels, error }) => [id, labels?.['Pleural Effusion'] ?? error?.reason])).toEqual([
    [null, 'broken-json'],
    [null, 'bad-encoding'],
    ['a', 1],
    [null, 'broken-json'],
    ['a', 0],
    ['b', 'no-text'],
  ])
  expect(status).toBe(0)
})

test('a reader that goes away ends the run with status 3', async () => {
  const input = makeFile('a.jsonl', makeLines(20_000))
  const { status, said } = await runLabel([input], '', (child: ChildProcess) => {
    child.stdout?.once('data', () => child.stdout?.destroy())
  })
  expect(status).toBe(3)
  expect(said).toContain('the reader of standard output closed it')
})

test('an interrupt ends a run that waits for its input', async () => {
  const child = spawn(process.execPath, [...COMMAND, '-', '-q'], { stdio: ['pipe', 'pipe', 'pipe'] })
  child.stdin.write('{"id":"a","text":"Clear."}\n')
  child.stdout.once('data', () => child.kill('SIGINT'))
  expect(await new Promise((resolve) => child.on('close', resolve))).toBe(3)
})

const hasShell = process.platform === 'linux' && spawnSync('bash', ['-c', 'ulimit -f 64']).status === 0

test.skipIf(!hasShell)('a disk that fills leaves no output under its name, and a state to resume', async () => {
  const folder = makeFolder()
  const input = join(folder, 'in', 'a.jsonl')
  mkdirSync(dirname(input))
  writeFileSync(input, makeLines(20_000))
  const output = join(folder, 'out.csv')
  const args = [input, '-o', output, '--checkpoint-seconds', '0']
  // In units of 1,024 bytes; the write that goes over the limit fails as on a full disk.
  const command = [process.execPath, ...COMMAND, ...args].map((arg) => `'${arg}'`).join(' ')
  const full = spawnSync('bash', ['-c', `ulimit -f 400; exec ${command}`], { encoding: 'utf8' })
  expect(full.status).toBe(3)
  expect(full.stderr).toMatch(/largest file size allowed; [\d,]+ rows are safe: the same command with --resume/)
  expect(filesBeside(output)).not.toContain('out.csv')
  const { status } = await runLabel([...args, '--resume'])
  expect(status).toBe(0)
  expect(filesBeside(output)).toEqual(['out.csv'])
  const whole = join(makeFolder(), 'out.csv')
  await runLabel([input, '-o', whole, '-q'])
  expect(readFileSync(output, 'utf8') === readFileSync(whole, 'utf8')).toBe(true)
})

test.skipIf(process.platform !== 'linux')('writing to a device that is full', async () => {
  const { status, stderr } = spawnSync(
    'bash',
    ['-c', `${[process.execPath, ...COMMAND, good].join(' ')} > /dev/full`],
    { encoding: 'utf8' },
  )
  expect(status).toBe(3)
  expect(stderr).toContain('disk of the output is full')
})

test('no message quotes a report', async () => {
  const secret = makeFile('a.jsonl', `{"id":"a","text":"Mr Smith has an effusion."\n{"id":"b","text":["Mr Smith"]}\n`)
  const output = join(makeFolder(), 'a.csv')
  const { said } = await runLabel([secret, '-o', output])
  expect(said + JSON.stringify(readRejects(output))).not.toContain('Smith')
})
