// What stands at a token, asked of the matches alone: words that end scopes, denials, structures, the chest.
import { ANATOMY, CUES, MODIFIERS } from '../../ruleset.ts'
import { IMPROBABLE, UNCHANGED } from '../columns/codes.ts'
import { PLACED } from '../columns/extras.ts'
import type { Scratch } from '../columns/scratch.ts'
import { firstAtOrAfter } from '../columns/search.ts'
import type { Tables } from '../columns/tables.ts'
import { AND, EXAMINATION, FILLER, PARTIAL } from '../columns/words.ts'

/** Whether a word is of one of some classes. */
export function isOf({ tokens }: Scratch, { classes }: Tables, token: number, bits: number): boolean {
  return (classes[tokens.id[token]] & bits) !== 0
}

/** Whether a word joins two findings: "and", and the end of "as well as". */
export function isAnd({ tokens }: Scratch, { classes }: Tables, token: number): boolean {
  const what = tokens.id[token]
  if ((classes[what] & AND) !== 0) return true
  return (
    (classes[what] & EXAMINATION) !== 0 &&
    tokens.id[token - 2] === what &&
    (classes[tokens.id[token - 1]] & FILLER) !== 0
  )
}

/** Whether a word that ends the scope of cues stands here. */
export function isAtStop({ matches }: Scratch, tables: Tables, token: number): boolean {
  const at = firstAtOrAfter(matches.from[CUES], matches.count[CUES], token + 1) - 1
  return at >= 0 && matches.to[CUES][at] >= token && tables.endsOf[matches.rule[CUES][at]] !== 0
}

/**
 * Whether words that except what follows stand here: "no change *other than* …", "*aside from* the new line, no
 * change".
 */
export function isAtException(scratch: Scratch, tables: Tables, token: number): boolean {
  const { matches } = scratch
  const at = firstAtOrAfter(matches.from[CUES], matches.count[CUES], token + 1) - 1
  if (at < 0 || matches.to[CUES][at] < token || tables.endsOf[matches.rule[CUES][at]] === 0) return false
  for (let word = matches.from[CUES][at]; word <= matches.to[CUES][at]; word++)
    if (isOf(scratch, tables, word, PARTIAL)) return true
  return false
}

/** Whether words of denial begin here. */
export function isDenial({ matches }: Scratch, tables: Tables, token: number): boolean {
  const at = firstAtOrAfter(matches.from[CUES], matches.count[CUES], token)
  return (
    at < matches.count[CUES] &&
    matches.from[CUES][at] === token &&
    tables.existenceOf[matches.rule[CUES][at]] >= IMPROBABLE
  )
}

/** Whether a word is of a name of the chest or of its examination. */
export function isOfChest({ matches }: Scratch, tables: Tables, token: number): boolean {
  const at = firstAtOrAfter(matches.from[ANATOMY], matches.count[ANATOMY], token + 1) - 1
  return (
    at >= 0 && matches.to[ANATOMY][at] >= token && tables.anatomyOf[matches.rule[ANATOMY][at]] === tables.wholeChest
  )
}

/** Whether a structure is named from here on. */
export function isAtStructure({ matches }: Scratch, token: number): boolean {
  const at = firstAtOrAfter(matches.from[ANATOMY], matches.count[ANATOMY], token)
  return at < matches.count[ANATOMY] && matches.from[ANATOMY][at] === token
}

/** "*Persistent* low lung volumes and atelectasis": what cues pass over is listed with a finding. */
export function isWithTechnique(
  { matches, mentions, tokens }: Scratch,
  tables: Tables,
  cue: number,
  and: number,
): boolean {
  if (tables.changeOf[matches.rule[CUES][cue]] !== UNCHANGED || (tables.classes[tokens.id[and]] & AND) === 0)
    return false
  const at = firstAtOrAfter(mentions.anchorFrom, mentions.count, and) - 1
  return at >= 0 && mentions.anchorFrom[at] > matches.to[CUES][cue] && tables.isTechniqueOf[mentions.rule[at]] === 1
}

/** Left, right, basal; not the "lateral" of a view. */
export function isSide({ matches }: Scratch, tables: Tables, modifier: number): boolean {
  const rule = matches.rule[MODIFIERS][modifier]
  return (tables.extraOf[rule] & PLACED) !== 0 && tables.affirmsOf[rule] !== 0
}

/** Whether a mention has one of the tokens. */
export function isHeld({ mentions }: Scratch, from: number, to: number): boolean {
  const at = firstAtOrAfter(mentions.anchorFrom, mentions.count, to + 1) - 1
  return at >= 0 && mentions.anchorTo[at] >= from
}
