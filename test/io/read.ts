// Reads files the way a run does, and gives every record as a plain line: what it was, or why it was set aside.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll } from 'vitest'
import { checkInputs, findInputs, readInputs } from '../../src/io/input.ts'
import { parseBatch } from '../../src/io/parse.ts'
import { type Batch, isFault, type Position, READ_DEFAULTS, type ReadOptions, START } from '../../src/io/records.ts'
import type { ReportSections } from '../../src/types.ts'

/** A record: its id with its report, or its id with the reason it was set aside. */
export type Seen =
  | readonly [id: string | null, report: string | ReportSections]
  | readonly [id: string | null, reason: string, 'aside']

export interface Reading {
  readonly seen: readonly Seen[]
  readonly rows: readonly number[]
  readonly kept: readonly (readonly unknown[])[]
  readonly batches: readonly Batch[]
  readonly notes: readonly string[]
  readonly ignored: readonly string[]
  /** Bytes of the inputs that were read. */
  readonly read: number
}

export async function read(
  paths: string | readonly string[],
  options: Partial<ReadOptions> = {},
  from: Position = START,
): Promise<Reading> {
  const all = { ...READ_DEFAULTS, ...options }
  const inputs = await findInputs(typeof paths === 'string' ? [paths] : paths)
  await checkInputs(inputs, all)
  const reading = {
    seen: [] as Seen[],
    rows: [] as number[],
    kept: [] as (readonly unknown[])[],
    batches: [] as Batch[],
    notes: [] as string[],
    ignored: [] as string[],
    read: 0,
  }
  const events = {
    onNote: (note: string) => void reading.notes.push(note),
    onIgnored: (_: string, path: string) => void reading.ignored.push(path),
    onRead: (bytes: number) => {
      reading.read += bytes
    },
  }
  for await (const batch of readInputs(inputs, from, all, events)) {
    reading.batches.push(batch)
    parseBatch(
      batch,
      all.maxReportBytes,
      () => true,
      (index, result) => {
        reading.rows.push(batch.first + index + 1)
        if (isFault(result)) reading.seen.push([result.id, result.reason, 'aside'])
        else {
          reading.seen.push([result.id, result.report])
          reading.kept.push(result.kept)
        }
      },
    )
  }
  return reading
}

const folders: string[] = []
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
})

/** An empty folder of its own, which goes when the tests of the file have run. */
export function makeFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'cxrlabel-'))
  folders.push(folder)
  return folder
}

/** Writes a file into a new folder and gives its path. */
export function makeFile(name: string, content: string | Uint8Array): string {
  const path = join(makeFolder(), name)
  writeFileSync(path, content)
  return path
}
