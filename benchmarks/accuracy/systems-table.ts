// The table that sets cxrlabel beside the baselines.
import { percent, range, table, three } from './format.ts'
import type { Figures } from './measure.ts'
import type { Speed } from './speed.ts'
import type { Figure } from './summary.ts'

/** A system's figures with its speed. */
export interface Measured {
  readonly name: string
  readonly figures: Figures
  readonly speed: Speed
}

/** The table of all systems. */
export function systemTable(systems: readonly Measured[]): string {
  const rows = systems.map(({ name, figures, speed }) => [
    name,
    ...(['positive', 'negation', 'uncertainty'] as const).map((kind) => cell(figures.gold?.macro[kind])),
    figures.gold === null ? '–' : `${percent(figures.gold.wrongCells / figures.gold.cells)} %`,
    figures.gold === null ? '–' : three(figures.gold.allRight.value),
    cell(figures.mesh?.macro.positive),
    cell(figures.bioscope?.negated),
    cell(figures.bioscope?.uncertain),
    cell(figures.negex?.negated),
    figures.tricky === null ? '–' : `${figures.tricky.right} of ${figures.tricky.entries}`,
    `${percent(figures.fixtures.wrongCells / figures.fixtures.cells)} %`,
    `${speed.median.toLocaleString('en')} (${speed.least.toLocaleString('en')} to ${speed.most.toLocaleString('en')})`,
  ])
  return table(
    [
      'system',
      'gold: positives',
      'negation',
      'uncertainty',
      'cells wrong',
      'reports all right',
      'MeSH: positives',
      'BioScope: negated',
      'uncertain',
      'NegEx: negated',
      'tricky',
      'fixtures: cells wrong',
      'reports/s',
    ],
    rows,
  )
}

function cell(rate: Figure | undefined): string {
  return rate === undefined ? '–' : `${three(rate.value)} (${range(rate)})`
}
