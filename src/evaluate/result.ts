// The shapes an evaluation returns: plain JSON, every rate with its counts and its interval.

import type { Interval } from './bootstrap.ts'
import type { Counts, Kind } from './metrics.ts'
import type { SetAside } from './rows.ts'

/** A rate (null when it is 0/0), and its interval (null when no resample had the rate, or none was drawn). */
export interface Rate {
  readonly value: number | null
  readonly interval: Interval | null
}

/** F1 with everything it is made of. */
export interface F1 extends Rate, Counts {
  readonly precision: number | null
  readonly recall: number | null
}

/** A share of n things. */
export interface Share extends Rate {
  readonly right: number
  readonly n: number
}

/** Rows gold, columns prediction, both in the order positive, negative, uncertain, blank. */
export type Table = readonly (readonly number[])[]

/** The scores of one label, or of all labels pooled. */
export interface LabelScore {
  readonly label: string
  /** Scored cells. */
  readonly n: number
  /** Cells the gold leaves unscored. */
  readonly unscored: number
  /** Scored cells whose gold accepts more than one value. */
  readonly lenient: number
  readonly f1: Readonly<Record<Kind, F1>>
  /** CheXbert's weighted F1; `support` is the gold's non-blank cells. */
  readonly weighted: Rate & { readonly support: number }
  readonly kappa: Rate & { readonly n: number }
  readonly accuracy: Share
  readonly table: Table
}

/** A mean over labels, and over how many. */
export interface MacroRate extends Rate {
  readonly labels: number
}

/** Score of one stratum; `extra` rows have a prediction where the gold has nothing, and are outside n. */
export interface StratumScore extends Share {
  readonly name: string
  readonly kind: 'text' | 'true' | 'list'
  readonly tp: number
  readonly fp: number
  readonly fn: number
  readonly extra: number
}

/** Which ids met and which did not. */
export interface IdReport {
  readonly gold: number
  readonly predicted: number
  readonly scored: number
  /** In the gold, without a prediction. */
  readonly missing: readonly string[]
  /** Predicted, not in the gold. */
  readonly extra: readonly string[]
  readonly repeatedInGold: readonly string[]
  readonly repeatedInPredictions: readonly string[]
}

/** What `evaluate` returns. */
export interface Evaluation {
  readonly version: string | null
  readonly seed: number
  readonly resamples: number
  readonly level: number
  /** Reports scored. */
  readonly n: number
  readonly options: {
    readonly missing: 'skip' | 'blank'
    readonly goldSets: 'accept' | 'unscored'
    readonly presentOnly: readonly string[]
  }
  readonly ids: IdReport
  readonly setAside: { readonly gold: readonly SetAside[]; readonly predictions: readonly SetAside[] }
  /** Labels scored that no prediction of these reports names: as blank. */
  readonly labelsNeverPredicted: readonly string[]
  /** Of these, those that were not asked for by name, and the predicted name they are most like. */
  readonly labelsUnmatched: readonly { readonly label: string; readonly nearest: string | null }[]
  /** Labels that only predictions name: not scored. `filled` counts their non-blank cells. */
  readonly labelsNotInGold: readonly { readonly label: string; readonly filled: number }[]
  readonly labels: readonly LabelScore[]
  readonly macro: Readonly<Record<Kind | 'weighted' | 'kappa' | 'accuracy', MacroRate>>
  readonly micro: LabelScore
  /** Reports with every scored cell right, of those with a scored cell. */
  readonly exact: Share
  readonly strata: readonly StratumScore[]
  readonly strataNotInGold: readonly { readonly name: string; readonly rows: number }[]
}
