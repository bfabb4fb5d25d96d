// Names that columns and fields carried into the output may not take: the output has them already, so one of the two
// would be lost, or stand twice.
import type { LabelledRow } from './row.ts'
import { type ColumnOptions, type OutputFormat, tableColumns } from './write.ts'

/** Fields of a row; the compiler knows when one is missing here. `bounds` and `conflicts` are of the writers. */
const ROW_FIELDS: Readonly<Record<Exclude<keyof LabelledRow, 'text'>, true>> = {
  ...{ id: true, labels: true, strata: true, prior: true, series: true, conflicts: true, bounds: true, error: true },
  ...{ findings: true, sections: true, no_finding_reason: true, no_acute: true, evidence: true, certainty: true },
}

/** @throws {TypeError} for a name to keep that is one of the output's own, or is there twice */
export function checkKeptNames(keep: readonly string[], format: OutputFormat, columns: ColumnOptions): void {
  const own = ownNames(format, columns)
  const taken = keep.find((name) => own.has(name))
  if (taken !== undefined) {
    throw new TypeError(
      `the output has "${taken}" of its own, so the input's cannot be kept under that name; rename it in the input`,
    )
  }
  const twice = keep.find((name, at) => keep.indexOf(name) !== at)
  if (twice !== undefined) throw new TypeError(`"${twice}" is to be kept twice; name it once`)
}

/**
 * In JSON Lines all fields that rows may have, that a reader of them may know by name what a field is; Parquet is made
 * of such.
 */
function ownNames(format: OutputFormat, columns: ColumnOptions): ReadonlySet<string> {
  const table = format === 'jsonl' ? [] : tableColumns(columns)
  if (format === 'csv' || format === 'tsv') return new Set(table)
  // Without evidence rows have no text, and many want it beside the labels.
  const fields = [...Object.keys(ROW_FIELDS), ...(columns.withEvidence ? ['text'] : [])]
  return new Set([...fields, ...table, ...(format === 'parquet' ? ['compares', 'prior_only'] : [])])
}
