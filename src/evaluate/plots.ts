// The plots of an evaluation, drawn to SVG text with Vega-Lite; no browser and no canvas is needed.

import type { TopLevelSpec } from 'vega-lite'
import { VALUE_NAMES } from './cells.ts'
import { BLUE, draw } from './draw.ts'
import { KINDS } from './metrics.ts'
import type { Evaluation, Rate, Table } from './result.ts'

/** F1 of each label with its interval, one panel for each kind; the gold's instances are written beside. */
export function plotF1({ labels }: Evaluation): Promise<string> {
  const points = KINDS.flatMap((kind) =>
    labels.map(({ label, f1 }) => point(label, kind, f1[kind], f1[kind].tp + f1[kind].fn)),
  )
  return draw(
    intervalPanels(
      points,
      KINDS,
      labels.map(({ label }) => label),
    ),
  )
}

/** Weighted F1 and kappa of each label with their intervals; beside them the cells they rest on. */
export function plotAgreement({ labels }: Evaluation): Promise<string> {
  const points = labels.flatMap(({ label, weighted, kappa }) => [
    point(label, 'weighted F1', weighted, weighted.support),
    point(label, 'kappa', kappa, kappa.n),
  ])
  return draw(
    intervalPanels(
      points,
      ['weighted F1', 'kappa'],
      labels.map(({ label }) => label),
    ),
  )
}

/** A confusion table as a heat map; the shade is the share of the gold's row, the number the count. */
export function plotConfusion(table: Table): Promise<string> {
  const values = table.flatMap((cells, row) => {
    const total = cells.reduce((sum, cell) => sum + cell, 0)
    return cells.map((count, column) => ({
      gold: VALUE_NAMES[row],
      predicted: VALUE_NAMES[column],
      count,
      share: total === 0 ? 0 : count / total,
    }))
  })
  return draw({
    data: { values },
    width: 360,
    height: 220,
    encoding: {
      x: { field: 'predicted', type: 'nominal', sort: [...VALUE_NAMES], axis: { orient: 'top', labelAngle: 0 } },
      y: { field: 'gold', type: 'nominal', sort: [...VALUE_NAMES] },
    },
    layer: [
      {
        mark: 'rect',
        encoding: {
          color: {
            field: 'share',
            type: 'quantitative',
            scale: { domain: [0, 1], range: ['#f2f6fa', BLUE] },
            legend: null,
          },
        },
      },
      {
        mark: { type: 'text', fontSize: 13 },
        encoding: {
          text: { field: 'count', type: 'quantitative' },
          color: { condition: { test: 'datum.share > 0.6', value: 'white' }, value: '#1b1f24' },
        },
      },
    ],
  })
}

interface PlotPoint {
  readonly label: string
  readonly panel: string
  readonly value: number | null
  readonly low: number | null
  readonly high: number | null
  readonly support: number
}

function point(label: string, panel: string, { value, interval }: Rate, support: number): PlotPoint {
  const ends = value === null ? null : interval
  return { label, panel, value, low: ends?.low ?? null, high: ends?.high ?? null, support }
}

function intervalPanels(
  points: readonly PlotPoint[],
  panels: readonly string[],
  labels: readonly string[],
): TopLevelSpec {
  const lowest = Math.min(0, ...points.map(({ value, low }) => Math.min(value ?? 0, low ?? 0)))
  const scale = { domain: [Math.max(-1, lowest), 1], nice: false }
  const axis = { title: null, values: [-1, -0.5, 0, 0.5, 1], format: '.2~f', labelFlush: false }
  const x = { type: 'quantitative' as const, scale, axis }
  return {
    data: { values: [...points] },
    facet: { column: { field: 'panel', type: 'nominal', sort: [...panels], header: { title: null } } },
    spec: {
      width: 155,
      height: { step: 20 },
      encoding: { y: { field: 'label', type: 'nominal', sort: [...labels], title: null, axis: { grid: true } } },
      layer: [
        {
          mark: { type: 'rule', color: BLUE, opacity: 0.6, strokeWidth: 2 },
          encoding: { x: { ...x, field: 'low' }, x2: { field: 'high' } },
        },
        {
          mark: { type: 'point', filled: true, color: BLUE, size: 45, opacity: 1 },
          encoding: { x: { ...x, field: 'value' } },
        },
        {
          mark: { type: 'text', align: 'left', dx: 5, fontSize: 10, color: '#57606a' },
          encoding: { x: { value: 'width' }, text: { field: 'support', type: 'quantitative' } },
        },
      ],
    },
  }
}
