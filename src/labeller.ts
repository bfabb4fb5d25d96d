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
import { findPriorWords, type PriorWords, whyDropped } from './stages/drop-prior.ts'
import {
  groupStrata,
  makePlaces,
  mergeFindings,
  type Places,
  type Policy,
  readMentions,
  type StrataByConcept,
} from './stages/findings.ts'
import { findMentions } from './stages/mentions.ts'
import { markModifiers, unmarkModifiers } from './stages/modifiers.ts'
import { makeEvidence, makeMention, makeSections } from './stages/output.ts'
import { readPrior } from './stages/prior.ts'
import { indexLabels, type LabelIndex, labelFindings } from './stages/rollup.ts'
import { fitScratch, makeScratch, type Scratch } from './stages/scratch.ts'
import { findSections } from './stages/sections.ts'
import { findSentences } from './stages/sentences.ts'
import { findTechnique, layOutputs, makeStrata, makeTechnique, type Outputs } from './stages/strata.ts'
import { makeTables, type Tables } from './stages/tables.ts'
import { tokenize } from './text/tokens.ts'
import type {
  Assertion,
  Conflict,
  DroppedMention,
  Evidence,
  LabelledReport,
  LabelOptions,
  Mention,
  PriorState,
  ReportSections,
  SeriesOptions,
  SeriesReport,
  Span,
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
  /** Per concept, all concepts above it. */
  readonly above: readonly ReadonlySet<number>[]
  readonly strata: StrataByConcept
  readonly outputs: Outputs
  readonly consistency: ConsistencyRules
  /** Per concept, what it is mistaken for; null where it is no look-alike. */
  readonly explained: readonly (ReadonlySet<number> | null)[]
  /** Layout of a label set, made on first use. */
  readonly labelsOf: (name: string) => LabelIndex
  readonly conceptIndex: ReadonlyMap<string, number>
  readonly sectionNames: ReadonlySet<string>
  readonly priorWords: PriorWords
  readonly places: Places
}

function makeGraph(ruleset: Ruleset): Graph {
  const above = ruleset.concepts.map((_, index) => ancestorsOf(ruleset, index, false))
  const abovePolicy = ruleset.concepts.map((_, index) => ancestorsOf(ruleset, index, true))
  const labels = new Map<string, LabelIndex>()
  return {
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
    sectionNames: new Set(ruleset.rules.flatMap((rule) => (rule.kind === 'heading' ? [rule.section] : []))),
    places: makePlaces(ruleset.concepts.length),
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
  const mentions: Mention[] = []
  const concepts: number[] = []
  const dropped: DroppedMention[] = []
  const before: { concept: number; prior: PriorState }[] = []
  const all: Mention[] = []
  for (let at = 0; at < scratch.mentions.count; at++) all.push(makeMention(scratch, tables, at))
  addAttributes(scratch, tables, text, all)
  unmarkModifiers(scratch)
  for (let at = 0; at < all.length; at++) {
    const mention = all[at]
    const concept = tables.conceptOf[scratch.mentions.rule[at]]
    const why = options.priorMentions === 'drop' ? whyDropped(mention, sections, graph.priorWords) : null
    if (why !== null) {
      dropped.push(why)
      continue
    }
    mentions.push(mention)
    concepts.push(concept)
    const { time, prior } = mention.assertion
    if (time === 'prior' && prior !== 'unknown' && sections[mention.section].isLabelled) before.push({ concept, prior })
  }
  const policy: Policy = {
    probable: options.probable ?? 1,
    scopedNegation: options.scopedNegation === undefined ? 0 : options.scopedNegation,
  }
  const readings = readMentions(mentions, concepts, sections, graph.strata, graph.explained, policy)
  const prior = readPrior(scratch, tables, sections, readings)
  const evidence: Evidence[] = []
  const { labels, noFindingReason, noAcute } = labelFindings({
    readings,
    mentions,
    index,
    ruleset,
    options: {
      rollUp: options.rollUp ?? true,
      impliedNegatives: options.impliedNegatives ?? true,
      uncertain: options.uncertain ?? 'keep',
      noFinding: options.noFinding ?? 'evidence',
      policyEdges: options.policyEdges ?? true,
    },
    leansOnPrior: prior.only,
    before,
    evidenceOf: (at) => {
      evidence[at] ??= makeEvidence(mentions[at], at, sections)
      return evidence[at]
    },
  })
  const plain: LabelledReport = {
    id: options.id ?? null,
    text,
    labels,
    noFindingReason,
    noAcute,
    strata: {},
    findings: [],
    mentions,
    sections,
    prior: { compares: prior.compares, only: prior.only, spans: prior.spans, covers: prior.covers, dropped },
    technique: {},
    conflicts: NO_CONFLICTS,
    series: null,
    ruleset: { name: ruleset.name, version: ruleset.version, hash: ruleset.hash },
  }
  if (options.detail === 'labels') return plain
  const technique = findTechnique(scratch, tables, all)
  const findings = mergeFindings(readings, mentions, ruleset.concepts, graph.strata, graph.places)
  return {
    ...plain,
    strata: makeStrata({
      outputs: graph.outputs,
      findings,
      places: graph.places,
      readings,
      mentions,
      facts: technique.map((at) => tables.conceptOf[scratch.mentions.rule[at]]),
    }),
    findings,
    technique: makeTechnique(all, technique),
    conflicts: mayConflict(graph.consistency, readings, mentions)
      ? findConflicts(graph.consistency, {
          ...{ text, readings, mentions, concepts, sections, index, scratch, tables },
          covers: prior.covers,
        })
      : NO_CONFLICTS,
  }
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
  const parts: string[] = []
  for (const [name, text] of Object.entries(report)) {
    if (text === null || text === undefined) continue
    if (typeof text !== 'string') throw new TypeError(`section "${name}" is not a string`)
    if (!graph.sectionNames.has(name)) {
      throw new TypeError(`unknown section "${name}"; there are ${[...graph.sectionNames].join(', ')}`)
    }
    parts.push(`${name.toUpperCase().replaceAll('-', ' ')}:\n${text}`)
  }
  return parts.join('\n\n')
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
  const assertion = at < mentions.count ? makeMention(scratch, tables, at).assertion : PLAIN
  unmarkModifiers(scratch)
  return assertion
}

const NO_CONFLICTS: readonly Conflict[] = []

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
