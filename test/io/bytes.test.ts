// Wrappings of an input: byte order marks, encodings, gzip. Whatever the wrapping, the same reports come out.
import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { detectEncoding } from '../../src/io/encoding.ts'
import { InputError } from '../../src/io/records.ts'
import { makeFile, read } from './read.ts'

const text = 'id,text\na,"Opacité, 5 µm."\nb,Clear.\n'
const reports = [
  ['a', 'Opacité, 5 µm.'],
  ['b', 'Clear.'],
]
const utf16 = Buffer.from(text, 'utf16le')

test.each<[name: string, bytes: Buffer, note: string | null]>([
  ['UTF-8', Buffer.from(text), null],
  ['UTF-8 with a mark', Buffer.from(`\ufeff${text}`), null],
  ['UTF-16 LE with a mark', Buffer.from(`\ufeff${text}`, 'utf16le'), 'utf-16le'],
  ['UTF-16 LE', utf16, 'utf-16le'],
  ['UTF-16 BE with a mark', Buffer.from(`\ufeff${text}`, 'utf16le').swap16(), 'utf-16be'],
  ['Latin-1', Buffer.from(text, 'latin1'), 'windows-1252'],
  ['gzip', gzipSync(text), null],
  ['gzip in gzip', gzipSync(gzipSync(text)), null],
  ['two gzip members', Buffer.concat([gzipSync(text.slice(0, 12)), gzipSync(text.slice(12))]), null],
  ['gzip of UTF-16', gzipSync(Buffer.from(`\ufeff${text}`, 'utf16le')), 'utf-16le'],
])('%s', async (_name, bytes, note) => {
  const { seen, notes } = await read(makeFile('a.csv', bytes))
  expect(seen).toEqual(reports)
  const encodings = notes.filter((said) => !said.includes('id: '))
  expect(encodings.length).toBe(note === null ? 0 : 1)
  if (note !== null) expect(encodings[0]).toContain(note)
})

test('an encoding that is said is not guessed', async () => {
  const { seen } = await read(makeFile('a.csv', Buffer.from('id,text\na,\u201cClear\u201d\n')), {
    encoding: 'windows-1252',
  })
  expect(seen).toEqual([['a', 'â€œClearâ€\u009d']])
})

test('five layers of gzip are refused', async () => {
  let bytes = Buffer.from(text)
  for (let layer = 0; layer < 5; layer++) bytes = gzipSync(bytes)
  await expect(read(makeFile('a.csv', bytes))).rejects.toThrow(InputError)
})

test('a gzip file that ends early gives what it holds, then says so', async () => {
  const lines = Array.from({ length: 40_000 }, (_, at) =>
    JSON.stringify({ id: `r${at}`, text: `Report ${at * 7919} is clear.` }),
  )
  const packed = gzipSync(lines.join('\n'))
  const { seen } = await read(makeFile('a.jsonl.gz', packed.subarray(0, packed.length >> 1)))
  expect(seen.length).toBeGreaterThan(5000)
  expect(seen[seen.length - 1]).toEqual([null, 'unreadable', 'aside'])
  expect(seen.slice(0, 5000).map(([id]) => id)).toEqual(lines.slice(0, 5000).map((_, at) => `r${at}`))
})

test('one stray byte among UTF-8 does not make a file Latin-1', () => {
  expect(detectEncoding(Buffer.concat([Buffer.from('é'), Buffer.of(0xe9), Buffer.from(' text')]))).toBe('utf-8')
  expect(detectEncoding(Buffer.concat([Buffer.from('e'), Buffer.of(0xe9), Buffer.from(' text')]))).toBe('windows-1252')
  expect(detectEncoding(Buffer.of(0x61, 0x62, 0xc3))).toBe('utf-8')
})
