// Findings and mentions → the flat `strata` of a report, as `ontology/outputs.yaml` lays them out.
import { MOST_VALUES, type OutputStratum, type Ruleset } from '../../ruleset.ts'
import type { Change, Finding, Mention, Strata } from '../../types.ts'
import type { Below } from '../columns/hierarchy.ts'
import { type Lists, layLists } from '../columns/lists.ts'
import type { Places } from './findings.ts'
import type { Reading } from './readings.ts'

/** The outputs of a ruleset, with the names each concept goes by in outputs of pairs; made once per labeller. */
export interface Outputs {
  readonly strata: readonly OutputStratum[]
  readonly namesOf: readonly (Names | null)[]
  /** Per measure, a mark for each concept it is taken of. */
  readonly measured: readonly (ReadonlySet<number> | null)[]
  /**
   * Per concept, the outputs that it can show in, and those where it can although it is denied: "the tube is *out*".
   * Each is `output * 32 + value`, by the place of the value that it gives there, or OWN where the output is taken of
   * it.
   */
  readonly shows: Lists
  readonly showsDenied: Lists
  /**
   * Scratch of `makeStrata`: per output, a bit for each value whose concepts are there, and for each that is uncertain.
   */
  readonly present: Int32Array
  readonly uncertain: Int32Array
}

/** Per concept, the names it goes by, or null. */
type Names = readonly (readonly string[] | null)[]

/** In place of a value: the concept is one that the output is taken of. */
const OWN = MOST_VALUES

/** Lays out the outputs. */
export function layOutputs({ outputStrata }: Ruleset, below: Below): Outputs {
  const names = ({ values }: OutputStratum): Names => {
    const own = below.map((): string[] | null => null)
    for (const [name, concepts] of values)
      for (const concept of new Set(concepts)) own[concept] = [...(own[concept] ?? []), name]
    return own
  }
  const measured = outputStrata.map(({ kind, of }) => (kind === 'measure' && of !== null ? new Set(below[of]) : null))
  const shows = below.map((): number[] => [])
  for (const [at, { kind, of, values }] of outputStrata.entries()) {
    for (const [value, [, concepts]] of values.entries())
      for (const concept of concepts) shows[concept].push(at * 32 + value)
    if (of === null || kind === 'flag') continue
    // Lists and pairs fall back on their very concept, the others on all that stands below it, too.
    for (const concept of kind === 'list' || kind === 'pairs' ? [of] : below[of]) shows[concept].push(at * 32 + OWN)
  }
  return {
    ...{ strata: outputStrata, measured },
    namesOf: outputStrata.map((output) => (output.kind === 'pairs' ? names(output) : null)),
    shows: layLists(shows),
    showsDenied: layLists(shows.map((places) => places.filter((place) => outputStrata[place >> 5].kind === 'pairs'))),
    present: new Int32Array(outputStrata.length),
    uncertain: new Int32Array(outputStrata.length),
  }
}

/** What strata are read from; `places` as `mergeFindings` left them. */
export interface StrataInput {
  readonly outputs: Outputs
  readonly findings: readonly Finding[]
  readonly places: Places
  readonly readings: readonly Reading[]
  readonly mentions: readonly Mention[]
  /** The concepts of technique, which no finding holds where they stand under a heading of their own. */
  readonly facts: readonly number[]
}

/** The strata of a report: `fracture_age`, `pneumothorax_state`, `devices` and what the ontology adds. */
export function makeStrata(input: StrataInput): Strata {
  if (!markShown(input)) return NO_STRATA
  const { outputs } = input
  const strata: Record<string, Strata[string]> = {}
  for (let at = 0; at < outputs.strata.length; at++) {
    const present = outputs.present[at]
    const named = present | outputs.uncertain[at]
    if (named === 0) continue
    outputs.present[at] = outputs.uncertain[at] = 0
    const output = outputs.strata[at]
    const { key } = output
    switch (output.kind) {
      case 'flag':
        if ((named & VALUES) !== 0) strata[key] = true
        break
      case 'list': {
        const listed = (output.uncertain ? named : present) & VALUES
        if (listed !== 0) strata[key] = namesIn(listed, output.values)
        else if (output.otherwise !== null && (present & ~VALUES) !== 0) strata[key] = [output.otherwise]
        break
      }
      case 'choice': {
        const choice = choiceOf(output, present, named, input)
        if (choice !== null) strata[key] = choice
        break
      }
      case 'pairs': {
        const pairs = pairsOf(output, outputs.namesOf[at] ?? NO_NAMES, input, (present & VALUES) === 0)
        if (pairs.length > 0) strata[key] = pairs
        break
      }
      case 'measure': {
        const measure = measureOf(output, outputs.measured[at] ?? NO_CONCEPTS, input)
        if (measure > 0) strata[key] = measure
        break
      }
    }
  }
  return strata
}

/** Places in a value of `OutputStratum`; taking it apart by a pattern would run an iterator. */
const NAME = 0
const GIVES = 2
const COUNTS = 3
/** The bits that stand for values. */
const VALUES = ~(1 << OWN)

/** Marks what the concepts of the report show in which outputs; whether there are any. Most reports have few. */
function markShown({ outputs, findings, places, facts }: StrataInput): boolean {
  const { shows, showsDenied, present, uncertain } = outputs
  let isAny = false
  for (const concept of facts) if (places.of[concept] === 0 && markIn(present, shows, concept)) isAny = true
  for (let at = 0; at < places.count; at++) {
    const { value } = findings[at]
    const isShown = markIn(value === 1 ? present : uncertain, value === 0 ? showsDenied : shows, places.concepts[at])
    if (isShown) isAny = true
  }
  return isAny
}

function markIn(marks: Int32Array, { starts, items }: Lists, concept: number): boolean {
  const first = starts[concept]
  const last = starts[concept + 1]
  for (let at = first; at < last; at++) marks[items[at] >> 5] |= 1 << items[at]
  return last > first
}

/** The first value that is present, else the first that is uncertain and gives way to nothing that is said. */
function choiceOf(
  { values, otherwise }: OutputStratum,
  present: number,
  named: number,
  { findings, places, facts }: StrataInput,
): string | null {
  for (let at = 0; at < values.length; at++) {
    if (((values[at][COUNTS] ? named : present) & (1 << at)) !== 0) return values[at][NAME]
  }
  const isSaid = (concept: number): boolean =>
    places.of[concept] === 0 ? facts.includes(concept) : findings[places.of[concept] - 1].value !== 0
  for (let at = 0; at < values.length; at++) {
    if ((named & (1 << at)) === 0) continue
    const gives = values[at][GIVES]
    if (gives === null || !isSaid(gives)) return values[at][NAME]
  }
  return (named & ~VALUES) === 0 ? null : otherwise
}

/** The names of the values that are marked, in their order. */
function namesIn(marked: number, values: OutputStratum['values']): string[] {
  const names: string[] = []
  for (let at = 0; at < values.length; at++) if ((marked & (1 << at)) !== 0) names.push(values[at][NAME])
  return names
}

const NO_STRATA: Strata = Object.freeze({})
const NO_NAMES: Names = Object.freeze([])
const NO_CONCEPTS: ReadonlySet<number> = new Set()

/** "picc:svc", "ett:removed": what is said of each kind, in the order of the report, each once. */
function pairsOf(
  { of, facet, changes, said: states, otherwise }: OutputStratum,
  names: Names,
  { readings, mentions, findings, places }: StrataInput,
  isUnnamed: boolean,
): string[] {
  const pairs: string[] = []
  for (let at = 0; at < readings.length; at++) {
    const { concept, value, change, mention } = readings[at]
    let kinds = names[concept]
    if (kinds === null && concept === of) {
      if (!isUnnamed) kinds = kindsBeside(names, mention, findings, places)
      else if (otherwise !== null) kinds = [otherwise]
    }
    if (kinds === null || (value === 0 && change !== 'resolved')) continue
    for (const kind of kinds) {
      if (value !== 0) {
        for (const modifier of mentions[mention].modifiers)
          if (modifier.facet === facet) addPair(pairs, kind, modifier.value)
      }
      const changed = stateOf(changes, change)
      if (changed !== null) addPair(pairs, kind, changed)
      for (const [state, of] of states) if (isSaid(of, at, readings, mentions)) addPair(pairs, kind, state)
    }
  }
  return pairs
}

/**
 * The kinds of what a mention stands for beside its own concept: "the *catheter* ends in the SVC" is a central line.
 */
function kindsBeside(
  names: Names,
  mention: number,
  findings: readonly Finding[],
  { concepts }: Places,
): readonly string[] | null {
  for (let at = 0; at < findings.length; at++) {
    const kinds = names[concepts[at]]
    if (kinds !== null && findings[at].mentions.includes(mention)) return kinds
  }
  return null
}

function addPair(pairs: string[], kind: string, value: string): void {
  const pair = `${kind}:${value}`
  if (!pairs.includes(pair)) pairs.push(pair)
}

function stateOf(changes: OutputStratum['changes'], change: Change | null): string | null {
  for (const [each, value] of changes) if (each === change) return value
  return null
}

/**
 * Whether a composed mention of a concept that is not denied speaks of the words of reading `at`: "the *wire* is
 * broken".
 */
function isSaid(concept: number, at: number, readings: readonly Reading[], mentions: readonly Mention[]): boolean {
  const { start, end, sentence } = mentions[readings[at].mention]
  let other = at
  while (other > 0 && mentions[readings[other - 1].mention].sentence.start === sentence.start) other--
  for (; other < readings.length; other++) {
    const { parts, sentence: within } = mentions[readings[other].mention]
    if (within.start !== sentence.start) return false
    if (readings[other].concept !== concept || readings[other].value === 0 || parts.length === 0) continue
    if (parts[0].start < end && parts[0].end > start) return true
  }
  return false
}

/** The largest measure of what is present or possible. */
function measureOf(
  { facet }: OutputStratum,
  measured: ReadonlySet<number>,
  { readings, mentions }: StrataInput,
): number {
  let largest = 0
  for (const { concept, value, mention } of readings) {
    if (value === 0 || !measured.has(concept)) continue
    for (const modifier of mentions[mention].modifiers)
      if (modifier.facet === facet) largest = Math.max(largest, Number(modifier.value))
  }
  return largest
}
