// Pages a browser opens without a network: an evaluation with its plots, and an error list with its sentences.
// Every text that comes from a file goes through `escapeHtml`, or through the plots' own escaping.

import { VALUE_NAMES } from './cells.ts'
import type { ErrorList } from './errors.ts'
import type { Part } from './highlight.ts'
import { KINDS } from './metrics.ts'

import { evaluationNotices } from './notices.ts'
import { details, escapeHtml, figure, heading, htmlTable, page, paragraph } from './page.ts'
import { plotAgreement, plotConfusion, plotF1 } from './plots.ts'
import { headline, KIND_TITLES, READING_NOTES } from './print-evaluation.ts'
import type { Evaluation, LabelScore, Rate, Table } from './result.ts'
import { interval, plural, rate } from './table.ts'

/** An evaluation as one self-contained HTML page with plots drawn as SVG. Loads the plot libraries when called. */
export async function evaluationPage(result: Evaluation): Promise<string> {
  const [f1Plot, agreementPlot, confusionPlot] = await Promise.all([
    plotF1(result),
    plotAgreement(result),
    plotConfusion(result.micro.table),
  ])
  return page('Evaluation', [
    ...headline(result).split('\n').map(paragraph),
    noticeList(evaluationNotices(result)),
    heading('F1 with 95 % intervals'),
    figure(f1Plot, 'F1 per label. Beside each: how often the gold has it. No point: 0/0.'),
    ...KINDS.flatMap((kind) => [heading(KIND_TITLES[kind], 3), f1Table(result, kind)]),
    heading('Weighted F1, kappa, cells right'),
    figure(agreementPlot, 'Weighted F1 and Cohen’s kappa per label, with 95 % intervals.'),
    otherTable(result),
    heading('Confusion'),
    figure(confusionPlot, 'All labels together. Shade: share of the gold’s row.'),
    ...result.labels.map(({ label, table }) => details(label, confusionTable(table))),
    ...(result.strata.length > 0 ? [heading('Beside the labels'), strataTable(result)] : []),
    heading('How to read this'),
    ...READING_NOTES.map(paragraph),
  ])
}

/** An error list as one self-contained HTML page. It holds report text when the list does. */
export function errorsPage(list: ErrorList): string {
  const groups = list.groups.map(({ cause, wrong, decided, cells }) => {
    const rows = cells.map((cell) => [
      escapeHtml(cell.id),
      escapeHtml(cell.label),
      escapeHtml(cell.reading),
      escapeHtml(cell.rule ?? ''),
      cell.sentence === null ? '' : marked(cell.sentence),
    ])
    const title = `${cause}: ${wrong} wrong of ${plural(decided, 'cell')} it decided`
    return details(title, htmlTable(['id', 'label', 'gold, read as', 'rule', 'sentence'], rows, 'text'))
  })
  return page('Disagreements', [
    paragraph(
      `${list.wrong} of ${plural(list.cells, 'scored cell')} wrong in ${plural(list.n, 'report')}, by what decided them.`,
    ),
    noticeList(evaluationNotices(list)),
    ...groups,
  ])
}

function f1Table({ labels, micro, macro }: Evaluation, kind: (typeof KINDS)[number]): string {
  const row = ({ label, f1 }: LabelScore) => {
    const { precision, recall, tp, fp, fn, n } = f1[kind]
    return [escapeHtml(label), ...rateHtml(f1[kind]), rate(precision), rate(recall), ...[tp, fp, fn, n].map(String)]
  }
  const rows = [
    ...labels.map(row),
    [`macro over ${plural(macro[kind].labels, 'label')}`, ...rateHtml(macro[kind]), '', '', '', '', '', ''],
    row({ ...micro, label: 'micro' }),
  ]
  return htmlTable(['label', 'F1', '95 %', 'precision', 'recall', 'tp', 'fp', 'fn', 'n'], rows)
}

function otherTable({ labels, micro, macro }: Evaluation): string {
  const row = ({ label, weighted, kappa, accuracy, lenient, unscored }: LabelScore) => [
    escapeHtml(label),
    ...rateHtml(weighted),
    String(weighted.support),
    ...rateHtml(kappa),
    ...rateHtml(accuracy),
    ...[accuracy.right, accuracy.n, lenient, unscored].map(String),
  ]
  const { weighted, kappa, accuracy } = macro
  const means = ['macro', ...rateHtml(weighted), '', ...rateHtml(kappa), ...rateHtml(accuracy), '', '', '', '']
  const head = [
    'label',
    'weighted',
    '95 %',
    'support',
    'kappa',
    '95 %',
    'cells right',
    '95 %',
    'right',
    'n',
    'sets',
    'unscored',
  ]
  return htmlTable(head, [...labels.map(row), means, row({ ...micro, label: 'micro' })])
}

function strataTable({ strata }: Evaluation): string {
  const rows = strata.map((score) => [
    escapeHtml(score.name),
    ...rateHtml(score),
    ...[score.right, score.n, score.tp, score.fp, score.fn, score.extra].map(String),
  ])
  return htmlTable(['', 'share right', '95 %', 'right', 'n', 'tp', 'fp', 'fn', 'extra'], rows)
}

function confusionTable(table: Table): string {
  return htmlTable(
    ['gold \\ predicted', ...VALUE_NAMES],
    table.map((cells, row) => [VALUE_NAMES[row], ...cells.map(String)]),
  )
}

function rateHtml({ value, interval: ends }: Rate): [string, string] {
  return [rate(value), value === null ? '' : interval(ends)]
}

function marked(parts: readonly Part[]): string {
  return parts
    .map(({ text, mark }) => (mark === null ? escapeHtml(text) : `<mark class="${mark}">${escapeHtml(text)}</mark>`))
    .join('')
}

function noticeList(notices: readonly string[]): string {
  return notices.length === 0
    ? ''
    : `<ul class="notices">${notices.map((line) => `<li>${escapeHtml(line)}</li>`).join('')}</ul>`
}
