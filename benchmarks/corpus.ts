// Makes a large input for the batch benchmarks: the Open-I development reports over and over, each time with fresh ids,
// as JSON Lines in a temporary folder. Where they are absent, the fixtures of the tests stand in. Nothing is committed.
import { createWriteStream, existsSync, mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { rename } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { findInputs, readInputs } from '../src/io/input.ts'
import { parseBatch } from '../src/io/parse.ts'
import { isFault, READ_DEFAULTS, START } from '../src/io/records.ts'
import type { ReportSections } from '../src/types.ts'

const root = join(import.meta.dirname, '..')
const archive = join(root, '..', 'shared', 'data', 'openi', 'reports-dev.tar.gz')

/** A report without its id, as JSON Lines hold it. */
export type ReportFields = Readonly<Record<string, unknown>>

/** The Open-I development reports where present, else the fixtures of the tests; and what to call them. */
export async function readReports(): Promise<{ readonly name: string; readonly reports: readonly ReportFields[] }> {
  if (!existsSync(archive)) return { name: 'fixture reports', reports: readFixtures() }
  const reports: ReportFields[] = []
  const quiet = { onNote: () => {}, onIgnored: () => {} }
  for await (const batch of readInputs(await findInputs([archive]), START, READ_DEFAULTS, quiet)) {
    parseBatch(
      batch,
      READ_DEFAULTS.maxReportBytes,
      () => true,
      (_, result) => {
        if (isFault(result)) return
        reports.push(typeof result.report === 'string' ? { text: result.report } : result.report)
      },
    )
  }
  return { name: 'Open-I development reports', reports }
}

/** What `labelReport` takes of a report: its text, or its sections. */
export function reportOf({ text, ...sections }: ReportFields): string | ReportSections {
  return typeof text === 'string' ? text : (sections as ReportSections)
}

/** Writes `rows` reports as JSON Lines, once: the file is kept for the next benchmark. Gives its path. */
export async function makeCorpus(rows: number): Promise<string> {
  const { reports } = await readReports()
  const folder = join(tmpdir(), 'cxrlabel-bench')
  mkdirSync(folder, { recursive: true })
  const path = join(folder, `reports-${reports.length}x${rows}.jsonl`)
  if (existsSync(path) && statSync(path).size > 0) return path
  const tails = reports.map((report) => JSON.stringify({ id: '', ...report }).slice('{"id":""'.length))
  const lines = function* (): Generator<string> {
    let chunk: string[] = []
    for (let row = 0; row < rows; row++) {
      chunk.push(`{"id":"r${row + 1}"${tails[row % tails.length]}\n`)
      if (chunk.length < 5000 && row < rows - 1) continue
      yield chunk.join('')
      chunk = []
    }
  }
  await pipeline(Readable.from(lines()), createWriteStream(`${path}.partial`))
  await rename(`${path}.partial`, path)
  return path
}

function readFixtures(): ReportFields[] {
  const folder = join(root, 'test', 'fixtures')
  return readdirSync(folder)
    .filter((name) => name.endsWith('.jsonl'))
    .sort()
    .flatMap((name) => readFileSync(join(folder, name), 'utf8').trim().split('\n'))
    .map((line) => ({ text: (JSON.parse(line) as { text: string }).text }))
}
