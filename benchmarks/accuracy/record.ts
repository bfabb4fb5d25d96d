// The results file: what was measured, on what, with which rules and at which commit.
import { execFileSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { cpus } from 'node:os'
import { basename, join, relative } from 'node:path'
import { defaultLabeller } from '../../src/labeller.ts'

const root = join(import.meta.dirname, '..', '..')

/** What a figure must stand beside to be measured again. */
export interface Circumstances {
  readonly date: string
  /** Short hash of the commit; `-dirty` when files differ from it. */
  readonly commit: string
  readonly command: string
  readonly node: string
  readonly processor: string
  readonly cores: number
  readonly ruleset: { readonly name: string; readonly version: string; readonly hash: string }
}

/** Describes this run. */
export function circumstances(): Circumstances {
  const { name, version, hash } = defaultLabeller().ruleset
  const cores = cpus()
  return {
    date: new Date().toISOString().slice(0, 10),
    commit: commit(),
    command: commandLine(process.argv.slice(2)),
    node: process.version,
    processor: cores[0]?.model ?? 'unknown',
    cores: cores.length,
    ruleset: { name, version, hash },
  }
}

/** The command as a reader would type it; files by their names alone, since folders say nothing elsewhere. */
export function commandLine(args: readonly string[]): string {
  const typed = args.map((arg) => (arg.startsWith('-') ? arg : basename(arg)))
  return ['npm run bench:accuracy', ...(typed.length > 0 ? ['--', ...typed] : [])].join(' ')
}

/** Writes benchmarks/results/DATE-COMMIT.json; gives its path from the project's root. */
export function writeResult(run: Circumstances, result: object): string {
  const folder = join(root, 'benchmarks', 'results')
  mkdirSync(folder, { recursive: true })
  const path = join(folder, `${run.date}-${run.commit}.json`)
  writeFileSync(path, `${compactJson({ ...run, ...result })}\n`)
  return relative(root, path)
}

/** JSON indented by one space, with objects and lists that hold no others on one line. */
export function compactJson(value: object): string {
  return JSON.stringify(value, null, 1).replace(/[{[]\n[^{}[\]]*?[}\]]/g, (leaf) =>
    leaf.replace(/\n\s*/g, ' ').replace(/^([{[]) | ([}\]])$/g, '$1$2'),
  )
}

function commit(): string {
  try {
    const git = (...args: string[]) => execFileSync('git', ['-C', root, ...args], { encoding: 'utf8' }).trim()
    const hash = git('rev-parse', '--short=7', 'HEAD')
    // Results and documents do not change what is measured.
    const changed = git('status', '--porcelain', '--', '.', ':!benchmarks/results', ':!*.md')
    return changed === '' ? hash : `${hash}-dirty`
  } catch {
    return 'unknown'
  }
}
