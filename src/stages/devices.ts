// What cues say of devices and of nothing else: one that is asked for is not there yet, and one whose placement or removal
// is only the event since when something has changed has not changed itself.
import { CUES, MODIFIERS, SPACED } from '../ruleset.ts'
import type { Scratch } from './scratch.ts'
import type { Tables } from './tables.ts'
import { DEVICE } from './traits.ts'
import { AND, COMMA, DEFINITE, DETERMINER, EVENT, FILLER, OR, PREPOSITION, VERB } from './words.ts'

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
 * Whether a cue that plans asks for the mention in column `at`, behind it: a device, alone or in a list, and not one that
 * is known ("recommend advancing *the* NG tube").
 */
export function asksFor(scratch: Scratch, tables: Tables, cue: number, at: number): boolean {
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

/** Whether a cue that plans may ask for the mention in column `at`, before it: a device that is not known, nor handled. */
export function asksBehind(scratch: Scratch, tables: Tables, at: number): boolean {
  if (scratch.mentions.time[at] >= 0 || !isDevice(scratch, tables, at)) return false
  let token = scratch.mentions.anchorFrom[at] - 1
  while (token >= 0 && scratch.modifierEnd[token] !== 0)
    token = scratch.matches.from[MODIFIERS][scratch.modifierEnd[token] - 1] - 1
  return token < 0 || (tables.classes[scratch.tokens.id[token]] & DEFINITE) === 0
}
