// Colours for a terminal and for nothing else, unless FORCE_COLOR asks: a file or a pipe gets plain text, also where CI is set.
import { stdout } from 'node:process'
import pico from 'picocolors'

/** Whether `output` gets colours; NO_COLOR and FORCE_COLOR are as no-color.org and Node.js have them. */
export function wantsColor(output: { isTTY?: boolean }, env: NodeJS.ProcessEnv): boolean {
  if (env.NO_COLOR !== undefined && env.NO_COLOR !== '') return false
  if (env.FORCE_COLOR !== undefined) return env.FORCE_COLOR !== '0' && env.FORCE_COLOR !== 'false'
  return output.isTTY === true && env.TERM !== 'dumb'
}

/** Paints what goes to standard output. */
export const colors = pico.createColors(wantsColor(stdout, process.env))

/** Paints nothing. */
export const plain = pico.createColors(false)
