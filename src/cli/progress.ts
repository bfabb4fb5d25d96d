// What `cxrlabel label` says on standard error: progress, rows set aside, and the closing summary.
import type { Progress, RejectLine } from '../batch/file-options.ts'
import type { Summary } from '../batch/summary.ts'
import { type Asked, describeMarks } from './describe-marks.ts'

/** Shows how far a run is. */
export interface ProgressDisplay {
  update(progress: Progress): void
  /** Prints a line without breaking the bar. */
  note(message: string): void
  end(): void
}

/** A bar with rate and time left on a terminal; a plain line every ten seconds in a log. */
export async function makeProgress(): Promise<ProgressDisplay> {
  return process.stderr.isTTY === true ? makeBar(await import('cli-progress')) : makeLines()
}

const STEPS = 1000

function makeBar({ Presets, SingleBar }: typeof import('cli-progress')): ProgressDisplay {
  let bar: InstanceType<typeof SingleBar> | null = null
  const start = performance.now()
  return {
    update: ({ rows, rejected, fraction }) => {
      const rate = rateOf(rows, performance.now() - start)
      const aside = rejected === 0 ? '' : ` · ${count(rejected)} set aside`
      const payload = { text: `${counted(rows, 'row')} · ${rate}/s${aside}` }
      if (bar === null) {
        const format = fraction === null ? '{text}' : '{bar} {percentage} % · {text} · {eta_formatted} left'
        bar = new SingleBar(
          { format, hideCursor: true, clearOnComplete: true, stream: process.stderr },
          Presets.shades_classic,
        )
        bar.start(STEPS, 0, payload)
      }
      bar.update(Math.floor((fraction ?? 0) * STEPS), payload)
    },
    note: (message) => {
      if (bar !== null) process.stderr.write('\r\u001b[K')
      process.stderr.write(`cxrlabel: ${message}\n`)
    },
    end: () => {
      bar?.stop()
      bar = null
    },
  }
}

function makeLines(): ProgressDisplay {
  const start = performance.now()
  let last = start
  return {
    update: ({ rows, rejected, fraction }) => {
      const now = performance.now()
      if (now - last < 10_000) return
      last = now
      const share = fraction === null ? '' : ` (${Math.floor(fraction * 100)} %)`
      const left =
        fraction === null || fraction === 0 ? '' : `, ${duration(((now - start) * (1 - fraction)) / fraction)} left`
      const aside = rejected === 0 ? '' : `, ${count(rejected)} set aside`
      process.stderr.write(`cxrlabel: ${counted(rows, 'row')}${share}, ${rateOf(rows, now - start)}/s${left}${aside}\n`)
    },
    note: (message) => void process.stderr.write(`cxrlabel: ${message}\n`),
    end: () => {},
  }
}

/** Rows named on the terminal before the file of rejects is left to tell the rest. */
const NAMED = 20

/** Says which rows are set aside and why; all of them where no file holds them. */
export function makeRejectNotes(
  say: (message: string) => void,
  options: { readonly isLoud: boolean; readonly hasFile: boolean },
): { add(reject: RejectLine): void; end(file: string | null): void } {
  let seen = 0
  return {
    add: (reject) => {
      seen++
      if (options.hasFile && (!options.isLoud || seen > NAMED)) return
      say(`${placeOf(reject)} ${reject.message}; set aside`)
    },
    end: (file) => {
      if (options.isLoud && options.hasFile && seen > NAMED)
        say(`${count(seen - NAMED)} more ${seen - NAMED === 1 ? 'row' : 'rows'} set aside; see ${file}`)
    },
  }
}

/** Where a record stands and what it is called. An id is shortened: in a broken file it may be anything. */
function placeOf({ source, row, file, id }: RejectLine): string {
  const named = id === null || file !== undefined ? '' : ` (id ${id.length > 40 ? `${id.slice(0, 40)}…` : id})`
  return `${source}${file === undefined ? '' : `: ${file}`}${row === null ? '' : ` row ${row}`}${named}`
}

/** The closing summary: rows, time, rate, and how often each label has each value. */
export function describeSummary(summary: Summary, asked: Asked): string {
  const { rows, labelled, rejected, failed, ignored, resumedRows, milliseconds, workers, labels, counts, rejects } =
    summary
  const time = `${(milliseconds / 1000).toFixed(2)} s, ${rateOf(rows - resumedRows, milliseconds)} rows/s, ${workers} ${workers === 1 ? 'thread' : 'workers'}`
  const resumed = resumedRows === 0 ? '' : ` (${count(resumedRows)} of them before)`
  const width = Math.max('label'.length, ...labels.map((label) => label.length))
  const lines = labels.map((label) => {
    const { positive, negative, uncertain, blank } = counts[label]
    const share = labelled === 0 ? '' : `${((100 * positive) / labelled).toFixed(1)} %`
    return [label.padEnd(width), cell(positive), share.padStart(8), cell(uncertain), cell(negative), cell(blank)].join(
      ' ',
    )
  })
  return [
    `${counted(rows, 'row')}${resumed} = ${count(labelled)} labelled + ${count(rejected)} set aside; ${time}`,
    [
      `label`.padEnd(width),
      ...['positive', 'share', 'uncertain', 'negative', 'blank'].map((name) => name.padStart(name === 'share' ? 8 : 9)),
    ].join(' '),
    ...lines,
    ...describeMarks(summary.marks, asked, summary.labelled),
    ...(ignored === 0 ? [] : [`${counted(ignored, 'file')} passed over as no report${ignored === 1 ? '' : 's'}`]),
    ...(failed === 0
      ? []
      : [
          `${count(failed)} of the rows set aside failed to be labelled: a fault of cxrlabel's; please report the reason`,
        ]),
    ...(rejects === null ? [] : [`Rows set aside, with their reasons: ${rejects}`]),
    '',
  ].join('\n')
}

function cell(number: number): string {
  return count(number).padStart(9)
}

function count(number: number): string {
  return number.toLocaleString('en')
}

/** `1 row`, `2 rows`. */
function counted(number: number, noun: string): string {
  return `${count(number)} ${noun}${number === 1 ? '' : 's'}`
}

function rateOf(rows: number, milliseconds: number): string {
  return count(Math.round((rows / Math.max(1, milliseconds)) * 1000))
}

function duration(milliseconds: number): string {
  const seconds = Math.round(milliseconds / 1000)
  const minutes = Math.floor(seconds / 60)
  return minutes === 0 ? `${seconds} s` : `${minutes} min ${seconds % 60} s`
}
