// What a report leaves to its prior beside devices that it calls unchanged: more of them, or the chest that is listed
// with them.
import { ANATOMY, CUES } from '../../ruleset.ts'
import type { Leaning } from '../../types.ts'
import type { Scratch } from '../columns/scratch.ts'
import { firstAtOrAfter } from '../columns/search.ts'
import type { Tables } from '../columns/tables.ts'
import { AND, COMMA, DETERMINER, EXAMINATION, OR, PREPOSITION } from '../columns/words.ts'
import { isDevice } from '../grammar/devices.ts'
import { isOf } from '../grammar/standing.ts'

export type Left = Pick<Leaning, 'what' | 'concepts'>

/** The devices among the findings that a cue calls unchanged: there may be more of them than are named here. */
export function devicesOf(scratch: Scratch, tables: Tables, cue: number, sentence: number, first: number): Left | null {
  const { mentions } = scratch
  let concepts: string[] | null = null
  for (let at = first; at < mentions.count && mentions.sentence[at] === sentence; at++) {
    if (mentions.change[at] !== cue || !isDevice(scratch, tables, at)) continue
    const id = tables.conceptIdOf[mentions.rule[at]]
    if (concepts === null) concepts = [id]
    else if (!concepts.includes(id)) concepts.push(id)
  }
  if (concepts === null) return null
  return listsChest(scratch, tables, sentence, cue) ? { what: 'all', concepts: [] } : { what: 'named', concepts }
}

/** Whether the chest is listed with what a sentence calls unchanged: "no change in the lines *or the chest*". */
function listsChest(scratch: Scratch, tables: Tables, sentence: number, cue: number): boolean {
  const { matches, mentions, sentences, tokens } = scratch
  const starts = matches.from[ANATOMY]
  const first = sentences.from[sentence]
  let at = firstAtOrAfter(starts, matches.count[ANATOMY], first)
  for (; at < matches.count[ANATOMY] && starts[at] < sentences.to[sentence]; at++) {
    if (tables.anatomyOf[matches.rule[ANATOMY][at]] !== tables.wholeChest) continue
    // Not the chest of "chest tube".
    const mention = firstAtOrAfter(mentions.anchorFrom, mentions.count, starts[at] + 1) - 1
    if (mention >= 0 && mentions.anchorTo[mention] >= starts[at]) continue
    const next = matches.to[ANATOMY][at] + 1
    const isLast = next === sentences.to[sentence] || tokens.id[next] === COMMA
    const joins = !isLast && isOf(scratch, tables, next, AND | OR)
    let isNamed = false
    let token = starts[at] - 1
    for (; token > first && isOf(scratch, tables, token, DETERMINER | PREPOSITION | EXAMINATION); token--)
      isNamed ||= isOf(scratch, tables, token, EXAMINATION)
    // "The tube is unchanged *and the chest is clear*": a clause of its own.
    const isBehind = starts[at] > matches.from[CUES][cue]
    if (token > first && isOf(scratch, tables, token, AND | OR) && (!isBehind || isLast || joins)) return true
    // "No change in the *appearance of the chest or* the lines", but not "a port over the chest and PICC".
    if (isNamed && isBehind && joins) return true
  }
  return false
}
