// What did not fit: ids without a partner, rows set aside, labels on one side. Said first, in every form of output.

import type { Comparison } from './compare.ts'
import type { Evaluation } from './result.ts'
import type { SetAside } from './rows.ts'
import { listNames, plural } from './table.ts'

/** Lines on everything in an evaluation or error list that was not scored as a plain pair of rows. */
export function evaluationNotices(result: Pick<Evaluation, 'ids' | 'setAside'> & Partial<Evaluation>): string[] {
  const { ids, setAside } = result
  const isBlank = result.options?.missing === 'blank'
  return [
    idLine(ids.missing, `of the gold without a prediction${isBlank ? ', scored as blank' : ', not scored'}`),
    idLine(ids.extra, 'predicted but not in the gold, not scored'),
    idLine(ids.repeatedInGold, 'more than once in the gold, first row used'),
    idLine(ids.repeatedInPredictions, 'more than once in the predictions, first row used'),
    ...setAsideLines('gold', setAside.gold),
    ...setAsideLines('predictions', setAside.predictions),
    nameLine(
      (result.labelsNeverPredicted ?? []).map((label) => {
        const nearest = result.labelsUnmatched?.find((unmatched) => unmatched.label === label)?.nearest ?? null
        return nearest === null ? label : `${label} (did you mean ${nearest}?)`
      }),
      'label',
      'of the gold never predicted, scored as blank',
    ),
    nameLine(
      (result.labelsNotInGold ?? []).map(({ label, filled }) => `${label} (${plural(filled, 'filled cell')})`),
      'label',
      'predicted but not in the gold, not scored',
    ),
    ...(result.strataNotInGold ?? []).map(
      ({ name, rows }) => `1 stratum predicted but not in the gold, not scored: ${name} (${plural(rows, 'row')})`,
    ),
  ].filter((line) => line !== '')
}

/** Lines on everything in a comparison that was not compared. */
export function comparisonNotices({ ids, setAside, labelsApart }: Comparison): string[] {
  return [
    idLine(ids.onlyA, 'only in A, not compared'),
    idLine(ids.onlyB, 'only in B, not compared'),
    idLine(ids.repeatedInA, 'more than once in A, first row used'),
    idLine(ids.repeatedInB, 'more than once in B, first row used'),
    idLine(ids.onlyGold ?? [], 'of the gold not in both A and B, not scored'),
    idLine(ids.notInGold ?? [], 'compared but not in the gold, not scored'),
    idLine(ids.repeatedInGold ?? [], 'more than once in the gold, first row used'),
    ...setAsideLines('A', setAside.a),
    ...setAsideLines('B', setAside.b),
    ...setAsideLines('gold', setAside.gold),
    ...labelsApart.map(
      ({ label, side, filled }) =>
        `1 label only in ${side.toUpperCase()}, not compared: ${label} (${plural(filled, 'filled cell')})`,
    ),
  ].filter((line) => line !== '')
}

/** Whether all was used: ids met on both sides, none came twice, no row was set aside, each label has predictions. */
export function isComplete({
  ids,
  setAside,
  labelsUnmatched = [],
}: Pick<Evaluation, 'ids' | 'setAside'> & Partial<Evaluation>): boolean {
  const problems = [
    ids.missing,
    ids.extra,
    ids.repeatedInGold,
    ids.repeatedInPredictions,
    setAside.gold,
    setAside.predictions,
    labelsUnmatched,
  ]
  return problems.every((list) => list.length === 0)
}

/** Whether every row was compared. Compared reports that a gold does not hold are no fault: a gold is often smaller. */
export function isCompleteComparison({ ids, setAside }: Comparison): boolean {
  const { onlyA, onlyB, repeatedInA, repeatedInB, onlyGold, repeatedInGold } = ids
  const problems = [onlyA, onlyB, repeatedInA, repeatedInB, onlyGold ?? [], repeatedInGold ?? []]
  return [...problems, setAside.a, setAside.b, setAside.gold].every((list) => list.length === 0)
}

function idLine(ids: readonly string[], what: string): string {
  return nameLine(ids, 'id', what)
}

function nameLine(names: readonly string[], noun: string, what: string): string {
  return names.length === 0 ? '' : `${plural(names.length, noun)} ${what}: ${listNames(names)}`
}

function setAsideLines(side: string, rows: readonly SetAside[]): string[] {
  if (rows.length === 0) return []
  const shown = rows.map(({ row, id, reason }) => `row ${row}${id === null ? '' : ` (id ${id})`}: ${reason}`)
  return [`${plural(rows.length, 'row')} of ${side} set aside: ${listNames(shown, 10)}`]
}
