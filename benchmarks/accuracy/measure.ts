// Everything measured of one system over the sets that are present.
import type { CellValue } from '../../src/evaluate/cells.ts'
import type { PredictedRow } from '../../src/evaluate/rows.ts'
import { halfSet, labelSet, type Robustness, scoreRobustness, scoreSet } from './gold.ts'
import { classesOfMesh, type DisagreementClass, goldOfMesh, scoreMesh } from './mesh.ts'
import type { LabelledSet, MarkedSpan, MeshRow, Report, SpanStatus, TrickyEntry } from './sets.ts'
import { type SpanScore, scoreSpans } from './spans.ts'
import type { Summary } from './summary.ts'
import type { System } from './system.ts'
import { scoreTricky, type TrickyScore } from './tricky.ts'

/** The sets; null where absent. */
export interface Sets {
  readonly fixtures: LabelledSet
  readonly openI: ReadonlyMap<string, Report> | null
  readonly gold: LabelledSet | null
  /** Other golds, by the names of their files. */
  readonly others: Readonly<Record<string, LabelledSet>>
  readonly mesh: readonly MeshRow[] | null
  readonly bioscope: readonly MarkedSpan[] | null
  readonly negex: readonly MarkedSpan[] | null
  readonly tricky: readonly TrickyEntry[] | null
}

/** The figures of one system; null where the set is absent or the system cannot. */
export interface Figures {
  readonly fixtures: Summary
  readonly gold: Summary | null
  readonly others: Readonly<Record<string, Summary>>
  readonly goldHalves: { readonly a: Summary; readonly b: Summary } | null
  readonly robustness: readonly Robustness[] | null
  readonly mesh: Summary | null
  /** The same, with what is left uncertain counted as positive: the coders coded what is hedged, too. */
  readonly meshUncertainOnes: Summary | null
  readonly meshClasses: readonly DisagreementClass[] | null
  /** BioScope marks negating words: what has resolved is affirmed there. */
  readonly bioscope: SpanScore | null
  /** The same, with what has resolved counted as negated. */
  readonly bioscopeResolvedNegated: SpanScore | null
  readonly negex: SpanScore | null
  readonly tricky: TrickyScore | null
}

/** Measures a system. `inDetail` adds what is only asked of cxrlabel: halves, altered text, disagreement classes. */
export function measureSystem(
  system: System,
  sets: Sets,
  { resamples, inDetail }: { readonly resamples: number; readonly inDetail: boolean },
): Figures {
  const { gold, openI, mesh } = sets
  const goldRows = gold === null ? null : labelSet(system, gold)
  const scoreHalf = (half: 'a' | 'b', rows: readonly PredictedRow[]) => {
    const part = halfSet(gold as LabelledSet, half)
    const ids = new Set(part.gold.map(({ id }) => id))
    return scoreSet(
      part,
      rows.filter(({ id }) => ids.has(id)),
      resamples,
    )
  }
  const coded = mesh === null || openI === null ? null : meshOf(system, mesh, openI)
  return {
    fixtures: scoreSet(sets.fixtures, labelSet(system, sets.fixtures), resamples),
    gold: gold === null || goldRows === null ? null : scoreSet(gold, goldRows, resamples),
    others: Object.fromEntries(
      Object.entries(sets.others).map(([name, set]) => [name, scoreSet(set, labelSet(system, set), resamples)]),
    ),
    goldHalves: goldRows === null || !inDetail ? null : { a: scoreHalf('a', goldRows), b: scoreHalf('b', goldRows) },
    robustness: gold === null || !inDetail ? null : scoreRobustness(system, gold),
    mesh: coded === null ? null : scoreMesh(coded.gold, coded.rows, resamples),
    meshUncertainOnes:
      coded === null || !inDetail ? null : scoreMesh(coded.gold, coded.rows.map(uncertainAsOnes), resamples),
    meshClasses: coded === null || !inDetail ? null : classesOfMesh(coded.gold, coded.rows, mesh as readonly MeshRow[]),
    bioscope: readSpans(system, sets.bioscope, 'affirmed', resamples),
    bioscopeResolvedNegated: readSpans(system, sets.bioscope, 'negated', resamples),
    negex: readSpans(system, sets.negex, 'negated', resamples),
    tricky: sets.tricky === null ? null : scoreTricky(system, sets.tricky),
  }
}

function uncertainAsOnes(row: PredictedRow): PredictedRow {
  const cells = Object.entries(row.labels).map(([label, value]): [string, CellValue] => [
    label,
    value === -1 ? 1 : value,
  ])
  return { ...row, labels: Object.fromEntries(cells) }
}

/** The coders' gold and a system's labels of the same reports. */
export function meshOf(system: System, mesh: readonly MeshRow[], openI: ReadonlyMap<string, Report>) {
  const indexed = mesh.filter(({ indexed, id }) => indexed && openI.has(id))
  const rows = indexed.map(({ id }) => system.label(openI.get(id) as Report))
  const labels = [...new Set(rows.flatMap((row) => Object.keys(row.labels)))]
  return { gold: goldOfMesh(indexed, labels), rows }
}

function readSpans(
  system: System,
  spans: readonly MarkedSpan[] | null,
  resolvedIs: SpanStatus,
  resamples: number,
): SpanScore | null {
  const { read } = system
  if (spans === null || read === null) return null
  return scoreSpans(
    spans,
    spans.map(({ text, start, end }) => read(text, start, end)),
    { resolvedIs, resamples },
  )
}
