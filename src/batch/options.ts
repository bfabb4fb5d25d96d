// Options that callers without types, or with a slip of the keyboard, give: refused with what would have been right.
import { slipsBetween } from '../slips.ts'

/** @throws {TypeError} for a key that is none of the options, with the nearest that is; `of` names whose they are */
export function checkKeys(options: object, known: Readonly<Record<string, true>>, of: string): void {
  for (const key of Object.keys(options)) {
    if (Object.hasOwn(known, key)) continue
    const [nearest] = Object.keys(known)
      .map((name) => [name, slipsFrom(key.toLowerCase(), name.toLowerCase())] as const)
      .sort((a, b) => a[1] - b[1])
    const hint = nearest[1] <= Math.max(2, key.length / 2) ? `did you mean "${nearest[0]}"?` : ''
    throw new TypeError(`${of} have no "${key}"; ${hint === '' ? `there are ${Object.keys(known).join(', ')}` : hint}`)
  }
}

/** @throws {TypeError} for a value that is none of those there are */
export function checkOneOf(value: unknown, values: readonly unknown[], name: string): void {
  if (!values.includes(value)) throw new TypeError(`there is no ${name} "${value}"; there are ${values.join(', ')}`)
}

/** @throws {TypeError} unless it is a whole number from 1 */
export function checkWorkers(workers: number): void {
  if (Number.isSafeInteger(workers) && workers >= 1) return
  throw new TypeError(`workers is ${workers}; give a whole number from 1 (1 labels in this thread)`)
}

/** Few where one name is a part of the other. */
function slipsFrom(one: string, other: string): number {
  const isPart = one !== other && one.length > 3 && (other.includes(one) || one.includes(other))
  return isPart ? 2 : slipsBetween(one, other)
}
