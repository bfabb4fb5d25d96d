// Disagreements with a gold standard, grouped by the rule or cue that decided them: the list a rule author works from.

import { align } from './align.ts'
import { type Cause, causeOf } from './causes.ts'
import { type CellValue, type GoldCell, goldName, PRESENT_ONLY, VALUES, valueName } from './cells.ts'
import { highlight, type Part } from './highlight.ts'
import { makeSpelling, respell } from './names.ts'
import type { Evaluation, IdReport } from './result.ts'
import { type GoldRow, labelsOf, own, type PredictedRow } from './rows.ts'
import { codeCell, isRightCode, UNSCORED } from './tally.ts'

/** What to list. */
export interface ErrorOptions {
  /** Labels to look at. Default: every label the gold names. */
  readonly labels?: readonly string[]
  readonly presentOnly?: readonly string[]
  /** Put the deciding sentence into the list. Default true; false keeps report text out of it. */
  readonly withText?: boolean
  readonly version?: string | null
  readonly setAside?: Evaluation['setAside']
}

/** One cell whose prediction the gold does not accept. */
export interface Disagreement {
  readonly id: string
  readonly label: string
  readonly gold: GoldCell
  readonly predicted: CellValue
  /** In words: `negative, read as positive`. */
  readonly reading: string
  /** Finding rule and concept of the deciding statement. */
  readonly rule: string | null
  readonly concept: string | null
  readonly start: number | null
  readonly end: number | null
  /** The deciding sentence, or the whole text where nothing was found; null when the row carries no text. */
  readonly sentence: readonly Part[] | null
}

/** Disagreements of one cause. */
export interface ErrorGroup {
  readonly cause: string
  readonly kind: Cause['kind']
  readonly rules: readonly string[]
  /** Wrong cells, and all scored cells this cause decided. */
  readonly wrong: number
  readonly decided: number
  readonly labels: Readonly<Record<string, number>>
  readonly readings: Readonly<Record<string, number>>
  readonly cells: readonly Disagreement[]
}

/** What `listErrors` returns. */
export interface ErrorList {
  readonly version: string | null
  readonly n: number
  readonly cells: number
  readonly wrong: number
  readonly ids: IdReport
  readonly setAside: Evaluation['setAside']
  readonly groups: readonly ErrorGroup[]
}

/**
 * Lists every wrong cell, most frequent cause first.
 *
 * @example
 * listErrors(gold, rows).groups[0]   // { cause: 'cue rule-out', wrong: 7, decided: 31, cells: [...] }
 */
export function listErrors(
  goldRows: readonly GoldRow[],
  predictions: readonly PredictedRow[],
  options: ErrorOptions = {},
): ErrorList {
  const { presentOnly = PRESENT_ONLY, withText = true } = options
  const predicted = labelsOf(predictions)
  const gold = respell(goldRows, predicted)
  const labels = options.labels?.map(makeSpelling([...predicted, ...labelsOf(gold)])) ?? labelsOf(gold)
  const { pairs, onlyLeft, onlyRight, repeatedLeft, repeatedRight } = align(gold, predictions)
  const groups = new Map<string, { cause: Cause; decided: number; cells: Disagreement[] }>()
  let cells = 0
  for (const { left, right } of pairs) {
    for (const label of labels) {
      const goldCell = own(left.labels, label) ?? null
      const code = codeCell(goldCell, own(right.labels, label) ?? null, presentOnly.includes(label))
      if (code === UNSCORED) continue
      cells++
      const cause = causeOf(right, label)
      const group = groups.get(cause.key) ?? { cause, decided: 0, cells: [] }
      groups.set(cause.key, group)
      group.decided++
      if (!isRightCode(code)) group.cells.push(disagreement(left, right, label, VALUES[code % 4], cause, withText))
    }
  }
  const listed = [...groups.values()].filter((group) => group.cells.length > 0).map(toGroup)
  return {
    version: options.version ?? null,
    n: pairs.length,
    cells,
    wrong: listed.reduce((total, group) => total + group.wrong, 0),
    ids: {
      gold: pairs.length + onlyLeft.length,
      predicted: pairs.length + onlyRight.length,
      scored: pairs.length,
      missing: onlyLeft,
      extra: onlyRight,
      repeatedInGold: repeatedLeft,
      repeatedInPredictions: repeatedRight,
    },
    setAside: options.setAside ?? { gold: [], predictions: [] },
    groups: listed.sort((a, b) => b.wrong - a.wrong || (a.cause < b.cause ? -1 : 1)),
  }
}

function disagreement(
  left: GoldRow,
  right: PredictedRow,
  label: string,
  predicted: CellValue,
  { evidence }: Cause,
  withText: boolean,
): Disagreement {
  const gold = own(left.labels, label) ?? null
  return {
    id: left.id,
    label,
    gold,
    predicted,
    reading: `${goldName(gold)}, read as ${valueName(predicted)}`,
    rule: evidence?.rule ?? null,
    concept: evidence?.concept ?? null,
    start: evidence?.start ?? null,
    end: evidence?.end ?? null,
    sentence: withText ? (highlight(right.text, evidence) ?? wholeText(right.text, evidence)) : null,
  }
}

/** What was missed stands somewhere in the text: with no statement to show, all of it is shown. */
function wholeText(text: string | undefined, evidence: Cause['evidence']): readonly Part[] | null {
  return text === undefined || text === '' || evidence !== null ? null : [{ text, mark: null }]
}

function toGroup({ cause, decided, cells }: { cause: Cause; decided: number; cells: Disagreement[] }): ErrorGroup {
  return {
    cause: cause.key,
    kind: cause.kind,
    rules: cause.rules,
    wrong: cells.length,
    decided,
    labels: countBy(cells, (cell) => cell.label),
    readings: countBy(cells, (cell) => cell.reading),
    cells,
  }
}

/** Counts items by a key, most frequent first. */
export function countBy<T>(items: readonly T[], keyOf: (item: T) => string): Record<string, number> {
  const counts = new Map<string, number>()
  for (const item of items) counts.set(keyOf(item), (counts.get(keyOf(item)) ?? 0) + 1)
  return Object.fromEntries([...counts].sort((a, b) => b[1] - a[1]))
}
