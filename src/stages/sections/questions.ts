// The question that a report answers, written before it without a heading: "Chest pain ?pneumothorax. The lungs are
// clear." It names what is asked about right behind a question mark, and nothing of what was seen.
import { ANATOMY, FINDINGS, HEADINGS, LINE_START, MODIFIERS, PARAGRAPH_START, STATES } from '../../ruleset.ts'
import { PLACED, SHOWS } from '../columns/extras.ts'
import { headingAt } from '../columns/rules.ts'
import type { Scratch } from '../columns/scratch.ts'
import type { Tables } from '../columns/tables.ts'
import { COLON, COMMA, DOT, OR, QUESTION, SLASH, VERB } from '../columns/words.ts'
import { isHardBreak } from '../grammar/lines.ts'

/** How far from its beginning a report can ask: "GP referral. Cough and fatigue for six weeks. *?malignancy*". */
const LONGEST = 40

/** First token behind the question that opens a report, or 0. */
export function questionEnd(scratch: Scratch, tables: Tables): number {
  const { tokens, matches } = scratch
  const found = matches.from[FINDINGS]
  const count = matches.count[FINDINGS]
  let first = 0
  while (first < count && tables.isTechniqueOf[matches.rule[FINDINGS][first]] === 1) first++
  // Most reports open with no question: one look at the first finding.
  if (first === count || found[first] > LONGEST || !isAsked(scratch, tables, found[first])) return 0
  const end = endOfQuestion(scratch, found[first])
  if (end === tokens.count || !answersBehind(scratch, end)) return 0
  if (seesAnything(scratch, tables, found[first], end)) return 0
  for (let at = first + 1; at < count && found[at] < end; at++)
    if (!isAsked(scratch, tables, found[at]) && !isListed(scratch, tables, matches.to[FINDINGS][at - 1], found[at]))
      return 0
  // "?Consolidation *at the left base*": what has a place was seen.
  for (let at = 0; at < matches.count[MODIFIERS]; at++) {
    const from = matches.from[MODIFIERS][at]
    if (from >= end) break
    if (from > found[first] && (tables.extraOf[matches.rule[MODIFIERS][at]] & PLACED) !== 0) return 0
  }
  return end
}

/** Whether words before `end` tell what was seen ("right hilum *is bulky*, ?mass"), or are a heading's. */
function seesAnything({ tokens, matches }: Scratch, tables: Tables, asked: number, end: number): boolean {
  const { classes } = tables
  if (matches.count[STATES] > 0 && matches.from[STATES][0] < end) return true
  let sentence = 0
  for (let token = 0; token < end; token++) {
    if ((classes[tokens.id[token]] & VERB) !== 0) return true
    if (tokens.id[token] === DOT && token < asked) sentence = token
  }
  // "*Left hilum* fuller than the right. ?Mass": a sentence before names a structure.
  for (let at = 0; at < matches.count[ANATOMY] && matches.from[ANATOMY][at] < sentence; at++)
    if (tables.anatomyOf[matches.rule[ANATOMY][at]] !== tables.wholeChest) return true
  for (let at = 0; at < matches.count[HEADINGS] && matches.from[HEADINGS][at] < end; at++) {
    const heading = headingAt(tables, matches.rule[HEADINGS][at])
    // "GP *referral:* weight loss ?malignancy": of a request, and not at its beginning; "*chest x-ray*. ?Malignancy": a
    // name.
    const isNone = heading.isTitle
      ? tokens.id[matches.to[HEADINGS][at] + 1] !== COLON
      : !heading.isLabelled && matches.from[HEADINGS][at] > 0
    if (!heading.request && !isNone) return true
  }
  return false
}

/**
 * Whether a finding stands behind a question mark: "?*pneumonia*", "?rib *fracture*". Of "?small left *effusion*" more
 * is known.
 */
function isAsked({ tokens, matches, modifierEnd }: Scratch, { extraOf }: Tables, from: number): boolean {
  let token = from - 1
  while (token > 0 && modifierEnd[token] !== 0) {
    const modifier = modifierEnd[token] - 1
    if ((extraOf[matches.rule[MODIFIERS][modifier]] & (PLACED | SHOWS)) !== 0) return false
    token = matches.from[MODIFIERS][modifier] - 1
  }
  return token >= 0 && tokens.id[token] === QUESTION
}

/** Whether a finding or a structure is spoken of from a token on. */
function answersBehind({ matches }: Scratch, end: number): boolean {
  const findings = matches.count[FINDINGS]
  const structures = matches.count[ANATOMY]
  return matches.from[FINDINGS][findings - 1] >= end || (structures > 0 && matches.from[ANATOMY][structures - 1] >= end)
}

/** An item of a list that began behind a question mark: "?effusion or pneumothorax". */
function isListed({ tokens }: Scratch, { classes }: Tables, last: number, from: number): boolean {
  const between = tokens.id[last + 1]
  return from === last + 2 && (between === COMMA || between === SLASH || (classes[between] & OR) !== 0)
}

/** Where the sentence or line of `asked` ends; a line that begins with a question mark goes on with it. */
function endOfQuestion(scratch: Scratch, asked: number): number {
  const { id, flags, count } = scratch.tokens
  for (let token = asked + 1; token < count; token++) {
    if (id[token - 1] === DOT) return token
    if (id[token] === QUESTION) continue
    if ((flags[token] & PARAGRAPH_START) !== 0) return token
    if ((flags[token] & LINE_START) !== 0 && isHardBreak(scratch, token, 0)) return token
  }
  return count
}
