// The public names of the core. Runs in Node, browsers and workers: no file system, no dependency at run time.
import type { CompileOptions } from './rules/compile.ts'
import type { RuleSource } from './rules/source.ts'
import type { Ruleset } from './ruleset.ts'

export { defaultRuleset } from './default-ruleset.generated.ts'
export { RuleError, type RuleProblem } from './errors.ts'
export type { ChexpertLabel, Cxr14Label, LabelSetName, MimicLabel } from './label-names.generated.ts'
export { assertSpan, createLabeller, type Labeller, labelReport, labelSeries } from './labeller.ts'
export type { Concept, LabelSet, Ruleset } from './ruleset.ts'
export { certaintyOf, type LabelCertainty } from './stages/findings/certainty.ts'
export type * from './types.ts'
export type { CompileOptions, RuleSource }

/**
 * Compiles your own rules (YAML sources) into a ruleset for `createLabeller`. Loads the compiler and its dependencies
 * only when called; `cxrlabel/rules` has the same function without the promise.
 * Rejects with a RuleError that lists every problem at once.
 */
export async function compileRules(sources: readonly RuleSource[], options?: CompileOptions): Promise<Ruleset> {
  const { compileRules: compile } = await import('./rules/compile-rules.ts')
  return compile(sources, options)
}
