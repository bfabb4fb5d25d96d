// From pairs of rows to codes: every cell is looked at once, here.

import { acceptableValues } from './cells.ts'
import { type GoldRow, own, type PredictedRow } from './rows.ts'
import { type Coded, codeCell, isRightCode, UNSCORED } from './tally.ts'

/** A gold row and its prediction; null where there is none and it counts as blank. */
export interface Pair {
  readonly id: string
  readonly left: GoldRow
  readonly right: PredictedRow | null
}

/** How cells are read before they are coded; see `EvaluateOptions`. */
export interface Coding {
  readonly goldSets: 'accept' | 'unscored'
  readonly presentOnly: readonly string[]
}

/** Cells of all pairs as codes; share 0 is "every scored cell right", the others are given. */
export function codePairs(
  pairs: readonly Pair[],
  labels: readonly string[],
  { goldSets, presentOnly }: Coding,
  shares: readonly Uint8Array[] = [],
): Coded {
  const folds = labels.map((label) => presentOnly.includes(label))
  const codes = new Uint8Array(pairs.length * labels.length)
  const flags = new Uint8Array(pairs.length * (shares.length + 1))
  pairs.forEach(({ left, right }, report) => {
    let exact = 2
    labels.forEach((label, l) => {
      const cell = own(left.labels, label) ?? null
      const isDropped = goldSets === 'unscored' && (acceptableValues(cell)?.length ?? 0) > 1
      const code = isDropped ? UNSCORED : codeCell(cell, own(right?.labels, label) ?? null, folds[l])
      codes[report * labels.length + l] = code
      if (code !== UNSCORED && exact !== 0) exact = isRightCode(code) ? 1 : 0
    })
    flags[report * (shares.length + 1)] = exact
    shares.forEach((marks, s) => {
      flags[report * (shares.length + 1) + s + 1] = marks[report]
    })
  })
  return { n: pairs.length, labels: labels.length, shares: shares.length + 1, codes, flags }
}
