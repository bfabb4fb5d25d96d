// "There is a left rib fracture. *It is healed.*": what a sentence that begins with a pronoun says of size, age, kind
// or place is said of the last finding of the sentence before that is told of in such words.
import { CUES, MODIFIERS } from '../../ruleset.ts'
import { CERTAIN, IMPROBABLE, POSSIBLE } from '../columns/codes.ts'
import { GRADES, HOSTED, isPlace as isPlaceFacet, NARROWS, PLACED } from '../columns/extras.ts'
import { fitting } from '../columns/fits.ts'
import { modifierAt } from '../columns/rules.ts'
import type { Scratch } from '../columns/scratch.ts'
import { firstAtOrAfter } from '../columns/search.ts'
import type { Tables } from '../columns/tables.ts'
import { DEVICE, MIDDLE, NORMAL } from '../columns/traits.ts'
import {
  ADVERB,
  AND,
  COMMA,
  DETERMINER,
  EXAMINATION,
  FILLER,
  isCharacter,
  LOCATIVE,
  NEGATOR,
  OR,
  PAST_VERB,
  PREPOSITION,
  PRESENT,
  PRONOUN,
  RELATIVE,
  VERB,
  WITH,
} from '../columns/words.ts'
import { type Draft, spellOut } from './attributes.ts'

/** How far a predicate is read, and how many unknown words stand before what it says: "is *felt* to be old". */
const REACH = 14
const STRANGERS = 1
const PLACE = PREPOSITION | LOCATIVE
const GOES_ON = VERB | FILLER | ADVERB | PRESENT | AND | OR
/** What may stand behind an adjective that is not one of a noun: "it is *old* bowel" is no age. */
const CLOSES = GOES_ON | PLACE | WITH | RELATIVE | EXAMINATION

/** Gives the modifiers of such sentences to their findings, and the place of a sign to what a pronoun reads it as. */
export function addOfPronouns(scratch: Scratch, tables: Tables, text: string, mentions: readonly Draft[]): void {
  const { sentences, tokens, matches } = scratch
  if (matches.count[MODIFIERS] === 0 || mentions.length === 0) return
  for (let sentence = 1; sentence < sentences.count; sentence++) {
    const from = sentences.from[sentence]
    if ((tables.classes[tokens.id[from]] & (PRONOUN | FILLER)) !== PRONOUN) continue
    if (from + 1 >= sentences.to[sentence] || (tables.classes[tokens.id[from + 1]] & VERB) === 0) continue
    if (sentences.section[sentence] !== sentences.section[sentence - 1]) continue
    const own = firstAtOrAfter(scratch.mentions.sentence, mentions.length, sentence)
    if (own === 0 || scratch.mentions.sentence[own - 1] !== sentence - 1) continue
    // "The right lung shows an opacity; *so does the left*".
    const opening = scratch.modifierAt[from] - 1
    const isLikewise = opening >= 0 && (tables.extraOf[matches.rule[MODIFIERS][opening]] & (PLACED | HOSTED)) === PLACED
    if (isLikewise) scratch.found[0] = opening
    const count = isLikewise ? 1 : readPredicate(scratch, tables, sentence, from + 1, own)
    for (let each = 0; each < count; each++) give(scratch, tables, text, mentions, own - 1, each)
    if (isReading(scratch, tables, sentence, own)) sharePlaces(scratch, tables, mentions, own)
  }
}

/**
 * "Right basal opacity. *This may represent* pneumonia": whether a pronoun stands for the sign that a finding is read
 * from.
 */
function isReading(
  { sentences, tokens, mentions, matches }: Scratch,
  tables: Tables,
  sentence: number,
  own: number,
): boolean {
  if (own >= mentions.count || mentions.sentence[own] !== sentence) return false
  let cue = firstAtOrAfter(matches.from[CUES], matches.count[CUES], sentences.from[sentence])
  let isHedged = false
  for (let token = sentences.from[sentence] + 1; token < mentions.from[own]; token++) {
    while (cue < matches.count[CUES] && matches.to[CUES][cue] < token) cue++
    if (cue < matches.count[CUES] && matches.from[CUES][cue] <= token) {
      const existence = tables.existenceOf[matches.rule[CUES][cue]]
      if (existence < CERTAIN || existence > POSSIBLE) return false
      isHedged = true
    } else if ((tables.classes[tokens.id[token]] & (GOES_ON | DETERMINER | PREPOSITION)) === 0) return false
  }
  return isHedged
}

/** Gives the first finding of a sentence the places of the last one before it, where it has none of its own. */
function sharePlaces({ mentions: columns }: Scratch, tables: Tables, mentions: readonly Draft[], own: number): void {
  const sign = mentions[own - 1]
  if (tables.isTechniqueOf[columns.rule[own]] === 1) return
  if (sign.assertion.polarity !== 'present' || sign.assertion.time !== 'current') return
  const traits = tables.traits[tables.conceptOf[columns.rule[own]]]
  if (((tables.traits[tables.conceptOf[columns.rule[own - 1]]] | traits) & (DEVICE | NORMAL)) !== 0) return
  // "Opacity at the right base. *This may represent* cardiomegaly": on no side.
  if ((traits & MIDDLE) !== 0) return
  for (const { facet } of mentions[own].modifiers) if (isPlaceFacet(facet)) return
  const shared = sign.modifiers.filter(({ facet }) => isPlaceFacet(facet))
  if (shared.length > 0) mentions[own].modifiers = [...mentions[own].modifiers, ...shared]
}

/**
 * Writes into `scratch.found` what is said of the pronoun; gives its number. `own` is the first mention of the
 * sentence, if any.
 */
function readPredicate(scratch: Scratch, tables: Tables, sentence: number, start: number, own: number): number {
  const { sentences, tokens, modifierAt, matches, mentions, found } = scratch
  const { classes } = tables
  const isOwn = own < mentions.count && mentions.sentence[own] === sentence
  const ceiling = isOwn ? Math.min(mentions.from[own], mentions.anchorFrom[own]) : sentences.to[sentence]
  const end = Math.min(ceiling, start + REACH)
  let strangers = 0
  let count = 0
  let settled = 0
  isNow = false
  let isPlace = false
  for (let token = start; token < end; token++) {
    const modifier = modifierAt[token] - 1
    if (modifier >= 0) {
      const extra = tables.extraOf[matches.rule[MODIFIERS][modifier]]
      const last = matches.to[MODIFIERS][modifier]
      if (last + 1 < sentences.to[sentence] && !closes(scratch, tables, last + 1)) return settled
      // "It is *slightly* more dense" is no degree of it; "larger than on the *old* film" is no age.
      const isOther = (extra & HOSTED) !== 0 || ((extra & GRADES) !== 0 && !ends(scratch, tables, last + 1))
      if (!isOther && (!isPlace || (extra & PLACED) !== 0)) {
        if ((classes[tokens.id[token - 1]] & PRESENT) !== 0) isNow = true
        found[count++] = modifier
      }
      token = last
      continue
    }
    const what = tokens.id[token]
    const bits = classes[what]
    if ((bits & (NEGATOR | PAST_VERB)) !== 0) return settled
    // "It is *a* small one", but "at *the* left base".
    if ((bits & DETERMINER) !== 0) {
      if ((classes[tokens.id[token - 1]] & PLACE) === 0) return settled
      continue
    }
    if ((bits & (WITH | RELATIVE)) !== 0 || what === COMMA) {
      settled = count
      if (what !== COMMA) return count
      continue
    }
    if ((bits & PLACE) !== 0 && (bits & ADVERB) === 0) isPlace = true
    if ((bits & (GOES_ON | PLACE)) !== 0) continue
    if (isCharacter(what) || ++strangers > STRANGERS) return (bits & EXAMINATION) !== 0 || !isOwn ? count : settled
  }
  return end === ceiling && isOwn ? settled : count
}

/** Whether "now" stands before what is said: it takes the place of what was said before. */
let isNow = false

function closes({ tokens, modifierAt }: Scratch, { classes }: Tables, token: number): boolean {
  return modifierAt[token] !== 0 || isCharacter(tokens.id[token]) || (classes[tokens.id[token]] & CLOSES) !== 0
}

function ends({ tokens }: Scratch, { classes }: Tables, token: number): boolean {
  const bits = classes[tokens.id[token]]
  return isCharacter(tokens.id[token]) || (bits & (FILLER | VERB | ADVERB)) === 0 || (bits & PLACE) !== 0
}

/**
 * Gives a modifier to the last finding at or before `last`, in its sentence, that it suits; or to the one that there
 * is.
 */
function give(
  scratch: Scratch,
  tables: Tables,
  text: string,
  mentions: readonly Draft[],
  last: number,
  each: number,
): void {
  if (last < 0) return
  const { mentions: columns, matches, tokens, found } = scratch
  const modifier = found[each]
  const rule = matches.rule[MODIFIERS][modifier]
  const words = modifierAt(tables, rule)
  const suits = fitting(tables.fits, words)
  const isPlaced = (tables.extraOf[rule] & PLACED) !== 0
  let first = -1
  let host = -1
  let isOne = true
  for (let at = last; at >= 0 && columns.sentence[at] === columns.sentence[last]; at--) {
    const concept = tables.conceptOf[columns.rule[at]]
    if (tables.isNormalOf[columns.rule[at]] === 1 || tables.isTechniqueOf[columns.rule[at]] === 1) continue
    if (columns.existence[at] >= IMPROBABLE || columns.time[at] >= 0) continue
    if ((tables.traits[concept] & DEVICE) !== 0) {
      if (isPlaced) return
      continue
    }
    if (first < 0) first = at
    else if (columns.anchorFrom[at] !== columns.anchorFrom[first]) isOne = false
    if (host < 0 && suits?.has(concept)) host = at
  }
  if (host < 0 && isOne) host = first
  if (host < 0) return
  const start = tokens.start[matches.from[MODIFIERS][modifier]]
  const given = spellOut(words, text, start, tokens.end[matches.to[MODIFIERS][modifier]])
  const isNew = isNow && (tables.extraOf[rule] & NARROWS) !== 0
  const anchor = columns.anchorFrom[host]
  for (let at = host; at >= 0 && columns.anchorFrom[at] === anchor; at--) {
    const before = isNew
      ? mentions[at].modifiers.filter(({ facet }) => facet !== given[0].facet)
      : mentions[at].modifiers
    mentions[at].modifiers = [...before, ...given]
  }
}
