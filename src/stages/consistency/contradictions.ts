// A finding stated, and denied or left no room for elsewhere in the report. A denial binds only what it denies: its
// side, its size, its age, and not what "other" or "otherwise" leave out.
import type { CountsAs, Facets } from '../../ruleset.ts'
import type { Conflict, ConflictKind, Cue, Mention } from '../../types.ts'
import { NARROWING } from '../columns/extras.ts'
import { SIDED } from '../columns/traits.ts'
import { AND, COLON, COMMA, DETERMINER, FILLER, OR, PARTIAL, VERB } from '../columns/words.ts'
import type { Reading } from '../findings/readings.ts'
import { BOTH, sidesOf } from '../modifiers/sides.ts'
import { makeConflict, nameOf, type ReportView, sectionOf } from './conflict.ts'
import { modifiersIn, tokenAt } from './laterality.ts'
import { sideAbout } from './topic-side.ts'

/** Words between a denial and what it denies that do not narrow it. */
const PASSED = FILLER | DETERMINER | AND | OR | VERB
/** Facets of one item of a denied list that hold for the next: "no large effusion or pneumothorax". */
const CARRIED = new Set(['size', 'severity', 'acuity'])

/** What contradicts a finding, laid out by concept. */
export interface Topic {
  readonly concept: number
  /** A mark per concept: the finding and all below it that a denial of it denies. */
  readonly covers: Uint8Array
  /** A mark per concept that leaves no room for it. */
  readonly against: Uint8Array
  /** Concepts whose denial leaves no room for it, where it has these values. */
  readonly clearedBy: ReadonlyMap<number, Facets>
  /** Of one that is removed the next may be there. */
  readonly isDevice: boolean
  readonly spares: readonly (readonly [facet: string, values: readonly string[]])[]
  /** Per concept, those above it. */
  readonly above: readonly ReadonlySet<number>[]
}

/** What holds for all topics; see `Consistency`. */
export interface Binding {
  readonly corrects: ReadonlySet<string>
  readonly countsAs: readonly CountsAs[]
}

/** The first two statements that contradict each other on a topic, or null. `skip` holds mentions spoken of already. */
export function findContradiction(
  topic: Topic,
  rules: Binding,
  skip: ReadonlySet<number>,
  view: ReportView,
): Conflict | null {
  const denials = firstOf(view.readings, (reading) => isDenying(reading, topic))
  const statements = firstOf(view.readings, (reading) => isStating(reading, topic) && !skip.has(reading.mention))
  for (const denial of denials) {
    for (const statement of statements) {
      if (contradicts(denial, statement, topic, rules, view)) return describe(denial, statement, topic, view)
    }
  }
  return null
}

/** As many statements of a kind are compared; no report says a thing more often, and pairs would grow without end. */
const MOST = 32

/** The first readings of a kind. */
export function firstOf(readings: readonly Reading[], is: (reading: Reading) => boolean): Reading[] {
  const found: Reading[] = []
  for (let at = 0; at < readings.length && found.length < MOST; at++) if (is(readings[at])) found.push(readings[at])
  return found
}

function isStating({ concept, value, certainty }: Reading, { covers }: Topic): boolean {
  return value === 1 && covers[concept] === 1 && (certainty === 'certain' || certainty === 'probable')
}

/** Whether a reading says outright that there is none. "No increase in the effusion" denies the change. */
function isDenying(reading: Reading, { covers, against, clearedBy }: Topic): boolean {
  const { concept, value, certainty, change, prior } = reading
  if (certainty !== 'certain' || value === -1) return false
  if (value === 1) return against[concept] === 1
  if (change === null) return covers[concept] === 1 || clearedBy.has(concept)
  // "The effusion had resolved" speaks of an earlier time.
  return change === 'resolved' && prior === 'present' && covers[concept] === 1
}

function contradicts(denial: Reading, statement: Reading, topic: Topic, rules: Binding, view: ReportView): boolean {
  const { corrects, countsAs } = rules
  const no = view.mentions[denial.mention]
  const yes = view.mentions[statement.mention]
  if (no.sentence.start === yes.sentence.start) return false
  if (denial.value === 0 && !isDenied(statement, denial, yes, topic)) return false
  if (topic.isDevice && denial.change === 'resolved' && !isBoth(denial, statement, view)) return false
  if (!isBound(no, yes, countsAs)) return false
  for (const [facet, values] of topic.spares) {
    if (values.some((value) => hasFacet(yes, facet, value) && !hasFacet(no, facet, value))) return false
  }
  const [here, there] = [sectionOf(view, no), sectionOf(view, yes)]
  if (here !== there && (corrects.has(here) || corrects.has(there))) return false
  if (isPartial(no, view)) return false
  const denied = sidesOf(no)
  if (denied !== 0 && denied !== BOTH && (sidesOf(yes) & denied) === 0) return false
  if (hasStranger(denial, view) || !structureAgrees(no, yes, view) || !listAgrees(denial, yes, view)) return false
  if (denied !== 0 || (view.tables.traits[denial.concept] & SIDED) === 0) return true
  const about = sideAbout(denial.mention, view)
  return about === 0 || (sidesOf(yes) & about) !== 0
}

/** Whether what is stated is of the kind that is denied, or one that such a denial leaves no room for. */
function isDenied({ concept, change }: Reading, denial: Reading, yes: Mention, { above, clearedBy }: Topic): boolean {
  const where = clearedBy.get(denial.concept)
  if (where === undefined) return concept === denial.concept || above[concept].has(denial.concept)
  // "No acute abnormality": what has been there is none.
  if (change === 'unchanged' || change === 'decreased') return false
  return Object.entries(where).every(([facet, values]) => values.some((value) => hasFacet(yes, facet, value)))
}

/**
 * Whether the very device that one section says was removed is there in another. Where the first has one of the kind as
 * well, or the second a new one, it is the next: "right PICC removed, left PICC in place".
 */
function isBoth(denial: Reading, statement: Reading, view: ReportView): boolean {
  if (statement.concept !== denial.concept || statement.change === 'new') return false
  const there = sectionOf(view, view.mentions[denial.mention])
  if (sectionOf(view, view.mentions[statement.mention]) === there) return false
  return view.readings.every(
    ({ concept, value, mention }) =>
      concept !== denial.concept || value === 0 || sectionOf(view, view.mentions[mention]) !== there,
  )
}

/**
 * Whether a finding is of the size, age and place that a denial names; see `structureAgrees` for the words of a
 * structure.
 */
function isBound(no: Mention, yes: Mention, countsAs: readonly CountsAs[]): boolean {
  const structure = no.parts.at(0)
  return no.modifiers.every(({ facet, value, start, end }) => {
    if (facet === 'laterality' || hasFacet(yes, facet, value)) return true
    // "No rib or *clavicle* fracture": at one of several places.
    if (!NARROWING.has(facet) && sharesValue(no, yes, facet)) return true
    if (structure !== undefined && start >= structure.start && end <= structure.end) return true
    return countsAs.some((each) => each.facet === facet && each.value === value && isLike(yes, each))
  })
}

/** "No *focal* consolidation": one in a single lobe is focal, though it is not called so. */
function isLike(yes: Mention, { where, lacks }: CountsAs): boolean {
  return hasSome(yes, where) && !hasSome(yes, lacks)
}

function hasSome(mention: Mention, facets: Facets): boolean {
  return Object.entries(facets).some(([facet, values]) => values.some((value) => hasFacet(mention, facet, value)))
}

function sharesValue(first: Mention, second: Mention, facet: string): boolean {
  return first.modifiers.some((each) => each.facet === facet && hasFacet(second, facet, each.value))
}

function hasFacet({ modifiers }: Mention, facet: string, value: string): boolean {
  for (const each of modifiers) if (each.facet === facet && each.value === value) return true
  return false
}

/** "No large effusion or pneumothorax": the size of what stands before it under the same cue binds a denial, too. */
function listAgrees({ mention }: Reading, yes: Mention, view: ReportView): boolean {
  const cue = denyingCue(view.mentions[mention])
  if (cue === undefined) return true
  const isBefore = ({ assertion }: Mention): boolean =>
    assertion.scope.length > 0 && assertion.cues.some((each) => each.start === cue.start)
  const binds = ({ modifiers }: Mention): boolean =>
    modifiers.every(({ facet, value }) => !CARRIED.has(facet) || hasFacet(yes, facet, value))
  return mentionsBefore(mention, view).filter(isBefore).every(binds)
}

/** The mentions that stand before one in its sentence. */
function mentionsBefore(index: number, { mentions }: ReportView): Mention[] {
  const { start } = mentions[index].sentence
  let from = index
  while (from > 0 && mentions[from - 1].sentence.start === start) from--
  return mentions.slice(from, index)
}

function denyingCue({ assertion }: Mention): Cue | undefined {
  return assertion.cues.find(({ decided, existence }) => decided && existence === 'absent')
}

/**
 * "The vertebrae are normal" speaks of vertebrae: a place in the words of a structure binds where the finding has one.
 */
function structureAgrees(no: Mention, yes: Mention, view: ReportView): boolean {
  if (no.parts.length === 0 || yes.modifiers.length === 0) return true
  const [{ start, end }] = no.parts
  const wanted = modifiersIn(start, end, view).filter(({ facet }) => facet !== 'laterality')
  return wanted.every(
    ({ facet }) =>
      !yes.modifiers.some((each) => each.facet === facet) ||
      wanted.some((each) => each.facet === facet && hasFacet(yes, facet, each.value)),
  )
}

/** "Otherwise clear", "no other effusion", "none except …", "grossly clear": not all is denied. */
function isPartial({ sentence }: Mention, { scratch, tables }: ReportView): boolean {
  const { tokens } = scratch
  for (let at = tokenAt(sentence.start, scratch); at < tokens.count && tokens.start[at] < sentence.end; at++) {
    // "*Other*: no effusion" is an item's name.
    if ((tables.classes[tokens.id[at]] & PARTIAL) !== 0 && tokens.id[at + 1] !== COLON) return true
  }
  return false
}

/** Whether a word that no rule knows stands before what is denied: "no pelvic fracture" may deny that one only. */
function hasStranger({ mention }: Reading, view: ReportView): boolean {
  const { scratch, tables } = view
  const { tokens } = scratch
  const no = view.mentions[mention]
  const before = mentionsBefore(mention, view)
  const cue = denyingCue(no)
  if (cue === undefined || cue.end > no.start) return false
  for (let at = tokenAt(no.start, scratch) - 1; at >= 0 && tokens.start[at] >= cue.end; at--) {
    const [start, end] = [tokens.start[at], tokens.end[at]]
    const isRead = (span: { readonly start: number; readonly end: number }): boolean =>
      span.start <= start && span.end >= end
    if (tokens.id[at] === COMMA) return false
    if ((tables.classes[tokens.id[at]] & PASSED) !== 0 || before.some(isRead) || no.modifiers.some(isRead)) continue
    // "No *pericardial* or pleural effusion": the denial has another beside it.
    if (at > 0 && tokens.start[at - 1] < cue.end && (tables.classes[tokens.id[at + 1]] & OR) !== 0) return false
    return true
  }
  return false
}

function describe(denial: Reading, statement: Reading, topic: Topic, view: ReportView): Conflict {
  const { concepts } = view.tables.ruleset
  const on = nameOf(view, topic.concept)
  const here = sectionOf(view, view.mentions[statement.mention])
  const there = sectionOf(view, view.mentions[denial.mention])
  const place = here === there ? ` in ${here}` : ''
  const stated = concepts[statement.concept].name
  const opposed = concepts[denial.concept].name
  const make = (kind: ConflictKind, message: string): Conflict =>
    makeConflict(kind, on, [statement, denial], message, view)
  if (denial.change === 'resolved') {
    const how = topic.isDevice ? 'been removed' : 'resolved'
    return make(
      'present-and-resolved',
      `${opposed} is said to have ${how} in ${there}, and ${stated} to be there in ${here}`,
    )
  }
  const against = denial.value === 0 ? `${opposed} is denied` : `${opposed} is stated`
  if (here !== there)
    return make('findings-and-impression', `${stated} is stated in ${here}, and ${against} in ${there}`)
  if (denial.value !== 0) return make('opposed-statements', `${stated} and ${opposed} are both stated${place}`)
  if (denial.concept !== statement.concept) {
    return make('parent-negative-child-positive', `${opposed} is denied, and ${stated} stated${place}`)
  }
  return make('present-and-absent', `${stated} is both stated and denied${place}`)
}
