// Line breaks that no wrapping can have made: the next word had room in the line before.
import { LINE_START, PARAGRAPH_START, SPACED } from '../../ruleset.ts'
import type { Tokens } from '../../text/tokens.ts'
import type { Scratch } from '../columns/scratch.ts'

/** Characters that any wrapped line may have; a report whose lines are all short need not be wrapped. */
const NARROWEST = 60

/**
 * Whether the line break before `token` was meant: the word behind it would have fitted into the line before, were
 * lines as wide as the longest of the report, which is measured once. Lines of up to `narrowest` characters count as
 * not wrapped.
 */
export function isHardBreak(scratch: Scratch, token: number, narrowest = NARROWEST): boolean {
  const { start, end, flags, count } = scratch.tokens
  if ((flags[token] & PARAGRAPH_START) !== 0) return true
  let first = token - 1
  while (first > 0 && (flags[first] & LINE_START) === 0) first--
  let last = token
  while (last + 1 < count && (flags[last + 1] & SPACED) === 0) last++
  const width = end[token - 1] - start[first] + 1 + end[last] - start[token]
  if (width <= narrowest) return true
  if (scratch.longestLine < 0) scratch.longestLine = longestLine(scratch.tokens)
  return width <= scratch.longestLine
}

/** Characters of the longest line, without what is indented. */
function longestLine({ start, end, flags, count }: Tokens): number {
  let longest = 0
  let first = 0
  for (let token = 1; token <= count; token++) {
    if (token < count && (flags[token] & LINE_START) === 0) continue
    longest = Math.max(longest, end[token - 1] - start[first])
    first = token
  }
  return longest
}
