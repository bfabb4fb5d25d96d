// The name of a template's item says nothing by itself: in "*Pneumothorax*: no pneumothorax" its answer does. Where the
// answer speaks of the same thing, or denies or calls normal what stands for it, the name is taken from the mentions.
// Where the answer leaves it out ("none", "small left", "unchanged", "left > right"), the name is what that is said of,
// and stays.
import { CUES, FINDINGS, ITEM_START, MODIFIERS, NUMBER, PARAGRAPH_START } from '../../ruleset.ts'
import { ABSENT, FORWARD, IMPROBABLE, KNOWN } from '../columns/codes.ts'
import { GRADES, HOSTED, PLACED, SHOWS, SIDED } from '../columns/extras.ts'
import type { MentionColumns, Scratch } from '../columns/scratch.ts'
import { firstAtOrAfter } from '../columns/search.ts'
import type { Tables } from '../columns/tables.ts'
import {
  AND,
  CLOSE,
  COLON,
  COMMA,
  DASH,
  DETERMINER,
  FILLER,
  isCharacter,
  OPEN,
  OR,
  PARTIAL,
  PREPOSITION,
  SLASH,
  VERB,
  WITH,
} from '../columns/words.ts'
import { isDevice } from '../grammar/devices.ts'

/** Words before the name of an item ("*evidence of* pneumothorax:"), and words from there to its mark. */
const HEAD = 6
const NAME = 16

/**
 * Takes the name of an item off the mentions of a sentence, of which `first` is the first, where its answer speaks for
 * it.
 */
export function dropTopic(scratch: Scratch, tables: Tables, sentence: number, first: number): void {
  const { mentions, sentences, tokens } = scratch
  const from = sentences.from[sentence]
  const to = sentences.to[sentence]
  const start = mentions.anchorFrom[first]
  // "*Portable AP*: no effusion": how the film was made is stated by its name alone.
  if (tables.isTechniqueOf[mentions.rule[first]] === 1) return
  if (mentions.anatomyFrom[first] >= 0 || start - from > HEAD) return
  const mark = markAfter(scratch, tables, first, to)
  if (mark < 0) return
  const head = readHead(scratch, tables, from, start)
  if (head < 0) return
  const isColon = tokens.id[mark] === COLON
  // "*Small* left effusion - no pneumothorax" is a statement, as is "*left* effusion - no effusion on the right".
  if ((head & (isColon ? SIZED : SIZED | SITED)) !== 0) return
  let last = first
  while (last < mentions.count && mentions.anchorFrom[last] < mark) last++
  const isBare = isColon && head === 0
  if (mark + 1 === to) {
    if (isBare) drop(mentions, first, last)
    return
  }
  if (answersAlone(scratch, tables, mark, last, to)) return
  for (let at = last; at < mentions.count; at++) {
    if (repeats(scratch, tables, first, last, at, mark, to) && !isOther(scratch, tables, mark, at)) {
      drop(mentions, first, last)
      return
    }
  }
  if (!isBare) return
  const speaks = last < mentions.count ? isNone(scratch, tables, mark, first, last) : false
  if (speaks || isTakenUp(scratch, tables, first, last, sentence)) drop(mentions, first, last)
}

/** Whether what follows a finding may be the mark of an item it is the name of; most sentences are done with here. */
export function mayMark(tables: Tables, what: number): boolean {
  return what === COLON || what === DASH || what === SLASH || what === OPEN || (tables.classes[what] & (AND | OR)) !== 0
}

/**
 * The colon or dash behind the finding in column `first` and those it is listed with ("effusion/pneumothorax:"), or -1.
 */
function markAfter({ tokens, mentions, matches, modifierAt }: Scratch, { classes }: Tables, first: number, to: number) {
  const { id } = tokens
  let mention = first
  const end = Math.min(to, mentions.anchorTo[first] + NAME)
  for (let token = mentions.anchorTo[first] + 1; token < end; token++) {
    const what = id[token]
    if (what === COLON || what === DASH) return token
    while (mention + 1 < mentions.count && mentions.anchorFrom[mention] < token) mention++
    if (mentions.anchorFrom[mention] === token) token = mentions.anchorTo[mention]
    else if (modifierAt[token] !== 0) token = matches.to[MODIFIERS][modifierAt[token] - 1]
    else if (what === SLASH || what === COMMA || what === OPEN || what === CLOSE) continue
    // "Effusion(s):".
    else if (id[token - 1] === OPEN && id[token + 1] === CLOSE) continue
    else if ((classes[what] & (AND | OR)) === 0) return -1
  }
  return -1
}

/** What stands before a name, as bits: how large it is, where it is, any other word. */
const SIZED = 1
const SITED = 2
const WORDS = 4

/** What stands before the name of an item, or -1 where it is the end of a clause. */
function readHead({ tokens, modifierAt, matches }: Scratch, tables: Tables, from: number, start: number): number {
  let head = 0
  for (let token = from; token < start; token++) {
    const modifier = modifierAt[token] - 1
    const bits = tables.classes[tokens.id[token]]
    if (modifier >= 0) {
      const extra = tables.extraOf[matches.rule[MODIFIERS][modifier]]
      if ((extra & (PLACED | SIDED)) !== 0) head |= SITED
      else if ((extra & (SHOWS | GRADES)) !== 0) head |= SIZED
      else head |= WORDS
      token = matches.to[MODIFIERS][modifier]
    } else if ((bits & VERB) !== 0) return -1
    else if (!isCharacter(tokens.id[token]) && tokens.id[token] !== NUMBER) head |= WORDS
  }
  return head
}

/**
 * Whether the words behind a mark answer it before they speak of anything else: "small on the left, no effusion on the
 * right", "stable, no new effusion"; but not "compared with the prior film, no effusion".
 */
function answersAlone(scratch: Scratch, tables: Tables, mark: number, next: number, to: number): boolean {
  const { tokens, mentions, matches, modifierAt } = scratch
  const end = next < mentions.count ? Math.min(mentions.from[next], mentions.anchorFrom[next]) : to
  const isAll = end === to
  if (!isAll && (tables.classes[tokens.id[mark + 1]] & PREPOSITION) !== 0) return false
  let cue = firstAtOrAfter(matches.from[CUES], matches.count[CUES], mark + 1)
  let shows = false
  for (let token = mark + 1; token < end; token++) {
    while (cue < matches.count[CUES] && matches.from[CUES][cue] < token) cue++
    if (cue < matches.count[CUES] && matches.from[CUES][cue] === token) {
      const rule = matches.rule[CUES][cue]
      const change = tables.changeOf[rule]
      if (change !== 0 && change !== KNOWN && tables.isRelativeOf[rule] === 0) shows = true
      if (isAll && tables.existenceOf[rule] !== 0) return true
      token = matches.to[CUES][cue]
      continue
    }
    const modifier = modifierAt[token] - 1
    if (modifier >= 0) {
      if ((tables.extraOf[matches.rule[MODIFIERS][modifier]] & (SHOWS | GRADES | PLACED | HOSTED)) !== 0) shows = true
      token = matches.to[MODIFIERS][modifier]
      continue
    }
    const what = tokens.id[token]
    if (what === NUMBER) shows = true
    if (shows && (what === COMMA || what === DASH || (tables.classes[what] & (AND | WITH)) !== 0)) return true
  }
  return isAll && shows
}

/** Whether the mention in column `at` is of what one of the items' names names, or of a kind of it. */
function repeats(
  scratch: Scratch,
  tables: Tables,
  first: number,
  last: number,
  at: number,
  mark: number,
  to: number,
): boolean {
  const { tokens, mentions } = scratch
  const { rule } = mentions
  const answer = tables.conceptOf[rule[at]]
  for (let topic = first; topic < last; topic++) {
    const name = tables.conceptOf[rule[topic]]
    if (name === answer || tables.above[name].has(answer)) return true
    // "Fracture: *no rib fracture*"; but in "opacity: atelectasis or pneumonia" the opacity is there, whichever it is.
    if (tables.above[answer].has(name) && isDenied(scratch, tables, mark, to)) return true
    // "Lines and tubes - ETT removed", "support device: PICC removed".
    if (!isDevice(scratch, tables, topic) || !isDevice(scratch, tables, at)) continue
    const { concepts } = tables.ruleset
    if (tokens.id[mark] === COLON || concepts[name].refers || concepts[answer].refers) return true
  }
  return false
}

function isDenied({ matches }: Scratch, { existenceOf }: Tables, mark: number, to: number): boolean {
  let cue = firstAtOrAfter(matches.from[CUES], matches.count[CUES], mark + 1)
  for (; cue < matches.count[CUES] && matches.from[CUES][cue] < to; cue++)
    if (existenceOf[matches.rule[CUES][cue]] >= IMPROBABLE) return true
  return false
}

/** "Rib fracture - no *other* fracture". */
function isOther({ tokens, mentions }: Scratch, { classes }: Tables, mark: number, at: number): boolean {
  for (let token = mark + 1; token < mentions.anchorFrom[at]; token++)
    if ((classes[tokens.id[token]] & PARTIAL) !== 0) return true
  return false
}

/**
 * "Pneumonia: *no consolidation*", "pneumonia: *the lungs are clear*": the answer denies what would be it, at its head.
 */
function isNone(scratch: Scratch, tables: Tables, mark: number, first: number, next: number): boolean {
  const { mentions, matches, tokens } = scratch
  if (isDevice(scratch, tables, first)) return false
  const rule = mentions.rule[next]
  const start = Math.min(mentions.from[next], mentions.anchorFrom[next])
  const isNormal = tables.isNormalOf[rule] === 1 || tables.baseOf[rule] === ABSENT
  // What has no label of its own is a detail: "pneumothorax: no mediastinal shift".
  if (!isNormal && tables.groupOf[rule] < 0) return false
  let end = start
  if (!isNormal) {
    let cue = firstAtOrAfter(matches.from[CUES], matches.count[CUES], mark + 1)
    while (cue < matches.count[CUES] && matches.from[CUES][cue] < start && !denies(tables, matches.rule[CUES][cue]))
      cue++
    if (cue === matches.count[CUES] || matches.from[CUES][cue] >= start) return false
    end = matches.from[CUES][cue]
  }
  for (let token = mark + 1; token < end; token++)
    if ((tables.classes[tokens.id[token]] & (DETERMINER | FILLER | VERB)) === 0) return false
  return true
}

function denies({ existenceOf, directionOf, changeOf }: Tables, rule: number): boolean {
  return existenceOf[rule] >= IMPROBABLE && directionOf[rule] === FORWARD && changeOf[rule] === 0
}

/** "Pneumothorax: chest tube in place. *No pneumothorax.*": a later sentence of the item speaks of what it names. */
function isTakenUp(scratch: Scratch, tables: Tables, first: number, last: number, sentence: number): boolean {
  const { matches, mentions, sentences, sections, tokens } = scratch
  const end = sections.to[sentences.section[sentence]]
  let at = firstAtOrAfter(matches.from[FINDINGS], matches.count[FINDINGS], sentences.to[sentence])
  for (let token = sentences.to[sentence]; token < end; token++) {
    if ((tokens.flags[token] & (ITEM_START | PARAGRAPH_START)) !== 0) return false
    if (at === matches.count[FINDINGS]) return false
    if (matches.from[FINDINGS][at] !== token) continue
    const concept = tables.conceptOf[matches.rule[FINDINGS][at]]
    for (let topic = first; topic < last; topic++) {
      const name = tables.conceptOf[mentions.rule[topic]]
      if (name === concept || tables.above[name].has(concept)) return true
    }
    at++
  }
  return false
}

/** Takes the mentions first … last (exclusive) out of the columns. */
function drop(mentions: MentionColumns, first: number, last: number): void {
  const gone = last - first
  for (let at = last; at < mentions.count; at++) {
    mentions.rule[at - gone] = mentions.rule[at]
    mentions.sentence[at - gone] = mentions.sentence[at]
    mentions.from[at - gone] = mentions.from[at]
    mentions.to[at - gone] = mentions.to[at]
    mentions.anchorFrom[at - gone] = mentions.anchorFrom[at]
    mentions.anchorTo[at - gone] = mentions.anchorTo[at]
    mentions.anatomyFrom[at - gone] = mentions.anatomyFrom[at]
    mentions.anatomyTo[at - gone] = mentions.anatomyTo[at]
  }
  mentions.count -= gone
}
