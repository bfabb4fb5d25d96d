// Options and exits that the commands evaluate, errors and compare share.

import { accessSync, constants, existsSync, statSync } from 'node:fs'
import { basename, dirname } from 'node:path'
import type { Command } from 'commander'
import { plainLabel } from '../evaluate/names.ts'
import { type Paint, PLAIN_PAINT } from '../evaluate/print-errors.ts'
import { labelsOf } from '../evaluate/rows.ts'
import { colors } from './colors.ts'
import { count, list } from './option-values.ts'

/** Exit statuses: everything used; something missing, extra or set aside; wrong usage. */
export const EXIT = { ok: 0, incomplete: 1, usage: 2 } as const

/** Help text on exits, the same for each command. */
export const EXIT_HELP = `Exit status:
  0  every row was used
  1  ids were missing, extra or repeated, rows were set aside, or evaluate found no prediction for a label of the
     gold: the output says which
  2  the command was not understood, or a file could not be read`

/** Help text on file formats, the same for each command. */
export const FORMAT_HELP = `Files are JSON Lines ({"id": "7", "labels": {"Edema": 1}}) or CSV (an id column and one column for each label).
Labels of the gold may be spelt with other capitals, and with _ for a space.
A value is 1 (present), 0 (absent), -1 (uncertain) or blank. A gold cell may also be "p" (1 or -1), "n" (0 or -1),
"i" (0 or blank), "a" (not scored), or a list of acceptable values: [1, -1] in JSON, 1|-1 in CSV. "-" is standard input.`

/** Adds the options on reading and on the bootstrap. */
export function addSharedOptions(command: Command): Command {
  return command
    .option('--labels <list>', 'score only these labels, separated by commas', list)
    .option('--id <name>', 'id column or field of every file; "#" numbers the rows instead')
    .option('--gold-id <name>', 'id column or field of the gold file, where it differs')
    .option('--present-only <list>', 'labels in which 0 counts as blank (default: No Finding)', list)
}

/** Adds the options of the bootstrap. */
export function addBootstrapOptions(command: Command): Command {
  return command
    .option('--resamples <n>', 'bootstrap resamples of reports; 0 for no intervals', count, 1000)
    .option('--seed <n>', 'seed of the bootstrap', count, 1)
}

/** Runs something that reads or writes files; what it throws ends the command as wrong usage, in one line. */
export function orUsageError<T>(command: Command, run: () => T): T {
  try {
    return run()
  } catch (error) {
    return usageError(command, (error as Error).message)
  }
}

/** Finds an output that cannot be written before the work is done, not after. */
export function checkOutput(command: Command, path: string): void {
  const folder = dirname(path)
  if (isFolder(path)) usageError(command, `${path} is a folder; name a file in it`)
  if (!isFolder(folder)) usageError(command, `there is no folder ${folder} to write ${basename(path)} into`)
  const target = existsSync(path) ? path : folder
  orUsageError(command, () => accessSync(target, constants.W_OK))
}

function isFolder(path: string): boolean {
  return existsSync(path) && statSync(path).isDirectory()
}

/** Ends the command as wrong usage. */
export function usageError(command: Command, message: string): never {
  return command.error(`cxrlabel: ${message}`, { exitCode: EXIT.usage, code: 'cxrlabel.usage' })
}

/** Refuses labels that no file names: a slip of the keyboard would otherwise score as all blank. */
export function checkLabels(
  command: Command,
  wanted: readonly string[] | undefined,
  ...files: readonly { readonly labels: Readonly<Record<string, unknown>> }[][]
): void {
  const known = files.flatMap((rows) => labelsOf(rows))
  const plain = new Set(known.map(plainLabel))
  const unknown = (wanted ?? []).filter((label) => !plain.has(plainLabel(label)))
  if (unknown.length > 0)
    usageError(command, `no file has a label called ${unknown.map((name) => `"${name}"`).join(', ')}`)
}

/** Sets the exit status without cutting off output that is still being written. */
export function finish(isComplete: boolean): void {
  if (!isComplete) process.exitCode = EXIT.incomplete
}

/** Prints to standard output, with one line end. */
export function print(text: string): void {
  process.stdout.write(`${text}\n`)
}

/** Colours for a terminal that shows them, brackets for everything else. */
export function terminalPaint(): Paint {
  if (!colors.isColorSupported) return PLAIN_PAINT
  return {
    finding: (text) => colors.bold(colors.yellow(text)),
    cue: (text) => colors.bold(colors.cyan(text)),
    title: colors.bold,
  }
}
