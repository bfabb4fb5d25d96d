// Values of options that are more than a word.
import { InvalidArgumentError } from 'commander'

/** Names between commas, one at least. */
export function list(value: string): string[] {
  const names = value.split(',').map((name) => name.trim())
  const given = names.filter((name) => name !== '')
  if (given.length === 0) throw new InvalidArgumentError('give names, with commas between them.')
  return given
}

/** A whole number from 1. */
export function wholeNumber(value: string): number {
  if (!/^[1-9]\d{0,14}$/.test(value)) throw new InvalidArgumentError('give a whole number from 1.')
  return Number(value)
}

/** A whole number from 0. */
export function count(value: string): number {
  if (!/^\d{1,15}$/.test(value)) throw new InvalidArgumentError('give a whole number of 0 or more.')
  return Number(value)
}

/** A number of days. */
export function days(value: string): number {
  if (!/^\d+(\.\d+)?$/.test(value)) throw new InvalidArgumentError('give a number of days.')
  return Number(value)
}
