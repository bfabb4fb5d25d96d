// Where CSV records end, and that they end there however the bytes are cut.
import { stringify } from 'csv-stringify/sync'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseCells } from '../../src/io/csv-parse.ts'
import { BROKEN, INCOMPLETE, scanCsvRecord } from '../../src/io/csv-scan.ts'

const COMMA = 0x2c
const scan = (text: string, isLast = true) => scanCsvRecord(Buffer.from(text), 0, COMMA, isLast)

test.each([
  ['a,b\nc', 4],
  ['a,b\r\nc', 5],
  ['a,b', 3],
  ['\nx', 1],
  ['"a\nb",c\nd', 8],
  ['"a ""quoted"" word",c\nd', 22],
  ['5" catheter,b\nc', 14],
  ['a,"b"\r\nc', 7],
  ['"",""\nc', 6],
  ['"a"', 3],
])('%j: the first record has %i bytes', (text, end) => {
  expect(scan(text)).toBe(end)
})

test.each(['"a\nb', '"a"b,c\n', 'x,"a\nb,"c"\n', '"a"\rb\n'])('%j has quotes that do not match', (text) => {
  expect(scan(text)).toBe(BROKEN)
})

test.each(['a,b', '"a\nb', '"a"', '"a"\r', 'a,"b""', ''])('%j may go on', (text) => {
  expect(scan(text, false)).toBe(INCOMPLETE)
})

const cell = fc.string({ unit: fc.constantFrom('a', '"', ',', '\n', '\r\n', ' ', 'é', ';') })
const table = fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 8 })

test('every record that a CSV writer writes is found, and gives the cells that went in', () => {
  fc.assert(
    fc.property(table, (rows) => {
      const bytes = Buffer.from(stringify(rows, { quoted: true }))
      const found: string[][] = []
      for (let at = 0; at < bytes.length; ) {
        const end = scanCsvRecord(bytes.subarray(at), 0, COMMA, true)
        expect(end).toBeGreaterThan(0)
        found.push((parseCells(bytes.toString('utf8', at, at + end), ',') as string[][])[0])
        at += end
      }
      expect(found).toEqual(rows)
    }),
  )
})

test('cut short, a record is incomplete or the same as whole', () => {
  fc.assert(
    fc.property(table, fc.nat(), (rows, cut) => {
      const bytes = Buffer.from(stringify(rows))
      const whole = scanCsvRecord(bytes, 0, COMMA, true)
      const part = scanCsvRecord(bytes.subarray(0, cut % (bytes.length + 1)), 0, COMMA, false)
      expect([INCOMPLETE, whole]).toContain(part)
    }),
  )
})
