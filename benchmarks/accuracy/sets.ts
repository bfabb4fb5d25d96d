// Reads the sets that accuracy is measured on. Those under ../shared are not part of the repository; a set that is
// absent reads as null, and the run says so.
import { createReadStream, existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { text as readText } from 'node:stream/consumers'
import { createGunzip } from 'node:zlib'
import { extract } from 'tar-stream'
import { readGoldFile } from '../../src/evaluate/files.ts'
import { loadGold } from '../../src/evaluate/load.ts'
import type { GoldRow } from '../../src/evaluate/rows.ts'
import { parseOpenI } from '../../src/io/openi.ts'
import { labelReport } from '../../src/labeller.ts'
import { type Fixture, readFixtures } from '../../test/fixtures/read.ts'

/** A report as every system gets it: whole, and only what its findings and impression say. */
export interface Report {
  readonly id: string
  readonly text: string
  readonly body: string
}

/** Reports with their gold labels. */
export interface LabelledSet {
  readonly gold: readonly GoldRow[]
  readonly reports: ReadonlyMap<string, Report>
}

/** One row of the MeSH coders' headings, mapped to the 14 labels. */
export interface MeshRow {
  readonly id: string
  readonly indexed: boolean
  readonly positive: readonly string[]
  readonly maybe: readonly string[]
  readonly mesh: readonly string[]
}

/** A marked phrase and how its annotators read it. */
export interface MarkedSpan {
  readonly id: string
  readonly text: string
  readonly start: number
  readonly end: number
  readonly status: SpanStatus
}

export type SpanStatus = 'affirmed' | 'negated' | 'uncertain'

/** A written sentence with its labels, and other values that are right too. */
export interface TrickyEntry {
  readonly id: string
  readonly text: string
  readonly labels: Readonly<Record<string, 1 | 0 | -1 | null>>
  readonly alt?: Readonly<Record<string, readonly (1 | 0 | -1 | null)[]>>
  readonly implied?: readonly string[]
  readonly tags: readonly string[]
}

const shared = join(import.meta.dirname, '..', '..', '..', 'shared')

/** The reports of test/fixtures. */
export function readFixtureSet(): LabelledSet {
  return setOf(readFixtures())
}

/** The reports of benchmarks/styles: other hospitals' ways of writing, labelled without sight of the labeller. */
export function readStyleSet(): LabelledSet {
  const folder = join(import.meta.dirname, '..', 'styles')
  const lines = readdirSync(folder)
    .sort()
    .flatMap((name) => readFileSync(join(folder, name), 'utf8').trim().split('\n'))
  return setOf(lines.map((line) => JSON.parse(line) as Fixture))
}

function setOf(written: readonly Fixture[]): LabelledSet {
  return {
    gold: written,
    reports: new Map(written.map(({ id, text }) => [id, { id, text, body: text }])),
  }
}

/** All Open-I development reports by id. */
export async function readOpenI(): Promise<ReadonlyMap<string, Report> | null> {
  const path = join(shared, 'data', 'openi', 'reports-dev.tar.gz')
  if (!existsSync(path)) return null
  const reports = new Map<string, Report>()
  for await (const entry of createReadStream(path).pipe(createGunzip()).pipe(extract())) {
    const id = /([^/]+)\.xml$/.exec(entry.header.name)?.[1]
    const xml = await readText(entry)
    const sections = id === undefined ? null : parseOpenI(xml)
    if (id === undefined || sections === null) continue
    const { text } = labelReport(sections)
    const body =
      typeof sections === 'string' ? sections : [sections.findings, sections.impression].filter(Boolean).join('\n')
    reports.set(id, { id, text, body })
  }
  return reports
}

/** The gold labels of 300 of the Open-I reports. */
export function readGoldSet(openI: ReadonlyMap<string, Report> | null): LabelledSet | null {
  const content = readShared('gold', 'gold-dev.jsonl')
  if (content === null || openI === null) return null
  return { gold: loadGold(content).rows, reports: openI }
}

/** Another gold over the Open-I reports, from a file of one's own. @throws {TypeError} when it cannot be read. */
export function readOtherGold(path: string, openI: ReadonlyMap<string, Report> | null): LabelledSet | null {
  return openI === null ? null : { gold: readGoldFile(path).rows, reports: openI }
}

/** The coders' headings of the Open-I reports. */
export function readMesh(): MeshRow[] | null {
  return readRows<MeshRow>('data', 'openi', 'mesh14-dev.jsonl')
}

/** Mentions in radiology sentences; those with both a negation and a speculation over them are left out. */
export function readBioScope(): MarkedSpan[] | null {
  const rows = readRows<Omit<MarkedSpan, 'id' | 'status'> & { sent_id: string; status: string }>(
    'data',
    'bioscope',
    'mentions-dev.jsonl',
  )
  return (
    rows?.flatMap(({ sent_id, text, start, end, status }) =>
      isStatus(status) ? [{ id: sent_id, text, start, end, status }] : [],
    ) ?? null
  )
}

/** Clinical phrases of many kinds in their sentences, affirmed or negated. */
export function readNegEx(): MarkedSpan[] | null {
  const rows = readRows<Omit<MarkedSpan, 'id' | 'status'> & { n: number; negation: string }>(
    'data',
    'negex',
    'items-dev.jsonl',
  )
  return (
    rows?.flatMap(({ n, text, start, end, negation }) =>
      isStatus(negation) ? [{ id: String(n), text, start, end, status: negation }] : [],
    ) ?? null
  )
}

/** Sentences written because labellers get them wrong. */
export function readTricky(): TrickyEntry[] | null {
  return readRows<TrickyEntry>('tricky.jsonl')
}

function isStatus(status: string): status is SpanStatus {
  return status === 'affirmed' || status === 'negated' || status === 'uncertain'
}

function readRows<Row>(...path: string[]): Row[] | null {
  const content = readShared(...path)
  if (content === null) return null
  return content
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Row)
}

function readShared(...path: string[]): string | null {
  const full = join(shared, ...path)
  return existsSync(full) ? readFileSync(full, 'utf8') : null
}
