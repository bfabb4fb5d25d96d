// Reports per second of `labelReport` in one process on one core, against the floor of reading every character once.
// Run: npm run bench:speed. Uses the Open-I development reports where present, else the fixtures of the tests.
import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { cpus } from 'node:os'
import { join } from 'node:path'
import { findInputs, readInputs } from '../src/io/input.ts'
import { parseBatch } from '../src/io/parse.ts'
import { isFault, READ_DEFAULTS, START } from '../src/io/records.ts'
import type { Rate, Rates } from './rates.ts'

const root = join(import.meta.dirname, '..')
const archive = join(root, '..', 'shared', 'data', 'openi', 'reports-dev.tar.gz')

const texts = existsSync(archive) ? await readOpenI() : readFixtures()
const characters = texts.reduce((sum, text) => sum + text.length, 0)
const measured = execFileSync(process.execPath, ['--import', 'tsx', join(import.meta.dirname, 'rates.ts')], {
  ...{ cwd: root, encoding: 'utf8', maxBuffer: 1 << 20 },
  input: JSON.stringify(texts),
})
const rates = JSON.parse(measured) as Rates
const starts = Array.from({ length: 5 }, startUp).sort((a, b) => a - b)

const show = (name: string, { median, least, most, runs }: Rate): string =>
  `${name.padEnd(28)} ${thousands(median).padStart(12)} reports/s  (${thousands(least)} to ${thousands(most)}, ${runs} runs)`
process.stdout.write(
  [
    `${texts.length} ${existsSync(archive) ? 'Open-I development reports (findings + impression)' : 'fixture reports'}, ${Math.round(characters / texts.length)} characters each`,
    `${cpus()[0]?.model ?? 'unknown processor'}, Node ${process.version}, one process, one core`,
    show('reading every character', rates.characters),
    show('tokens', rates.tokens),
    show('labelReport', rates.all),
    show('… detail: labels', rates.labels),
    `labelling takes ${(rates.characters.median / rates.all.median).toFixed(1)} times the floor`,
    `start-up, import and first label: ${starts[2].toFixed(0)} ms (${starts[0].toFixed(0)} to ${starts[4].toFixed(0)}, 5 processes)`,
    `checksum of all labels: ${rates.all.result.toString(16)}`,
    '',
  ].join('\n'),
)

async function readOpenI(): Promise<string[]> {
  const found: string[] = []
  const quiet = { onNote: () => {}, onIgnored: () => {} }
  for await (const batch of readInputs(await findInputs([archive]), START, READ_DEFAULTS, quiet)) {
    parseBatch(
      batch,
      READ_DEFAULTS.maxReportBytes,
      () => true,
      (_, result) => {
        if (isFault(result) || typeof result.report === 'string') return
        const { findings, impression } = result.report
        found.push(`FINDINGS: ${findings ?? ''}\nIMPRESSION: ${impression ?? ''}`)
      },
    )
  }
  return found
}

function readFixtures(): string[] {
  const folder = join(root, 'test', 'fixtures')
  return readdirSync(folder)
    .filter((name) => name.endsWith('.jsonl'))
    .sort()
    .flatMap((name) => readFileSync(join(folder, name), 'utf8').trim().split('\n'))
    .map((line) => (JSON.parse(line) as { text: string }).text)
}

/** Milliseconds from import to the first label, in a fresh process. */
function startUp(): number {
  const script = `const t = performance.now(); const { labelReport } = await import(${JSON.stringify(join(root, 'dist', 'index.js'))}); labelReport('Small left effusion.'); console.log(performance.now() - t)`
  return Number(execFileSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' }))
}

function thousands(rate: number): string {
  return Math.round(rate).toLocaleString('en')
}
