// Options of `cxrlabel label` that say where the rows go and what stands in them.
import { statSync } from 'node:fs'
import { type Command, Option } from 'commander'
import type { LabelFilesOptions } from '../batch/file-options.ts'
import { outputFormatOf } from '../io/format-names.ts'
import { OUTPUT_FORMATS, type OutputFormat } from '../io/write.ts'

type OutputOptions = Pick<
  LabelFilesOptions,
  'output' | 'format' | 'withEvidence' | 'withBounds' | 'spreadsheetSafe' | 'conflicts'
>

export interface OutputFlags {
  readonly output?: string
  readonly format?: OutputFormat
  readonly evidence?: boolean
  readonly bounds?: boolean
  readonly spreadsheetSafe?: boolean
  readonly conflicts?: string
}

/** Adds the options to the command. */
export function addOutputOptions(command: Command): void {
  command
    .optionsGroup('Output:')
    .option('-o, --output <file>', 'where to write; standard output for -, and when left out')
    .addOption(
      new Option('--format <format>', 'output format; by the name of the output when left out').choices(OUTPUT_FORMATS),
    )
    .option('--evidence', 'add findings with spans, rules and cues')
    .option('--bounds', 'add the lower and upper bound of each label')
    .option('--conflicts <file>', 'list what does not go together in a report, with its words, as .jsonl, .csv or .tsv')
    .option('--spreadsheet-safe', 'write cells that begin with = + - @ so that a spreadsheet cannot run them')
}

/** What the flags ask of the writer. @throws {TypeError} when the format cannot be told, or a path is a folder's. */
export function outputOptions(flags: OutputFlags): OutputOptions {
  const format = flags.format ?? (flags.output === undefined ? 'jsonl' : outputFormatOf(flags.output))
  if (format === null) {
    throw new TypeError(
      `cannot tell the output format from "${flags.output}"; name it .jsonl, .csv or .parquet, or give --format`,
    )
  }
  for (const path of [flags.output, flags.conflicts])
    if (path !== undefined && statSync(path, { throwIfNoEntry: false })?.isDirectory() === true)
      throw new TypeError(`${path} is a folder; name a file in it`)
  return {
    output: flags.output ?? null,
    format,
    withEvidence: flags.evidence ?? false,
    withBounds: flags.bounds ?? false,
    conflicts: flags.conflicts ?? null,
    spreadsheetSafe: flags.spreadsheetSafe ?? false,
  }
}
