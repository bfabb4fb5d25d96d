// JSON Lines inputs: fields, and lines that are not right.
import { expect, test } from 'vitest'
import { InputError } from '../../src/io/records.ts'
import { makeFile, read } from './read.ts'

test.each([
  ['{"id":"a","text":"Clear."}', ['a', 'Clear.']],
  ['{"id":7,"text":"Clear."}', ['7', 'Clear.']],
  ['{"study_id":"s","report":"Clear."}', ['s', 'Clear.']],
  [
    '{"id":"a","findings":"Clear.","impression":"Normal.","indication":null}',
    ['a', { findings: 'Clear.', impression: 'Normal.' }],
  ],
  ['{"id":"a","FINDINGS":"Clear."}', ['a', { findings: 'Clear.' }]],
  ['{"id":"a","text":"","impression":"Normal."}', ['a', { impression: 'Normal.' }]],
  ['{"id":"a","text":"Clear."}\r', ['a', 'Clear.']],
  // Of several names of one thing the best counts, of two spellings of a name the first; "id" and "text" come before
  // all.
  ['{"report":"Old.","Text":"Older.","text":"Clear.","study_id":"s","ID":"i","id":"a"}', ['a', 'Clear.']],
  ['{"Text":5,"text":"Clear.","id":"a"}', ['a', 'Clear.']],
  ['{"accession":"x","Study ID":"s","study_id":"t","note":"No.","Report":"Clear.","report":"No."}', ['s', 'Clear.']],
  [
    '{"id":"a","Findings":"Clear.","findings":"No.","conclusion":"Normal."}',
    ['a', { findings: 'Clear.', impression: 'Normal.' }],
  ],
  ['{"id":"a","report":" ","narrative":"Clear."}', ['a', 'Clear.']],
  ['{"id":"a","report":5,"narrative":"Clear."}', ['a', 'bad-text', 'aside']],
  ['{"id":"a","text":"Clear."', [null, 'broken-json', 'aside']],
  ['[1]', [null, 'broken-json', 'aside']],
  ['"text"', [null, 'broken-json', 'aside']],
  ['{"text":"Clear."}', [null, 'no-id', 'aside']],
  ['{"id":" ","text":"Clear."}', [null, 'no-id', 'aside']],
  ['{"id":"a"}', ['a', 'no-text', 'aside']],
  ['{"id":"a","text":" \\n "}', ['a', 'no-text', 'aside']],
  ['{"id":"a","text":5}', ['a', 'bad-text', 'aside']],
  ['{"id":"a","findings":["Clear."]}', ['a', 'bad-text', 'aside']],
  ['{"id":"a","text":"nul \u0000"}', [null, 'broken-json', 'aside']],
])('%s', async (line, seen) => {
  // Neighbours show that nothing around the line is disturbed.
  const { seen: all, rows } = await read(
    makeFile('a.jsonl', `{"id":"x","text":"X."}\n\n${line}\n{"id":"y","text":"Y."}`),
  )
  expect(all).toEqual([['x', 'X.'], seen, ['y', 'Y.']])
  expect(rows).toEqual([1, 3, 4])
})

test('fields by name, and kept ones as they are', async () => {
  const path = makeFile('a.jsonl', '{"k":"a","body":"Clear.","age":61,"tags":["x"]}\n')
  const { seen, kept } = await read(path, { idColumn: 'k', textColumn: 'body', keep: ['age', 'tags', 'none'] })
  expect([seen, kept]).toEqual([[['a', 'Clear.']], [[61, ['x'], null]]])
})

test('a JSON array is refused with advice', async () => {
  await expect(read(makeFile('a.json', '[{"id":"a"}]'))).rejects.toThrow(InputError)
})

test('a line far over the limit is passed over without being held', async () => {
  const content = `{"id":"x","text":"X."}\n{"id":"long","text":"${'y'.repeat(9 << 20)}"}\n{"id":"z","text":"Z."}\n`
  const { seen, batches } = await read(makeFile('a.jsonl', content))
  expect(seen).toEqual([
    ['x', 'X.'],
    ['long', 'too-long', 'aside'],
    ['z', 'Z.'],
  ])
  expect(Math.max(...batches.map(({ bytes }) => bytes.length))).toBeLessThan(1000)
})

test.each([
  ['{"id":"a \\"b\\" \\u00e9",', 'a "b" é'],
  [' { "study_id" : 17 , ', '17'],
  ['{"age":17,"id":"a",', null],
  ['{"id":"\\x",', null],
  ['{"id":{"a":1},', null],
  ['{"id","a",', null],
])('a line too long to be parsed keeps its id when that stands first: %s', async (start, id) => {
  const { seen } = await read(makeFile('a.jsonl', `${start}"text":"${'y'.repeat(2000)}"}\n`), {
    from: 'jsonl',
    maxReportBytes: 1000,
  })
  expect(seen).toEqual([[id, 'too-long', 'aside']])
})
