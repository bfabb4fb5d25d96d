// The tables of benchmarks/README.md, from the figures of a run.

import { f1, macro, range, share, signed, table, three, wrongCells } from './format.ts'
import type { Robustness } from './gold.ts'
import type { Figures } from './measure.ts'
import type { DisagreementClass } from './mesh.ts'
import { explain } from './mesh-classes.ts'
import type { Circumstances } from './record.ts'
import type { SpanScore } from './spans.ts'
import type { F1Figure, Summary } from './summary.ts'

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
          'Gold in two halves by a digest of the id; `--errors` shows the mistakes of half a:',
          halvesTable(figures.goldHalves),
        ]),
    ...(figures.mesh === null ? [] : ['MeSH coders’ positives, label by label:', meshTable(figures.mesh)]),
    ...(figures.meshClasses === null
      ? []
      : ['MeSH: every class of disagreement of more than ten reports:', classTable(figures)]),
    ...(figures.robustness === null ? [] : ['Gold, text altered:', robustnessTable(figures.robustness)]),
  ].join('\n\n')
}

function headlineRows({
  fixtures,
  gold,
  others,
  mesh,
  meshUncertainOnes,
  bioscope,
  bioscopeResolvedNegated,
  negex,
  tricky,
}: Figures): string[][] {
  return [
    ...(gold === null ? [] : goldRows('gold', gold, GOLD_AIMS)),
    ...Object.entries(others).flatMap(([name, summary]) => goldRows(name, summary, {})),
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

/** The bars that a change of the rules must not fall under. */
const GOLD_AIMS: Readonly<Record<string, string>> = {
  'macro F1 of positives': '≥ 0.98',
  'macro F1 of negation': '≥ 0.985',
  'macro F1 of uncertainty': '≥ 0.93',
  'No Finding F1': '≥ 0.97',
  'cells wrong': '≤ 1 %',
  'reports all right': '≥ 0.90',
  fracture_age: '≥ 0.95',
  devices: '≥ 0.95',
  pneumothorax_state: '≥ 0.95',
  hardware_fracture: '≥ 0.95',
  compares: '≥ 0.97',
}

function goldRows(name: string, gold: Summary, aims: Readonly<Record<string, string>>): string[][] {
  const noFinding = gold.labels['No Finding']?.positive
  const rows: string[][] = [
    ['macro F1 of positives', ...macro(gold.macro.positive)],
    ['macro F1 of negation', ...macro(gold.macro.negation)],
    ['macro F1 of uncertainty', ...macro(gold.macro.uncertainty)],
    ['macro F1 of mention', ...macro(gold.macro.mention)],
    ['macro weighted F1', ...macro(gold.macro.weighted)],
    ['macro kappa', ...macro(gold.macro.kappa)],
    ['micro F1 of positives', ...f1(gold.micro.positive)],
    ['micro F1 of negation', ...f1(gold.micro.negation)],
    ['micro F1 of uncertainty', ...f1(gold.micro.uncertainty)],
    ...(noFinding === undefined ? [] : [['No Finding F1', ...f1(noFinding)]]),
    ['cells wrong', ...wrongCells(gold)],
    ['reports all right', ...share(gold.allRight)],
    ...Object.entries(gold.strata).map(([stratum, score]) => [stratum, ...share(score)]),
  ]
  return rows.map((row) => [name, ...row, aims[row[0]] ?? ''])
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

/** Classes above ten reports by label and direction, each with its commonest causes and its explanation. */
function classTable({ meshClasses }: Figures): string {
  const merged = new Map<string, DisagreementClass[]>()
  for (const each of meshClasses ?? []) {
    const key = `${each.label}|${each.kind}`
    merged.set(key, [...(merged.get(key) ?? []), each])
  }
  const rows = [...merged.values()]
    .map((parts) => ({ parts, total: parts.reduce((sum, { count }) => sum + count, 0) }))
    .filter(({ total }) => total > 10)
    .sort((a, b) => b.total - a.total)
    .map(({ parts, total }) => {
      const [{ label, kind }] = parts
      const common = parts.slice(0, 3).map(({ cause, count }) => `${cause} ${count}`)
      const rest = parts.length > 3 ? [`${parts.length - 3} more causes`] : []
      return [
        String(total),
        label,
        kind,
        [...common, ...rest].join('; '),
        explain(label, kind) ?? '**not yet explained**',
      ]
    })
  return table(['reports', 'label', 'disagreement', 'decided by', 'why'], rows)
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
