// Looks up places in columns that grow.

/** First index of a growing column whose entry is not below `value`; `count` where there is none. */
export function firstAtOrAfter(column: Int32Array, count: number, value: number): number {
  let low = 0
  let high = count
  while (low < high) {
    const middle = (low + high) >> 1
    if (column[middle] < value) low = middle + 1
    else high = middle
  }
  return low
}
