// The table of hedges for a terminal.

import { type CertaintyTable, GOLD_READINGS, type HedgeRow } from './certainty.ts'
import { columns, plural } from './table.ts'

const DEGREES = ['certain', 'probable', 'possible', 'improbable', 'absent']

/** How the gold reads each hedge, by degree; phrases below `least` cells are counted together at the end of each. */
export function printCertainty({ rows, unscored, withoutEvidence }: CertaintyTable, least = 1): string {
  const parts = DEGREES.flatMap((degree) => {
    const own = rows.filter((row) => row.degree === degree)
    const rare = own.filter(({ n }) => n < least)
    const lines = own.filter(({ n }) => n >= least).map((row) => line(row.phrase, [row]))
    if (own.length === 0) return []
    const rest = rare.length === 0 ? [] : [line(`${plural(rare.length, 'rarer phrase')}`, rare)]
    return [columns([[`read as ${degree}`, 'n', ...GOLD_READINGS, 'right'], ...lines, ...rest, line('all', own)])]
  })
  const notes = [
    ...(parts.length === 0 ? ['No hedge decided a scored cell.'] : []),
    ...(unscored > 0 ? [`${plural(unscored, 'cell')} more decided by a hedge, not scored by the gold.`] : []),
    ...(withoutEvidence > 0
      ? [`${plural(withoutEvidence, 'report')} without evidence: label with --evidence to see their hedges.`]
      : []),
  ]
  return [...parts, ...notes].join('\n\n')
}

function line(name: string, rows: readonly HedgeRow[]): string[] {
  const sum = (count: (row: HedgeRow) => number): number => rows.reduce((total, row) => total + count(row), 0)
  const n = sum((row) => row.n)
  const readings = GOLD_READINGS.map((reading) => sum((row) => row.readings[reading]))
  const share = `${((100 * sum((row) => row.right)) / n).toFixed(1)} %`
  return [name, String(n), ...readings.map((count) => (count === 0 ? '·' : String(count))), share]
}
