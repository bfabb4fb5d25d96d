// "Bibasilar opacities consistent with atelectasis, *unchanged*": what is said of the reading of a sign is said of the
// sign. "Heart size *has decreased* but is still enlarged", "the heart is *stable* and enlarged": what has decreased,
// or has not changed, is the structure that its state is said of.
import { CUES, MODIFIERS, STATES } from '../../ruleset.ts'
import { IMPROBABLE, KNOWN, RESOLVED, UNCHANGED } from '../columns/codes.ts'
import type { Scratch } from '../columns/scratch.ts'
import { firstAtOrAfter } from '../columns/search.ts'
import type { Tables } from '../columns/tables.ts'
import { AND, COMMA, DETERMINER, FILLER, OR, PREPOSITION, RELATIVE, VERB, WITH } from '../columns/words.ts'
import { outweighs } from '../grammar/direction.ts'
import { isStateToken } from '../grammar/structures.ts'

/** Words between a structure and what has become of it, and between a sign and the words that read it. */
const GAP = 4
const BETWEEN_WORDS = VERB | FILLER | PREPOSITION | DETERMINER | RELATIVE
const JOINS = AND | OR | WITH

/**
 * Gives a change behind a reading to the sign that it reads, which stands right before the words that lead to it. What
 * has gone with its reading is denied ("opacity, likely atelectasis, *has resolved*").
 */
export function sweepSign(scratch: Scratch, tables: Tables, cue: number, reading: number, from: number): void {
  const { cueEnd, matches, mentions, tokens, mentionEnd, modifierEnd } = scratch
  const link = mentions.forward[reading]
  if (link < 0 || tables.existenceOf[matches.rule[CUES][link]] >= IMPROBABLE) return
  const rule = matches.rule[CUES][cue]
  const denies = tables.existenceOf[rule] !== 0
  if (denies && tables.changeOf[rule] !== RESOLVED) return
  if (denies && !isNext(scratch, matches.to[CUES][link] + 1, mentions.anchorFrom[reading])) return
  let token = matches.from[CUES][link] - 1
  if (token >= from && tokens.id[token] === COMMA) token--
  for (; token >= from; token--) {
    // "*Hyperinflated* lungs consistent with …": the sign is the state, its structure stands behind it.
    const before = token > from ? mentionEnd[token - 1] - 1 : -1
    if (before >= 0 && mentions.anatomyTo[before] === token) token--
    const sign = mentionEnd[token] - 1
    if (sign >= 0) {
      const of = mentions.rule[sign]
      if (tables.isNormalOf[of] === 1 || tables.isTechniqueOf[of] === 1) return
      const anchor = mentions.anchorFrom[sign]
      for (let at = sign; at < mentions.count && mentions.anchorFrom[at] === anchor; at++) {
        if (!isFree(scratch, tables, cue, at)) continue
        mentions.change[at] = cue
        if (denies && mentions.backward[at] < 0) mentions.backward[at] = cue
      }
      return
    }
    const modifier = modifierEnd[token] - 1
    if (modifier >= 0) {
      token = matches.from[MODIFIERS][modifier]
      continue
    }
    // "Opacity *previously* thought to be pneumonia", "opacity*,* which may be atelectasis".
    const known = cueEnd[token] - 1
    if (known >= 0 && tables.changeOf[matches.rule[CUES][known]] === KNOWN) {
      token = matches.from[CUES][known]
      continue
    }
    const what = tokens.id[token]
    if (what === COMMA && (tables.classes[tokens.id[token + 1]] & RELATIVE) !== 0) continue
    const bits = tables.classes[what]
    if ((bits & BETWEEN_WORDS) === 0 || (bits & JOINS) !== 0) return
  }
}

/** Whether no other finding and no comma stands between: not "consistent with atelectasis, *effusion* has resolved". */
function isNext({ tokens, mentionEnd }: Scratch, from: number, to: number): boolean {
  for (let token = from; token < to; token++) if (tokens.id[token] === COMMA || mentionEnd[token] !== 0) return false
  return true
}

function isFree(scratch: Scratch, tables: Tables, cue: number, at: number): boolean {
  const known = scratch.mentions.change[at]
  if (known < 0) return true
  const code = tables.changeOf[scratch.matches.rule[CUES][known]]
  return code === 0 || code === KNOWN || outweighs(scratch, tables, cue, at)
}

/** Gives a change between a structure and its state to the finding that they make. */
export function sweepStructure(scratch: Scratch, tables: Tables, cue: number, to: number): void {
  const { matches, mentions, mentionAt } = scratch
  let token = matches.to[CUES][cue] + 1
  const end = Math.min(to, token + GAP)
  while (token < end && mentionAt[token] === 0) token++
  const at = token < end ? mentionAt[token] - 1 : -1
  if (at < 0 || mentions.anatomyFrom[at] < 0 || tables.isNormalOf[mentions.rule[at]] === 1) return
  const gap = matches.from[CUES][cue] - mentions.anatomyTo[at]
  if (gap <= 0 || gap > GAP) return
  const known = mentions.change[at]
  if (known < 0 || tables.changeOf[matches.rule[CUES][known]] === UNCHANGED) mentions.change[at] = cue
}

/**
 * "The heart, *previously* enlarged, is normal", "the *previously* enlarged heart": a word for then before a state says
 * that the structure was so, and takes the state out of the present.
 */
export function isOfFormerState(scratch: Scratch, tables: Tables, cue: number, to: number): boolean {
  const { matches, mentions, mentionAt, tokens } = scratch
  let token = matches.from[CUES][cue]
  if (matches.to[CUES][cue] !== token) return false
  do token++
  while (token < to && mentionAt[token] === 0 && (tables.classes[tokens.id[token]] & FILLER) !== 0)
  const state = token < to ? mentionAt[token] - 1 : -1
  if (state < 0 || !(mentions.anatomyFrom[state] >= 0 || isStateToken(scratch, token))) return false
  const anchor = mentions.anchorFrom[state]
  if (!hasLaterState(scratch, mentions.anchorTo[state] + 1, to)) return false
  for (let at = state; at < mentions.count && mentions.anchorFrom[at] === anchor; at++) mentions.time[at] = cue
  return true
}

/** Whether a clause says of another state that it is so now: "the heart, previously enlarged, *is normal*". */
function hasLaterState({ matches }: Scratch, from: number, to: number): boolean {
  const at = firstAtOrAfter(matches.from[STATES], matches.count[STATES], from)
  return at < matches.count[STATES] && matches.from[STATES][at] < to
}
