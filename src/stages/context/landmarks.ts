// What a denial before it leaves alone: a finding that only says where, when or of what something is denied ("no
// pneumothorax
// *after biopsy of the nodule*", "no consolidation *adjacent to the mass*", "no loculation *of the effusion*"). Its
// words take it for known. Read from the finding back to the denial, so that the list behind it stays denied.
import { CUES, MODIFIERS } from '../../ruleset.ts'
import { CERTAIN, FORWARD, IMPROBABLE, KNOWN, RESOLVED } from '../columns/codes.ts'
import type { Scratch } from '../columns/scratch.ts'
import type { Tables } from '../columns/tables.ts'
import {
  ADDED,
  AND,
  COMMA,
  DEFINITE,
  DETERMINER,
  EVENT,
  FILLER,
  GONE,
  isCharacter,
  LOCATIVE,
  OR,
  PREPOSITION,
  VERB,
  WITH,
} from '../columns/words.ts'
import { isPartOf } from '../grammar/ellipsis.ts'
import { isStranger } from '../grammar/scope.ts'

/** Words of one noun phrase. */
const PHRASE = 10
const ENDS = VERB | AND | OR | WITH
const STANDS = PREPOSITION | LOCATIVE | EVENT

/**
 * Whether the mention in column `at` is out of the denial or removal before it; the cue that keeps it out is then its
 * own.
 */
export function isSpared(scratch: Scratch, tables: Tables, cue: number, at: number): boolean {
  const rule = scratch.matches.rule[CUES][cue]
  // "Removal of *one of* two tubes" takes none away.
  if (tables.changeOf[rule] === RESOLVED) return isPartOf(scratch, tables, at)
  if (tables.existenceOf[rule] < IMPROBABLE) return false
  const { tokens, matches, cueEnd, mentionEnd, modifierEnd, mentions } = scratch
  const { classes } = tables
  const end = matches.to[CUES][cue]
  let isDefinite = false
  let token = mentions.anchorFrom[at] - 1
  for (const last = Math.max(end, token - PHRASE); token > last; token--) {
    const bits = classes[tokens.id[token]]
    const cueIndex = cueEnd[token] - 1
    if (cueIndex >= 0) {
      const before = matches.rule[CUES][cueIndex]
      // "*Biopsy of* the mass" wins.
      if (tables.winsOf[before] === 1 && tables.directionOf[before] === FORWARD) {
        mentions.forward[at] = cueIndex
        return true
      }
      if ((bits & DEFINITE) === 0) {
        // "The *previously seen* nodule" may have gone, "the *stable* nodule" has not.
        const change = tables.changeOf[before]
        if (tables.existenceOf[before] !== 0 || change === KNOWN || change === RESOLVED) return false
        if ((bits & STANDS) !== 0) return false
        token = matches.from[CUES][cueIndex]
        continue
      }
    }
    if ((bits & DEFINITE) !== 0) isDefinite = true
    else if ((bits & STANDS) !== 0) break
    else if ((bits & (ENDS | GONE)) !== 0 || mentionEnd[token] !== 0 || isCharacter(tokens.id[token])) return false
    else if (modifierEnd[token] !== 0) {
      // Of "adjacent *to the left* effusion" the small words count.
      const first = matches.from[MODIFIERS][modifierEnd[token] - 1]
      if ((classes[tokens.id[first]] & STANDS) === 0) token = first
    }
  }
  if (token <= end || mentionEnd[token] !== 0) return false
  // "No pneumonia *superimposed on* edema".
  if (!isDefinite && (classes[tokens.id[token - 1]] & ADDED) === 0) return false
  return isOfNoun(scratch, tables, end, token)
}

/**
 * Whether a mention behind another says where or when that is, so that words of certainty behind it are not its own:
 * "pneumonia underlying *the effusion* cannot be excluded", "pneumonia superimposed on *edema* …", but not "in the
 * setting of trauma, *pneumothorax* …".
 */
export function isLandmark(scratch: Scratch, tables: Tables, mention: number): boolean {
  const { matches, mentions, tokens } = scratch
  const cue = mentions.forward[mention]
  if (cue < 0) return isAddedTo(scratch, tables, mention)
  if (mention === 0 || mentions.sentence[mention - 1] !== mentions.sentence[mention]) return false
  const rule = matches.rule[CUES][cue]
  if (tables.winsOf[rule] === 0 || tables.existenceOf[rule] !== CERTAIN) return false
  if (mentions.anchorFrom[mention - 1] > matches.from[CUES][cue]) return false
  for (let token = matches.to[CUES][cue] + 1; token < mentions.anchorFrom[mention]; token++)
    if (tokens.id[token] === COMMA || isStranger(scratch, tables, token)) return false
  return true
}

/** "Pneumonia superimposed on *mild edema*". */
function isAddedTo(scratch: Scratch, { classes }: Tables, mention: number): boolean {
  const { matches, mentions, mentionEnd, modifierEnd, tokens } = scratch
  let token = mentions.anchorFrom[mention] - 1
  while (token > 1 && modifierEnd[token] !== 0) token = matches.from[MODIFIERS][modifierEnd[token] - 1] - 1
  if (token < 2 || (classes[tokens.id[token]] & STANDS) === 0) return false
  return (classes[tokens.id[token - 1]] & ADDED) !== 0 && mentionEnd[token - 2] !== 0
}

/**
 * Whether what stands before a preposition is a thing that is denied: not "no *trace* of the effusion", "no residual
 * *of*".
 */
function isOfNoun(scratch: Scratch, tables: Tables, end: number, preposition: number): boolean {
  const { tokens, mentionEnd, modifierAt, modifierEnd } = scratch
  for (let token = preposition - 1; token > end; token--) {
    if (mentionEnd[token] !== 0) return true
    const bits = tables.classes[tokens.id[token]]
    if ((bits & GONE) !== 0) return false
    if ((bits & (VERB | FILLER | DETERMINER | PREPOSITION)) === 0)
      return modifierAt[token] + modifierEnd[token] !== 0 || isStranger(scratch, tables, token)
  }
  return false
}
