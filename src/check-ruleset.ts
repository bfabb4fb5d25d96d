// Whether what a caller gives is a compiled ruleset.
import type { Ruleset } from './ruleset.ts'

/** Its fields; the compiler knows when one is missing. */
const FIELDS: Readonly<Record<keyof Ruleset, true>> = {
  name: true,
  version: true,
  hash: true,
  words: true,
  classes: true,
  spellings: true,
  phrases: true,
  owners: true,
  rules: true,
  anatomyCount: true,
  stateCount: true,
  compositions: true,
  concepts: true,
  strata: true,
  outputStrata: true,
  labelSets: true,
  consistency: true,
}

/** @throws {TypeError} for what is no compiled ruleset, such as its sources, or is one of another version */
export function checkRuleset(ruleset: unknown): void {
  const isOne = typeof ruleset === 'object' && ruleset !== null && 'rules' in ruleset && 'labelSets' in ruleset
  if (!isOne) {
    const hint =
      ruleset instanceof Promise ? 'await compileRules first' : 'give what compileRules makes of your sources'
    throw new TypeError(`ruleset is no compiled ruleset; ${hint}`)
  }
  const missing = Object.keys(FIELDS).filter((field) => !(field in ruleset))
  if (missing.length === 0) return
  const what = `it has no ${missing.join(', ')}`
  throw new TypeError(`ruleset was compiled by another version of cxrlabel: ${what}; compile its sources again`)
}
