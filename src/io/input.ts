// The inputs of a command into batches: finds out what each is and opens the reader for it. What reads archives and
// Parquet is loaded when one comes.
import { stat } from 'node:fs/promises'
import { basename } from 'node:path'
import { type ByteSource, isParquet, isTar, isZip, openFileBytes, openStreamBytes } from './bytes.ts'
import { readCsvLayout } from './csv-header.ts'
import { isDocumentName } from './document.ts'
import { batchOfFile, readFolder } from './folder.ts'
import { formatOfName } from './format-names.ts'
import { type BatchMemory, FRESH_MEMORY } from './memory.ts'
import {
  type Batch,
  brokenBatch,
  type DocumentShape,
  type Input,
  InputError,
  type InputFormat,
  type JsonShape,
  type Position,
  type ReadOptions,
  START,
} from './records.ts'
import { readTable, type Table } from './table.ts'

/** What readers tell besides batches. Messages never quote an input's content. */
export interface ReadEvents {
  /** Something the user should know, such as the encoding that was found. */
  readonly onNote: (message: string) => void
  /** A file that is no report was passed over. */
  readonly onIgnored: (source: string, path: string) => void
  /** Bytes of an input were read, or passed over as an earlier run had done with them. */
  readonly onRead?: (bytes: number) => void
}

/** Looks the inputs up. @throws {InputError} when one does not exist. */
export async function findInputs(paths: readonly string[]): Promise<Input[]> {
  const inputs: Input[] = []
  for (const path of paths) {
    if (path === '-') {
      inputs.push({ path, kind: 'stdin', size: null, modified: null })
      continue
    }
    try {
      const found = await stat(path)
      const isFolder = found.isDirectory()
      const size = isFolder || !found.isFile() ? null : found.size
      inputs.push({ path, kind: isFolder ? 'folder' : 'file', size, modified: isFolder ? null : found.mtimeMs })
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException
      throw new InputError(`${path}: ${code === 'ENOENT' ? 'no such file or folder' : `cannot be read (${code})`}`)
    }
  }
  return inputs
}

/** Looks into each file before anything is written: columns that are not there are found at once, not in hours. */
export async function checkInputs(inputs: readonly Input[], options: ReadOptions): Promise<void> {
  for (const { path, kind } of inputs) {
    if (kind !== 'file' || isDocumentName(path)) continue
    const bytes = await openFileBytes(path, options.encoding).catch((error: unknown) => {
      if (error instanceof InputError) throw new InputError(`${path}: ${error.message}`)
      // What cannot be read will be set aside in its turn.
      return null
    })
    if (bytes === null) continue
    try {
      if (isParquet(bytes.head)) {
        if (!bytes.isPlain) throw new InputError(`${path}: is Parquet packed with gzip; unpack it first`)
        const { checkParquet } = await import('./parquet.ts')
        await checkParquet(path, jsonShape(options))
      } else if (!isTar(bytes.head))
        openTable(path, path, bytes, { ...options, prefix: '', memory: FRESH_MEMORY }, silent)
    } finally {
      await bytes.close()
    }
  }
}

const silent: ReadEvents = { onNote: () => {}, onIgnored: () => {} }

/**
 * Reads all inputs, one after the other, from a position on.
 *
 * @param memory where the bytes of tables are to lie
 */
export async function* readInputs(
  inputs: readonly Input[],
  from: Position,
  options: ReadOptions,
  events: ReadEvents,
  memory: BatchMemory = FRESH_MEMORY,
): AsyncGenerator<Batch> {
  for (const { size } of inputs.slice(0, from.input)) events.onRead?.(size ?? 0)
  for (let at = from.input; at < inputs.length; at++) {
    const start = at === from.input ? from : { ...START, input: at }
    const input = inputs[at]
    try {
      const prefix = inputs.length > 1 ? prefixOf(input.path) : ''
      yield* readInput(input, start, { ...options, prefix, memory }, events)
    } catch (error) {
      if (error instanceof InputError) throw error
      yield brokenBatch(input.path, `cannot be read any further (${causeOf(error)})`, { ...START, input: at + 1 })
    }
  }
}

interface Settings extends ReadOptions {
  /** Put before ids that are row numbers, so that those of several inputs differ. */
  readonly prefix: string
  readonly memory: BatchMemory
}

async function* readInput(input: Input, from: Position, options: Settings, events: ReadEvents): AsyncGenerator<Batch> {
  const { path } = input
  const documents: DocumentShape = { kind: 'document', idField: options.idColumn, keep: options.keep }
  if (input.kind === 'folder') {
    yield* readFolder(path, documents, from, (below) => events.onIgnored(path, below))
    return
  }
  const named = options.from ?? formatOfName(path)
  if (input.kind === 'file' && isDocumentName(path) && (named === 'txt' || named === 'xml')) {
    events.onRead?.(input.size ?? 0)
    if (from.record === 0) yield batchOfFile(path, basename(path), documents, from)
    return
  }
  const forced = options.encoding
  const bytes =
    input.kind === 'stdin'
      ? await openStreamBytes(process.stdin, forced, true)
      : await openFileBytes(path, forced, events.onRead)
  try {
    yield* readContent(path, input, bytes, from, options, events)
  } finally {
    await bytes.close()
  }
}

async function* readContent(
  path: string,
  input: Input,
  bytes: ByteSource,
  from: Position,
  options: Settings,
  events: ReadEvents,
): AsyncGenerator<Batch> {
  const { head } = bytes
  if (isParquet(head)) {
    if (input.kind !== 'file' || !bytes.isPlain) {
      throw new InputError(`${path}: Parquet is read from a file, not from a stream`)
    }
    const { readParquet } = await import('./parquet.ts')
    yield* readParquet(path, jsonShape(options), from, options.maxReportBytes, events.onRead)
  } else if (isTar(head)) {
    const { readArchive } = await import('./archive.ts')
    const shape: DocumentShape = { kind: 'document', idField: options.idColumn, keep: options.keep }
    yield* readArchive(bytes.chunksFrom(bytes.markLength), from, {
      source: path,
      shape,
      maxReportBytes: options.maxReportBytes,
      onIgnored: (name) => events.onIgnored(path, name),
      isTable: (name) => ['jsonl', 'csv', 'tsv'].includes(formatOfName(name) ?? ''),
      readTableEntry: (name, stream, start) => readEntry(`${path}/${name}`, name, stream, start, options, events),
    })
  } else {
    yield* readTable(openTable(path, path, bytes, options, events), from)
  }
}

async function* readEntry(
  source: string,
  name: string,
  stream: AsyncIterable<Uint8Array>,
  from: Position,
  options: Settings,
  events: ReadEvents,
): AsyncGenerator<Batch> {
  try {
    const bytes = await openStreamBytes(stream, options.encoding, false)
    const prefix = `${options.prefix}${prefixOf(name)}`
    yield* readTable(openTable(source, name, bytes, { ...options, prefix }, events), from)
  } catch (error) {
    // One bad member of an archive does not end the others.
    if (!(error instanceof InputError)) throw error
    yield brokenBatch(source, error.message, {
      ...START,
      input: from.input,
      entry: from.entry + 1,
      documents: from.documents,
    })
  }
}

function openTable(source: string, name: string, bytes: ByteSource, options: Settings, events: ReadEvents): Table {
  const { head } = bytes
  if (bytes.encoding !== 'utf-8') events.onNote(`${source}: read as ${bytes.encoding}`)
  if (isZip(head))
    throw new InputError(`${source}: zip is not read; unpack it, or use .tar.gz (of a workbook, save a CSV)`)
  const format = options.from ?? formatOfName(name) ?? guessFormat(head)
  const { maxReportBytes, memory } = options
  const table = { source, bytes, maxReportBytes, memory }
  if (format === 'jsonl' || head.length === 0) {
    // A filter answers line by line, whatever the first one is.
    const isFilter = bytes.isLive && options.from === 'jsonl'
    if (!isFilter && /^\s*\[/.test(head.toString('latin1', 0, 64))) {
      throw new InputError(`${source}: is a JSON array; give JSON Lines, one object a line (jq -c '.[]' makes them)`)
    }
    return { ...table, shape: jsonShape(options), dataStart: 0, firstRecord: 0 }
  }
  if (format !== 'csv' && format !== 'tsv') throw new InputError(`${source}: is not ${format}`)
  try {
    const layout = readCsvLayout(head, bytes.isWhole, format === 'tsv' ? '\t' : null, options.prefix, options)
    events.onNote(`${source}: ${layout.taken}`)
    return { ...table, shape: layout.shape, dataStart: layout.dataStart, firstRecord: layout.shape.firstData }
  } catch (error) {
    throw error instanceof InputError ? new InputError(`${source}: ${error.message}`) : error
  }
}

function jsonShape(options: ReadOptions): JsonShape {
  return { kind: 'json', idField: options.idColumn, textField: options.textColumn, keep: options.keep }
}

function guessFormat(head: Buffer): InputFormat {
  return /^\s*[{[]/.test(head.toString('latin1', 0, 1024)) ? 'jsonl' : 'csv'
}

function prefixOf(path: string): string {
  return `${basename(path)
    .replace(/\.gz$/i, '')
    .replace(/\.[^.]+$/, '')}:`
}

/** What stopped a reader, in a word: its code. A message might quote the file. */
function causeOf(error: unknown): string {
  const { code } = error as NodeJS.ErrnoException
  return code ?? (error instanceof Error ? error.name : 'unknown')
}
