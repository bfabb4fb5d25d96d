// The labeller: a pure function of a report and a ruleset, built of the stages in order.
//   text → tokens → matches → sections → sentences → mentions → assertions → findings → labels
import { checkRuleset } from './check-ruleset.ts'
import { defaultRuleset } from './default-ruleset.generated.ts'
import type { ChexpertLabel, Cxr14Label } from './label-names.generated.ts'
import type { Ruleset } from './ruleset.ts'
import { carryLabels } from './series/carry.ts'
import { checkSeries } from './series/check.ts'
import { assertText } from './stages/assert-span.ts'
import { makeScratch, type Scratch } from './stages/columns/scratch.ts'
import { makeTables, type Tables } from './stages/columns/tables.ts'
import { findConflicts, mayConflict } from './stages/consistency/consistency.ts'
import { asksModifiers, OF_ALL, OF_NONE, speakOf } from './stages/findings/asks.ts'
import { keepMentions } from './stages/findings/drop-prior.ts'
import { mergeFindings } from './stages/findings/findings.ts'
import { makeMentions, makeSections } from './stages/findings/output.ts'
import { readPrior } from './stages/findings/prior.ts'
import { type Policy, readMentions } from './stages/findings/readings.ts'
import { labelFindings } from './stages/findings/rollup.ts'
import { makeStrata } from './stages/findings/strata.ts'
import { factsOf, findTechnique, makeTechnique } from './stages/findings/technique.ts'
import { type Graph, makeGraph } from './stages/graph.ts'
import { addAttributes } from './stages/modifiers/attributes.ts'
import { unmarkModifiers } from './stages/modifiers/modifiers.ts'
import { addOfPronouns } from './stages/modifiers/pronoun-modifiers.ts'
import { makeOptionChecks } from './stages/options.ts'
import { readMatches, readMentionsOf } from './stages/read-text.ts'
import type {
  Assertion,
  LabelledReport,
  LabelOptions,
  ReportSections,
  SeriesOptions,
  SeriesReport,
  Span,
  Strata,
} from './types.ts'

/** What `createLabeller` gives: the labelling functions over one ruleset, which may be taken apart. */
export interface Labeller {
  readonly ruleset: Ruleset
  /**
   * Labels one report. Never throws on any string; misuse (not a string, an option or value of one that there is none
   * of) is a TypeError that says what there is. An options object is checked when it first comes, so give one to all
   * reports.
   */
  readonly labelReport: (report: string | ReportSections, options?: LabelOptions<string>) => LabelledReport
  /**
   * Labels one patient's reports, in any order; labels that a report leaves to its prior ("no change") are carried from
   * the last report that states them. Gives the reports as they came; see `SeriesPlace` for what could not be placed.
   */
  readonly labelSeries: (reports: readonly SeriesReport[], options?: SeriesOptions<string>) => LabelledReport[]
  /** How the text speaks of a span, with the cues that say so; also of words that no rule knows. */
  readonly assertSpan: (text: string, span: Span) => Assertion
}

/**
 * Makes a labeller from a compiled ruleset. Takes some tens of milliseconds; make it once and reuse it.
 *
 * It keeps what it works with: some 70 bytes for each character of the longest report yet (250 where each is a word of
 * its own), but of more than a million characters only until the next report comes.
 *
 * @example
 * const { labelReport } = createLabeller(await compileRules(sources))
 */
export function createLabeller(ruleset: Ruleset): Labeller {
  checkRuleset(ruleset)
  const tables = makeTables(ruleset)
  const graph = makeGraph(tables)
  const scratch = makeScratch()
  const checks = makeOptionChecks(ruleset)
  return {
    ruleset,
    labelReport: (report, options) => label(report, checks.ofReport(options), tables, graph, scratch),
    labelSeries: (reports, options) => labelPatient(reports, checks.ofSeries(options), tables, graph, scratch),
    assertSpan: (text, span) => assertText(text, span, tables, scratch),
  }
}

function label(
  report: string | ReportSections,
  options: LabelOptions<string>,
  tables: Tables,
  graph: Graph,
  scratch: Scratch,
): LabelledReport {
  const text = textOf(report, graph)
  const index = graph.labelsOf(options.labelSet ?? 'chexpert')
  readMatches(text, tables, scratch)
  readMentionsOf(tables, scratch)
  const { ruleset } = tables
  const sections = makeSections(scratch, tables, options.sections === undefined ? null : new Set(options.sections))
  const policy: Policy = {
    probable: options.probable ?? 1,
    scopedNegation: options.scopedNegation === undefined ? 0 : options.scopedNegation,
  }
  const isWhole = (options.detail ?? 'all') !== 'labels'
  const spoken = speakOf(scratch, tables)
  const asked = isWhole || policy.scopedNegation === null ? OF_ALL : asksModifiers(scratch, tables, spoken)
  const all = makeMentions(scratch, tables, text, asked)
  if (asked !== OF_NONE) addOfPronouns(scratch, tables, text, all)
  if (asked === OF_ALL) addAttributes(scratch, tables, text, all)
  unmarkModifiers(scratch)
  const drops = (options.priorMentions ?? 'keep') === 'drop'
  const { mentions, concepts, dropped } = keepMentions(all, scratch.mentions.concept, drops, sections, graph.priorWords)
  const readings = readMentions(mentions, concepts, sections, graph.strata, graph.mimics, policy, scratch, tables)
  const prior = readPrior(scratch, tables, sections, readings)
  const { labels, noFindingReason, noAcute } = labelFindings({
    readings,
    mentions,
    concepts,
    sections,
    index,
    ruleset,
    traits: tables.traits,
    options: {
      rollUp: options.rollUp ?? true,
      impliedNegatives: options.impliedNegatives ?? true,
      uncertain: options.uncertain ?? 'keep',
      noFinding: options.noFinding ?? 'evidence',
      policyEdges: options.policyEdges ?? true,
    },
    leansOnPrior: prior.only,
    leavesRest: prior.covers.some(({ what }) => what !== 'named'),
    evidence: new Array(mentions.length),
    cells: new Array(index.names.length).fill(null),
  })
  const technique = isWhole ? findTechnique(scratch, tables, all) : NONE
  const facts = technique.length === 0 ? NONE : factsOf(scratch, tables, all, technique, graph.strata)
  const findings = isWhole ? mergeFindings(readings, mentions, graph.ids, graph.strata, graph.places) : NONE
  return {
    id: options.id ?? null,
    text,
    labels,
    noFindingReason,
    noAcute,
    strata: isWhole
      ? makeStrata({ outputs: graph.outputs, findings, places: graph.places, readings, mentions, facts })
      : NO_STRATA,
    findings,
    mentions,
    sections,
    prior: { compares: prior.compares, only: prior.only, spans: prior.spans, covers: prior.covers, dropped },
    technique: makeTechnique(all, technique),
    conflicts:
      isWhole && mayConflict(graph.consistency, readings, mentions)
        ? findConflicts(graph.consistency, {
            ...{ text, readings, mentions, concepts, sections, index, scratch, tables },
            covers: prior.covers,
          })
        : NONE,
    series: null,
    ruleset: graph.identity,
  }
}

function labelPatient(
  reports: readonly SeriesReport[],
  options: SeriesOptions<string>,
  tables: Tables,
  graph: Graph,
  scratch: Scratch,
): LabelledReport[] {
  checkSeries(reports)
  const { ruleset, above } = tables
  const { conceptIndex } = graph
  const index = graph.labelsOf(options.labelSet ?? 'chexpert')
  return carryLabels(reports, options, { ruleset, index, above, conceptIndex }, (report, own) =>
    label(report, own, tables, graph, scratch),
  )
}

/** Joins sections given as fields under their headings, in the order given; a report in one piece is left alone. */
function textOf(report: string | ReportSections, graph: Graph): string {
  if (typeof report === 'string') return report
  if (typeof report !== 'object' || report === null)
    throw new TypeError('a report is a string or an object of sections')
  let joined = ''
  for (const name of Object.keys(report)) {
    const text = report[name]
    if (text === null || text === undefined) continue
    if (typeof text !== 'string') throw new TypeError(`section "${name}" is not a string`)
    const heading = graph.headings.get(name)
    if (heading === undefined) {
      throw new TypeError(`unknown section "${name}"; there are ${[...graph.headings.keys()].join(', ')}`)
    }
    joined += joined === '' ? heading + text : `\n\n${heading}${text}`
  }
  return joined
}

/** What most reports have none of; shared by them, so frozen. */
const NONE: readonly never[] = Object.freeze([])
const NO_STRATA: Strata = Object.freeze({})

let ready: Labeller | null = null

/** The labeller of the default ruleset, made on first use. */
export function defaultLabeller(): Labeller {
  ready ??= createLabeller(defaultRuleset())
  return ready
}

/**
 * Labels one report with the default ruleset; see `Labeller.labelReport`. The labels are those of CheXpert, or of the
 * label set that the options name.
 *
 * @example
 * labelReport('Heart size normal. Small left effusion, unchanged.').labels['Pleural Effusion'].value // 1
 */
export function labelReport(
  report: string | ReportSections,
  options?: LabelOptions & { readonly labelSet?: 'chexpert' | 'mimic' },
): LabelledReport<ChexpertLabel>
/** Labels one report with the default ruleset; the labels are those of ChestX-ray14. */
export function labelReport(
  report: string | ReportSections,
  options: LabelOptions & { readonly labelSet: 'cxr14' },
): LabelledReport<Cxr14Label>
/** Labels one report with the default ruleset; what the labels are called, the compiler does not know. */
export function labelReport(report: string | ReportSections, options?: LabelOptions): LabelledReport
export function labelReport(report: string | ReportSections, options?: LabelOptions): LabelledReport {
  return defaultLabeller().labelReport(report, options)
}

/**
 * Labels one patient's reports with the default ruleset; see `Labeller.labelSeries`. The labels are those of CheXpert,
 * or of the label set that the options name.
 *
 * @example
 * const [, second] = labelSeries([
 *   { id: 'a', date: '2026-03-01', text: 'Small left effusion.' },
 *   { id: 'b', date: '2026-03-02', text: 'No change.' },
 * ])
 * second?.labels['Pleural Effusion'].carried // { report: 'a', index: 0, steps: 1 }
 */
export function labelSeries(
  reports: readonly SeriesReport[],
  options?: SeriesOptions & { readonly labelSet?: 'chexpert' | 'mimic' },
): LabelledReport<ChexpertLabel>[]
/** Labels one patient's reports with the default ruleset; the labels are those of ChestX-ray14. */
export function labelSeries(
  reports: readonly SeriesReport[],
  options: SeriesOptions & { readonly labelSet: 'cxr14' },
): LabelledReport<Cxr14Label>[]
/** Labels one patient's reports with the default ruleset; what the labels are called, the compiler does not know. */
export function labelSeries(reports: readonly SeriesReport[], options?: SeriesOptions): LabelledReport[]
export function labelSeries(reports: readonly SeriesReport[], options?: SeriesOptions): LabelledReport[] {
  return defaultLabeller().labelSeries(reports, options)
}

/** How the text speaks of a span, read with the default ruleset; see `Labeller.assertSpan`. */
export function assertSpan(text: string, span: Span): Assertion {
  return defaultLabeller().assertSpan(text, span)
}
