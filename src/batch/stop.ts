// A run that ended before its inputs did, and can be taken up again.

/** Why a run ended: a signal, an output or a pipe that took no more, workers that died. */
export type StopCause = 'signal' | 'output' | 'pipe' | 'worker'

/** Thrown when a run was interrupted, its output could not be written, or its workers kept dying. */
export class StoppedError extends Error {
  readonly reason: StopCause
  /** Rows that are safe: a resumed run goes on after them. 0: there is nothing to resume. */
  readonly savedRows: number
  constructor(reason: StopCause, message: string, savedRows: number) {
    super(message)
    this.name = 'StoppedError'
    this.reason = reason
    this.savedRows = savedRows
  }
}

/** Says in words why writing failed; null for errors that are not the output's. */
export function outputFailure(error: unknown): { readonly reason: StopCause; readonly message: string } | null {
  const { code, syscall } = error as NodeJS.ErrnoException
  switch (code) {
    case 'EPIPE':
      return { reason: 'pipe', message: 'the reader of standard output closed it' }
    case 'ENOSPC':
      return { reason: 'output', message: 'the disk of the output is full' }
    case 'EDQUOT':
      return { reason: 'output', message: 'the disk quota is used up' }
    case 'EFBIG':
      return { reason: 'output', message: 'the output reached the largest file size allowed' }
    case 'EIO':
    case 'EROFS':
      return { reason: 'output', message: `the output cannot be written (${code})` }
    default:
      return syscall === 'write' ? { reason: 'output', message: `the output cannot be written (${code})` } : null
  }
}
