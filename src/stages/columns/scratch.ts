// The working columns of one labeller: allocated once, reused for every report, never handed out.
import { type Matches, makeMatches } from '../../match/overlap.ts'
import { makeTokens, type Tokens } from '../../text/tokens.ts'

/**
 * Mentions of a report, in order of their anchors within each sentence.
 *
 *     rule | concept (written last, for the objects) | from to (all its tokens)
 *     anchorFrom anchorTo (the words cues govern) | anatomyFrom anatomyTo (or -1)
 *     forward/backward/between: cue match that governs the existence axis from there, or -1; time/change likewise
 *     existence: the outcome of that axis, as a code of codes.ts
 */
export interface MentionColumns {
  count: number
  rule: Int32Array
  concept: Int32Array
  from: Int32Array
  to: Int32Array
  anchorFrom: Int32Array
  anchorTo: Int32Array
  anatomyFrom: Int32Array
  anatomyTo: Int32Array
  sentence: Int32Array
  forward: Int32Array
  backward: Int32Array
  between: Int32Array
  time: Int32Array
  change: Int32Array
  existence: Uint8Array
}

/** Sentences as token ranges, `to` exclusive. */
export interface SentenceColumns {
  count: number
  from: Int32Array
  to: Int32Array
  section: Int32Array
}

/** Sections as token ranges; `rule` is the heading rule or -1 for text under no heading. */
export interface SectionColumns {
  count: number
  rule: Int32Array
  from: Int32Array
  to: Int32Array
  headingFrom: Int32Array
  headingTo: Int32Array
}

export interface Scratch {
  readonly tokens: Tokens
  readonly matches: Matches
  readonly sections: SectionColumns
  readonly sentences: SentenceColumns
  readonly mentions: MentionColumns
  /** Per token: index + 1 of the cue or modifier match, or mention anchor, that starts or ends there; 0 elsewhere. */
  cueAt: Int32Array
  cueEnd: Int32Array
  modifierAt: Int32Array
  modifierEnd: Int32Array
  mentionAt: Int32Array
  mentionEnd: Int32Array
  /** The modifier matches of the mention being made (see `collectModifiers`). */
  found: Int32Array
  /** The aside of the sentence being read, its commas included, or -1; whether a list or hedge goes on behind it. */
  asideFrom: number
  asideTo: number
  asideJoins: boolean
  /** Bits of what the modifiers of the report are (see `extraOf`). */
  modified: number
  /** Characters of the report's longest line; -1 until it is asked for. */
  longestLine: number
}

/**
 * Fresh scratch columns; they grow with the longest report seen, and after a very long one begin anew (`fitScratch`).
 */
export function makeScratch(): Scratch {
  return {
    tokens: makeTokens(FIRST_SIZE),
    matches: makeMatches(FIRST_SIZE),
    sections: makeSections(FIRST_SIZE),
    sentences: makeSentences(FIRST_SIZE),
    mentions: makeMentions(FIRST_SIZE),
    ...makeTokenColumns(FIRST_SIZE),
    asideFrom: -1,
    asideTo: -1,
    asideJoins: false,
    modified: 0,
    longestLine: -1,
  }
}

const FIRST_SIZE = 1024

function makeSections(size: number): SectionColumns {
  const column = (): Int32Array => new Int32Array(size)
  return { count: 0, rule: column(), from: column(), to: column(), headingFrom: column(), headingTo: column() }
}

function makeSentences(size: number): SentenceColumns {
  return { count: 0, from: new Int32Array(size), to: new Int32Array(size), section: new Int32Array(size) }
}

function makeMentions(size: number): MentionColumns {
  const column = (): Int32Array => new Int32Array(size)
  return {
    count: 0,
    rule: column(),
    concept: column(),
    from: column(),
    to: column(),
    anchorFrom: column(),
    anchorTo: column(),
    anatomyFrom: column(),
    anatomyTo: column(),
    sentence: column(),
    forward: column(),
    backward: column(),
    between: column(),
    time: column(),
    change: column(),
    existence: new Uint8Array(size),
  }
}

type TokenColumn = 'cueAt' | 'cueEnd' | 'modifierAt' | 'modifierEnd' | 'mentionAt' | 'mentionEnd' | 'found'

function makeTokenColumns(size: number): Pick<Scratch, TokenColumn> {
  const column = (): Int32Array => new Int32Array(size)
  return {
    cueAt: column(),
    cueEnd: column(),
    modifierAt: column(),
    modifierEnd: column(),
    mentionAt: column(),
    mentionEnd: column(),
    found: column(),
  }
}

/**
 * Makes room for a report of `tokens.count` tokens. There are never more sections or sentences than tokens + 1. Where
 * the tokens have given up the columns of a very long report (`tokenize`), the others do so too.
 */
export function fitScratch(scratch: Scratch): void {
  const { tokens, matches, mentions } = scratch
  const room = tokens.id.length
  const isTooWide = matches.rule[0].length > room
  if (isTooWide) {
    Object.assign(matches, makeMatches(room))
    Object.assign(mentions, makeMentions(FIRST_SIZE))
  }
  if (isTooWide || scratch.cueAt.length < tokens.count + 2) {
    Object.assign(scratch, makeTokenColumns(room + 2))
    Object.assign(scratch.sections, makeSections(room + 2))
    Object.assign(scratch.sentences, makeSentences(room + 2))
  }
}

/** Adds a mention whose assertion is not read yet; all places are tokens. */
export function addMention(
  mentions: MentionColumns,
  rule: number,
  sentence: number,
  from: number,
  to: number,
  anchorFrom: number,
  anchorTo: number,
  anatomyFrom: number,
  anatomyTo: number,
): void {
  const at = mentions.count++
  if (at === mentions.rule.length) widenMentions(mentions, at)
  mentions.rule[at] = rule
  mentions.sentence[at] = sentence
  mentions.from[at] = from
  mentions.to[at] = to
  mentions.anchorFrom[at] = anchorFrom
  mentions.anchorTo[at] = anchorTo
  mentions.anatomyFrom[at] = anatomyFrom
  mentions.anatomyTo[at] = anatomyTo
}

/**
 * Doubles the room for mentions. Apart from what is asked for each: a closure costs there even where it is not made.
 */
function widenMentions(mentions: MentionColumns, room: number): void {
  const wider = (column: Int32Array): Int32Array => {
    const grown = new Int32Array(room * 2)
    grown.set(column)
    return grown
  }
  mentions.rule = wider(mentions.rule)
  mentions.concept = wider(mentions.concept)
  mentions.from = wider(mentions.from)
  mentions.to = wider(mentions.to)
  mentions.anchorFrom = wider(mentions.anchorFrom)
  mentions.anchorTo = wider(mentions.anchorTo)
  mentions.anatomyFrom = wider(mentions.anatomyFrom)
  mentions.anatomyTo = wider(mentions.anatomyTo)
  mentions.sentence = wider(mentions.sentence)
  mentions.forward = wider(mentions.forward)
  mentions.backward = wider(mentions.backward)
  mentions.between = wider(mentions.between)
  mentions.time = wider(mentions.time)
  mentions.change = wider(mentions.change)
  const existence = new Uint8Array(room * 2)
  existence.set(mentions.existence)
  mentions.existence = existence
}

/** Moves the mention in column `at` forward to its place by anchor, no farther than `first`. */
export function sink(mentions: MentionColumns, at: number, first: number): void {
  const { anchorFrom } = mentions
  for (let to = at; to > first && anchorFrom[to - 1] > anchorFrom[to]; to--) swap(mentions, to - 1, to)
}

/** Swaps two mentions whose assertions are not read yet. */
export function swap(mentions: MentionColumns, a: number, b: number): void {
  for (const column of [
    mentions.rule,
    mentions.sentence,
    mentions.from,
    mentions.to,
    mentions.anchorFrom,
    mentions.anchorTo,
    mentions.anatomyFrom,
    mentions.anatomyTo,
  ]) {
    const kept = column[a]
    column[a] = column[b]
    column[b] = kept
  }
}
