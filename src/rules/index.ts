// Public names of the rule compiler (`cxrlabel/rules`). Node only: it loads yaml, zod and compromise.
export { RuleError, type RuleProblem } from '../errors.ts'
export { checkExamples, type ExampleCheck } from './check-examples.ts'
export type { CompileOptions } from './compile.ts'
export { compileRules } from './compile-rules.ts'
export { bundledRules, readRuleFolders } from './folders.ts'
export type { RuleSource } from './source.ts'
