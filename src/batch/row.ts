// The one place where batch labelling meets the labeller: a report into the flat row that the outputs hold.
import type { LabelledRow, RowCertainty, RowConflict, RowMention, RowPrior, RowSeries, RowValue } from '../io/row.ts'
import { createLabeller, defaultLabeller } from '../labeller.ts'
import type { Ruleset } from '../ruleset.ts'
import { certaintyOf } from '../stages/findings/certainty.ts'
import type { Conflict, Cue, Evidence, LabelledReport, LabelOptions, Mention, ReportSections, Span } from '../types.ts'

/** What a labeller of rows is made with. */
export interface RowOptions {
  readonly label: LabelOptions<string>
  readonly withEvidence: boolean
  readonly withConflicts?: boolean
  /** Series only: days after which nothing is carried; the library's limit when left out. */
  readonly maxGapDays?: number
  /** The rules, compiled, as plain data that a worker gets a copy of; the default ones when left out. */
  readonly ruleset?: Ruleset
}

/** A report as one of its patient's. */
export interface PatientReport {
  readonly id: string
  readonly date: string | null
  readonly report: string | ReportSections
}

/** A module that makes rows: this one, or another with the same export. */
export interface RowModule {
  readonly createRowLabeller: (options: RowOptions) => RowLabeller
}

/** Labels reports into rows; `labels` are the columns, in the order of the label set. */
export interface RowLabeller {
  readonly labels: readonly string[]
  /** Digest of the rules: a run is only resumed with those it was begun with. */
  readonly ruleset: string
  label(report: string | ReportSections, id: string): LabelledRow
  /** Labels one patient's reports together; rows come in the order of the reports. Needed for series only. */
  labelPatient?(reports: readonly PatientReport[]): LabelledRow[]
}

/** Makes the labeller that a worker uses. @throws {TypeError} for options the labeller does not know. */
export function createRowLabeller(options: RowOptions): RowLabeller {
  const { labelReport, labelSeries } =
    options.ruleset === undefined ? defaultLabeller() : createLabeller(options.ruleset)
  // Labelling nothing names the columns, and finds wrong options before the first report is read.
  const { labels: values, ruleset } = labelReport('', options.label)
  // One object for all reports: what is made by spreading has a hidden class of its own each time, and is read slowly.
  const own = { ...options.label, id: '' }
  // A series is read with all detail, whatever is written of it; the reports bring their ids.
  const { detail: _detail, id: _id, ...shared } = options.label
  const ofSeries = options.maxGapDays === undefined ? shared : { ...shared, maxGapDays: options.maxGapDays }
  return {
    labels: Object.keys(values),
    ruleset: `${ruleset.version} ${ruleset.hash}`,
    label: (report, id) => {
      own.id = id
      return makeRow(labelReport(report, own), id, options.withEvidence, options.withConflicts)
    },
    labelPatient: (reports) => {
      const series = reports.map(({ id, date, report }) => ({ id, date, text: report }))
      const labelled = labelSeries(series, ofSeries)
      return labelled.map((report) => makeRow(report, report.id, options.withEvidence, options.withConflicts))
    },
  }
}

/** URL of this module, for workers to load. */
export function rowModuleUrl(): string {
  return import.meta.url
}

/** The row of a labelled report. */
export function makeRow(
  report: LabelledReport,
  id: string | null,
  withEvidence: boolean,
  withConflicts = false,
): LabelledRow {
  const labels: Record<string, RowValue> = {}
  const { labels: values } = report
  for (const name in values) labels[name] = values[name].value
  const { compares, only, dropped } = report.prior
  const prior = dropped.length === 0 ? { compares, prior_only: only } : { compares, prior_only: only, dropped }
  const row: LabelledRow = { id, labels, strata: report.strata, prior }
  const hasConflicts = withConflicts && report.conflicts.length > 0
  if (report.series === null && !hasConflicts && !withEvidence) return row
  return {
    ...row,
    ...(report.series === null ? {} : { series: seriesOf(report) }),
    ...(hasConflicts ? { conflicts: report.conflicts.map(conflictOf(report)) } : {}),
    ...(withEvidence
      ? { prior: { ...prior, ...coversOf(report) }, ...evidenceOf(report), ...decisionsOf(report) }
      : {}),
  }
}

/** The words that cause a carry: a carried label has no evidence of its own. */
function coversOf({ prior, text }: LabelledReport): Pick<RowPrior, 'covers'> {
  if (prior.covers.length === 0) return {}
  return { covers: prior.covers.map((cover) => ({ ...cover, words: text.slice(cover.start, cover.end) })) }
}

function conflictOf({ text }: LabelledReport): (conflict: Conflict) => RowConflict {
  const cut = ({ start, end }: Span): string => text.slice(start, end)
  return ({ kind, on, message, spans, earlier }) => ({
    ...{ kind, on, message },
    sides: spans.map(({ section, concept, start, end, sentence }) => ({
      ...{ section, concept, start, end },
      words: cut({ start, end }),
      sentence: cut(sentence),
    })),
    ...(earlier === undefined ? {} : { earlier: earlier.report }),
  })
}

function seriesOf({ series, labels, conflicts }: LabelledReport): RowSeries {
  const { place = null, problem = null, message = null, ended = [] } = series ?? {}
  const carried: Record<string, { report: string | null; steps: number }> = {}
  for (const name in labels) {
    const from = labels[name].carried
    if (from !== null) carried[name] = { report: from.report, steps: from.steps }
  }
  const contradictions = conflicts.flatMap(({ kind, on, message, earlier }) =>
    kind === 'contradicts-series' ? [{ on, message, report: earlier?.report ?? null }] : [],
  )
  return { place, problem, message, carried, ended, contradictions }
}

function evidenceOf(
  report: LabelledReport,
): Pick<LabelledRow, 'findings' | 'sections' | 'no_finding_reason' | 'no_acute'> {
  return {
    findings: report.findings.map((finding) => ({
      concept: finding.concept,
      value: finding.value,
      certainty: finding.certainty,
      change: finding.change,
      prior: finding.prior,
      mentions: finding.mentions.map((index) => describeMention(report, report.mentions[index])),
    })),
    sections: report.sections.map(({ name, start, end }) => ({ name, start, end })),
    no_finding_reason: report.noFindingReason,
    no_acute: report.noAcute,
  }
}

/** What decided each label, and the text that the spans are of: what `cxrlabel errors` and `compare` group by. */
function decisionsOf(report: LabelledReport): Pick<LabelledRow, 'text' | 'evidence' | 'certainty'> {
  const evidence: Record<string, Omit<Evidence, 'mention'>[]> = {}
  for (const name in report.labels) {
    const entries = report.labels[name].evidence
    if (entries.length === 0) continue
    evidence[name] = entries.map(({ rule, concept, start, end, section, sentence, cues }) => ({
      ...{ rule, concept, start, end, section, sentence },
      cues: cues.map(({ rule, start, end, existence, time, change, decided }) => ({
        ...{ rule, start, end, existence, time, change, decided },
      })),
    }))
  }
  return { evidence, certainty: certaintiesOf(report), text: report.text }
}

/** How sure the report is of each label it speaks of, with the words that say so. */
function certaintiesOf(report: LabelledReport): LabelledRow['certainty'] {
  const certainties: Record<string, RowCertainty> = {}
  for (const name in report.labels) {
    const sure = certaintyOf(report.labels[name])
    if (sure === null) continue
    const { degree, phrase } = sure
    certainties[name] = { degree, phrase: phrase === null ? null : report.text.slice(phrase.start, phrase.end) }
  }
  return certainties
}

function describeMention(report: LabelledReport, mention: Mention): RowMention {
  const { start, end, rule, section, assertion, modifiers } = mention
  const { polarity, certainty, time, change, prior, scope, cues } = assertion
  const cut = ({ start, end }: { start: number; end: number }) => report.text.slice(start, end)
  const describeCue = (cue: Cue) => ({
    rule: cue.rule,
    start: cue.start,
    end: cue.end,
    text: cut(cue),
    decided: cue.decided,
  })
  return {
    ...{ rule, section: report.sections[section].name, start, end, text: cut(mention) },
    ...{ polarity, certainty, time, change, prior, scope },
    cues: cues.map(describeCue),
    modifiers: modifiers.map((modifier) => ({
      rule: modifier.rule,
      facet: modifier.facet,
      value: modifier.value,
      start: modifier.start,
      end: modifier.end,
    })),
  }
}
