// How each mention is spoken of: existence (with certainty), time and change, from the cues around it. One forward
// sweep and one sweep back from each backward cue, only in sentences that hold a mention. Axes are independent.
import { CUES, characterToken, classBit, FIRST_WORD, MODIFIERS, UNKNOWN } from '../ruleset.ts'
import type { Scratch } from './scratch.ts'
import {
  ABSENT,
  AFTER_COMMA,
  ALWAYS,
  BACKWARD,
  BETWEEN,
  CERTAIN,
  EITHER,
  ENDS_CHANGE,
  ENDS_EXISTENCE,
  ENDS_TIME,
  FORWARD,
  IMPROBABLE,
  POSSIBLE,
  PROBABLE,
  type Tables,
} from './tables.ts'

const COMMA = characterToken(',')
const COLON = characterToken(':')
const DASH = characterToken('-')
const SLASH = characterToken('/')
const OPEN = characterToken('(')
const VERB = classBit('verb')
const DETERMINER = classBit('determiner')
const AND = classBit('and')
const OR = classBit('or')
const WITH = classBit('with')
const FILLER = classBit('filler')

/** How far a list is followed to see whether "or" closes it: "no A, large B, C or D". */
const LIST_LOOKAHEAD = 30
/** How far a post-modifier stands from its finding: "the effusion seen at the left base on Tuesday has resolved". */
const POST_REACH = 20
/** How far the items of a list stand apart. */
const ITEM_GAP = 8
/** A negation of a normal state stands right before it: "not normal", but not "no effusion, heart normal". */
const NORMAL_GAP = 3

/** Reads the cues of every sentence and settles the axes of its mentions in `scratch.mentions`. */
export function readContext(scratch: Scratch, tables: Tables): void {
  const { matches, sentences, mentions } = scratch
  let mention = 0
  let cue = 0
  for (let sentence = 0; sentence < sentences.count; sentence++) {
    const from = sentences.from[sentence]
    const to = sentences.to[sentence]
    while (cue < matches.count[CUES] && matches.from[CUES][cue] < from) cue++
    const firstCue = cue
    while (cue < matches.count[CUES] && matches.from[CUES][cue] < to) cue++
    const first = mention
    while (mention < mentions.count && mentions.sentence[mention] === sentence) mention++
    if (mention === first) continue
    for (let at = first; at < mention; at++) {
      mentions.forward[at] = -1
      mentions.backward[at] = -1
      mentions.between[at] = -1
      mentions.time[at] = -1
      mentions.change[at] = -1
      mentions.existence[at] = tables.baseOf[mentions.rule[at]]
    }
    if (cue === firstCue) continue
    mark(scratch, tables, firstCue, cue, first, mention, to)
    sweepForward(scratch, tables, from, to)
    for (let at = firstCue; at < cue; at++) {
      if (matches.to[CUES][at] >= to || isOwnState(scratch, tables, at)) continue
      const direction = isAnswer(scratch, tables, at, from, to) ? BACKWARD : tables.directionOf[matches.rule[CUES][at]]
      if (direction === BACKWARD || (direction === EITHER && !governsForward(scratch, tables, at, to))) {
        sweepBackward(scratch, tables, at, from)
      } else if (direction === BETWEEN) joinNeighbours(scratch, tables, at, from, to)
    }
    unmark(scratch, firstCue, cue, first, mention)
    for (let at = first; at < mention; at++) settle(scratch, tables, at)
  }
}

/** Writes the sentence's cues and mentions into the per-token columns. A cue inside a mention is none. */
function mark(
  scratch: Scratch,
  tables: Tables,
  cueFrom: number,
  cueTo: number,
  first: number,
  last: number,
  end: number,
): void {
  const { matches, mentions } = scratch
  for (let at = cueFrom; at < cueTo; at++) {
    if (matches.to[CUES][at] >= end) continue
    scratch.cueAt[matches.from[CUES][at]] = at + 1
    scratch.cueEnd[matches.to[CUES][at]] = at + 1
  }
  for (let at = last - 1; at >= first; at--) {
    if (tables.isTechniqueOf[mentions.rule[at]] === 1) continue
    scratch.mentionAt[mentions.anchorFrom[at]] = at + 1
    scratch.mentionEnd[mentions.anchorTo[at]] = at + 1
    for (let token = mentions.anchorFrom[at]; token <= mentions.anchorTo[at]; token++) {
      // The cue "resolving" may be the anchor's own word; only cues wholly inside a longer mention are swallowed.
      const inner = scratch.cueAt[token] - 1
      if (inner >= 0 && matches.to[CUES][inner] <= mentions.anchorTo[at] && mentions.anatomyFrom[at] < 0) {
        scratch.cueAt[token] = 0
        scratch.cueEnd[matches.to[CUES][inner]] = 0
      }
    }
  }
}

function unmark(scratch: Scratch, cueFrom: number, cueTo: number, first: number, last: number): void {
  const { matches, mentions } = scratch
  for (let at = cueFrom; at < cueTo; at++) {
    scratch.cueAt[matches.from[CUES][at]] = 0
    scratch.cueEnd[matches.to[CUES][at]] = 0
  }
  for (let at = first; at < last; at++) {
    scratch.mentionAt[mentions.anchorFrom[at]] = 0
    scratch.mentionEnd[mentions.anchorTo[at]] = 0
  }
}

/** "Pneumothorax: no", "Effusion - possible,": a cue alone after a colon or dash answers what stands before it. */
function isAnswer(scratch: Scratch, tables: Tables, cue: number, from: number, to: number): boolean {
  const { matches, tokens } = scratch
  if (tables.directionOf[matches.rule[CUES][cue]] === BETWEEN) return false
  const before = matches.from[CUES][cue] - 1
  if (before < from || (tokens.id[before] !== COLON && tokens.id[before] !== DASH)) return false
  const after = matches.to[CUES][cue] + 1
  return after >= to || tokens.id[after] === COMMA
}

/** "The heart is *unchanged*": a word of change that is the state of a mention governs that one and no other. */
function isOwnState(scratch: Scratch, tables: Tables, cue: number): boolean {
  const { matches, mentions } = scratch
  const at = scratch.mentionAt[matches.from[CUES][cue]] - 1
  if (at < 0 || mentions.anatomyFrom[at] < 0 || tables.changeOf[matches.rule[CUES][cue]] === 0) return false
  if (mentions.anchorTo[at] > matches.to[CUES][cue]) return false
  mentions.change[at] = cue
  return true
}

/** One pass from left to right: each axis carries its active cue, or -1. */
function sweepForward(scratch: Scratch, tables: Tables, from: number, to: number): void {
  const { matches, mentions, tokens } = scratch
  const { id } = tokens
  let existence = -1
  let consumed = false
  let time = -1
  let change = -1
  let changed = false
  // A negation stays in force over a hedge that only serves it: "no opacity *to suggest* pneumonia".
  let negation = -1
  // Whether words that no rule knows stand between a hedge and here: its object may be one of them.
  let hasStrangers = false
  for (let token = from; token < to; token++) {
    const cueIndex = scratch.cueAt[token] - 1
    if (cueIndex >= 0) {
      const rule = matches.rule[CUES][cueIndex]
      const direction = tables.directionOf[rule]
      const ends = tables.endsOf[rule]
      if ((ends & ENDS_EXISTENCE) !== 0) {
        existence = -1
        negation = -1
      }
      if ((ends & ENDS_TIME) !== 0) time = -1
      if ((ends & ENDS_CHANGE) !== 0) change = -1
      const afterComma = token > from && id[token - 1] === COMMA
      const forward =
        !isAnswer(scratch, tables, cueIndex, from, to) &&
        (direction === FORWARD || (direction === EITHER && governsForward(scratch, tables, cueIndex, to)))
      if (forward && tables.existenceOf[rule] !== 0) {
        const code = tables.existenceOf[rule]
        if (code >= IMPROBABLE) {
          existence = cueIndex
          negation = cueIndex
        } else if (negation >= 0 && (!consumed || tables.servesOf[rule] === 1)) existence = negation
        // "In the right setting, this is compatible with …": an open hedge outlasts an assertion.
        else if (tables.yieldsOf[rule] === 0 || existence < 0 || consumed) existence = cueIndex
        consumed = false
        hasStrangers = false
      }
      // "If it is tender here, *suspect* fracture": what is suspected is said of this patient.
      if (forward && afterComma && isHedge(tables.existenceOf[rule])) time = -1
      if (forward && tables.timeOf[rule] !== 0) time = cueIndex
      if (forward && tables.changeOf[rule] !== 0) {
        change = cueIndex
        changed = false
      }
      token = endOfCue(scratch, cueIndex)
      continue
    }
    const mention = scratch.mentionAt[token] - 1
    if (mention >= 0) {
      for (let at = mention; at < mentions.count && mentions.anchorFrom[at] === token; at++) {
        if (existence >= 0 && reaches(scratch, tables, existence, at, consumed)) mentions.forward[at] = existence
        if (time >= 0 && within(scratch, tables, time, at)) mentions.time[at] = time
        if (change >= 0 && within(scratch, tables, change, at)) mentions.change[at] = change
      }
      consumed = true
      changed = true
      token = endOfAnchor(scratch, mention)
      continue
    }
    const what = id[token]
    const bits = tables.classes[what]
    if (what === COMMA || what === DASH) {
      // "Suggestive of artifacts, a healed fracture is noted": the hedge had its object, and a clause follows.
      const isSpent =
        hasStrangers && isHedge(codeOf(scratch, tables, existence)) && hasVerb(scratch, tables, token + 1, to)
      const isDone = consumed || isSpent
      if (isDone && existence >= 0 && !staysOverComma(scratch, tables, token, to, existence)) existence = -1
      if (changed) change = -1
      if (existence < 0) negation = -1
    } else if (what === OPEN) {
      // "No effusion (blunting may represent a small one": what a bracket says with a verb of its own stands alone.
      if (consumed && hasVerb(scratch, tables, token + 1, to)) existence = negation = -1
    } else if (what === COLON) {
      if (consumed) existence = negation = change = -1
    } else if ((bits & AND) !== 0) {
      if (consumed && existence >= 0 && !governsLists(scratch, tables, existence)) {
        if (affirms(scratch, tables, token + 1, to, false)) existence = negation = -1
      }
    } else if ((bits & WITH) !== 0) {
      if (
        consumed &&
        existence >= 0 &&
        (tables.existenceOf[matches.rule[CUES][existence]] < IMPROBABLE
          ? !governsLists(scratch, tables, existence)
          : affirms(scratch, tables, token + 1, to, true))
      ) {
        existence = negation = -1
      }
      if (changed) change = -1
    } else if ((bits & DETERMINER) !== 0) {
      if (consumed && existence >= 0 && beginsClause(scratch, tables, token, to)) existence = negation = -1
    } else if ((bits & VERB) !== 0) {
      // "No effusion or *visualized* pneumothorax": after "or" a participle belongs to the next item of the list.
      if (token > from && (tables.classes[id[token - 1]] & OR) !== 0) continue
      if (consumed) existence = -1
      if (changed) change = -1
    } else if (isStranger(scratch, tables, token)) hasStrangers = true
  }
}

/** Whether a verb stands before the next comma. */
function hasVerb(scratch: Scratch, tables: Tables, from: number, to: number): boolean {
  for (let token = from; token < to && scratch.tokens.id[token] !== COMMA; token++) {
    if ((tables.classes[scratch.tokens.id[token]] & VERB) !== 0) return true
  }
  return false
}

/** Whether a token is a word of its own weight that no finding, cue or modifier holds. */
function isStranger(scratch: Scratch, tables: Tables, token: number): boolean {
  const what = scratch.tokens.id[token]
  return (what === UNKNOWN || what >= FIRST_WORD) && tables.classes[what] === 0 && scratch.modifierAt[token] === 0
}

function isHedge(existence: number): boolean {
  return existence === PROBABLE || existence === POSSIBLE
}

function codeOf(scratch: Scratch, tables: Tables, cue: number): number {
  return cue < 0 ? 0 : tables.existenceOf[scratch.matches.rule[CUES][cue]]
}

/** Last token of a cue, or the one before a mention that begins inside it and runs on: "*more prominent* markings". */
function endOfCue(scratch: Scratch, cue: number): number {
  const { matches } = scratch
  const last = matches.to[CUES][cue]
  for (let token = matches.from[CUES][cue] + 1; token <= last; token++) {
    const mention = scratch.mentionAt[token] - 1
    if (mention >= 0 && scratch.mentions.anchorTo[mention] >= last) return token - 1
  }
  return last
}

/** Last token of a mention's anchor, or the one before a cue that begins inside and runs on: "clear *of* opacity". */
function endOfAnchor(scratch: Scratch, mention: number): number {
  const { mentions, matches } = scratch
  const last = mentions.anchorTo[mention]
  for (let token = mentions.anchorFrom[mention] + 1; token <= last; token++) {
    const cue = scratch.cueAt[token] - 1
    if (cue >= 0 && matches.to[CUES][cue] > last) return token - 1
  }
  return last
}

/** Whether a cue's reach covers a mention; negations of normal states must stand right before them. */
function reaches(scratch: Scratch, tables: Tables, cue: number, mention: number, consumed: boolean): boolean {
  if (!within(scratch, tables, cue, mention)) return false
  const { mentions, matches } = scratch
  if (tables.isNormalOf[mentions.rule[mention]] === 0) return true
  return !consumed && mentions.anchorFrom[mention] - matches.to[CUES][cue] <= NORMAL_GAP
}

function within(scratch: Scratch, tables: Tables, cue: number, mention: number): boolean {
  const { matches, mentions } = scratch
  return mentions.anchorFrom[mention] - matches.to[CUES][cue] <= tables.reachOf[matches.rule[CUES][cue]]
}

/** Whether a list goes on after a comma under the active cue. */
function staysOverComma(scratch: Scratch, tables: Tables, comma: number, to: number, cue: number): boolean {
  const isNegation = tables.existenceOf[scratch.matches.rule[CUES][cue]] >= IMPROBABLE
  const closes = closesWithOr(scratch, tables, comma + 1, to)
  if (tables.listsOf[scratch.matches.rule[CUES][cue]] === 1) return true
  if (isNegation) return closes || !affirms(scratch, tables, comma + 1, to, true)
  return closes
}

/** "Differential includes A and mild B", "may represent A and small B": the object of these is the whole list. */
function governsLists(scratch: Scratch, tables: Tables, cue: number): boolean {
  const rule = scratch.matches.rule[CUES][cue]
  return tables.listsOf[rule] === 1 || (tables.servesOf[rule] === 1 && tables.existenceOf[rule] < IMPROBABLE)
}

/** Whether "or" closes the list that goes on here, before a verb, a stop or another cue of existence. */
function closesWithOr(scratch: Scratch, tables: Tables, from: number, to: number): boolean {
  const limit = Math.min(to, from + LIST_LOOKAHEAD)
  for (let token = from; token < limit; token++) {
    const what = scratch.tokens.id[token]
    const bits = tables.classes[what]
    const cue = scratch.cueAt[token] - 1
    if (cue >= 0) {
      const rule = scratch.matches.rule[CUES][cue]
      if (tables.directionOf[rule] === BETWEEN) return token > from
      if (tables.endsOf[rule] !== 0 || tables.existenceOf[rule] !== 0) return false
    }
    if ((bits & OR) !== 0) return token > from
    if ((bits & VERB) !== 0 || what === COLON) return false
  }
  return false
}

/**
 * Whether a noun phrase that asserts something begins here: a determiner, a size, a word of change; after a comma also a
 * side ("no pneumothorax, left effusion", but "no left effusion and right pneumothorax").
 */
function affirms(scratch: Scratch, tables: Tables, from: number, to: number, sides: boolean): boolean {
  for (let token = from; token < to && token < from + 4; token++) {
    const bits = tables.classes[scratch.tokens.id[token]]
    if ((bits & DETERMINER) !== 0) return true
    const modifier = scratch.modifierAt[token] - 1
    if (modifier >= 0) {
      const how = tables.affirmsOf[scratch.matches.rule[MODIFIERS][modifier]]
      return how === ALWAYS || (sides && how === AFTER_COMMA)
    }
    const cue = scratch.cueAt[token] - 1
    if (cue >= 0)
      return (
        tables.changeOf[scratch.matches.rule[CUES][cue]] !== 0 &&
        tables.existenceOf[scratch.matches.rule[CUES][cue]] === 0
      )
    if ((bits & (AND | FILLER)) === 0) return false
  }
  return false
}

/** Whether a determiner opens a new subject with its own verb: "no effusion the heart is normal". */
function beginsClause(scratch: Scratch, tables: Tables, from: number, to: number): boolean {
  for (let token = from + 1; token < to && token < from + 8; token++) {
    if ((tables.classes[scratch.tokens.id[token]] & VERB) !== 0) return true
    if (scratch.tokens.id[token] === COMMA) return false
  }
  return false
}

/** Whether an either-way cue stands before what it governs: "unchanged left effusion", but "effusion, unchanged". */
function governsForward(scratch: Scratch, tables: Tables, cue: number, to: number): boolean {
  const { matches, tokens } = scratch
  const reach = Math.min(
    to,
    matches.to[CUES][cue] + 1 + Math.min(ITEM_GAP + 2, tables.reachOf[matches.rule[CUES][cue]]),
  )
  for (let token = matches.to[CUES][cue] + 1; token < reach; token++) {
    if (scratch.mentionAt[token] !== 0) return true
    const what = tokens.id[token]
    const other = scratch.cueAt[token] - 1
    if (other >= 0) {
      if (tables.endsOf[matches.rule[CUES][other]] !== 0) return false
      token = matches.to[CUES][other]
      continue
    }
    if (what === COMMA || what === COLON || (tables.classes[what] & VERB) !== 0) return false
    if ((tables.classes[what] & (AND | WITH)) !== 0 && !isAdjacentCue(scratch, token + 1)) return false
  }
  return false
}

function isAdjacentCue(scratch: Scratch, token: number): boolean {
  return scratch.cueAt[token] !== 0
}

/** From a post-modifier back to the finding it speaks of, and the list that finding closes. */
function sweepBackward(scratch: Scratch, tables: Tables, cue: number, from: number): void {
  const { matches, mentions, tokens } = scratch
  const rule = matches.rule[CUES][cue]
  const start = matches.from[CUES][cue]
  if (scratch.cueAt[start] - 1 !== cue) return
  const reach = Math.min(tables.reachOf[rule], POST_REACH)
  const floor = Math.max(from, ownSubject(scratch, start) + 1)
  let consumed = false
  let joined = false
  let last = start
  for (let token = start - 1; token >= floor; token--) {
    if (last - token > (consumed ? ITEM_GAP : reach)) return
    const mention = scratch.mentionEnd[token] - 1
    if (mention >= 0) {
      const isPredicate = mentions.anatomyTo[mention] >= 0 && mentions.anatomyTo[mention] < mentions.anchorFrom[mention]
      if (consumed && isPredicate) return
      const anchor = mentions.anchorFrom[mention]
      for (let at = mention; at < mentions.count && mentions.anchorFrom[at] === anchor; at++) {
        if (tables.existenceOf[rule] !== 0 && mentions.backward[at] < 0 && tables.isNormalOf[mentions.rule[at]] === 0)
          mentions.backward[at] = cue
        if (tables.timeOf[rule] !== 0) mentions.time[at] = cue
        if (tables.changeOf[rule] !== 0 && mentions.change[at] < 0) mentions.change[at] = cue
      }
      consumed = true
      token = anchor
      last = anchor
      continue
    }
    const other = scratch.cueEnd[token] - 1
    if (other >= 0) {
      const otherRule = matches.rule[CUES][other]
      if (tables.endsOf[otherRule] !== 0) return
      const isBackward = tables.directionOf[otherRule] === BACKWARD
      if (isBackward && tables.existenceOf[otherRule] !== 0 && tables.existenceOf[rule] !== 0) return
      if (consumed && tables.existenceOf[otherRule] !== 0 && tables.directionOf[otherRule] === FORWARD) return
      if (tables.directionOf[otherRule] === BETWEEN) joined = true
      token = matches.from[CUES][other]
      continue
    }
    const what = tokens.id[token]
    const bits = tables.classes[what]
    if (consumed) {
      if ((bits & VERB) !== 0 || what === COLON) return
      if (what === COMMA && !joined) return
      if ((bits & (AND | OR)) !== 0) joined = true
    }
  }
}

/**
 * Last token of the structure that the cue's own words describe, or -1: in "edema, the heart is *within normal limits*"
 * they say nothing of the edema.
 */
function ownSubject(scratch: Scratch, start: number): number {
  const { mentions } = scratch
  let last = -1
  for (let at = scratch.mentionAt[start] - 1; at >= 0 && at < mentions.count; at++) {
    if (mentions.anchorFrom[at] !== start) break
    last = Math.max(last, mentions.anatomyTo[at])
  }
  return last
}

/** "A or B", "A versus B": lowers the certainty of the findings on both sides, and of a list before. */
function joinNeighbours(scratch: Scratch, tables: Tables, cue: number, from: number, to: number): void {
  const { matches, mentions, tokens } = scratch
  const start = matches.from[CUES][cue]
  const end = matches.to[CUES][cue]
  if (scratch.cueAt[start] - 1 !== cue) return
  let after = -1
  for (let token = end + 1; token < to && token <= end + ITEM_GAP; token++) {
    if (scratch.mentionAt[token] !== 0) {
      after = scratch.mentionAt[token] - 1
      break
    }
    const inner = scratch.cueAt[token] - 1
    // "Due to effusion versus *due to* hyperinflation": an assertion inside the alternative does not part them.
    if (inner >= 0 && tables.yieldsOf[matches.rule[CUES][inner]] === 1) token = matches.to[CUES][inner]
    else if (isBreak(tables, tokens.id[token]) || inner >= 0) return
  }
  if (after < 0 || tables.isNormalOf[mentions.rule[after]] === 1) return
  const group = tables.groupOf[mentions.rule[after]]
  const isListed = mentions.change[after] >= 0 && tables.listsOf[matches.rule[CUES][mentions.change[after]]] === 1
  if (isListed) return
  let sameLabel = true
  const hasOxfordComma = start > from && tokens.id[start - 1] === COMMA
  let last = start
  let count = 0
  for (let token = start - 1; token >= from && last - token <= ITEM_GAP; token--) {
    const before = scratch.mentionEnd[token] - 1
    if (before >= 0) {
      if (tables.isNormalOf[mentions.rule[before]] === 1) {
        // "Normal or mildly enlarged": the normal state stands, its rival is a possibility.
        if (count === 0) {
          count++
          sameLabel = false
        }
        break
      }
      if (group < 0 || tables.groupOf[mentions.rule[before]] !== group) {
        mentions.between[before] = cue
        sameLabel = false
      }
      count++
      token = mentions.anchorFrom[before]
      last = token
      continue
    }
    const what = tokens.id[token]
    if ((tables.classes[what] & VERB) !== 0 || what === COLON || scratch.cueEnd[token] !== 0) break
    // Only "A, B, or C" is a list of three; in "opacity, edema or infection" the sign stands apart from its readings.
    if (what === COMMA && count > 0 && !(hasOxfordComma && listGoesOn(scratch, token, from))) break
    if (what !== COMMA && count > 0 && (tables.classes[what] & (AND | WITH)) !== 0) break
  }
  if (count > 0 && !sameLabel) mentions.between[after] = cue
}

function isBreak(tables: Tables, what: number): boolean {
  return what === COMMA || what === COLON || what === SLASH || (tables.classes[what] & VERB) !== 0
}

/** Whether a list item ends right before this comma: "edema, infection, or hemorrhage". */
function listGoesOn(scratch: Scratch, comma: number, from: number): boolean {
  return comma > from && scratch.mentionEnd[comma - 1] !== 0
}

/** Weighs the cues of the existence axis: the later word wins, but a plain negation is not undone by a mere hedge. */
function settle(scratch: Scratch, tables: Tables, mention: number): void {
  const { mentions, matches } = scratch
  const rule = mentions.rule[mention]
  const base = tables.baseOf[rule]
  const code = (cue: number): number => (cue < 0 ? 0 : tables.existenceOf[matches.rule[CUES][cue]])
  let forward = code(mentions.forward[mention])
  const backward = code(mentions.backward[mention])
  let cues = forward
  if (backward !== 0) {
    const wins = tables.winsOf[matches.rule[CUES][mentions.backward[mention]]] === 1
    if (forward >= IMPROBABLE && backward < IMPROBABLE && !wins) {
      mentions.backward[mention] = -2 - mentions.backward[mention]
    } else {
      cues = forward !== 0 && backward < IMPROBABLE && forward < IMPROBABLE ? Math.max(forward, backward) : backward
      if (cues !== forward && forward !== 0) mentions.forward[mention] = -2 - mentions.forward[mention]
      forward = cues
    }
  }
  if (mentions.between[mention] >= 0) {
    if (cues < IMPROBABLE) cues = Math.max(cues, POSSIBLE)
    else mentions.between[mention] = -2 - mentions.between[mention]
  }
  if (cues === 0) return
  // "Appears normal" is normal; "not normal" takes the statement back and says no more.
  if (tables.isNormalOf[rule] === 1) mentions.existence[mention] = cues >= IMPROBABLE ? ABSENT : CERTAIN
  else if (base === ABSENT) mentions.existence[mention] = ABSENT
  else if (base === CERTAIN) mentions.existence[mention] = cues
  else mentions.existence[mention] = cues === CERTAIN ? base : Math.max(base, cues)
}
