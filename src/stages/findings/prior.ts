// Whether a report leans on a prior examination: that it compares at all, whether comparing is all it does, and what it
// leaves to the prior ("no change", "otherwise unchanged", "heart and mediastinum are stable").
import { CUES } from '../../ruleset.ts'
import type { Leaning, Section, Span } from '../../types.ts'
import { CLAUSE, COMPARES, CURRENT, DECREASED, HYPOTHETICAL, IMPROBABLE, INCREASED, KNOWN } from '../columns/codes.ts'
import type { Scratch } from '../columns/scratch.ts'
import type { Tables } from '../columns/tables.ts'
import { BLOCKS, IMPLIES_ABSENT, IMPLIES_PRESENT, MIMIC, NORMAL } from '../columns/traits.ts'
import { changeCueOf } from '../prior/before.ts'
import { leaningOf } from '../prior/leaning.ts'
import { tokenSpan } from './output.ts'
import type { Reading } from './readings.ts'

/** Findings, normal statements and denials speak of today; devices, technique and bare structures do not. */
const OF_TODAY = BLOCKS | NORMAL | MIMIC | IMPLIES_PRESENT | IMPLIES_ABSENT

export interface PriorReading {
  readonly compares: boolean
  readonly only: boolean
  readonly spans: readonly Span[]
  readonly covers: readonly Leaning[]
}

const NO_PRIOR: PriorReading = { compares: false, only: false, spans: Object.freeze([]), covers: Object.freeze([]) }

/** Reads the comparing cues of labelled sections and weighs them against what the report says of today. */
export function readPrior(
  scratch: Scratch,
  tables: Tables,
  sections: readonly Section[],
  readings: readonly Reading[],
): PriorReading {
  const { matches, sentences, mentions } = scratch
  let spans: Span[] | null = null
  let covers: Leaning[] | null = null
  let sentence = 0
  // The first mention of the sentence, or of one behind it.
  let next = 0
  // Whether the chest is called better or worse, without a finding.
  let isNews = false
  for (let cue = 0; cue < matches.count[CUES]; cue++) {
    const rule = matches.rule[CUES][cue]
    // "Residual effusion" was there before, and compares with no film; "there was an effusion on 3/1" does.
    const change = tables.changeOf[rule]
    if (tables.comparesOf[rule] === 0 && (change === 0 || change === KNOWN))
      if (tables.directionOf[rule] < CLAUSE || tables.timeOf[rule] === HYPOTHETICAL) continue
    const from = matches.from[CUES][cue]
    while (sentence < sentences.count && sentences.to[sentence] <= from) sentence++
    if (sentence === sentences.count) break
    if (sentences.from[sentence] > from || !sections[sentences.section[sentence]].isLabelled) continue
    // Words that always compare do so wherever they stand; a mere word of change only where it speaks of a finding.
    while (next < mentions.count && mentions.sentence[next] < sentence) next++
    const first = governed(scratch, tables, cue, sentence, next)
    if (first < 0 && tables.comparesOf[rule] !== COMPARES && !isTold(scratch, cue, sentence, next)) continue
    const span = tokenSpan(scratch, from, matches.to[CUES][cue])
    if (spans === null) spans = [span]
    else spans.push(span)
    if (first < 0 && (change === INCREASED || change === DECREASED))
      isNews ||= !isSupposed(scratch, tables, cue, sentence)
    const leaning = leaningOf(scratch, tables, cue, sentence, first)
    if (leaning === null) continue
    const { what, concepts } = leaning
    covers ??= []
    covers.push({ what, concepts, start: span.start, end: span.end, rule: tables.idOf[rule] })
  }
  if (spans === null) return NO_PRIOR
  return {
    compares: true,
    only: !isNews && !readings.some((reading) => isOfToday(reading, tables.traits)),
    spans,
    covers: covers ?? NO_PRIOR.covers,
  }
}

/** Findings, normal statements and denials; of "no new abnormality" no more than of "unchanged" follows for today. */
function isOfToday({ certainty, concept }: Reading, traits: Uint16Array): boolean {
  return (traits[concept] & OF_TODAY) !== 0 && (certainty !== 'improbable' || (traits[concept] & IMPLIES_ABSENT) === 0)
}

/** Whether words of change are under a denial or a condition: "repeat *if* worsening". */
function isSupposed({ matches, sentences }: Scratch, tables: Tables, cue: number, sentence: number): boolean {
  for (let at = cue - 1; at >= 0 && matches.from[CUES][at] >= sentences.from[sentence]; at--) {
    const rule = matches.rule[CUES][at]
    if (tables.timeOf[rule] === HYPOTHETICAL || tables.existenceOf[rule] >= IMPROBABLE) return true
  }
  return false
}

/**
 * First mention of the sentence whose change this cue decides, or the one before that a pronoun stands for; or -1.
 * `first` is the first mention that does not stand before the sentence.
 */
function governed(scratch: Scratch, tables: Tables, cue: number, sentence: number, first: number): number {
  const { mentions } = scratch
  for (let at = first; at < mentions.count && mentions.sentence[at] === sentence; at++) {
    if (mentions.change[at] === cue) return isGoverned(scratch, tables, at, cue) ? at : -1
  }
  for (let at = first - 1; at >= 0 && mentions.sentence[at] === sentence - 1; at--) {
    if (mentions.change[at] === cue) return isGoverned(scratch, tables, at, cue) ? at : -1
  }
  return -1
}

function isGoverned(scratch: Scratch, tables: Tables, at: number, cue: number): boolean {
  return changeCueOf(scratch, tables, at) === cue && isOfNow(scratch, tables, at)
}

/** Whether words that name another time tell of a mention of the sentence. */
function isTold({ mentions }: Scratch, cue: number, sentence: number, first: number): boolean {
  let at = first
  while (at < mentions.count && mentions.sentence[at] === sentence && mentions.time[at] !== cue) at++
  return at < mentions.count && mentions.time[at] === cue
}

/** Not planned, feared or asked for. */
function isOfNow({ mentions, matches }: Scratch, tables: Tables, mention: number): boolean {
  const cue = mentions.time[mention]
  return cue < 0 || tables.timeOf[matches.rule[CUES][cue]] === CURRENT
}
