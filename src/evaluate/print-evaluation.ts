// An evaluation as text for a terminal.

import { KINDS, type Kind } from './metrics.ts'
import { evaluationNotices } from './notices.ts'
import type { Evaluation, LabelScore } from './result.ts'
import { columns, confusion, plural, rate, rateCells } from './table.ts'

/** What each F1 is of, for the heads of tables. */
export const KIND_TITLES: Readonly<Record<Kind, string>> = {
  mention: 'Mention extraction (any value but blank)',
  negation: 'Negation (value 0)',
  uncertainty: 'Uncertainty (value -1)',
  positive: 'Positives (value 1)',
}

/** Sentences that every reading of the numbers needs; shown under the tables and on the page. */
export const READING_NOTES: readonly string[] = [
  'Where the gold accepts several values, it counts as the predicted one if acceptable, else as its first.',
  'F1 = 2tp / (2tp + fp + fn). Macro: mean over the labels with a gold instance. Micro: counts of all labels pooled.',
  'Weighted: F1 of negation, uncertainty and positives, weighted by how often the gold has each (CheXbert).',
  'Kappa: Cohen, unweighted, over positive, negative, uncertain and blank. A dash is 0/0.',
  'An interval of 1.000–1.000 says that no error was seen in these n reports, not that none exists.',
]

/** Prints an evaluation as tables; `perLabelTables` adds a confusion table for every label. */
export function printEvaluation(result: Evaluation, options: { readonly perLabelTables?: boolean } = {}): string {
  const notices = evaluationNotices(result).map((line) => `! ${line}`)
  return [
    headline(result),
    ...(notices.length > 0 ? [notices.join('\n')] : []),
    overview(result),
    ...KINDS.map((kind) => `${KIND_TITLES[kind]}\n${kindTable(result, kind)}`),
    `Weighted F1, kappa, cells right\n${otherTable(result)}`,
    confusion(result.micro.table, 'All labels: gold \\ predicted'),
    ...(options.perLabelTables
      ? result.labels.map(({ label, table }) => confusion(table, `${label}: gold \\ predicted`))
      : []),
    ...(result.strata.length > 0 ? [`Beside the labels\n${strataTable(result)}`] : []),
    READING_NOTES.join('\n'),
  ].join('\n\n')
}

/** One line on what was scored and how the intervals were drawn. */
export function headline({ n, labels, micro, seed, resamples, version, exact }: Evaluation): string {
  const cells = `${plural(n, 'report')}, ${plural(labels.length, 'label')}, ${plural(micro.n, 'scored cell')}`
  const left = `${micro.unscored} not scored, ${micro.lenient} with several acceptable values`
  const drawn = resamples > 0 ? `95 % intervals from ${resamples} resamples of reports, seed ${seed}` : 'no intervals'
  const whole = `Reports with every cell right: ${exact.right} of ${exact.n} = ${rateCells(exact).join(' ').trim()}`
  return `${cells} (${left}); ${drawn}${version === null ? '' : `; version ${version}`}.\n${whole}`
}

function overview({ macro, micro }: Evaluation): string {
  const rows = [...KINDS, 'weighted', 'kappa', 'accuracy'] as const
  const pooled = (metric: (typeof rows)[number]) =>
    metric === 'weighted' || metric === 'kappa' || metric === 'accuracy' ? micro[metric] : micro.f1[metric]
  return columns([
    ['Over all labels', 'macro', '95 %', 'labels', 'micro', '95 %'],
    ...rows.map((metric) => [
      metric in KIND_TITLES
        ? `F1 ${metric}`
        : metric === 'weighted'
          ? 'F1 weighted'
          : metric === 'accuracy'
            ? 'cells right'
            : metric,
      ...rateCells(macro[metric]),
      String(macro[metric].labels),
      ...rateCells(pooled(metric)),
    ]),
  ])
}

function kindTable({ labels, micro, macro }: Evaluation, kind: Kind): string {
  const row = ({ label, f1 }: LabelScore) => {
    const { precision, recall, tp, fp, fn, n } = f1[kind]
    return [label, ...rateCells(f1[kind]), rate(precision), rate(recall), ...[tp, fp, fn, n].map(String)]
  }
  return columns([
    ['label', 'F1', '95 %', 'precision', 'recall', 'tp', 'fp', 'fn', 'n'],
    ...labels.map(row),
    [`macro over ${plural(macro[kind].labels, 'label')}`, ...rateCells(macro[kind])],
    row({ ...micro, label: 'micro' }),
  ])
}

function otherTable({ labels, micro, macro }: Evaluation): string {
  const row = ({ label, weighted, kappa, accuracy, lenient, unscored }: LabelScore) => [
    label,
    ...rateCells(weighted),
    String(weighted.support),
    ...rateCells(kappa),
    ...rateCells(accuracy),
    ...[accuracy.right, accuracy.n, lenient, unscored].map(String),
  ]
  return columns([
    ['label', 'weighted', '95 %', 'support', 'kappa', '95 %', 'cells right', '95 %', 'right', 'n', 'sets', 'unscored'],
    ...labels.map(row),
    ['macro', ...rateCells(macro.weighted), '', ...rateCells(macro.kappa), ...rateCells(macro.accuracy)],
    row({ ...micro, label: 'micro' }),
  ])
}

function strataTable({ strata }: Evaluation): string {
  return columns([
    ['', 'right', '95 %', 'right', 'n', 'tp', 'fp', 'fn', 'extra'],
    ...strata.map((score) => [
      score.name,
      ...rateCells(score),
      ...[score.right, score.n, score.tp, score.fp, score.fn, score.extra].map(String),
    ]),
  ])
}
