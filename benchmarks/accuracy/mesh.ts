// The MeSH coders' headings as a gold standard of positives: a label is coded or not, and what a heading leaves open
// is not scored. They coded from the report and the indication, by their own rules; see benchmarks/README.md.
import type { CellValue } from '../../src/evaluate/cells.ts'
import { listErrors } from '../../src/evaluate/errors.ts'
import { evaluate } from '../../src/evaluate/evaluate.ts'
import type { GoldRow, PredictedRow } from '../../src/evaluate/rows.ts'
import { SEED } from './gold.ts'
import type { MeshRow } from './sets.ts'
import { type Summary, summarise } from './summary.ts'

/** Disagreements of one kind: same label, same direction, same deciding rule. */
export interface DisagreementClass {
  readonly label: string
  /** `coded, read as negative`, or `not coded, read as positive`. */
  readonly kind: string
  readonly cause: string
  readonly count: number
  readonly ids: readonly string[]
}

/**
 * The coders' rows as gold: coded is 1, "maybe" is not scored, anything else must not be positive. A label we leave
 * uncertain is neither: it misses a coded one, and is no false alarm where there is none.
 */
export function goldOfMesh(rows: readonly MeshRow[], labels: readonly string[]): GoldRow[] {
  return rows
    .filter(({ indexed }) => indexed)
    .map(({ id, positive, maybe }) => ({
      id,
      labels: Object.fromEntries(
        labels.map((label) => {
          if (positive.includes(label)) return [label, 1]
          return [label, maybe.includes(label) ? 'a' : [null, 0, -1]]
        }),
      ),
    }))
}

/** Scores labels against the coders' headings. Only the positives mean anything in it. */
export function scoreMesh(gold: readonly GoldRow[], rows: readonly PredictedRow[], resamples: number): Summary {
  return summarise(evaluate(gold, rows, { seed: SEED, resamples, presentOnly: [] }))
}

/** Disagreements by label, direction and the rule that decided, most frequent first. */
export function classesOfMesh(
  gold: readonly GoldRow[],
  rows: readonly PredictedRow[],
  mesh: readonly MeshRow[],
): DisagreementClass[] {
  const rowOf = new Map(rows.map((row) => [row.id, row]))
  const headingsOf = new Map(mesh.map((row) => [row.id, row.mesh]))
  const classes = new Map<string, { label: string; kind: string; cause: string; ids: string[] }>()
  for (const group of listErrors(gold, rows, { withText: false, presentOnly: [] }).groups) {
    for (const { id, label, gold: cell, predicted } of group.cells) {
      const kind = cell === 1 ? `coded, read as ${NAMES[String(predicted)]}` : 'not coded, read as positive'
      const cause = label === NORMAL ? causeOfNormal(predicted, rowOf.get(id), headingsOf.get(id)) : group.cause
      const key = `${label}|${kind}|${cause}`
      const found = classes.get(key) ?? { label, kind, cause, ids: [] }
      classes.set(key, found)
      found.ids.push(id)
    }
  }
  return [...classes.values()]
    .map((found) => ({ ...found, count: found.ids.length }))
    .sort((a, b) => b.count - a.count || (a.label + a.kind + a.cause < b.label + b.kind + b.cause ? -1 : 1))
}

const NORMAL = 'No Finding'

/** No one rule makes a chest normal: what blocked it, or what the coders saw in it, says more. */
function causeOfNormal(predicted: CellValue, row: PredictedRow | undefined, headings: readonly string[] = []): string {
  if (predicted === null) return row?.reasons?.[NORMAL] ?? 'unknown'
  return `the coders’ ${[...new Set(headings.map((heading) => heading.split('/')[0]))].join(' + ') || 'nothing'}`
}

const NAMES: Readonly<Record<string, string>> = { '0': 'negative', '-1': 'uncertain', null: 'blank' }
