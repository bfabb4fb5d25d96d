// Archives and folders: documents and tables in them, ids from paths, and entries that are refused.
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Readable } from 'node:stream'
import { gzipSync } from 'node:zlib'
import { type Header, pack } from 'tar-stream'
import { describe, expect, test } from 'vitest'
import { makeFile, makeFolder, read } from './read.ts'

type EntryHeader = Partial<Header> & { readonly name: string }
type Entry = readonly [header: EntryHeader, content?: string | Buffer]

async function makeTar(entries: readonly Entry[]): Promise<Buffer> {
  const archive = pack()
  for (const [header, content = ''] of entries) archive.entry(header as Header, content as Buffer)
  archive.finalize()
  const chunks: Buffer[] = []
  for await (const chunk of archive as unknown as Readable) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks)
}

const xml = (text: string) =>
  `<eCitation><MedlineCitation><Article><Abstract><AbstractText Label="FINDINGS">${text}</AbstractText><AbstractText Label="IMPRESSION"></AbstractText></Abstract></Article></MedlineCitation></eCitation>`

describe('tar', () => {
  test.each(['a.tar', 'a.tar.gz'])('%s holds documents and tables', async (name) => {
    const tar = await makeTar([
      [{ name: 'reports/', type: 'directory' }],
      [{ name: 'reports/1.txt' }, 'Clear.'],
      [{ name: 'reports/2.xml' }, xml('Effusion.')],
      [{ name: 'reports/3.txt.gz' }, gzipSync('Dry.')],
      [{ name: 'notes.md' }, 'no report'],
      [{ name: 'table.csv' }, 'id,text\na,Clear.\nb,Dry.\n'],
      [{ name: 'reports/4.txt' }, ' '],
    ])
    const { seen, ignored } = await read(makeFile(name, name.endsWith('gz') ? gzipSync(tar) : tar))
    expect(seen).toEqual([
      ['1', 'Clear.'],
      ['2', { findings: 'Effusion.' }],
      ['3', 'Dry.'],
      ['a', 'Clear.'],
      ['b', 'Dry.'],
      ['4', 'no-text', 'aside'],
    ])
    expect(ignored).toEqual(['notes.md'])
  })

  test('entries that point outside, links and devices are refused, and the rest is read', async () => {
    const bad: EntryHeader[] = [
      { name: '../up.txt' },
      { name: 'a/../../up.txt' },
      { name: 'a\\..\\up.txt' },
      { name: '/etc/abs.txt' },
      { name: 'C:\\abs.txt' },
      { name: 'link.txt', type: 'symlink', linkname: '/etc/passwd' },
      { name: 'hard.txt', type: 'link', linkname: 'good.txt' },
      { name: 'pipe.txt', type: 'fifo' },
      { name: 'inner.tar.gz' },
    ]
    const tar = await makeTar([
      [{ name: 'good.txt' }, 'Clear.'],
      ...bad.map((header): Entry => [header]),
      [{ name: 'last.txt' }, 'Dry.'],
    ])
    const { seen } = await read(makeFile('a.tar', tar))
    expect(seen[0]).toEqual(['good', 'Clear.'])
    expect(seen[seen.length - 1]).toEqual(['last', 'Dry.'])
    expect(seen.slice(1, -1).map(([, reason]) => reason)).toEqual(bad.map(() => 'refused-entry'))
  })

  test('a document that unpacks to far more than the limit is set aside', async () => {
    const bomb = gzipSync(Buffer.alloc(64 << 20))
    const tar = await makeTar([
      [{ name: 'bomb.txt.gz' }, bomb],
      [{ name: 'b.txt' }, 'Clear.'],
    ])
    const { seen } = await read(makeFile('a.tar.gz', gzipSync(tar)))
    expect(seen.map(([, what]) => what)).toEqual(['too-long', 'Clear.'])
  })

  test('an archive cut short gives what it holds, then says so', async () => {
    const entries = Array.from({ length: 2000 }, (_, at): Entry => [{ name: `${at}.txt` }, `Report ${at}. Clear.`])
    const tar = await makeTar(entries)
    const { seen } = await read(makeFile('a.tar', tar.subarray(0, tar.length >> 1)))
    expect(seen.length).toBeGreaterThan(900)
    expect(seen[seen.length - 1].slice(0, 2)).toEqual([null, 'unreadable'])
    expect(seen.slice(0, 900).map(([id]) => id)).toEqual(Array.from({ length: 900 }, (_, at) => `${at}`))
  })
})

describe('folders', () => {
  const folder = makeFolder()
  const files: Readonly<Record<string, string>> = {
    'p10/p10000032/s50414267.txt': 'FINDINGS: Clear.',
    'p10/p10000032/s53189527.txt': 'FINDINGS: Effusion.',
    'p11/p11000001/s50000001.txt': 'FINDINGS: Dry.',
    'p11/index.html': '<html>',
  }
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true })
    writeFileSync(join(folder, name), content)
  }
  symlinkSync('..', join(folder, 'p10', 'loop'))

  test('are read in the order of their names; links are not followed', async () => {
    const { seen, ignored } = await read(folder)
    expect(seen.map(([id]) => id)).toEqual(['s50414267', 's53189527', 's50000001'])
    expect([...ignored].sort()).toEqual(['p10/loop', 'p11/index.html'])
  })

  test("numbers come from MIMIC-CXR's paths", async () => {
    const { seen, kept } = await read(folder, { idColumn: 'study_id', keep: ['subject_id', 'path'] })
    expect(seen.map(([id]) => id)).toEqual(['50414267', '53189527', '50000001'])
    expect(kept[0]).toEqual(['10000032', 'p10/p10000032/s50414267'])
  })

  test('a path that does not have what is asked for', async () => {
    const { seen } = await read(makeFile('a.txt', 'Clear.'), { idColumn: 'study_id' })
    expect(seen).toEqual([['a', 'no-id', 'aside']])
  })
})
