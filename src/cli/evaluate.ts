// `cxrlabel evaluate`: scores predictions against a gold standard.

import { writeFileSync } from 'node:fs'
import { type Command, Option } from 'commander'
import { tabulateCertainty } from '../evaluate/certainty.ts'
import { evaluate } from '../evaluate/evaluate.ts'
import { readGoldFile, readPredictionFile } from '../evaluate/files.ts'
import { evaluationPage } from '../evaluate/html.ts'
import { isComplete } from '../evaluate/notices.ts'
import { printCertainty } from '../evaluate/print-certainty.ts'
import { printEvaluation } from '../evaluate/print-evaluation.ts'
import { checkFilesApart } from '../io/same-file.ts'
import {
  addBootstrapOptions,
  addSharedOptions,
  checkLabels,
  checkOutput,
  EXIT_HELP,
  FORMAT_HELP,
  finish,
  orUsageError,
  print,
  usageError,
} from './evaluation-options.ts'
import { packageVersion } from './package-version.ts'

interface EvaluateFlags {
  readonly gold: string
  readonly pred: string
  readonly labels?: string[]
  readonly id?: string
  readonly goldId?: string
  readonly presentOnly?: string[]
  readonly resamples: number
  readonly seed: number
  readonly missing: 'skip' | 'blank'
  readonly goldSets: 'accept' | 'unscored'
  readonly confusion?: true
  readonly certainty?: true
  readonly json?: true
  readonly html?: string
}

/** Adds the command to a program. */
export function addEvaluate(program: Command): void {
  const command = program
    .command('evaluate')
    .summary('score labels against a gold standard')
    .description(
      'Scores labels against a gold standard: F1 of mention extraction, negation, uncertainty and positives, weighted F1, ' +
        'kappa, macro and micro, with counts and 95 % bootstrap intervals, confusion tables, and the share of reports ' +
        'with every cell right.',
    )
    .requiredOption('--gold <file>', 'the gold standard')
    .requiredOption('--pred <file>', 'the labels to score')
  addBootstrapOptions(addSharedOptions(command))
    .addOption(
      new Option('--missing <how>', 'gold reports without a prediction: leave them out, or score them as all blank')
        .choices(['skip', 'blank'])
        .default('skip'),
    )
    .addOption(
      new Option(
        '--gold-sets <how>',
        'gold cells with several acceptable values: accept each, or leave the cell unscored',
      )
        .choices(['accept', 'unscored'])
        .default('accept'),
    )
    .option('--confusion', 'print a confusion table for every label')
    .option('--certainty', 'tabulate how the gold reads each hedge phrase instead (labels written with --evidence)')
    .option('--json', 'print the whole result as JSON instead of tables')
    .option('--html <file>', 'write a page with plots')
    .addHelpText('after', HELP)
    .action((flags: EvaluateFlags) => runEvaluate(command, flags))
}

async function runEvaluate(command: Command, flags: EvaluateFlags): Promise<void> {
  const { labels, presentOnly, resamples, seed, missing, goldSets } = flags
  const read = [
    { name: '--gold', path: flags.gold },
    { name: '--pred', path: flags.pred },
  ]
  checkFilesApart(read, flags.html === undefined ? [] : [{ name: '--html', path: flags.html }])
  if (flags.html !== undefined) checkOutput(command, flags.html)
  const gold = orUsageError(command, () => readGoldFile(flags.gold, { id: flags.goldId ?? flags.id, labels }))
  const predictions = orUsageError(command, () => readPredictionFile(flags.pred, { id: flags.id, labels }))
  checkLabels(command, labels, [...gold.rows], [...predictions.rows])
  if (flags.certainty) {
    const table = tabulateCertainty(gold.rows, predictions.rows, labels)
    if (gold.rows.length > 0 && table.withoutEvidence > 0 && table.rows.length === 0)
      usageError(command, `${flags.pred} carries no evidence; write it with cxrlabel label --evidence --no-roll-up`)
    print(flags.json ? JSON.stringify(table, null, 2) : printCertainty(table))
    return
  }
  const result = evaluate(gold.rows, predictions.rows, {
    ...{ labels, presentOnly, resamples, seed, missing, goldSets },
    version: packageVersion(),
    setAside: { gold: gold.setAside, predictions: predictions.setAside },
  })
  if (flags.html !== undefined) {
    const [path, page] = [flags.html, await evaluationPage(result)]
    orUsageError(command, () => writeFileSync(path, page))
  }
  const inputs = { gold: gold.input, predictions: predictions.input }
  const ignoredColumns = { gold: gold.ignoredColumns, predictions: predictions.ignoredColumns }
  if (flags.json) print(JSON.stringify({ ...result, inputs, ignoredColumns }, null, 2))
  else print(printEvaluation(result, { perLabelTables: flags.confusion === true }))
  finish(isComplete(result))
}

const HELP = `
${FORMAT_HELP}

A cell is right when the prediction is one of the values the gold accepts. Where F1, kappa or a confusion table needs
one value, a gold set counts as the predicted value if it is acceptable, otherwise as its first ("p" as 1, "n" and "i"
as 0). So leniency can only help; --gold-sets unscored shows by how much. In No Finding a 0 counts as blank.
Macro is the mean over the labels with at least one gold instance of the kind, and says how many; micro pools counts.
Strata are scored where both files carry them. Intervals come from drawing whole reports again, with the given seed:
the same files and seed give the same numbers to the last digit. The JSON carries every table, count and file digest.

${EXIT_HELP}

Examples:
  $ cxrlabel evaluate --gold gold.jsonl --pred labels.jsonl
  $ cxrlabel evaluate --gold gold.csv --pred chexpert.csv --id study_id --labels "Edema,Pleural Effusion"
  $ cxrlabel evaluate --gold gold.jsonl --pred labels.jsonl --missing blank --json > scores.json
  $ cxrlabel evaluate --gold gold.jsonl --pred why.jsonl --certainty
  $ cxrlabel evaluate --gold gold.jsonl --pred labels.jsonl --html scores.html --resamples 5000 --seed 7`
