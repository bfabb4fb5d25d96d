// Files of labels, read row by row, and the digest that compares them.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type LabelRow, readLabels } from '../../src/io/read-labels.ts'
import { makeLabelDigest } from '../../src/report/label-digest.ts'
import { makeFile } from './read.ts'

async function rowsOf(name: string, content: string): Promise<LabelRow[]> {
  const rows: LabelRow[] = []
  for await (const row of readLabels(makeFile(name, content), ['Edema', 'Fracture'])) rows.push(row)
  return rows
}

test.each([
  ['a.csv', '\uFEFFid,mrn,Edema,Fracture\n"1,\n2",x,1.0,\n3,y,-1.0,0.0\n'],
  ['a.tsv', 'id\tFracture\tEdema\r\n"1,\n2"\t\t1.0\r\n3\t0.0\t-1.0\r\n'],
  [
    'a.jsonl',
    '{"id":"1,\\n2","labels":{"Edema":1,"Fracture":null}}\n\n{"id":"x","error":{}}\n{"id":"3","labels":{"Edema":-1,"Fracture":0}}',
  ],
])('%s', async (name, content) => {
  expect(await rowsOf(name, content)).toEqual([
    { id: '1,\n2', values: [1, null] },
    { id: '3', values: [-1, 0] },
  ])
})

test.each(['{"id":', 'secret words'])('what is none is refused, and not quoted: %s', async (content) => {
  await expect(rowsOf('a.jsonl', content)).rejects.toThrow(
    /^[^:]*a.jsonl: cannot be read as labels \(not as "cxrlabel label" writes them\)$/,
  )
})

test('a table without ids is no table of labels', async () => {
  await expect(rowsOf('a.csv', 'report\nNo effusion.\n')).rejects.toThrow(/a.csv: cannot be read as labels/)
})

test('the digest knows every value, and no order', () => {
  const values = fc.array(fc.constantFrom(1, 0, -1, null), { minLength: 3, maxLength: 3 })
  const rows = fc.uniqueArray(fc.tuple(fc.string(), values), { minLength: 1, maxLength: 20, selector: ([id]) => id })
  const digestOf = (list: readonly (readonly [string, readonly (1 | 0 | -1 | null)[]])[]): string => {
    const digest = makeLabelDigest()
    for (const [id, own] of list) digest.add(id, own)
    return digest.digest()
  }
  fc.assert(
    fc.property(rows, fc.nat(), (list, at) => {
      expect(digestOf([...list].reverse())).toBe(digestOf(list))
      const changed = list.map(
        ([id, own], index) => [id, index === at % list.length ? [own[0] === 1 ? 0 : 1, own[1], own[2]] : own] as const,
      )
      expect(digestOf(changed as typeof list)).not.toBe(digestOf(list))
      expect(digestOf(list.slice(1))).not.toBe(digestOf(list))
    }),
  )
})
