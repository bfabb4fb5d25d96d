// Runs that are stopped and taken up again write what an uninterrupted run writes, byte for byte.
import type { ChildProcess } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { InputError, type LabelFilesOptions, labelFiles, StoppedError } from '../../src/batch/index.ts'
import { makeFile, makeFolder } from '../io/read.ts'
import { filesBeside, makeLines, runLabel } from './run.ts'

/** Lines with every seventh broken and every eleventh an id that came before. */
function makeMixed(count: number): string {
  return makeLines(count)
    .split('\n')
    .slice(0, -1)
    .map((line, at) => (at % 7 === 3 ? 'broken' : at % 11 === 5 ? line.replace(/"r\d+"/, '"r1"') : line))
    .join('\n')
}

const KINDS: readonly (readonly [name: string, file: string, output: string])[] = [
  ['JSON Lines to CSV', makeFile('a.jsonl', makeMixed(9000)), 'out.csv'],
  ['gzip to gzip', makeFile('a.jsonl.gz', gzipSync(makeMixed(9000))), 'out.jsonl.gz'],
  ['UTF-16 to Parquet', makeFile('a.jsonl', Buffer.from(`\ufeff${makeMixed(9000)}`, 'utf16le')), 'out.parquet'],
]

describe.each(KINDS)('%s', (_name, input, name) => {
  const run = async (folder: string, options: Partial<LabelFilesOptions> = {}) =>
    labelFiles([input], { output: join(folder, name), workers: 1, checkpointSeconds: 0, ...options })

  test('stopped after any batch, again and again', async () => {
    const whole = makeFolder()
    const { rows, rejected } = await run(whole)
    const folder = makeFolder()
    let stops = 0
    for (;;) {
      const controller = new AbortController()
      // Each attempt gets through one or two batches.
      let left = 1 + (stops % 2)
      try {
        const onProgress = () => --left === 0 && controller.abort(new Error('stop'))
        const summary = await run(folder, { resume: stops > 0, signal: controller.signal, onProgress })
        expect([summary.rows, summary.rejected]).toEqual([rows, rejected])
        break
      } catch (error) {
        expect(error).toBeInstanceOf(StoppedError)
        stops++
      }
    }
    expect(stops).toBeGreaterThan(4)
    expect(filesBeside(join(folder, name))).toEqual(filesBeside(join(whole, name)))
    for (const file of filesBeside(join(whole, name))) {
      expect(readFileSync(join(folder, file)).equals(readFileSync(join(whole, file))), file).toBe(true)
    }
  })
})

test('rows written after the last checkpoint are written again, not twice', async () => {
  const input = makeFile('a.jsonl', makeMixed(9000))
  const whole = join(makeFolder(), 'out.csv')
  await labelFiles([input], { output: whole, workers: 1 })
  const output = join(makeFolder(), 'out.csv')
  const controller = new AbortController()
  const stop = labelFiles([input], {
    ...{ output, workers: 1, checkpointSeconds: 0, signal: controller.signal },
    onProgress: ({ rows }) => rows > 3000 && controller.abort(new Error('stop')),
  })
  await expect(stop).rejects.toThrow(StoppedError)
  // As after a kill: more stands in the files than the checkpoint knows of.
  for (const file of [`${output}.partial`, `${output}.ids.partial`, `${output}.rejects.jsonl.partial`]) {
    writeFileSync(file, Buffer.concat([readFileSync(file), Buffer.from('torn wri')]))
  }
  const summary = await labelFiles([input], { output, workers: 1, resume: true })
  expect(summary.resumedRows).toBeGreaterThan(3000)
  expect(readFileSync(output, 'utf8') === readFileSync(whole, 'utf8')).toBe(true)
})

describe('what cannot be resumed', () => {
  const stopped = async (): Promise<{ input: string; output: string }> => {
    const input = makeFile('a.jsonl', makeLines(4000))
    const output = join(makeFolder(), 'out.csv')
    const controller = new AbortController()
    const onProgress = () => controller.abort(new Error('stop'))
    const options = { output, workers: 1, checkpointSeconds: 0, signal: controller.signal, onProgress }
    await expect(labelFiles([input], options)).rejects.toThrow(StoppedError)
    return { input, output }
  }

  test('a run with other options', async () => {
    const { input, output } = await stopped()
    const other = labelFiles([input], { output, workers: 1, resume: true, label: { rollUp: false } })
    await expect(other).rejects.toThrow(/other inputs, options or rules/)
  })

  test('a run whose input has changed', async () => {
    const { input, output } = await stopped()
    writeFileSync(input, makeLines(4001))
    await expect(labelFiles([input], { output, workers: 1, resume: true })).rejects.toThrow(InputError)
  })

  test('a run whose partial output is gone or shorter', async () => {
    const { input, output } = await stopped()
    writeFileSync(`${output}.partial`, 'short')
    await expect(labelFiles([input], { output, workers: 1, resume: true })).rejects.toThrow(/shorter/)
  })

  test('nothing: it starts anew, and says so', async () => {
    const output = join(makeFolder(), 'out.csv')
    const notes: string[] = []
    const onNote = (note: string) => notes.push(note)
    const summary = await labelFiles([makeFile('a.jsonl', makeLines(3))], { output, workers: 1, resume: true, onNote })
    expect(summary.rows).toBe(3)
    expect(notes.join()).toContain('starting anew')
  })
})

describe('processes', () => {
  const input = makeFile('a.jsonl', makeMixed(60_000))
  const run = (output: string, args: readonly string[] = [], act: (child: ChildProcess) => void = () => {}) =>
    runLabel([input, '-o', output, '--checkpoint-seconds', '0.05', ...args], '', act)
  const kill = (signal: NodeJS.Signals, after: number) => (child: ChildProcess) =>
    void setTimeout(() => child.kill(signal), after)

  test.each(['SIGINT', 'SIGTERM'] as const)('%s ends with status 3 and says how to go on', async (signal) => {
    const output = join(makeFolder(), 'out.csv')
    let isSent = false
    const { status, said } = await run(output, [], (child) => {
      // Once there is something to resume.
      const look = setInterval(() => {
        if (isSent || !filesBeside(output).some((name) => name.endsWith('checkpoint.json'))) return
        isSent = true
        clearInterval(look)
        child.kill(signal)
      }, 20)
    })
    expect(status).toBe(3)
    expect(said).toMatch(/interrupted after [\d,]+ rows; [\d,]+ rows are safe: the same command with --resume/)
    expect(filesBeside(output)).not.toContain('out.csv')
  })

  test('killed at random moments, resumed until it ends', async () => {
    const whole = join(makeFolder(), 'out.csv')
    await labelFiles([input], { output: whole, workers: 1 })
    const output = join(makeFolder(), 'out.csv')
    let kills = 0
    for (let after = 700; ; after = 500 + ((after * 7919) % 1300)) {
      const { status } = await run(
        output,
        kills > 0 ? ['--resume'] : [],
        kills < 5 ? kill('SIGKILL', after) : undefined,
      )
      if (status === 1) break
      kills++
      expect(kills).toBeLessThan(7)
    }
    for (const name of filesBeside(whole)) {
      const [made, wanted] = [output, whole].map((path) => readFileSync(join(path, '..', name)))
      expect(made.equals(wanted), name).toBe(true)
    }
    expect(filesBeside(output)).toEqual(filesBeside(whole))
  })
})
