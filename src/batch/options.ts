// Options that callers without types, or with a slip of the keyboard, give: refused with what would have been right.

/** @throws {TypeError} for a key that is none of the options, with the nearest that is; `of` names whose they are */
export function checkKeys(options: object, known: Readonly<Record<string, true>>, of: string): void {
  for (const key of Object.keys(options)) {
    if (Object.hasOwn(known, key)) continue
    const [nearest] = Object.keys(known)
      .map((name) => [name, distance(key.toLowerCase(), name.toLowerCase())] as const)
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

/** Letters to change, add or leave out to make one word the other; few where one is a part of the other. */
function distance(a: string, b: string): number {
  if (a !== b && a.length > 3 && (b.includes(a) || a.includes(b))) return 2
  let above = Array.from({ length: b.length + 1 }, (_, at) => at)
  for (let row = 1; row <= a.length; row++) {
    const here = [row]
    for (let at = 1; at <= b.length; at++) {
      const change = above[at - 1] + (a[row - 1] === b[at - 1] ? 0 : 1)
      here.push(Math.min(change, above[at] + 1, here[at - 1] + 1))
    }
    above = here
  }
  return above[b.length]
}
