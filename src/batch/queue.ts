// A queue between one producer and one consumer, with a bound on what stands in it.

export interface Queue<T> {
  /** Waits until there is room. Never again settles once the queue is closed. */
  room(): Promise<void>
  push(item: T): void
  /** No more will come. */
  end(): void
  /** The producer failed: whoever takes hears of it once all before it is taken. */
  fail(error: unknown): void
  /** The next item, or null at the end. */
  take(): Promise<T | null>
  /** The consumer is gone; the producer waits for ever. */
  close(): void
}

/** Makes a queue; `width` may change while it is in use. */
export function makeQueue<T>(width: () => number): Queue<T> {
  const items: T[] = []
  let isEnd = false
  let isClosed = false
  let failure: { readonly error: unknown } | null = null
  let wake = (): void => {}
  // Full and empty exclude each other, so at most one side ever waits.
  const changed = (): Promise<void> =>
    new Promise((resolve) => {
      wake = resolve
    })
  return {
    room: async () => {
      while (isClosed || items.length >= width()) await changed()
    },
    push: (item) => {
      items.push(item)
      wake()
    },
    end: () => {
      isEnd = true
      wake()
    },
    fail: (error) => {
      failure = { error }
      wake()
    },
    take: async () => {
      for (;;) {
        const item = items.shift()
        if (item !== undefined) {
          wake()
          return item
        }
        if (failure !== null) throw failure.error
        if (isEnd) return null
        await changed()
      }
    },
    close: () => {
      isClosed = true
      items.length = 0
    },
  }
}
