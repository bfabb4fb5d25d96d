// `cxrlabel label`: labels files, folders and archives of reports into JSON Lines or CSV.
// Each group of options has a file of its own; here they meet.
import type { Command } from 'commander'
import { labelFiles, type Summary } from '../batch/label-files.ts'
import { addInputOptions, type InputFlags, inputOptions } from './label-input.ts'
import { addOutputOptions, type OutputFlags, outputOptions } from './label-output.ts'
import { addPolicyOptions, type PolicyFlags, policyOptions } from './label-policy.ts'

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

type Flags = InputFlags & PolicyFlags & OutputFlags & { readonly quiet?: boolean }

/** Adds the command to the program. */
export function addLabel(program: Command): void {
  const command = program
    .command('label')
    .summary('label report files into JSON Lines or CSV')
    .description('Labels every report of the inputs: files, folders, archives (.tar.gz), or - for standard input.')
    .argument('<input...>', 'JSON Lines, CSV, TSV, Parquet, .txt, Open-I .xml, folders or .tar.gz of them, or -')
  addOutputOptions(command)
  addInputOptions(command)
  addPolicyOptions(command)
  command
    .optionsGroup('Run:')
    .option('-q, --quiet', 'no progress and no summary')
    .addHelpText('after', EXAMPLES)
    .action((inputs: string[], flags: Flags) => runLabel(inputs, flags))
}

async function runLabel(inputs: readonly string[], flags: Flags): Promise<void> {
  const { withEvidence, ...output } = outputOptions(flags)
  const note = (message: string): void => {
    if (flags.quiet !== true) process.stderr.write(`cxrlabel: ${message}\n`)
  }
  const summary = await labelFiles(inputs, {
    read: inputOptions(flags),
    row: { label: policyOptions(flags), withEvidence },
    ...output,
    onNote: note,
    onProgress: flags.quiet === true ? () => {} : makeProgress(),
  })
  if (flags.quiet !== true) process.stderr.write(describe(summary))
  if (summary.rejected > 0) process.exitCode = 1
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
