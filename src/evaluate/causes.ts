// Which rule or cue decided a cell, read from the evidence a labelled row carries.

import type { CellValue } from './cells.ts'
import { type EvidenceCue, own, type PredictedRow, type RowEvidence } from './rows.ts'

/** What decided a cell. `key` names it in print and groups cells of one cause. */
export interface Cause {
  /**
   * `cue` a cue turned the mention; `rule` the mention stands as its rule made it; `silence` no mention; `unrecorded`.
   */
  readonly kind: 'cue' | 'rule' | 'silence' | 'unrecorded'
  readonly rules: readonly string[]
  readonly key: string
  /** The statement that decided, where there is one. */
  readonly evidence: RowEvidence | null
}

/** Finds what decided one cell of a labelled row; a null row stands for a report that was never labelled. */
export function causeOf(row: PredictedRow | null, label: string): Cause {
  if (row?.evidence === undefined) {
    return { kind: 'unrecorded', rules: [], key: `no evidence recorded (${label})`, evidence: null }
  }
  const value = own(row.labels, label) ?? null
  const evidence = decidingEvidence(own(row.evidence, label) ?? [], value)
  if (evidence === null) {
    const reason = own(row.reasons, label)
    const key = value === null ? `nothing found for ${label}` : `no mention behind ${label}`
    return { kind: 'silence', rules: [], key: reason === undefined ? key : `${key} (${reason})`, evidence }
  }
  const cues = decidingCues(evidence).map((cue) => cue.rule)
  if (cues.length === 0) return { kind: 'rule', rules: [evidence.rule], key: `rule ${evidence.rule}`, evidence }
  const rules = [...new Set(cues)]
  return { kind: 'cue', rules, key: `cue ${rules.join(' + ')}`, evidence }
}

/**
 * Cues that set existence or time: those alone can change a label's value. A cue that says of neither axis counts too.
 */
export function decidingCues(evidence: RowEvidence): readonly EvidenceCue[] {
  return (evidence.cues ?? []).filter((cue) => {
    if (!cue.decided) return false
    const isChangeOnly = cue.existence === null && cue.time === null
    return !isChangeOnly
  })
}

/** Of several statements, the one that best explains the value: a plain one for 1, else one whose cues speak for it. */
function decidingEvidence(list: readonly RowEvidence[], value: CellValue): RowEvidence | null {
  const plain = list.find((evidence) => valuesSpokenFor(evidence) === null)
  const turned = list.find((evidence) => valuesSpokenFor(evidence)?.includes(value))
  return (value === 1 ? (plain ?? turned) : (turned ?? plain)) ?? list[0] ?? null
}

const VALUES_OF_EXISTENCE: Readonly<Record<string, readonly CellValue[]>> = {
  certain: [1],
  probable: [1, -1],
  possible: [-1],
  improbable: [-1, 0],
  absent: [0],
}

/** The values a statement's cues speak for; null when no cue decided it. */
function valuesSpokenFor(evidence: RowEvidence): readonly CellValue[] | null {
  const cues = decidingCues(evidence)
  if (cues.length === 0) return null
  if (cues.some(({ time }) => time === 'prior' || time === 'hypothetical')) return [0, null]
  const existence = cues.findLast((cue) => typeof cue.existence === 'string')?.existence
  return VALUES_OF_EXISTENCE[existence ?? 'certain'] ?? []
}
