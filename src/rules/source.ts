// YAML text → values with the place of every node, so that a problem can point at its line. YAML 1.2 only: in 1.1
// the phrase `- no` is the boolean false; scalars are read as strings.
import { isMap, isScalar, isSeq, LineCounter, type Node, parseDocument } from 'yaml'
import type { RuleProblem } from '../errors.ts'

/** One rule file: its name for messages, and its YAML text. */
export interface RuleSource {
  readonly file: string
  readonly text: string
  /** It comes with the package: it is read before those that do not, whatever its name, and proven with the package. */
  readonly isBundled?: boolean
}

/**
 * Refuses what is no list of sources, such as the names of files.
 *
 * @throws {TypeError} that says what to give
 */
export function checkSources(sources: unknown, of: string): void {
  const given = Array.isArray(sources) ? sources.find((source) => !isSource(source)) : sources
  if (Array.isArray(sources) && given === undefined && sources.every(isSource)) return
  const hint = "[...bundledRules(), ...readRuleFolders(['my-rules'])]"
  throw new TypeError(
    `${of} takes a list of sources, each { file: 'name.yaml', text: 'kind: …' }, as ${hint}; ${Array.isArray(sources) ? 'one of them' : 'it'} is ${kindOf(given)}`,
  )
}

function isSource(source: unknown): boolean {
  const { file, text } = (source ?? {}) as { readonly file?: unknown; readonly text?: unknown }
  return typeof file === 'string' && typeof text === 'string'
}

/** What a value is, in words for a message; a string may be a whole rule file, so it is not quoted. */
export function kindOf(value: unknown): string {
  if (value === null || value === undefined) return String(value)
  if (value instanceof Promise) return 'a promise: await it'
  return Array.isArray(value) ? 'an array' : typeof value === 'object' ? 'an object without them' : `a ${typeof value}`
}

export type Path = readonly (string | number)[]

/** A parsed file; `place(path)` finds the line and column of a value in it. */
export interface ParsedSource {
  readonly file: string
  readonly isBundled: boolean
  readonly value: unknown
  problem(path: Path, code: string, message: string, hint?: string): RuleProblem
}

/** Parses one source; YAML errors are added to `problems`. */
export function parseSource(source: RuleSource, problems: RuleProblem[]): ParsedSource {
  const lines = new LineCounter()
  const document = parseDocument(source.text, {
    version: '1.2',
    schema: 'failsafe',
    lineCounter: lines,
    uniqueKeys: true,
  })
  const rows = source.text.split('\n')
  const at = (offset: number, code: string, message: string, hint: string): RuleProblem => {
    const { line, col } = lines.linePos(offset)
    return {
      code,
      file: source.file,
      line,
      column: col,
      message,
      hint,
      source: (rows[line - 1] ?? '').replace(/\r$/, ''),
    }
  }
  for (const error of document.errors) {
    problems.push(
      at(
        error.pos[0],
        'yaml',
        error.message.split('\n')[0].replace(/ at line \d+.*$/, ''),
        'see yaml.org for YAML 1.2',
      ),
    )
  }
  return {
    file: source.file,
    isBundled: source.isBundled ?? false,
    value: document.errors.length > 0 ? null : document.toJS(),
    problem: (path, code, message, hint = '') => at(offsetOf(document.contents, path), code, message, hint),
  }
}

/** Offset of the value at `path`, or of the nearest node above it. */
function offsetOf(root: unknown, path: Path): number {
  let node = root
  let offset = (root as Node | null)?.range?.[0] ?? 0
  for (const key of path) {
    if (isMap(node)) {
      const pair = node.items.find((item) => isScalar(item.key) && String(item.key.value) === String(key))
      if (pair === undefined) return offset
      offset = (pair.key as Node).range?.[0] ?? offset
      node = pair.value
    } else if (isSeq(node)) {
      node = node.items[Number(key)]
    } else return offset
    if (!isMap(node) || typeof key === 'number') offset = (node as Node | null)?.range?.[0] ?? offset
  }
  return offset
}
