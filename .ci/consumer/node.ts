// What needs Node: batches, evaluation, datasheets.
import { labelReport } from 'cxrlabel'
import {
  InputError,
  labelFiles,
  labelRows,
  labelStream,
  type RejectLine,
  type Row,
  type RowFinding,
  type RowLabeller,
  type StreamReport,
  type Summary,
} from 'cxrlabel/batch'
import { compare, type Evaluation, evaluate, type GoldRow, type PredictedRow, rowOfReport } from 'cxrlabel/evaluate'
import { type Datasheet, datasheetMarkdown, makeDatasheet } from 'cxrlabel/report'
import { bundledRules, checkExamples, compileRules, type ExampleCheck, readRuleFolders } from 'cxrlabel/rules'

export async function label(path: string): Promise<Summary | null> {
  try {
    return await labelFiles([path], { output: 'labels.csv', workers: 1, label: { rollUp: false } })
  } catch (error) {
    if (error instanceof InputError) return null
    throw error
  }
}

export async function stream(reports: ReadableStream<StreamReport>, more: StreamReport[]): Promise<Row[]> {
  const rows: Row[] = []
  for await (const row of reports.pipeThrough(labelStream())) rows.push(row)
  for await (const row of labelRows(more, {})) rows.push(row)
  return rows
}

/** What rows say of before, and why some are none. */
export function tell(row: Row): readonly ('present' | 'absent' | 'unknown')[] | RejectLine['reason'] {
  if ('error' in row) return row.error.reason
  const findings: readonly RowFinding[] = row.findings ?? []
  return findings.flatMap(({ prior, mentions }) => [prior, ...mentions.map((mention) => mention.prior)])
}

interface Own {
  id: string
  text: string
  age: number
}
export const own = (reports: readonly Own[]): AsyncGenerator<Row> => labelRows(reports, { keep: ['age'] })
export const ownStream = (reports: ReadableStream<Own>): ReadableStream<Row> => reports.pipeThrough(labelStream())

export async function ownRules(path: string): Promise<ExampleCheck> {
  const sources = [...bundledRules(), ...readRuleFolders(['my-rules'])]
  const ruleset = compileRules(sources, { name: 'mine' })
  await labelFiles([path], { output: 'labels.csv', ruleset })
  for await (const row of labelRows([], { ruleset })) if (row.id === null) break
  return checkExamples(sources, ruleset)
}

const gold: GoldRow[] = [{ id: '7', labels: { Edema: 'a' } }]
const row: PredictedRow = rowOfReport(labelReport('Edema.', { id: '7' }))
const evaluation: Evaluation = evaluate(gold, [row])
const sheet: Datasheet = makeDatasheet()
sheet.add(labelReport('Edema.', { id: '7' }))
export const all = { evaluation, change: compare([row], [row]), text: datasheetMarkdown(sheet.sheet()), readRuleFolders }
export type Labeller = RowLabeller
