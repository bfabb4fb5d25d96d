// Values of options mean the same in every command.
import { InvalidArgumentError } from 'commander'
import { expect, test } from 'vitest'
import { count, days, list, wholeNumber } from '../../src/cli/option-values.ts'

test.each<[name: string, read: (value: string) => unknown, value: string, result: unknown]>([
  ['list', list, 'a, b c ,,d,', ['a', 'b c', 'd']],
  ['list', list, '', null],
  ['list', list, ' , ', null],
  ['wholeNumber', wholeNumber, '12', 12],
  ['wholeNumber', wholeNumber, '2147483648', 2147483648],
  ['wholeNumber', wholeNumber, '0', null],
  ['wholeNumber', wholeNumber, '1.5', null],
  ['wholeNumber', wholeNumber, '9'.repeat(16), null],
  ['count', count, '0', 0],
  ['count', count, '-1', null],
  ['count', count, '', null],
  ['days', days, '0.5', 0.5],
  ['days', days, 'x', null],
])('%s', (_, read, value, result) => {
  if (result === null) expect(() => read(value)).toThrow(InvalidArgumentError)
  else expect(read(value)).toEqual(result)
})
