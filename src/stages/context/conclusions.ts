// Whether a hedge behind a denial is under it ("no opacity *to suggest* pneumonia") or begins what is concluded from
// what is there and what is not ("opacity without effusion, *suspicious for* pneumonia").
import { CUES } from '../../ruleset.ts'
import { CERTAIN } from '../columns/codes.ts'
import type { Scratch } from '../columns/scratch.ts'
import type { Tables } from '../columns/tables.ts'
import {
  AND,
  COMMA,
  CONCLUDING,
  DETERMINER,
  isCharacter,
  OR,
  PREPOSITION,
  RELATIVE,
  VERB,
  WITH,
} from '../columns/words.ts'
import { codeOf, isStranger } from '../grammar/scope.ts'

/** Words between a hedge and the reading it is of. */
const READING_GAP = 8
/** Words from what is described to the denial behind it. */
const SUBJECT_GAP = 20

/**
 * Whether a hedge only serves the negation before it: "no opacity *to suggest* pneumonia", "no sign that *may be*
 * edema". Not beyond the negation's reach, and not with a subject of its own: "no acute disease, changes *compatible
 * with* COPD".
 */
export function serves(
  scratch: Scratch,
  tables: Tables,
  hedge: number,
  negation: number,
  consumed: boolean,
  comma: number,
  to: number,
): boolean {
  const { matches, tokens } = scratch
  const start = matches.from[CUES][hedge]
  if (start - matches.to[CUES][negation] > tables.reachOf[matches.rule[CUES][negation]]) return false
  // "Negative for effusion, *positive for* pneumonia": a plain assertion ends what was denied.
  if (tables.servesOf[matches.rule[CUES][hedge]] === 0) return !consumed && codeOf(scratch, tables, hedge) !== CERTAIN
  if (!consumed) return true
  if (comma < 0) return true
  let hasSubject = false
  for (let token = comma + 1; token < start; token++) {
    if ((tables.classes[tokens.id[token]] & OR) !== 0) return true
    hasSubject ||= isStranger(scratch, tables, token)
  }
  if (!hasSubject) return true
  // "No effusion, findings to suggest edema, *or* pneumothorax" is one list.
  for (let token = start; token < to; token++) {
    if (tokens.id[token] === COMMA && (tables.classes[tokens.id[token + 1]] & OR) !== 0) return true
  }
  return false
}

/**
 * Whether a hedge draws its reading from what stands before the denial: "*opacity* without volume loss, suspicious for
 * pneumonia", "*opacity* without effusion may represent pneumonia". The denial has to stand behind a noun that it
 * describes, and deny nothing that would be the reading's own sign ("without *consolidation*, suspicious for
 * pneumonia"), unless that noun is another ("*cuffing* without consolidation, suggestive of viral pneumonia").
 */
export function concludes(
  scratch: Scratch,
  tables: Tables,
  hedge: number,
  negation: number,
  comma: number,
  from: number,
  to: number,
): boolean {
  const { matches, mentions, mentionAt, mentionEnd, tokens } = scratch
  const { classes } = tables
  if (tables.servesOf[matches.rule[CUES][hedge]] === 0) return false
  const start = matches.from[CUES][hedge]
  // "Opacity, without effusion, *that* likely represents pneumonia".
  const isThat = comma >= 0 && comma === start - 2 && (classes[tokens.id[start - 1]] & RELATIVE) !== 0
  const isBehindComma = isThat || comma === start - 1
  if (isBehindComma) {
    if ((classes[tokens.id[start]] & CONCLUDING) === 0) return false
  } else if (comma >= 0 || ((classes[tokens.id[start]] | classes[tokens.id[start - 1]]) & VERB) === 0) return false
  const subject = describedBy(scratch, tables, negation, from, isBehindComma)
  if (subject === NO_NOUN) return false
  let reading = -1
  for (let token = matches.to[CUES][hedge] + 1; token < to && reading < 0; token++) {
    reading = mentionAt[token] - 1
    if (token - matches.to[CUES][hedge] > READING_GAP) return false
  }
  if (reading < 0) return false
  for (let token = isThat ? comma : start - 1; token > matches.to[CUES][negation]; token--) {
    const denied = mentionEnd[token] - 1
    if (denied >= 0 && isSignOf(tables, mentions.rule[denied], mentions.rule[reading]))
      if (!isBehindComma || subject < 0 || !isOtherSign(tables, mentions.rule, subject, denied, reading)) return false
    // "Cardiomegaly without an opacity *that* may represent pneumonia".
    if (denied < 0 && (classes[tokens.id[token]] & RELATIVE) !== 0) return false
  }
  // "Without effusion, suspicious for edema*, or* pneumothorax" is one list.
  for (let token = start; token < to; token++)
    if (tokens.id[token] === COMMA && (classes[tokens.id[token + 1]] & OR) !== 0) return false
  return true
}

const NO_NOUN = -2
const NO_FINDING = -1

/**
 * The finding that a denial stands behind, in its clause: "*opacity* without effusion"; `NO_FINDING` for another noun,
 * and
 * `NO_NOUN` where none stands right before it, or something normal is said.
 */
function describedBy(scratch: Scratch, tables: Tables, negation: number, from: number, isAside: boolean): number {
  const { matches, mentions, mentionEnd, tokens } = scratch
  const { classes } = tables
  let last = matches.from[CUES][negation] - 1
  if (last >= from && (classes[tokens.id[last]] & WITH) !== 0) last--
  // "Opacity*, without effusion,* likely pneumonia".
  if (isAside && last > from && tokens.id[last] === COMMA) last--
  if (last < from || isCharacter(tokens.id[last])) return NO_NOUN
  if (mentionEnd[last] === 0 && (classes[tokens.id[last]] & (VERB | AND | OR | DETERMINER | PREPOSITION)) !== 0)
    return NO_NOUN
  for (let token = last; token >= from && last - token < SUBJECT_GAP && tokens.id[token] !== COMMA; token--) {
    const mention = mentionEnd[token] - 1
    if (mention >= 0) return tables.isNormalOf[mentions.rule[mention]] === 0 ? mention : NO_NOUN
  }
  return NO_FINDING
}

/**
 * Whether two findings are one to a label, so that the denial of the first is one of the second: consolidation,
 * pneumonia.
 */
function isSignOf(tables: Tables, denied: number, reading: number): boolean {
  return isUnderLabel(tables, reading, denied) || isUnderLabel(tables, denied, reading)
}

/** Whether what is described is a sign of the reading, of another label than the sign that is denied. */
function isOtherSign(tables: Tables, rule: Int32Array, subject: number, denied: number, reading: number): boolean {
  return (
    isSignOf(tables, rule[subject], rule[reading]) && tables.groupOf[rule[subject]] !== tables.groupOf[rule[denied]]
  )
}

function isUnderLabel(tables: Tables, finding: number, other: number): boolean {
  const label = tables.groupOf[other]
  const own = label < 0 ? null : tables.ruleset.labelSets[0]?.labels[label].concept
  const top = own ?? tables.conceptOf[other]
  const concept = tables.conceptOf[finding]
  return concept === top || tables.abovePolicy[concept].has(top)
}
