// Datasheet, fourth and fifth section: the labels, what they rest on, and the groups that they do not tell apart.
import { type Block, heading, list, paragraph, say, strong, table } from './blocks.ts'
import { describeSeries } from './describe-series.ts'
import { spreadRow } from './describe-texts.ts'
import { drawPairs, drawValues } from './drawings.ts'
import { bar, count, countedOf, countOf, percent, words } from './numbers.ts'
import { CHANGES, DEGREES, type Group, type Label, type Sheet, SOURCES } from './sheet.ts'

const MOST_PAIRS = 15
const MOST_REASONS = 12
const MOST_VALUES = 15

export function describeLabels(sheet: Sheet): Block[] {
  const { labels, reading, making, whole } = sheet
  const used = labels.filter(({ values }) => values.blank !== reading.labelled)
  const unused = labels.length - used.length
  return [
    heading('4. Labels'),
    drawValues(used),
    ...table(
      ['label', 'positive', 'share', '', 'uncertain', 'negative', 'blank'],
      used.map(({ label, values: { positive, uncertain, negative, blank } }) => [
        label,
        [strong(count(positive))],
        percent(positive, reading.labelled),
        bar(positive, reading.labelled, 10),
        ...[uncertain, negative, blank].map(count),
      ]),
      'lrrl',
    ),
    ...(unused === 0 ? [] : [paragraph(say`Labels of the set that are blank in every report: ${count(unused)}.`)]),
    heading('Where the values come from', 3),
    paragraph(
      say`${strong('Said')}: the report names the finding. ${strong('Implied')}: a blanket statement covers it, or No Finding follows from the whole report. ${strong('Rolled up')}: from a finding below it. ${strong('Carried')}: from an earlier report of the patient.`,
    ),
    ...describeSources(used),
    ...describeSeries(sheet),
    heading('How sure, and what has changed', 3),
    ...table(
      ['label', ...DEGREES, ...CHANGES],
      used
        .filter(({ label }) => label !== making.noFinding)
        .map(({ label, degrees, changes }) => [
          label,
          ...DEGREES.map((degree) => count(degrees[degree])),
          ...CHANGES.map((change) => count(changes[change])),
        ]),
    ),
    paragraph(
      say`The degrees are of positive and uncertain values, the changes of all. A report that names no change is not counted among the unchanged.`,
    ),
    heading('What positives rest on', 3),
    ...table(
      ['label', 'positive', 'on one mention', 'on misspelt words'],
      used
        .filter(({ values }) => values.positive !== 0)
        .map(({ label, values: { positive }, onOneMention, onMisspelling }) => [
          label,
          count(positive),
          countOf(onOneMention, positive),
          countOf(onMisspelling, positive),
        ]),
    ),
    heading('Reports as a whole', 3),
    list([
      say`${countedOf(whole.compares, reading.labelled, 'report')} compare with an earlier examination. ${countedOf(whole.leansWholly, reading.labelled, 'report')} say nothing else (“no change”): what such a report means stands in another, and but for devices its labels are blank${sheet.series === null ? '' : ' or carried'}.`,
      say`${countedOf(whole.noAcute, reading.labelled, 'report')} state that there is nothing acute, which does not deny what is old.`,
    ]),
    ...describeNoFinding(sheet),
    ...describePairs(sheet),
  ]
}

function describeSources(labels: readonly Label[]): Block[] {
  const values = ['positive', 'uncertain', 'negative'] as const
  const columns = values.flatMap((value) =>
    SOURCES.filter((source) => labels.some(({ sources }) => sources[value][source] !== 0)).map(
      (source) => [value, source] as const,
    ),
  )
  return table(
    ['label', ...columns.map(([value, source]) => `${value}: ${words(source)}`)],
    labels.map(({ label, sources }) => [label, ...columns.map(([value, source]) => count(sources[value][source]))]),
  )
}

/** Why No Finding is 1 or blank, in the labeller's own words. */
function describeNoFinding({ making, whole, reading }: Sheet): Block[] {
  if (making.noFinding === null) return []
  const reasons = Object.entries(whole.noFinding).sort(([, a], [, b]) => Number(b) - Number(a) || 0)
  const more = reasons.length - MOST_REASONS
  return [
    heading(`Why ${making.noFinding} is 1 or blank`, 3),
    ...table(
      ['reason', 'reports', 'share'],
      reasons
        .slice(0, MOST_REASONS)
        .map(([reason, reports]) => [
          words(reason).replace(':', ': '),
          count(reports),
          percent(reports, reading.labelled),
        ]),
    ),
    ...(more > 0 ? [paragraph(say`And ${count(more)} rarer reasons.`)] : []),
  ]
}

function describePairs({ pairs, labels }: Sheet): Block[] {
  if (pairs.length === 0) return []
  const positives = new Map(labels.map(({ label, values }) => [label, values.positive]))
  const share = (label: string, reports: Sheet['pairs'][number]['reports']): string =>
    `${percent(reports, positives.get(label) ?? 0)} of ${label}`
  return [
    heading('Positive together', 3),
    drawPairs(pairs, labels),
    ...table(
      ['', '', 'reports', 'which is', 'and'],
      pairs
        .slice(0, MOST_PAIRS)
        .map(({ labels: [a, b], reports }) => [a, b, count(reports), share(a, reports), share(b, reports)]),
      'llrll',
    ),
    ...(pairs.length > MOST_PAIRS
      ? [paragraph(say`The ${count(MOST_PAIRS)} most frequent of ${count(pairs.length)} pairs.`)]
      : []),
  ]
}

export function describeGroups({ groups, labels }: Sheet): Block[] {
  const blocks: Block[] = [
    heading('5. Groups that a label hides'),
    paragraph(
      say`Patients under one label may fare differently, and a model may learn the wrong one of two groups: a treated finding by its treatment, an old one for a new one. Report results for these groups apart. Counted are reports in which the finding is present or feared; a report may be in several groups, and many reports do not say in which: the share is of those that do.`,
    ),
  ]
  const parts: (readonly [title: string, own: readonly Group[]])[] = [
    ...labels.map(({ label }) => [label, groups.filter((group) => group.label === label)] as const),
    ['Beside the labels', groups.filter(({ label, isTechnique }) => label === null && !isTechnique)],
    ['How the image was made, where the report says so', groups.filter(({ isTechnique }) => isTechnique)],
  ]
  for (const [title, own] of parts) {
    if (own.length === 0) continue
    const values = labels.find(({ label }) => label === title)?.values
    blocks.push(
      heading(title, 3),
      ...(values === undefined
        ? []
        : [paragraph(say`${count(values.positive)} positive, ${count(values.uncertain)} uncertain.`)]),
      ...table(['group', '', 'reports', 'of those that say'], own.flatMap(groupRows), 'll'),
      ...table(
        ['measure', 'reports', '5 %', '25 %', 'median', '75 %', '95 %'],
        own.flatMap(({ key, measure }) => spreadRow(words(key), measure)),
      ),
    )
  }
  return groups.length === 0 ? [...blocks, paragraph(say`None of the groups came up.`)] : blocks
}

function groupRows({ key, reports, values }: Group): string[][] {
  const entries = Object.entries(values)
  const shown = entries.length > MOST_VALUES ? [...entries].sort(([, a], [, b]) => Number(b) - Number(a) || 0) : entries
  const rows = shown
    .slice(0, MOST_VALUES)
    .map(([value, n], at) => [
      at === 0 ? words(key) : '',
      value === 'true' ? 'yes' : words(value).replace(':', ': '),
      count(n),
      percent(n, reports),
    ])
  const more = entries.length - MOST_VALUES
  return more > 0 ? [...rows, ['', `${count(more)} rarer`, '', '']] : rows
}
