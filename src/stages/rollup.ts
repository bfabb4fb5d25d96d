// Findings → labels. Three channels that never merge before output: what is said, what a normal statement implies,
// and what is rolled up from children. No Finding is computed last, by definition.
import type { LabelSet, Ruleset } from '../ruleset.ts'
import type {
  Certainty,
  Change,
  Evidence,
  LabelOptions,
  LabelSource,
  LabelValue,
  Mention,
  PriorState,
} from '../types.ts'
import { joinPrior, type Reading } from './findings.ts'

/** A label set laid out by concept. */
export interface LabelIndex {
  readonly set: LabelSet
  /** Per concept: the labels it says and the value its presence gives. */
  readonly says: readonly (readonly (readonly [label: number, value: 1 | 0 | -1 | null])[])[]
  readonly weak: readonly (readonly (readonly [label: number, value: 1 | 0 | -1])[])[]
  /** Per concept: labels made 0 where it implies normality. */
  readonly implied: readonly (readonly number[])[]
  /** Per concept: labels above it, each once; `policy` only through a switchable edge. */
  readonly above: readonly (readonly (readonly [label: number, policy: boolean])[])[]
  /** Every label of the set, blank. */
  readonly blank: Readonly<Record<string, LabelValue>>
}

/** Lays out a label set; `above[i]` holds the ancestors of concept i, `abovePolicy[i]` those with switchable edges too. */
export function indexLabels(
  ruleset: Ruleset,
  set: LabelSet,
  above: readonly ReadonlySet<number>[],
  abovePolicy: readonly ReadonlySet<number>[],
): LabelIndex {
  const says = ruleset.concepts.map((): [number, 1 | 0 | -1 | null][] => [])
  const weak = ruleset.concepts.map((): [number, 1 | 0 | -1][] => [])
  set.labels.forEach((label, index) => {
    for (const [concept, value] of label.says) says[concept].push([index, value])
    for (const [concept, value] of label.weak) weak[concept].push([index, value])
  })
  const implied = ruleset.concepts.map((concept) => [
    ...new Set(
      concept.implies.flatMap((target) => says[target].filter(([, value]) => value === 1).map(([label]) => label)),
    ),
  ])
  const labelOf = (concepts: ReadonlySet<number>): number[] =>
    set.labels.flatMap((label, index) => (label.concept !== null && concepts.has(label.concept) ? [index] : []))
  const lifts = ruleset.concepts.map((_, concept) => {
    const firm = labelOf(above[concept])
    const all = labelOf(abovePolicy[concept])
    return all.map((label): [number, boolean] => [label, !firm.includes(label)])
  })
  const blank = Object.fromEntries(set.labels.map(({ name }) => [name, BLANK]))
  return { set, says, weak, implied, above: lifts, blank }
}

interface Cell {
  value: 1 | 0 | -1 | null
  certainty: Certainty | null
  change: Change | null
  prior: PriorState
  source: LabelSource | null
  readings: Reading[]
}

export interface LabelInput {
  readonly readings: readonly Reading[]
  readonly mentions: readonly Mention[]
  readonly index: LabelIndex
  readonly ruleset: Ruleset
  readonly options: Required<
    Pick<LabelOptions, 'rollUp' | 'impliedNegatives' | 'uncertain' | 'noFinding' | 'policyEdges'>
  >
  readonly leansOnPrior: boolean
  /** What statements about a prior examination alone say: "the prior study showed …". */
  readonly before: readonly { readonly concept: number; readonly prior: PriorState }[]
  readonly evidenceOf: (mention: number) => Evidence
}

export interface LabelOutput {
  readonly labels: Record<string, LabelValue>
  readonly noFindingReason: string
  readonly noAcute: boolean
}

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
const NO_READINGS: Reading[] = []

/** Computes every label of the set. */
export function labelFindings(input: LabelInput): LabelOutput {
  const { index, readings, options, ruleset } = input
  const cells: Cell[] = []
  for (let label = 0; label < index.set.labels.length; label++)
    cells.push({ value: null, certainty: null, change: null, prior: 'unknown', source: null, readings: NO_READINGS })
  for (const { concept, prior } of input.before) {
    for (const [label, value] of index.says[concept]) notePrior(cells[label], prior, value)
  }
  for (const reading of readings) {
    for (const [label, value] of index.says[reading.concept]) say(cells[label], reading, value)
  }
  if (options.rollUp) for (const reading of readings) lift(reading, cells, input)
  for (const reading of readings) {
    if (reading.value !== 1) continue
    for (const [label, value] of index.weak[reading.concept]) {
      if (cells[label].value === null) set(cells[label], value, reading, 'implied')
    }
  }
  if (options.impliedNegatives) {
    for (const reading of readings) {
      if (!implies(reading, ruleset)) continue
      const when = ruleset.concepts[reading.concept].impliesWhen
      for (const label of index.implied[reading.concept])
        if (cells[label].value === null) {
          set(cells[label], 0, reading, 'implied')
          if (when === 'present') notePrior(cells[label], reading.prior, 0)
        }
    }
  }
  const reason = noFindingReason(input)
  const labels: Record<string, LabelValue> = { ...index.blank }
  for (let at = 0; at < cells.length; at++) {
    const { name } = index.set.labels[at]
    if (name === index.set.noFinding) {
      const isNormal = options.noFinding === 'chexpert' ? isSilent(cells, input) : reason === 'normality-stated'
      if (isNormal)
        labels[name] = {
          value: 1,
          certainty: 'certain',
          change: null,
          prior: 'unknown',
          source: 'implied',
          evidence: normalEvidence(input),
          carried: null,
        }
    } else if (cells[at].value !== null || cells[at].prior !== 'unknown') labels[name] = makeLabel(cells[at], input)
  }
  return { labels, noFindingReason: reason, noAcute: saysNoAcute(input) }
}

function makeLabel({ value, certainty, change, prior, source, readings }: Cell, input: LabelInput): LabelValue {
  // A list that grows from empty by pushing reserves room for seventeen, and most labels have one piece of evidence.
  const evidence = readings.length === 0 ? [] : [input.evidenceOf(readings[0].mention)]
  for (let at = 1; at < readings.length; at++) evidence.push(input.evidenceOf(readings[at].mention))
  return {
    value: lowerUncertain(value, input.options.uncertain),
    certainty,
    change,
    prior,
    source,
    evidence,
    carried: null,
  }
}

/** Adds one reading to a label it says. Present beats probable beats uncertain beats absent. */
function say(cell: Cell, reading: Reading, whenPresent: 1 | 0 | -1 | null): void {
  let value: 1 | 0 | -1 | null = whenPresent
  if (reading.value === 0) value = whenPresent === 1 ? 0 : null
  else if (reading.value === -1 && whenPresent === 1) value = -1
  notePrior(cell, reading.prior, whenPresent)
  if (value === null) return
  const better = strength(value, reading.certainty) - (cell.value === null ? -1 : strength(cell.value, cell.certainty))
  if (better > 0) {
    set(cell, value, reading, 'said')
    return
  }
  if (value === cell.value) {
    cell.readings.push(reading)
    cell.change ??= reading.change
  }
}

/** Adds what a statement says of before; one of normality (`whenPresent` 0) says the contrary of its label. */
function notePrior(cell: Cell, prior: PriorState, whenPresent: 1 | 0 | -1 | null): void {
  if (prior === 'unknown' || whenPresent === null || whenPresent === -1) return
  const isThere = (prior === 'present') === (whenPresent === 1)
  cell.prior = joinPrior(cell.prior, isThere ? 'present' : 'absent')
}

function set(cell: Cell, value: 1 | 0 | -1, reading: Reading, source: LabelSource): void {
  cell.value = value
  cell.certainty = reading.certainty
  cell.change = reading.change
  cell.source = source
  cell.readings = [reading]
}

function strength(value: 1 | 0 | -1, certainty: Certainty | null): number {
  if (value === 1) return certainty === 'probable' ? 3 : 4
  if (value === -1) return certainty === 'improbable' ? 0.5 : 2
  return certainty === 'improbable' ? 0 : 1
}

/** Lifts a positive or uncertain reading into the labels above its concept. */
function lift(reading: Reading, cells: readonly Cell[], input: LabelInput): void {
  if (reading.value === 0) return
  const { index, options } = input
  const said = index.says[reading.concept]
  // A sign that only makes its own label uncertain (congestion, for edema) makes the parents no surer than that.
  const value = said.length > 0 && said.every(([, whenPresent]) => whenPresent !== 1) ? -1 : reading.value
  for (const [label, policy] of index.above[reading.concept]) {
    if (policy && !options.policyEdges) continue
    if (said.some(([own]) => own === label)) continue
    const cell = cells[label]
    if (reading.prior === 'present') notePrior(cell, 'present', 1)
    if (cell.value === null || (!policy && (cell.value === 0 || (cell.value === -1 && value === 1)))) {
      set(cell, value, reading, 'rolled-up')
    } else if (cell.value === value && cell.source === 'rolled-up' && cell.readings.at(-1) !== reading)
      cell.readings.push(reading)
  }
}

/** Whether a reading says that what its concept implies is absent: "the lungs are clear", "no acute abnormality". */
function implies({ concept, value }: Reading, ruleset: Ruleset): boolean {
  const when = ruleset.concepts[concept].impliesWhen
  return when !== null && (when === 'absent') === (value === 0)
}

/** Why No Finding is, or is not, 1: see ontology/README.md. */
function noFindingReason({ readings, ruleset, leansOnPrior }: LabelInput): string {
  if (leansOnPrior) return 'prior-only'
  // "No new nodule. The lungs are clear.": what is merely improbable yields to a statement of normality.
  const isCleared = ({ certainty, concept }: Reading): boolean =>
    certainty === 'improbable' &&
    readings.some((reading) => implies(reading, ruleset) && ruleset.concepts[reading.concept].implies.includes(concept))
  let hasNormality = false
  for (const reading of readings) {
    const concept = ruleset.concepts[reading.concept]
    if (reading.value !== 0 && concept.blocksNoFinding && !isCleared(reading)) return `blocked-by:${concept.id}`
    if (concept.status === 'normality' || (reading.value === 0 && concept.blocksNoFinding)) hasNormality = true
  }
  if (hasNormality) return 'normality-stated'
  return readings.length === 0 ? 'no-content' : 'no-normality'
}

/** The CheXpert labeler's rule: 1 unless some label other than devices is positive or uncertain. */
function isSilent(cells: readonly Cell[], { index, ruleset }: LabelInput): boolean {
  return cells.every((cell, at) => {
    const { concept } = index.set.labels[at]
    const isDevice = concept !== null && ruleset.concepts[concept].status === 'device'
    return isDevice || cell.value === null || cell.value === 0
  })
}

function normalEvidence({ readings, ruleset, evidenceOf }: LabelInput): Evidence[] {
  return readings
    .filter(
      (reading) =>
        ruleset.concepts[reading.concept].status === 'normality' ||
        ruleset.concepts[reading.concept].impliesWhen !== null,
    )
    .map((reading) => evidenceOf(reading.mention))
}

function saysNoAcute({ readings, ruleset }: LabelInput): boolean {
  return readings.some((reading) => reading.value === 0 && ruleset.concepts[reading.concept].noAcute)
}

/** An uncertain value under a policy: kept, or as the LabelU and LabelL bounds have it. */
export function lowerUncertain(
  value: 1 | 0 | -1 | null,
  uncertain: 'keep' | 'ones' | 'zeros' | 'drop',
): 1 | 0 | -1 | null {
  if (value !== -1) return value
  switch (uncertain) {
    case 'keep':
      return -1
    case 'ones':
      return 1
    case 'zeros':
      return 0
    case 'drop':
      return null
  }
}
