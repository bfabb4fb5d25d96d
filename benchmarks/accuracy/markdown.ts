// The tables of benchmarks/README.md, from the figures of a run.
import type { Robustness } from './gold.ts'
import type { Figures } from './measure.ts'
import type { Circumstances } from './record.ts'
import type { SpanScore } from './spans.ts'
import type { Speed } from './speed.ts'
import type { F1Figure, Figure, MacroFigure, ShareFigure, Summary } from './summary.ts'

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

/** All tables on one system. */
export function figureTables(run: Circumstances, figures: Figures): string {
  return [
    `Measured on ${run.date} at commit ${run.commit}, ruleset ${run.ruleset.hash}, Node ${run.node}, by \`${run.command}\`. ` +
      'Intervals: 95 %, bootstrap over reports (sentences for marked phrases). Roll-up off.',
    table(['set', 'figure', 'value', '95 %', 'counts', 'aim'], headlineRows(figures)),
    ...(figures.gold === null ? [] : ['Gold, label by label (F1, with tp / fp / fn):', labelTable(figures.gold)]),
    ...(figures.goldHalves === null
      ? []
      : [
          'Gold in two halves by a digest of the id; rules are tuned on the mistakes of half a:',
          halvesTable(figures.goldHalves),
        ]),
    ...(figures.mesh === null ? [] : ['MeSH coders’ positives, label by label:', meshTable(figures.mesh)]),
    ...(figures.meshClasses === null ? [] : ['MeSH: classes of more than ten reports:', classTable(figures)]),
    ...(figures.robustness === null ? [] : ['Gold, text altered:', robustnessTable(figures.robustness)]),
  ].join('\n\n')
}

function headlineRows({
  fixtures,
  gold,
  mesh,
  meshUncertainOnes,
  bioscope,
  bioscopeResolvedNegated,
  negex,
  tricky,
}: Figures): string[][] {
  return [
    ...(gold === null ? [] : goldRows(gold)),
    ...(mesh === null
      ? []
      : [
          ['MeSH', 'macro F1 of positives', ...macro(mesh.macro.positive), ''],
          ['MeSH', 'micro F1 of positives', ...f1(mesh.micro.positive), ''],
        ]),
    ...(meshUncertainOnes === null
      ? []
      : [['MeSH', 'micro F1, uncertain taken as positive', ...f1(meshUncertainOnes.micro.positive), '']]),
    ...(bioscope === null ? [] : spanRows('BioScope', bioscope, { negated: '≥ 0.98', uncertain: '≥ 0.93' })),
    ...(bioscopeResolvedNegated === null
      ? []
      : [['BioScope', 'the same, what has resolved taken as negated', ...f1(bioscopeResolvedNegated.negated), '']]),
    ...(negex === null ? [] : spanRows('NegEx', negex, { negated: '≥ 0.96' })),
    ...(tricky === null
      ? []
      : [
          [
            'tricky',
            'entries all right',
            three(tricky.right / tricky.entries),
            '',
            `${tricky.right} of ${tricky.entries}`,
            '',
          ],
        ]),
    ['fixtures', 'cells wrong', ...wrongCells(fixtures), ''],
    ['fixtures', 'reports all right', ...share(fixtures.allRight), ''],
  ]
}

function goldRows(gold: Summary): string[][] {
  const aims: Readonly<Record<string, string>> = {
    compares: '≥ 0.97',
    prior_only: '',
    fracture_age: '≥ 0.95',
    pneumothorax_state: '≥ 0.95',
    hardware_fracture: '≥ 0.95',
    devices: '≥ 0.95',
  }
  return [
    ['gold', 'macro F1 of positives', ...macro(gold.macro.positive), '≥ 0.98'],
    ['gold', 'macro F1 of negation', ...macro(gold.macro.negation), '≥ 0.985'],
    ['gold', 'macro F1 of uncertainty', ...macro(gold.macro.uncertainty), '≥ 0.93'],
    ['gold', 'macro F1 of mention', ...macro(gold.macro.mention), ''],
    ['gold', 'macro weighted F1', ...macro(gold.macro.weighted), ''],
    ['gold', 'macro kappa', ...macro(gold.macro.kappa), ''],
    ['gold', 'micro F1 of positives', ...f1(gold.micro.positive), ''],
    ['gold', 'micro F1 of negation', ...f1(gold.micro.negation), ''],
    ['gold', 'micro F1 of uncertainty', ...f1(gold.micro.uncertainty), ''],
    ...('No Finding' in gold.labels
      ? [['gold', 'No Finding F1', ...f1(gold.labels['No Finding'].positive), '≥ 0.97']]
      : []),
    ['gold', 'cells wrong', ...wrongCells(gold), '≤ 1 %'],
    ['gold', 'reports all right', ...share(gold.allRight), '≥ 0.90'],
    ...Object.entries(gold.strata).map(([name, score]) => ['gold', name, ...share(score), aims[name] ?? '']),
  ]
}

function spanRows(name: string, score: SpanScore, aims: { negated: string; uncertain?: string }): string[][] {
  const uncertain = score.uncertain.tp + score.uncertain.fn
  return [
    [name, 'F1 of negated phrases', ...f1(score.negated), aims.negated],
    ...(uncertain === 0 ? [] : [[name, 'F1 of uncertain phrases', ...f1(score.uncertain), aims.uncertain ?? '']]),
  ]
}

function labelTable({ labels }: Summary): string {
  const cell = (score: F1Figure) =>
    score.tp + score.fp + score.fn === 0 ? '–' : `${three(score.value)} (${score.tp} / ${score.fp} / ${score.fn})`
  const rows = Object.entries(labels).map(([label, each]) => [
    label,
    cell(each.positive),
    cell(each.negation),
    cell(each.uncertainty),
    three(each.kappa.value),
    `${each.accuracy.n - each.accuracy.right} of ${each.accuracy.n}`,
  ])
  return table(['label', 'positives', 'negation', 'uncertainty', 'kappa', 'cells wrong'], rows)
}

function halvesTable(halves: { readonly a: Summary; readonly b: Summary }): string {
  const rows = (['a', 'b'] as const).map((half) => {
    const { reports, macro: means, allRight, cells, wrongCells: wrong } = halves[half]
    return [
      half,
      String(reports),
      ...(['positive', 'negation', 'uncertainty'] as const).map(
        (kind) => `${three(means[kind].value)} ${range(means[kind])}`,
      ),
      `${wrong} of ${cells}`,
      `${allRight.right} of ${allRight.n}`,
    ]
  })
  return table(['half', 'reports', 'positives', 'negation', 'uncertainty', 'cells wrong', 'reports all right'], rows)
}

function meshTable({ labels }: Summary): string {
  const rows = Object.entries(labels).map(([label, { positive }]) => [
    label,
    three(positive.value),
    range(positive),
    ...[positive.tp, positive.fp, positive.fn, positive.n].map(String),
  ])
  return table(['label', 'F1', '95 %', 'tp', 'fp', 'fn', 'n'], rows)
}

function classTable({ meshClasses }: Figures): string {
  const rows = (meshClasses ?? [])
    .filter(({ count }) => count > 10)
    .map(({ count, label, kind, cause }) => [String(count), label, kind, cause])
  return table(['reports', 'label', 'disagreement', 'decided by'], rows)
}

function robustnessTable(scores: readonly Robustness[]): string {
  return table(
    ['alteration', 'reports', 'macro F1 of positives', 'difference', 'cells changed'],
    scores.map(({ alteration, reports, macroPositive, difference, changedCells, cells }) => [
      alteration,
      String(reports),
      three(macroPositive),
      signed(difference),
      `${changedCells} of ${cells}`,
    ]),
  )
}

function macro(rate: MacroFigure): [string, string, string] {
  return [three(rate.value), range(rate), `${rate.labels} labels`]
}

function f1(score: F1Figure): [string, string, string] {
  return [three(score.value), range(score), `tp ${score.tp}, fp ${score.fp}, fn ${score.fn}, n ${score.n}`]
}

function share(score: ShareFigure): [string, string, string] {
  return [three(score.value), range(score), `${score.right} of ${score.n}`]
}

function wrongCells({ cells, wrongCells: wrong, micro }: Summary): [string, string, string] {
  const { low, high } = micro.accuracy
  const ends = low === null || high === null ? '' : `${percent(1 - high)} to ${percent(1 - low)}`
  return [`${percent(wrong / cells)} %`, ends, `${wrong} of ${cells}`]
}

function range({ low, high }: Figure): string {
  return low === null || high === null ? '' : `${three(low)} to ${three(high)}`
}

/** Three decimals; never rounded up to 1. */
function three(value: number | null): string {
  if (value === null) return '–'
  const text = value.toFixed(3)
  return text === '1.000' && value < 1 ? '0.999' : text
}

function signed(value: number): string {
  return `${value > 0 ? '+' : value < 0 ? '−' : ''}${Math.abs(value).toFixed(3)}`
}

function percent(share: number): string {
  return (100 * share).toFixed(2)
}

/** A markdown table. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n')
}
