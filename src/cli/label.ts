// `cxrlabel label`: labels files, folders and archives of reports into JSON Lines, CSV or Parquet.
// Each group of options has a file of its own; here they meet.
import type { Command } from 'commander'
import { labelFiles } from '../batch/label-files.ts'
import { StoppedError } from '../batch/stop.ts'
import { filesOf, pathsOf } from '../batch/target.ts'
import { InputError } from '../io/records.ts'
import type { NamedPath } from '../io/same-file.ts'
import { addInputOptions, type InputFlags, inputOptions } from './label-input.ts'
import { addOutputOptions, type OutputFlags, outputOptions } from './label-output.ts'
import { addPolicyOptions, type PolicyFlags, policyOptions } from './label-policy.ts'
import { addRunOptions, type RunFlags } from './label-run.ts'
import { addSeriesOptions, priorOptions, type SeriesFlags, seriesOptions } from './label-series.ts'
import { addRulesOption, type RulesFlags, readRules } from './own-rules.ts'
import { describeSummary, makeProgress, makeRejectNotes } from './progress.ts'

const EXAMPLES = `
Examples:
  cxrlabel label reports.csv -o labels.csv            columns id and text (or report, findings + impression …)
  cxrlabel label reports.jsonl -o labels.jsonl        {"id": "…", "text": "…"} a line, or sections as fields
  cxrlabel label openi.tar.gz -o labels.parquet       Open-I XML, or .txt files, in a folder or an archive
  cxrlabel label files/ --id-column study_id --keep subject_id -o labels.csv    MIMIC-CXR, numbers from the paths
  cxrlabel label reports.csv --id-column study --text-column body -o labels.csv.gz
  cxrlabel label reports.jsonl --evidence -o why.jsonl  with findings, spans, rules and cues
  cxrlabel label reports.csv --series --patient-column mrn --date-column taken -o labels.csv
                                                      sorted by mrn: "no change" takes over what stood before
  cxrlabel label files/ --series --patient-column subject_id --id-column study_id \\
    --dates mimic-cxr-2.0.0-metadata.csv.gz --date-column StudyDate --time-column StudyTime -o labels.jsonl
  cxrlabel label reports.csv -o labels.csv --conflicts review.csv   findings against impression, sides that change …
  cxrlabel label reports.csv --rules my-rules -o labels.csv   your own words and hedges: cxrlabel rules --help
  cxrlabel label huge.csv -o labels.csv --resume      go on after a stop, whatever stopped it
  cxrlabel label huge.csv -o labels-3.csv --shard 3/8 one of eight machines

As a filter, a line out for each line in and nothing kept between lines (Spark pipe, GNU parallel: see examples/):
  cxrlabel label - --from jsonl --encoding utf-8 --format jsonl --rejects - --allow-duplicates --workers 1 --quiet

Series: sort the input by patient. The rows of a patient stand together, in any order of dates; rows come out in the order they went in. A carried
label has its report and the number of examinations back beside it. A row without patient, date or a time of its own,
or of a patient who stood further up, has plain labels and says why; the summary counts them. Shards keep patients whole.

Rows that cannot be read go to OUTPUT.rejects.jsonl with their place and reason; all others are labelled, in order. Without
such rows that file is removed, should an earlier run have left it; a file named by --rejects is written empty. No file may
be both read and written, or written twice.
Until it is complete, the output is called OUTPUT.partial.
Exit status: 0 all rows labelled (or set aside among the rows, as asked), 1 some set aside, or a patient came back after
others in series, 2 wrong usage, or no report in the inputs (but with --rejects - or --shard), 3 stopped.`

type Flags = InputFlags & PolicyFlags & SeriesFlags & OutputFlags & RunFlags & RulesFlags

/** Adds the command to the program. */
export function addLabel(program: Command): void {
  const command = program
    .command('label')
    .summary('label report files into JSON Lines, CSV or Parquet')
    .description('Labels every report of the inputs: files, folders, archives (.tar.gz), or - for standard input.')
    .argument('<input...>', 'JSON Lines, CSV, TSV, Parquet, .txt, Open-I .xml, folders or .tar.gz of them, or -')
  addOutputOptions(command)
  addInputOptions(command)
  addRulesOption(addPolicyOptions(command))
  addSeriesOptions(command)
  addRunOptions(command)
  command
    .addHelpText('after', EXAMPLES)
    .action((inputs: string[], { output, ...flags }: Flags) =>
      runLabel(inputs, output === undefined || output === '-' ? flags : { ...flags, output }),
    )
}

async function runLabel(inputs: readonly string[], flags: Flags): Promise<void> {
  const output = outputOptions(flags)
  const isQuiet = flags.quiet === true
  const display = isQuiet ? null : await makeProgress()
  const say = (message: string): void => display?.note(message)
  const hasFile = flags.rejects !== undefined || output.output !== null
  // Where no file holds them, rejects are said even when all else is not: nothing may be lost.
  const loud = (message: string): void =>
    display === null ? void process.stderr.write(`cxrlabel: ${message}\n`) : display.note(message)
  const notes = makeRejectNotes(loud, { isLoud: !isQuiet, hasFile })
  const interrupt = catchSignals()
  try {
    const ruleset = await readRules(flags, { written: filesWritten(flags), say })
    const summary = await labelFiles(inputs, {
      ...output,
      ruleset,
      read: inputOptions(flags),
      label: { ...policyOptions(flags), ...priorOptions(flags) },
      ...seriesOptions(flags),
      rejects: flags.rejects ?? null,
      allowDuplicates: flags.allowDuplicates,
      workers: flags.workers,
      shard: flags.shard,
      resume: flags.resume,
      checkpointSeconds: flags.checkpointSeconds,
      signal: interrupt.signal,
      onNote: say,
      onReject: notes.add,
      onProgress: (progress) => display?.update(progress),
    })
    display?.end()
    notes.end(summary.rejects)
    const asked = {
      isSeries: flags.series === true,
      isDropping: flags.priorMentions === 'drop',
      hasDates: flags.dates !== undefined,
    }
    // A filter's share of a stream, or a shard, may well be empty.
    if (summary.rows === 0 && flags.rejects !== '-' && flags.shard === undefined)
      throw new InputError(
        `no reports found in ${inputs.map((path) => (path === '-' ? 'standard input' : path)).join(', ')}` +
          (summary.ignored === 0 ? '' : `; files passed over, by their names no reports: ${summary.ignored}`),
      )
    if (!isQuiet) process.stderr.write(describeSummary(summary, asked))
    if ((summary.rejected > 0 && flags.rejects !== '-') || summary.marks.returned > 0) process.exitCode = 1
  } catch (error) {
    display?.end()
    if (!(error instanceof StoppedError)) throw error
    if (!(isQuiet && error.reason === 'pipe')) process.stderr.write(`cxrlabel: ${describeStop(error, output.output)}\n`)
    // A reader may still wait for an input that says nothing.
    process.exit(3)
  } finally {
    interrupt.release()
  }
}

/** What the run will write, that must be none of the rule files. */
function filesWritten({ output, rejects, conflicts }: Flags): NamedPath[] {
  const own = output === undefined ? null : pathsOf(output).rejects
  return filesOf({
    output: output ?? null,
    rejects: rejects === '-' ? null : (rejects ?? own),
    conflicts: conflicts ?? null,
  })
}

/** SIGINT and SIGTERM stop the run in good order; a second one ends the process at once. */
function catchSignals(): { readonly signal: AbortSignal; release(): void } {
  const controller = new AbortController()
  const stop = (): void => {
    if (controller.signal.aborted) process.exit(3)
    controller.abort()
  }
  process.on('SIGINT', stop).on('SIGTERM', stop)
  return {
    signal: controller.signal,
    release: () => void process.off('SIGINT', stop).off('SIGTERM', stop),
  }
}

function describeStop(error: StoppedError, output: string | null): string {
  const { savedRows, message } = error
  if (output === null) return `${message}; standard output cannot be resumed`
  if (savedRows === 0) return `${message}; nothing was saved yet, so run the command again`
  return `${message}; ${savedRows.toLocaleString('en')} rows are safe: the same command with --resume goes on after them`
}
