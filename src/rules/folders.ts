// Rule files on disk → sources, in a fixed order.
import { type Dirent, readdirSync, readFileSync, statSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import { kindOf, type RuleSource } from './source.ts'

/**
 * Reads all `.yaml` and `.yml` files under the folders, recursively; a path may also be that of one file. File names are
 * kept relative to `base`.
 *
 * @throws {Error} of the file system, with `code` and `path`, when one cannot be read
 * @throws {TypeError} for what is no list of paths
 */
export function readRuleFolders(folders: readonly string[], base = '.'): RuleSource[] {
  if (!Array.isArray(folders) || !folders.every((folder) => typeof folder === 'string'))
    throw new TypeError(
      `readRuleFolders takes a list of paths, as readRuleFolders(['my-rules']); it is ${Array.isArray(folders) ? 'a list of other things' : kindOf(folders)}`,
    )
  return folders.flatMap((folder) =>
    pathsOf(folder).map((path) => ({
      file: relative(base, path).split(sep).join('/'),
      text: readFileSync(path, 'utf8'),
    })),
  )
}

/**
 * Reads the rules and the ontology that come with the package, which one's own are compiled with.
 *
 * @example
 * const ruleset = compileRules([...bundledRules(), ...readRuleFolders(['my-rules'])])
 */
export function bundledRules(): RuleSource[] {
  const root = join(import.meta.dirname, '..', '..')
  return readRuleFolders([join(root, 'rules'), join(root, 'ontology')], root).map((source) => ({
    ...source,
    isBundled: true,
  }))
}

function pathsOf(folder: string): string[] {
  if (statSync(folder).isFile()) return [folder]
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => /\.ya?ml$/.test(entry.name) && isFile(entry))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
}

function isFile(entry: Dirent): boolean {
  return entry.isFile() || (entry.isSymbolicLink() && statSync(join(entry.parentPath, entry.name)).isFile())
}
