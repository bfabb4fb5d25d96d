// An evaluation boiled down to what the results file keeps: every rate with its counts, n and interval, no report ids.
import type { Evaluation, LabelScore, Rate } from '../../src/evaluate/result.ts'

export interface Figure {
  readonly value: number | null
  /** 95 % bootstrap interval over reports (or sentences). */
  readonly low: number | null
  readonly high: number | null
}

export interface F1Figure extends Figure {
  readonly tp: number
  readonly fp: number
  readonly fn: number
  readonly n: number
}

export interface ShareFigure extends Figure {
  readonly right: number
  readonly n: number
}

export interface MacroFigure extends Figure {
  /** Over how many labels. */
  readonly labels: number
}

export interface LabelFigures {
  readonly positive: F1Figure
  readonly negation: F1Figure
  readonly uncertainty: F1Figure
  readonly mention: F1Figure
  readonly weighted: Figure
  readonly kappa: Figure
  readonly accuracy: ShareFigure
}

export interface Summary {
  readonly reports: number
  readonly cells: number
  readonly wrongCells: number
  readonly macro: Readonly<Record<keyof LabelFigures, MacroFigure>>
  readonly micro: LabelFigures
  readonly allRight: ShareFigure
  readonly labels: Readonly<Record<string, LabelFigures>>
  readonly strata: Readonly<
    Record<string, ShareFigure & { readonly tp: number; readonly fp: number; readonly fn: number }>
  >
}

/** Keeps the rates of an evaluation. */
export function summarise(result: Evaluation): Summary {
  const { right, n } = result.micro.accuracy
  return {
    reports: result.n,
    cells: n,
    wrongCells: n - right,
    macro: Object.fromEntries(
      Object.entries(result.macro).map(([metric, rate]) => [metric, { ...figure(rate), labels: rate.labels }]),
    ) as Summary['macro'],
    micro: labelFigures(result.micro),
    allRight: { ...figure(result.exact), right: result.exact.right, n: result.exact.n },
    labels: Object.fromEntries(result.labels.map((score) => [score.label, labelFigures(score)])),
    strata: Object.fromEntries(
      result.strata.map((score) => {
        const { right: rightRows, n: rows, tp, fp, fn } = score
        return [score.name, { ...figure(score), right: rightRows, n: rows, tp, fp, fn }]
      }),
    ),
  }
}

function labelFigures({ f1, weighted, kappa, accuracy }: LabelScore): LabelFigures {
  const f1Figure = (kind: keyof typeof f1): F1Figure => {
    const { tp, fp, fn, n } = f1[kind]
    return { ...figure(f1[kind]), tp, fp, fn, n }
  }
  return {
    positive: f1Figure('positive'),
    negation: f1Figure('negation'),
    uncertainty: f1Figure('uncertainty'),
    mention: f1Figure('mention'),
    weighted: figure(weighted),
    kappa: figure(kappa),
    accuracy: { ...figure(accuracy), right: accuracy.right, n: accuracy.n },
  }
}

function figure({ value, interval }: Rate): Figure {
  return { value: round(value), low: round(interval?.low ?? null), high: round(interval?.high ?? null) }
}

function round(value: number | null): number | null {
  return value === null ? null : Number(value.toFixed(5))
}
