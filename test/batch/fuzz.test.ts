// Ten thousand malformed rows, seeded: every one is labelled or set aside, by number, and none takes its neighbours
// along.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { labelFiles, type RejectLine } from '../../src/batch/index.ts'
import { makeFile, makeFolder } from '../io/read.ts'

/** mulberry32: a small seeded generator. */
function makeRandom(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below
  }
}

/** A row, and what must become of it: its id when it is to be labelled, else the reason it is set aside. */
interface Case {
  readonly bytes: Buffer
  readonly id: string | null
  readonly reason: string | null
}

const text = (line: string) => Buffer.from(`${line}\n`)
const good = (bytes: Buffer, id: string): Case => ({ bytes, id, reason: null })
const bad = (bytes: Buffer, reason: string): Case => ({ bytes, id: null, reason })
/** Invalid UTF-8 in several kinds: stray, cut short, overlong, surrogate. */
const INVALID = [[0xff], [0xe2, 0x82], [0xc0, 0xaf], [0xed, 0xa0, 0x80]].map((bytes) => Buffer.from(bytes))

function makeJson(row: number, pick: number, random: (below: number) => number): Case {
  const id = `r${row}`
  const json = (fields: object) => text(JSON.stringify(fields))
  const whole = JSON.stringify({ id, text: 'Small effusion.', note: 'a "quoted" word, é' })
  switch (pick) {
    case 0:
      return bad(text(whole.slice(0, 1 + random(whole.length - 1))), 'broken-json')
    case 1:
      return bad(text(`${whole}${whole}`), 'broken-json')
    case 2:
      return bad(text(['null', '[]', '3', '"x"', '{', '"', '\0', '{"id":1,}', "{'id':1}"][random(9)]), 'broken-json')
    case 3:
      return bad(json({ id }), 'no-text')
    case 4:
      return bad(json({ id, text: ' \t\u00a0\n' }), 'no-text')
    case 5:
      return bad(json({ text: 'Clear.' }), 'no-id')
    case 6:
      return bad(json({ id, text: [5, true, {}, ['x']][random(4)] }), 'bad-text')
    case 7:
      return bad(
        Buffer.concat([Buffer.from(`{"id":"${id}","text":"x`), INVALID[random(4)], text('"}')]),
        'bad-encoding',
      )
    case 8:
      return bad(json({ id: 'r0', text: 'Clear.' }), 'duplicate-id')
    case 9:
      return bad(json({ id, text: 'x'.repeat(20_001 + random(50_000)) }), 'too-long')
    case 10:
      return good(json({ id, text: 'Nul \0 and \u2028 and \ud800 inside. No effusion.' }), id)
    case 11:
      return good(Buffer.concat([Buffer.from(`  {"id":"${id}","text":"Clear."}  \r`), text('')]), id)
    default:
      return good(json({ id, text: 'Small left effusion.' }), id)
  }
}

function makeCsv(row: number, pick: number, random: (below: number) => number): Case {
  const id = `r${row}`
  switch (pick) {
    case 0:
      return bad(text([`${id}`, `${id},a,b`, `${id},"a",b,c,d`, `"${id}"`][random(4)]), 'ragged-row')
    case 1:
      return bad(text(`${id},"Clear." then more`), 'broken-quote')
    case 2:
      return bad(text(`"${id},Clear`), 'broken-quote')
    case 3:
      return bad(text(`,Clear.`), 'no-id')
    case 4:
      return bad(text(`${id},`), 'no-text')
    case 5:
      return bad(text(`${id},"  "`), 'no-text')
    case 6:
      return bad(Buffer.concat([Buffer.from(`${id},x`), INVALID[random(4)], text('')]), 'bad-encoding')
    case 7:
      return bad(text('r0,Clear.'), 'duplicate-id')
    case 8:
      return bad(text(`${id},${'x'.repeat(20_001 + random(50_000))}`), 'too-long')
    case 9:
      return good(text(`${id},"Two\nlines, ""quoted"".\r\nNo effusion."`), id)
    case 10:
      return good(text(`${id},A 5" tube and a lone " here.`), id)
    case 11:
      return good(text(`"${id}",Nul \0 inside.\r`), id)
    default:
      return good(text(`${id},Small left effusion.`), id)
  }
}

const ROWS = 10_000
const LIMIT = 20_000

function makeCases(make: typeof makeJson, seed: number): Case[] {
  const random = makeRandom(seed)
  const first = make(0, 99, random)
  return [first, ...Array.from({ length: ROWS - 1 }, (_, at) => make(at + 1, random(14), random))]
}

async function run(input: string, workers: number) {
  const output = join(makeFolder(), 'out.csv')
  const rejects: RejectLine[] = []
  const onReject = (reject: RejectLine) => rejects.push(reject)
  const summary = await labelFiles([input], { output, workers, onReject, read: { maxReportBytes: LIMIT } })
  const ids = readFileSync(output, 'utf8')
    .split('\n')
    .slice(1, -1)
    .map((line) => line.split(',')[0])
  return { summary, ids, rejects }
}

describe.each([
  ['JSON Lines', 'a.jsonl', '', makeJson, 1],
  ['JSON Lines in two layers of gzip', 'a.jsonl.gz', '', makeJson, 2],
  ['CSV', 'a.csv', 'id,text\n', makeCsv, 3],
  ['CSV, other seed', 'b.csv', 'id,text\n', makeCsv, 4],
] as const)('%s', (_name, file, header, make, seed) => {
  const cases = makeCases(make, seed)
  const plain = Buffer.concat([Buffer.from(header), ...cases.map(({ bytes }) => bytes)])
  const input = makeFile(file, file.endsWith('.gz') ? gzipSync(gzipSync(plain)) : plain)

  test('10,000 rows, each accounted for', async () => {
    const { summary, ids, rejects } = await run(input, 1)
    expect(summary.rows).toBe(ROWS)
    expect(summary.labelled + summary.rejected).toBe(ROWS)
    expect(ids).toEqual(cases.flatMap(({ id, reason }) => (reason === null ? [id] : [])))
    const first = header === '' ? 1 : 2
    const expected = cases.flatMap(({ reason }, at) => (reason === null ? [] : [[at + first, reason]]))
    expect(rejects.map(({ row, reason }) => [row, reason])).toEqual(expected)
  })

  test('no message holds the text of a row', async () => {
    const { rejects } = await run(input, 1)
    for (const { message } of rejects) expect(message).not.toMatch(/xxx|Clear|effusion|Small/)
  })
})

test('two workers set the same rows aside as one', async () => {
  const input = makeFile('a.jsonl', Buffer.concat(makeCases(makeJson, 5).map(({ bytes }) => bytes)))
  expect(await run(input, 2).then(({ ids, rejects }) => ({ ids, rejects }))).toEqual(
    await run(input, 1).then(({ ids, rejects }) => ({ ids, rejects })),
  )
})

test('lines of 50 MB are passed over in little memory', async () => {
  const long = Buffer.alloc(50 << 20, 'x')
  const line = (id: string) => Buffer.from(`${JSON.stringify({ id, text: 'Clear.' })}\n`)
  const parts = [
    line('a'),
    Buffer.from('{"id":"b","text":"'),
    long,
    Buffer.from('"}\n'),
    line('c'),
    long,
    Buffer.from('\n'),
    line('d'),
  ]
  const input = makeFile('a.jsonl', Buffer.concat(parts))
  const before = process.memoryUsage().arrayBuffers
  let most = 0
  const output = join(makeFolder(), 'out.csv')
  const onProgress = () => {
    most = Math.max(most, process.memoryUsage().arrayBuffers - before)
  }
  const summary = await labelFiles([input], { output, workers: 1, onProgress })
  expect(summary).toMatchObject({ rows: 5, labelled: 3, rejected: 2 })
  expect(most).toBeLessThan(200e6)
})

test('bytes that mean nothing at all', async () => {
  const random = makeRandom(9)
  for (const name of ['a.jsonl', 'a.csv', 'a.tsv', 'a.xml', 'a.txt', 'a.parquet', 'a.tar.gz', 'a']) {
    const noise = Buffer.from(Array.from({ length: 20_000 }, () => random(256)))
    const output = join(makeFolder(), 'out.jsonl')
    const input = makeFile(name, noise)
    // Either a clear refusal of the input, or (but for a chance line of letters) every record set aside.
    await labelFiles([input], { output, workers: 1 }).then(
      ({ rows, labelled, rejected }) => {
        expect(rows).toBe(labelled + rejected)
        expect(labelled).toBeLessThan(0.05 * rows)
      },
      (error: Error) => expect(error.name).toBe('InputError'),
    )
  }
})
