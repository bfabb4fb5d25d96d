// The baselines in the order of the table: what a Node developer would reach for otherwise.
import { defaultLabeller } from '../../src/labeller.ts'
import type { LabelledSet } from '../accuracy/sets.ts'
import type { System } from '../accuracy/system.ts'
import { makeCompromise } from './compromise.ts'
import { makeBayes, makeLogistic } from './learned.ts'
import { readLexicon } from './lexicon.ts'
import { makeNegEx } from './negex.ts'
import { makeWink } from './wink.ts'

/** Which baselines: all, those that need no learning, or none. */
export type Choice = 'all' | 'quick' | 'none'

/** Makes the baselines one at a time; those that learn are left out where there is no gold to learn from. */
export function* makeBaselines(choice: Choice, gold: LabelledSet | null): Generator<System> {
  if (choice === 'none') return
  const lexicon = readLexicon(defaultLabeller().ruleset)
  yield makeWink(lexicon)
  yield makeCompromise(lexicon)
  yield makeNegEx(lexicon, 5)
  yield makeNegEx(lexicon, Number.POSITIVE_INFINITY)
  if (choice === 'quick' || gold === null) return
  yield makeBayes(gold)
  yield makeLogistic(gold)
}
