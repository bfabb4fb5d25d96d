// The options of a batch run, and what follows from them.
import { createHash } from 'node:crypto'
import { availableParallelism } from 'node:os'
import { checkRuleset } from '../check-ruleset.ts'
import { outputFormatOf } from '../io/format-names.ts'
import { type Input, READ_DEFAULTS, type ReadOptions } from '../io/records.ts'
import { OUTPUT_FORMATS } from '../io/write.ts'
import { CONFLICT_FORMATS, type ConflictFormat } from '../io/write-conflicts.ts'
import type { DateTable } from './dates.ts'
import type { LabelFilesOptions, SeriesFilesOptions } from './file-options.ts'
import type { JobOptions } from './job.ts'
import { checkKeys, checkOneOf, checkWorkers } from './options.ts'
import type { PeekOptions } from './peek.ts'
import { rowModuleUrl } from './row.ts'
import { pathsOf } from './target.ts'

/** Their names; the compiler knows when one is missing. */
const KEYS: Readonly<Record<keyof LabelFilesOptions, true>> = {
  ...{ output: true, format: true, read: true, label: true, ruleset: true, withEvidence: true, withBounds: true },
  ...{ spreadsheetSafe: true, rejects: true, conflicts: true, allowDuplicates: true, series: true, workers: true },
  ...{ shard: true, resume: true, checkpointSeconds: true, signal: true, onNote: true, onReject: true },
  ...{ onProgress: true, rowModule: true },
}
const SERIES_KEYS: Readonly<Record<keyof SeriesFilesOptions, true>> = {
  ...{ patientColumn: true, dateColumn: true, timeColumn: true, dates: true, maxGapDays: true },
}
const READ_KEYS: Readonly<Record<keyof ReadOptions, true>> = {
  ...{
    idColumn: true,
    textColumn: true,
    keep: true,
    from: true,
    hasHeader: true,
    encoding: true,
    maxReportBytes: true,
  },
}

/** The options with what was left out. */
export interface Settings {
  readonly read: ReadOptions
  readonly job: JobOptions
  readonly rowModule: string
  readonly workers: number
  readonly rejects: string | null
  readonly hasNamedRejects: boolean
  readonly inlineRejects: boolean
  readonly conflicts: string | null
  readonly isParquet: boolean
  readonly isGzip: boolean
  /** How records are told apart by patient; null where each is labelled alone. */
  readonly series: Omit<PeekOptions, 'dates'> | null
  readonly dates: DateTable | null
}

/** Fills in what was left out. @throws {TypeError} when options do not go together */
export function readSettings(options: LabelFilesOptions): Settings {
  checkKeys(options, KEYS, 'the options of labelFiles')
  checkKeys(options.read ?? {}, READ_KEYS, 'the options of reading')
  checkKeys(options.series ?? {}, SERIES_KEYS, 'the options of series')
  const { output } = options
  const workers = options.workers ?? availableParallelism()
  checkWorkers(workers)
  if (options.ruleset !== undefined) checkRuleset(options.ruleset)
  if (options.format != null) checkOneOf(options.format, OUTPUT_FORMATS, 'format')
  const format = options.format ?? (output === null ? 'jsonl' : outputFormatOf(output))
  if (format === null) {
    throw new TypeError(`cannot tell the output format from "${output}"; name it .jsonl, .csv or .parquet, or give one`)
  }
  const isParquet = format === 'parquet'
  const inlineRejects = options.rejects === '-'
  if (isParquet && output === null) throw new TypeError('Parquet is written to a file, not to standard output')
  if (isParquet && /\.gz$/i.test(output ?? '')) throw new TypeError('Parquet packs its columns itself; leave out .gz')
  if (inlineRejects && format !== 'jsonl') throw new TypeError('only JSON Lines can hold rejects among the rows')
  if (options.resume === true && output === null)
    throw new TypeError('standard output cannot be resumed; name an output')
  const asked: ReadOptions = { ...READ_DEFAULTS, ...options.read }
  const { read, peek: series, dates } = readSeries(asked, options.series)
  const withEvidence = options.withEvidence ?? false
  const { index, of } = options.shard ?? { index: 1, of: 1 }
  if (!(Number.isInteger(index) && Number.isInteger(of) && index >= 1 && index <= of)) {
    throw new TypeError(`there is no shard ${index} of ${of}; shards are counted from 1`)
  }
  const rejects = inlineRejects ? null : (options.rejects ?? (output === null ? null : pathsOf(output).rejects))
  const hasNamedRejects = !inlineRejects && options.rejects != null
  const { conflicts = null } = options
  const holdsLabels = (format === 'csv' || format === 'tsv') && !withEvidence && conflicts === null && series === null
  return {
    ...{
      read,
      rejects,
      hasNamedRejects,
      conflicts,
      isParquet,
      inlineRejects,
      isGzip: /\.gz$/i.test(output ?? ''),
      series,
      dates,
    },
    job: {
      row: {
        // CSV without evidence holds labels alone.
        label: { ...options.label, ...(holdsLabels ? { detail: 'labels' } : {}) },
        withEvidence,
        withConflicts: conflicts !== null,
        maxGapDays: options.series?.maxGapDays,
        ruleset: options.ruleset,
      },
      write: {
        format: isParquet ? 'jsonl' : format,
        keep: asked.keep,
        withEvidence,
        withBounds: options.withBounds ?? false,
        spreadsheetSafe: options.spreadsheetSafe ?? false,
        withSeries: series !== null,
      },
      conflicts: conflicts === null ? null : conflictFormatOf(conflicts),
      hasMarks: series !== null || options.label?.priorMentions === 'drop',
      maxReportBytes: read.maxReportBytes,
      shard: { index: index - 1, of },
    },
    rowModule: options.rowModule ?? rowModuleUrl(),
    workers,
  }
}

/** The format of a file of conflicts. @throws {TypeError} when its name gives none */
function conflictFormatOf(path: string): ConflictFormat {
  const named = outputFormatOf(path)
  const format = CONFLICT_FORMATS.find((each) => each === named)
  if (format === undefined) throw new TypeError(`cannot list conflicts in "${path}"; name a file .jsonl, .csv or .tsv`)
  return format
}

/** What readers are asked for besides: the patient and, unless a table has it, the date. */
function readSeries(
  asked: ReadOptions,
  series: SeriesFilesOptions | undefined,
): { read: ReadOptions; peek: Settings['series']; dates: DateTable | null } {
  if (series === undefined) return { read: asked, peek: null, dates: null }
  const { patientColumn, dateColumn = 'date', timeColumn = null, dates: path, maxGapDays } = series
  if (maxGapDays !== undefined && !(maxGapDays >= 0)) throw new TypeError('maxGapDays is not a number of days')
  const own = path === undefined ? [dateColumn, ...(timeColumn === null ? [] : [timeColumn])] : []
  return {
    read: { ...asked, keep: [...asked.keep, patientColumn, ...own] },
    peek: {
      ...{ patientColumn, at: asked.keep.length, hasDate: own.length > 0, hasTime: own.length > 1 },
      maxReportBytes: asked.maxReportBytes,
    },
    dates: path === undefined ? null : { path, idColumn: asked.idColumn, dateColumn, timeColumn },
  }
}

/** A digest of all that decides the output: a run is resumed only when it would have written the same. */
export function identify(settings: Settings, inputs: readonly Input[], ruleset: string): string {
  const { read, rejects, conflicts, inlineRejects, isGzip, isParquet, series, dates } = settings
  // The name of rules tells where they were read, not what they say.
  const rules = settings.job.row.ruleset
  const job =
    rules === undefined
      ? settings.job
      : { ...settings.job, row: { ...settings.job.row, ruleset: { ...rules, name: '' } } }
  return createHash('sha256')
    .update(
      JSON.stringify({
        read,
        job,
        rejects,
        conflicts,
        inlineRejects,
        isGzip,
        isParquet,
        series,
        dates,
        inputs,
        ruleset,
      }),
    )
    .digest('hex')
}
