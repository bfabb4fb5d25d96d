// Mentions → readings: the value each mention of a labelled section gives, and the concept it stands for, where none is
// explained away by a look-alike.
import type { Assertion, Certainty, Change, Mention, PriorState, Section } from '../../types.ts'
import { isPlace } from '../columns/extras.ts'
import type { Scratch } from '../columns/scratch.ts'
import type { Tables } from '../columns/tables.ts'
import { type ConceptStrata, INSTEAD, insteadOf } from './refine.ts'
import { opensWithNamed, refersBack } from './takes-up.ts'

export type Value = 1 | 0 | -1

/** A mention with the value it gives and the concept it stands for (its own, or the stratum that takes its place). */
export interface Reading {
  readonly mention: number
  readonly concept: number
  readonly value: Value
  readonly certainty: Certainty
  readonly change: Change | null
  readonly prior: PriorState
}

/** How values are read off assertions; see `LabelOptions`. */
export interface Policy {
  readonly probable: 1 | -1
  readonly scopedNegation: 0 | null
}

/**
 * Reads the mentions of labelled sections that speak of now. `concepts[i]` is the concept index of mention i;
 * `mimics[i]` holds what concept i is mistaken for, where it is a look-alike.
 */
export function readMentions(
  mentions: readonly Mention[],
  concepts: Int32Array,
  sections: readonly Section[],
  strata: ConceptStrata,
  mimics: readonly (ReadonlySet<number> | null)[],
  policy: Policy,
  scratch: Scratch,
  tables: Tables,
): Reading[] {
  const readings: Reading[] = []
  let explained: Explained | null = null
  for (let index = 0; index < mentions.length; index++) {
    const mention = mentions[index]
    const { assertion } = mention
    if (!sections[mention.section].isLabelled || assertion.time !== 'current') continue
    const value = readValue(assertion, policy)
    if (value === null) continue
    let concept = concepts[index]
    if ((strata.kinds[concept] & INSTEAD) !== 0) concept = insteadOf(index, mentions, concepts, strata)
    const mistaken = mimics[concept]
    const { certainty, change, prior } = assertion
    const mimicked = mistaken === null ? null : explainedBy(mention, mistaken, readings, mentions, scratch, tables)
    if (mimicked !== null && value === 1 && (explanationOf(mention) >= 0 || saysHow(mention))) {
      const isTakenUp = takesUp(mimicked, readings.at(-2), mentions, scratch, tables)
      readings.pop()
      if (isTakenUp) readings.pop()
      explained = { reading: mimicked, at: readings.length, by: explanationOf(mention) }
    } else if (mimicked !== null && value === -1 && mayExplain(mention, mentions[mimicked.mention])) {
      // "Density, *possibly* a nipple shadow": the density is in doubt, and these words say so.
      const before = readings.at(-2)
      if (before !== undefined && takesUp(mimicked, before, mentions, scratch, tables))
        readings[readings.length - 2] = doubted(before, before.mention, certainty)
      readings[readings.length - 1] = doubted(mimicked, mimicked.mention, certainty)
      readings.push(doubted(mimicked, index, certainty))
    } else if (
      explained !== null &&
      mistaken === null &&
      value !== 0 &&
      explained.by >= 0 &&
      explanationOf(mention) === explained.by
    ) {
      // "Opacity due to a fat pad *and atelectasis*": explained away in part, so it is there.
      readings.splice(explained.at, 0, explained.reading)
      explained = null
    }
    readings.push({ mention: index, concept, value, certainty, change, prior })
  }
  return readings
}

/**
 * A reading as a mention leaves it in doubt. Not made by spreading: it would be of another hidden class than the rest.
 */
function doubted({ concept, change, prior }: Reading, mention: number, certainty: Certainty): Reading {
  return { mention, concept, value: -1, certainty, change, prior }
}

/** A reading that was taken out, where it stood, and the words that explained it away. */
interface Explained {
  readonly reading: Reading
  readonly at: number
  readonly by: number
}

/** Where the words stand that give a mention as what another is: "density *consistent with* a nipple shadow"; or -1. */
function explanationOf({ assertion }: Mention): number {
  for (const { decided, existence, start } of assertion.cues)
    if (decided && (existence === 'certain' || existence === 'probable')) return start
  return -1
}

/** Whether the words of a look-alike say themselves how sure it is: "*is a nipple shadow*", "*may be artifact*". */
function saysHow({ assertion }: Mention): boolean {
  const { certainty, cues } = assertion
  return certainty !== 'certain' && !cues.some((cue) => cue.decided && cue.existence === certainty)
}

/** Whether a hedge between the two gives the mimic as what the finding may be. */
function mayExplain(mimic: Mention, finding: Mention): boolean {
  const { assertion, start } = mimic
  if (saysHow(mimic)) return true
  return assertion.cues.some(
    (cue) => cue.decided && cue.existence === 'possible' && cue.start >= finding.end && cue.end <= start,
  )
}

/**
 * The last finding read, where it is one that this mimic is mistaken for and stands in the same sentence, or in the one
 * before that this one takes up ("Nodular density. *It* may be a nipple shadow"). Of "opacity due to atelectasis and a
 * fat pad" it is none: the two explain the opacity together.
 */
function explainedBy(
  mimic: Mention,
  mistaken: ReadonlySet<number>,
  readings: readonly Reading[],
  mentions: readonly Mention[],
  scratch: Scratch,
  tables: Tables,
): Reading | null {
  const last = readings.at(-1)
  if (last === undefined || last.value === 0 || !mistaken.has(last.concept)) return null
  const finding = mentions[last.mention]
  if (finding.sentence.start !== mimic.sentence.start) {
    if (finding.section !== mimic.section) return null
    return refersBack(scratch, tables, mimic.sentence.start, finding.sentence.start) ? last : null
  }
  const by = explanationOf(mimic)
  return by >= 0 && by === explanationOf(finding) ? null : last
}

/**
 * "There is a nodule. *The nodule* may be a nipple shadow": whether a finding is the one that the sentence before
 * named.
 */
function takesUp(
  reading: Reading,
  before: Reading | undefined,
  mentions: readonly Mention[],
  scratch: Scratch,
  tables: Tables,
): boolean {
  if (before === undefined || before.value === 0 || before.concept !== reading.concept) return false
  const { section, sentence } = mentions[reading.mention]
  const named = mentions[before.mention]
  if (isElsewhere(mentions[reading.mention], named)) return false
  return named.section === section && opensWithNamed(scratch, tables, sentence.start, named.sentence.start)
}

/** Whether two mentions have places, and none in common: "left upper lobe nodule. The *right* nodule …". */
function isElsewhere({ modifiers }: Mention, other: Mention): boolean {
  const places = modifiers.filter(({ facet }) => isPlace(facet))
  const others = other.modifiers.filter(({ facet }) => isPlace(facet))
  if (places.length === 0 || others.length === 0) return false
  return places.some(({ facet, value }) => others.some((one) => one.facet === facet && one.value !== value))
}

function readValue(assertion: Assertion, policy: Policy): Value | null {
  // "No new nodule" leaves an old one open; "no definite nodule" leaves none that a report would call one.
  if (assertion.certainty === 'improbable') return assertion.change === 'new' ? -1 : 0
  if (assertion.polarity === 'absent') return assertion.scope.length > 0 ? policy.scopedNegation : 0
  switch (assertion.certainty) {
    case 'certain':
      return 1
    case 'probable':
      return policy.probable
    case 'possible':
      return -1
  }
}
