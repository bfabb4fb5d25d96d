// A file that is only ever appended to, and can be cut back to an earlier length when a run is taken up again.
import { type FileHandle, open } from 'node:fs/promises'
import { InputError } from '../io/records.ts'

export interface Log {
  append(bytes: Uint8Array): Promise<void>
  /** Waits until the disk has everything. */
  sync(): Promise<void>
  close(): Promise<void>
  /** Bytes in the file. */
  readonly length: number
}

/**
 * Opens a log at a length: 0 makes it anew, more cuts off what was written after a checkpoint.
 * Small appends are gathered; `sync` and `close` write them out.
 */
export async function openLog(path: string, length: number): Promise<Log> {
  const file = length === 0 ? await create(path) : await reopen(path, length)
  let written = length
  let waiting: Uint8Array[] = []
  let waitingBytes = 0
  const flush = async (): Promise<void> => {
    if (waitingBytes === 0) return
    const bytes = waiting.length === 1 ? waiting[0] : Buffer.concat(waiting)
    waiting = []
    waitingBytes = 0
    await writeAll(file, bytes, written)
    written += bytes.length
  }
  return {
    get length() {
      return written + waitingBytes
    },
    append: async (bytes) => {
      if (bytes.length === 0) return
      waiting.push(bytes)
      waitingBytes += bytes.length
      if (waitingBytes >= 1 << 18) await flush()
    },
    sync: async () => {
      await flush()
      await file.datasync()
    },
    close: async () => {
      try {
        await flush()
      } finally {
        await file.close()
      }
    },
  }
}

async function create(path: string): Promise<FileHandle> {
  try {
    return await open(path, 'w')
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOSPC' || code === 'EDQUOT') throw error
    throw new InputError(`${path}: cannot be written (${code === 'ENOENT' ? 'there is no such folder' : code})`)
  }
}

async function reopen(path: string, length: number): Promise<FileHandle> {
  const file = await open(path, 'r+').catch(() => {
    throw new InputError(`${path}: is gone, so the run cannot be resumed; run without --resume to start over`)
  })
  if ((await file.stat()).size < length) {
    await file.close()
    throw new InputError(
      `${path}: is shorter than it was, so the run cannot be resumed; run without --resume to start over`,
    )
  }
  await file.truncate(length)
  return file
}

/** A full disk may take part of a write; the next one then says why. */
async function writeAll(file: FileHandle, bytes: Uint8Array, position: number): Promise<void> {
  let at = 0
  while (at < bytes.length) {
    const { bytesWritten } = await file.write(bytes, at, bytes.length - at, position + at)
    at += bytesWritten
  }
}
