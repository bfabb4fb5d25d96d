// A label set laid out by concept: what each concept says of which label, for the stage that works the labels out.
import type { LabelSet, Ruleset } from '../../ruleset.ts'
import type { Evidence, LabelValue } from '../../types.ts'
import { type Lists, layLists } from '../columns/lists.ts'

/** A label that a concept says, and the value that its presence gives. */
export interface Saying {
  readonly label: number
  readonly value: 1 | 0 | -1 | null
}

/** Per concept, labels (`items`) with a value each. */
export interface Sayings extends Lists {
  readonly values: Int8Array
}

export interface LabelIndex {
  readonly set: LabelSet
  readonly names: readonly string[]
  /** Which of them is No Finding; -1 where the set has none. */
  readonly noFinding: number
  /** Labels that the concept says; NO_VALUE where its presence gives none. */
  readonly says: Sayings
  /** Labels it fills where nothing else speaks of them. */
  readonly weak: Sayings
  /** Labels made 0 where it implies normality. */
  readonly implied: Lists
  /** Labels above it, each once; the value is 1 where only a switchable edge leads there. */
  readonly above: Sayings
  /** Per concept, the reason it gives for there being findings. */
  readonly blockedBy: readonly string[]
  /** Every label of the set, blank. */
  readonly blank: Readonly<Record<string, LabelValue>>
}

/** A label while it is worked out. The one that is handed out: to copy it would take as long as to work it out. */
export type Cell = { -readonly [Key in keyof LabelValue]: LabelValue[Key] } & {
  /** Of its own where it has a value; before that, one that all share and none adds to. */
  evidence: Evidence[]
}

const NO_VALUE = 2
/** A label of which the report does not speak; shared by all reports, so frozen. */
const BLANK: LabelValue = Object.freeze({
  value: null,
  certainty: null,
  change: null,
  prior: 'unknown',
  source: null,
  evidence: Object.freeze([]),
  carried: null,
})

/**
 * Lays out a label set; `above[i]` holds the ancestors of concept i, `abovePolicy[i]` those with switchable edges too.
 */
export function indexLabels(
  { concepts }: Ruleset,
  set: LabelSet,
  above: readonly ReadonlySet<number>[],
  abovePolicy: readonly ReadonlySet<number>[],
): LabelIndex {
  const says = concepts.map((): Saying[] => [])
  const weak = concepts.map((): Saying[] => [])
  set.labels.forEach((labelled, label) => {
    for (const [concept, value] of labelled.says) says[concept].push({ label, value })
    for (const [concept, value] of labelled.weak) weak[concept].push({ label, value })
  })
  const implied = concepts.map((concept) => [
    ...new Set(
      concept.implies.flatMap((target) => says[target].filter(({ value }) => value === 1).map(({ label }) => label)),
    ),
  ])
  const lifts = concepts.map((): Saying[] => [])
  for (const [label, { concept: top }] of set.labels.entries()) {
    if (top === null) continue
    for (let concept = 0; concept < concepts.length; concept++)
      if (abovePolicy[concept].has(top)) lifts[concept].push({ label, value: above[concept].has(top) ? 0 : 1 })
  }
  return {
    set,
    names: set.labels.map(({ name }) => name),
    noFinding: set.labels.findIndex(({ name }) => name === set.noFinding),
    says: laySayings(says),
    weak: laySayings(weak),
    implied: layLists(implied),
    above: laySayings(lifts),
    blockedBy: concepts.map(({ id }) => `blocked-by:${id}`),
    blank: Object.fromEntries(set.labels.map(({ name }) => [name, BLANK])),
  }
}

function laySayings(sayings: readonly (readonly Saying[])[]): Sayings {
  const { starts, items } = layLists(sayings.map((list) => list.map(({ label }) => label)))
  return { starts, items, values: Int8Array.from(sayings.flat(), ({ value }) => value ?? NO_VALUE) }
}

/** The value at a place of `says`, `weak` or `above`. */
export function valueAt({ values }: Sayings, at: number): 1 | 0 | -1 | null {
  const value = values[at]
  return value === NO_VALUE ? null : (value as 1 | 0 | -1)
}

/** What a concept says, as objects. */
export function sayingsOf(sayings: Sayings, concept: number): Saying[] {
  const found: Saying[] = []
  for (let at = sayings.starts[concept]; at < sayings.starts[concept + 1]; at++)
    found.push({ label: sayings.items[at], value: valueAt(sayings, at) })
  return found
}
