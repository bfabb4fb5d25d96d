// A folder of documents into batches of paths, in the order of their names; the workers read the files.
import { opendir } from 'node:fs/promises'
import { join } from 'node:path'
import { isDocumentName } from './document.ts'
import type { Batch, DocumentShape, Position } from './records.ts'

const BATCH_FILES = 200

/** Reads a folder and all below it. Files that are no documents are passed over, and counted through `onIgnored`. */
export async function* readFolder(
  folder: string,
  shape: DocumentShape,
  from: Position,
  onIgnored: (path: string) => void,
): AsyncGenerator<Batch> {
  let record = 0
  let names: string[] = []
  for await (const name of walk(folder, '', onIgnored)) {
    record++
    if (record <= from.record) continue
    names.push(name)
    if (names.length < BATCH_FILES) continue
    yield batchOf(folder, names, shape, { ...from, record })
    names = []
  }
  if (names.length > 0) yield batchOf(folder, names, shape, { ...from, record })
}

/** A single file as a batch of one. Its number is that among the inputs, so that shards deal such files out. */
export function batchOfFile(path: string, name: string, shape: DocumentShape, from: Position): Batch {
  return { ...batchOf('', [name], shape, { ...from, record: 1 }), source: path, first: from.input, files: [path] }
}

function batchOf(folder: string, names: readonly string[], shape: DocumentShape, next: Position): Batch {
  return {
    source: folder,
    shape,
    first: next.record - names.length,
    offset: -1,
    bytes: new Uint8Array(0),
    ends: new Uint32Array(names.length),
    faults: [],
    names,
    files: names.map((name) => join(folder, name)),
    next,
  }
}

/** One folder's names are held at a time, not those of the whole tree. Links are not followed: they may form loops. */
async function* walk(root: string, below: string, onIgnored: (path: string) => void): AsyncGenerator<string> {
  const entries: { name: string; isFolder: boolean; isFile: boolean }[] = []
  for await (const entry of await opendir(join(root, below))) {
    entries.push({ name: entry.name, isFolder: entry.isDirectory(), isFile: entry.isFile() })
  }
  entries.sort((a, b) => (a.name < b.name ? -1 : 1))
  for (const { name, isFolder, isFile } of entries) {
    const path = below === '' ? name : `${below}/${name}`
    if (isFolder) yield* walk(root, path, onIgnored)
    else if (isFile && isDocumentName(name)) yield path
    else onIgnored(path)
  }
}
