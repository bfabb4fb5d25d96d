// Kills runs with SIGKILL at random moments and resumes them: every output must be that of a run left alone, byte for
// byte, rejects too. Run: npm run bench:kills, or with `-- 200 7` for 200 kills from seed 7. Fails at the first
// difference.
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { createReadStream, createWriteStream, existsSync, mkdtempSync, readFileSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import { makeCorpus } from './corpus.ts'

const [kills, seed] = [Number(process.argv[2] ?? 50), Number(process.argv[3] ?? 1)]
const main = join(import.meta.dirname, '..', 'dist', 'cli', 'main.js')
const folder = mkdtempSync(join(tmpdir(), 'cxrlabel-kills-'))
const random = makeRandom(seed)
const plain = await makeInput(30_000)
const packed = `${plain}.gz`
await pipeline(createReadStream(plain), createGzip({ level: 1 }), createWriteStream(packed))

/** Ways to run that differ in what has to be taken up again. */
const ways = [
  { input: plain, name: 'labels.csv', args: ['--workers', '2'] },
  { input: plain, name: 'labels.jsonl.gz', args: ['--workers', '1'] },
  { input: packed, name: 'labels.parquet', args: ['--workers', '2', '--evidence'] },
]
const wanted = new Map<string, { readonly digest: string; readonly milliseconds: number }>()
for (const { input, name, args } of ways) {
  const output = join(folder, `whole-${name}`)
  await label([input, '-o', output, ...args], null)
  const start = performance.now()
  await label([input, '-o', output, ...args], null)
  wanted.set(name, { digest: digestOf(output), milliseconds: performance.now() - start })
}
let early = 0
let late = 0
for (let kill = 0; kill < kills; kill++) {
  const { input, name, args } = ways[kill % ways.length]
  const { digest, milliseconds } = wanted.get(name) as { digest: string; milliseconds: number }
  const output = join(folder, `${kill}-${name}`)
  const command = [input, '-o', output, '--checkpoint-seconds', '0.1', ...args]
  let isResumed = false
  // Most runs die once, some die again while they resume.
  for (let deaths = 1 + (random() < 0.3 ? 1 : 0); deaths > 0; deaths--) {
    await label([...command, ...(isResumed ? ['--resume'] : [])], random() * milliseconds)
    isResumed = true
  }
  if (existsSync(output)) late++
  else if (!existsSync(`${output}.checkpoint.json`)) early++
  await label([...command, '--resume'], null)
  if (digestOf(output) !== digest) throw new Error(`kill ${kill} (seed ${seed}): ${name} differs from a run left alone`)
  for (const file of [output, `${output}.rejects.jsonl`]) await rm(file)
}
await rm(folder, { recursive: true })
process.stdout.write(
  `${kills} runs killed (seed ${seed}), ${early} before their first checkpoint, ${late} after they had ended; ` +
    `resumed, all ${kills} outputs and rejects are identical to those of runs left alone\n`,
)

/** Runs to the end, or kills the process after some milliseconds. */
function label(args: readonly string[], killAfter: number | null): Promise<void> {
  const child = spawn(process.execPath, [main, 'label', ...args, '-q'], { stdio: ['ignore', 'ignore', 'inherit'] })
  const timer = killAfter === null ? null : setTimeout(() => child.kill('SIGKILL'), killAfter)
  return new Promise((resolve, reject) => {
    child.on('close', (status) => {
      if (timer !== null) clearTimeout(timer)
      // 1: the corpus has rows that are set aside.
      if (killAfter === null && status !== 1) reject(new Error(`a run ended with status ${status}`))
      else resolve()
    })
  })
}

function digestOf(output: string): string {
  const hash = createHash('sha256')
  for (const file of [output, `${output}.rejects.jsonl`]) hash.update(readFileSync(file))
  return hash.digest('hex')
}

/** Reports with broken lines and repeated ids among them. */
async function makeInput(rows: number): Promise<string> {
  const path = join(folder, 'reports.jsonl')
  const out = createWriteStream(path)
  let row = 0
  for await (const line of createInterface({ input: createReadStream(await makeCorpus(rows)) })) {
    row++
    out.write(row % 101 === 0 ? 'broken\n' : row % 103 === 0 ? `${line.replace(/"r\d+"/, '"r1"')}\n` : `${line}\n`)
  }
  out.end()
  await once(out, 'close')
  return path
}

/** Numbers from 0 to 1 (mulberry32). */
function makeRandom(start: number): () => number {
  let state = start
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}
