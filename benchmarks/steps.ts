// The gold in two halves at past commits: shows whether what was tuned on the mistakes of half a holds for half b.
// Run: npx tsx benchmarks/steps.ts [--also FILE] COMMIT… ; writes benchmarks/results/steps.json.
import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { parseArgs } from 'node:util'
import { readPredictionFile } from '../src/evaluate/files.ts'
import type { PredictedRow } from '../src/evaluate/rows.ts'
import { table } from './accuracy/format.ts'
import { halfSet, scoreSet } from './accuracy/gold.ts'
import { compactJson } from './accuracy/record.ts'
import { type LabelledSet, readGoldSet, readOpenI, readOtherGold } from './accuracy/sets.ts'
import type { Summary } from './accuracy/summary.ts'

const root = join(import.meta.dirname, '..')
const archive = join(root, '..', 'shared', 'data', 'openi', 'reports-dev.tar.gz')
const output = join(import.meta.dirname, 'results', 'steps.json')
const { values, positionals: commits } = parseArgs({
  options: { also: { type: 'string', multiple: true, default: [] } },
  allowPositionals: true,
})

interface Step {
  readonly commit: string
  readonly subject: string
  readonly ruleset: string
  readonly sets: Readonly<Record<string, Kept>>
}
type Kept = Pick<Summary, 'reports' | 'cells' | 'wrongCells' | 'macro' | 'allRight'>

const openI = await readOpenI()
const gold = readGoldSet(openI)
if (gold === null || commits.length === 0) {
  process.stderr.write('usage: npx tsx benchmarks/steps.ts [--also FILE] COMMIT…  (needs the gold under ../shared)\n')
  process.exit(2)
}
const sets: Record<string, LabelledSet> = { 'half a': halfSet(gold, 'a'), 'half b': halfSet(gold, 'b') }
for (const path of values.also) {
  const set = readOtherGold(path, openI)
  if (set !== null) sets[basename(path, '.jsonl')] = set
}
const before = existsSync(output) ? (JSON.parse(readFileSync(output, 'utf8')) as Step[]) : []
const steps = before.filter(({ commit }) => !commits.includes(commit))
for (const commit of commits) {
  steps.push(measure(commit))
  writeFileSync(output, `${compactJson(steps)}\n`)
}
process.stdout.write(`${stepTable(steps)}\n`)

/** Checks a commit out beside the project, compiles its rules, labels the reports with it and scores them. */
function measure(commit: string): Step {
  process.stderr.write(`measuring ${commit}\n`)
  const folder = mkdtempSync(join(tmpdir(), 'cxrlabel-step-'))
  const at = join(folder, 'project')
  const labels = join(folder, 'labels.jsonl')
  const run = (file: string, ...args: string[]) => execFileSync(file, args, { cwd: at, encoding: 'utf8' })
  execFileSync('git', ['worktree', 'add', '--quiet', '--detach', at, commit], { cwd: root })
  try {
    symlinkSync(join(root, 'node_modules'), join(at, 'node_modules'))
    const ruleset = /ruleset (\w+)/.exec(run('npm', 'run', '-s', 'build:rules'))?.[1] ?? 'unknown'
    execFileSync('npx', ['tsx', 'src/cli/main.ts', 'label', archive, '--no-roll-up', '-o', labels], {
      cwd: at,
      stdio: 'ignore',
    })
    const { rows } = readPredictionFile(labels)
    const subject = run('git', 'log', '-1', '--format=%s').trim()
    return {
      ...{ commit, subject, ruleset },
      sets: Object.fromEntries(Object.entries(sets).map(([name, set]) => [name, keep(set, rows)])),
    }
  } finally {
    execFileSync('git', ['worktree', 'remove', '--force', at], { cwd: root })
    rmSync(folder, { recursive: true })
  }
}

function keep(set: LabelledSet, rows: readonly PredictedRow[]): Kept {
  const ids = new Set(set.gold.map(({ id }) => id))
  const { reports, cells, wrongCells, macro, allRight } = scoreSet(
    set,
    rows.filter(({ id }) => ids.has(id)),
    1000,
  )
  return { reports, cells, wrongCells, macro, allRight }
}

function stepTable(all: readonly Step[]): string {
  const names = Object.keys(all[0].sets)
  const cell = ({ macro, wrongCells, cells }: Kept) =>
    `${[macro.positive, macro.negation, macro.uncertainty].map(({ value }) => value?.toFixed(3)).join(' / ')}; ${wrongCells} of ${cells}`
  return table(
    ['commit', 'ruleset', ...names],
    all.map(({ commit, ruleset, sets: kept }) => [commit, ruleset, ...names.map((name) => cell(kept[name]))]),
  )
}
