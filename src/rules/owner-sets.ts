// Who owns a phrase in each layer: few sets for many phrases, so each stands once and has a number.
import { LAYERS } from '../ruleset.ts'

const NOBODY = -1
/** The set of a phrase that no rule has. */
export const NOBODY_SET = 0
/** More than there are rules. */
const MOST_RULES = 2 ** 16

export class OwnerSets {
  private readonly sets: (readonly number[])[] = [LAYERS.map(() => NOBODY)]
  private readonly numbers = new Map([[this.sets[NOBODY_SET].join(), NOBODY_SET]])
  private readonly changes = new Map<number, number>()
  /** The rule that owns in a layer, or -1. */
  owner(set: number, layer: number): number {
    return this.sets[set][layer]
  }
  /** The set with another owner in a layer. */
  with(set: number, layer: number, rule: number): number {
    const change = (set * LAYERS.length + layer) * MOST_RULES + rule
    const known = this.changes.get(change)
    if (known !== undefined) return known
    const owners = this.sets[set].with(layer, rule)
    const key = owners.join()
    const number = this.numbers.get(key) ?? this.sets.push(owners) - 1
    this.numbers.set(key, number)
    this.changes.set(change, number)
    return number
  }
  /** The layers of a set that have an owner, with it. */
  list(set: number): [layer: number, rule: number][] {
    return this.sets[set].flatMap((rule, layer): [number, number][] => (rule === NOBODY ? [] : [[layer, rule]]))
  }
}
