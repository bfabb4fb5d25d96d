// What a command reads and what it writes must be different files: by whatever path, link or spelling they are named.
import { readlinkSync, realpathSync, statSync } from 'node:fs'
import { basename, dirname, join, resolve, sep } from 'node:path'
import { isDocumentName } from './document.ts'

/** A path, under the name of the option that gave it. */
export interface NamedPath {
  readonly name: string
  readonly path: string
}

/**
 * Refuses a file that is written and also read, or written twice. To be asked before any file is opened: opening one to
 * write empties it.
 *
 * @throws {TypeError} when two options name one file, or a folder of inputs would take in what is written
 */
export function checkFilesApart(read: readonly NamedPath[], written: readonly NamedPath[]): void {
  const known = new Map<string, NamedPath>()
  const inputs = read.filter(({ path }) => path !== '-')
  for (const input of inputs) for (const key of keysOf(input.path)) known.set(key, input)
  const folders = inputs.flatMap(({ name, path }) => (isFolder(path) ? [{ name, path: realPath(path) }] : []))
  for (const file of written) {
    const keys = keysOf(file.path)
    const other = keys.map((key) => known.get(key)).find((found) => found !== undefined)
    if (other !== undefined) {
      throw new TypeError(`${other.name} and ${file.name} are the same file, "${file.path}"; give each one of its own`)
    }
    const folder = isDocumentName(file.path) ? folders.find(({ path }) => isBelow(keys[0], path)) : undefined
    if (folder !== undefined) {
      throw new TypeError(
        `${file.name} "${file.path}" lies in the folder of ${folder.name} and would be read as a report; write it elsewhere`,
      )
    }
    for (const key of keys) known.set(key, file)
  }
}

/** A file by its path without links, and by its number on its disk: hard links, disks that do not tell cases apart. */
function keysOf(path: string): string[] {
  const real = realPath(path)
  const found = statSync(real, { throwIfNoEntry: false, bigint: true })
  return found?.isFile() === true ? [real, `${found.dev}:${found.ino}`] : [real]
}

/** The path without links, be there a file or not. */
function realPath(path: string, links = 0): string {
  try {
    return realpathSync(path)
  } catch {
    const parent = dirname(resolve(path))
    const own = join(parent === resolve(path) ? parent : realPath(parent), basename(path))
    const target = links < MOST_LINKS ? targetOf(own) : null
    return target === null ? own : realPath(resolve(dirname(own), target), links + 1)
  }
}

const MOST_LINKS = 40

/** Where a link leads that leads nowhere yet. */
function targetOf(path: string): string | null {
  try {
    return readlinkSync(path)
  } catch {
    return null
  }
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true
}

function isBelow(path: string, folder: string): boolean {
  return path.startsWith(folder.endsWith(sep) ? folder : `${folder}${sep}`)
}
