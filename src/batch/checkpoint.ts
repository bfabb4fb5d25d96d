// How far a run has come, in a file beside its output. It is replaced whole, so that it is never half written.
import { open, readFile, rename, rm } from 'node:fs/promises'
import { InputError, type Position } from '../io/records.ts'
import type { Tally } from './tally.ts'

export interface Checkpoint {
  readonly version: 1
  /** What the run was asked to do; only the same run may be taken up again. */
  readonly run: string
  /** Where reading goes on. */
  readonly position: Position
  /** Lengths of the files written beside the output. */
  readonly output: number
  readonly rejects: number
  readonly ids: number
  readonly conflicts: number
  readonly tally: Tally
  /** All rows are written; only the renaming was left. */
  readonly isDone: boolean
}

/** Writes a checkpoint in place of the one before. */
export async function writeCheckpoint(path: string, checkpoint: Checkpoint): Promise<void> {
  const fresh = `${path}.new`
  const file = await open(fresh, 'w')
  try {
    await file.writeFile(JSON.stringify(checkpoint))
    await file.datasync()
  } finally {
    await file.close()
  }
  await rename(fresh, path)
}

/** Reads a checkpoint, or null when there is none. @throws {InputError} when it belongs to another run. */
export async function readCheckpoint(path: string, run: string): Promise<Checkpoint | null> {
  let text: string
  try {
    text = await readFile(path, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  }
  const checkpoint = JSON.parse(text) as Checkpoint
  if (checkpoint.version !== 1 || checkpoint.run !== run) {
    throw new InputError(
      `${path}: the run to resume had other inputs, options or rules; run without --resume to start over`,
    )
  }
  return checkpoint
}

/** Removes a checkpoint. */
export async function removeCheckpoint(path: string): Promise<void> {
  await rm(path, { force: true })
  await rm(`${path}.new`, { force: true })
}
