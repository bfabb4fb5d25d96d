// Public names of the rule compiler (`cxrlabel/rules`). Node only: it loads yaml, zod and compromise.
export { RuleError, type RuleProblem } from '../errors.ts'
export { type CompileOptions, compileRules } from './compile.ts'
export { readRuleFolders } from './folders.ts'
export type { RuleSource } from './source.ts'
