// Where the time of a batch run goes, stage by stage, in one thread: reading and cutting the input, parsing, labelling,
// writing lines, settling (ids, counts, output file). Beside it a pass that reads the file and does nothing.
// Run: npm run bench:batch, or with `-- 1000000` for other sizes than 200,000 reports.
import { execFileSync } from 'node:child_process'
import { open, rm } from 'node:fs/promises'
import { cpus } from 'node:os'
import { join } from 'node:path'
import type { RowOptions } from '../src/batch/row.ts'
import { makeCorpus, readReports } from './corpus.ts'

const root = join(import.meta.dirname, '..')
// The built package is measured, not the source through a loader.
const built = async <T>(path: string): Promise<T> => (await import(join(root, 'dist', path))) as T
const { findInputs, readInputs } = await built<typeof import('../src/io/input.ts')>('io/input.js')
const { READ_DEFAULTS, START } = await built<typeof import('../src/io/records.ts')>('io/records.js')
const { makeJob } = await built<typeof import('../src/batch/job.ts')>('batch/job.js')
const { createRowLabeller } = await built<typeof import('../src/batch/row.ts')>('batch/row.js')
const { settleBlock } = await built<typeof import('../src/batch/settle.ts')>('batch/settle.js')
const { makeTally } = await built<typeof import('../src/batch/tally.ts')>('batch/tally.js')
const { makeIdSet } = await built<typeof import('../src/io/ids.ts')>('io/ids.js')
const { openLog } = await built<typeof import('../src/batch/log.ts')>('batch/log.js')

const RUNS = 3
const rows = Number(process.argv[2] ?? 200_000)
const input = await makeCorpus(rows)
const { name, reports } = await readReports()

/** Milliseconds per stage of one run. */
type Stages = Readonly<Record<'read' | 'parse' | 'label' | 'write' | 'settle' | 'whole', number>>

const runs: Record<'nothing' | 'csv' | 'jsonl', Stages[]> = { nothing: [], csv: [], jsonl: [] }
for (let run = 0; run < RUNS; run++) {
  runs.nothing.push(await doNothing())
  for (const format of ['csv', 'jsonl'] as const) runs[format].push(await label(format))
}

const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { cwd: root, encoding: 'utf8' }).trim()
say(
  `${rows.toLocaleString('en')} reports (${reports.length} ${name} over and over), one thread, median of ${RUNS} runs`,
)
say(`${cpus()[0].model}, Node ${process.version}, commit ${commit}`)
const nothing = median(runs.nothing, 'whole')
say(`a pass that reads the file and does nothing: ${nothing.toFixed(0)} ms\n`)
say(`${'microseconds a report'.padEnd(24)}${'CSV'.padStart(8)}${'JSON Lines'.padStart(12)}`)
for (const stage of ['read', 'parse', 'label', 'write', 'settle', 'whole'] as const) {
  const cell = (format: 'csv' | 'jsonl') => ((1000 * median(runs[format], stage)) / rows).toFixed(2)
  say(`${stage.padEnd(24)}${cell('csv').padStart(8)}${cell('jsonl').padStart(12)}`)
}
for (const format of ['csv', 'jsonl'] as const) {
  const whole = median(runs[format], 'whole')
  const rest = whole - median(runs[format], 'label')
  say(
    `${format}: ${Math.round((1000 * rows) / whole).toLocaleString('en')} reports/s; the whole run is ${(whole / nothing).toFixed(0)} times the pass that does nothing, ` +
      `all but the labelling ${(rest / nothing).toFixed(0)} times`,
  )
}

/** What `labelFiles` does with one worker, one step after the other, so that no stage waits inside another's time. */
async function label(format: 'csv' | 'jsonl'): Promise<Stages> {
  // As `labelFiles` asks for it: a table holds labels alone.
  const row: RowOptions = { label: format === 'csv' ? { detail: 'labels' } : {}, withEvidence: false }
  const write = { format, keep: [], withEvidence: false, withBounds: false, spreadsheetSafe: false }
  const job = makeJob(createRowLabeller(row), {
    row,
    write,
    maxReportBytes: READ_DEFAULTS.maxReportBytes,
    shard: { index: 0, of: 1 },
  })
  const output = `${input}.out.${format}`
  const log = await openLog(output, 0)
  const tally = makeTally(createRowLabeller(row).labels.length)
  const seen = makeIdSet()
  const spent = { read: 0, parse: 0, label: 0, write: 0, settle: 0, whole: 0 }
  const batches = readInputs(await findInputs([input]), START, READ_DEFAULTS, { onNote: () => {}, onIgnored: () => {} })
  const start = performance.now()
  for (;;) {
    const begun = performance.now()
    const { value: batch, done } = await batches.next()
    spent.read += performance.now() - begun
    if (done === true) break
    const block = job(batch)
    for (const stage of ['parse', 'label', 'write'] as const) spent[stage] += block.spent[stage]
    const labelled = performance.now()
    await log.append(settleBlock(batch, block, seen, tally, false).rows)
    spent.settle += performance.now() - labelled
  }
  await log.close()
  spent.whole = performance.now() - start
  if (tally.labelled !== rows) throw new Error(`${tally.labelled} of ${rows} reports were labelled`)
  await rm(output)
  return spent
}

async function doNothing(): Promise<Stages> {
  const start = performance.now()
  const file = await open(input)
  const chunk = Buffer.allocUnsafeSlow(1 << 20)
  while ((await file.read(chunk, 0, chunk.length, null)).bytesRead > 0);
  await file.close()
  return { read: 0, parse: 0, label: 0, write: 0, settle: 0, whole: performance.now() - start }
}

function median(stages: readonly Stages[], stage: keyof Stages): number {
  return stages.map((run) => run[stage]).sort((a, b) => a - b)[stages.length >> 1]
}

function say(line: string): void {
  process.stdout.write(`${line}\n`)
}
