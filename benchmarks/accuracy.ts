// Measures how right the labels are, over every set that is present, and writes what was measured.
// Run: npm run bench:accuracy; -- --help says what else it can do.
import { basename } from 'node:path'
import { parseArgs } from 'node:util'
import { figureTables } from './accuracy/markdown.ts'
import { measureSystem, type Sets } from './accuracy/measure.ts'
import { describeMistakes, type Half } from './accuracy/mistakes.ts'
import { writeReadme } from './accuracy/readme.ts'
import { circumstances, writeResult } from './accuracy/record.ts'
import {
  readBioScope,
  readFixtureSet,
  readGoldSet,
  readMesh,
  readNegEx,
  readOpenI,
  readOtherGold,
  readStyleSet,
  readTricky,
} from './accuracy/sets.ts'
import { measureSpeed } from './accuracy/speed.ts'
import { CXRLABEL } from './accuracy/system.ts'
import { type Measured, systemTable } from './accuracy/systems-table.ts'
import { type Choice, makeBaselines } from './baselines/systems.ts'

const HELP = `npm run bench:accuracy -- [options]
  (none)           measure, print the tables, write benchmarks/results/DATE-COMMIT.json
  --errors         print the mistakes instead (report text: to the terminal only)
  --half a|b|both  with --errors: the half of the gold to show (default a; b is there to check that a is not learnt by heart)
  --limit N        with --errors: mistakes to show in each group (default 20)
  --baselines all|quick|none  quick leaves out those that learn from the gold, which takes minutes (default all)
  --readme         put the tables into benchmarks/README.md
  --also FILE      measure on another gold over the Open-I reports, too (repeatable)
  --resamples N    bootstrap resamples (default 1000; 0 for a quick look without intervals)
`
// A reader that closes the pipe early (head, less) has seen enough.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error
  process.exit()
})
const { values } = parseArgs({
  options: {
    errors: { type: 'boolean', default: false },
    half: { type: 'string', default: 'a' },
    also: { type: 'string', multiple: true, default: [] },
    limit: { type: 'string', default: '20' },
    baselines: { type: 'string', default: 'all' },
    readme: { type: 'boolean', default: false },
    resamples: { type: 'string', default: '1000' },
    help: { type: 'boolean', default: false },
  },
})
if (values.help) process.stdout.write(HELP)
else if (
  !['a', 'b', 'both'].includes(values.half) ||
  !['all', 'quick', 'none'].includes(values.baselines) ||
  !/^\d+$/.test(values.limit) ||
  !/^\d+$/.test(values.resamples)
) {
  process.stderr.write(HELP)
  process.exitCode = 2
} else await run()

async function run(): Promise<void> {
  const sets = await readSets()
  for (const [name, set] of Object.entries(sets)) {
    if (set === null) process.stderr.write(`${name} is not here and is left out: it belongs under ../shared\n`)
  }
  if (values.errors) {
    process.stdout.write(`${describeMistakes(CXRLABEL, sets, values.half as Half, Number(values.limit))}\n`)
    return
  }
  const described = circumstances()
  const resamples = Number(values.resamples)
  const own = measureSystem(CXRLABEL, sets, { resamples, inDetail: true })
  const systems: Measured[] = [{ name: CXRLABEL.name, figures: own, speed: measureSpeed(CXRLABEL, sets) }]
  for (const system of makeBaselines(values.baselines as Choice, sets.gold)) {
    process.stderr.write(`measuring ${system.name}\n`)
    const figures = measureSystem(system, sets, { resamples, inDetail: false })
    systems.push({ name: system.name, figures, speed: measureSpeed(system, sets) })
  }
  const tables = [
    figureTables(described, own),
    ...(systems.length > 1 ? ['Beside what else a Node developer would reach for:', systemTable(systems)] : []),
  ].join('\n\n')
  process.stdout.write(`${tables}\n\n`)
  if (values.readme) writeReadme(tables)
  process.stderr.write(`written: ${writeResult(described, { systems: Object.fromEntries(systems.map(recordOf)) })}\n`)
}

/** What the results file keeps of a system: no ids of reports, and figures label by label of cxrlabel alone. */
function recordOf({ name, figures, speed }: Measured): [string, object] {
  const meshClasses = figures.meshClasses?.map(({ ids: _, ...rest }) => rest) ?? null
  const whole = { ...figures, meshClasses, speed }
  if (name === CXRLABEL.name) return [name, whole]
  const isByLabel = (key: string, value: unknown) => key === 'labels' && typeof value === 'object'
  return [name, JSON.parse(JSON.stringify(whole, (key, value) => (isByLabel(key, value) ? undefined : value)))]
}

async function readSets(): Promise<Sets> {
  const openI = await readOpenI()
  return {
    fixtures: readFixtureSet(),
    openI,
    gold: readGoldSet(openI),
    others: {
      styles: readStyleSet(),
      ...Object.fromEntries(
        values.also.flatMap((path) => {
          const set = readOtherGold(path, openI)
          return set === null ? [] : [[basename(path, '.jsonl'), set] as const]
        }),
      ),
    },
    mesh: readMesh(),
    bioscope: readBioScope(),
    negex: readNegEx(),
    tricky: readTricky(),
  }
}
