// Reports with gold labels: scores of a system on all of them, on either half, and on the text made harder to read.
import { createHash } from 'node:crypto'
import { evaluate } from '../../src/evaluate/evaluate.ts'
import type { PredictedRow } from '../../src/evaluate/rows.ts'
import { ALTERATIONS, type Alteration } from './alter.ts'
import type { LabelledSet, Report } from './sets.ts'
import { type Summary, summarise } from './summary.ts'
import type { System } from './system.ts'

/** Macro F1 of positives on altered text, and how much lower that is than on the text as it stands. */
export interface Robustness {
  readonly alteration: string
  readonly reports: number
  readonly macroPositive: number
  readonly difference: number
  /** Cells whose label the alteration changed, of all labels of all reports. */
  readonly changedCells: number
  readonly cells: number
}

/** The seed of every bootstrap in the run. */
export const SEED = 1

/** Labels the reports of a set. */
export function labelSet(system: System, { gold, reports }: LabelledSet): PredictedRow[] {
  return gold.map(({ id }) => system.label(reportOf(reports, id)))
}

/** Scores labels against the gold of the set. */
export function scoreSet({ gold }: LabelledSet, rows: readonly PredictedRow[], resamples: number): Summary {
  return summarise(evaluate(gold, rows, { seed: SEED, resamples }))
}

/** The two halves of a set by a digest of the id: which half a report is in depends on nothing else. */
export function halfOf(id: string): 'a' | 'b' {
  return createHash('sha256').update(id).digest()[0] % 2 === 0 ? 'a' : 'b'
}

/** The part of a set that stands in one half. */
export function halfSet({ gold, reports }: LabelledSet, half: 'a' | 'b'): LabelledSet {
  return { gold: gold.filter(({ id }) => halfOf(id) === half), reports }
}

/** Scores a system again on altered text. */
export function scoreRobustness(system: System, set: LabelledSet): Robustness[] {
  const plain = labelSet(system, set)
  const before = macroPositive(set, plain)
  return ALTERATIONS.map((alteration) => {
    const rows = set.gold.map(({ id }) => system.label(alter(reportOf(set.reports, id), alteration)))
    const after = macroPositive(set, rows)
    const changed = rows.reduce(
      (sum, row, at) =>
        sum + Object.keys(row.labels).filter((name) => row.labels[name] !== plain[at].labels[name]).length,
      0,
    )
    const cells = rows.reduce((sum, row) => sum + Object.keys(row.labels).length, 0)
    return {
      alteration: alteration.name,
      reports: rows.length,
      macroPositive: Number(after.toFixed(5)),
      difference: Number((after - before).toFixed(5)),
      changedCells: changed,
      cells,
    }
  })
}

function macroPositive({ gold }: LabelledSet, rows: readonly PredictedRow[]): number {
  return evaluate(gold, rows, { resamples: 0 }).macro.positive.value ?? Number.NaN
}

function alter({ id, text, body }: Report, { change }: Alteration): Report {
  return { id, text: change(text, id), body: change(body, id) }
}

function reportOf(reports: ReadonlyMap<string, Report>, id: string): Report {
  const report = reports.get(id)
  if (report === undefined) throw new Error(`the gold has id ${id}, and there is no such report`)
  return report
}
