// `cxrlabel demo`: labels the bundled example reports, shows the reasons, and writes labels.csv and datasheet.md.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Command } from 'commander'
import pico from 'picocolors'
import { makeRow } from '../batch/row.ts'
import { checkFilesApart } from '../io/same-file.ts'
import { makeWriter } from '../io/write.ts'
import { labelReport } from '../labeller.ts'
import { makeDatasheet } from '../report/datasheet.ts'
import { describeLabel, explainReport, oneLine } from '../report/explain.ts'
import { datasheetMarkdown } from '../report/write-sheet.ts'
import { packageVersion } from './package-version.ts'

/** Adds the command to the program. */
export function addDemo(program: Command): void {
  program
    .command('demo')
    .summary('label the bundled example reports, write labels.csv and its datasheet.md')
    .option('-o, --output <file>', 'where to write the labels; the datasheet goes beside them', 'labels.csv')
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
      process.stdout.write(
        `${pico.bold('One report in full')} (${names[0]})\n\n${explainReport(reports[0], pico)}\n${pico.bold('All example reports')}\n`,
      )
      for (const report of reports) {
        process.stdout.write(
          `\n${pico.bold(report.id ?? '')}${report.prior.only ? pico.yellow('  leans wholly on a prior') : ''}\n`,
        )
        for (const [name, label] of Object.entries(report.labels)) {
          if (label.value === null || (label.source === 'implied' && label.value === 0)) continue
          const [first] = label.evidence
          const words = first === undefined ? '' : oneLine(report.text.slice(first.sentence.start, first.sentence.end))
          process.stdout.write(
            `  ${name.padEnd(26)} ${describeLabel(label).padEnd(30)} ${pico.dim(words.slice(0, 90))}\n`,
          )
        }
      }
      const writer = makeWriter({
        ...{ format: 'csv', labels: Object.keys(reports[0].labels), keep: [] },
        ...{ withEvidence: false, withBounds: false, spreadsheetSafe: false },
      })
      writeFileSync(
        output,
        writer.header + reports.map((report) => writer.line(makeRow(report, report.id, false), [])).join(''),
      )
      const datasheet = makeDatasheet({ version: packageVersion() })
      for (const report of reports) datasheet.add(report)
      writeFileSync(sheet, datasheetMarkdown(datasheet.sheet()))
      process.stdout.write(`\nWrote ${output}: ${reports.length} reports, in the column order of CheXpert.\n`)
      process.stdout.write(`Wrote ${sheet}: how they were made, and how far they can be trusted.\n`)
    })
}
