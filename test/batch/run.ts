// Runs the command as a user does, in a process of its own, and makes inputs of any size.
import { spawn } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'

const main = join(import.meta.dirname, '..', '..', 'src', 'cli', 'main.ts')

export interface Ended {
  readonly status: number | null
  readonly out: string
  readonly said: string
}

/** Arguments for node that run the command from source. */
export const COMMAND: readonly string[] = ['--import', 'tsx', main, 'label']

/** Runs `cxrlabel label`, with `input` on its standard input; `act` may do something to the process while it runs. */
export function runLabel(
  args: readonly string[],
  input: string | Uint8Array = '',
  act: (child: ReturnType<typeof spawn>) => void = () => {},
): Promise<Ended> {
  const child = spawn(process.execPath, [...COMMAND, ...args], { stdio: 'pipe' })
  const out: Buffer[] = []
  const said: Buffer[] = []
  child.stdout.on('data', (chunk: Buffer) => out.push(chunk))
  child.stderr.on('data', (chunk: Buffer) => said.push(chunk))
  child.stdin.on('error', () => {})
  child.stdin.end(input)
  act(child)
  return new Promise((resolve) => {
    child.on('close', (status) =>
      resolve({ status, out: Buffer.concat(out).toString(), said: Buffer.concat(said).toString() }),
    )
  })
}

/** `count` reports as JSON Lines, different but for the words they share; ids r1, r2 … */
export function makeLines(count: number): string {
  const findings = [
    'Small left effusion.',
    'No effusion.',
    'Possible pneumonia.',
    'Heart size normal.',
    'Old rib fracture.',
  ]
  const line = (at: number) =>
    JSON.stringify({ id: `r${at + 1}`, text: `Film ${at % 97}. ${findings[at % 5]} ${findings[(at * 7 + 3) % 5]}` })
  return Array.from({ length: count }, (_, at) => `${line(at)}\n`).join('')
}

/** The files that stand beside an output and begin with its name. */
export function filesBeside(output: string): string[] {
  return readdirSync(dirname(output))
    .filter((name) => name.startsWith(basename(output)))
    .sort()
}

/** The rejects of an output. */
export function readRejects(output: string): Readonly<Record<string, unknown>>[] {
  const path = `${output}.rejects.jsonl`
  if (!existsSync(path)) return []
  return readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Record<string, unknown>)
}
