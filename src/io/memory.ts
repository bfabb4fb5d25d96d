// Where the bytes of batches lie. A long run would ask for a new buffer every few milliseconds, and the engine would
// stop, time and again, to see which of the old ones can go: here each is used again once its batch is done with.

/** Gives bytes of a batch a place of their own. */
export interface BatchMemory {
  /** A copy, which stays as it is until it is given back. */
  copy(bytes: Uint8Array): Uint8Array
  /** The batch whose bytes these are is done with. */
  giveBack(bytes: Uint8Array): void
}

/** A new buffer for each batch, which the engine frees. */
export const FRESH_MEMORY: BatchMemory = {
  copy: (bytes) => Uint8Array.prototype.slice.call(bytes),
  giveBack: () => {},
}

/** A batch of a table ends at this many bytes; a single record may have more. */
export const BATCH_BYTES = 1 << 19

/**
 * Buffers that go round, shared with the workers, which need no copies then. The collector does not feel the weight of
 * shared memory, so whoever takes it must give it back; a record that is longer than batches are gets a buffer that it
 * does feel.
 */
export function makeSharedMemory(): BatchMemory {
  const free: SharedArrayBuffer[] = []
  return {
    copy: (bytes) => {
      if (bytes.length > BATCH_BYTES) return FRESH_MEMORY.copy(bytes)
      const own = new Uint8Array(free.pop() ?? new SharedArrayBuffer(BATCH_BYTES), 0, bytes.length)
      own.set(bytes)
      return own
    },
    giveBack: ({ buffer }) => {
      if (buffer instanceof SharedArrayBuffer) free.push(buffer)
    },
  }
}
