// Options of `cxrlabel label` for prior examinations: patients read as series, and what speaks of a prior only.
import { type Command, Option } from 'commander'
import type { LabelFilesOptions } from '../batch/file-options.ts'
import type { LabelOptions } from '../types.ts'
import { days } from './option-values.ts'

export interface SeriesFlags {
  readonly series?: boolean
  readonly patientColumn?: string
  readonly dateColumn?: string
  readonly timeColumn?: string
  readonly dates?: string
  readonly maxGapDays?: number
  readonly priorMentions: 'keep' | 'drop'
}

/** Adds the options to the command. */
export function addSeriesOptions(command: Command): void {
  command
    .optionsGroup('Prior examinations:')
    .addOption(
      new Option('--prior-mentions <policy>', 'drop mentions that speak of a prior study only; counted by why')
        .choices(['keep', 'drop'])
        .default('keep'),
    )
    .option('--series', 'label the reports of a patient together: what one leaves to its prior is carried over')
    .option('--patient-column <name>', 'series: column or field of the patient, by which the input must be sorted')
    .option('--date-column <name>', 'series: column or field of the date (default: "date")')
    .option('--time-column <name>', 'series: column or field of the time of day, where it has its own')
    .option('--dates <file>', 'series: table with id and date column, where the reports themselves have no dates')
    .option('--max-gap-days <n>', 'series: days after which nothing is carried (default: 30)', days)
}

/** What the flags ask of the run. @throws {TypeError} for flags that need others */
export function seriesOptions(flags: SeriesFlags): Pick<LabelFilesOptions, 'series'> {
  const { series, patientColumn, dateColumn, timeColumn, dates, maxGapDays } = flags
  if (series !== true) {
    const alone = Object.entries({
      '--patient-column': patientColumn,
      '--date-column': dateColumn,
      '--time-column': timeColumn,
      '--dates': dates,
      '--max-gap-days': maxGapDays,
    }).find(([, value]) => value !== undefined)
    if (alone !== undefined) throw new TypeError(`${alone[0]} is for series of reports; give --series with it`)
    return {}
  }
  if (patientColumn === undefined) {
    throw new TypeError(
      "--series needs to know whose a report is: give --patient-column (subject_id in MIMIC-CXR's folders)",
    )
  }
  return { series: { patientColumn, dateColumn, timeColumn, dates, maxGapDays } }
}

/** What the flags ask of the labeller. */
export function priorOptions({ priorMentions }: SeriesFlags): Pick<LabelOptions<string>, 'priorMentions'> {
  return { priorMentions }
}
