// The process in which `before.ts` measures one build: labels texts over and over, and writes the microseconds of
// processor time that a report took. Arguments: the folder of the build, the detail, a file of reports as a JSON list.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { LabelledReport, LabelOptions, ReportSections } from '../src/types.ts'

/** Passes before the clock starts, and passes timed. */
const WARM_UP = 15
const TIMED = 25

const [folder, detail, file] = process.argv.slice(2)
const { labelReport } = (await import(join(folder, 'dist', 'index.js'))) as typeof import('../src/index.ts')
const reports = JSON.parse(readFileSync(file, 'utf8')) as (string | ReportSections)[]
const options = { detail: detail as LabelOptions['detail'] }
const times: number[] = []
let stated = 0
for (let pass = 0; pass < WARM_UP + TIMED; pass++) {
  const start = process.cpuUsage()
  for (const report of reports) {
    const { labels }: LabelledReport = labelReport(report, options)
    for (const name in labels) if (labels[name].value !== null) stated++
  }
  const { user, system } = process.cpuUsage(start)
  if (pass >= WARM_UP) times.push((user + system) / reports.length)
}
if (stated === 0) throw new Error('no label was stated')
process.stdout.write(String(times.sort((a, b) => a - b)[TIMED >> 1]))
