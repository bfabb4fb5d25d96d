// `--rules`: the rules of the package and, read last, those of the user, compiled when they are asked for.
import { realpathSync } from 'node:fs'
import { basename, join, relative, resolve, sep } from 'node:path'
import type { Command } from 'commander'
import { describeProblem, type RuleProblem } from '../errors.ts'
import { InputError } from '../io/records.ts'
import { checkFilesApart, type NamedPath } from '../io/same-file.ts'
import { createLabeller, defaultLabeller, type Labeller } from '../labeller.ts'
import type { RuleSource } from '../rules/source.ts'
import type { Ruleset } from '../ruleset.ts'
import { packageVersion } from './package-version.ts'

export interface RulesFlags {
  /** Paths of folders or files. */
  readonly rules?: readonly string[]
}

/** Adds the option to the command; `what` begins its help. */
export function addRulesOption(command: Command, what = 'your own rules'): Command {
  return command.option(
    '--rules <folder>',
    `${what}, read behind the bundled ones; may be given more than once ("cxrlabel rules --help" shows how)`,
    (path: string, before: readonly string[] = []) => [...before, path],
  )
}

/** What to do besides compiling. */
interface Asked {
  /** Files that the command will write. */
  readonly written?: readonly NamedPath[]
  /** What the paths are given by, with a space behind it. */
  readonly flag?: string
  /** Told how long it took, when that was long; standard error when left out. */
  readonly say?: (message: string) => unknown
}

/**
 * Compiles the rules that the flags name with those of the package; undefined where they name none.
 *
 * @throws {InputError} for a path that cannot be read, or holds no rules
 * @throws {RuleError} with every problem in the rules
 * @throws {TypeError} when the command would write over a rule file
 */
export async function readRules({ rules }: RulesFlags, asked: Asked = {}): Promise<Ruleset | undefined> {
  return rules === undefined ? undefined : (await compileOwn(rules, asked)).ruleset
}

/** The labeller of the rules that the flags name. Throws as `readRules` does. */
export async function labellerOf(flags: RulesFlags, asked: Asked = {}): Promise<Labeller> {
  const ruleset = await readRules(flags, asked)
  return ruleset === undefined ? defaultLabeller() : createLabeller(ruleset)
}

/** Compiling says nothing that takes no longer than this. */
const LONG_MS = 1000

/** Reads and compiles; throws as `readRules` does. */
export async function compileOwn(
  paths: readonly string[],
  { written = [], flag = '--rules ', say = (message) => process.stderr.write(`cxrlabel: ${message}\n`) }: Asked = {},
): Promise<{ readonly sources: readonly RuleSource[]; readonly ruleset: Ruleset }> {
  const start = performance.now()
  // The compiler and what it needs are loaded by those who have rules to compile.
  const { bundledRules, compileRules, readRuleFolders } = await import('../rules/index.ts')
  const places = paths.map((path) => resolve(path))
  const own = paths
    .filter((_, at) => places.indexOf(places[at]) === at)
    .flatMap((path) => readOwn(path, flag, readRuleFolders))
  checkFilesApart(
    own.map(({ file }) => ({ name: '--rules', path: file })),
    written,
  )
  const sources = [...bundledRules(), ...own]
  const names = paths.map((path) => basename(resolve(path))).join(', ')
  const ruleset = compileRules(sources, { name: `default with ${names}`, version: packageVersion() })
  const spent = performance.now() - start
  if (spent > LONG_MS)
    say(`${names} compiled with the bundled rules in ${(spent / 1000).toFixed(1)} s (hash ${ruleset.hash})`)
  return { sources, ruleset }
}

function readOwn(path: string, flag: string, read: (folders: readonly string[]) => RuleSource[]): RuleSource[] {
  let sources: RuleSource[]
  try {
    if (isBundled(path))
      throw new InputError(`${flag}${path}: is of the package, whose rules are read anyway; name a folder of your own`)
    sources = read([path])
  } catch (error) {
    if (error instanceof InputError) throw error
    const { code = 'is it a folder?' } = error as NodeJS.ErrnoException
    throw new InputError(`${flag}${path}: ${code === 'ENOENT' ? 'no such folder or file' : `cannot be read (${code})`}`)
  }
  if (sources.length === 0) throw new InputError(`${flag}${path}: holds no .yaml or .yml file`)
  return sources
}

function isBundled(path: string): boolean {
  const root = realpathSync(join(import.meta.dirname, '..', '..'))
  const [first] = relative(root, realpathSync(path)).split(sep)
  return first === 'rules' || first === 'ontology'
}

/** Problems that are printed; a copy of the bundled rules would have a thousand. */
const MOST = 20

/** Problems in rules as they are printed, the first of them in full, and how many there are. */
export function describeProblems(problems: readonly RuleProblem[]): string {
  const more = problems.length - MOST
  return [...problems.slice(0, MOST).map(describeProblem), ...(more > 0 ? [`… and ${more} more`] : [])].join('\n\n')
}
