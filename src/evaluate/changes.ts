// Cells that two labellers read differently, grouped by what decided them on either side.

import { causeOf } from './causes.ts'
import { acceptableValues, type CellValue, foldPresentOnly, type GoldCell, valueName } from './cells.ts'
import { countBy } from './errors.ts'
import { highlight, type Part } from './highlight.ts'
import { type GoldRow, own, type PredictedRow } from './rows.ts'

/** What a change did, by the gold. `rightBoth` where the gold accepts either value, `noGold` where there is none. */
export const OUTCOMES = ['fixed', 'broken', 'wrongBoth', 'rightBoth', 'unscored', 'noGold'] as const
export type Outcome = (typeof OUTCOMES)[number]

/** One cell that differs. */
export interface ChangedCell {
  readonly id: string
  readonly label: string
  readonly a: CellValue
  readonly b: CellValue
  /** In words: `positive to negative`. */
  readonly reading: string
  readonly outcome: Outcome
  readonly sentence: readonly Part[] | null
}

/** Changes of one cause. */
export interface ChangeGroup {
  readonly cause: string
  readonly causeA: string
  readonly causeB: string
  readonly count: number
  readonly outcomes: Readonly<Record<Outcome, number>>
  readonly labels: Readonly<Record<string, number>>
  readonly readings: Readonly<Record<string, number>>
  readonly cells: readonly ChangedCell[]
}

/** Lists every differing cell, most frequent cause first. */
export function listChanges(
  pairs: readonly { readonly id: string; readonly left: PredictedRow; readonly right: PredictedRow }[],
  labels: readonly string[],
  options: {
    readonly presentOnly: readonly string[]
    readonly withText: boolean
    readonly gold: ReadonlyMap<string, GoldRow> | null
  },
): ChangeGroup[] {
  const groups = new Map<string, { causeA: string; causeB: string; cells: ChangedCell[] }>()
  for (const { id, left, right } of pairs) {
    for (const label of labels) {
      const fold = options.presentOnly.includes(label) ? foldPresentOnly : (value: CellValue) => value
      const [a, b] = [fold(own(left.labels, label) ?? null), fold(own(right.labels, label) ?? null)]
      if (a === b) continue
      const [causeA, causeB] = [causeOf(left, label), causeOf(right, label)]
      const key = causeA.key === causeB.key ? `${causeA.key} on both sides` : `${causeA.key} → ${causeB.key}`
      const group = groups.get(key) ?? { causeA: causeA.key, causeB: causeB.key, cells: [] }
      groups.set(key, group)
      const sentence = highlight(right.text, causeB.evidence) ?? highlight(left.text, causeA.evidence)
      group.cells.push({
        id,
        label,
        a,
        b,
        reading: `${valueName(a)} to ${valueName(b)}`,
        outcome: outcomeOf(goldCellOf(options.gold, id, label), a, b, fold),
        sentence: options.withText ? sentence : null,
      })
    }
  }
  return [...groups]
    .map(([cause, group]) => toGroup(cause, group))
    .sort((x, y) => y.count - x.count || (x.cause < y.cause ? -1 : 1))
}

/** The gold cell; undefined without a gold or where the report is not in it. */
function goldCellOf(gold: ReadonlyMap<string, GoldRow> | null, id: string, label: string): GoldCell | undefined {
  const row = gold?.get(id)
  return row === undefined ? undefined : (own(row.labels, label) ?? null)
}

function outcomeOf(
  gold: GoldCell | undefined,
  a: CellValue,
  b: CellValue,
  fold: (value: CellValue) => CellValue,
): Outcome {
  if (gold === undefined) return 'noGold'
  const values = acceptableValues(gold)?.map(fold)
  if (values === undefined) return 'unscored'
  const [isRightA, isRightB] = [values.includes(a), values.includes(b)]
  if (isRightA) return isRightB ? 'rightBoth' : 'broken'
  return isRightB ? 'fixed' : 'wrongBoth'
}

function toGroup(cause: string, group: { causeA: string; causeB: string; cells: ChangedCell[] }): ChangeGroup {
  const outcomes = Object.fromEntries(
    OUTCOMES.map((outcome) => [outcome, group.cells.filter((cell) => cell.outcome === outcome).length]),
  ) as Record<Outcome, number>
  return {
    cause,
    causeA: group.causeA,
    causeB: group.causeB,
    count: group.cells.length,
    outcomes,
    labels: countBy(group.cells, (cell) => cell.label),
    readings: countBy(group.cells, (cell) => cell.reading),
    cells: group.cells,
  }
}
