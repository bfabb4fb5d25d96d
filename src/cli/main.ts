#!/usr/bin/env node
// The command line: one file a command; here only the program and what a failure prints.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Command, CommanderError } from 'commander'
import { InputError } from '../io/records.ts'
import { addCompare } from './compare.ts'
import { addDatasheet } from './datasheet.ts'
import { addDemo } from './demo.ts'
import { addErrors } from './errors.ts'
import { addEvaluate } from './evaluate.ts'
import { addExplain } from './explain.ts'
import { addLabel } from './label.ts'
import { labelRows } from './label-rows.ts'
import { addOntology } from './ontology.ts'

const { version } = JSON.parse(readFileSync(join(import.meta.dirname, '..', '..', 'package.json'), 'utf8')) as {
  version: string
}
const program = new Command('cxrlabel')
  .description(
    'Labels free-text chest-radiograph reports by rules, and says which words decided every label. Not a medical device.',
  )
  .version(version)
  .exitOverride()
  .showHelpAfterError('(cxrlabel --help, or cxrlabel COMMAND --help, shows how)')
  .addHelpText(
    'after',
    '\nStart with:\n  cxrlabel demo\n  cxrlabel explain report.txt\n  cxrlabel label reports.csv -o labels.csv',
  )
addLabel(program)
addDatasheet(program)
addExplain(program)
addOntology(program)
addEvaluate(program)
addErrors(program, labelRows)
addCompare(program)
addDemo(program)
for (const command of program.commands) command.exitOverride().showHelpAfterError('(--help shows how)')

process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(process.exitCode ?? 0)
  throw error
})

try {
  await program.parseAsync()
} catch (error) {
  if (error instanceof CommanderError) process.exitCode = error.exitCode === 1 ? 2 : error.exitCode
  else if (error instanceof InputError || error instanceof TypeError) {
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
