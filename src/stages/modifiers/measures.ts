// "The nodule measures 12 mm, *previously 9 mm*": what two measures of one finding say of change, where no word does.
import type { Mention, Modifier } from '../../types.ts'
import type { Scratch } from '../columns/scratch.ts'
import type { Tables } from '../columns/tables.ts'
import { DEVICE } from '../columns/traits.ts'

/**
 * Millimetres. A smaller difference is within the error of measuring twice (Fleischner Society, 2017); it tells
 * nothing.
 */
const LEAST = 2

type Draft = { assertion: Mention['assertion'] } & Pick<Mention, 'modifiers'>

/**
 * Gives a finding that is there the change that its measures tell, in place; `mentions` are in the order of the scratch
 * columns.
 */
export function compareMeasures({ mentions }: Scratch, tables: Tables, drafts: readonly Draft[]): void {
  for (let at = 0; at < drafts.length; at++) {
    const { assertion, modifiers } = drafts[at]
    const { polarity, certainty, time, scope, cues } = assertion
    if (modifiers.length < 2 || assertion.change !== null || polarity === 'absent' || time !== 'current') continue
    // How far in a tube lies is no size.
    if ((tables.traits[tables.conceptOf[mentions.rule[at]]] & DEVICE) !== 0) continue
    const more = measureOf(modifiers, 'millimetres') - measureOf(modifiers, 'former')
    if (Number.isNaN(more)) continue
    const change = more === 0 ? 'unchanged' : more >= LEAST ? 'increased' : more <= -LEAST ? 'decreased' : null
    drafts[at].assertion = { polarity, certainty, time, change, prior: 'present', scope, cues }
  }
}

/** The first number that a facet gives, or NaN. */
function measureOf(modifiers: readonly Modifier[], facet: string): number {
  for (const modifier of modifiers) if (modifier.facet === facet) return Number(modifier.value)
  return Number.NaN
}
