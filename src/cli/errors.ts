// `cxrlabel errors`: lists disagreements with a gold standard by the rule or cue that decided them.

import { writeFileSync } from 'node:fs'
import type { Command } from 'commander'
import { RuleError } from '../errors.ts'
import { listErrors } from '../evaluate/errors.ts'
import { readGoldFile, readPredictionFile } from '../evaluate/files.ts'
import { errorsPage } from '../evaluate/html.ts'
import { isComplete } from '../evaluate/notices.ts'
import { printErrors } from '../evaluate/print-errors.ts'
import type { PredictedRow, SetAside } from '../evaluate/rows.ts'
import { checkFilesApart, type NamedPath } from '../io/same-file.ts'
import {
  addSharedOptions,
  checkLabels,
  checkOutput,
  EXIT_HELP,
  FORMAT_HELP,
  finish,
  orUsageError,
  print,
  terminalPaint,
  usageError,
} from './evaluation-options.ts'
import { count } from './option-values.ts'
import { addRulesOption, type RulesFlags } from './own-rules.ts'
import { packageVersion } from './package-version.ts'

/** Labels the reports of a file or folder, with evidence and text, and says which could not be labelled. */
export type LabelReports = (
  path: string,
  options: {
    readonly rollUp: boolean
    readonly id: string | null
    readonly written: readonly NamedPath[]
  } & RulesFlags,
) => Promise<{ readonly rows: readonly PredictedRow[]; readonly setAside: readonly SetAside[] }>

interface ErrorsFlags extends RulesFlags {
  readonly gold: string
  readonly pred?: string
  readonly reports?: string
  readonly rollUp?: boolean
  readonly labels?: string[]
  readonly id?: string
  readonly goldId?: string
  readonly presentOnly?: string[]
  readonly limit: number
  readonly text: boolean
  readonly json?: true
  readonly html?: string
}

/** Adds the command to a program; `--reports` is there when a way to label reports is given. */
export function addErrors(program: Command, labelReports?: LabelReports): void {
  const command = program
    .command('errors')
    .summary('list disagreements with a gold standard by the rule or cue behind them')
    .description(
      'Lists every cell that the gold does not accept, grouped by the rule or cue that decided it, most frequent first, ' +
        'with the sentence highlighted. Beside each group: how many cells it decided in all.',
    )
    .requiredOption('--gold <file>', 'the gold standard')
    .option('--pred <file>', 'labels written with their evidence (JSON Lines)')
  if (labelReports !== undefined) {
    addRulesOption(
      command
        .option('--reports <input>', 'or: reports to label now, with the current rules')
        .option('--no-roll-up', 'with --reports: do not lift findings into their parent labels'),
      'with --reports: your own rules',
    )
  }
  addSharedOptions(command)
    .option('--limit <n>', 'cells to print in each group', count, 20)
    .option('--no-text', 'leave report text out: ids, labels and rules only')
    .option('--json', 'print the whole list as JSON')
    .option('--html <file>', 'write the list as a page')
    .addHelpText('after', HELP)
    .action((flags: ErrorsFlags) => runErrors(command, flags, labelReports))
}

async function runErrors(command: Command, flags: ErrorsFlags, labelReports?: LabelReports): Promise<void> {
  const { labels, presentOnly, limit, text: withText } = flags
  const read = Object.entries({ '--gold': flags.gold, '--pred': flags.pred, '--reports': flags.reports })
  const written = flags.html === undefined ? [] : [{ name: '--html', path: flags.html }]
  checkFilesApart(
    read.flatMap(([name, path]) => (path === undefined ? [] : [{ name, path }])),
    written,
  )
  if (flags.html !== undefined) checkOutput(command, flags.html)
  const gold = orUsageError(command, () => readGoldFile(flags.gold, { id: flags.goldId ?? flags.id, labels }))
  const predictions = await readRows(command, flags, written, labelReports)
  checkLabels(command, labels, [...gold.rows], [...predictions.rows])
  const list = listErrors(gold.rows, predictions.rows, {
    ...{ labels, presentOnly, withText },
    version: packageVersion(),
    setAside: { gold: gold.setAside, predictions: predictions.setAside },
  })
  if (flags.html !== undefined) {
    const path = flags.html
    orUsageError(command, () => writeFileSync(path, errorsPage(list)))
  }
  print(flags.json ? JSON.stringify(list, null, 2) : printErrors(list, { limit, paint: terminalPaint() }))
  finish(isComplete(list))
}

async function readRows(
  command: Command,
  { pred, reports, rollUp, id, labels, rules }: ErrorsFlags,
  written: readonly NamedPath[],
  labelReports?: LabelReports,
) {
  if (rules !== undefined && reports === undefined)
    return usageError(command, '--rules goes with --reports: the labels of --pred are made already')
  if (pred !== undefined && reports === undefined)
    return orUsageError(command, () => readPredictionFile(pred, { id, labels }))
  if (reports === undefined || pred !== undefined || labelReports === undefined) {
    return usageError(command, labelReports === undefined ? 'give --pred' : 'give either --pred or --reports')
  }
  try {
    return await labelReports(reports, { rollUp: rollUp ?? true, id: id ?? null, rules, written })
  } catch (error) {
    if (error instanceof RuleError) throw error
    return usageError(command, (error as Error).message)
  }
}

const HELP = `
${FORMAT_HELP}

Rows of --pred need their evidence to be grouped by cause, and their text for the sentence to be shown:
"cxrlabel label … --evidence -o why.jsonl" writes both. Or give the reports themselves with --reports. A cell with
several statements goes to the one whose cues speak for its value; where nothing was found, the whole text is shown.
The finding is shown in [brackets] and the cue in ‹marks› where there is no colour.

${EXIT_HELP}

Examples:
  $ cxrlabel errors --gold gold.jsonl --reports reports.csv --no-roll-up
  $ cxrlabel errors --gold gold.jsonl --reports reports.csv --rules my-rules
  $ cxrlabel errors --gold gold.jsonl --pred why.jsonl --labels Pneumonia --limit 5
  $ cxrlabel errors --gold gold.jsonl --pred why.jsonl --html errors.html`
