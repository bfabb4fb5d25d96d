// Modifiers that take more than their place in the noun phrase: words that belong to a host named anywhere before them
// ("the line was advanced; its tip is now in …"), words that give several facets or a measure, and the place that a
// finding shares with the sign it is read from ("opacity at the left base, likely atelectasis").
import type { ModifierRule } from '../../rule.ts'
import { CUES, DEID, MODIFIERS, NUMBER } from '../../ruleset.ts'
import type { Existence, Mention, Modifier } from '../../types.ts'
import { CERTAIN, IMPROBABLE, POSSIBLE } from '../columns/codes.ts'
import { FORMER, HOSTED, isPlace, isSide, PLACED } from '../columns/extras.ts'
import { modifierAt } from '../columns/rules.ts'
import type { Scratch } from '../columns/scratch.ts'
import { firstAtOrAfter } from '../columns/search.ts'
import type { Tables } from '../columns/tables.ts'
import { DEVICE, MIDDLE, NORMAL, ONE, SIDED } from '../columns/traits.ts'
import { AND, COMMA, DETERMINER, FILLER, isCharacter, OR, PREPOSITION, SLASH, VERB, WITH } from '../columns/words.ts'
import { compareMeasures } from './measures.ts'
import { lastBefore } from './neighbours.ts'
import { BOTH, sidesOf } from './sides.ts'

const LIST = AND | OR | FILLER | DETERMINER
/** How many may stand before what comes with a finding ("with new small effusion"), and what ends them. */
const ADJECTIVES = 3
const ENDS_ADJECTIVES = AND | OR | WITH | DETERMINER | PREPOSITION | VERB

/** A mention not handed out yet. A copy with other modifiers would be of another hidden class, and slow all reads. */
export type Draft = Omit<Mention, 'modifiers'> & { modifiers: readonly Modifier[] }

/** Completes the modifiers of a report's mentions in place; `mentions` are in the order of the scratch columns. */
export function addAttributes(scratch: Scratch, tables: Tables, text: string, mentions: readonly Draft[]): void {
  const { modified } = scratch
  if ((modified & HOSTED) !== 0) addHosted(scratch, tables, text, mentions)
  if ((modified & FORMER) !== 0) compareMeasures(scratch, tables, mentions)
  if ((modified & PLACED) === 0) return
  shareListed(scratch, tables, text, mentions)
  if (hasJoiningCue(scratch, tables)) shareSigns(scratch, tables, mentions)
  shareSides(scratch, tables, text, mentions)
}

/** Whether there are words that may join a sign to its reading. */
function hasJoiningCue({ matches }: Scratch, { existenceOf }: Tables): boolean {
  for (let at = 0; at < matches.count[CUES]; at++) {
    const existence = existenceOf[matches.rule[CUES][at]]
    if (existence >= CERTAIN && existence <= POSSIBLE) return true
  }
  return false
}

/** Gives each hosted modifier to its host and to those listed with it. */
function addHosted(scratch: Scratch, tables: Tables, text: string, mentions: readonly Draft[]): void {
  const { matches, sentences, tokens } = scratch
  let sentence = 0
  for (let at = 0; at < matches.count[MODIFIERS]; at++) {
    const rule = matches.rule[MODIFIERS][at]
    const hosts = (tables.extraOf[rule] & HOSTED) === 0 ? undefined : tables.hostsOf.get(rule)
    if (hosts === undefined) continue
    const from = matches.from[MODIFIERS][at]
    const to = matches.to[MODIFIERS][at]
    while (sentence < sentences.count && sentences.to[sentence] <= from) sentence++
    if (sentence === sentences.count) return
    const modifiers = spellOut(modifierAt(tables, rule), text, tokens.start[from], tokens.end[to])
    for (const host of hostsOf(scratch, tables, hosts, sentence, from)) {
      mentions[host].modifiers = [...mentions[host].modifiers, ...modifiers]
    }
  }
}

/** The mentions that words at a token belong to. */
function hostsOf(scratch: Scratch, tables: Tables, hosts: Uint8Array, sentence: number, token: number): number[] {
  const { mentions, sentences } = scratch
  const isHost = (at: number): boolean => hosts[tables.conceptOf[mentions.rule[at]]] === 1
  const first = firstAtOrAfter(mentions.sentence, mentions.count, sentence)
  let after = -1
  let before = -1
  let end = first
  for (; end < mentions.count && mentions.sentence[end] === sentence; end++) {
    if (!isHost(end)) continue
    if (mentions.anchorFrom[end] < token) before = end
    else if (after < 0) after = end
  }
  if (before < 0) {
    if (after >= 0) return listedFrom(scratch, tables, after, isHost)
    // A sentence that names nothing goes on.
    const isGoingOn = end === first && sentence > 0 && sentences.section[sentence] === sentences.section[sentence - 1]
    if (isGoingOn) before = lastHost(scratch, first - 1, sentence - 1, isHost)
    if (before < 0) return []
  }
  const found = [before]
  for (let at = before; at > 0 && mentions.sentence[at - 1] === mentions.sentence[at]; at--) {
    // "Removal of the ETT, right IJ line *in place*".
    const isGone = mentions.existence[at - 1] >= IMPROBABLE && mentions.existence[at] < IMPROBABLE
    if (isGone || !isHost(at - 1) || !isListed(scratch, tables, at)) break
    found.push(at - 1)
  }
  const { refers } = tables.ruleset.concepts[tables.conceptOf[mentions.rule[before]]]
  const named = refers && before > 0 ? lastHost(scratch, before - 1, mentions.sentence[before] - 1, isHost) : -1
  return named < 0 || found.includes(named) ? found : [...found, named]
}

/** The host at a place and those listed with it up to an "and": "satisfactory position of ETT, *NG tube* and *IJ line*". */
function listedFrom(scratch: Scratch, tables: Tables, first: number, isHost: (at: number) => boolean): number[] {
  const { mentions, tokens } = scratch
  const found = [first]
  let closed = 1
  for (let at = first + 1; at < mentions.count && mentions.sentence[at] === mentions.sentence[first]; at++) {
    if (!isHost(at) || !isListed(scratch, tables, at)) break
    found.push(at)
    for (let token = lastBefore(mentions, at - 1, mentions.from[at]) + 1; token < mentions.from[at]; token++)
      if ((tables.classes[tokens.id[token]] & AND) !== 0) closed = found.length
  }
  return found.slice(0, closed)
}

/** The last host at or before a mention, a sentence back at most. */
function lastHost({ mentions }: Scratch, from: number, sentence: number, isHost: (at: number) => boolean): number {
  for (let at = from; at >= 0 && mentions.sentence[at] >= sentence; at--) if (isHost(at)) return at
  return -1
}

/** Whether a mention is in one list with the one before it. */
function isListed(scratch: Scratch, tables: Tables, at: number): boolean {
  const { modifierAt, matches, mentions, tokens } = scratch
  for (let token = lastBefore(mentions, at - 1, mentions.from[at]) + 1; token < mentions.from[at]; token++) {
    const modifier = modifierAt[token] - 1
    if (modifier >= 0 && (tables.extraOf[matches.rule[MODIFIERS][modifier]] & HOSTED) === 0) {
      token = matches.to[MODIFIERS][modifier]
      continue
    }
    const what = tokens.id[token]
    if ((tables.classes[what] & LIST) === 0 && what !== COMMA && what !== NUMBER && what !== DEID) return false
  }
  return true
}

/** All that the words at start … end give by a rule: its facet, with the number where it measures, and further ones. */
export function spellOut(
  { id, facet, value, also, unit }: ModifierRule,
  text: string,
  start: number,
  end: number,
): Modifier[] {
  const own = unit === null ? value : readMeasure(text.slice(start, end), unit)
  const spelt: Modifier[] = [{ rule: id, facet, value: own, start, end }]
  for (let at = 0; at < also.length; at++) spelt.push({ rule: id, facet: also[at][0], value: also[at][1], start, end })
  return spelt
}

/** The largest number in the words, in the rule's unit: "1.2 x 0.8 cm" is 12 where a centimetre counts ten. */
function readMeasure(words: string, unit: number): string {
  const numbers = words.match(/\d+(?:\.\d+)?|\.\d+/g) ?? []
  return String(Math.round(Math.max(0, ...numbers.map(Number)) * unit * 10) / 10)
}

/** "*Left basal* consolidation and effusion": the place said before two nouns is that of both, where the second is bare. */
function shareListed(scratch: Scratch, tables: Tables, text: string, mentions: readonly Draft[]): void {
  const { mentions: columns, tokens } = scratch
  for (let at = 1; at < mentions.length; at++) {
    const from = columns.anchorTo[at - 1] + 1
    const to = columns.anchorFrom[at]
    if (columns.from[at] !== to || columns.sentence[at - 1] !== columns.sentence[at]) continue
    // "Consolidative *opacity in the left lower lobe*": an adjective stands where its noun does.
    if (to === from && (traitsOf(scratch, tables, at) & (DEVICE | NORMAL)) === 0)
      sharePlacesBehind(mentions[at], mentions[at - 1])
    if (to !== from + 1) continue
    if ((tables.classes[tokens.id[from]] & AND) === 0 && tokens.id[from] !== SLASH) continue
    if ((traitsOf(scratch, tables, at - 1) & (DEVICE | NORMAL)) !== 0) continue
    // "Collapse and consolidation *at the left base*": the place behind two bare nouns is that of both.
    const areSided = (traitsOf(scratch, tables, at) & traitsOf(scratch, tables, at - 1) & SIDED) !== 0
    if (areSided && !isSeveral(scratch, tables, text, mentions, at - 1))
      sharePlacesAround(mentions[at - 1], mentions[at])
    // "Left basilar atelectasis and *effusions*": one side has no two.
    const isOneSided = isSeveral(scratch, tables, text, mentions, at) && sidesOf(mentions[at - 1]) !== BOTH
    if (!isOneSided) sharePlaces(mentions[at - 1], mentions[at], isPlace, mentions[at - 1].start)
  }
}

/** "*Left* lower lobe collapse with small effusion": what comes with a finding, without an article, is on its side. */
function shareSides(scratch: Scratch, tables: Tables, text: string, mentions: readonly Draft[]): void {
  const { mentions: columns, tokens } = scratch
  for (let at = 1; at < mentions.length; at++) {
    if (columns.sentence[at - 1] !== columns.sentence[at]) continue
    const link = linkBetween(scratch, tables, at)
    if (link < 0 || link >= columns.from[at] || !isBare(scratch, tables, link + 1, columns.from[at])) continue
    const first = traitsOf(scratch, tables, at - 1)
    const second = traitsOf(scratch, tables, at)
    if ((first & second & SIDED) === 0 || ((first & DEVICE) !== 0 && (second & ONE) === 0)) continue
    if (sidesOf(mentions[at - 1]) === BOTH || isSeveral(scratch, tables, text, mentions, at)) continue
    sharePlaces(mentions[at - 1], mentions[at], isSide, tokens.start[link])
  }
}

/** The "with" behind the mention before, or the comma between two of a structure ("left costophrenic angle blunted*,* small effusion"); or -1. */
function linkBetween(scratch: Scratch, tables: Tables, at: number): number {
  const { mentions, tokens } = scratch
  const link = Math.max(mentions.anchorTo[at - 1], mentions.anatomyTo[at - 1]) + 1
  if ((tables.classes[tokens.id[link]] & WITH) !== 0) return link
  if (tokens.id[link] !== COMMA || mentions.anatomyFrom[at - 1] < 0) return -1
  return areSiblings(scratch, tables, at - 1, at) ? link : -1
}

function traitsOf({ mentions }: Scratch, { traits, conceptOf }: Tables, at: number): number {
  return traits[conceptOf[mentions.rule[at]]]
}

/** Whether a mention is of several of what a side has one of, as English has it: "effusions", "pneumothoraces". */
function isSeveral(scratch: Scratch, tables: Tables, text: string, mentions: readonly Draft[], at: number): boolean {
  return (traitsOf(scratch, tables, at) & ONE) !== 0 && text[mentions[at].end - 1].toLowerCase() === 's'
}

/** Whether nothing but some adjectives stands between "with" and a finding. */
function isBare({ tokens }: Scratch, { classes }: Tables, from: number, to: number): boolean {
  if (to - from > ADJECTIVES) return false
  for (let token = from; token < to; token++) {
    const what = tokens.id[token]
    if (isCharacter(what) || (classes[what] & ENDS_ADJECTIVES) !== 0) return false
  }
  return true
}

/** Gives the second of two stated findings the places of a kind said of the first up to a character, where it names none. */
function sharePlaces(first: Draft, second: Draft, isShared: (facet: string) => boolean, limit: number): void {
  if (first.assertion.polarity !== 'present' || second.assertion.polarity !== 'present') return
  if (second.modifiers.some(({ facet }) => isPlace(facet))) return
  const shared = first.modifiers.filter(({ facet, start }) => isShared(facet) && start < limit)
  if (shared.length > 0) second.modifiers = [...second.modifiers, ...shared]
}

/** Gives an adjective the places said behind its noun. */
function sharePlacesBehind(noun: Draft, adjective: Draft): void {
  if (noun.assertion.polarity !== 'present' || adjective.assertion.polarity !== 'present') return
  const shared = noun.modifiers.filter(({ facet, start }) => isPlace(facet) && start >= noun.end)
  if (shared.length > 0) adjective.modifiers = [...adjective.modifiers, ...shared]
}

/** Gives the first of two nouns the places said behind the second, where it names none; those of a bone are the bone's. */
function sharePlacesAround(first: Draft, second: Draft): void {
  for (const { facet } of second.modifiers) if (facet === 'bone') return
  for (const { facet } of first.modifiers) if (isPlace(facet)) return
  sharePlacesBehind(second, first)
}

/** Whether two mentions are of one kind, so that the bone is the same: "*deformity* of the left clavicle, likely a *fracture*". */
function areSiblings({ mentions }: Scratch, { ruleset, conceptOf }: Tables, first: number, second: number): boolean {
  const one = ruleset.concepts[conceptOf[mentions.rule[first]]].parents
  const other = ruleset.concepts[conceptOf[mentions.rule[second]]].parents
  return one.length > 0 && one[0] === other[0]
}

/** Gives a finding what it does not say itself of the place of the sign it is read from: "… consistent with …". */
function shareSigns(scratch: Scratch, tables: Tables, mentions: readonly Draft[]): void {
  const { sentence } = scratch.mentions
  for (let at = 1; at < mentions.length; at++) {
    if (sentence[at] !== sentence[at - 1]) continue
    const mention = mentions[at]
    let link = linkOf(mention)
    if (link === FOLLOWS && isReading(scratch, tables, mentions, at)) link = mention.start
    if (link < 0 || (traitsOf(scratch, tables, at) & MIDDLE) !== 0) continue
    for (let sign = at - 1; sign >= 0 && sentence[sign] === sentence[at]; sign--) {
      if (mentions[sign].start >= link) continue
      if (isPlacedBy(mention, mentions[sign], areSiblings(scratch, tables, sign, at))) break
    }
  }
}

/** "Right basal opacity, *pneumonia* not excluded": whether a mention stands right behind a comma and a finding of its sentence. */
function isReading(scratch: Scratch, tables: Tables, drafts: readonly Draft[], at: number): boolean {
  const { mentions, tokens } = scratch
  if (tokens.id[mentions.from[at] - 1] !== COMMA) return false
  // "Bilateral effusions, *pneumothorax* not excluded": it need not be on both sides.
  if ((traitsOf(scratch, tables, at) & ONE) !== 0 && sidesOf(drafts[at - 1]) === BOTH) return false
  return (traitsOf(scratch, tables, at - 1) & (DEVICE | NORMAL)) === 0
}

/** Gives a finding the places of a sign that it does not say itself; whether the sign has any. */
function isPlacedBy(mention: Draft, { modifiers }: Draft, isKin: boolean): boolean {
  const own = mention.modifiers
  const shared = modifiers.filter(
    ({ facet }) => (isPlace(facet) || (isKin && facet === 'bone')) && !own.some((each) => each.facet === facet),
  )
  if (shared.length > 0) mention.modifiers = [...own, ...shared]
  // "Opacity at the left base *with air bronchograms*, likely pneumonia": a sign of no place stands with the one before.
  return modifiers.some(({ facet }) => isPlace(facet))
}

/** What `linkOf` gives where the only words that may join stand behind the mention. */
const FOLLOWS = -2

/** Where the words begin that join a mention to what stands before it; FOLLOWS where they hedge it from behind, or -1. */
function linkOf({ assertion, start }: Draft): number {
  let link = -1
  for (const cue of assertion.cues) {
    if (!cue.decided || !joins(cue.existence)) continue
    if (cue.end <= start) return cue.start
    if (cue.existence !== 'certain') link = FOLLOWS
  }
  return link
}

/** What joins a sign to its reading, outright or hedged; a denial joins nothing. */
function joins(existence: Existence | null): boolean {
  return existence === 'certain' || existence === 'probable' || existence === 'possible'
}
