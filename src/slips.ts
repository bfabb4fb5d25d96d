// How far two names lie apart: for errors that say what was meant. Names are short; for texts it would be slow.

const LONGEST = 60

/** Letters to put in, take out or change to make one name of the other (Levenshtein); Infinity for what is no name. */
export function slipsBetween(one: string, other: string): number {
  if (Math.max(one.length, other.length) > LONGEST) return Number.POSITIVE_INFINITY
  let above = Array.from({ length: other.length + 1 }, (_, at) => at)
  for (let i = 0; i < one.length; i++) {
    const row = [i + 1]
    for (let j = 0; j < other.length; j++)
      row.push(Math.min(above[j] + (one[i] === other[j] ? 0 : 1), above[j + 1] + 1, row[j] + 1))
    above = row
  }
  return above[other.length]
}
