// How the gold reads each hedge: per phrase that decided a cell, what the gold says there. Shows whether a degree in
// the table of hedges (rules/context/certainty.yaml) is what readers mean by the phrase.

import { align } from './align.ts'
import { causeOf, decidingCues } from './causes.ts'
import { acceptableValues, type GoldCell } from './cells.ts'
import { makeSpelling, respell } from './names.ts'
import { type GoldRow, labelsOf, own, type PredictedRow } from './rows.ts'

/** What a gold cell says, in the order of the table's columns; `p`, `n` and `i` are the gold's sets of two values. */
export const GOLD_READINGS = ['present', 'probable', 'uncertain', 'improbable', 'absent', 'implied', 'blank'] as const
export type GoldReading = (typeof GOLD_READINGS)[number]

/** One hedge phrase, as the labeller read it and as the gold did. */
export interface HedgeRow {
  /** The words, in lower case; the rule's id in angle brackets where the predictions carry no text. */
  readonly phrase: string
  readonly degree: string
  /** Cells that the phrase decided and the gold scores. */
  readonly n: number
  readonly readings: Readonly<Record<GoldReading, number>>
  /** Cells whose prediction the gold accepts. */
  readonly right: number
}

/** What `tabulateCertainty` returns. */
export interface CertaintyTable {
  /** Most frequent first. */
  readonly rows: readonly HedgeRow[]
  /** Cells decided by a hedge that the gold leaves unscored. */
  readonly unscored: number
  /** Reports whose predictions carry no evidence, so that nothing is known of their hedges. */
  readonly withoutEvidence: number
}

/**
 * Tabulates by hedge phrase what the gold says in the cells it decided. Predictions need their evidence.
 *
 * @example
 * tabulateCertainty(gold, rows).rows[0]
 * // { phrase: 'no', degree: 'absent', n: 812, readings: { absent: 790, … }, … }
 */
export function tabulateCertainty(
  goldRows: readonly GoldRow[],
  predictions: readonly PredictedRow[],
  wanted?: readonly string[],
): CertaintyTable {
  const gold = respell(goldRows, labelsOf(predictions))
  const labels = wanted?.map(makeSpelling(labelsOf(predictions))) ?? labelsOf(gold)
  const rows = new Map<
    string,
    { phrase: string; degree: string; n: number; right: number; readings: Record<GoldReading, number> }
  >()
  let unscored = 0
  let withoutEvidence = 0
  for (const { left, right } of align(gold, predictions).pairs) {
    if (right.evidence === undefined) {
      withoutEvidence++
      continue
    }
    for (const label of labels) {
      const hedge = hedgeOf(right, label)
      if (hedge === null) continue
      const cell = own(left.labels, label) ?? null
      const reading = readingOf(cell)
      const accepted = acceptableValues(cell)
      if (reading === null || accepted === null) {
        unscored++
        continue
      }
      const key = `${hedge.degree} ${hedge.phrase}`
      const row = rows.get(key) ?? { ...hedge, n: 0, right: 0, readings: noReadings() }
      rows.set(key, row)
      row.n++
      row.readings[reading]++
      if (accepted.includes(own(right.labels, label) ?? null)) row.right++
    }
  }
  const sorted = [...rows.values()].sort((a, b) => b.n - a.n || (a.phrase < b.phrase ? -1 : 1))
  return { rows: sorted, unscored, withoutEvidence }
}

/** The phrase that decided how sure a cell is, and its degree; null where no hedge or denial decided. */
function hedgeOf(row: PredictedRow, label: string): { phrase: string; degree: string } | null {
  const { evidence } = causeOf(row, label)
  if (evidence === null) return null
  const cue = decidingCues(evidence).findLast(({ existence }) => typeof existence === 'string')
  if (cue === undefined || typeof cue.existence !== 'string') return null
  const { start, end } = cue
  const words = start === undefined || end === undefined ? undefined : row.text?.slice(start, end)
  const phrase = words === undefined || words === '' ? `<${cue.rule}>` : words.toLowerCase().replace(/\s+/g, ' ')
  return { phrase, degree: cue.existence }
}

function readingOf(cell: GoldCell): GoldReading | null {
  switch (cell) {
    case 1:
      return 'present'
    case 'p':
      return 'probable'
    case -1:
      return 'uncertain'
    case 'n':
      return 'improbable'
    case 0:
      return 'absent'
    case 'i':
      return 'implied'
    case null:
      return 'blank'
    case 'a':
      return null
    default: {
      // A set written out: of the two values it holds, the letter that stands for them.
      const [first, second] = [...cell].sort()
      if (cell.length === 1) return readingOf(cell[0])
      if (first === -1 && second === 1) return 'probable'
      if (first === -1 && second === 0) return 'improbable'
      return cell.includes(0) && cell.includes(null) ? 'implied' : null
    }
  }
}

function noReadings(): Record<GoldReading, number> {
  return { present: 0, probable: 0, uncertain: 0, improbable: 0, absent: 0, implied: 0, blank: 0 }
}
