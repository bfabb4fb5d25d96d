// A comparison as text for a terminal.

import { OUTCOMES, type Outcome } from './changes.ts'
import type { Agreement, Comparison, Difference } from './compare.ts'
import { comparisonNotices } from './notices.ts'
import { counted, more, type Paint, PLAIN_PAINT, paintParts } from './print-errors.ts'
import { columns, confusion, interval, plural, printable, rate, rateCells, signed } from './table.ts'

const OUTCOME_NAMES: Readonly<Record<Outcome, string>> = {
  fixed: 'fixed',
  broken: 'broken',
  wrongBoth: 'wrong in both',
  rightBoth: 'right in both',
  unscored: 'not scored',
  noGold: 'not in the gold',
}

/** Prints a comparison, at most `limit` cells of each group of changes. */
export function printComparison(
  result: Comparison,
  options: { readonly limit?: number; readonly paint?: Paint } = {},
): string {
  const { limit = 20, paint = PLAIN_PAINT } = options
  const { all, sameReports, resamples, seed } = result
  const drawn = resamples > 0 ? `; 95 % intervals from ${resamples} resamples of reports, seed ${seed}` : ''
  const head = [
    `${all.changed} of ${plural(all.n, 'cell')} differ between A and B in ${plural(result.n, 'report')}${drawn}`,
    `Reports with no change: ${sameReports.right} of ${sameReports.n} = ${rateCells(sameReports).join(' ').trim()}`,
    ...comparisonNotices(result).map((line) => `! ${line}`),
  ].join('\n')
  return [
    head,
    agreementTable(result),
    confusion(all.table, 'All labels: A \\ B'),
    ...(result.gold === null ? [] : [differenceTable(result.gold)]),
    ...changeGroups(result, limit, paint),
  ].join('\n\n')
}

function agreementTable({ labels, all }: Comparison): string {
  const row = ({ label, kappa, agreement, changed, n }: Agreement) => [
    label,
    ...rateCells(kappa),
    ...rateCells(agreement),
    ...[changed, n].map(String),
  ]
  return columns([['A and B', 'kappa', '95 %', 'same', '95 %', 'changed', 'n'], ...labels.map(row), row(all)])
}

/** Pooled rates always; of single labels only those that moved, since most do not. */
function differenceTable({ n, differences, macroLabels }: NonNullable<Comparison['gold']>): string {
  const isShown = ({ label, difference }: Difference) =>
    ['reports', 'macro', 'micro'].includes(label) || (difference !== null && difference !== 0)
  const rows = differences
    .filter(isShown)
    .map((entry) => [
      nameOf(entry, macroLabels),
      rate(entry.a),
      rate(entry.b),
      signed(entry.difference),
      interval(entry.interval, true),
      rate(entry.aBetter),
      rate(entry.bBetter),
    ])
  const title = `Against the gold (${plural(n, 'report')}); intervals of B − A from the same resamples`
  return `${title}\n${columns([['', 'A', 'B', 'B − A', '95 %', 'A better', 'B better'], ...rows])}`
}

function nameOf({ label, metric }: Difference, labels: NonNullable<Comparison['gold']>['macroLabels']): string {
  if (metric === 'exact') return 'reports with every cell right'
  const over = label === 'macro' ? ` (${plural(labels[metric], 'label')})` : ''
  return `${label} ${metric === 'accuracy' ? 'cells right' : metric}${over}`
}

function changeGroups({ changes, gold }: Comparison, limit: number, paint: Paint): string[] {
  return changes.map((group) => {
    const outcomes = OUTCOMES.filter((outcome) => group.outcomes[outcome] > 0)
    const judged =
      gold === null ? '' : ` (${outcomes.map((o) => `${group.outcomes[o]} ${OUTCOME_NAMES[o]}`).join(', ')})`
    const cells = group.cells.slice(0, limit).flatMap((cell) => {
      const verdict = gold === null ? '' : `, ${OUTCOME_NAMES[cell.outcome]}`
      const line = `  ${printable(cell.id)}  ${cell.label}: ${cell.reading}${verdict}`
      return cell.sentence === null ? [line] : [line, `    ${paintParts(cell.sentence, paint)}`]
    })
    const title = paint.title(`${group.cause}: ${plural(group.count, 'changed cell')}${judged}`)
    return [title, `  ${counted(group.readings)}`, ...cells, ...more(group.cells.length - limit)].join('\n')
  })
}
