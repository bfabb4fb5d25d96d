// Options that no type has checked: what is wrong is said before anything is read, with what would be right.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { labelFiles, labelRows } from '../../src/batch/index.ts'
import { makeFile, makeFolder } from '../io/read.ts'

const input = makeFile('a.jsonl', '{"id":"a","text":"No effusion."}\n')

async function refused(options: object): Promise<string> {
  const output = join(makeFolder(), 'out.jsonl')
  const error = await labelFiles([input], { output, ...options }).catch((reason: unknown) => reason)
  expect(error).toBeInstanceOf(TypeError)
  expect(existsSync(output)).toBe(false)
  return (error as TypeError).message
}

test.each([0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY, '2'])('workers: %s', async (workers) => {
  const message = `workers is ${workers}; give a whole number from 1 (1 labels in this thread)`
  expect(await refused({ workers })).toBe(message)
  const rows = labelRows([], { workers: workers as number })
  await expect(rows.next()).rejects.toThrow(new TypeError(message))
})

test.each(['xlsx', 'JSONL', 1])('format: %s', async (format) => {
  expect(await refused({ format })).toBe(`there is no format "${format}"; there are jsonl, csv, tsv, parquet`)
})

test.each<[options: object, message: string]>([
  [{ worker: 2 }, 'the options of labelFiles have no "worker"; did you mean "workers"?'],
  [{ with_evidence: true }, 'the options of labelFiles have no "with_evidence"; did you mean "withEvidence"?'],
  [{ reject: 'r.jsonl' }, 'the options of labelFiles have no "reject"; did you mean "rejects"?'],
  [{ read: { idcolumn: 'x' } }, 'the options of reading have no "idcolumn"; did you mean "idColumn"?'],
  [{ series: { patientColumn: 'x', maxGap: 3 } }, 'the options of series have no "maxGap"; did you mean "maxGapDays"?'],
])('%j', async (options, message) => {
  expect(await refused(options)).toBe(message)
})

test('a key like none is told all there are', async () => {
  expect(await refused({ xyzxyz: 1 })).toMatch(/have no "xyzxyz"; there are output, format, read, .*rowModule$/)
})

test('rows in hand', async () => {
  await expect(labelRows([], { evidence: true } as object).next()).rejects.toThrow(
    'the options of labelRows have no "evidence"; did you mean "withEvidence"?',
  )
})
