// The examples of one's own rules, all of them at once.
import type { RuleProblem } from '../errors.ts'
import type { Ruleset } from '../ruleset.ts'
import { compileRules } from './compile-rules.ts'
import { examplesOf, makeExampleCheck } from './examples.ts'
import { checkSources, type RuleSource } from './source.ts'

/** What `checkExamples` finds. */
export interface ExampleCheck {
  /** Rules with examples, and their examples. */
  readonly rules: number
  readonly examples: number
  /** Examples that do not do what they say, each with its file, line and column (from 1), the line and a hint. */
  readonly problems: readonly RuleProblem[]
}

/**
 * Runs the examples of all rules that do not come with the package: the rule must be at work in each `match` and in no
 * `miss`. Tables of hedges, lists, words and headings have no examples.
 *
 * @param sources all sources of the ruleset
 * @param ruleset what they compile into, where it is at hand: to compile takes some seconds
 *
 * @example
 * const { problems } = checkExamples([...bundledRules(), ...readRuleFolders(['my-rules'])])
 * for (const { file, line, message } of problems) console.log(`${file}:${line} ${message}`)
 *
 * @throws {RuleError} when the sources do not compile
 * @throws {TypeError} for what is no list of sources, or no ruleset
 */
export function checkExamples(sources: readonly RuleSource[], ruleset?: Ruleset): ExampleCheck {
  checkSources(sources, 'checkExamples')
  const examples = examplesOf(sources.filter(({ isBundled }) => !isBundled))
  const check = makeExampleCheck(ruleset ?? compileRules(sources))
  return {
    rules: new Set(examples.map(({ rule }) => rule)).size,
    examples: examples.length,
    problems: examples.flatMap((example) => check(example) ?? []),
  }
}
