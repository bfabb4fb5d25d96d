// Compiles rules/ and ontology/ into src/default-ruleset.generated.ts, misspellings included. Run by `npm run build`.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { RuleError } from '../src/errors.ts'
import { compileRules } from '../src/rules/compile.ts'
import { readRuleFolders } from '../src/rules/folders.ts'
import { misspellings } from './misspell.ts'

const root = join(import.meta.dirname, '..')
const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string }
try {
  const sources = readRuleFolders([join(root, 'rules'), join(root, 'ontology')], root)
  const ruleset = compileRules(sources, { name: 'default', version, spellings: misspellings })
  const json = JSON.stringify(ruleset)
  writeFileSync(
    join(root, 'src', 'default-ruleset.generated.ts'),
    `// Made by scripts/build-ruleset.ts from rules/ and ontology/. Do not edit.
import type { Ruleset } from './ruleset.ts'

/** The compiled default rules; parsed on first use. */
export function defaultRuleset(): Ruleset {
  parsed ??= JSON.parse(SOURCE) as Ruleset
  return parsed
}

let parsed: Ruleset | null = null
const SOURCE = ${JSON.stringify(json)}
`,
  )
  process.stdout.write(
    `ruleset ${ruleset.hash}: ${ruleset.rules.length} rules, ${ruleset.phrases.length} phrases, ${ruleset.words.length} words, ` +
      `${ruleset.spellings.length} other spellings, ${ruleset.concepts.length} concepts\n`,
  )
} catch (error) {
  if (!(error instanceof RuleError)) throw error
  process.stderr.write(`${error.message}\n\n${error.problems.length} problems\n`)
  process.exitCode = 1
}
