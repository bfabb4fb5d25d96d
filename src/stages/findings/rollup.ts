// Findings → labels. Three channels that never merge before output: what is said, what a normal statement implies,
// and what is rolled up from children. No Finding is computed last (`no-finding.ts`). Runs for every report: flat columns.
import type { Ruleset } from '../../ruleset.ts'
import type {
  Certainty,
  Change,
  Evidence,
  LabelOptions,
  LabelSource,
  LabelValue,
  Mention,
  PriorState,
  Section,
} from '../../types.ts'
import { IMPLIES_ABSENT, IMPLIES_PRESENT, NORMAL } from '../columns/traits.ts'
import { joinChange, joinPrior } from './findings.ts'
import { type Cell, type LabelIndex, valueAt } from './label-index.ts'
import { implies, isSilent, noFindingReason, saysNoAcute } from './no-finding.ts'
import { makeEvidence } from './output.ts'
import type { Reading } from './readings.ts'

export interface LabelInput {
  readonly readings: readonly Reading[]
  readonly mentions: readonly Mention[]
  /** Per mention, its concept. */
  readonly concepts: Int32Array
  readonly sections: readonly Section[]
  readonly index: LabelIndex
  readonly ruleset: Ruleset
  /** Per concept, its bits; see `traits.ts`. */
  readonly traits: Uint16Array
  readonly options: Required<
    Pick<LabelOptions<string>, 'rollUp' | 'impliedNegatives' | 'uncertain' | 'noFinding' | 'policyEdges'>
  >
  readonly leansOnPrior: boolean
  readonly leavesRest: boolean
  /** The evidence of each mention, made where it is first needed: a mention may stand behind several labels. */
  readonly evidence: (Evidence | undefined)[]
  /** Each label as it is worked out; null where nothing is said of it. */
  readonly cells: (Cell | null)[]
}

export interface LabelOutput {
  readonly labels: Record<string, LabelValue>
  readonly noFindingReason: string
  readonly noAcute: boolean
}

const FEW = 4

/** Computes every label of the set. */
export function labelFindings(input: LabelInput): LabelOutput {
  const { cells, index, readings, options } = input
  const { names, noFinding } = index
  notePriorStatements(input)
  for (const reading of readings) say(reading, input)
  let hasOpen = false
  if (options.rollUp)
    for (const reading of readings) {
      if (isOpen(reading)) hasOpen = true
      else if (reading.value !== 0) lift(reading, input)
    }
  for (const reading of readings) if (reading.value === 1) sayWeakly(reading, input)
  if (options.impliedNegatives)
    for (const reading of readings) if (implies(reading, input.traits)) imply(reading, input)
  // Last, as it gives way to all that the report says or implies of a label above.
  if (hasOpen) for (const reading of readings) if (isOpen(reading)) lift(reading, input)
  const reason = noFindingReason(input)
  if (noFinding >= 0) {
    const isNormal = options.noFinding === 'chexpert' ? isSilent(input) : reason === 'normality-stated'
    cells[noFinding] = isNormal ? normalLabel(input) : null
  }
  const labels: Record<string, LabelValue> = { ...index.blank }
  for (let at = 0; at < cells.length; at++) {
    const cell = cells[at]
    if (cell === null) continue
    if (cell.value === -1) cell.value = lowerUncertain(-1, options.uncertain)
    labels[names[at]] = cell
  }
  return { labels, noFindingReason: reason, noAcute: saysNoAcute(input) }
}

/** Adds what statements about a prior examination alone say: "the prior study showed …". */
function notePriorStatements({ cells, mentions, concepts, sections, index }: LabelInput): void {
  for (let at = 0; at < mentions.length; at++) {
    const { assertion, section } = mentions[at]
    if (assertion.time !== 'prior' || !sections[section].isLabelled) continue
    const { starts, items } = index.says
    for (let own = starts[concepts[at]]; own < starts[concepts[at] + 1]; own++)
      notePrior(cells, items[own], assertion.prior, valueAt(index.says, own))
  }
}

function normalLabel(input: LabelInput): Cell {
  return makeCell(1, 'certain', null, 'unknown', 'implied', normalEvidence(input))
}

/** Adds one reading to the labels it says. Present beats probable beats uncertain beats absent. */
function say(reading: Reading, input: LabelInput): void {
  const { says } = input.index
  const last = says.starts[reading.concept + 1]
  for (let at = says.starts[reading.concept]; at < last; at++) sayOf(says.items[at], reading, valueAt(says, at), input)
}

function sayOf(label: number, reading: Reading, whenPresent: 1 | 0 | -1 | null, input: LabelInput): void {
  let value: 1 | 0 | -1 | null = whenPresent
  if (reading.value === 0) value = whenPresent === 1 ? 0 : null
  else if (reading.value === -1 && whenPresent === 1) value = -1
  notePrior(input.cells, label, reading.prior, whenPresent)
  if (value === null) return
  const cell = input.cells[label]
  if (
    cell === null ||
    cell.value === null ||
    strength(value, reading.certainty) > strength(cell.value, cell.certainty)
  ) {
    set(cell, label, value, reading, 'said', input)
    return
  }
  if (value === cell.value) {
    addEvidence(cell, reading, input)
    cell.change = joinChange(cell.change, reading.change)
  }
}

/** Fills the labels that nothing else speaks of. */
function sayWeakly(reading: Reading, input: LabelInput): void {
  const { weak } = input.index
  for (let at = weak.starts[reading.concept]; at < weak.starts[reading.concept + 1]; at++) {
    const label = weak.items[at]
    const cell = input.cells[label]
    if (cell === null || cell.value === null)
      set(cell, label, valueAt(weak, at) as 1 | 0 | -1, reading, 'implied', input)
  }
}

/** Denies the labels that normality leaves no room for, where nothing else speaks of them but "no new …". */
function imply(reading: Reading, input: LabelInput): void {
  const { implied } = input.index
  for (let at = implied.starts[reading.concept]; at < implied.starts[reading.concept + 1]; at++) {
    const label = implied.items[at]
    const cell = input.cells[label]
    // "The lungs are clear. No new nodule.": where all is well, no old one is left open.
    if (cell !== null && cell.value !== null && (cell.value !== -1 || cell.certainty !== 'improbable')) continue
    set(cell, label, 0, reading, 'implied', input)
    if (reading.value !== 0) notePrior(input.cells, label, reading.prior, 0)
  }
}

/** Adds what a statement says of before; one of normality (`whenPresent` 0) says the contrary of its label. */
function notePrior(cells: (Cell | null)[], label: number, prior: PriorState, whenPresent: 1 | 0 | -1 | null): void {
  if (prior === 'unknown' || whenPresent === null || whenPresent === -1) return
  const said = (prior === 'present') === (whenPresent === 1) ? 'present' : 'absent'
  const cell = cells[label]
  if (cell === null) cells[label] = makeCell(null, null, null, said, null, NO_EVIDENCE)
  else cell.prior = joinPrior(cell.prior, said)
}

function set(
  cell: Cell | null,
  label: number,
  value: 1 | 0 | -1,
  reading: Reading,
  source: LabelSource,
  input: LabelInput,
): void {
  // "Borderline cardiomegaly", "vascular congestion": the words are sure, and what they say of the label is not.
  const certainty = value === -1 && reading.value === 1 ? 'possible' : reading.certainty
  const evidence = [evidenceOf(reading, input)]
  if (cell === null) {
    input.cells[label] = makeCell(value, certainty, reading.change, 'unknown', source, evidence)
    return
  }
  cell.value = value
  cell.certainty = certainty
  cell.change = reading.change
  cell.source = source
  cell.evidence = evidence
}

/** Handed out with every label that has none, so frozen; a label with a value gets a list of its own (`set`). */
const NO_EVIDENCE = Object.freeze([]) as readonly Evidence[] as Evidence[]

/** All labels are made here, so that they are of one hidden class. */
function makeCell(
  value: 1 | 0 | -1 | null,
  certainty: Certainty | null,
  change: Change | null,
  prior: PriorState,
  source: LabelSource | null,
  evidence: Evidence[],
): Cell {
  return { value, certainty, change, prior, source, evidence, carried: null }
}

/** One piece of evidence more. A list that grows by pushing reserves room for seventeen, and most labels have one to three. */
function addEvidence(cell: Cell, reading: Reading, input: LabelInput): void {
  if (cell.evidence.length === 1) cell.evidence = [cell.evidence[0], evidenceOf(reading, input)]
  else if (cell.evidence.length < FEW) cell.evidence = [...cell.evidence, evidenceOf(reading, input)]
  else cell.evidence.push(evidenceOf(reading, input))
}

function evidenceOf({ mention }: Reading, { evidence, mentions, sections }: LabelInput): Evidence {
  const made = evidence[mention] ?? makeEvidence(mentions[mention], mention, sections)
  evidence[mention] = made
  return made
}

function strength(value: 1 | 0 | -1, certainty: Certainty | null): number {
  if (value === 1) return certainty === 'probable' ? 3 : 4
  if (value === -1) return certainty === 'improbable' ? 0.5 : 2
  return certainty === 'improbable' ? 0 : 1
}

/** Lifts a positive or uncertain reading into the labels above its concept. */
function lift(reading: Reading, input: LabelInput): void {
  const { cells, index, options } = input
  const { above } = index
  if (isOverruled(reading, input)) return
  const last = above.starts[reading.concept + 1]
  for (let at = above.starts[reading.concept]; at < last; at++) {
    const label = above.items[at]
    const isPolicy = valueAt(above, at) === 1
    if ((isPolicy && !options.policyEdges) || isSaid(label, reading.concept, index)) continue
    const value = liftedValue(reading, index)
    if (reading.prior === 'present') notePrior(cells, label, 'present', 1)
    const cell = cells[label]
    if (
      cell === null ||
      cell.value === null ||
      (!isPolicy && cell.value === 0 && !isOpen(reading)) ||
      (cell.value === -1 && value === 1 && (!isPolicy || cell.source === 'rolled-up'))
    ) {
      set(cell, label, value, reading, 'rolled-up', input)
    } else if (
      cell.value === value &&
      cell.source === 'rolled-up' &&
      cell.evidence[cell.evidence.length - 1].mention !== reading.mention
    )
      addEvidence(cell, reading, input)
  }
}

/** "No new nodule": whether an old one is there is left open. */
function isOpen({ certainty, value }: Reading): boolean {
  return value === -1 && certainty === 'improbable'
}

/** "The consolidation has cleared. No new consolidation.": what its own label denies is nothing to lift. */
function isOverruled({ certainty, concept }: Reading, { cells, index }: LabelInput): boolean {
  if (certainty !== 'improbable') return false
  const { says } = index
  const last = says.starts[concept + 1]
  for (let at = says.starts[concept]; at < last; at++) if (cells[says.items[at]]?.value === 0) return true
  return false
}

/** A sign that only makes its own label uncertain (congestion, for edema) makes the parents no surer than that. */
function liftedValue({ concept, value }: Reading, { says }: LabelIndex): 1 | -1 {
  const first = says.starts[concept]
  const last = says.starts[concept + 1]
  if (first === last) return value as 1 | -1
  for (let at = first; at < last; at++) if (valueAt(says, at) === 1) return value as 1 | -1
  return -1
}

function isSaid(label: number, concept: number, { says }: LabelIndex): boolean {
  for (let at = says.starts[concept]; at < says.starts[concept + 1]; at++) if (says.items[at] === label) return true
  return false
}

function normalEvidence(input: LabelInput): Evidence[] {
  const made: Evidence[] = []
  for (const reading of input.readings) {
    if ((input.traits[reading.concept] & (NORMAL | IMPLIES_PRESENT | IMPLIES_ABSENT)) !== 0)
      made.push(evidenceOf(reading, input))
  }
  return made
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
    default:
      throw new TypeError('uncertain is none of keep, ones, zeros and drop')
  }
}
