// Options of `cxrlabel label` that say what the inputs are and which of their columns hold what.
import { type Command, Option } from 'commander'
import {
  ENCODINGS,
  type Encoding,
  INPUT_FORMATS,
  type InputFormat,
  READ_DEFAULTS,
  type ReadOptions,
} from '../io/records.ts'
import { list, wholeNumber } from './option-values.ts'

export interface InputFlags {
  readonly from?: InputFormat
  readonly idColumn?: string
  readonly textColumn?: string
  readonly keep: readonly string[]
  readonly header?: boolean
  readonly encoding?: Encoding
  readonly maxReportBytes: number
}

/** Adds the options to the command; `withKeep`: what it writes has rows for columns to be carried into. */
export function addInputOptions(command: Command, { withKeep = true } = {}): Command {
  command
    .optionsGroup('Input:')
    .addOption(new Option('--from <format>', 'input format; by name and content when left out').choices(INPUT_FORMATS))
    .option('--id-column <name>', 'column or field of the report id')
    .option('--text-column <name>', 'column or field of the report text')
  if (withKeep) {
    const help = 'columns to carry into the output, comma-separated; none that it has of its own'
    command.option('--keep <names>', help, list, [])
  }
  return command
    .option('--no-header', 'the CSV has no header: one column of reports')
    .addOption(new Option('--encoding <name>', 'encoding of the input; detected when left out').choices(ENCODINGS))
    .option('--max-report-bytes <n>', 'longer records are set aside', wholeNumber, READ_DEFAULTS.maxReportBytes)
}

/** What the flags ask of the readers. */
export function inputOptions(flags: InputFlags): ReadOptions {
  return {
    idColumn: flags.idColumn ?? null,
    textColumn: flags.textColumn ?? null,
    keep: flags.keep,
    from: flags.from ?? null,
    hasHeader: flags.header === false ? false : null,
    encoding: flags.encoding ?? null,
    maxReportBytes: flags.maxReportBytes,
  }
}
