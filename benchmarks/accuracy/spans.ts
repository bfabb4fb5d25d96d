// Marked phrases: negated and uncertain F1. Sentences are drawn whole in the bootstrap: their phrases hang together.
import type { CellValue, GoldCell } from '../../src/evaluate/cells.ts'
import { evaluate } from '../../src/evaluate/evaluate.ts'
import { SEED } from './gold.ts'
import type { MarkedSpan, SpanStatus } from './sets.ts'
import { type F1Figure, summarise } from './summary.ts'
import type { SpanReading } from './system.ts'

export interface SpanScore {
  readonly phrases: number
  readonly sentences: number
  readonly negated: F1Figure
  readonly uncertain: F1Figure
  /** Rows gold, columns read: affirmed, negated, uncertain. */
  readonly table: readonly (readonly number[])[]
}

const VALUE: Readonly<Record<SpanStatus, CellValue>> = { affirmed: 1, negated: 0, uncertain: -1 }
const STATUSES: readonly SpanStatus[] = ['affirmed', 'negated', 'uncertain']

/**
 * Scores readings of marked phrases, one for each span, in order. `resolvedIs`: how the set marks what has resolved.
 */
export function scoreSpans(
  spans: readonly MarkedSpan[],
  read: readonly SpanReading[],
  { resolvedIs, resamples }: { readonly resolvedIs: SpanStatus; readonly resamples: number },
): SpanScore {
  const readings = read.map((reading) => (reading === 'resolved' ? resolvedIs : reading))
  const gold = new Map<string, Record<string, GoldCell>>()
  const predicted = new Map<string, Record<string, CellValue>>()
  const labels: string[] = []
  spans.forEach(({ text, status }, at) => {
    const cells = gold.get(text) ?? {}
    const label = `phrase ${Object.keys(cells).length + 1}`
    if (!labels.includes(label)) labels.push(label)
    gold.set(text, { ...cells, [label]: VALUE[status] })
    predicted.set(text, { ...predicted.get(text), [label]: VALUE[readings[at]] })
  })
  // A sentence with fewer phrases than another has nothing in the columns left over: they are not scored.
  const rows = [...gold].map(([id, cells]) => ({
    id,
    labels: Object.fromEntries(labels.map((label): [string, GoldCell] => [label, cells[label] ?? 'a'])),
  }))
  const result = summarise(
    evaluate(
      rows,
      [...predicted].map(([id, cells]) => ({ id, labels: cells })),
      { seed: SEED, resamples, labels },
    ),
  )
  return {
    phrases: spans.length,
    sentences: rows.length,
    negated: result.micro.negation,
    uncertain: result.micro.uncertainty,
    table: STATUSES.map((row) =>
      STATUSES.map((column) => spans.filter(({ status }, at) => status === row && readings[at] === column).length),
    ),
  }
}
