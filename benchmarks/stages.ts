// What the readings of time, change, modifiers, strata, technique and the table of degrees cost: reports a second with
// the default rules, and with a ruleset compiled without the rules of those readings. Pass by pass in turn and in
// processor time, so that other work on the machine tells little. Run: npm run bench:stages.
import { cpus } from 'node:os'
import { join } from 'node:path'
import { misspellings } from '../scripts/misspell.ts'
import { readRuleFolders } from '../src/rules/folders.ts'
import type { LabelOptions } from '../src/types.ts'
import { readReports, reportOf } from './corpus.ts'
import { BECOMES, READINGS } from './readings.ts'

const root = join(import.meta.dirname, '..')
const { createLabeller } = (await import(join(root, 'dist', 'labeller.js'))) as typeof import('../src/labeller.ts')
const { compileSources } = (await import(
  join(root, 'dist', 'rules', 'compile.js')
)) as typeof import('../src/rules/compile.ts')

const ROUNDS = 31

const sources = readRuleFolders([join(root, 'rules'), join(root, 'ontology')], root)
const options = { name: 'bench', version: '0', spellings: misspellings }
const whole = createLabeller(compileSources(sources, options))
const without = createLabeller(
  compileSources(
    sources
      .filter(({ file }) => !READINGS.test(file))
      .map(({ file, text }) => ({ file, text: text.replace(BECOMES, '') })),
    options,
  ),
)
const { name, reports } = await readReports()
const texts = reports.map(reportOf)

/** Milliseconds this process has kept processors busy. */
function busy(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}

/** What a pass asks for. */
type Detail = LabelOptions['detail']

/** Milliseconds of one pass, and how many readings it gave: a labeller that reads nothing would be quick. */
function pass(
  { labelReport }: typeof whole,
  detail: Detail,
): { milliseconds: number; labels: number; modifiers: number } {
  let labels = 0
  let modifiers = 0
  const start = busy()
  for (const text of texts) {
    const report = labelReport(text, { detail })
    for (const name in report.labels) if (report.labels[name].value !== null) labels++
    for (const mention of report.mentions) modifiers += mention.modifiers.length
  }
  return { milliseconds: busy() - start, labels, modifiers }
}

/** Passes with and without in turn; each goes first half of the time. */
function compare(detail: Detail): { whole: number; without: number; ratio: number }[] {
  return Array.from({ length: ROUNDS }, (_, round) => {
    const [first, second] = round % 2 === 0 ? [whole, without] : [without, whole]
    const [a, b] = [pass(first, detail), pass(second, detail)]
    const [w, o] = round % 2 === 0 ? [a, b] : [b, a]
    return { whole: w.milliseconds, without: o.milliseconds, ratio: o.milliseconds / w.milliseconds }
  })
}

const DETAILS = ['all', 'labels'] as const
const warm = DETAILS.flatMap((detail) =>
  [whole, without].map((labeller) => [0, 1].map(() => pass(labeller, detail))[1]),
)
const middle = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[(values.length - 1) / 2]
const rate = (milliseconds: number): string =>
  `${Math.round((texts.length / milliseconds) * 1000).toLocaleString('en')} reports/s`

function describe(what: string, rounds: ReturnType<typeof compare>): string[] {
  const ratios = rounds.map(({ ratio }) => ratio).toSorted((a, b) => a - b)
  const quartiles = [ratios[Math.floor(ROUNDS / 4)], ratios[Math.floor((3 * ROUNDS) / 4)]]
  return [
    `${what}: with all readings ${rate(middle(rounds.map((each) => each.whole)))}, without ${rate(middle(rounds.map((each) => each.without)))}`,
    `  speed with them: ${(100 * middle(ratios)).toFixed(1)} % of that without (quartiles ${quartiles.map((each) => (100 * each).toFixed(1)).join(' to ')} %)`,
  ]
}

process.stdout.write(
  [
    `${texts.length.toLocaleString('en')} ${name}; ${cpus()[0]?.model ?? 'unknown processor'}, Node ${process.version}, ${ROUNDS} rounds in turn, processor time`,
    `readings: time, change, modifiers, strata, technique. With: ${warm[0].labels} labels, ${warm[0].modifiers} modifiers; without: ${warm[1].labels} labels, ${warm[1].modifiers} modifiers`,
    ...describe('all detail', compare('all')),
    ...describe("detail: 'labels', as batch runs to CSV have it", compare('labels')),
    '',
  ].join('\n'),
)
