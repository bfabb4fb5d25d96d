// The drawings of a datasheet, as Vega-Lite specifications; counts that are hidden are not drawn.
import { BLUE } from '../evaluate/draw.ts'
import type { Block } from './blocks.ts'
import { GOLD_KINDS, type GoldScores, type Label, type Pair, type Patients, VALUES } from './sheet.ts'

/** More labels than this make no drawing that can be read. */
const MOST_LABELS = 40
const COLOURS = [BLUE, '#e0a526', '#c9d6e2', '#f1f3f5']

/** Shares of the four values, a bar a label. */
export function drawValues(labels: readonly Label[]): Block {
  const shown = labels.slice(0, MOST_LABELS)
  const values = shown.flatMap(({ label, values }) =>
    VALUES.map((value, order) => ({ label, value, order, reports: drawn(values[value]) })),
  )
  return {
    kind: 'drawing',
    caption: 'What the reports say, label by label; the whole width is all reports.',
    spec: {
      data: { values },
      width: 560,
      height: { step: 20 },
      mark: { type: 'bar', height: 14 },
      encoding: {
        y: { field: 'label', type: 'nominal', sort: shown.map(({ label }) => label), title: null },
        x: { field: 'reports', type: 'quantitative', stack: 'normalize', title: null, axis: { format: '%' } },
        order: { field: 'order', type: 'quantitative' },
        color: {
          field: 'value',
          type: 'nominal',
          sort: [...VALUES],
          scale: { domain: [...VALUES], range: COLOURS },
          legend: { orient: 'top', title: null },
        },
      },
    },
  }
}

/** Patients by how many reports they have. */
export function drawPatients({ steps }: Patients): Block {
  const values = steps.map(({ from, to, patients }) => ({
    reports: to === from ? String(from) : to === null ? `${from}+` : `${from}–${to}`,
    patients: drawn(patients),
  }))
  return {
    kind: 'drawing',
    caption: 'Patients by how many reports they have.',
    spec: {
      data: { values },
      width: 400,
      height: 160,
      mark: { type: 'bar', color: BLUE },
      encoding: {
        x: { field: 'reports', type: 'nominal', sort: null, title: 'reports a patient', axis: { labelAngle: 0 } },
        y: { field: 'patients', type: 'quantitative', title: 'patients' },
      },
    },
  }
}

/** Labels that are positive together; the shade is the share of the row's label, the number counts reports. */
export function drawPairs(pairs: readonly Pair[], labels: readonly Label[]): Block {
  const positives = new Map(labels.map(({ label, values }) => [label, drawn(values.positive)]))
  const among = new Set(pairs.flatMap(({ labels }) => labels))
  const names = labels
    .map(({ label }) => label)
    .filter((label) => among.has(label))
    .slice(0, MOST_LABELS)
  const values = pairs
    .flatMap(({ labels: [a, b], reports }) => [
      { of: a, with: b, reports: drawn(reports), share: drawn(reports) / (positives.get(a) || 1) },
      { of: b, with: a, reports: drawn(reports), share: drawn(reports) / (positives.get(b) || 1) },
    ])
    .filter((pair) => names.includes(pair.of) && names.includes(pair.with) && pair.reports > 0)
  const axis = { type: 'nominal', sort: names, title: null } as const
  return {
    kind: 'drawing',
    caption: 'Reports with both labels positive. Shade: share of the positives of the label on the left.',
    spec: {
      data: { values },
      width: { step: 44 },
      height: { step: 24 },
      encoding: {
        x: { ...axis, field: 'with', axis: { orient: 'top', labelAngle: -40 }, scale: { domain: names } },
        y: { ...axis, field: 'of', scale: { domain: names } },
      },
      layer: [
        {
          mark: 'rect',
          encoding: {
            color: {
              ...{ field: 'share', type: 'quantitative', legend: null },
              scale: { domain: [0, 1], range: ['#f2f6fa', BLUE] },
            },
          },
        },
        {
          mark: { type: 'text', fontSize: 10 },
          encoding: {
            text: { field: 'reports', type: 'quantitative' },
            color: { condition: { test: 'datum.share > 0.6', value: 'white' }, value: '#1b1f24' },
          },
        },
      ],
    },
  }
}

/** F1s against a gold with their intervals. */
export function drawScores({ labels }: GoldScores): Block {
  const values = labels.flatMap((score) =>
    GOLD_KINDS.filter((kind) => score[kind].value !== null).map((kind) => ({
      ...{ label: score.label, kind, value: score[kind].value },
      ...{ low: score[kind].interval?.low ?? null, high: score[kind].interval?.high ?? null },
    })),
  )
  const axis = { title: null, values: [0, 0.5, 1] }
  const x = { type: 'quantitative' as const, scale: { domain: [0, 1] }, axis }
  return {
    kind: 'drawing',
    caption: 'F1 with 95 % intervals. No point: the gold has none and none was read.',
    spec: {
      data: { values },
      facet: { column: { field: 'kind', type: 'nominal', sort: [...GOLD_KINDS], header: { title: null } } },
      spec: {
        width: 155,
        height: { step: 20 },
        encoding: {
          y: {
            field: 'label',
            type: 'nominal',
            sort: labels.map(({ label }) => label),
            title: null,
            axis: { grid: true },
          },
        },
        layer: [
          {
            mark: { type: 'rule', color: BLUE, opacity: 0.6, strokeWidth: 2 },
            encoding: { x: { ...x, field: 'low' }, x2: { field: 'high' } },
          },
          {
            mark: { type: 'point', filled: true, color: BLUE, size: 45, opacity: 1 },
            encoding: { x: { ...x, field: 'value' } },
          },
        ],
      },
    },
  }
}

function drawn(count: number | string): number {
  return typeof count === 'number' ? count : 0
}
