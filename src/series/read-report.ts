// One report against what stands from before: what it states, what it leaves to its prior and so takes over, and which
// chains end at it.

import { sayingsOf } from '../stages/findings/label-index.ts'
import type { ChainEnd, Conflict, LabelValue } from '../types.ts'
import {
  afterDenials,
  beginChain,
  type Chain,
  denialsByName,
  joinChains,
  type NamedDenial,
  type Origin,
  type Rest,
  recallParts,
  type Standing,
  seenAt,
} from './chain.ts'
import { findContradictions } from './contradictions.ts'
import { type Done, namesOf, originOf, type State } from './state.ts'
import { readLeft, readStatements, type SeriesTables, type Statement } from './statements.ts'
import { carriedValue, dropOpen, liftCarried, readNormal } from './values.ts'

/** Reads the report at an index, writes its carried labels into `done`, and moves the chains on. */
export function readOne(state: State, [index]: readonly number[], done: Done[]): void {
  const report = done[index]
  const { tables, chains, place } = state
  const statements = readStatements(report, tables)
  const left = readLeft(report.prior.covers, tables)
  const contradictions = findContradictions(report, chains, place, tables)
  const doubtful = new Set(report.conflicts.filter(({ kind }) => DOUBTS.has(kind)).map(({ on }) => on))
  const byName = denialsByName(statements, chains, tables)
  const origin = originOf(state, done, index)
  const labels: Record<string, LabelValue> = { ...report.labels }
  const carried: number[] = []
  const broken: number[] = []
  const partly: number[] = []
  const unclear: number[] = []
  statements.forEach((statement, label) => {
    const { name } = tables.index.set.labels[label]
    if (name === tables.index.set.noFinding) return
    const before = chains.get(label)
    if (contradictions.has(label) || doubtful.has(name)) {
      chains.delete(label)
      broken.push(label)
      return
    }
    const step = stepOf(
      label,
      statement,
      before,
      byName,
      left[label] && !isDeniedAbove(label, before, statements, tables),
      origin,
      tables,
    )
    if (step === 'partial' || step === 'conflict') {
      chains.delete(label)
      // A device that was taken out while another is known to have been there: not that there is none.
      if (step === 'partial' && leavesDevices(label, statement, tables)) labels[name] = tables.index.blank[name]
      if (step === 'partial') partly.push(label)
      else broken.push(label)
      return
    }
    if (step.chain !== null) chains.set(label, step.chain)
    if (step.isCarried && step.chain !== null) {
      labels[name] = carriedValue(step.chain, place)
      carried.push(label)
    }
    if (step.isUnclear) {
      unclear.push(label)
      partly.push(label)
    }
  })
  if (state.options.rollUp !== false) {
    dropOpen(labels, statements, carried, state)
    liftCarried(labels, carried, chains, state)
  }
  const normal = readNormal(state, report, labels, carried, origin)
  // One of several is gone and nobody knows which: what is carried here holds, what comes after might not.
  for (const label of unclear) chains.delete(label)
  const ended: ChainEnd[] = []
  if (broken.length > 0) {
    const message = 'what is said here and before does not agree: nothing is carried past this report'
    ended.push({ labels: namesOf(state, broken), reason: 'conflict', message })
  }
  if (partly.length > 0) {
    const message =
      'a part of what was stated is denied and the rest not spoken of: nothing is carried past this report'
    ended.push({ labels: namesOf(state, partly), reason: 'partial', message })
  }
  // Who cannot tell whether a finding is still there cannot tell that there is none.
  if (ended.length > 0) state.normal = null
  report.series.ended.push(...ended)
  const conflicts: Conflict[] = [...report.conflicts, ...contradictions.values()]
  done[index] = { ...report, labels, conflicts, ...normal }
}

/** Conflicts after which it is not known whether the finding is there. */
const DOUBTS = new Set<Conflict['kind']>(['present-and-absent', 'findings-and-impression'])

interface Step {
  readonly chain: Chain | null
  readonly isCarried: boolean
  /** What is carried here holds; what comes after might not: one of several is gone and nobody knows which. */
  readonly isUnclear: boolean
}

/** How a chain goes on after a report; `isLeft`: the report leaves the label to its prior where it is silent. */
function stepOf(
  at: number,
  statement: Statement,
  before: Chain | undefined,
  byName: readonly NamedDenial[],
  isLeft: boolean,
  origin: Origin,
  tables: SeriesTables,
): Step | 'partial' | 'conflict' {
  const { manner, label } = statement
  const standing = before?.standing ?? []
  const { standing: rest, isUnclear } =
    before === undefined ? NOTHING : afterDenials(before, at, statement, byName, tables)
  const goOn = (chain: Chain | null, isCarried = false, isUnclear = false): Step => ({ chain, isCarried, isUnclear })
  const goOnWith = (standing: readonly Standing[]): Chain => seenAt({ standing, denial: null }, origin.place)
  switch (manner) {
    case 'said': {
      const own = beginChain(before === undefined ? statement : recallParts(statement, before, tables), origin)
      if (label.value !== 0) return isLeft ? goOn(joinChains(own, rest, tables), false, isUnclear) : goOn(own)
      if (rest.length === 0) return goOn(own)
      return isLeft ? goOn(goOnWith(rest), true, isUnclear) : 'partial'
    }
    case 'weak':
      if (rest.length > 0) return isLeft ? goOn(goOnWith(rest), true, isUnclear) : 'conflict'
      return goOn(before === undefined || standing.length > 0 ? beginChain(statement, origin) : before)
    case 'narrow': {
      // "No large effusion", with a small one standing: it may be that it is there.
      if (rest.length > 0) return isLeft ? goOn(goOnWith(rest), true) : 'partial'
      // What was denied outright before is so still.
      const denied = [...statement.denied, ...(before?.denial?.parts ?? [])]
      return goOn(beginChain({ ...statement, denied }, origin))
    }
    case 'open':
      if (before === undefined) return goOn(null)
      // None before and none new: none now.
      if (before.denial !== null) return goOn(before, label.value !== 0)
      if (!isLess(rest, standing) && !isUnclear) return isLeft ? goOn(goOnWith(standing), true) : goOn(before)
      return rest.length > 0 && isLeft ? goOn(goOnWith(rest), true, isUnclear) : 'partial'
    case 'none': {
      if (before === undefined) return goOn(null)
      if (isLess(rest, standing) || isUnclear) {
        if (rest.length === 0 || !isLeft) return 'partial'
        return goOn(goOnWith(rest), label.value === null, isUnclear)
      }
      if (!isLeft) return goOn(before)
      // What is known to be there goes before what the rest of the report leaves possible.
      const isKnown = label.source === 'rolled-up' && (statement.isOpenBelow || isCertain(standing, label))
      return goOn(seenAt(before, origin.place), label.value === null || label.source === 'implied' || isKnown)
    }
  }
}

/** Whether something of what stood is gone, if only on one side. */
function isLess(rest: readonly Standing[], standing: readonly Standing[]): boolean {
  return rest.length < standing.length || rest.some((each, at) => each !== standing[at])
}

function isCertain(standing: readonly Standing[], { value }: LabelValue): boolean {
  return value === -1 && standing.some((each) => each.value === 1)
}

/** Whether it is a device of some kind that is gone, and not "lines and tubes". */
function leavesDevices(label: number, { denied }: Statement, { index, ruleset: { concepts } }: SeriesTables): boolean {
  const { concept } = index.set.labels[label]
  if (concept === null || concepts[concept].status !== 'device') return false
  return !denied.some((part) => part.isMany && concepts[part.concept].refers)
}

const NOTHING: Rest = { standing: [], isUnclear: false }

/**
 * Whether the report outright denies a label that the findings standing are a kind of: "no opacity", with one standing.
 */
function isDeniedAbove(
  label: number,
  before: Chain | undefined,
  statements: readonly Statement[],
  tables: SeriesTables,
): boolean {
  if (before === undefined) return false
  return before.standing.some(({ concept }) =>
    sayingsOf(tables.index.above, concept).some(
      ({ label: above, value: isPolicy }) =>
        above !== label && isPolicy === 0 && statements[above].manner === 'said' && statements[above].label.value === 0,
    ),
  )
}
