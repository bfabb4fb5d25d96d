// Reads and labels the reports that `cxrlabel datasheet` counts, and says on the way how far it is and what is set
// aside.
import { closeSync, openSync, rmSync, writeFileSync, writeSync } from 'node:fs'
import type { RejectLine } from '../batch/file-options.ts'
import {
  type ReadCounts,
  type ReadReportsOptions,
  readPatients,
  readReports,
  UnlabelledError,
} from '../batch/read-reports.ts'
import type { Labeller } from '../labeller.ts'
import type { Datasheet } from '../report/datasheet.ts'
import type { LabelOptions } from '../types.ts'
import { type InputFlags, inputOptions } from './label-input.ts'
import { makeProgress, makeRejectNotes } from './progress.ts'

export interface ReadFlags extends InputFlags {
  readonly output: readonly string[]
  readonly patientColumn?: string
  readonly dateColumn?: string
  readonly timeColumn?: string
  readonly dates?: string
  readonly series?: true
  readonly maxGapDays?: number
  readonly rejects?: string
  readonly allowDuplicates?: true
  readonly quiet?: true
}

/** Labels and counts every report; nothing but the counts is kept of them. */
export async function countReports(
  paths: readonly string[],
  flags: ReadFlags,
  label: LabelOptions<string>,
  labeller: Labeller,
  datasheet: Datasheet,
): Promise<ReadCounts> {
  const { labelReport } = labeller
  const display = flags.quiet ? null : await makeProgress()
  const rejectsPath = rejectsOf(flags)
  const rejects = makeRejects(rejectsPath, flags.rejects !== undefined)
  const loud = (message: string): void =>
    display === null ? void process.stderr.write(`cxrlabel: ${message}\n`) : display.note(message)
  const notes = makeRejectNotes(loud, { isLoud: display !== null, hasFile: rejectsPath !== null })
  const { keep: _, ...read } = inputOptions(flags)
  const options: ReadReportsOptions = {
    read,
    ...{ patientColumn: flags.patientColumn, timeColumn: flags.timeColumn, dates: flags.dates },
    ...(flags.dateColumn === undefined ? {} : { dateColumn: flags.dateColumn }),
    allowDuplicates: flags.allowDuplicates,
    onNote: (message) => display?.note(message),
    onReject: (reject) => {
      datasheet.setAside(reject.reason)
      rejects.add(reject)
      notes.add(reject)
    },
    onProgress: (progress) => display?.update(progress),
  }
  try {
    const counts = await (flags.series
      ? countPatients(paths, flags, label, labeller, datasheet, options)
      : readReports(
          paths,
          ({ id, report, ...about }) =>
            datasheet.add(
              orUnlabelled(() => labelReport(report, { ...label, id })),
              about,
            ),
          options,
        ))
    rejects.finish()
    display?.end()
    notes.end(rejectsPath)
    if (display !== null) process.stderr.write(`cxrlabel: ${summary(counts, flags.output)}\n`)
    return counts
  } finally {
    display?.end()
    rejects.close()
  }
}

function countPatients(
  paths: readonly string[],
  { patientColumn = '', maxGapDays }: ReadFlags,
  label: LabelOptions<string>,
  { labelReport, labelSeries }: Labeller,
  datasheet: Datasheet,
  options: ReadReportsOptions,
): Promise<ReadCounts> {
  const gap = maxGapDays === undefined ? {} : { maxGapDays }
  return readPatients(
    paths,
    (reports, problem) => {
      const series = reports.map(({ id, date, report }) => ({ id, date, text: report }))
      const labelled = orUnlabelled(() =>
        problem === null
          ? labelSeries(series, { ...label, ...gap })
          : series.map(({ id, text }) => labelReport(text, { ...label, id })),
      )
      labelled.forEach((report, at) => {
        datasheet.add(report, { patient: reports[at].patient, date: reports[at].date, problem })
      })
    },
    { ...options, patientColumn },
  )
}

/** The labeller throws on no text; should it ever, one report must not take the others along. */
function orUnlabelled<T>(label: () => T): T {
  try {
    return label()
  } catch (error) {
    throw new UnlabelledError(error)
  }
}

/** Where records set aside go: beside the first output where no file is named. */
export function rejectsOf({ rejects, output }: Pick<ReadFlags, 'rejects' | 'output'>): string | null {
  return rejects ?? (output.length === 0 ? null : `${output[0]}.rejects.jsonl`)
}

/** The file of records set aside, made with the first; without any it is gone, or empty where it was named. */
function makeRejects(
  path: string | null,
  isNamed: boolean,
): { add(reject: RejectLine): void; finish(): void; close(): void } {
  let file: number | null = null
  return {
    add: (reject) => {
      if (path === null) return
      file ??= openSync(path, 'w')
      writeSync(file, `${JSON.stringify(reject)}\n`)
    },
    finish: () => {
      if (path === null || file !== null) return
      if (isNamed) writeFileSync(path, '')
      else rmSync(path, { force: true })
    },
    close: () => {
      if (file !== null) closeSync(file)
    },
  }
}

function summary({ records, reports, rejected }: ReadCounts, outputs: readonly string[]): string {
  const [all, labelled, aside] = [records, reports, rejected].map((number) => number.toLocaleString('en'))
  const written = outputs.length === 0 ? '' : `; wrote ${outputs.join(', ')}`
  return `${all} ${records === 1 ? 'record' : 'records'} = ${labelled} labelled + ${aside} set aside${written}`
}
