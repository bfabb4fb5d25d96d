// `cxrlabel explain`: one report with its mentions, labels and reasons.
import { readFileSync } from 'node:fs'
import type { Command } from 'commander'
import { decodeBytes, detectEncoding } from '../io/encoding.ts'
import { explainReport } from '../report/explain.ts'
import { colors, plain } from './colors.ts'
import { addRulesOption, labellerOf, type RulesFlags } from './own-rules.ts'

interface Flags extends RulesFlags {
  readonly labelSet: string
  readonly rollUp: boolean
  readonly color: boolean
  readonly json?: true
}

/** Adds the command to the program. */
export function addExplain(program: Command): void {
  const command = program
    .command('explain')
    .summary('show one report with its labels and the words that decided them')
    .description(
      'Prints a report with its mentions in colour (red present, yellow uncertain, green absent, grey not labelled) and every label with its reasons.',
    )
    .argument('<file>', 'a text file with one report, or - for standard input')
    .option('--label-set <name>', 'chexpert, cxr14, mimic or full', 'chexpert')
    .option('--no-roll-up', 'do not lift findings into their parent labels')
  addRulesOption(command)
    .option('--no-color', 'plain text')
    .option('--json', 'the whole LabelledReport as JSON')
    .addHelpText(
      'after',
      "\nExamples:\n  cxrlabel explain report.txt\n  echo 'No pneumothorax. Small left effusion.' | cxrlabel explain -",
    )
    .action(async (file: string, flags: Flags) => {
      const text = readText(file, program)
      const { labelReport } = await labellerOf(flags)
      const report = labelReport(text, { labelSet: flags.labelSet, rollUp: flags.rollUp })
      const paint = flags.color ? colors : plain
      process.stdout.write(flags.json === true ? `${JSON.stringify(report, null, 2)}\n` : explainReport(report, paint))
    })
}

const REASONS: ReadonlyMap<string, string> = new Map([
  ['ENOENT', 'no such file'],
  ['EISDIR', 'is a folder; name one report in it (cxrlabel label reads folders)'],
])

function readText(file: string, program: Command): string {
  try {
    const bytes = readFileSync(file === '-' ? 0 : file)
    return decodeBytes(bytes, detectEncoding(bytes))
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException
    return program.error(`cxrlabel: ${file}: ${REASONS.get(code) ?? 'cannot be read'}`, { exitCode: 2 })
  }
}
