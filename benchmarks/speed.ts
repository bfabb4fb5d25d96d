// Reports per second of `labelReport` in one process on one core, against the floor of reading every character once.
// Run: npm run bench:speed. Uses the Open-I development reports where present, else the fixtures of the tests.
import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { cpus } from 'node:os'
import { join } from 'node:path'
import { findInputs, readInputs } from '../src/io/input.ts'
import { parseBatch } from '../src/io/parse.ts'
import { isFault, READ_DEFAULTS, START } from '../src/io/records.ts'
import type { LabelOptions } from '../src/types.ts'

const root = join(import.meta.dirname, '..')
const archive = join(root, '..', 'shared', 'data', 'openi', 'reports-dev.tar.gz')
const { labelReport, defaultLabeller } = (await import(
  join(root, 'dist', 'labeller.js')
)) as typeof import('../src/labeller.ts')
const { tokenize, makeTokens } = (await import(
  join(root, 'dist', 'text', 'tokens.js')
)) as typeof import('../src/text/tokens.ts')
const { makeLexicon } = (await import(
  join(root, 'dist', 'text', 'lexicon.js')
)) as typeof import('../src/text/lexicon.ts')

const RUNS = 9
const texts = existsSync(archive) ? await readOpenI() : readFixtures()
const characters = texts.reduce((sum, text) => sum + text.length, 0)
const lexicon = makeLexicon(defaultLabeller().ruleset)
const tokens = makeTokens()

const floor = measure(() => {
  let sum = 0
  for (const text of texts) for (let i = 0; i < text.length; i++) sum = (sum + text.charCodeAt(i)) | 0
  return sum
})
const tokenRate = measure(() => {
  let sum = 0
  for (const text of texts) {
    tokenize(text, lexicon, tokens)
    sum += tokens.count
  }
  return sum
})
const label = (options: LabelOptions) => () => {
  let hash = 0x811c9dc5
  for (const text of texts) {
    const { labels } = labelReport(text, options)
    for (const name in labels) hash = Math.imul(hash ^ ((labels[name].value ?? 2) + 3), 0x01000193)
  }
  return hash >>> 0
}
const labelRate = measure(label({}))
const labelsRate = measure(label({ detail: 'labels' }))
const starts = Array.from({ length: 5 }, startUp).sort((a, b) => a - b)

const show = (name: string, { median, least, most }: Rate): string =>
  `${name.padEnd(28)} ${thousands(median).padStart(12)} reports/s  (${thousands(least)} to ${thousands(most)}, ${RUNS} runs)`
process.stdout.write(
  [
    `${texts.length} ${existsSync(archive) ? 'Open-I development reports (findings + impression)' : 'fixture reports'}, ${Math.round(characters / texts.length)} characters each`,
    `${cpus()[0]?.model ?? 'unknown processor'}, Node ${process.version}, one process, one core`,
    show('reading every character', floor),
    show('tokens', tokenRate),
    show('labelReport', labelRate),
    show('… detail: labels', labelsRate),
    `labelling takes ${(floor.median / labelRate.median).toFixed(1)} times the floor`,
    `start-up, import and first label: ${starts[2].toFixed(0)} ms (${starts[0].toFixed(0)} to ${starts[4].toFixed(0)}, 5 processes)`,
    `checksum of all labels: ${labelRate.result.toString(16)}`,
    '',
  ].join('\n'),
)

interface Rate {
  readonly median: number
  readonly least: number
  readonly most: number
  readonly result: number
}

/** Reports per second over `RUNS` passes after two passes to warm up; the result must be the same each time. */
function measure(pass: () => number): Rate {
  const result = pass()
  pass()
  const rates: number[] = []
  for (let run = 0; run < RUNS; run++) {
    const start = performance.now()
    if (pass() !== result) throw new Error('a pass gave another result than the first: labelling is not deterministic')
    rates.push((texts.length / (performance.now() - start)) * 1000)
  }
  rates.sort((a, b) => a - b)
  return { median: rates[(RUNS - 1) / 2], least: rates[0], most: rates[RUNS - 1], result }
}

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
