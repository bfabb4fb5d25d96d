// Scores what is said beside the labels: strata, and whether a report compares with or leans wholly on a prior.
// Which strata there are is read from the gold; how one is scored follows from the kind of its gold values:
//   text   the rows where the gold gives one; right when equal
//   true   the rows where the gold or the prediction has it; right when both have
//   list   the rows where the gold gives one; right when the same set, in any order. Names under `KEY_any` in the
//          gold may be there or not
// `compares` and `prior_only` are scored on every row where the gold says true or false.

import { type GoldRow, own, type PredictedRow, type Strata } from './rows.ts'

/** Scored rows of one stratum, with a mark per report: 0 wrong, 1 right, 2 not scored. */
export interface StratumMarks {
  readonly name: string
  readonly kind: 'text' | 'true' | 'list'
  readonly right: number
  readonly n: number
  /** Instances: rows for `true`, rows with the right text for `text`, names for `list`. */
  readonly tp: number
  readonly fp: number
  readonly fn: number
  /** Rows outside the n where the prediction gives a value and the gold none. */
  readonly extra: number
  readonly marks: Uint8Array
}

interface RowPair {
  readonly left: GoldRow
  readonly right: PredictedRow | null
}

/** Scores every stratum the gold names; empty when no prediction carries strata at all. */
export function scoreStrata(pairs: readonly RowPair[]): StratumMarks[] {
  const scores: StratumMarks[] = []
  if (pairs.some(({ right }) => right?.strata !== undefined)) {
    for (const [name, kind] of strataOf(pairs)) {
      scores.push(markRows(name, kind, pairs, ({ left, right }) => judge(kind, name, left.strata, right?.strata)))
    }
  }
  for (const name of ['compares', 'prior_only'] as const) {
    if (!pairs.some(({ left }) => left[name] !== undefined)) continue
    if (!pairs.some(({ right }) => right?.[name] !== undefined)) continue
    const verdict = ({ left, right }: RowPair) =>
      left[name] === undefined ? null : judgeFlag(left[name], right?.[name] === true, true)
    scores.push(markRows(name, 'true', pairs, verdict))
  }
  return scores
}

/** Strata that only predictions carry, with the number of rows that have them. */
export function strataOnlyPredicted(pairs: readonly RowPair[]): { readonly name: string; readonly rows: number }[] {
  const known = strataOf(pairs)
  const counts = new Map<string, number>()
  for (const { right } of pairs) {
    for (const name of Object.keys(right?.strata ?? {})) {
      if (!known.has(name)) counts.set(name, (counts.get(name) ?? 0) + 1)
    }
  }
  return [...counts].map(([name, rows]) => ({ name, rows }))
}

interface Verdict {
  readonly isScored: boolean
  readonly isRight: boolean
  readonly tp: number
  readonly fp: number
  readonly fn: number
}

function markRows(
  name: string,
  kind: StratumMarks['kind'],
  pairs: readonly RowPair[],
  verdictOf: (pair: RowPair) => Verdict | null,
): StratumMarks {
  const marks = new Uint8Array(pairs.length).fill(2)
  const total = { right: 0, n: 0, tp: 0, fp: 0, fn: 0, extra: 0 }
  pairs.forEach((pair, index) => {
    const verdict = verdictOf(pair)
    if (verdict === null) return
    if (!verdict.isScored) {
      total.extra++
      return
    }
    marks[index] = verdict.isRight ? 1 : 0
    total.n++
    total.right += marks[index]
    total.tp += verdict.tp
    total.fp += verdict.fp
    total.fn += verdict.fn
  })
  return { name, kind, ...total, marks }
}

/** Verdict on one row; null when neither side has anything to say. */
function judge(kind: StratumMarks['kind'], name: string, gold: Strata = {}, predicted: Strata = {}): Verdict | null {
  const value = own(predicted, name)
  switch (kind) {
    case 'true':
      return judgeFlag(own(gold, name) === true, value === true, false)
    case 'list': {
      const listed = own(gold, name)
      const either = own(gold, `${name}_any`)
      if (listed === undefined && either === undefined) return unscored(namesOf(value).size > 0)
      return judgeList(namesOf(listed), namesOf(either), namesOf(value))
    }
    case 'text': {
      const expected = own(gold, name)
      if (expected === undefined) return unscored(value !== undefined && value !== null && value !== '')
      const isRight = value === expected
      const isWrongGuess = !isRight && value !== undefined && value !== null
      return { isScored: true, isRight, tp: isRight ? 1 : 0, fp: isWrongGuess ? 1 : 0, fn: isRight ? 0 : 1 }
    }
  }
}

function judgeFlag(gold: boolean, predicted: boolean, scoresBothFalse: boolean): Verdict | null {
  if (!gold && !predicted && !scoresBothFalse) return null
  return {
    isScored: true,
    isRight: gold === predicted,
    tp: gold && predicted ? 1 : 0,
    fp: !gold && predicted ? 1 : 0,
    fn: gold && !predicted ? 1 : 0,
  }
}

function judgeList(gold: Set<string>, either: Set<string>, predicted: Set<string>): Verdict {
  const tp = [...gold].filter((name) => predicted.has(name)).length
  const fn = gold.size - tp
  const fp = [...predicted].filter((name) => !gold.has(name) && !either.has(name)).length
  return { isScored: true, isRight: fp === 0 && fn === 0, tp, fp, fn }
}

function unscored(hasPrediction: boolean): Verdict | null {
  return hasPrediction ? { isScored: false, isRight: false, tp: 0, fp: 0, fn: 0 } : null
}

function namesOf(value: unknown): Set<string> {
  return new Set(Array.isArray(value) ? value.filter((name) => typeof name === 'string') : [])
}

function strataOf(pairs: readonly RowPair[]): Map<string, StratumMarks['kind']> {
  const kinds = new Map<string, StratumMarks['kind']>()
  for (const { left } of pairs) {
    for (const [key, value] of Object.entries(left.strata ?? {})) {
      if (Array.isArray(value)) kinds.set(key.replace(/_any$/, ''), 'list')
      else if (typeof value === 'boolean') kinds.set(key, 'true')
      else if (typeof value === 'string') kinds.set(key, 'text')
    }
  }
  return kinds
}
