// One call from gold and predictions to an `Evaluation`. Pure: reads no files, prints nothing, and the same
// arguments give the same result to the last bit.

import { align } from './align.ts'
import { acceptableValues, PRESENT_ONLY } from './cells.ts'
import { codePairs, type Pair } from './coding.ts'
import { measure } from './measure.ts'
import { METRICS } from './metrics.ts'
import { makeSpelling, nearestName, respell } from './names.ts'
import type { Evaluation } from './result.ts'
import { type GoldRow, labelsOf, own, type PredictedRow, type SetAside } from './rows.ts'
import { labelScore } from './score.ts'
import { macroLabels } from './statistics.ts'
import { scoreStrata, strataOnlyPredicted } from './strata.ts'

/** How to evaluate. */
export interface EvaluateOptions {
  /** Labels to score, however they are spelt. Default: every label the gold names. */
  readonly labels?: readonly string[]
  /** Seed of the bootstrap. Default 1. */
  readonly seed?: number
  /** Bootstrap resamples; 0 for no intervals. Default 1000. */
  readonly resamples?: number
  /** A gold report without a prediction is left out and reported (`skip`), or scored as all blank (`blank`). */
  readonly missing?: 'skip' | 'blank'
  /** Gold cells that accept several values: score them leniently (`accept`), or not at all (`unscored`). */
  readonly goldSets?: 'accept' | 'unscored'
  /** Labels in which 0 counts as blank. Default: No Finding. */
  readonly presentOnly?: readonly string[]
  /** Version to record in the result. */
  readonly version?: string | null
  /** Rows that reading set aside, to record in the result. */
  readonly setAside?: Evaluation['setAside']
}

const NONE: readonly SetAside[] = []

/**
 * Scores predictions against a gold standard.
 *
 * A cell is right when the prediction is one of the values the gold accepts. For F1, kappa and confusion tables each
 * gold cell must be one value: it is the prediction where that is acceptable, otherwise the first acceptable value
 * (`p` is 1, `n` is 0, `i` is 0). Cells marked `a` enter nothing.
 *
 * @example
 * const gold = [{ id: '1', labels: { Edema: 1, Fracture: 'i' } }] as const
 * evaluate(gold, [{ id: '1', labels: { Edema: 1 } }]).exact.value   // 1: blank is right where the gold says "i"
 */
export function evaluate(
  goldRows: readonly GoldRow[],
  predictions: readonly PredictedRow[],
  options: EvaluateOptions = {},
): Evaluation {
  const { seed = 1, resamples = 1000, missing = 'skip', goldSets = 'accept', presentOnly = PRESENT_ONLY } = options
  const predicted = labelsOf(predictions)
  const gold = respell(goldRows, predicted)
  // A name that no prediction has may be misspelt. It counts as blank all the same: to leave it out would flatter.
  const unmatched =
    options.labels !== undefined || predicted.length === 0
      ? []
      : labelsOf(gold).filter((label) => !predicted.includes(label))
  const labels = options.labels?.map(makeSpelling([...predicted, ...labelsOf(gold)])) ?? labelsOf(gold)
  const alignment = align(gold, predictions)
  const pairs: readonly Pair[] = missing === 'skip' ? alignment.pairs : withBlanks(gold, alignment.pairs)
  const strata = scoreStrata(pairs)
  const marks = strata.map((stratum) => stratum.marks)
  const coded = codePairs(pairs, labels, { goldSets, presentOnly }, marks)
  const { tally, members, groupRates, share } = measure(coded, { seed, resamples })
  const lenient = lenientCells(pairs, labels, goldSets)

  return {
    version: options.version ?? null,
    seed,
    resamples,
    level: 0.95,
    n: pairs.length,
    options: { missing, goldSets, presentOnly },
    ids: {
      gold: alignment.pairs.length + alignment.onlyLeft.length,
      predicted: alignment.pairs.length + alignment.onlyRight.length,
      scored: pairs.length,
      missing: alignment.onlyLeft,
      extra: alignment.onlyRight,
      repeatedInGold: alignment.repeatedLeft,
      repeatedInPredictions: alignment.repeatedRight,
    },
    setAside: options.setAside ?? { gold: NONE, predictions: NONE },
    ...labelsApart(labels, pairs),
    labelsUnmatched: unmatched.map((label) => ({ label, nearest: nearestName(label, predicted) })),
    labels: labels.map((label, l) => labelScore(label, tally, [l], lenient[l], groupRates(l))),
    macro: Object.fromEntries(
      METRICS.map((metric) => [metric, { ...groupRates('macro')(metric), labels: macroLabels(members, metric) }]),
    ) as Evaluation['macro'],
    micro: labelScore(
      '(all labels)',
      tally,
      labels.map((_, l) => l),
      lenient.reduce((a, b) => a + b, 0),
      groupRates('micro'),
    ),
    exact: share(0),
    strata: strata.map(({ marks: _, ...score }, s) => ({ ...score, ...share(s + 1) })),
    strataNotInGold: strataOnlyPredicted(pairs),
  }
}

function withBlanks(gold: readonly GoldRow[], paired: readonly Pair[]): Pair[] {
  const partners = new Map(paired.map((pair) => [pair.id, pair.right]))
  const seen = new Set<string>()
  const pairs: Pair[] = []
  for (const row of gold) {
    if (!seen.has(row.id)) pairs.push({ id: row.id, left: row, right: partners.get(row.id) ?? null })
    seen.add(row.id)
  }
  return pairs
}

function lenientCells(pairs: readonly Pair[], labels: readonly string[], goldSets: 'accept' | 'unscored'): number[] {
  if (goldSets === 'unscored') return labels.map(() => 0)
  return labels.map(
    (label) => pairs.filter(({ left }) => (acceptableValues(own(left.labels, label) ?? null)?.length ?? 0) > 1).length,
  )
}

function labelsApart(
  labels: readonly string[],
  pairs: readonly Pair[],
): Pick<Evaluation, 'labelsNeverPredicted' | 'labelsNotInGold'> {
  const predictions = pairs.flatMap(({ right }) => (right === null ? [] : [right]))
  const predicted = labelsOf(predictions)
  return {
    labelsNeverPredicted: labels.filter((label) => !predicted.includes(label)),
    labelsNotInGold: predicted
      .filter((label) => !labels.includes(label))
      .map((label) => ({
        label,
        filled: predictions.filter((row) => (own(row.labels, label) ?? null) !== null).length,
      })),
  }
}
