// CSV inputs: which columns are taken, and what becomes of rows that are not right.
import { describe, expect, test } from 'vitest'
import { InputError } from '../../src/io/records.ts'
import { makeFile, read } from './read.ts'

describe('columns', () => {
  test.each([
    ['id,text\n7,Clear lungs.\n', [['7', 'Clear lungs.']]],
    ['study_id,Report\n7,Clear lungs.\n', [['7', 'Clear lungs.']]],
    ['Report Impression\n"Clear, dry lungs."\n', [['1', { impression: 'Clear, dry lungs.' }]]],
    ['uid,findings,impression\n7,Clear.,Normal.\n', [['7', { findings: 'Clear.', impression: 'Normal.' }]]],
    ['uid,findings,impression\n7,,Normal.\n', [['7', { impression: 'Normal.' }]]],
    ['impression,accession\nNormal.,A1\n', [['A1', { impression: 'Normal.' }]]],
    ['id;text\n7;Clear, dry.\n', [['7', 'Clear, dry.']]],
    ['id\ttext\n7\tClear, dry.\n', [['7', 'Clear, dry.']]],
    ['id,text\r\n7,"Clear.\r\nDry."\r\n', [['7', 'Clear.\r\nDry.']]],
    [
      '"The lungs are clear, and dry."\n"Effusion."\n',
      [
        ['1', 'The lungs are clear, and dry.'],
        ['2', 'Effusion.'],
      ],
    ],
    [
      'Lungs clear.\n\nEffusion.\n',
      [
        ['1', 'Lungs clear.'],
        ['3', 'Effusion.'],
      ],
    ],
    ['text\nClear.\n', [['1', 'Clear.']]],
  ])('%j', async (content, seen) => {
    expect((await read(makeFile('a.csv', content))).seen).toEqual(seen)
  })

  test('named by the caller, with other columns kept', async () => {
    const path = makeFile('a.csv', 'pid,study,body\nP1,S1,Clear.\n')
    const { seen, kept } = await read(path, { idColumn: 'study', textColumn: 'body', keep: ['pid'] })
    expect([seen, kept]).toEqual([[['S1', 'Clear.']], [['P1']]])
  })

  test('by number when there is no header', async () => {
    const path = makeFile('a.csv', 'S1,Clear.\n')
    expect((await read(path, { hasHeader: false, idColumn: '1', textColumn: '2' })).seen).toEqual([['S1', 'Clear.']])
  })

  test.each([
    ['x,y\n1,2\n', {}],
    ['id,text\n1,2\n', { textColumn: 'body' }],
    ['id,text\n1,2\n', { idColumn: 'study' }],
    ['id,text\n1,2\n', { keep: ['sex'] }],
    ['a,b\n', { hasHeader: false }],
    ['a,b\n', { hasHeader: false, textColumn: '3' }],
  ])('%j with %j cannot be read at all', async (content, options) => {
    await expect(read(makeFile('a.csv', content), options)).rejects.toThrow(InputError)
  })

  test('a report taken for a header is not quoted in the message', async () => {
    const path = makeFile('a.csv', 'Mr Smith has an effusion, small.,b\n')
    await expect(read(path)).rejects.toThrow(/^(?!.*Smith)/)
  })
})

describe('rows set aside', () => {
  test('each keeps its place and its neighbours', async () => {
    const rows = [
      'id,text',
      'a,Clear.',
      'b',
      'c,Clear.,x',
      ',Clear.',
      'd,',
      'e,"open',
      'f,Clear.',
      'g,"Clear."x',
      'h,"Clear."',
    ]
    const { seen, rows: numbers } = await read(makeFile('a.csv', `${rows.join('\n')}\n`))
    expect(seen).toEqual([
      ['a', 'Clear.'],
      ['b', 'ragged-row', 'aside'],
      ['c', 'ragged-row', 'aside'],
      [null, 'no-id', 'aside'],
      ['d', 'no-text', 'aside'],
      [null, 'broken-quote', 'aside'],
      ['f', 'Clear.'],
      [null, 'broken-quote', 'aside'],
      ['h', 'Clear.'],
    ])
    expect(numbers).toEqual([2, 3, 4, 5, 6, 7, 8, 9, 10])
  })

  test('a quote that never closes costs its own line', async () => {
    const { seen } = await read(makeFile('a.csv', 'id,text\na,"open\nb,Clear.\n'))
    expect(seen).toEqual([
      [null, 'broken-quote', 'aside'],
      ['b', 'Clear.'],
    ])
  })

  test('bytes that are not UTF-8, where the rest is', async () => {
    const content = Buffer.concat([
      Buffer.from('id,text\na,Clear é.\nb,'),
      Buffer.of(0xff, 0xfe),
      Buffer.from('\nc,Clear.\n'),
    ])
    const { seen } = await read(makeFile('a.csv', content))
    expect(seen).toEqual([
      ['a', 'Clear é.'],
      [null, 'bad-encoding', 'aside'],
      ['c', 'Clear.'],
    ])
  })

  test('a report over the size limit, quoted or not', async () => {
    const long = 'x'.repeat(3000)
    const content = `id,text\na,${long}\nb,Clear.\nc,"${long}"\nd,Clear.\n`
    const { seen } = await read(makeFile('a.csv', content), { maxReportBytes: 1000 })
    expect(seen).toEqual([
      [null, 'too-long', 'aside'],
      ['b', 'Clear.'],
      [null, 'too-long', 'aside'],
      ['d', 'Clear.'],
    ])
  })
})

test('numbered rows of several files do not share ids', async () => {
  const paths = [makeFile('a.csv', 'text\nClear.\n'), makeFile('b.csv', 'text\nClear.\n')]
  expect((await read(paths)).seen).toEqual([
    ['a:1', 'Clear.'],
    ['b:1', 'Clear.'],
  ])
})

test('an empty file and a lone header are no rows', async () => {
  expect((await read(makeFile('a.csv', ''))).seen).toEqual([])
  expect((await read(makeFile('a.csv', 'id,text\n'))).seen).toEqual([])
})
