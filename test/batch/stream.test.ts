// Reports in hand instead of in files: order, back-pressure, faults in their place, and sources that are slow or fail.
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { labelRows, labelStream, type Row, type StreamReport } from '../../src/batch/index.ts'

const report = (at: number) => ({ id: `r${at}`, text: at % 2 === 0 ? 'Small effusion.' : 'No effusion.' })

async function gather(rows: AsyncIterable<Row>): Promise<Row[]> {
  const all: Row[] = []
  for await (const row of rows) all.push(row)
  return all
}

test.each([1, 2])('rows come in the order of their reports, with %i workers', async (workers) => {
  const reports = Array.from({ length: 1500 }, (_, at) => report(at))
  const rows = await gather(labelRows(reports, { workers }))
  expect(rows.map(({ id }) => id)).toEqual(reports.map(({ id }) => id))
  expect(rows.every(({ labels }, at) => labels?.['Pleural Effusion'] === (at % 2 === 0 ? 1 : 0))).toBe(true)
})

test('as a transform stream', async () => {
  const source = new ReadableStream<StreamReport>({
    start: (controller) => {
      for (let at = 0; at < 10; at++) controller.enqueue(report(at))
      controller.close()
    },
  })
  const rows = await gather(source.pipeThrough(labelStream({ keep: ['text'] })))
  expect(rows).toHaveLength(10)
  expect(rows[3]).toMatchObject({ id: 'r3', text: 'No effusion.', labels: { 'Pleural Effusion': 0 } })
})

test.each(['ES2023', 'ES2023,DOM'])('pipes between streams of a program that is compiled with %s', (lib) => {
  const root = join(import.meta.dirname, '..', '..')
  const args = [
    ...['--ignoreConfig', '--noEmit', '--strict', '--skipLibCheck', '--allowImportingTsExtensions'],
    ...['--target', 'es2023', '--module', 'nodenext', '--types', 'node', '--lib', lib],
  ]
  const tsc = join(root, 'node_modules', '.bin', 'tsc')
  const { stdout } = spawnSync(tsc, [...args, 'test/batch/stream-consumer.ts'], { cwd: root, encoding: 'utf8' })
  expect(stdout).toBe('')
})

test('what cannot be labelled comes out in its place with its reason', async () => {
  const odd = [report(0), { id: 'x' }, { text: 'Clear.' }, report(0), null, { id: 'y', text: 7 }, report(1)]
  const rows = await gather(labelRows(odd as StreamReport[]))
  expect(rows.map((row) => [row.id, 'error' in row ? row.error.reason : null])).toEqual([
    ['r0', null],
    ['x', 'no-text'],
    [null, 'no-id'],
    ['r0', 'duplicate-id'],
    [null, 'broken-json'],
    ['y', 'bad-text'],
    ['r1', null],
  ])
})

test('a report that is at hand is not held back for the next', async () => {
  const asked: ((report: StreamReport) => void)[] = []
  const source = {
    async *[Symbol.asyncIterator]() {
      for (;;)
        yield await new Promise<StreamReport>((resolve) => {
          asked.push(resolve)
        })
    },
  }
  const rows = labelRows(source)
  for (let at = 0; at < 3; at++) {
    const row = rows.next()
    while (asked.length === 0) await new Promise((resolve) => setTimeout(resolve, 5))
    asked.shift()?.(report(at))
    expect((await row).value).toMatchObject({ id: `r${at}` })
  }
})

test('a slow reader slows the source', async () => {
  let given = 0
  const endless = function* (): Generator<StreamReport> {
    for (;;) yield report(given++)
  }
  const rows = labelRows(endless())
  for (let at = 0; at < 5; at++) await rows.next()
  await new Promise((resolve) => setTimeout(resolve, 50))
  expect(given).toBeLessThan(1000)
  await rows.return(undefined)
})

describe('ends', () => {
  test('a source that fails gives its error, after the rows before it', async () => {
    const failing = function* (): Generator<StreamReport> {
      yield report(0)
      throw new Error('source')
    }
    const rows: Row[] = []
    await expect(async () => {
      for await (const row of labelRows(failing())) rows.push(row)
    }).rejects.toThrow('source')
    expect(rows.map(({ id }) => id)).toEqual(['r0'])
  })

  test('a reader that stops early ends the source', async () => {
    let isEnded = false
    const source = function* (): Generator<StreamReport> {
      try {
        for (let at = 0; ; at++) yield report(at)
      } finally {
        isEnded = true
      }
    }
    for await (const row of labelRows(source())) if (row.id === 'r3') break
    expect(isEnded).toBe(true)
  })

  test('an option the labeller does not know', async () => {
    await expect(gather(labelRows([report(0)], { label: { labelSet: 'none' } }))).rejects.toThrow(TypeError)
  })
})
