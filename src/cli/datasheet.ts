// `cxrlabel datasheet`: labels reports and writes the dataset's documentation: how the labels were made, what they are
// like, how far each can be trusted, and where they fail.
import { writeFileSync } from 'node:fs'
import { basename } from 'node:path'
import { type Command, Option } from 'commander'
import { readGoldFile } from '../evaluate/files.ts'
import { plural } from '../evaluate/table.ts'
import { readLabels } from '../io/read-labels.ts'
import { checkFilesApart, type NamedPath } from '../io/same-file.ts'
import { makeDatasheet } from '../report/datasheet.ts'
import { makeLabelDigest } from '../report/label-digest.ts'
import type { Sheet } from '../report/sheet.ts'
import { datasheetMarkdown, datasheetPage } from '../report/write-sheet.ts'
import type { LabelOptions } from '../types.ts'
import { countReports, type ReadFlags, rejectsOf } from './datasheet-read.ts'
import { checkOutput, orUsageError } from './evaluation-options.ts'
import { addInputOptions } from './label-input.ts'
import { addPolicyOptions, type PolicyFlags, policyOptions } from './label-policy.ts'
import { count, days } from './option-values.ts'
import { addRulesOption, labellerOf, type RulesFlags } from './own-rules.ts'
import { packageVersion } from './package-version.ts'
import { typedOptions } from './typed-options.ts'

interface Flags extends ReadFlags, PolicyFlags, RulesFlags {
  readonly json?: true
  readonly ids: boolean
  readonly least: number
  readonly labels?: string
  readonly gold?: string
  readonly goldId?: string
  readonly priorMentions: 'keep' | 'drop'
}

/** Adds the command to the program. */
export function addDatasheet(program: Command): void {
  const command = program
    .command('datasheet')
    .summary('write the documentation of a dataset of labels')
    .description(
      'Labels every report of the inputs as "cxrlabel label" does, and writes a datasheet of the labels: how they were ' +
        'made, what was read, how often each patient comes back, what the labels are like and which groups they hide, how ' +
        'far each can be trusted, and where they fail. It holds no text of a report.',
    )
    .argument('<input...>', 'as of "cxrlabel label": files, folders, archives (.tar.gz), or - for standard input')
    .optionsGroup('Output:')
    .option('-o, --output <file>', 'a .md, .html or .json file; may be given more than once', addOutput)
    .option('--json', 'print JSON instead of Markdown where no file is named')
    .option('--no-ids', 'leave ids of reports out')
    .option('--least <n>', 'hide counts from 1 to below this; 11 is a common rule for publishing', count, 0)
    .optionsGroup('To compare with:')
    .option('--labels <file>', 'labels written before (.jsonl, .csv, .tsv): whether they are the ones described')
    .option('--gold <file>', 'reports of this dataset that were read by people: how right the labels are')
    .option('--gold-id <name>', 'its column or field of the id')
    .optionsGroup('Patients:')
    .option('--patient-column <name>', "column or field of the patient (of MIMIC-CXR's folders it is known)")
    .option('--date-column <name>', 'column or field of the date')
    .option('--time-column <name>', 'column or field of the time of day, where it has its own')
    .option('--dates <file>', 'table with id and date column, where the reports themselves have no dates')
    .option('--series', 'label the reports of a patient together, as "cxrlabel label --series" does')
    .option('--max-gap-days <n>', 'series: days after which nothing is carried (default: 30)', days)
  addInputOptions(command, { withKeep: false })
  addRulesOption(addPolicyOptions(command))
    .addOption(
      new Option('--prior-mentions <policy>', 'drop mentions that speak of a prior study only')
        .choices(['keep', 'drop'])
        .default('keep'),
    )
    .optionsGroup('Run:')
    .option('--rejects <file>', 'where records set aside go, empty without any (default: beside the first output)')
    .option('--allow-duplicates', 'read records whose id came before, too')
    .option('-q, --quiet', 'no progress and no summary')
    .addHelpText('after', HELP)
    .action((inputs: string[], flags: Flags) => runDatasheet(command, inputs, { ...flags, output: flags.output ?? [] }))
}

async function runDatasheet(command: Command, paths: readonly string[], flags: Flags): Promise<void> {
  const formats = flags.output.map((path) => formatOf(path))
  checkSeries(flags)
  checkFiles(paths, flags)
  const label: LabelOptions<string> = { ...policyOptions(flags), priorMentions: flags.priorMentions }
  const gold = flags.gold === undefined ? null : readGold(command, flags.gold, flags.goldId)
  for (const path of flags.output) checkOutput(command, path)
  const written = filesWritten(flags)
  const labeller = await labellerOf(flags, flags.quiet ? { written, say: () => {} } : { written })
  const datasheet = makeDatasheet({
    ...{ label, ruleset: labeller.ruleset, withIds: flags.ids, least: flags.least, version: packageVersion() },
    ...(gold === null ? {} : { gold }),
    ...(flags.series ? { series: { maxGapDays: flags.maxGapDays } } : {}),
  })
  const labelFile = flags.labels === undefined ? undefined : await digestFile(flags.labels, datasheet.labels)
  const read = await countReports(paths, flags, label, labeller, datasheet)
  const labelling = new Set([...LABEL_OPTIONS, ...(flags.series ? SERIES_OPTIONS : [])])
  const sheet = datasheet.sheet({
    ignored: read.ignored,
    labelFile,
    inputs: read.inputs.map(({ path, size }) => ({ name: basename(path), bytes: size })),
    command: `cxrlabel datasheet ${describeInputs(paths)}${typedOptions(command)}`,
    labelCommand: `cxrlabel label ${describeInputs(paths)}${typedOptions(command, labelling)} -o labels.csv`,
  })
  if (formats.length === 0) process.stdout.write(await write(sheet, flags.json ? 'json' : 'md'))
  for (const [at, path] of flags.output.entries()) {
    const content = await write(sheet, formats[at])
    orUsageError(command, () => writeFileSync(path, content))
  }
  const reasons = reasonsOf(sheet, read.reports)
  for (const reason of reasons) process.stderr.write(`cxrlabel: ${reason}\n`)
  if (read.rejected > 0 || reasons.length > 0) process.exitCode = 1
}

/** Why the sheet is not of all that was given, beside records set aside. */
function reasonsOf({ trust: { gold }, making: { labelFile } }: Sheet, reports: number): string[] {
  const { unmatched = 0, setAside = 0, file = '' } = gold ?? {}
  const differ = `${labelFile?.name} holds other labels: ${plural(labelFile?.rows ?? 0, 'row')} there, ${plural(reports, 'report')} here`
  const same = labelFile?.rows === reports ? '; ids or values differ (same options? cxrlabel compare lists cells)' : ''
  return [
    ...(unmatched === 0 ? [] : [`${plural(unmatched, 'report')} of ${file} not among the labelled`]),
    ...(setAside === 0 ? [] : [`${plural(setAside, 'row')} of ${file} set aside: ids or values cannot be read`]),
    ...(labelFile?.isSame === false ? [differ + same] : []),
  ]
}

/** Options that change what is labelled: those `cxrlabel label` needs to make the same labels. */
const LABEL_OPTIONS: readonly string[] = [
  ...['--from', '--id-column', '--text-column', '--no-header', '--encoding', '--max-report-bytes'],
  ...['--label-set', '--no-roll-up', '--no-implied', '--probable', '--uncertain', '--sections', '--no-finding'],
  ...['--scoped-negation', '--prior-mentions', '--allow-duplicates', '--rules'],
]

const SERIES_OPTIONS: readonly string[] = [
  '--series',
  '--max-gap-days',
  '--patient-column',
  '--date-column',
  '--time-column',
  '--dates',
]

/** @throws {TypeError} when what is written is also read, or written twice */
function checkFiles(inputs: readonly string[], flags: Flags): void {
  const { labels, gold, dates } = flags
  const named = (name: string, path: string | undefined): NamedPath[] => (path === undefined ? [] : [{ name, path }])
  checkFilesApart(
    [
      ...inputs.map((path) => ({ name: 'input', path })),
      ...[named('--labels', labels), named('--gold', gold), named('--dates', dates)].flat(),
    ],
    filesWritten(flags),
  )
}

function filesWritten(flags: Flags): NamedPath[] {
  const rejects = rejectsOf(flags)
  return [
    ...flags.output.map((path) => ({ name: '--output', path })),
    ...(rejects === null ? [] : [{ name: '--rejects', path: rejects }]),
  ]
}

/** @throws {TypeError} for options of series that need others */
function checkSeries({ series, patientColumn, maxGapDays }: Flags): void {
  if (series && patientColumn === undefined)
    throw new TypeError('--series needs --patient-column, by which rows are sorted')
  if (!series && maxGapDays !== undefined)
    throw new TypeError('--max-gap-days is for series of reports; give --series with it')
}

function describeInputs(paths: readonly string[]): string {
  return paths.map((path) => (path === '-' ? path : basename(path))).join(' ')
}

function readGold(command: Command, path: string, id: string | undefined) {
  const { rows, setAside } = orUsageError(command, () => readGoldFile(path, { id }))
  return { file: basename(path), rows, setAside: setAside.length }
}

async function digestFile(path: string, labels: readonly string[]) {
  const digest = makeLabelDigest()
  let rows = 0
  for await (const { id, values } of readLabels(path, labels)) {
    digest.add(id, values)
    rows++
  }
  return { name: basename(path), rows, digest: digest.digest() }
}

type Format = 'md' | 'html' | 'json'

function formatOf(path: string): Format {
  const end = /\.(md|markdown|html?|json)$/i.exec(path)?.[1].toLowerCase()
  if (end === undefined) throw new TypeError(`cannot tell the format from "${path}"; name it .md, .html or .json`)
  return end.startsWith('m') ? 'md' : end.startsWith('h') ? 'html' : 'json'
}

async function write(sheet: Sheet, format: Format): Promise<string> {
  if (format === 'json') return `${JSON.stringify(sheet, null, 2)}\n`
  return format === 'md' ? datasheetMarkdown(sheet) : datasheetPage(sheet)
}

function addOutput(path: string, before: readonly string[] = []): readonly string[] {
  return [...before, path]
}

const HELP = `
Examples:
  cxrlabel datasheet reports.csv -o datasheet.md                    what can be known of any reports
  cxrlabel datasheet reports.csv --patient-column mrn --date-column taken -o datasheet.md -o datasheet.html
  cxrlabel datasheet reports.csv --gold gold.jsonl -o datasheet.md  with how right the labels are, measured here
  cxrlabel datasheet reports.csv --labels labels.csv -o datasheet.md   is it the sheet of this file? Status 1 if not
  cxrlabel datasheet files/ --id-column study_id -o datasheet.md    MIMIC-CXR: patients by the names of the folders
  cxrlabel datasheet reports.csv --no-ids --least 11 -o datasheet.html   to publish: no ids, no small counts
  cxrlabel datasheet reports.csv --series --patient-column mrn --date-column taken -o datasheet.md   labels carried, too
  cxrlabel datasheet reports.csv --json | jq .labels                every count, for machines

Give the options the labels were made with (--uncertain, --label-set …): the sheet documents those, and says how to make
the labels again. A gold standard is read as by "cxrlabel evaluate", and scored against the labels as they stand; without
one the sheet gives what was measured on other reports, and says so. The HTML page has drawings and loads nothing.

--least N prints a count of 1 to N-1 as <N, and where that could be reckoned from a sum, a second count as ≥N. 0, the
default, hides nothing, so that the makers see all; publish with 11, or what your data protection asks for.

Reports are read one by one, in one thread. Memory grows by some 30 bytes for each different text and each patient, 8 for
each dated report, and the ids (with --series by a patient's reports, too); no text is kept. Rows that cannot be read go
to OUTPUT.rejects.jsonl with their place and reason, and the sheet counts them.
Exit status: 0 all well, 1 records set aside, gold reports not found or other --labels, 2 wrong usage.`
