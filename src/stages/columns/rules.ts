// Rules by their number in the columns. Which kind stands there, the layer of the match says: nothing is checked.
import type { AnatomyRule, CueRule, HeadingRule, ModifierRule } from '../../rule.ts'
import type { Tables } from './tables.ts'

/** The rule of a match in the layer of headings, or of an open section. */
export function headingAt({ ruleset }: Tables, rule: number): HeadingRule {
  return ruleset.rules[rule] as HeadingRule
}

/** The rule of a match in the layer of modifiers. */
export function modifierAt({ ruleset }: Tables, rule: number): ModifierRule {
  return ruleset.rules[rule] as ModifierRule
}

/** The rule of a match in the layer of cues. */
export function cueRuleAt({ ruleset }: Tables, rule: number): CueRule {
  return ruleset.rules[rule] as CueRule
}

/** The rule of a match in the layer of structures. */
export function structureAt({ ruleset }: Tables, rule: number): AnatomyRule {
  return ruleset.rules[rule] as AnatomyRule
}
