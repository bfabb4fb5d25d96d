// What the readings of time, change, modifiers, strata, technique and the table of degrees cost: reports a second with the
// default rules, and with a ruleset compiled without the rules of those readings. Pass by pass in turn and in processor
// time, so that other work on the machine tells little. Run: npm run bench:stages.
import { cpus } from 'node:os'
import { join } from 'node:path'
import { misspellings } from '../scripts/misspell.ts'
import { readRuleFolders } from '../src/rules/folders.ts'
import type { ReportSections } from '../src/types.ts'
import { readReports } from './corpus.ts'

const root = join(import.meta.dirname, '..')
const { createLabeller } = (await import(join(root, 'dist', 'labeller.js'))) as typeof import('../src/labeller.ts')
const { compileRules } = (await import(
  join(root, 'dist', 'rules', 'compile.js')
)) as typeof import('../src/rules/compile.ts')

/** Rules of the readings that are measured. */
const MEASURED =
  /modifiers\/|context\/(change|time|certainty)\.yaml|findings\/technique\.yaml|(strata|outputs|consistency)\.yaml/
const ROUNDS = 31

const sources = readRuleFolders([join(root, 'rules'), join(root, 'ontology')], root)
const options = { name: 'bench', version: '0', spellings: misspellings }
const whole = createLabeller(compileRules(sources, options))
const without = createLabeller(
  compileRules(
    sources.filter(({ file }) => !MEASURED.test(file)),
    options,
  ),
)
const { name, reports } = await readReports()
const texts = reports as readonly ReportSections[]

/** Milliseconds this process has kept processors busy. */
function busy(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}

/** Milliseconds of one pass, and how many readings it gave: a labeller that reads nothing would be quick. */
function pass({ labelReport }: typeof whole): { milliseconds: number; labels: number; modifiers: number } {
  let labels = 0
  let modifiers = 0
  const start = busy()
  for (const text of texts) {
    const report = labelReport(text)
    for (const name in report.labels) if (report.labels[name].value !== null) labels++
    for (const mention of report.mentions) modifiers += mention.modifiers.length
  }
  return { milliseconds: busy() - start, labels, modifiers }
}

const warm = [whole, without].map((labeller) => [pass(labeller), pass(labeller)][1])
const rounds = Array.from({ length: ROUNDS }, (_, round) => {
  // Each goes first half of the time.
  const [first, second] = round % 2 === 0 ? [whole, without] : [without, whole]
  const [a, b] = [pass(first), pass(second)]
  const [w, o] = round % 2 === 0 ? [a, b] : [b, a]
  return { whole: w.milliseconds, without: o.milliseconds, ratio: o.milliseconds / w.milliseconds }
})
const middle = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[(values.length - 1) / 2]
const ratios = rounds.map(({ ratio }) => ratio).toSorted((a, b) => a - b)
const rate = (milliseconds: number): string =>
  `${Math.round((texts.length / milliseconds) * 1000).toLocaleString('en')} reports/s`
process.stdout.write(
  [
    `${texts.length.toLocaleString('en')} ${name}; ${cpus()[0]?.model ?? 'unknown processor'}, Node ${process.version}, ${ROUNDS} rounds in turn, processor time`,
    `with all readings: ${rate(middle(rounds.map((each) => each.whole)))}  (${warm[0].labels} labels, ${warm[0].modifiers} modifiers)`,
    `without time, change, modifiers, strata, technique: ${rate(middle(rounds.map((each) => each.without)))}  (${warm[1].labels} labels, ${warm[1].modifiers} modifiers)`,
    `speed with them: ${(100 * middle(ratios)).toFixed(1)} % of that without (quartiles ${(100 * ratios[Math.floor(ROUNDS / 4)]).toFixed(1)} to ${(100 * ratios[Math.floor((3 * ROUNDS) / 4)]).toFixed(1)} %)`,
    '',
  ].join('\n'),
)
