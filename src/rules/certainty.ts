// The table from hedge phrase to degree (`rules/context/certainty.yaml`) laid over the cues: a phrase whose degree in
// the table is not that of its cue gets a cue of its own, alike in all else. Which way a phrase looks stays with its
// cue.
import type { RuleProblem } from '../errors.ts'
import type { CueRule, Rule } from '../rule.ts'
import type { Existence } from '../types.ts'
import type { Located } from './ontology.ts'
import type { PhraseTable } from './phrase-table.ts'

/** One row of the table. */
export interface CertaintyRow {
  readonly phrase: string
  readonly degree: Existence
}

/**
 * Gives each phrase of the table its degree. A changed cue is a copy named after the old one and the degree, so that
 * evidence shows that the table spoke. A later row wins over an earlier one. Problems are added, nothing is thrown.
 */
export function applyCertainty(
  rows: readonly Located<CertaintyRow>[],
  rules: Rule[],
  phrases: PhraseTable,
  problems: RuleProblem[],
): void {
  const copies = new Map<string, number>()
  const originals = new Map<number, number>()
  const copyOf = (owner: CueRule, degree: Existence): number => {
    const id = `${owner.id}-as-${degree}`
    const made = copies.get(id) ?? rules.push({ ...owner, id, existence: degree }) - 1
    copies.set(id, made)
    originals.set(made, rules.indexOf(owner))
    return made
  }
  for (const { value, source, path } of rows) {
    const hint = 'the table changes the degree of hedges that are there; a new one is a rule of its own (kind: cues)'
    phrases.reassign(value.phrase, 'cues', { value, source, path }, (words, current) => {
      // Of two rows with the same phrase the later counts, as if the earlier were not there.
      const owner = originals.get(current) ?? current
      const rule = owner < 0 ? null : rules[owner]
      if (rule === null) problems.push(source.problem(path, 'no-hedge', `no cue has the phrase "${words}"`, hint))
      else if (rule.kind !== 'cue' || rule.existence === null)
        problems.push(
          source.problem(path, 'no-hedge', `"${words}" in rule "${rule.id}" says nothing of certainty`, hint),
        )
      else if (rule.existence !== value.degree) return copyOf(rule, value.degree)
      return owner
    })
  }
}
