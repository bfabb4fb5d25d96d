// Of an error no more is told than its class and where it was thrown in this package: its message may be a report's
// text.
import { expect, test } from 'vitest'
import { describeError } from '../../src/batch/failure.ts'
import { makeWriter } from '../../src/io/write.ts'

const SECRET = 'Mr Smith has an effusion'

function caught(act: () => void): unknown {
  try {
    act()
  } catch (error) {
    return error
  }
  throw new Error('nothing was thrown')
}

const named = (name: unknown): Error => Object.assign(new Error(SECRET), { name })

test.each<[what: string, error: unknown, told: string | RegExp]>([
  ['of this package', caught(() => write()), /^TypeError at io\/write\.ts:\d+$/],
  ['of elsewhere', new RangeError(SECRET), 'RangeError'],
  ['with a name that is no word', named(SECRET), 'Error'],
  ['with a name that is no text', named({ SECRET }), 'Error'],
  [
    'with a message that looks like a frame',
    new Error(`a\n    at ${new URL('../../src/', import.meta.url)}Smith:1:1`),
    'Error',
  ],
  ['with a stack that is none', Object.assign(new Error(SECRET), { stack: SECRET }), 'Error'],
  ['that is a text', SECRET, 'not an error'],
])('an error %s', (_, error, told) => {
  expect(describeError(error)).toMatch(told)
  expect(describeError(error)).not.toContain('Smith')
})

function write(): void {
  const options = { labels: [], keep: ['age'], withEvidence: false, withBounds: false, spreadsheetSafe: false }
  makeWriter({ format: 'jsonl', ...options }).line({ id: SECRET } as never, [1n])
}
