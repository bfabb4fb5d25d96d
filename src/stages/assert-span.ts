// How a text speaks of words that a caller points at: a plain finding is planted where they stand, and read as any
// other.
import { FINDINGS, STATES } from '../ruleset.ts'
import type { Assertion, Span } from '../types.ts'
import type { Scratch } from './columns/scratch.ts'
import type { Tables } from './columns/tables.ts'
import { OF_ALL } from './findings/asks.ts'
import { makeMentions } from './findings/output.ts'
import { unmarkModifiers } from './modifiers/modifiers.ts'
import { readMatches, readMentionsOf } from './read-text.ts'

/** How the text speaks of a span, with the cues that say so; also of words that no rule knows. */
export function assertText(text: string, span: Span, tables: Tables, scratch: Scratch): Assertion {
  if (typeof text !== 'string') throw new TypeError('the text is not a string')
  const fault = faultOfSpan(span, text.length)
  if (fault !== null) throw new TypeError(`span ${span.start}–${span.end} ${fault}`)
  const { start, end } = span
  readMatches(text, tables, scratch)
  const { tokens, matches } = scratch
  if (tokens.count === 0) return PLAIN
  let from = 0
  while (from < tokens.count - 1 && tokens.end[from] <= start) from++
  let to = from
  while (to < tokens.count - 1 && tokens.start[to + 1] < end) to++
  plantFinding(matches, from, to, tables)
  readMentionsOf(tables, scratch)
  const { mentions } = scratch
  let at = 0
  while (
    at < mentions.count &&
    !(mentions.anchorFrom[at] <= from && mentions.anchorTo[at] >= from && mentions.anatomyFrom[at] < 0)
  )
    at++
  const assertion = at < mentions.count ? makeMentions(scratch, tables, text, OF_ALL)[at].assertion : PLAIN
  unmarkModifiers(scratch)
  return assertion
}

function faultOfSpan({ start, end }: Span, length: number): string | null {
  if (!Number.isInteger(start) || !Number.isInteger(end)) return 'is none: start and end are whole numbers'
  if (start < 0 || start > length || end < 0 || end > length) return `is not inside the text (length ${length})`
  if (start === end) return 'is empty: it holds no word'
  return start > end ? 'ends before it starts' : null
}

/** How a span is asserted that no cue speaks of; handed out again and again, so frozen. */
const PLAIN: Assertion = Object.freeze({
  polarity: 'present',
  certainty: 'certain',
  time: 'current',
  change: null,
  prior: 'unknown',
  scope: Object.freeze([]),
  cues: Object.freeze([]),
})

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
