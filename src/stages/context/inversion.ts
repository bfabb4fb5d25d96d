// Words of change that stand first and look past their verb or comma: "*New* since yesterday *is* a left nodule", "*Not
// significantly changed*, moderate edema". Anywhere else they look back, and here nothing stands before them. And those
// that are said once more of what is likewise: "the ETT *has been removed*, as has the NG tube".
import { CUES } from '../../ruleset.ts'
import { CLAUSE, UNCHANGED } from '../columns/codes.ts'
import type { Scratch } from '../columns/scratch.ts'
import type { Tables } from '../columns/tables.ts'
import { COLON, COMMA, CONTINUER, DETERMINER, EXAMINATION, FILLER, VERB } from '../columns/words.ts'

/** Words between the cue and its verb, and between the verb and the finding. */
const GAP = 10
/** The classes that "as" is in. */
const AS = EXAMINATION | CONTINUER
/** From the comma before an adjective to the one behind it. */
const ADJECTIVE = 3

/** Gives the change to the finding behind the verb or comma, where the cue opens the sentence. */
export function sweepInverted(scratch: Scratch, tables: Tables, cue: number, from: number, to: number): void {
  const { matches, mentions, tokens, cueAt } = scratch
  const { classes } = tables
  const rule = matches.rule[CUES][cue]
  // "No change, small effusion": a statement of its own, not an attribute.
  if (tables.changeOf[rule] === 0 || tables.existenceOf[rule] !== 0 || tables.listsOf[rule] === 1) return
  for (let token = matches.from[CUES][cue] - 1; token >= from; token--)
    if ((classes[tokens.id[token]] & FILLER) === 0) return
  const next = matches.to[CUES][cue] + 1
  let link = next
  while (link < to && link < next + GAP && tokens.id[link] !== COMMA && (classes[tokens.id[link]] & VERB) === 0) {
    if (scratch.mentionAt[link] !== 0 || tokens.id[link] === COLON) return
    link++
  }
  const isAdverb = tokens.id[link] === COMMA && isAdverbial(scratch, tables, cue, link)
  if (link >= to || link === next + GAP || (tokens.id[link] === COMMA && link > next && !isAdverb)) return
  let comma = link === next && tokens.id[link] === COMMA ? link : -ADJECTIVE
  for (let token = link + 1; token < to && token <= link + GAP; token++) {
    const mention = scratch.mentionAt[token] - 1
    if (mention >= 0) {
      for (let at = mention; at < mentions.count && mentions.anchorFrom[at] === token; at++)
        if (mentions.change[at] < 0) mentions.change[at] = cue
      return
    }
    const other = cueAt[token] - 1
    if (other >= 0 && !passes(tables, matches.rule[CUES][other], isAdverb, tables.changeOf[rule])) return
    // "*New*, patchy, basilar opacity".
    if (tokens.id[token] === COMMA && token <= comma + ADJECTIVE) comma = token
    else if (tokens.id[token] === COMMA || tokens.id[token] === COLON) return
    if ((classes[tokens.id[token]] & VERB) !== 0 && !isAdverb) return
  }
}

/**
 * "The edema has resolved*, as have* the effusions": gives what stands before "as" and a verb to the subjects behind
 * them.
 */
export function sweepLikewise(scratch: Scratch, tables: Tables, cue: number, to: number): void {
  const { matches, mentions, mentionAt, tokens, cueAt } = scratch
  const { classes } = tables
  const rule = matches.rule[CUES][cue]
  let token = matches.to[CUES][cue] + 1
  const limit = Math.min(to - 2, token + GAP)
  for (; token < limit; token++) {
    const other = cueAt[token] - 1
    if (other >= 0 && (tables.existenceOf[matches.rule[CUES][other]] | tables.endsOf[matches.rule[CUES][other]]) !== 0)
      return
    if (mentionAt[token] !== 0 || (classes[tokens.id[token]] & VERB) !== 0) return
    if ((classes[tokens.id[token]] & AS) === AS && (classes[tokens.id[token + 1]] & VERB) !== 0) break
  }
  if (token >= limit) return
  for (token += 2; token < to && token < limit + GAP; token++) {
    const mention = mentionAt[token] - 1
    if (mention >= 0) {
      for (let at = mention; at < mentions.count && mentions.anchorFrom[at] === token; at++) {
        if (tables.existenceOf[rule] !== 0 && mentions.forward[at] < 0) mentions.backward[at] = cue
        if (tables.changeOf[rule] !== 0 && mentions.change[at] < 0) mentions.change[at] = cue
      }
      token = mentions.anchorTo[mention]
    } else if (cueAt[token] !== 0 || ((classes[tokens.id[token]] & DETERMINER) === 0 && !isPlaced(scratch, token)))
      return
  }
}

function isPlaced({ modifierAt, modifierEnd }: Scratch, token: number): boolean {
  return modifierAt[token] !== 0 || modifierEnd[token] !== 0
}

/**
 * "*As before,* there is an effusion", "*previously 12 mm,* the nodule is larger", where "*stable,* no effusion" is two
 * statements.
 */
function isAdverbial({ matches, tokens }: Scratch, tables: Tables, cue: number, comma: number): boolean {
  const rule = matches.rule[CUES][cue]
  if (tables.directionOf[rule] === CLAUSE) return tables.comparesOf[rule] === 1 && comma > matches.to[CUES][cue] + 1
  return (tables.classes[tokens.id[matches.from[CUES][cue]]] & EXAMINATION) !== 0
}

/** Whether a cue may stand between: behind an adverbial "there is" and, where nothing has changed, also a denial. */
function passes(tables: Tables, rule: number, isAdverb: boolean, change: number): boolean {
  if (tables.endsOf[rule] !== 0) return isAdverb && tables.yieldsOf[rule] === 1
  return tables.existenceOf[rule] === 0 || (isAdverb && change === UNCHANGED)
}
