// The labeller: a pure function of a report and a ruleset, built of the stages in order.
//   text → tokens → matches → sections → sentences → mentions → assertions → findings → labels
import { defaultRuleset } from './default-ruleset.generated.ts'
import { findMatches } from './match/overlap.ts'
import { FINDINGS, type Ruleset, STATES } from './ruleset.ts'
import { carryLabels } from './series/carry.ts'
import { checkSeries } from './series/check.ts'
import { addAttributes } from './stages/attributes.ts'
import { type ConsistencyRules, findConflicts, layConsistency, mayConflict } from './stages/consistency.ts'
import { readContext } from './stages/context.ts'
import { findPriorWords, keepMentions, type PriorWords } from './stages/drop-prior.ts'
import { makePlaces, mergeFindings, type Places } from './stages/findings.ts'
import { indexLabels, type LabelIndex } from './stages/label-index.ts'
import { findMentions } from './stages/mentions.ts'
import { markModifiers, unmarkModifiers } from './stages/modifiers.ts'
import { makeMentions, makeSections } from './stages/output.ts'
import { readPrior } from './stages/prior.ts'
import { type Policy, readMentions } from './stages/readings.ts'
import { type ConceptStrata, groupStrata } from './stages/refine.ts'
import { labelFindings } from './stages/rollup.ts'
import { fitScratch, makeScratch, type Scratch } from './stages/scratch.ts'
import { findSections } from './stages/sections.ts'
import { findSentences } from './stages/sentences.ts'
import { findTechnique, layOutputs, makeStrata, makeTechnique, type Outputs } from './stages/strata.ts'
import { makeTables, type Tables } from './stages/tables.ts'
import { tokenize } from './text/tokens.ts'
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

/** What `createLabeller` gives: the labelling functions over one ruleset. */
export interface Labeller {
  readonly ruleset: Ruleset
  /**
   * Labels one report. Never throws on any string; misuse (not a string, unknown section or label set) is a TypeError.
   */
  labelReport(report: string | ReportSections, options?: LabelOptions): LabelledReport
  /**
   * Labels one patient's reports, in any order; labels that a report leaves to its prior ("no change") are carried from
   * the last report that states them. Gives the reports as they came; see `SeriesPlace` for what could not be placed.
   */
  labelSeries(reports: readonly SeriesReport[], options?: SeriesOptions): LabelledReport[]
  /** How the text speaks of a span, with the cues that say so; also of words that no rule knows. */
  assertSpan(text: string, span: Span): Assertion
}

/**
 * Makes a labeller from a compiled ruleset. Takes some tens of milliseconds; make it once and reuse it.
 *
 * @example
 * const { labelReport } = createLabeller(compileRules(sources))
 */
export function createLabeller(ruleset: Ruleset): Labeller {
  const tables = makeTables(ruleset)
  const graph = makeGraph(ruleset)
  const scratch = makeScratch()
  return {
    ruleset,
    labelReport: (report, options = {}) => label(report, options, tables, graph, scratch),
    labelSeries: (reports, options = {}) => labelPatient(reports, options, tables, graph, scratch),
    assertSpan: (text, span) => assertText(text, span, tables, scratch),
  }
}

/** The ontology laid out for the stages. */
interface Graph {
  /** Per concept, its id. */
  readonly ids: readonly string[]
  /** Per concept, all concepts above it. */
  readonly above: readonly ReadonlySet<number>[]
  readonly strata: ConceptStrata
  readonly outputs: Outputs
  readonly consistency: ConsistencyRules
  /** Per concept, what it is mistaken for; null where it is no look-alike. */
  readonly explained: readonly (ReadonlySet<number> | null)[]
  /** Layout of a label set, made on first use. */
  readonly labelsOf: (name: string) => LabelIndex
  readonly conceptIndex: ReadonlyMap<string, number>
  /** Per section, the heading that its text is put under. */
  readonly headings: ReadonlyMap<string, string>
  readonly priorWords: PriorWords
  readonly places: Places
  /** What reports say of the ruleset they were labelled with. */
  readonly identity: LabelledReport['ruleset']
}

function makeGraph(ruleset: Ruleset): Graph {
  const above = ruleset.concepts.map((_, index) => ancestorsOf(ruleset, index, false))
  const abovePolicy = ruleset.concepts.map((_, index) => ancestorsOf(ruleset, index, true))
  const labels = new Map<string, LabelIndex>()
  return {
    ids: ruleset.concepts.map(({ id }) => id),
    above,
    strata: groupStrata(ruleset, above),
    outputs: layOutputs(ruleset, above),
    consistency: layConsistency(ruleset, above),
    explained: ruleset.concepts.map(({ explains }) => {
      const covers = (concept: number): boolean =>
        explains.includes(concept) || explains.some((at) => above[concept].has(at))
      return explains.length === 0 ? null : new Set(ruleset.concepts.flatMap((_, at) => (covers(at) ? [at] : [])))
    }),
    labelsOf: (name) => {
      const known = labels.get(name)
      if (known !== undefined) return known
      const set = ruleset.labelSets.find((each) => each.name === name)
      if (set === undefined) {
        throw new TypeError(
          `unknown label set "${name}"; there are ${ruleset.labelSets.map((each) => each.name).join(', ')}`,
        )
      }
      const made = indexLabels(ruleset, set, above, abovePolicy)
      labels.set(name, made)
      return made
    },
    conceptIndex: new Map(ruleset.concepts.map((concept, index) => [concept.id, index])),
    priorWords: findPriorWords(ruleset),
    headings: new Map(
      ruleset.rules.flatMap((rule) =>
        rule.kind === 'heading' ? [[rule.section, `${rule.section.toUpperCase().replaceAll('-', ' ')}:\n`]] : [],
      ),
    ),
    places: makePlaces(ruleset.concepts.length),
    identity: Object.freeze({ name: ruleset.name, version: ruleset.version, hash: ruleset.hash }),
  }
}

function ancestorsOf(ruleset: Ruleset, index: number, withPolicy: boolean): ReadonlySet<number> {
  const found = new Set<number>()
  const queue = [index]
  for (const at of queue) {
    const { parents, policyParents } = ruleset.concepts[at]
    for (const parent of withPolicy ? [...parents, ...policyParents] : parents) {
      if (!found.has(parent)) {
        found.add(parent)
        queue.push(parent)
      }
    }
  }
  return found
}

/** tokens → matches → sections → sentences → mentions → assertions, all in the scratch columns. */
function readText(text: string, tables: Tables, scratch: Scratch): void {
  tokenize(text, tables.lexicon, scratch.tokens)
  fitScratch(scratch)
  findMatches(scratch.tokens, tables.phrases, tables.isMask, scratch.matches)
  markModifiers(scratch)
  findSections(scratch, tables)
  findSentences(scratch, tables)
  findMentions(scratch, tables)
  readContext(scratch, tables)
}

function label(
  report: string | ReportSections,
  options: LabelOptions,
  tables: Tables,
  graph: Graph,
  scratch: Scratch,
): LabelledReport {
  const text = textOf(report, graph)
  const index = graph.labelsOf(options.labelSet ?? 'chexpert')
  readText(text, tables, scratch)
  const { ruleset } = tables
  const sections = makeSections(scratch, tables, options.sections === undefined ? null : new Set(options.sections))
  const all = makeMentions(scratch, tables)
  addAttributes(scratch, tables, text, all)
  unmarkModifiers(scratch)
  const drops = options.priorMentions === 'drop'
  const { mentions, concepts, dropped } = keepMentions(
    all,
    conceptsOf(scratch, tables),
    drops,
    sections,
    graph.priorWords,
  )
  const policy: Policy = {
    probable: options.probable ?? 1,
    scopedNegation: options.scopedNegation === undefined ? 0 : options.scopedNegation,
  }
  const readings = readMentions(mentions, concepts, sections, graph.strata, graph.explained, policy)
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
    evidence: [],
  })
  const isWhole = options.detail !== 'labels'
  const technique = isWhole ? findTechnique(scratch, tables, all) : NONE
  const facts = technique.length === 0 ? NONE : technique.map((at) => tables.conceptOf[scratch.mentions.rule[at]])
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

/** Per mention, its concept. */
function conceptsOf({ mentions }: Scratch, { conceptOf }: Tables): number[] {
  const concepts: number[] = []
  for (let at = 0; at < mentions.count; at++) concepts.push(conceptOf[mentions.rule[at]])
  return concepts
}

function labelPatient(
  reports: readonly SeriesReport[],
  options: SeriesOptions,
  tables: Tables,
  graph: Graph,
  scratch: Scratch,
): LabelledReport[] {
  checkSeries(reports, options)
  const { ruleset } = tables
  const { above, conceptIndex } = graph
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

function assertText(text: string, span: Span, tables: Tables, scratch: Scratch): Assertion {
  if (typeof text !== 'string') throw new TypeError('the text is not a string')
  const { start, end } = span
  if (!Number.isInteger(start) || !Number.isInteger(end) || start < 0 || end > text.length || start >= end) {
    throw new TypeError(`span ${start}–${end} is not inside the text (length ${text.length})`)
  }
  tokenize(text, tables.lexicon, scratch.tokens)
  fitScratch(scratch)
  findMatches(scratch.tokens, tables.phrases, tables.isMask, scratch.matches)
  const { tokens, matches } = scratch
  if (tokens.count === 0) return PLAIN
  let from = 0
  while (from < tokens.count - 1 && tokens.end[from] <= start) from++
  let to = from
  while (to < tokens.count - 1 && tokens.start[to + 1] < end) to++
  plantFinding(matches, from, to, tables)
  markModifiers(scratch)
  findSections(scratch, tables)
  findSentences(scratch, tables)
  findMentions(scratch, tables)
  readContext(scratch, tables)
  const { mentions } = scratch
  let at = 0
  while (
    at < mentions.count &&
    !(mentions.anchorFrom[at] <= from && mentions.anchorTo[at] >= from && mentions.anatomyFrom[at] < 0)
  )
    at++
  const assertion = at < mentions.count ? makeMentions(scratch, tables)[at].assertion : PLAIN
  unmarkModifiers(scratch)
  return assertion
}

/** What most reports have none of; shared by them, so frozen. */
const NONE: readonly never[] = Object.freeze([])
const NO_STRATA: Strata = Object.freeze({})

/** How a span is asserted that no cue speaks of. */
const PLAIN: Assertion = {
  polarity: 'present',
  certainty: 'certain',
  time: 'current',
  change: null,
  prior: 'unknown',
  scope: [],
  cues: [],
}

/** Puts a finding match at the tokens from…to, in place of whatever findings and states overlap them. */
function plantFinding(matches: Scratch['matches'], from: number, to: number, tables: Tables): void {
  const kept = keepOutside(matches, FINDINGS, from, to)
  keepOutside(matches, STATES, from, to)
  const at = kept.findLastIndex((start) => start < from) + 1
  const count = matches.count[FINDINGS]
  for (const column of [matches.rule[FINDINGS], matches.from[FINDINGS], matches.to[FINDINGS]]) {
    column.copyWithin(at + 1, at, count)
  }
  matches.rule[FINDINGS][at] = tables.plainFinding
  matches.from[FINDINGS][at] = from
  matches.to[FINDINGS][at] = to
  matches.count[FINDINGS] = count + 1
}

/** Drops a layer's matches that overlap the tokens from…to; gives the starts of those that stay. */
function keepOutside(matches: Scratch['matches'], layer: number, from: number, to: number): number[] {
  const starts: number[] = []
  let count = 0
  for (let at = 0; at < matches.count[layer]; at++) {
    if (matches.to[layer][at] >= from && matches.from[layer][at] <= to) continue
    starts.push(matches.from[layer][at])
    for (const column of [matches.rule[layer], matches.from[layer], matches.to[layer]]) column[count] = column[at]
    count++
  }
  matches.count[layer] = count
  return starts
}

let ready: Labeller | null = null

/** The labeller of the default ruleset, made on first use. */
export function defaultLabeller(): Labeller {
  ready ??= createLabeller(defaultRuleset())
  return ready
}

/**
 * Labels one report with the default ruleset.
 *
 * @example
 * labelReport('Heart size normal. Small left effusion, unchanged.').labels['Pleural Effusion'].value // 1
 */
export function labelReport(report: string | ReportSections, options?: LabelOptions): LabelledReport {
  return defaultLabeller().labelReport(report, options)
}

/**
 * Labels one patient's reports with the default ruleset; see `Labeller.labelSeries`.
 *
 * @example
 * const [, second] = labelSeries([
 *   { id: 'a', date: '2026-03-01', text: 'Small left effusion.' },
 *   { id: 'b', date: '2026-03-02', text: 'No change.' },
 * ])
 * second.labels['Pleural Effusion'].carried // { report: 'a', index: 0, steps: 1 }
 */
export function labelSeries(reports: readonly SeriesReport[], options?: SeriesOptions): LabelledReport[] {
  return defaultLabeller().labelSeries(reports, options)
}

/** How the text speaks of a span, read with the default ruleset; see `Labeller.assertSpan`. */
export function assertSpan(text: string, span: Span): Assertion {
  return defaultLabeller().assertSpan(text, span)
}
