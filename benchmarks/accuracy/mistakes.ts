// The mistakes, to the terminal: what a rule author works from. They hold report text, so they go into no file.
import { listErrors } from '../../src/evaluate/errors.ts'
import { printErrors } from '../../src/evaluate/print-errors.ts'
import type { GoldRow, PredictedRow } from '../../src/evaluate/rows.ts'
import { scoreStrata } from '../../src/evaluate/strata.ts'
import { halfSet, labelSet } from './gold.ts'
import { meshOf, type Sets } from './measure.ts'
import { classesOfMesh } from './mesh.ts'
import type { LabelledSet, MarkedSpan, MeshRow, Report, SpanStatus } from './sets.ts'
import type { System } from './system.ts'
import { scoreTricky } from './tricky.ts'

/** Which half of the gold to show; the other stays unseen, so that its figures mean something. */
export type Half = 'a' | 'b' | 'both'

/** Everything a system gets wrong, as text. */
export function describeMistakes(system: System, sets: Sets, half: Half, limit: number): string {
  const { gold, mesh, openI, bioscope, negex, tricky } = sets
  return [
    goldMistakes(system, sets.fixtures, 'fixtures', limit),
    ...(gold === null
      ? []
      : [goldMistakes(system, half === 'both' ? gold : halfSet(gold, half), `gold, half: ${half}`, limit)]),
    ...(mesh === null || openI === null ? [] : [meshMistakes(system, mesh, openI, limit)]),
    ...(bioscope === null ? [] : [spanMistakes(system, bioscope, 'BioScope', 'affirmed')]),
    ...(negex === null ? [] : [spanMistakes(system, negex, 'NegEx', 'negated')]),
    ...(tricky === null ? [] : [title('tricky'), ...scoreTricky(system, tricky).wrong]),
  ].join('\n')
}

function goldMistakes(system: System, set: LabelledSet, name: string, limit: number): string {
  const rows = labelSet(system, set)
  const pairs = set.gold.map((left, at) => ({ left, right: rows[at] }))
  const strata = scoreStrata(pairs).flatMap(({ name: stratum, marks }) =>
    pairs.flatMap(({ left, right }, at) => {
      if (marks[at] !== 0) return []
      const told = (row: PredictedRow | GoldRow) =>
        sorted(stratum === 'compares' || stratum === 'prior_only' ? row[stratum] : row.strata?.[stratum])
      const body = set.reports.get(left.id)?.text.replace(/\s+/g, ' ')
      return [`${stratum} of ${left.id}: ${told(left)}, read as ${told(right)}\n    ${body}`]
    }),
  )
  return [title(name), printErrors(listErrors(set.gold, rows), { limit }), title(`${name}: strata`), ...strata].join(
    '\n',
  )
}

function meshMistakes(
  system: System,
  mesh: readonly MeshRow[],
  openI: ReadonlyMap<string, Report>,
  limit: number,
): string {
  const { gold, rows } = meshOf(system, mesh, openI)
  const headings = new Map(mesh.map((row) => [row.id, row.mesh]))
  return [
    title('MeSH'),
    ...classesOfMesh(gold, rows, mesh).flatMap(({ label, kind, cause, count, ids }) => [
      `\n${count} × ${label}: ${kind} (${cause})`,
      ...ids
        .slice(0, limit)
        .map((id) => `  ${id} [${headings.get(id)?.join('; ')}]\n    ${openI.get(id)?.body.replace(/\s+/g, ' ')}`),
    ]),
  ].join('\n')
}

function spanMistakes(system: System, spans: readonly MarkedSpan[], name: string, resolvedIs: SpanStatus): string {
  const lines = spans.flatMap(({ id, text, start, end, status }) => {
    const found = system.read?.(text, start, end)
    const reading = found === 'resolved' ? resolvedIs : found
    const marked = `${text.slice(0, start)}[${text.slice(start, end)}]${text.slice(end)}`
    return reading === status ? [] : [`${status}, read as ${reading} (${id}): ${marked.replace(/\s+/g, ' ')}`]
  })
  return [title(name), ...lines.sort()].join('\n')
}

function sorted(value: unknown): string {
  return JSON.stringify(Array.isArray(value) ? [...value].sort() : value) ?? 'nothing'
}

function title(name: string): string {
  return `\n=== ${name} ===`
}
