// Compiles rules/ and ontology/ into src/default-ruleset.generated.ts, misspellings included, and the names of labels
// into src/label-names.generated.ts. Run by `npm run build`.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { RuleError } from '../src/errors.ts'
import { compileSources } from '../src/rules/compile.ts'
import { readRuleFolders } from '../src/rules/folders.ts'
import { labelNames } from './label-names.ts'
import { misspellings } from './misspell.ts'

const root = join(import.meta.dirname, '..')
const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string }
/** Little-endian 16-bit numbers as base64. */
function pack(numbers: ArrayLike<number>): string {
  return Buffer.from(Uint16Array.from(numbers).buffer).toString('base64')
}

try {
  const sources = readRuleFolders([join(root, 'rules'), join(root, 'ontology')], root)
  const ruleset = compileSources(sources, { name: 'default', version, spellings: misspellings })
  const { phrases, words, classes, ...rest } = ruleset
  const json = JSON.stringify({
    ...rest,
    words: words.join(' '),
    classes: pack(Array.from(classes, (bits) => [bits & 0xffff, bits >>> 16]).flat()),
  })
  for (let i = 0; i < phrases.length; i++)
    if (phrases[i] > 0xffff) throw new RangeError('phrases outgrow 16-bit numbers')
  const packed = pack(phrases)
  writeFileSync(
    join(root, 'src', 'default-ruleset.generated.ts'),
    `// Made by scripts/build-ruleset.ts from rules/ and ontology/. Do not edit.
import type { Ruleset } from './ruleset.ts'

/** The compiled default rules; parsed on first use. */
export function defaultRuleset(): Ruleset {
  if (parsed === null) {
    const source = JSON.parse(SOURCE) as Omit<Ruleset, 'words' | 'classes' | 'phrases'> & { words: string; classes: string }
    parsed = { ...source, words: source.words.split(' '), classes: [...new Uint32Array(unpack(source.classes).buffer)], phrases: unpack(PHRASES) }
  }
  return parsed
}

/** Little-endian 16-bit numbers from base64, with what browsers have. */
function unpack(base64: string): Uint16Array {
  const binary = atob(base64)
  const numbers = new Uint16Array(binary.length / 2)
  for (let i = 0; i < numbers.length; i++) numbers[i] = binary.charCodeAt(2 * i) | (binary.charCodeAt(2 * i + 1) << 8)
  return numbers
}

let parsed: Ruleset | null = null
const PHRASES = '${packed}'
const SOURCE = ${JSON.stringify(json)}
`,
  )
  writeFileSync(join(root, 'src', 'label-names.generated.ts'), labelNames(ruleset.labelSets))
  process.stdout.write(
    `ruleset ${ruleset.hash}: ${ruleset.rules.length} rules, ${ruleset.phrases.length} numbers of phrases, ${ruleset.words.length} words, ` +
      `${ruleset.spellings.reduce((sum, [, list]) => sum + list.split(' ').length, 0)} other spellings, ${ruleset.concepts.length} concepts\n`,
  )
} catch (error) {
  if (!(error instanceof RuleError)) throw error
  process.stderr.write(`${error.message}\n\n${error.problems.length} problems\n`)
  process.exitCode = 1
}
