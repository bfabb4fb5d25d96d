// `cxrlabel compare`: two labellers, or two versions of the rules, on the same reports.

import type { Command } from 'commander'
import { compare } from '../evaluate/compare.ts'
import { readGoldFile, readPredictionFile } from '../evaluate/files.ts'
import { isCompleteComparison } from '../evaluate/notices.ts'
import { printComparison } from '../evaluate/print-comparison.ts'
import {
  addBootstrapOptions,
  addSharedOptions,
  checkLabels,
  EXIT_HELP,
  FORMAT_HELP,
  finish,
  orUsageError,
  print,
  terminalPaint,
} from './evaluation-options.ts'
import { count } from './option-values.ts'
import { packageVersion } from './package-version.ts'

interface CompareFlags {
  readonly gold?: string
  readonly labels?: string[]
  readonly id?: string
  readonly goldId?: string
  readonly presentOnly?: string[]
  readonly resamples: number
  readonly seed: number
  readonly limit: number
  readonly text: boolean
  readonly json?: true
}

/** Adds the command to a program. */
export function addCompare(program: Command): void {
  const command = program
    .command('compare')
    .summary('compare two labellers, or two versions of the rules')
    .description(
      'Compares two sets of labels of the same reports: kappa for each label, every changed cell grouped by what decided ' +
        'it on either side, and with a gold standard the difference of every rate with a paired bootstrap interval.',
    )
    .argument('<a>', 'labels of the first labeller, or of the version before')
    .argument('<b>', 'labels of the second labeller, or of the version after')
    .option('--gold <file>', 'a gold standard: says which changes fixed and which broke a cell')
  addBootstrapOptions(addSharedOptions(command))
    .option('--limit <n>', 'changed cells to print in each group', count, 20)
    .option('--no-text', 'leave report text out: ids, labels and rules only')
    .option('--json', 'print the whole comparison as JSON')
    .addHelpText('after', HELP)
    .action((a: string, b: string, flags: CompareFlags) => runCompare(command, a, b, flags))
}

function runCompare(command: Command, pathA: string, pathB: string, flags: CompareFlags): void {
  const { labels, presentOnly, resamples, seed, limit, text: withText } = flags
  const [a, b] = [pathA, pathB].map((path) =>
    orUsageError(command, () => readPredictionFile(path, { id: flags.id, labels })),
  )
  const goldPath = flags.gold
  const gold =
    goldPath === undefined
      ? undefined
      : orUsageError(command, () => readGoldFile(goldPath, { id: flags.goldId ?? flags.id, labels }))
  checkLabels(command, labels, [...a.rows], [...b.rows])
  const result = compare(a.rows, b.rows, {
    ...{ labels, presentOnly, resamples, seed, withText, gold: gold?.rows },
    version: packageVersion(),
    setAside: { a: a.setAside, b: b.setAside, gold: gold?.setAside ?? [] },
  })
  const inputs = { a: a.input, b: b.input, gold: gold?.input ?? null }
  print(
    flags.json
      ? JSON.stringify({ ...result, inputs }, null, 2)
      : printComparison(result, { limit, paint: terminalPaint() }),
  )
  finish(isCompleteComparison(result))
}

const HELP = `
${FORMAT_HELP}

Rows written with their evidence are grouped by cause: "rule a → cue b" says that rule a decided the cell in A and
cue b in B. The rows of the confusion table are A, its columns B. With --gold, the intervals of B − A come from the same
resamples for both sides; "A better" and "B better" are shares of the resamples. An interval that spans 0 means that
the reports at hand do not tell the two apart. Reports that the gold does not hold are compared but not scored.

${EXIT_HELP}

Examples:
  $ cxrlabel compare before.jsonl after.jsonl
  $ cxrlabel compare before.jsonl after.jsonl --gold gold.jsonl --limit 5
  $ cxrlabel compare ours.jsonl chexpert.csv --gold gold.jsonl --json > comparison.json`
