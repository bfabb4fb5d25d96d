// Which modifiers qualify a mention: those in its noun phrase before it, in the phrase after it ("nodule in the right
// upper lobe"), and those said of it as a predicate ("the fracture is old").
import { DEID, MODIFIERS, NUMBER } from '../ruleset.ts'
import type { Scratch } from './scratch.ts'
import { HOSTED, type Tables } from './tables.ts'
import { AND, COMMA, DETERMINER, FILLER, isCharacter, OR, PREPOSITION, RELATIVE, VERB } from './words.ts'

const LINK = FILLER | AND | OR
const AFTER = FILLER | DETERMINER | PREPOSITION | VERB | RELATIVE
/** Unknown words passed over before and after a mention, and how far the words after it are followed. */
const STRANGERS = 1
const REACH_AFTER = 18

/** Marks all modifier matches in the per-token columns; `unmarkModifiers` clears them again. */
export function markModifiers(scratch: Scratch): void {
  const { matches, modifierAt, modifierEnd } = scratch
  for (let at = 0; at < matches.count[MODIFIERS]; at++) {
    modifierAt[matches.from[MODIFIERS][at]] = at + 1
    modifierEnd[matches.to[MODIFIERS][at]] = at + 1
  }
}

/** Clears what `markModifiers` wrote. */
export function unmarkModifiers(scratch: Scratch): void {
  const { matches, modifierAt, modifierEnd } = scratch
  for (let at = 0; at < matches.count[MODIFIERS]; at++) {
    modifierAt[matches.from[MODIFIERS][at]] = 0
    modifierEnd[matches.to[MODIFIERS][at]] = 0
  }
}

/** Writes into `scratch.found` the modifier matches that qualify a mention; gives their number. */
export function collectModifiers(scratch: Scratch, tables: Tables, mention: number): number {
  const { mentions, sentences, modifierAt, modifierEnd, matches, found } = scratch
  const { id } = scratch.tokens
  const { classes, extraOf } = tables
  const rules = matches.rule[MODIFIERS]
  let count = 0
  const sentence = mentions.sentence[mention]
  const start = mentions.anchorFrom[mention]
  const floor = previousEnd(scratch, mention, sentences.from[sentence])
  let strangers = 0
  for (let token = start - 1; token >= floor; token--) {
    const modifier = modifierEnd[token] - 1
    if (modifier >= 0) {
      if ((extraOf[rules[modifier]] & HOSTED) === 0) found[count++] = modifier
      token = matches.from[MODIFIERS][modifier]
      continue
    }
    const what = id[token]
    if ((classes[what] & LINK) !== 0 || what === NUMBER || what === COMMA) continue
    if ((classes[what] & (AFTER | VERB)) !== 0 || isCharacter(what) || ++strangers > STRANGERS) break
  }
  const ceiling = nextStart(scratch, mention, sentences.to[sentence])
  strangers = 0
  for (
    let token = mentions.anchorTo[mention] + 1;
    token < ceiling && token <= mentions.anchorTo[mention] + REACH_AFTER;
    token++
  ) {
    const modifier = modifierAt[token] - 1
    if (modifier >= 0) {
      // What stands right before the next mention belongs to that one: "effusion, small nodule".
      if (
        (extraOf[rules[modifier]] & HOSTED) === 0 &&
        !leadsToNext(scratch, tables, matches.to[MODIFIERS][modifier] + 1, ceiling, sentences.to[sentence])
      )
        found[count++] = modifier
      token = matches.to[MODIFIERS][modifier]
      continue
    }
    const what = id[token]
    const bits = classes[what]
    if ((bits & (AFTER | LINK)) !== 0 || what === NUMBER || what === DEID) continue
    if (what === COMMA) {
      const next = id[token + 1]
      if (modifierAt[token + 1] === 0 && next !== NUMBER && (classes[next] & (RELATIVE | LINK)) === 0) break
      continue
    }
    if (isCharacter(what) || ++strangers > STRANGERS) break
  }
  return count
}

function previousEnd(scratch: Scratch, mention: number, from: number): number {
  const { mentions } = scratch
  for (let at = mention - 1; at >= 0 && mentions.sentence[at] === mentions.sentence[mention]; at--) {
    if (mentions.anchorTo[at] < mentions.anchorFrom[mention]) return mentions.anchorTo[at] + 1
  }
  return from
}

function nextStart(scratch: Scratch, mention: number, to: number): number {
  const { mentions } = scratch
  for (let at = mention + 1; at < mentions.count && mentions.sentence[at] === mentions.sentence[mention]; at++) {
    if (mentions.anchorFrom[at] > mentions.anchorTo[mention]) return mentions.anchorFrom[at]
  }
  return to
}

function leadsToNext(scratch: Scratch, tables: Tables, from: number, ceiling: number, to: number): boolean {
  if (ceiling === to) return false
  let strangers = 0
  for (let token = from; token < ceiling; token++) {
    const modifier = scratch.modifierAt[token] - 1
    if (modifier >= 0) {
      token = scratch.matches.to[MODIFIERS][modifier]
      continue
    }
    const what = scratch.tokens.id[token]
    if ((tables.classes[what] & LINK) !== 0 || what === NUMBER || what === DEID) continue
    if ((tables.classes[what] & (AFTER | VERB)) !== 0 || isCharacter(what) || ++strangers > STRANGERS) return false
  }
  return true
}
