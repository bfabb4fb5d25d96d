// Tokens → sections. A heading opens a section at the start of a sentence, or anywhere when a colon follows and the
// heading is unmistakable. Case does not matter, nor do line breaks that wrapping may have made (`lines.ts`), so that
// re-wrapping a report moves no section.
import type { HeadingRule } from '../../rule.ts'
import { ANATOMY, CUES, FINDINGS, HEADINGS, LINE_START, PARAGRAPH_START, SPACED } from '../../ruleset.ts'
import { CERTAIN, POSSIBLE } from '../columns/codes.ts'
import { headingAt } from '../columns/rules.ts'
import type { Scratch, SectionColumns } from '../columns/scratch.ts'
import { firstAtOrAfter } from '../columns/search.ts'
import type { Tables } from '../columns/tables.ts'
import {
  AND,
  BANG,
  CLOSE,
  COLON,
  COMMA,
  CONTINUER,
  DASH,
  DETERMINER,
  DOT,
  NEGATOR,
  OPEN,
  OR,
  PREPOSITION,
  QUESTION,
  SLASH,
  STAR,
  VERB,
  WITH,
} from '../columns/words.ts'
import { isHardBreak } from '../grammar/lines.ts'
import { findItem } from './forms.ts'
import { OF_EITHER, OF_FILM, tellsOf } from './openings.ts'
import { questionEnd } from './questions.ts'

/** Words after which a bare heading word is ordinary prose: "Findings *are* …", "Impression *of* …". */
const PROSE = VERB | PREPOSITION | CONTINUER | AND | OR
/**
 * Words that a line of a request goes on behind, or begins with: "presenting *with*⏎worsening cough", "cough⏎*and*
 * fever".
 */
const GOES_ON = PREPOSITION | AND | OR | WITH | VERB | DETERMINER | NEGATOR
const BEGINS_WITH = PREPOSITION | AND | OR | WITH | VERB
/** Most tokens of a remark in brackets behind a heading: "Reason for exam *(per ordering provider)*:". */
const LONGEST_REMARK = 8

/** Splits the report at its headings into `scratch.sections`. Text under no heading is a section without a rule. */
export function findSections(scratch: Scratch, tables: Tables): void {
  const { tokens, matches, sections } = scratch
  let openRule = -1
  // The labelled section a short one stands in: "FINDINGS: Comparison 3 May. Lungs clear."
  let outerRule = -1
  let headingFrom = 0
  let from = 0
  sections.count = 0
  scratch.longestLine = -1
  const body = firstLabelled(scratch, tables)
  const isBodyUnmarked = body < 0
  const isBodyOpen = isBodyUnmarked || !headingAt(tables, matches.rule[HEADINGS][body]).body
  // Where a request can stand: before the heading under which the report begins, and under no heading itself.
  const requestsEnd =
    !isBodyUnmarked && headingAt(tables, matches.rule[HEADINGS][body]).body ? matches.from[HEADINGS][body] : 0
  // Where the report can begin without a heading, behind a request on its line: before the impression that is to come.
  const openEnd = isBodyUnmarked || !isBodyOpen ? 0 : matches.from[HEADINGS][body]
  // The first of the sentences before this one that may be the report's.
  let openFrom = -1
  // Where no item of its form has been looked for yet.
  let itemsFrom = 0
  const starts = matches.from[HEADINGS]
  const last = matches.count[HEADINGS]
  let heading = 0
  let isShort = false
  const asked = tables.request < 0 ? 0 : questionEnd(scratch, tables)
  if (asked > 0) {
    close(sections, tables.request, 0, 0, asked)
    sections.headingTo[0] = 0
    headingFrom = asked
    from = asked
  }
  for (let token = asked; token < tokens.count; token++) {
    while (heading < last && starts[heading] < token) heading++
    // Nothing but a heading ends a section that is not short, and before the report the name of an item of its form.
    if (!isShort) {
      token = heading < last ? starts[heading] : tokens.count
      const item = openRule < 0 && from < requestsEnd ? findItem(scratch, tables, from, itemsFrom, token) : -1
      itemsFrom = token
      if (item >= 0 && tables.request >= 0) {
        close(sections, openRule, headingFrom, from, item)
        openRule = tables.request
        headingFrom = item
        from = item
        while (tokens.id[from++] !== COLON);
        token = from - 1
        continue
      }
    }
    if (heading < last && starts[heading] === token) {
      const rule = matches.rule[HEADINGS][heading]
      const to = matches.to[HEADINGS][heading]
      const isRequest = headingAt(tables, rule).request
      const after = !isRequest
        ? headingEnd(scratch, tables, headingAt(tables, rule), token, to) ||
          (isShort ? reportStart(scratch, tables, headingAt(tables, rule), to) : 0)
        : openRule < 0 && token < requestsEnd
          ? to + 1
          : 0
      if (after > 0) {
        close(sections, openRule, headingFrom, from, token)
        const isOuter = openRule >= 0 && headingAt(tables, openRule).isLabelled
        outerRule = isOuter && headingAt(tables, rule).brief ? openRule : -1
        openRule = rule
        isShort = headingAt(tables, rule).short
        headingFrom = token
        openFrom = -1
        from = isProjection(scratch, headingAt(tables, rule), token, to) ? token : after
        token = after - 1
        continue
      }
    }
    if (!isShort || token === from) continue
    const isBehindEnd = isEnd(tokens.id[token - 1])
    if (isBehindEnd && token < openEnd && headingAt(tables, openRule).brief) {
      const limit = heading < last && starts[heading] > token ? starts[heading] : openEnd
      const tells = tellsOf(scratch, tables, headingAt(tables, openRule), token, limit)
      if (tells < OF_EITHER) openFrom = -1
      else if (openFrom < 0) openFrom = token
      if (tells === OF_FILM) {
        close(sections, openRule, headingFrom, from, openFrom)
        openRule = -1
        isShort = false
        headingFrom = openFrom
        from = openFrom
        continue
      }
    }
    const endsSentence =
      isBehindEnd &&
      (isBodyUnmarked || outerRule >= 0 || beginsItem(scratch, token)) &&
      // "Cough. ?malignancy.", "cough ? malignancy.": what is asked belongs to the question.
      tokens.id[token] !== QUESTION &&
      (tokens.id[token - 1] !== QUESTION ||
        ((tokens.flags[token] & SPACED) !== 0 && (tokens.flags[token - 1] & SPACED) === 0))
    const isLineStart = isBodyOpen && (tokens.flags[token] & LINE_START) !== 0
    if (
      (tokens.flags[token] & PARAGRAPH_START) !== 0 ||
      endsSentence ||
      (isLineStart && endsLine(scratch, tables, from, token))
    ) {
      close(sections, openRule, headingFrom, from, token)
      openRule = outerRule
      isShort = openRule >= 0 && headingAt(tables, openRule).short
      outerRule = -1
      headingFrom = token
      from = token
    }
  }
  close(sections, openRule, headingFrom, from, tokens.count)
}

/** Adds the section that ends before `to`; text without a heading or words is none. */
function close(sections: SectionColumns, rule: number, headingFrom: number, from: number, to: number): void {
  if (to <= from && rule < 0) return
  const at = sections.count++
  sections.rule[at] = rule
  sections.from[at] = from
  sections.to[at] = to
  sections.headingFrom[at] = rule < 0 ? from : headingFrom
  sections.headingTo[at] = from
}

/** The first heading that opens a labelled section, or -1: then the report's body follows a short section unmarked. */
function firstLabelled(scratch: Scratch, tables: Tables): number {
  const { matches } = scratch
  for (let heading = 0; heading < matches.count[HEADINGS]; heading++) {
    const rule = headingAt(tables, matches.rule[HEADINGS][heading])
    const from = matches.from[HEADINGS][heading]
    // A title may stand before all the rest.
    if (rule.isLabelled && !rule.isTitle && headingEnd(scratch, tables, rule, from, matches.to[HEADINGS][heading]) > 0)
      return heading
  }
  return -1
}

/**
 * Whether the text of a heading like INDICATION, which began at `from`, ends with the line before `token`: "INDICATION:
 * Fever⏎The heart is enlarged." A heading alone on its line may have a list below it, and a question belongs to the
 * request.
 */
function endsLine(scratch: Scratch, tables: Tables, from: number, token: number): boolean {
  const { tokens, matches } = scratch
  const last = tokens.id[token - 1]
  if ((tokens.flags[from] & LINE_START) !== 0 || last === COMMA || last === SLASH || tokens.id[token] === QUESTION)
    return false
  if ((tables.classes[last] & GOES_ON) !== 0 || (tables.classes[tokens.id[token]] & BEGINS_WITH) !== 0) return false
  const heading = firstAtOrAfter(matches.from[HEADINGS], matches.count[HEADINGS], token)
  const isRequest =
    heading < matches.count[HEADINGS] &&
    matches.from[HEADINGS][heading] === token &&
    headingAt(tables, matches.rule[HEADINGS][heading]).request
  return !isRequest && isHardBreak(scratch, token)
}

/**
 * First token of a report behind the request on one line, or 0: "INDICATION: Cough FINDINGS *The* heart is enlarged."
 */
function reportStart({ tokens, matches }: Scratch, tables: Tables, rule: HeadingRule, to: number): number {
  if (!rule.isLabelled || !rule.bare || to + 1 >= tokens.count) return 0
  const at = firstAtOrAfter(matches.from[ANATOMY], matches.count[ANATOMY], to + 1)
  const isStructure = at < matches.count[ANATOMY] && matches.from[ANATOMY][at] === to + 1
  return isStructure || (tables.classes[tokens.id[to + 1]] & DETERMINER) !== 0 ? to + 1 : 0
}

/** Whether a template's item on a structure begins here: "EXAM: Portable chest. *Lungs:* clear." */
function beginsItem({ tokens, matches }: Scratch, token: number): boolean {
  const [starts, count] = [matches.from[ANATOMY], matches.count[ANATOMY]]
  const at = firstAtOrAfter(starts, count, token)
  return at < count && starts[at] === token && tokens.id[matches.to[ANATOMY][at] + 1] === COLON
}

/** "*CXR PA:* the heart is normal": a title that tells how the film was made is read with the report. */
function isProjection({ matches }: Scratch, { isTitle }: HeadingRule, from: number, to: number): boolean {
  if (!isTitle) return false
  const at = firstAtOrAfter(matches.from[FINDINGS], matches.count[FINDINGS], from)
  return at < matches.count[FINDINGS] && matches.from[FINDINGS][at] <= to
}

function isEnd(token: number): boolean {
  return token === DOT || token === QUESTION
}

/** First token after the heading at `from`…`to`, or 0 where these words are no heading. */
function headingEnd(scratch: Scratch, tables: Tables, rule: HeadingRule, from: number, to: number): number {
  const { tokens } = scratch
  const previous = from === 0 ? DOT : tokens.id[from - 1]
  const starts =
    from === 0 ||
    (tokens.flags[from] & PARAGRAPH_START) !== 0 ||
    previous === DOT ||
    previous === COLON ||
    previous === QUESTION ||
    previous === BANG ||
    previous === CLOSE ||
    previous === STAR
  const isLineStart = (tokens.flags[from] & LINE_START) !== 0
  const behind = nameEnd(scratch, tables, rule, to + 1)
  const mark = behind < tokens.count ? tokens.id[behind] : DOT
  if (mark === COLON) return starts || rule.bare || isLineStart ? behind + 1 : 0
  if (isAlone(scratch, from, behind)) return behind
  if (!rule.bare) {
    // "History - cough" at the head of a line or sentence.
    if (mark !== DASH || rule.isLabelled || rule.request) return 0
    return starts || (isLineStart && isHardBreak(scratch, from)) ? behind + 1 : 0
  }
  if (!starts) return 0
  const next = to + 1 < tokens.count ? tokens.id[to + 1] : DOT
  if (next === DOT || next === DASH) return Math.min(to + 2, tokens.count)
  return (tables.classes[next] & PROSE) === 0 && !isHedged(scratch, tables, to + 1) ? to + 1 : 0
}

/**
 * First token behind a heading and what its name goes on with: "Reason for exam *(per referrer)*:", "Impression *and
 * recommendations*:". What is named second may not be the report, where the first is not.
 */
function nameEnd({ tokens, matches }: Scratch, tables: Tables, rule: HeadingRule, to: number): number {
  const { id, count } = tokens
  if (to + 1 >= count) return to
  if (id[to] === OPEN) {
    let token = to + 1
    while (token < count && token - to < LONGEST_REMARK && id[token] !== CLOSE) token++
    return token < count && id[token] === CLOSE ? token + 1 : to
  }
  if (id[to] !== SLASH && id[to] !== DASH && (tables.classes[id[to]] & AND) === 0) return to
  const second = firstAtOrAfter(matches.from[HEADINGS], matches.count[HEADINGS], to + 1)
  if (second === matches.count[HEADINGS] || matches.from[HEADINGS][second] !== to + 1) return to
  const { isLabelled, request } = headingAt(tables, matches.rule[HEADINGS][second])
  return request || (isLabelled && !rule.isLabelled) ? to : matches.to[HEADINGS][second] + 1
}

/** Whether a heading has a line to itself, up to the token `behind`, which no wrapping left to it. */
function isAlone(scratch: Scratch, from: number, behind: number): boolean {
  const { flags, count } = scratch.tokens
  if ((flags[from] & LINE_START) === 0 || behind >= count || (flags[behind] & LINE_START) === 0) return false
  return (from === 0 || isHardBreak(scratch, from)) && isHardBreak(scratch, behind)
}

/** "Findings *favor* pneumonia", "findings *c/w* edema": what is said of findings is prose. */
function isHedged({ matches }: Scratch, tables: Tables, token: number): boolean {
  const cue = firstAtOrAfter(matches.from[CUES], matches.count[CUES], token)
  if (cue === matches.count[CUES] || matches.from[CUES][cue] !== token) return false
  const existence = tables.existenceOf[matches.rule[CUES][cue]]
  return existence >= CERTAIN && existence <= POSSIBLE
}
