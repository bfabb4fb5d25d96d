// `cxrlabel demo`: labels the bundled example reports, shows the reasons, and writes labels.csv and datasheet.md into a
// folder of its own, for people have files of these names.
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Command } from 'commander'
import { makeRow } from '../batch/row.ts'
import { checkFilesApart } from '../io/same-file.ts'
import { makeWriter } from '../io/write.ts'
import { labelReport } from '../labeller.ts'
import { makeDatasheet } from '../report/datasheet.ts'
import { describeLabel, explainReport, oneLine } from '../report/explain.ts'
import { datasheetMarkdown } from '../report/write-sheet.ts'
import { colors } from './colors.ts'
import { checkOutput, orUsageError, usageError } from './evaluation-options.ts'
import { packageVersion } from './package-version.ts'

const OWN = join('cxrlabel-demo', 'labels.csv')

/** Adds the command to the program. */
export function addDemo(program: Command): void {
  const command = program
    .command('demo')
    .summary('label the bundled example reports, write labels.csv and its datasheet.md')
    .option('-o, --output <file>', 'where to write the labels; the datasheet goes beside them', OWN)
    .action(({ output }: { output: string }) => {
      const folder = join(import.meta.dirname, '..', '..', 'examples', 'reports')
      const sheet = join(dirname(output), 'datasheet.md')
      checkFilesApart(
        [{ name: 'the bundled reports', path: folder }],
        [
          { name: '--output', path: output },
          { name: 'the datasheet', path: sheet },
        ],
      )
      const names = readdirSync(folder)
        .filter((name) => name.endsWith('.txt'))
        .sort()
      const reports = names.map((name) =>
        labelReport(readFileSync(join(folder, name), 'utf8'), { id: name.slice(0, -4) }),
      )
      const writer = makeWriter({
        ...{ format: 'csv', labels: Object.keys(reports[0].labels), keep: [] },
        ...{ withEvidence: false, withBounds: false, spreadsheetSafe: false },
      })
      const labels =
        writer.header + reports.map((report) => writer.line(makeRow(report, report.id, false), [])).join('')
      const datasheet = makeDatasheet({ version: packageVersion() })
      for (const report of reports) datasheet.add(report)
      const files = [[output, labels] as const, [sheet, datasheetMarkdown(datasheet.sheet())] as const]
      if (output === OWN) orUsageError(command, () => mkdirSync(dirname(output), { recursive: true }))
      for (const [path, content] of files) {
        checkOutput(command, path)
        // In a folder of the user's, only what an earlier demo wrote is written again.
        if (output !== OWN && existsSync(path) && readFileSync(path, 'utf8') !== content)
          usageError(command, `${path} exists and is not the demo's; name another place with -o`)
      }
      process.stdout.write(
        `${colors.bold('One report in full')} (${names[0]})\n\n${explainReport(reports[0], colors)}\n${colors.bold('All example reports')}\n`,
      )
      for (const report of reports) {
        process.stdout.write(
          `\n${colors.bold(report.id ?? '')}${report.prior.only ? colors.yellow('  leans wholly on a prior') : ''}\n`,
        )
        for (const [name, label] of Object.entries(report.labels)) {
          if (label.value === null || (label.source === 'implied' && label.value === 0)) continue
          const [first] = label.evidence
          const words = first === undefined ? '' : oneLine(report.text.slice(first.sentence.start, first.sentence.end))
          process.stdout.write(
            `  ${name.padEnd(26)} ${describeLabel(label).padEnd(30)} ${colors.dim(words.slice(0, 90))}\n`,
          )
        }
      }
      for (const [path, content] of files) orUsageError(command, () => writeFileSync(path, content))
      process.stdout.write(`\nWrote ${output}: ${reports.length} reports, in the column order of CheXpert.\n`)
      process.stdout.write(`Wrote ${sheet}: how they were made, and how far they can be trusted.\n`)
    })
}
