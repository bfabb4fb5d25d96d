// Shards of every kind of input: each record in one shard and no other, dealt out in turn from the first record on.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Readable } from 'node:stream'
import { gzipSync } from 'node:zlib'
import { parquetWriteBuffer } from 'hyparquet-writer'
import { pack } from 'tar-stream'
import { describe, expect, test } from 'vitest'
import { labelFiles } from '../../src/batch/index.ts'
import { makeFile, makeFolder } from '../io/read.ts'
import { makeLines, readRejects, runLabel } from './run.ts'

const COUNT = 2345
const OF = 4

interface Report {
  readonly id: string
  readonly text: string
}

const reports = makeLines(COUNT)
  .trimEnd()
  .split('\n')
  .map((line) => JSON.parse(line) as Report)
  // Every seventeenth says nothing, and is set aside.
  .map(({ id, text }, at): Report => ({ id, text: at % 17 === 5 ? ' ' : text }))

const lines = (rows: readonly Report[]) => rows.map((row) => `${JSON.stringify(row)}\n`).join('')
const table = (delimiter: string, rows: readonly Report[]) =>
  ['id', 'text'].join(delimiter) +
  rows.map(({ id, text }) => `\n${id}${delimiter}"${text.replace('. ', '.\n')}"`).join('')

async function makeTar(entries: readonly (readonly [name: string, content: string])[]): Promise<Buffer> {
  const archive = pack()
  for (const [name, content] of entries) archive.entry({ name }, content)
  archive.finalize()
  const chunks: Buffer[] = []
  for await (const chunk of archive as unknown as Readable) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks)
}

function makeTree(): string {
  const folder = makeFolder()
  for (const [at, { id, text }] of reports.entries()) {
    const path = join(folder, `p${at % 7}`, `${id}.txt`)
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, text)
  }
  return folder
}

const makeFiles = () => reports.slice(0, 40).map(({ id, text }) => makeFile(`${id}.txt`, text))

const parquet = parquetWriteBuffer({
  columnData: (['id', 'text'] as const).map((name) => ({
    name,
    data: reports.map((row) => row[name]),
    type: 'STRING' as const,
  })),
  rowGroupSize: 1000,
})

const tar = await makeTar([
  ...reports.slice(0, 300).map(({ id, text }) => [`${id}.txt`, text] as const),
  ['some.csv', table(',', reports.slice(300, 1501))],
  ...reports.slice(1501, 1700).map(({ id, text }) => [`${id}.txt`, text] as const),
  ['others.jsonl', lines(reports.slice(1700))],
])

/** Inputs of one kind of record: the rows go to the shards in turn. */
const DEALT: readonly (readonly [name: string, inputs: readonly string[]])[] = [
  ['JSON Lines', [makeFile('a.jsonl', lines(reports))]],
  ['CSV', [makeFile('a.csv', table(',', reports))]],
  ['CSV without a header', [makeFile('a.csv', reports.map(({ text }) => `"${text}"\n`).join(''))]],
  ['TSV, packed', [makeFile('a.tsv.gz', gzipSync(table('\t', reports)))]],
  ['UTF-16', [makeFile('a.csv', Buffer.from(`\ufeff${table(',', reports)}`, 'utf16le'))]],
  ['Parquet', [makeFile('a.parquet', Buffer.from(parquet))]],
  ['a folder', [makeTree()]],
  ['files given one by one', makeFiles()],
]
/**
 * Each table in an archive or beside others is dealt out from the first shard on, and so are all documents together.
 */
const OTHERS: readonly (readonly [name: string, inputs: readonly string[]])[] = [
  ['an archive of files and tables', [makeFile('a.tar.gz', gzipSync(tar))]],
  [
    'several tables',
    [makeFile('a.jsonl', lines(reports.slice(0, 901))), makeFile('b.jsonl', lines(reports.slice(901)))],
  ],
  ['a file cut short', [makeFile('a.jsonl.gz', gzipSync(lines(reports)).subarray(0, -2000))]],
]

/** Labels all, or one shard, and tells the rows, rejects among them, by their id and what became of them. */
async function label(inputs: readonly string[], index: number | null): Promise<string[]> {
  const output = join(makeFolder(), 'out.jsonl')
  const shard = index === null ? {} : { shard: { index, of: OF } }
  await labelFiles(inputs, { output, workers: 1, rejects: '-', allowDuplicates: true, ...shard })
  return readFileSync(output, 'utf8')
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line) as { id: string | null; error?: { reason: string } })
    .map(({ id, error }) => `${id} ${error?.reason ?? 'labelled'}`)
}

const numbers = Array.from({ length: OF }, (_, at) => at + 1)

describe.each([...DEALT.map((kind) => [...kind, true] as const), ...OTHERS.map((kind) => [...kind, false] as const)])(
  '%s',
  (_name, inputs, isDealt) => {
    test('each row and each reject is in one shard', async () => {
      const whole = await label(inputs, null)
      const shards = await Promise.all(numbers.map((index) => label(inputs, index)))
      expect(shards.flat().sort()).toEqual([...whole].sort())
      const sizes = shards.map(({ length }) => length)
      expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(isDealt ? 1 : 4)
      if (isDealt) expect(whole.map((_, at) => shards[at % OF][Math.floor(at / OF)])).toEqual(whole)
    })
  },
)

test('standard input, several workers, and a status that says what was set aside', async () => {
  const folder = makeFolder()
  const status: (number | null)[] = []
  const rows: string[] = []
  const rejects: unknown[] = []
  // Rows 6, 23, 40 … are set aside; of each shard of 17, one shard has them all.
  for (const index of [1, 6]) {
    const output = join(folder, `${index}.jsonl`)
    const ended = await runLabel(['-', '-o', output, '--shard', `${index}/17`, '--workers', '2'], lines(reports))
    status.push(ended.status)
    rows.push(...readFileSync(output, 'utf8').split('\n').slice(0, -1))
    rejects.push(...readRejects(output))
  }
  expect(status).toEqual([0, 1])
  expect([rows.length, rejects.length]).toEqual([138, 138])
})

test('a shard that is stopped is taken up again', async () => {
  const input = makeFile('a.jsonl', lines(reports.concat(reports.map((row) => ({ ...row, id: `${row.id}b` })))))
  const run = (output: string, options: object) =>
    labelFiles([input], {
      ...{ output, workers: 1, rejects: '-', allowDuplicates: true, checkpointSeconds: 0 },
      ...{ shard: { index: 3, of: OF }, resume: true, ...options },
    })
  const output = join(makeFolder(), 'out.jsonl')
  const controller = new AbortController()
  await expect(run(output, { signal: controller.signal, onProgress: () => controller.abort() })).rejects.toThrow()
  await run(output, {})
  const whole = join(makeFolder(), 'out.jsonl')
  await run(whole, {})
  expect(readFileSync(output).equals(readFileSync(whole))).toBe(true)
})
