// The compiler as its callers have it: with the misspellings that the default ruleset knows.
import { defaultRuleset } from '../default-ruleset.generated.ts'
import { FIRST_WORD, type Ruleset } from '../ruleset.ts'
import { type CompileOptions, compileSources } from './compile.ts'
import { checkSources, type RuleSource } from './source.ts'

/**
 * Compiles YAML sources (rules and ontology files) into a frozen Ruleset; all rules take some seconds. The sources may
 * come in any order, but of two tables of hedges (`kind: certainty`) the later wins.
 *
 * Words that the default ruleset has, too, are read in the misspellings that it knows of them, unless those are words of
 * the sources. Words that it does not have are read as they are written: give `spellings` for other ones.
 *
 * @example
 * const { labelReport } = createLabeller(compileRules([...bundledRules(), ...readRuleFolders(['my-rules'])]))
 *
 * @throws {RuleError} that lists every problem with file, line, column, the line and a hint
 * @throws {TypeError} for what is no list of sources
 */
export function compileRules(sources: readonly RuleSource[], options: CompileOptions = {}): Ruleset {
  checkSources(sources, 'compileRules')
  return compileSources(sources, { ...options, spellings: options.spellings ?? knownSpellings })
}

/** The misspellings of the default ruleset for those of its words that are among these. */
function knownSpellings(words: readonly string[]): [spelling: string, word: string][] {
  const own = new Set(words)
  const known = defaultRuleset()
  return known.spellings.flatMap(([id, spellings]) => {
    const word = known.words[id - FIRST_WORD]
    return own.has(word) ? spellings.split(' ').map((spelling): [string, string] => [spelling, word]) : []
  })
}
