// Measures how right the labels are, over every set that is present, and writes what was measured.
// Run: npm run bench:accuracy; -- --help says what else it can do.
import { parseArgs } from 'node:util'
import { figureTables } from './accuracy/markdown.ts'
import { measureSystem, type Sets } from './accuracy/measure.ts'
import { describeMistakes, type Half } from './accuracy/mistakes.ts'
import { circumstances, writeResult } from './accuracy/record.ts'
import {
  readBioScope,
  readFixtureSet,
  readGoldSet,
  readMesh,
  readNegEx,
  readOpenI,
  readTricky,
} from './accuracy/sets.ts'
import { CXRLABEL } from './accuracy/system.ts'

const HELP = `npm run bench:accuracy -- [options]
  (none)           measure, print the tables, write benchmarks/results/DATE-COMMIT.json
  --errors         print the mistakes instead (report text: to the terminal only)
  --half a|b|both  with --errors: the half of the gold to show (default a; b is there to check that a is not learnt by heart)
  --limit N        with --errors: mistakes to show in each group (default 20)
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
    limit: { type: 'string', default: '20' },
    resamples: { type: 'string', default: '1000' },
    help: { type: 'boolean', default: false },
  },
})
if (values.help) process.stdout.write(HELP)
else if (!['a', 'b', 'both'].includes(values.half) || !/^\d+$/.test(values.limit) || !/^\d+$/.test(values.resamples)) {
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
  const figures = measureSystem(CXRLABEL, sets, { resamples: Number(values.resamples), inDetail: true })
  process.stdout.write(`${figureTables(described, figures)}\n\n`)
  const meshClasses = figures.meshClasses?.map(({ ids: _, ...rest }) => rest) ?? null
  const path = writeResult(described, { systems: { cxrlabel: { ...figures, meshClasses } } })
  process.stderr.write(`written: ${path}\n`)
}

async function readSets(): Promise<Sets> {
  const openI = await readOpenI()
  return {
    fixtures: readFixtureSet(),
    openI,
    gold: readGoldSet(openI),
    mesh: readMesh(),
    bioscope: readBioScope(),
    negex: readNegEx(),
    tricky: readTricky(),
  }
}
