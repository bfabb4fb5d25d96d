// Labelling speed now, with all detail and for the labels alone, beside that of the engine as a past commit had it: as
// it was, and without the rules of time, change, modifiers, strata and technique. Each pass in a process of its own, by
// turns, in processor time. Run: npm run bench:before [-- COMMIT]; without one, the last before those readings were
// built.
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { readReports, reportOf } from './corpus.ts'
import { BECOMES, READINGS } from './readings.ts'

const root = join(import.meta.dirname, '..')
const commit = process.argv[2] ?? 'ec56683'
const ROUNDS = 9
const PASS = join(import.meta.dirname, 'pass.ts')

const { name, reports } = await readReports()
const folder = mkdtempSync(join(tmpdir(), 'cxrlabel-before-'))
const texts = join(folder, 'texts.json')
writeFileSync(texts, JSON.stringify(reports.map(reportOf)))
try {
  const was = checkOut('was', false)
  const bare = checkOut('bare', true)
  const sides = {
    'now, all detail': [root, 'all'],
    "now, detail: 'labels'": [root, 'labels'],
    [`${commit} as it was`]: [was, 'all'],
    [`${commit} without the readings`]: [bare, 'all'],
  } as const
  const times: Record<string, number[]> = Object.fromEntries(Object.keys(sides).map((side) => [side, []]))
  for (let round = 0; round < ROUNDS; round++)
    for (const [side, [at, detail]] of turned(Object.entries(sides), round)) times[side].push(timeIn(at, detail))
  const [all, labels, before, without] = Object.values(times)
  process.stdout.write(
    [
      `${reports.length.toLocaleString('en')} ${name}; ${cpus()[0]?.model ?? 'unknown processor'}, Node ${process.version}, ${ROUNDS} rounds in turn, a process each, processor time`,
      ...Object.entries(times).map(([side, list]) => `${side}: ${spread(list, 2)} µs a report`),
      `speed with all detail: ${percent(before, all)} of ${commit} as it was, ${percent(without, all)} of it without the readings`,
      `speed for labels: ${percent(before, labels)} and ${percent(without, labels)}`,
      '',
    ].join('\n'),
  )
} finally {
  for (const at of ['was', 'bare'])
    try {
      execFileSync('git', ['worktree', 'remove', '--force', join(folder, at)], { cwd: root, stdio: 'ignore' })
    } catch {
      // It was not made.
    }
  rmSync(folder, { recursive: true, force: true })
}

/** Builds the commit beside the project, with or without the rules of the readings; gives where. */
function checkOut(what: string, isBare: boolean): string {
  process.stderr.write(`building ${commit}${isBare ? ' without the readings' : ''}\n`)
  const at = join(folder, what)
  execFileSync('git', ['worktree', 'add', '--quiet', '--detach', at, commit], { cwd: root })
  symlinkSync(join(root, 'node_modules'), join(at, 'node_modules'))
  if (isBare) for (const rules of ['rules', 'ontology']) strip(join(at, rules))
  execFileSync('npm', ['run', '-s', 'build'], { cwd: at, stdio: ['ignore', 'ignore', 'inherit'] })
  return at
}

/** Takes the rules of the readings out of a folder of rules. */
function strip(rules: string): void {
  for (const entry of readdirSync(rules, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name)
    if (!entry.isFile() || !path.endsWith('.yaml')) continue
    if (READINGS.test(path)) rmSync(path)
    else writeFileSync(path, readFileSync(path, 'utf8').replace(BECOMES, ''))
  }
}

/** A list that begins at another place each round, so that none is always first. */
function turned<T>(list: readonly T[], round: number): T[] {
  const at = round % list.length
  return [...list.slice(at), ...list.slice(0, at)]
}

/** Microseconds a report in a process of its own. */
function timeIn(at: string, detail: string): number {
  return Number(execFileSync('npx', ['tsx', PASS, at, detail, texts], { cwd: root, encoding: 'utf8' }))
}

/** Median and quartiles. */
function spread(values: readonly number[], digits: number): string {
  const sorted = values.toSorted((a, b) => a - b)
  const [low, middle, high] = [1, 2, 3].map((quarter) => sorted[((sorted.length - 1) * quarter) / 4].toFixed(digits))
  return `${middle} (${low} to ${high})`
}

/** Round by round, the speed that one time means, in per cent of what another does. */
function percent(of: readonly number[], time: readonly number[]): string {
  return `${spread(
    time.map((each, round) => (100 * of[round]) / each),
    1,
  )} %`
}
