// Worker threads that die take nothing with them.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { labelFiles, StoppedError } from '../../src/batch/index.ts'
import { makeFile, makeFolder } from '../io/read.ts'
import { readRejects } from './run.ts'

const rowModule = new URL('./deadly-rows.ts', import.meta.url).href

/** Reports enough to start workers; some with a word of their own. */
function makeInput(count: number, special: ReadonlyMap<number, string>): string {
  const line = (at: number) =>
    JSON.stringify({ id: `r${at}`, text: `${special.get(at) ?? 'Clear'}. ${'x'.repeat(400)}` })
  return makeFile('a.jsonl', Array.from({ length: count }, (_, at) => line(at)).join('\n'))
}

async function run(input: string, mark: string, workers = 2, name = 'out.csv') {
  process.env.CXRLABEL_TEST_MARK = mark
  const output = join(makeFolder(), name)
  const notes: string[] = []
  const summary = await labelFiles([input], { output, workers, rowModule, onNote: (note) => notes.push(note) })
  const ids = readFileSync(output, 'utf8')
    .split('\n')
    .slice(1, -1)
    .map((line) => line.split(',')[0])
  return { summary, ids, notes, output }
}

const COUNT = 12_000
const all = Array.from({ length: COUNT }, (_, at) => `r${at}`)

test('a worker that dies loses nothing: its reports go to another', async () => {
  const { summary, ids, notes } = await run(makeInput(COUNT, new Map([[9500, 'unlucky']])), join(makeFolder(), 'mark'))
  expect(ids).toEqual(all)
  expect(summary).toMatchObject({ rows: COUNT, labelled: COUNT, rejected: 0 })
  expect(notes).toHaveLength(1)
  expect(notes[0]).toMatch(/a worker died labelling .* rows \d+ to \d+; its reports go to another/)
})

test('a report that kills every worker is found and set aside alone', async () => {
  const { summary, ids, output } = await run(
    makeInput(
      COUNT,
      new Map([
        [7777, 'deadly'],
        [7778, 'throws'],
      ]),
    ),
    '',
  )
  expect(ids).toEqual(all.filter((id) => id !== 'r7777' && id !== 'r7778'))
  expect(summary).toMatchObject({ rows: COUNT, labelled: COUNT - 2, rejected: 2 })
  const rejects = readRejects(output)
  expect(rejects.map(({ row, reason }) => [row, reason])).toEqual([
    [7778, 'failed'],
    [7779, 'failed'],
  ])
  expect(rejects[0].message).toBe('ended every worker that was to label it')
  expect(summary.failed).toBe(2)
  expect(JSON.stringify(rejects)).not.toContain('throws.')
})

test.each([1, 2])(
  'an error is not the death of a worker: its class and place are told, with %i workers',
  async (workers) => {
    const special = new Map([
      [20, 'odd'],
      [7777, 'odd'],
      [7778, 'throws'],
    ])
    const { summary, notes, output } = await run(makeInput(9000, special), '', workers, 'out.jsonl')
    expect(summary).toMatchObject({ rows: 9000, labelled: 8997, rejected: 3, failed: 3 })
    expect(notes).toEqual([])
    expect(readRejects(output).map(({ row, reason, message }) => [row, reason, message])).toEqual([
      [21, 'failed', expect.stringMatching(/^could not be labelled \(TypeError at io\/write\.ts:\d+\)$/)],
      [7778, 'failed', expect.stringMatching(/^could not be labelled \(TypeError at io\/write\.ts:\d+\)$/)],
      [7779, 'failed', expect.stringMatching(/^could not be labelled \(Error at batch\/job\.ts:\d+\)$/)],
    ])
  },
)

test('when workers die all the time the run stops and says so', async () => {
  const deadly = new Map(Array.from({ length: COUNT }, (_, at) => [at, at < 4000 ? 'Clear' : 'deadly'] as const))
  await expect(run(makeInput(COUNT, deadly), '')).rejects.toThrow(StoppedError)
}, 120_000)

test('workers that cannot start end the run with a message', async () => {
  const module = `import { isMainThread } from 'node:worker_threads'
    export const createRowLabeller = () => {
      if (!isMainThread) throw new Error('not here')
      return { labels: [], ruleset: 'none', label: (_, id) => ({ id, labels: {} }) }
    }`
  const rowModule = `data:text/javascript,${encodeURIComponent(module)}`
  const options = { output: join(makeFolder(), 'out.csv'), workers: 2, rowModule }
  await expect(labelFiles([makeInput(COUNT, new Map())], options)).rejects.toThrow(/worker could not start/)
})
