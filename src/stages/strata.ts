// Findings and mentions → the flat `strata` of a report, as `ontology/outputs.yaml` lays them out, and its technique.
import type { HeadingRule, OutputStratum, Ruleset } from '../ruleset.ts'
import type { Change, Finding, Mention, Strata } from '../types.ts'
import type { Places } from './findings.ts'
import { type Lists, layLists } from './lists.ts'
import type { Reading } from './readings.ts'
import type { Scratch } from './scratch.ts'
import type { Tables } from './tables.ts'

/** The outputs of a ruleset, with the names each concept goes by in outputs of pairs; made once per labeller. */
export interface Outputs {
  readonly strata: readonly OutputStratum[]
  readonly namesOf: readonly (ReadonlyMap<number, readonly string[]> | null)[]
  /** Per measure, a mark for each concept it is taken of. */
  readonly measured: readonly (ReadonlySet<number> | null)[]
  /** Per choice, the concept it is taken of and all below. */
  readonly chosenOf: readonly (readonly number[])[]
  /** Per concept, the outputs that it can show in, and those where it can although it is denied: "the tube is *out*". */
  readonly showsIn: Lists
  readonly showsDeniedIn: Lists
  /** Scratch of `makeStrata`: a mark for each output that a concept of the report can show in. */
  readonly isShown: Uint8Array
  /** Scratch of `makeStrata`: per concept, 2 where the report says it is there, 1 where it is uncertain, else 0. */
  readonly levels: Uint8Array
}

/** Lays out the outputs; `above[i]` holds the ancestors of concept i. */
export function layOutputs({ outputStrata }: Ruleset, above: readonly ReadonlySet<number>[]): Outputs {
  const names = ({ values }: OutputStratum): ReadonlyMap<number, readonly string[]> => {
    const found = new Map<number, string[]>()
    for (const [name, concepts] of values)
      for (const concept of concepts) found.set(concept, [...(found.get(concept) ?? []), name])
    return found
  }
  const under = (top: number): ReadonlySet<number> =>
    new Set(above.flatMap((ancestors, at) => (at === top || ancestors.has(top) ? [at] : [])))
  const namesOf = outputStrata.map((output) => (output.kind === 'pairs' ? names(output) : null))
  const measured = outputStrata.map(({ kind, of }) => (kind === 'measure' && of !== null ? under(of) : null))
  const chosenOf = outputStrata.map(({ kind, of }) => (kind === 'choice' && of !== null ? [...under(of)] : []))
  const shown = outputStrata.map(
    ({ of, values }, at) =>
      new Set([
        ...(of === null ? [] : [of]),
        ...values.flatMap(([, concepts]) => concepts),
        ...(measured[at] ?? []),
        ...chosenOf[at],
      ]),
  )
  const showsIn = above.map((_, concept) => shown.flatMap((concepts, at) => (concepts.has(concept) ? [at] : [])))
  const showsDeniedIn = showsIn.map((outputs) => outputs.filter((at) => outputStrata[at].kind === 'pairs'))
  const isShown = new Uint8Array(outputStrata.length)
  const levels = new Uint8Array(above.length)
  return {
    ...{ strata: outputStrata, namesOf, measured, chosenOf, isShown, levels },
    showsIn: layLists(showsIn),
    showsDeniedIn: layLists(showsDeniedIn),
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
  const { outputs } = input
  const { levels } = outputs
  const isAnyShown = markShown(input)
  if (!isAnyShown) {
    unmarkLevels(input)
    return NO_STRATA
  }
  const strata: Record<string, Strata[string]> = {}
  for (let at = 0; at < outputs.strata.length; at++) {
    if (outputs.isShown[at] === 0) continue
    outputs.isShown[at] = 0
    const output = outputs.strata[at]
    const { key, kind, of, values, otherwise, uncertain } = output
    switch (kind) {
      case 'flag':
        if (values.some(([, concepts]) => isAny(concepts, UNCERTAIN, levels))) strata[key] = true
        break
      case 'list': {
        const list = listOf(values, uncertain ? UNCERTAIN : PRESENT, levels)
        if (list.length > 0) strata[key] = list
        else if (otherwise !== null && of !== null && levels[of] === PRESENT) strata[key] = [otherwise]
        break
      }
      case 'choice': {
        const choice = choiceOf(values, levels)
        if (choice !== null) strata[key] = choice
        else if (otherwise !== null && isAny(outputs.chosenOf[at], UNCERTAIN, levels)) strata[key] = otherwise
        break
      }
      case 'pairs': {
        const pairs = pairsOf(output, outputs.namesOf[at] ?? NO_NAMES, input)
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
  unmarkLevels(input)
  return strata
}

const UNCERTAIN = 1
const PRESENT = 2

/** Whether a concept is there, at least at a level. */
function isAny(concepts: readonly number[], least: number, levels: Uint8Array): boolean {
  for (let at = 0; at < concepts.length; at++) if (levels[concepts[at]] >= least) return true
  return false
}

/** The first value that is present, else the first that is uncertain and gives way to nothing that is said. */
function choiceOf(values: OutputStratum['values'], levels: Uint8Array): string | null {
  for (const [value, concepts, , counts] of values)
    if (isAny(concepts, counts ? UNCERTAIN : PRESENT, levels)) return value
  for (const [value, concepts, gives] of values)
    if (isAny(concepts, UNCERTAIN, levels) && (gives === null || levels[gives] === 0)) return value
  return null
}

function listOf(values: OutputStratum['values'], least: number, levels: Uint8Array): string[] {
  const list: string[] = []
  for (const [name, concepts] of values) if (isAny(concepts, least, levels)) list.push(name)
  return list
}

/** Marks the levels of concepts, and the outputs that they can show in; whether there are any. Most reports have few. */
function markShown({ outputs, findings, places, facts }: StrataInput): boolean {
  const { showsIn, showsDeniedIn, isShown, levels } = outputs
  let isAny = false
  for (const concept of facts) {
    if (markOutputs(showsIn, concept, isShown)) isAny = true
    levels[concept] = PRESENT
  }
  for (let at = 0; at < places.count; at++) {
    const concept = places.concepts[at]
    const { value } = findings[at]
    levels[concept] = value === 1 ? PRESENT : value === -1 ? UNCERTAIN : 0
    if (markOutputs(value === 0 ? showsDeniedIn : showsIn, concept, isShown)) isAny = true
  }
  return isAny
}

function markOutputs({ starts, items }: Lists, concept: number, isShown: Uint8Array): boolean {
  const [first, last] = [starts[concept], starts[concept + 1]]
  for (let at = first; at < last; at++) isShown[items[at]] = 1
  return last > first
}

function unmarkLevels({ outputs: { levels }, places, facts }: StrataInput): void {
  for (let at = 0; at < places.count; at++) levels[places.concepts[at]] = 0
  for (const concept of facts) levels[concept] = 0
}

const NO_STRATA: Strata = Object.freeze({})
const NO_NAMES: ReadonlyMap<number, readonly string[]> = new Map()
const NO_CONCEPTS: ReadonlySet<number> = new Set()

/** "picc:svc", "ett:removed": what is said of each kind, in the order of the report, each once. */
function pairsOf(
  { facet, changes, said: states }: OutputStratum,
  names: ReadonlyMap<number, readonly string[]>,
  { readings, mentions }: StrataInput,
): string[] {
  const pairs: string[] = []
  for (let at = 0; at < readings.length; at++) {
    const { concept, value, change, mention } = readings[at]
    const kinds = names.get(concept)
    if (kinds === undefined || (value === 0 && change !== 'resolved')) continue
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

function addPair(pairs: string[], kind: string, value: string): void {
  const pair = `${kind}:${value}`
  if (!pairs.includes(pair)) pairs.push(pair)
}

function stateOf(changes: OutputStratum['changes'], change: Change | null): string | null {
  for (const [each, value] of changes) if (each === change) return value
  return null
}

/** Whether a composed mention of a concept says something of the words of reading `at`: "the *wire* is broken". */
function isSaid(concept: number, at: number, readings: readonly Reading[], mentions: readonly Mention[]): boolean {
  const { start, end, sentence } = mentions[readings[at].mention]
  let other = at
  while (other > 0 && mentions[readings[other - 1].mention].sentence.start === sentence.start) other--
  for (; other < readings.length; other++) {
    const { parts, sentence: within } = mentions[readings[other].mention]
    if (within.start !== sentence.start) return false
    if (readings[other].concept !== concept || parts.length === 0) continue
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

/** The mentions that tell how this examination was made: stated, of now, and not under a heading on something else. */
export function findTechnique(
  scratch: Scratch,
  { ruleset, isTechniqueOf }: Tables,
  mentions: readonly Mention[],
): number[] {
  const { sections } = scratch
  const found: number[] = []
  for (let at = 0; at < mentions.length; at++) {
    if (isTechniqueOf[scratch.mentions.rule[at]] === 0) continue
    const { assertion, section } = mentions[at]
    if (assertion.polarity === 'absent' || assertion.time !== 'current') continue
    const heading = sections.rule[section] < 0 ? null : (ruleset.rules[sections.rule[section]] as HeadingRule)
    if (heading === null || heading.isLabelled || heading.technique) found.push(at)
  }
  return found
}

/** Facts of technique (projection, position, rotation …): concept → the rules that found them. */
export function makeTechnique(
  mentions: readonly Mention[],
  found: readonly number[],
): Readonly<Record<string, readonly string[]>> {
  if (found.length === 0) return NO_TECHNIQUE
  const facts: Record<string, string[]> = {}
  for (const at of found) {
    const { concept, rule } = mentions[at]
    facts[concept] ??= []
    if (!facts[concept].includes(rule)) facts[concept].push(rule)
  }
  return facts
}

const NO_TECHNIQUE = Object.freeze({})
