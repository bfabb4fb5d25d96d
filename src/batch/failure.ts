// What is told of an error that was thrown while labelling: its class and the place in this package. Its message is
// not: it may hold text of a report.
import { fileURLToPath } from 'node:url'

/** An error instead of a block, as plain data: what a worker throws would look to the pool like its death. */
export interface Failure {
  readonly failure: string
}

/** Whether labelling a batch threw. */
export function isFailure(result: object): result is Failure {
  return 'failure' in result
}

/** Runs a part of the work; an error becomes its description. */
export function attempt<T extends object>(act: () => T): T | Failure {
  try {
    return act()
  } catch (error) {
    return { failure: describeError(error) }
  }
}

/** `TypeError at io/write.ts:63`; without the place where the error is not from this package. */
export function describeError(error: unknown): string {
  if (!(error instanceof Error)) return 'not an error'
  const { name, message, stack } = error
  const frames = typeof stack === 'string' ? framesOf(stack, String(message)) : []
  const place = frames.map(placeOf).find((found) => found !== null)
  // A class is a word; what else stands there may be anything.
  const kind = typeof name === 'string' && /^\w{1,40}$/.test(name) ? name : 'Error'
  return place === undefined ? kind : `${kind} at ${place}`
}

/** The lines of a stack behind the message, which may have lines that look like them. */
function framesOf(stack: string, message: string): string[] {
  const at = stack.indexOf(message)
  return at < 0 ? [] : stack.slice(at + message.length).split('\n')
}

const ROOT = new URL('../', import.meta.url)
const ROOTS: readonly string[] = [ROOT.href, fileURLToPath(ROOT).replaceAll('\\', '/')]

/** File and line of a frame in this package. */
function placeOf(frame: string): string | null {
  const line = frame.replaceAll('\\', '/')
  const root = ROOTS.find((each) => line.includes(each))
  if (root === undefined) return null
  return /^[\w./-]+:\d+/.exec(line.slice(line.indexOf(root) + root.length))?.[0] ?? null
}
