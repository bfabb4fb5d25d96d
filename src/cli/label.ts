// `cxrlabel label`: labels files, folders and archives of reports into JSON Lines or CSV.
import { type Command, InvalidArgumentError, Option } from 'commander'
import { labelFiles, type Summary } from '../batch/label-files.ts'
import { ENCODINGS, type Encoding, INPUT_FORMATS, type InputFormat, READ_DEFAULTS } from '../io/records.ts'
import { OUTPUT_FORMATS, type OutputFormat, outputFormatOf } from '../io/write.ts'
import type { LabelOptions } from '../types.ts'

const EXAMPLES = `
Examples:
  cxrlabel label reports.csv -o labels.csv            columns id and text (or report, findings + impression …)
  cxrlabel label reports.jsonl -o labels.jsonl        {"id": "…", "text": "…"} a line, or sections as fields
  cxrlabel label openi.tar.gz -o labels.csv           Open-I XML, or .txt files, in a folder or an archive
  cxrlabel label reports.csv --id-column study --text-column body -o labels.csv
  zcat reports.jsonl.gz | cxrlabel label - --format csv > labels.csv
  cxrlabel label reports.jsonl --evidence -o why.jsonl  with findings, spans, rules and cues

Rows that cannot be read go to OUTPUT.rejects.jsonl with their row number and reason; all others are labelled.
Exit status: 0 all rows labelled, 1 some set aside, 2 wrong usage.`

interface Flags {
  readonly output?: string
  readonly format?: OutputFormat
  readonly from?: InputFormat
  readonly idColumn?: string
  readonly textColumn?: string
  readonly keep: readonly string[]
  readonly header?: boolean
  readonly encoding?: Encoding
  readonly maxReportBytes: number
  readonly labelSet: string
  readonly rollUp: boolean
  readonly implied: boolean
  readonly probable: '1' | '-1'
  readonly uncertain: 'keep' | 'ones' | 'zeros' | 'drop'
  readonly sections?: readonly string[]
  readonly finding: 'evidence' | 'chexpert'
  readonly scopedNegation: '0' | 'blank'
  readonly evidence?: boolean
  readonly bounds?: boolean
  readonly spreadsheetSafe?: boolean
  readonly quiet?: boolean
}

/** Adds the command to the program. */
export function addLabel(program: Command): void {
  program
    .command('label')
    .summary('label report files into JSON Lines or CSV')
    .description('Labels every report of the inputs: files, folders, archives (.tar.gz), or - for standard input.')
    .argument('<input...>', 'JSON Lines, CSV, TSV, Parquet, .txt, Open-I .xml, folders or .tar.gz of them, or -')
    .option('-o, --output <file>', 'where to write; standard output when left out')
    .addOption(
      new Option('--format <format>', 'output format; by the name of the output when left out').choices(
        OUTPUT_FORMATS.slice(0, 3),
      ),
    )
    .addOption(new Option('--from <format>', 'input format; by name and content when left out').choices(INPUT_FORMATS))
    .option('--id-column <name>', 'column or field of the report id')
    .option('--text-column <name>', 'column or field of the report text')
    .option('--keep <names>', 'columns to carry into the output, comma-separated', list, [])
    .option('--no-header', 'the CSV has no header: one column of reports')
    .addOption(new Option('--encoding <name>', 'encoding of the input; detected when left out').choices(ENCODINGS))
    .option('--max-report-bytes <n>', 'longer records are set aside', wholeNumber, READ_DEFAULTS.maxReportBytes)
    .option('--label-set <name>', 'chexpert, cxr14, mimic or full', 'chexpert')
    .option('--no-roll-up', 'do not lift findings into their parent labels')
    .option('--no-implied', 'leave blank what a blanket normality statement implies')
    .addOption(new Option('--probable <value>', 'value of "likely"').choices(['1', '-1']).default('1'))
    .addOption(
      new Option('--uncertain <policy>', 'what uncertain values become')
        .choices(['keep', 'ones', 'zeros', 'drop'])
        .default('keep'),
    )
    .option('--sections <names>', 'label only these sections, comma-separated', list)
    .addOption(
      new Option('--no-finding <rule>', 'when No Finding is 1').choices(['evidence', 'chexpert']).default('evidence'),
    )
    .addOption(
      new Option('--scoped-negation <value>', 'value of "no large effusion"').choices(['0', 'blank']).default('0'),
    )
    .option('--evidence', 'add findings with spans, rules and cues')
    .option('--bounds', 'add the lower and upper bound of each label')
    .option('--spreadsheet-safe', 'write cells that begin with = + - @ so that a spreadsheet cannot run them')
    .option('-q, --quiet', 'no progress and no summary')
    .addHelpText('after', EXAMPLES)
    .action(async (inputs: string[], flags: Flags) => {
      const format = flags.format ?? (flags.output === undefined ? 'jsonl' : outputFormatOf(flags.output))
      if (format === null || format === 'parquet') {
        program.error(
          `cxrlabel: cannot tell the output format from "${flags.output}"; name it .jsonl or .csv, or give --format`,
          { exitCode: 2 },
        )
      }
      const note = (message: string): void => {
        if (flags.quiet !== true) process.stderr.write(`cxrlabel: ${message}\n`)
      }
      const summary = await labelFiles(inputs, {
        read: {
          ...READ_DEFAULTS,
          idColumn: flags.idColumn ?? null,
          textColumn: flags.textColumn ?? null,
          keep: flags.keep,
          from: flags.from ?? null,
          hasHeader: flags.header === false ? false : null,
          encoding: flags.encoding ?? null,
          maxReportBytes: flags.maxReportBytes,
        },
        row: { label: labelOptions(flags), withEvidence: flags.evidence ?? false },
        format,
        withBounds: flags.bounds ?? false,
        spreadsheetSafe: flags.spreadsheetSafe ?? false,
        output: flags.output ?? null,
        onNote: note,
        onProgress: flags.quiet === true ? () => {} : makeProgress(),
      })
      if (flags.quiet !== true) process.stderr.write(describe(summary))
      if (summary.rejected > 0) process.exitCode = 1
    })
}

function labelOptions(flags: Flags): LabelOptions {
  return {
    labelSet: flags.labelSet,
    rollUp: flags.rollUp,
    impliedNegatives: flags.implied,
    probable: flags.probable === '1' ? 1 : -1,
    uncertain: flags.uncertain,
    noFinding: flags.finding,
    scopedNegation: flags.scopedNegation === '0' ? 0 : null,
    ...(flags.sections === undefined ? {} : { sections: flags.sections }),
  }
}

function list(value: string): string[] {
  return value.split(',').map((name) => name.trim())
}

function wholeNumber(value: string): number {
  if (!/^[1-9]\d*$/.test(value)) throw new InvalidArgumentError('give a whole number.')
  return Number(value)
}

/** A line that redraws itself on a terminal, a line every ten seconds in a log. */
function makeProgress(): (rows: number) => void {
  const start = performance.now()
  const isTerminal = process.stderr.isTTY === true
  let last = start
  return (rows) => {
    const now = performance.now()
    if (now - last < (isTerminal ? 200 : 10_000)) return
    last = now
    const line = `${rows.toLocaleString('en')} rows, ${Math.round((rows / (now - start)) * 1000).toLocaleString('en')}/s`
    process.stderr.write(isTerminal ? `\r${line}   ` : `cxrlabel: ${line}\n`)
  }
}

function describe(summary: Summary): string {
  const { rows, labelled, rejected, milliseconds, labels, counts, rejects } = summary
  const rate = Math.round((rows / Math.max(1, milliseconds)) * 1000).toLocaleString('en')
  const width = Math.max(...labels.map((label) => label.length))
  const lines = labels.map((label) => {
    const { positive, negative, uncertain, blank } = counts[label]
    const share = labelled === 0 ? '' : ` ${((100 * positive) / labelled).toFixed(1).padStart(5)} %`
    return `${label.padEnd(width)} ${cell(positive)}${share} ${cell(uncertain)} ${cell(negative)} ${cell(blank)}`
  })
  return [
    `${process.stderr.isTTY === true ? '\r' : ''}${rows} rows: ${labelled} labelled, ${rejected} set aside; ${(milliseconds / 1000).toFixed(2)} s, ${rate} rows/s`,
    `${'label'.padEnd(width)} positive  share uncertain negative    blank`,
    ...lines,
    ...(rejects === null ? [] : [`Rows set aside, with their reasons: ${rejects}`]),
    '',
  ].join('\n')
}

function cell(count: number): string {
  return String(count).padStart(8)
}
