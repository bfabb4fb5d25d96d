// Where rows go: a file under a temporary name with its checkpoint, or standard output.
import { createReadStream, existsSync } from 'node:fs'
import { rename, rm, stat } from 'node:fs/promises'
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import type { IdSet } from '../io/ids.ts'
import { type Position, START } from '../io/records.ts'
import type { NamedPath } from '../io/same-file.ts'
import { type Checkpoint, readCheckpoint, removeCheckpoint, writeCheckpoint } from './checkpoint.ts'
import { type Log, openLog } from './log.ts'
import { openStdout } from './stdout.ts'
import type { Tally } from './tally.ts'

const pack = promisify(gzip)

export interface Target {
  /** What an earlier run left; null for a new one. */
  readonly resumed: Checkpoint | null
  /**
   * Appends a block's rows, the reasons of its rejects, the hashes of its ids and its conflicts, which belong together.
   */
  append(rows: Uint8Array, rejects: string, hashes: Uint32Array, conflicts: Uint8Array): Promise<void>
  checkpoint(position: Position, tally: Tally): Promise<void>
  /** Gives the output its name. Returns where the rejects are, or null when there were none. */
  finish(tally: Tally): Promise<string | null>
  /** Closes the files: left for a resumed run when a checkpoint stands beside them, else removed. */
  leave(): Promise<void>
  /** Rows that the last checkpoint covers. */
  savedRows(): number
}

export interface TargetOptions {
  /** Path of the output, or null for standard output. */
  readonly output: string | null
  /** Where rejects go; null for nowhere (they stand among the rows, or on standard error). */
  readonly rejects: string | null
  /** The file of rejects was named: it stands even where there are none. */
  readonly hasNamedRejects: boolean
  /** Where conflicts go, or null, and the first line of that file. */
  readonly conflicts: string | null
  readonly conflictsHeader: string
  readonly isParquet: boolean
  readonly isGzip: boolean
  /** Columns of a Parquet output. */
  readonly keep: readonly string[]
  readonly labels: readonly string[]
  readonly withBounds: boolean
  readonly withEvidence: boolean
  readonly withSeries?: boolean
  readonly resume: boolean
  readonly run: string
  readonly header: string
}

/** Opens the target, anew or where an earlier run stopped; fills `seen` with the ids of that run. */
export async function openTarget(options: TargetOptions, seen: IdSet | null): Promise<Target> {
  return options.output === null ? openStream(options) : openFiles(options, options.output, seen)
}

/** Whether an earlier run left its state beside an output. */
export function hasUnfinished(output: string): boolean {
  return existsSync(pathsOf(output).checkpoint)
}

/** Names of the files beside an output. */
export function pathsOf(output: string): Record<'partial' | 'rejects' | 'ids' | 'checkpoint', string> {
  return {
    partial: `${output}.partial`,
    rejects: `${output}.rejects.jsonl`,
    ids: `${output}.ids.partial`,
    checkpoint: `${output}.checkpoint.json`,
  }
}

/** Every file that a run writes, empties or removes, under the name of the option it follows from. */
export function filesOf({
  output,
  rejects,
  conflicts,
}: Pick<TargetOptions, 'output' | 'rejects' | 'conflicts'>): NamedPath[] {
  const named = (name: string, path: string | null): NamedPath[] =>
    path === null ? [] : [{ name, path }, ...unfinished(name, `${path}.partial`)]
  const beside =
    output === null
      ? []
      : [pathsOf(output).ids, pathsOf(output).checkpoint, `${pathsOf(output).checkpoint}.new`, madeOf(output)]
  return [
    ...named('output', output),
    ...beside.flatMap((path) => unfinished('output', path)),
    ...named('rejects', rejects),
    ...named('conflicts', conflicts),
  ]
}

function unfinished(name: string, path: string): NamedPath[] {
  return [{ name: `the unfinished ${name}`, path }]
}

/** Where Parquet is put together of the rows. */
function madeOf(output: string): string {
  return `${output}.parquet.partial`
}

async function openFiles(options: TargetOptions, output: string, seen: IdSet | null): Promise<Target> {
  const paths = pathsOf(output)
  const resumed = options.resume ? await readCheckpoint(paths.checkpoint, options.run) : null
  if (resumed?.isDone === true) return finishedTarget(resumed, paths, output, options)
  if (resumed === null) await removeCheckpoint(paths.checkpoint)
  const rows = await openLog(paths.partial, resumed?.output ?? 0)
  const ids = await openLog(paths.ids, resumed?.ids ?? 0)
  const rejects = options.rejects === null ? null : await openLog(`${options.rejects}.partial`, resumed?.rejects ?? 0)
  const conflicts = await openConflicts(options, resumed?.conflicts ?? 0)
  const logs = [rows, ids, rejects, conflicts?.log ?? null].filter((log): log is Log => log !== null)
  if (resumed !== null && seen !== null) await readIds(paths.ids, seen)
  const encode = async (bytes: Uint8Array) => (options.isGzip && bytes.length > 0 ? await pack(bytes) : bytes)
  if (resumed === null) await rows.append(await encode(Buffer.from(options.header)))
  let saved = resumed === null ? 0 : rowsOf(resumed.tally)
  let last: Position = resumed?.position ?? START
  const save = async (position: Position, tally: Tally, isDone: boolean): Promise<void> => {
    for (const log of logs) await log.sync()
    const [rejected, conflicting] = [rejects?.length ?? 0, conflicts?.log.length ?? 0]
    const lengths = { output: rows.length, rejects: rejected, ids: ids.length, conflicts: conflicting }
    await writeCheckpoint(paths.checkpoint, { version: 1, run: options.run, position, ...lengths, tally, isDone })
    saved = rowsOf(tally)
    last = position
  }
  return {
    resumed,
    append: async (bytes, reasons, hashes, found) => {
      await rows.append(await encode(bytes))
      if (reasons !== '') await rejects?.append(Buffer.from(reasons))
      await conflicts?.append(found)
      await ids.append(new Uint8Array(hashes.buffer, hashes.byteOffset, hashes.byteLength))
    },
    checkpoint: (position, tally) => save(position, tally, false),
    finish: async (tally) => {
      // From here on a resumed run has nothing to label, only files to name.
      await save(last, tally, true)
      for (const log of logs) await log.close()
      return publish(tally, paths, output, options)
    },
    leave: async () => {
      for (const log of logs) await log.close().catch(() => {})
      if (saved > 0) return
      for (const path of [paths.partial, paths.ids]) await rm(path, { force: true })
      await removePartials([options.rejects, options.conflicts])
      await removeCheckpoint(paths.checkpoint)
    },
    savedRows: () => saved,
  }
}

function rowsOf(tally: Tally): number {
  return tally.labelled + tally.rejected
}

/** Every step can be done twice: the run may be killed between any two of them. */
async function publish(
  tally: Tally,
  paths: ReturnType<typeof pathsOf>,
  output: string,
  options: TargetOptions,
): Promise<string | null> {
  const rejects = await publishRejects(tally, options)
  await publishConflicts(options)
  if (existsSync(paths.partial)) {
    if (options.isParquet) {
      const { writeParquet } = await import('../io/parquet-write.ts')
      const made = madeOf(output)
      await writeParquet(createReadStream(paths.partial), made, options)
      await rename(made, output)
      await rm(paths.partial, { force: true })
    } else {
      await rename(paths.partial, output)
    }
  }
  await rm(paths.ids, { force: true })
  await removeCheckpoint(paths.checkpoint)
  return rejects
}

/**
 * Gives the rejects their name. Without any, those of an earlier run beside the output go too: they are not of this
 * one. A file that was named is never removed, it may be anything; without rejects it is empty.
 */
async function publishRejects(
  { rejected }: Tally,
  { rejects: path, hasNamedRejects }: TargetOptions,
): Promise<string | null> {
  if (path === null) return null
  if (rejected === 0 && !hasNamedRejects) {
    await rm(`${path}.partial`, { force: true })
    await rm(path, { force: true })
    return null
  }
  if (existsSync(`${path}.partial`)) await rename(`${path}.partial`, path)
  return rejected === 0 ? null : path
}

/** Conflicts have their file even where there are none: it was asked for. */
async function publishConflicts({ conflicts }: TargetOptions): Promise<void> {
  if (conflicts !== null && existsSync(`${conflicts}.partial`)) await rename(`${conflicts}.partial`, conflicts)
}

async function removePartials(paths: readonly (string | null)[]): Promise<void> {
  for (const path of paths) if (path !== null) await rm(`${path}.partial`, { force: true })
}

/** Opens the file of conflicts at a length where one is asked for; packed where its own name says so. */
async function openConflicts(
  { conflicts, conflictsHeader }: TargetOptions,
  length: number,
): Promise<{ readonly log: Log; append(bytes: Uint8Array): Promise<void> } | null> {
  if (conflicts === null) return null
  const log = await openLog(`${conflicts}.partial`, length)
  const isGzip = /\.gz$/i.test(conflicts)
  const append = async (bytes: Uint8Array): Promise<void> => {
    if (bytes.length > 0) await log.append(isGzip ? await pack(bytes) : bytes)
  }
  if (length === 0) await append(Buffer.from(conflictsHeader))
  return { log, append }
}

function finishedTarget(
  resumed: Checkpoint,
  paths: ReturnType<typeof pathsOf>,
  output: string,
  options: TargetOptions,
): Target {
  return {
    resumed,
    append: async () => {},
    checkpoint: async () => {},
    finish: () => publish(resumed.tally, paths, output, options),
    leave: async () => {},
    savedRows: () => rowsOf(resumed.tally),
  }
}

async function readIds(path: string, seen: IdSet): Promise<void> {
  const { size } = await stat(path)
  if (size === 0) return
  let rest = Buffer.alloc(0)
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 })) {
    const bytes: Buffer = rest.length === 0 ? (chunk as Buffer) : Buffer.concat([rest, chunk as Buffer])
    const whole = bytes.length & ~7
    for (let at = 0; at < whole; at += 8) {
      const [high, low] = [bytes.readUInt32LE(at), bytes.readUInt32LE(at + 4)]
      if (high !== 0 || low !== 0) seen.add(high, low)
    }
    rest = Buffer.from(bytes.subarray(whole))
  }
}

/** Standard output cannot be taken back, so nothing is kept to resume; rejects go to a file only when one is named. */
async function openStream(options: TargetOptions): Promise<Target> {
  const out = openStdout()
  const rejects = options.rejects === null ? null : await openLog(`${options.rejects}.partial`, 0)
  const conflicts = await openConflicts(options, 0)
  const encode = async (bytes: Uint8Array) => (options.isGzip && bytes.length > 0 ? await pack(bytes) : bytes)
  await out.write(await encode(Buffer.from(options.header)))
  return {
    resumed: null,
    append: async (bytes, reasons, _, found) => {
      await out.write(await encode(bytes))
      await conflicts?.append(found)
      if (rejects !== null && reasons !== '') await rejects.append(Buffer.from(reasons))
    },
    checkpoint: async () => {},
    finish: async (tally) => {
      await rejects?.close()
      await conflicts?.log.close()
      await publishConflicts(options)
      return publishRejects(tally, options)
    },
    leave: async () => {
      for (const log of [rejects, conflicts?.log]) await log?.close().catch(() => {})
      await removePartials([options.rejects, options.conflicts])
    },
    savedRows: () => 0,
  }
}
