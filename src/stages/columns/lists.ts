// Lists of numbers in one piece of memory: a list of arrays is spread over it, and every step into one may wait for it.

/**
 * List i holds the items from `starts[i]` to before `starts[i + 1]`.
 *
 *     starts: | 0 | 2 | 2 | 5 |      items: | a b |  | c d e |
 */
export interface Lists {
  readonly starts: Int32Array
  readonly items: Int32Array
}

/** Lays lists out one behind the other. */
export function layLists(lists: readonly (readonly number[])[]): Lists {
  const starts = new Int32Array(lists.length + 1)
  lists.forEach((list, at) => {
    starts[at + 1] = starts[at] + list.length
  })
  return { starts, items: Int32Array.from(lists.flat()) }
}
