// Options of `cxrlabel label` that say what the inputs are and which of their columns hold what.
import { type Command, InvalidArgumentError, Option } from 'commander'
import { ID_NAMES } from '../column-names.ts'
import { SECTION_NAMES, TEXT_NAMES } from '../io/columns.ts'
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
  readonly keep?: readonly string[]
  readonly header?: boolean
  readonly encoding?: Encoding
  readonly maxReportBytes: number
}

/** Adds the options to the command; `withKeep`: what it writes has rows for columns to be carried into. */
export function addInputOptions(command: Command, { withKeep = true } = {}): Command {
  command
    .optionsGroup('Input:')
    .addOption(new Option('--from <format>', 'input format; by name and content when left out').choices(INPUT_FORMATS))
    .option(
      '--id-column <name>',
      `column or field of the report id (default: ${names(ID_NAMES)}; else rows of a CSV are numbered)`,
    )
    .option(
      '--text-column <name>',
      `column or field of the report text (default: ${names(TEXT_NAMES)}; else sections: ${names([...SECTION_NAMES.keys()])})`,
    )
  if (withKeep) {
    const help = 'columns to carry into the output, comma-separated; none that it has of its own'
    command.option('--keep <names>', help, list)
  }
  return command
    .option('--no-header', 'the CSV has no header: one column of reports')
    .option('--encoding <name>', `encoding of the input: ${names(ENCODINGS)}; detected when left out`, encoding)
    .option('--max-report-bytes <n>', 'longer records are set aside', wholeNumber, READ_DEFAULTS.maxReportBytes)
}

function names(list: readonly string[]): string {
  return list.join(', ')
}

/** Latin-1 is read as its superset, as browsers do. */
function encoding(value: string): Encoding {
  const plain = value.toLowerCase().replaceAll('_', '-')
  const known = /^(latin-?1|iso-8859-1|cp1252)$/.test(plain) ? 'windows-1252' : plain.replace(/^utf8$/, 'utf-8')
  const found = ENCODINGS.find((name) => name === known)
  if (found === undefined) throw new InvalidArgumentError(`it is one of ${names(ENCODINGS)}, or latin-1.`)
  return found
}

/** What the flags ask of the readers. */
export function inputOptions(flags: InputFlags): ReadOptions {
  return {
    idColumn: flags.idColumn ?? null,
    textColumn: flags.textColumn ?? null,
    keep: flags.keep ?? [],
    from: flags.from ?? null,
    hasHeader: flags.header === false ? false : null,
    encoding: flags.encoding ?? null,
    maxReportBytes: flags.maxReportBytes,
  }
}
