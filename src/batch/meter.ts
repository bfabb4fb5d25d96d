// How far the reading of the inputs is, for progress.
import type { Input } from '../io/records.ts'

export interface Meter {
  /** Bytes of the inputs whose size is known. */
  readonly total: number
  add(bytes: number): void
  /** Share that was read, 0 to 1; null where it cannot be known. */
  fraction(): number | null
}

/** How much of the inputs was read. Folders, streams and devices have no size beforehand. */
export function makeMeter(inputs: readonly Input[]): Meter {
  const isKnown = inputs.every(({ size }) => size !== null)
  const total = inputs.reduce((sum, { size }) => sum + (size ?? 0), 0)
  let read = 0
  return {
    total,
    add: (bytes) => {
      read += bytes
    },
    fraction: () => (isKnown && total > 0 ? Math.min(1, read / total) : null),
  }
}
