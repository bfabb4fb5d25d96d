// How far labels can be trusted: scores against a gold of the dataset, and how many positives are likely to be wrong.
import { evaluate } from '../evaluate/evaluate.ts'
import type { LabelScore } from '../evaluate/result.ts'
import type { GoldRow, PredictedRow } from '../evaluate/rows.ts'
import type { LabelledReport } from '../types.ts'
import { PUBLISHED, type PublishedSet } from './published.ts'
import type { GoldKind, GoldScores, Label, Trust, Wrong } from './sheet.ts'

/** A gold standard of reports of the dataset. */
export interface Gold {
  /** Name of its file. */
  readonly file: string
  readonly rows: readonly GoldRow[]
  /** Rows of the file that could not be read. */
  readonly setAside?: number
}

/** Below so many checked positives no number of wrong ones is given. */
export const LEAST_CHECKED = 30

/** Sets that were read by the same guidelines; coders of MeSH follow others. */
const isByGuidelines = ({ name }: PublishedSet): boolean => name !== 'MeSH'

export interface TrustCounter {
  add(report: LabelledReport): void
  count(labels: readonly Label[]): Trust
}

/** The label set of the library's own measurements. */
const MEASURED_SET = 'chexpert'

/** Keeps the labels of reports that a gold holds; without one it keeps nothing. */
export function makeTrustCounter(gold: Gold | null, labelSet: string): TrustCounter {
  const ids = new Set(gold?.rows.map(({ id }) => id))
  const rows: PredictedRow[] = []
  return {
    add: ({ id, labels }) => {
      if (id === null || !ids.has(id)) return
      rows.push({ id, labels: Object.fromEntries(Object.entries(labels).map(([name, { value }]) => [name, value])) })
    },
    count: (labels) => {
      if (gold === null) return { gold: null, wrong: labelSet === MEASURED_SET ? labels.map(wrongByPublished) : [] }
      const scores = scoreGold(gold, rows)
      return { gold: scores, wrong: labels.map((label) => wrongByGold(label, scores)) }
    },
  }
}

function scoreGold({ file, rows, setAside = 0 }: Gold, predictions: readonly PredictedRow[]): GoldScores {
  const { n, ids, seed, resamples, exact, macro, micro, labels } = evaluate(rows, predictions)
  const f1Of = ({ f1 }: LabelScore, kind: GoldKind) => {
    const { value, interval, tp, fp, fn } = f1[kind]
    return { value, interval, tp, fp, fn }
  }
  return {
    ...{ file, reports: n, unmatched: ids.missing.length, setAside, seed, resamples, exact },
    cells: { right: micro.accuracy.right, n: micro.n },
    macro: { positive: macro.positive, negation: macro.negation, uncertainty: macro.uncertainty },
    labels: labels.map((score) => ({
      label: score.label,
      n: score.n,
      positive: f1Of(score, 'positive'),
      negation: f1Of(score, 'negation'),
      uncertainty: f1Of(score, 'uncertainty'),
    })),
  }
}

function wrongByGold({ label, values }: Label, { labels }: GoldScores): Wrong {
  const { tp, fp } = labels.find((score) => score.label === label)?.positive ?? { tp: 0, fp: 0 }
  return expect(label, Number(values.positive), Number(tp), Number(fp))
}

/** Roll-up was off in those measurements: they speak of positives that are said, or implied as No Finding is. */
function wrongByPublished({ label, sources }: Label): Wrong {
  const counts = PUBLISHED.sets.filter(isByGuidelines).flatMap(({ labels }) => labels[label]?.positive ?? [])
  const sum = (name: 'tp' | 'fp'): number => counts.reduce((total, f1) => total + f1[name], 0)
  return expect(label, Number(sources.positive.said) + Number(sources.positive.implied), sum('tp'), sum('fp'))
}

function expect(label: string, positives: number, right: number, wrong: number): Wrong {
  const checked = right + wrong
  const { low, high } = wilson(wrong, checked)
  const times = (share: number): number => positives * share
  const expected = { value: times(wrong / checked), low: times(low), high: times(high) }
  return { label, positives, checked, wrong, expected: checked < LEAST_CHECKED ? null : expected }
}

/**
 * 95 % interval of a share (Wilson, JASA 1927): unlike the bootstrap it does not shrink to a point where no error was
 * seen.
 */
export function wilson(count: number, n: number): { readonly low: number; readonly high: number } {
  const z = 1.959964
  const share = count / n
  const middle = (share + (z * z) / (2 * n)) / (1 + (z * z) / n)
  const half = (z * Math.sqrt((share * (1 - share)) / n + (z * z) / (4 * n * n))) / (1 + (z * z) / n)
  return { low: Math.max(0, middle - half), high: Math.min(1, middle + half) }
}
