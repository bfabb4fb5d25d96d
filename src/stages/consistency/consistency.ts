// Where a report disagrees with itself. What contradicts what is the ontology's (`consistency.yaml`); most reports hold
// nothing that could, and are let go after one look at their readings.
import type { CountsAs, Ruleset, Sided } from '../../ruleset.ts'
import type { Conflict, Mention } from '../../types.ts'
import { type Below, marksOf, under } from '../columns/hierarchy.ts'
import { type Lists, layLists } from '../columns/lists.ts'
import type { Reading } from '../findings/readings.ts'
import { LEFT, RIGHT, sidesOf } from '../modifiers/sides.ts'
import type { ReportView } from './conflict.ts'
import { findContradiction, firstOf, type Topic } from './contradictions.ts'
import { findUnexplained, type Need } from './indications.ts'
import { findClash } from './laterality.ts'

/** Findings that a report names by side, with all below them. */
interface Group extends Sided {
  readonly covers: ReadonlySet<number>
}

/** The consistency rules of a ruleset, laid out by concept. */
export interface ConsistencyRules {
  readonly corrects: ReadonlySet<string>
  readonly countsAs: readonly CountsAs[]
  readonly topics: readonly Topic[]
  readonly groups: readonly Group[]
  readonly needs: readonly Need[]
  /**
   * Per concept, what a first look asks of it, as bits side by side; topics or groups beyond the thirty-second share
   * one.
   *
   *     | topics it affirms | topics it opposes | groups | needs | topics its absence denies | …
   */
  readonly glances: Int32Array
  /**
   * Per concept: the topics that its presence affirms, those that its absence denies, those that its presence denies,
   * the groups it belongs to, and the needs it has as a device.
   */
  readonly affirms: Lists
  readonly denies: Lists
  readonly opposes: Lists
  readonly groupsOf: Lists
  readonly needsOf: Lists
  /**
   * Scratch of `mark`.
   *
   *     marks        topic | topic | … | need | …    bits of what was read
   *     left, right  group | group | …               a bit per section with a statement on that side
   *     unsided      group | group | …               whether a statement names no side
   */
  readonly marks: Uint8Array
  readonly left: Int32Array
  readonly right: Int32Array
  readonly unsided: Uint8Array
}

const AFFIRMED = 1
const DENIED = 2
const OPEN = AFFIRMED | DENIED

/**
 * Lays out a ruleset's consistency rules; `above[i]` holds the ancestors of concept i, `below[i]` it and what it is
 * above.
 */
export function layConsistency(
  { concepts, consistency }: Ruleset,
  above: readonly ReadonlySet<number>[],
  below: Below,
): ConsistencyRules {
  const without = (tops: readonly number[], except: readonly number[]): Set<number> => {
    const found = under(below, tops)
    for (const at of under(below, except)) found.delete(at)
    return found
  }
  const covered = consistency.contradictions.map(({ concept, except }) => without([concept], except))
  const topics = consistency.contradictions.map(
    ({ concept, against, clearedBy, spares }, at): Topic => ({
      concept,
      covers: marksOf(covered[at], concepts.length),
      against: marksOf(against, concepts.length),
      clearedBy: new Map(clearedBy.map((each) => [each.concept, each.where])),
      isDevice: concepts[concept]?.status === 'device',
      spares: Object.entries(spares),
      above,
    }),
  )
  const groups = consistency.sided.map(({ concepts, except, isOne }): Group => {
    const covers = without(concepts, except)
    return { concepts, except, isOne, covers }
  })
  const needs = consistency.indications.map(
    ({ device, reasons, sameSide }): Need => ({
      ...{ device, reasons, sameSide },
      devices: under(below, [device]),
      known: under(below, reasons),
    }),
  )
  const indicesOf = (members: readonly ReadonlySet<number>[]): Lists => {
    const indices = concepts.map((): number[] => [])
    for (const [at, set] of members.entries()) for (const concept of set) indices[concept].push(at)
    return layLists(indices)
  }
  const denies = indicesOf(topics.map(({ clearedBy }, at) => new Set([...covered[at], ...clearedBy.keys()])))
  const affirms = indicesOf(covered)
  const opposes = indicesOf(consistency.contradictions.map(({ against }) => new Set(against)))
  const groupsOf = indicesOf(groups.map(({ covers }) => covers))
  const needsOf = indicesOf(needs.map(({ devices }) => devices))
  return {
    ...{ corrects: new Set(consistency.corrects), countsAs: consistency.countsAs },
    ...{ topics, groups, needs, affirms, denies, opposes, groupsOf, needsOf },
    glances: layGlances(concepts.length, [affirms, opposes, groupsOf, needsOf, denies]),
    marks: new Uint8Array(topics.length + needs.length),
    left: new Int32Array(groups.length),
    right: new Int32Array(groups.length),
    unsided: new Uint8Array(groups.length),
  }
}

const GLANCE = 5

/** The items of so many lists of each concept as bits side by side. */
function layGlances(concepts: number, lists: readonly Lists[]): Int32Array {
  const glances = new Int32Array(concepts * GLANCE)
  for (let list = 0; list < GLANCE; list++) {
    const { starts, items } = lists[list]
    for (let concept = 0; concept < concepts; concept++)
      for (let at = starts[concept]; at < starts[concept + 1]; at++) glances[concept * GLANCE + list] |= 1 << items[at]
  }
  return glances
}

/**
 * Whether readings hold anything that needs a closer look: a topic affirmed and denied, a group on either side, a
 * device that is there for something. Most reports end here.
 */
export function mayConflict(
  rules: ConsistencyRules,
  readings: readonly Reading[],
  mentions: readonly Mention[],
): boolean {
  const { glances } = rules
  let affirmed = 0
  let denied = 0
  let left = 0
  let right = 0
  let open = 0
  for (let at = 0; at < readings.length; at++) {
    const { concept, value } = readings[at]
    const place = concept * GLANCE
    if (value === 0) {
      denied |= glances[place + 4]
      continue
    }
    if (glances[place + 2] !== 0) {
      const side = sidesOf(mentions[readings[at].mention])
      if (side === LEFT) left |= glances[place + 2]
      else if (side === RIGHT) right |= glances[place + 2]
    }
    if (value === -1) continue
    affirmed |= glances[place]
    denied |= glances[place + 1]
    open |= glances[place + 3]
  }
  return ((affirmed & denied) | (left & right) | open) !== 0 && mark(rules, readings, mentions)
}

/** Notes what the readings speak of; gives whether anything stays open. */
function mark(rules: ConsistencyRules, readings: readonly Reading[], mentions: readonly Mention[]): boolean {
  const { affirms, denies, opposes, groupsOf, needsOf, topics, groups } = rules
  let isAnyOpen = false
  let isAnySided = false
  clearMarks(rules)
  for (let at = 0; at < readings.length; at++) {
    const { concept, value, mention } = readings[at]
    if (value === 0) {
      if (markAll(denies, concept, DENIED, 0, rules)) isAnyOpen = true
      continue
    }
    if (value === 1) {
      if (markAll(affirms, concept, AFFIRMED, 0, rules)) isAnyOpen = true
      if (markAll(opposes, concept, DENIED, 0, rules)) isAnyOpen = true
      if (markAll(needsOf, concept, OPEN, topics.length, rules)) isAnyOpen = true
    }
    for (let each = groupsOf.starts[concept]; each < groupsOf.starts[concept + 1]; each++) {
      noteSide(groupsOf.items[each], mentions[mention], rules)
      isAnySided = true
    }
  }
  if (isAnySided) for (let group = 0; group < groups.length; group++) if (mayClash(group, rules)) isAnyOpen = true
  return isAnyOpen
}

function clearMarks({ marks, left, right, unsided }: ConsistencyRules): void {
  for (let at = 0; at < marks.length; at++) marks[at] = 0
  for (let at = 0; at < left.length; at++) {
    left[at] = 0
    right[at] = 0
    unsided[at] = 0
  }
}

/** Adds a bit to the marks of a concept's list, which stand from `first` on; whether any of them is open now. */
function markAll(
  { starts, items }: Lists,
  concept: number,
  bit: number,
  first: number,
  { marks }: ConsistencyRules,
): boolean {
  let isAnyOpen = false
  for (let at = starts[concept]; at < starts[concept + 1]; at++) {
    const place = first + items[at]
    marks[place] |= bit
    if (marks[place] === OPEN) isAnyOpen = true
  }
  return isAnyOpen
}

/** Sections beyond the thirty-second share a bit with an earlier one. */
function noteSide(group: number, mention: Mention, { left, right, unsided }: ConsistencyRules): void {
  const side = sidesOf(mention)
  const bit = 1 << mention.section
  if ((side & LEFT) !== 0) left[group] |= bit
  if ((side & RIGHT) !== 0) right[group] |= bit
  if (side === 0) unsided[group] = 1
}

/** Left in one section and right in another; or both, and a statement without a side where a side has one at most. */
function mayClash(group: number, { left, right, unsided, groups }: ConsistencyRules): boolean {
  const [lefts, rights] = [left[group], right[group]]
  if (lefts === 0 || rights === 0) return false
  return ((lefts & ~rights) !== 0 && (rights & ~lefts) !== 0) || (groups[group].isOne && unsided[group] !== 0)
}

/** The conflicts within a report of which `mayConflict` was just asked, in the order of the rules. */
export function findConflicts(rules: ConsistencyRules, view: ReportView): Conflict[] {
  const { marks, topics, groups, needs, corrects } = rules
  const found: Conflict[] = []
  const clashing = new Set<number>()
  const add = (conflict: Conflict | null): boolean => conflict !== null && found.push(conflict) > 0
  for (let at = 0; at < groups.length; at++) {
    if (!mayClash(at, rules)) continue
    const isStated = ({ concept, value }: Reading): boolean => value !== 0 && groups[at].covers.has(concept)
    const stated = firstOf(view.readings, isStated)
    if (add(findClash(stated, groups[at], corrects, view))) for (const { mention } of stated) clashing.add(mention)
  }
  for (let at = 0; at < topics.length; at++) {
    if (marks[at] === OPEN) add(findContradiction(topics[at], rules, clashing, view))
  }
  for (let at = 0; at < needs.length; at++) {
    if (marks[topics.length + at] === OPEN) add(findUnexplained(needs[at], view))
  }
  return found
}
