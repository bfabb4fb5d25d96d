// Rule folders on disk → sources, in a fixed order.
import { readdirSync, readFileSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import type { RuleSource } from './source.ts'

/** Reads all `.yaml` files under the folders, recursively; file names are kept relative to `base`. */
export function readRuleFolders(folders: readonly string[], base = '.'): RuleSource[] {
  return folders.flatMap((folder) =>
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && entry.name.endsWith('.yaml'))
      .map((entry) => join(entry.parentPath, entry.name))
      .sort()
      .map((path) => ({ file: relative(base, path).split(sep).join('/'), text: readFileSync(path, 'utf8') })),
  )
}
