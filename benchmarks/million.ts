// A million reports from JSON Lines to CSV: time, rate and peak memory with one worker and with two; five million for
// the claim that memory does not grow. Run: npm run bench:million, or with `-- 5000000` for other sizes.
// Fails when the rows written are not the rows given.
import { execFileSync, spawn } from 'node:child_process'
import { createReadStream, statSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { cpus } from 'node:os'
import { join } from 'node:path'
import { makeCorpus, readReports } from './corpus.ts'

const root = join(import.meta.dirname, '..')
const sizes = process.argv.slice(2).map(Number)
/** Rounds of one worker and two in turn, for a shared machine is now faster, now slower; longer runs even that out. */
const roundsOf = (rows: number): number => (rows > 1_000_000 ? 1 : 3)

export interface Measured {
  readonly seconds: number
  /** Processor time of all threads. */
  readonly cpuSeconds: number
  /** Peak of the whole process, in megabytes (10^6 bytes). */
  readonly megabytes: number
}

/** Runs the built command on a file and measures the process. */
export function measureRun(args: readonly string[]): Promise<Measured> {
  // Workers load this too; only the main thread knows the whole process.
  const hook = `import { isMainThread } from 'node:worker_threads'; import { writeSync } from 'node:fs'
    if (isMainThread) process.on('exit', () => { const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage()
      writeSync(3, JSON.stringify({ maxRSS, cpu: userCPUTime + systemCPUTime })) })`
  const start = performance.now()
  const child = spawn(
    process.execPath,
    [
      '--import',
      `data:text/javascript,${encodeURIComponent(hook)}`,
      join(root, 'dist', 'cli', 'main.js'),
      'label',
      ...args,
    ],
    { stdio: ['ignore', 'ignore', 'inherit', 'pipe'] },
  )
  let told = ''
  child.stdio[3]?.on('data', (chunk: Buffer) => {
    told += chunk.toString()
  })
  return new Promise((resolve, reject) => {
    child.on('close', (status) => {
      if (status !== 0) return reject(new Error(`the run ended with status ${status}`))
      const { maxRSS, cpu } = JSON.parse(told) as { maxRSS: number; cpu: number }
      resolve({
        seconds: (performance.now() - start) / 1000,
        cpuSeconds: cpu / 1e6,
        megabytes: (maxRSS * 1024) / 1e6,
      })
    })
  })
}

async function main(): Promise<void> {
  const { name, reports } = await readReports()
  const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { cwd: root, encoding: 'utf8' }).trim()
  say(`${reports.length} ${name} over and over with fresh ids; ${cpus().length} cores, ${cpus()[0].model}`)
  say(`Node ${process.version}, commit ${commit}`)
  for (const rows of sizes.length > 0 ? sizes : [1_000_000]) {
    const input = await makeCorpus(rows)
    say(`\n${rows.toLocaleString('en')} reports, ${(statSync(input).size / 1e6).toFixed(0)} MB of JSON Lines → CSV`)
    const runs: Record<1 | 2, Measured[]> = { 1: [], 2: [] }
    for (let round = 0; round < roundsOf(rows); round++) {
      for (const workers of [1, 2] as const) {
        const output = join(input, '..', `labels-${workers}.csv`)
        runs[workers].push(await measureRun([input, '-o', output, '--workers', String(workers), '--quiet']))
        const lines = await countLines(output)
        if (lines !== rows + 1) throw new Error(`${lines - 1} rows came out of ${rows}`)
        await rm(output)
      }
    }
    for (const workers of [1, 2] as const) say(describe(workers, rows, runs[workers]))
    const [one, two] = [runs[1], runs[2]].map((each) => each.map(({ seconds }) => seconds))
    const ratios = one.map((seconds, round) => seconds / two[round])
    const range = `${Math.min(...ratios).toFixed(2)} to ${Math.max(...ratios).toFixed(2)} round by round`
    say(`two workers are ${(median(one) / median(two)).toFixed(2)} times as fast as one (${range})`)
  }
}

/** Time, rate, peak of memory and use of processors: medians, and the peak of all. */
function describe(workers: number, rows: number, runs: readonly Measured[]): string {
  const seconds = median(runs.map((run) => run.seconds))
  const least = Math.min(...runs.map((run) => run.seconds)).toFixed(1)
  const most = Math.max(...runs.map((run) => run.seconds)).toFixed(1)
  const use = median(runs.map((run) => (100 * run.cpuSeconds) / run.seconds))
  const rate = Math.round(rows / seconds).toLocaleString('en')
  const peak = Math.max(...runs.map((run) => run.megabytes)).toFixed(0)
  return (
    `${workers} worker${workers > 1 ? 's' : ' '}  ${seconds.toFixed(1).padStart(6)} s (${least} to ${most}, ${runs.length} runs)  ` +
    `${rate.padStart(7)} rows/s  peak ${peak} MB  ${use.toFixed(0)} % of a core`
  )
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[(values.length - 1) / 2]
}

async function countLines(path: string): Promise<number> {
  let count = 0
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 })) {
    const bytes = chunk as Buffer
    for (let at = bytes.indexOf(10); at >= 0; at = bytes.indexOf(10, at + 1)) count++
  }
  return count
}

function say(line: string): void {
  process.stdout.write(`${line}\n`)
}

if (process.argv[1] === import.meta.filename) await main()
