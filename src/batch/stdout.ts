// Standard output with back-pressure: each write waits until the reader has taken it, and no thread is blocked.
import { write } from 'node:fs'
import { setTimeout as wait } from 'node:timers/promises'

const STDOUT = 1

/** Opens standard output. A write fails with `EPIPE` once the reader is gone. */
export function openStdout(): { write(bytes: Uint8Array): Promise<void> } {
  return {
    write: async (bytes) => {
      let at = 0
      while (at < bytes.length) at += await writeSome(bytes, at)
    },
  }
}

async function writeSome(bytes: Uint8Array, at: number): Promise<number> {
  try {
    return await new Promise<number>((resolve, reject) => {
      write(STDOUT, bytes, at, bytes.length - at, null, (error, count) =>
        error === null ? resolve(count) : reject(error),
      )
    })
  } catch (error) {
    // A pipe set not to block says so when it is full.
    if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') throw error
    await wait(5)
    return 0
  }
}
