// Labels the reports of an input in memory, with evidence and text: what `cxrlabel errors --reports` looks at.
import { rowOfReport } from '../evaluate/report-row.ts'
import type { PredictedRow, SetAside } from '../evaluate/rows.ts'
import { findInputs, readInputs } from '../io/input.ts'
import { parseBatch } from '../io/parse.ts'
import { isFault, READ_DEFAULTS, START } from '../io/records.ts'
import type { NamedPath } from '../io/same-file.ts'
import { labellerOf, type RulesFlags } from './own-rules.ts'

interface Written {
  /** Files that will be written, none of them a rule file. */
  readonly written: readonly NamedPath[]
}

/**
 * Labels every report of a file, folder or archive.
 *
 * @throws {InputError} when it cannot be read at all
 * @throws {RuleError} with every problem in rules of one's own
 */
export async function predictRows(
  path: string,
  { rollUp, id, rules, written }: { readonly rollUp: boolean; readonly id: string | null } & RulesFlags & Written,
): Promise<{ readonly rows: readonly PredictedRow[]; readonly setAside: readonly SetAside[] }> {
  const { labelReport } = await labellerOf({ rules }, { written })
  const rows: PredictedRow[] = []
  const setAside: SetAside[] = []
  let row = 0
  const quiet = { onNote: () => {}, onIgnored: () => {} }
  for await (const batch of readInputs(await findInputs([path]), START, { ...READ_DEFAULTS, idColumn: id }, quiet)) {
    parseBatch(
      batch,
      READ_DEFAULTS.maxReportBytes,
      () => true,
      (_, result) => {
        row++
        if (isFault(result)) setAside.push({ row, id: result.id, reason: result.message })
        else rows.push(rowOfReport(labelReport(result.report, { rollUp }), result.id))
      },
    )
  }
  return { rows, setAside }
}
