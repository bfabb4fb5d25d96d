// Whether a report leans on a prior examination: that it compares at all, and whether comparing is all it does.
import { CUES, type Ruleset } from '../ruleset.ts'
import type { Prior, Section, Span } from '../types.ts'
import type { Reading } from './findings.ts'
import { tokenSpan } from './output.ts'
import type { Scratch } from './scratch.ts'
import type { Tables } from './tables.ts'

/** Reads the comparing cues of labelled sections and weighs them against what the report says of today. */
export function readPrior(
  scratch: Scratch,
  tables: Tables,
  sections: readonly Section[],
  readings: readonly Reading[],
): Prior {
  const { matches, sentences } = scratch
  const spans: Span[] = []
  let sentence = 0
  for (let cue = 0; cue < matches.count[CUES]; cue++) {
    if (tables.comparesOf[matches.rule[CUES][cue]] === 0) continue
    const from = matches.from[CUES][cue]
    while (sentence < sentences.count && sentences.to[sentence] <= from) sentence++
    if (sentence === sentences.count) break
    if (sentences.from[sentence] > from || !sections[sentences.section[sentence]].isLabelled) continue
    spans.push(tokenSpan(scratch, from, matches.to[CUES][cue]))
  }
  const only = spans.length > 0 && !readings.some((reading) => speaksOfToday(reading, tables.ruleset))
  return { compares: spans.length > 0, only, spans }
}

/** Findings, normal statements and denials speak of today; devices, technique and bare structures do not. */
function speaksOfToday(reading: Reading, ruleset: Ruleset): boolean {
  const { status, blocksNoFinding, impliesWhen } = ruleset.concepts[reading.concept]
  return blocksNoFinding || impliesWhen !== null || status === 'normality' || status === 'mimic'
}
