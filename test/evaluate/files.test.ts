import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { readGoldFile, readPredictionFile } from '../../src/evaluate/files.ts'
import { makeFile } from '../io/read.ts'

const table = 'id,Edema,Fracture\n7,1,0\n8,,-1\n'

test('a packed file is read as what it holds, whatever it is called', () => {
  const plain = readPredictionFile(makeFile('a.csv', table))
  for (const name of ['a.csv.gz', 'a.csv'])
    expect(readPredictionFile(makeFile(name, gzipSync(table))).rows).toEqual(plain.rows)
  expect(readGoldFile(makeFile('g.csv.gz', gzipSync(table))).rows).toHaveLength(2)
})

test('the digest tells the file as it is stored', () => {
  const packed = makeFile('a.csv.gz', gzipSync(table))
  expect(readPredictionFile(packed).input.sha256).not.toBe(readPredictionFile(makeFile('a.csv', table)).input.sha256)
  expect(readPredictionFile(packed).input).toEqual(readGoldFile(packed).input)
})
