// "CTR 58 %": a measure that states a finding where it is above a limit, and that there is none where it is not.
import { FINDINGS, NUMBER } from '../../ruleset.ts'
import type { Scratch } from '../columns/scratch.ts'
import type { Tables } from '../columns/tables.ts'
import { COLON, SLASH } from '../columns/words.ts'
import type { Window } from '../grammar/structures.ts'

const LESS = '<'.charCodeAt(0)
const MORE = '>'.charCodeAt(0)
/** What a part of a whole can be; other numbers behind such words are dates, or measures of something else. */
const LEAST = 0.2
const MOST = 0.9

/**
 * What the words of a finding with a limit are read as: the finding, the rule that says that there is none, or -1 where
 * the sentence gives a verdict of its own, or no number that can be one.
 */
export function measuredAs(scratch: Scratch, tables: Tables, finding: number, findings: Window, first: number): number {
  const { matches, mentions, tokens } = scratch
  const rule = matches.rule[FINDINGS][finding]
  const limit = tables.limitOf[rule]
  const otherwise = tables.otherwiseOf[rule]
  // "CTR is 52 %, which is *normal*", "no *cardiomegaly*, CTR 0.57".
  for (let at = first; at < mentions.count; at++) if (isVerdict(tables, rule, mentions.rule[at])) return -1
  for (let at = findings.from; at < findings.to; at++)
    if (at !== finding && isVerdict(tables, rule, matches.rule[FINDINGS][at])) return -1
  const to = matches.to[FINDINGS][finding]
  let share = 0
  let sign = 0
  for (let token = matches.from[FINDINGS][finding]; token <= to; token++) {
    if (tokens.id[token] !== NUMBER) continue
    const number = numberAt(tokens.folded, tokens.start[token], tokens.end[token])
    const between = tokens.id[token + 1]
    if (token + 2 <= to && (between === SLASH || between === COLON)) {
      // "15/28": of two measures.
      share = number / numberAt(tokens.folded, tokens.start[token + 2], tokens.end[token + 2])
      break
    }
    sign = signBetween(tokens.folded, tokens.end[token - 1], tokens.start[token])
    // More than the whole is in per cent. Of two, the greater.
    share = Math.max(share, number > 1 ? number / 100 : number)
  }
  if (!(share >= LEAST && share <= MOST)) return -1
  if (sign === LESS) return share <= limit ? otherwise : -1
  if (sign === MORE) return share >= limit ? rule : -1
  return share > limit ? rule : otherwise
}

/** Whether a rule says the finding of a measure, a kind of it, or that there is none. */
function isVerdict({ above, conceptOf, otherwiseOf }: Tables, measure: number, rule: number): boolean {
  const concept = conceptOf[rule]
  const own = conceptOf[measure]
  return concept === own || concept === conceptOf[otherwiseOf[measure]] || above[concept].has(own)
}

/** The number in the characters from…to: "0.58", "0,58", ".58"; NaN for what is none. */
function numberAt(folded: Uint8Array, from: number, to: number): number {
  return Number(String.fromCharCode(...folded.subarray(from, to)).replace(',', '.'))
}

/** "> 0.5": a sign that is no token, or 0. */
function signBetween(folded: Uint8Array, from: number, to: number): number {
  for (let at = from; at < to; at++) if (folded[at] === MORE || folded[at] === LESS) return folded[at]
  return 0
}
