#!/usr/bin/env node
// The command line: one file a command; here only the program and what a failure prints.
import { Command, CommanderError } from 'commander'
import { RuleError } from '../errors.ts'
import { InputError } from '../io/records.ts'
import { packageVersion } from './package-version.ts'

/** The commands in the order of the help. */
const COMMANDS: Readonly<Record<string, (program: Command) => Promise<void>>> = {
  label: async (to) => (await import('./label.ts')).addLabel(to),
  datasheet: async (to) => (await import('./datasheet.ts')).addDatasheet(to),
  explain: async (to) => (await import('./explain.ts')).addExplain(to),
  ontology: async (to) => (await import('./ontology.ts')).addOntology(to),
  evaluate: async (to) => (await import('./evaluate.ts')).addEvaluate(to),
  errors: async (to) => (await import('./errors.ts')).addErrors(to, (await import('./predict-rows.ts')).predictRows),
  compare: async (to) => (await import('./compare.ts')).addCompare(to),
  rules: async (to) => (await import('./rules.ts')).addRules(to),
  demo: async (to) => (await import('./demo.ts')).addDemo(to),
}

const program = new Command('cxrlabel')
  .description(
    'Labels free-text chest-radiograph reports by rules, and says which words decided every label. Not a medical device.',
  )
  .version(packageVersion())
  .exitOverride()
  .showHelpAfterError('(cxrlabel --help, or cxrlabel COMMAND --help, shows how)')
  .addHelpText(
    'after',
    '\nStart with:\n  cxrlabel demo\n  cxrlabel explain report.txt\n  cxrlabel label reports.csv -o labels.csv\n\nTo have words read otherwise, or more of them: cxrlabel rules --help',
  )
// Loading all commands takes longer than most of them run: only the one that is asked for is loaded; all of them for
// help, or for a name that is none of them.
const asked = process.argv[2]
for (const add of Object.hasOwn(COMMANDS, asked) ? [COMMANDS[asked]] : Object.values(COMMANDS)) await add(program)
for (const command of program.commands.flatMap((each) => [each, ...each.commands]))
  command.exitOverride().showHelpAfterError('(--help shows how)')

process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(process.exitCode ?? 0)
  throw error
})

try {
  await program.parseAsync()
} catch (error) {
  if (error instanceof CommanderError) process.exitCode = error.exitCode === 1 ? 2 : error.exitCode
  else if (error instanceof RuleError) {
    const { describeProblems } = await import('./own-rules.ts')
    const { length } = error.problems
    process.stderr.write(
      `${describeProblems(error.problems)}\n\ncxrlabel: ${length} ${length === 1 ? 'problem' : 'problems'} in the rules\n`,
    )
    process.exitCode = 2
  } else if (error instanceof InputError || error instanceof TypeError) {
    process.stderr.write(`cxrlabel: ${error.message}\n`)
    process.exitCode = 2
  } else {
    // A message may hold anything; a file system error's code and path are safe to show, the rest is not.
    const { code, path } = error as NodeJS.ErrnoException
    process.stderr.write(
      `cxrlabel: failed${code === undefined ? '' : ` (${code}${path === undefined ? '' : ` ${path}`})`}\n`,
    )
    process.exitCode = 1
  }
}
