// Cells coded as small numbers, and counts of them over any choice of reports. The bootstrap runs this loop a
// thousand times, so cells are read once into typed arrays and counted by index.
//
//   codes   n × labels bytes, row by row:   gold * 4 + prediction  (0‥15), or 16 for a cell that is not scored
//   flags   n × shares bytes, row by row:   0 wrong, 1 right, 2 does not apply to this report
//   cells   labels × 17 counts: the 4 × 4 table of each label (rows gold, columns prediction), then the unscored
//   marks   shares × 3 counts: wrong, right, does not apply

import { acceptableValues, type CellValue, codeOf, foldPresentOnly, type GoldCell, resolveGold } from './cells.ts'

/** Length of one label's block in `Tally.cells`. */
export const STRIDE = 17
/** Code of a cell that is not scored. */
export const UNSCORED = 16

/** Reports as codes: one byte per label and one per share. */
export interface Coded {
  readonly n: number
  readonly labels: number
  readonly shares: number
  readonly codes: Uint8Array
  readonly flags: Uint8Array
}

/** Counts of codes over some reports. */
export interface Tally {
  readonly cells: Float64Array
  readonly marks: Float64Array
}

/** Code of one cell: gold resolved to the prediction where acceptable, crossed with the prediction. */
export function codeCell(gold: GoldCell, prediction: CellValue, presentOnly: boolean): number {
  const acceptable = acceptableValues(gold)
  if (acceptable === null) return UNSCORED
  const value = presentOnly ? foldPresentOnly(prediction) : prediction
  const values = presentOnly ? acceptable.map(foldPresentOnly) : acceptable
  return codeOf(resolveGold(values, value)) * 4 + codeOf(value)
}

/** Whether a scored cell's code says that the prediction is right. */
export function isRightCode(code: number): boolean {
  return code % 5 === 0
}

/** Empty counts for reports coded like these. */
export function emptyTally(labels: number, shares: number): Tally {
  return { cells: new Float64Array(labels * STRIDE), marks: new Float64Array(shares * 3) }
}

/** Counts the chosen reports (indices, with repeats) into `tally`, which is cleared first. */
export function tallyReports(coded: Coded, chosen: Uint32Array, tally: Tally): void {
  const { labels, shares, codes, flags } = coded
  const { cells, marks } = tally
  cells.fill(0)
  marks.fill(0)
  for (let i = 0; i < chosen.length; i++) {
    let at = chosen[i] * labels
    for (let block = 0; block < cells.length; block += STRIDE) cells[block + codes[at++]]++
    at = chosen[i] * shares
    for (let block = 0; block < marks.length; block += 3) marks[block + flags[at++]]++
  }
}

/** The indices 0 … n-1: every report once. */
export function everyReport(n: number): Uint32Array {
  return Uint32Array.from({ length: n }, (_, index) => index)
}
