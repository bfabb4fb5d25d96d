// What cues say of devices: one that is asked for is not there yet, and one whose placement or removal is only the
// event since when something has changed has not changed itself. Films that are asked for are none of this
// examination's.
import { CUES, MODIFIERS, SPACED } from '../../ruleset.ts'
import { BACKWARD, FORWARD, POSSIBLE, RESOLVED } from '../columns/codes.ts'
import type { MentionColumns, Scratch } from '../columns/scratch.ts'
import { firstAtOrAfter } from '../columns/search.ts'
import type { Tables } from '../columns/tables.ts'
import { DEVICE } from '../columns/traits.ts'
import { AND, COMMA, DEFINITE, DETERMINER, EVENT, FILLER, OR, PREPOSITION, VERB } from '../columns/words.ts'

/** Words between what asks for a film and its name: "recommend repeat *erect* PA film". */
const FILM_GAP = 4
/** Words of their own weight between what asks for a device and the device: "needs a *large bore* chest drain". */
const STRANGERS = 2

/** Whether the mention in column `at` is of a device. */
export function isDevice({ mentions }: Scratch, tables: Tables, at: number): boolean {
  return (tables.traits[tables.conceptOf[mentions.rule[at]]] & DEVICE) !== 0
}

/** Whether the words of a finding say themselves what became of it, as "extubation" does. */
export function saysChange(tables: Tables, rule: number): boolean {
  return tables.changeOf[rule] !== 0
}

/**
 * Whether a word opens an event: "unchanged *since* chest tube removal", "no pneumothorax *after* line placement". What
 * is joined to the next word by a hyphen does not: "post-intubation".
 */
export function opensEvent({ tokens }: Scratch, tables: Tables, token: number): boolean {
  return (tables.classes[tokens.id[token]] & EVENT) !== 0 && (tokens.flags[token + 1] & SPACED) !== 0
}

/**
 * Whether the time that a cue before the mention in column `at` sets is the mention's: that of a plan is a device's.
 */
export function isTimeOf(scratch: Scratch, tables: Tables, cue: number, at: number): boolean {
  return tables.plansOf[scratch.matches.rule[CUES][cue]] === 0 || asksFor(scratch, tables, cue, at)
}

/**
 * Whether a cue that plans asks for the mention in column `at`, behind it: a device, alone or in a list, and not one
 * that is known ("recommend advancing *the* NG tube").
 */
function asksFor(scratch: Scratch, tables: Tables, cue: number, at: number): boolean {
  if (!isDevice(scratch, tables, at)) return false
  const { matches, mentions, tokens } = scratch
  let strangers = 0
  for (let token = mentions.anchorFrom[at] - 1; token > matches.to[CUES][cue]; token--) {
    const known = scratch.mentionEnd[token] - 1
    if (known >= 0) return mentions.time[known] === cue
    const bits = tables.classes[tokens.id[token]]
    if ((bits & DEFINITE) !== 0) return false
    if ((bits & (FILLER | DETERMINER | AND | OR)) !== 0 || tokens.id[token] === COMMA) continue
    if (scratch.modifierEnd[token] !== 0) continue
    if ((bits & (PREPOSITION | VERB)) !== 0 || ++strangers > STRANGERS) return false
  }
  return true
}

/**
 * Whether a cue that plans may ask for the mention in column `at`, before it: a device that is not known, nor handled.
 */
export function asksBehind(scratch: Scratch, tables: Tables, at: number): boolean {
  if (scratch.mentions.time[at] >= 0 || !isDevice(scratch, tables, at)) return false
  let token = scratch.mentions.anchorFrom[at] - 1
  while (token >= 0 && scratch.modifierEnd[token] !== 0)
    token = scratch.matches.from[MODIFIERS][scratch.modifierEnd[token] - 1] - 1
  return token < 0 || (tables.classes[scratch.tokens.id[token]] & DEFINITE) === 0
}

/**
 * "*Removal of* the chest tube *is advised*", "… *may be considered*": whether a cue behind a device says that its
 * removal has not been done. What the cue before it said is taken back.
 */
export function leavesInPlace({ matches, mentions }: Scratch, tables: Tables, cue: number, at: number): boolean {
  const rule = matches.rule[CUES][cue]
  const removal = mentions.forward[at]
  if (removal < 0 || tables.changeOf[matches.rule[CUES][removal]] !== RESOLVED) return false
  if (tables.plansOf[rule] === 0 && tables.existenceOf[rule] !== POSSIBLE) return false
  mentions.forward[at] = mentions.change[at] = -1
  return true
}

/**
 * The cue beside the name of a film that asks for it, or -1: "*consider* an erect PA film", "a decubitus view is
 * *advised*".
 */
export function askerOf(
  { matches, mentions }: Scratch,
  tables: Tables,
  mention: number,
  from: number,
  to: number,
): number {
  const next = firstAtOrAfter(matches.from[CUES], matches.count[CUES], mentions.anchorFrom[mention])
  const isPlan = (cue: number, direction: number): boolean => {
    const rule = matches.rule[CUES][cue]
    return tables.plansOf[rule] === 1 && tables.directionOf[rule] === direction
  }
  const before = next - 1
  if (before >= 0 && matches.from[CUES][before] >= from && isPlan(before, FORWARD))
    if (mentions.anchorFrom[mention] - matches.to[CUES][before] <= FILM_GAP) return before
  if (next >= matches.count[CUES] || matches.from[CUES][next] >= to || !isPlan(next, BACKWARD)) return -1
  return matches.from[CUES][next] - mentions.anchorTo[mention] <= FILM_GAP - 1 ? next : -1
}

/** "No *sternal wire* fracture", "possible *pacemaker lead* fracture": whether a mention is what another says a state of. */
export function isOfState(mentions: MentionColumns, at: number): boolean {
  return isStructureOf(mentions, at, at + 1) || isStructureOf(mentions, at, at - 1)
}

function isStructureOf(
  { anatomyFrom, anatomyTo, anchorFrom, anchorTo, sentence, count }: MentionColumns,
  at: number,
  other: number,
): boolean {
  if (other < 0 || other >= count || sentence[other] !== sentence[at] || anatomyFrom[at] >= 0) return false
  return anatomyFrom[other] >= 0 && anatomyFrom[other] <= anchorFrom[at] && anchorTo[at] <= anatomyTo[other]
}
