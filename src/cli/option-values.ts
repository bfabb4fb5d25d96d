// Values of options that are more than a word.
import { InvalidArgumentError } from 'commander'

/** Names between commas. */
export function list(value: string): string[] {
  return value.split(',').map((name) => name.trim())
}

/** A whole number from 1. */
export function wholeNumber(value: string): number {
  if (!/^[1-9]\d*$/.test(value)) throw new InvalidArgumentError('give a whole number from 1.')
  return Number(value)
}

/** A number of days. */
export function days(value: string): number {
  if (!/^\d+(\.\d+)?$/.test(value)) throw new InvalidArgumentError('give a number of days.')
  return Number(value)
}
