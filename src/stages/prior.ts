// Whether a report leans on a prior examination: that it compares at all, whether comparing is all it does, and what it
// leaves to the prior ("no change", "otherwise unchanged", "heart and mediastinum are stable").
import { ANATOMY, type AnatomyRule, CUES } from '../ruleset.ts'
import type { Leaning, Section, Span } from '../types.ts'
import { changeCueOf } from './before.ts'
import { tokenSpan } from './output.ts'
import type { Reading } from './readings.ts'
import type { Scratch } from './scratch.ts'
import { firstAtOrAfter } from './search.ts'
import { CURRENT, KNOWN, LEANS_ALL, type Tables, UNCHANGED } from './tables.ts'
import { BLOCKS, DEVICE, IMPLIES_ABSENT, IMPLIES_PRESENT, MIMIC, NORMAL } from './traits.ts'
import { VERB } from './words.ts'

/** Findings, normal statements and denials speak of today; devices, technique and bare structures do not. */
const OF_TODAY = BLOCKS | NORMAL | MIMIC | IMPLIES_PRESENT | IMPLIES_ABSENT
/** How far a structure stands from the words that call it unchanged. */
const REACH = 12

export interface PriorReading {
  readonly compares: boolean
  readonly only: boolean
  readonly spans: readonly Span[]
  readonly covers: readonly Leaning[]
}

const NO_PRIOR: PriorReading = { compares: false, only: false, spans: [], covers: [] }

/** Reads the comparing cues of labelled sections and weighs them against what the report says of today. */
export function readPrior(
  scratch: Scratch,
  tables: Tables,
  sections: readonly Section[],
  readings: readonly Reading[],
): PriorReading {
  const { matches, sentences } = scratch
  let spans: Span[] | null = null
  let covers: Leaning[] | null = null
  let sentence = 0
  for (let cue = 0; cue < matches.count[CUES]; cue++) {
    const rule = matches.rule[CUES][cue]
    // "Residual effusion" was there before, and compares with no film.
    if (tables.comparesOf[rule] === 0 && (tables.changeOf[rule] === 0 || tables.changeOf[rule] === KNOWN)) continue
    const from = matches.from[CUES][cue]
    while (sentence < sentences.count && sentences.to[sentence] <= from) sentence++
    if (sentence === sentences.count) break
    if (sentences.from[sentence] > from || !sections[sentences.section[sentence]].isLabelled) continue
    // Words that always compare do so wherever they stand; a mere word of change only where it speaks of a finding.
    const first = governed(scratch, tables, cue, sentence)
    if (first < 0 && tables.comparesOf[rule] === 0) continue
    const span = tokenSpan(scratch, from, matches.to[CUES][cue])
    if (spans === null) spans = [span]
    else spans.push(span)
    const leaning = leaningOf(scratch, tables, cue, sentence, first)
    if (leaning === null) continue
    const { what, concepts } = leaning
    covers ??= []
    covers.push({ what, concepts, start: span.start, end: span.end, rule: tables.ruleset.rules[rule].id })
  }
  if (spans === null) return NO_PRIOR
  return {
    compares: true,
    only: !readings.some(({ concept }) => (tables.traits[concept] & OF_TODAY) !== 0),
    spans,
    covers: covers ?? NO_PRIOR.covers,
  }
}

/** First mention of the sentence whose change this cue decides, or -1. */
function governed(scratch: Scratch, tables: Tables, cue: number, sentence: number): number {
  const { mentions } = scratch
  for (
    let at = firstAtOrAfter(mentions.sentence, mentions.count, sentence);
    at < mentions.count && mentions.sentence[at] === sentence;
    at++
  ) {
    if (mentions.change[at] !== cue) continue
    return changeCueOf(scratch, tables, at) === cue && isOfNow(scratch, tables, at) ? at : -1
  }
  return -1
}

/** Not planned, feared or asked for. */
function isOfNow({ mentions, matches }: Scratch, tables: Tables, mention: number): boolean {
  const cue = mentions.time[mention]
  return cue < 0 || tables.timeOf[matches.rule[CUES][cue]] === CURRENT
}

/**
 * What a cue leaves to the prior, or null: what it says of a finding is said, not left. `first` is the first mention whose
 * change it decides, or -1.
 */
function leaningOf(
  scratch: Scratch,
  tables: Tables,
  cue: number,
  sentence: number,
  first: number,
): Pick<Leaning, 'what' | 'concepts'> | null {
  const { concepts } = tables.ruleset
  const rule = scratch.matches.rule[CUES][cue]
  const leans = tables.leansOf[rule]
  if (first >= 0 && !isOwnState(scratch, first, cue)) {
    if (tables.changeOf[rule] !== UNCHANGED) return null
    const { mentions } = scratch
    const named: string[] = []
    for (let at = first; at < mentions.count && mentions.sentence[at] === sentence; at++) {
      if (mentions.change[at] !== cue) continue
      const concept = tables.conceptOf[mentions.rule[at]]
      const { id } = concepts[concept]
      if ((tables.traits[concept] & DEVICE) !== 0 && !named.includes(id)) named.push(id)
    }
    return named.length === 0 ? null : { what: 'named', concepts: named }
  }
  if (leans === 0) return null
  const structures = structuresOf(scratch, tables, cue, sentence)
  if (structures !== null) {
    const left = new Set<string>()
    for (const { leaves } of structures)
      if (leaves !== 'all') for (const concept of leaves) left.add(concepts[concept].id)
    return { what: 'named', concepts: [...left] }
  }
  return { what: leans === LEANS_ALL ? 'all' : 'rest', concepts: [] }
}

/** Whether the cue is itself what the mention says of its structure: "the heart is *stable*". */
function isOwnState({ mentions, matches }: Scratch, mention: number, cue: number): boolean {
  return mentions.anatomyFrom[mention] >= 0 && mentions.anchorFrom[mention] === matches.from[CUES][cue]
}

/**
 * The structures that a cue calls unchanged: those before it in its clause ("the heart and lungs are unchanged"), else
 * those after it ("no change in the mediastinum"). Null where it names none, or the whole chest.
 */
function structuresOf(scratch: Scratch, tables: Tables, cue: number, sentence: number): AnatomyRule[] | null {
  const { matches, sentences } = scratch
  const from = Math.max(sentences.from[sentence], matches.from[CUES][cue] - REACH)
  const to = Math.min(sentences.to[sentence], matches.to[CUES][cue] + 1 + REACH)
  const before = anatomyIn(
    scratch,
    tables,
    clauseStart(scratch, tables, from, matches.from[CUES][cue]),
    matches.from[CUES][cue],
  )
  const found = before.length > 0 ? before : anatomyIn(scratch, tables, matches.to[CUES][cue] + 1, to)
  return found.length === 0 || found.some(({ leaves }) => leaves === 'all') ? null : found
}

/** Where the clause of a cue begins: behind the verb of the clause before, if there is one. */
function clauseStart(scratch: Scratch, tables: Tables, from: number, cue: number): number {
  const { id } = scratch.tokens
  let token = cue - 1
  const isVerb = (at: number): boolean => (tables.classes[id[at]] & VERB) !== 0
  while (token >= from && !isVerb(token)) token--
  while (token >= from && isVerb(token)) token--
  while (token >= from && !isVerb(token)) token--
  return token + 1
}

function anatomyIn(scratch: Scratch, tables: Tables, from: number, to: number): AnatomyRule[] {
  const { matches } = scratch
  const starts = matches.from[ANATOMY]
  let at = firstAtOrAfter(starts, matches.count[ANATOMY], from)
  const found: AnatomyRule[] = []
  for (; at < matches.count[ANATOMY] && starts[at] < to; at++) {
    found.push(tables.ruleset.rules[matches.rule[ANATOMY][at]] as AnatomyRule)
  }
  return found
}
