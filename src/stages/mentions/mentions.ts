// Matches → mentions: a finding by its phrase, or composed of anatomy and state (compositions.ts). Does not read cues.
import { ANATOMY, FINDINGS, STATES } from '../../ruleset.ts'
import { ONLY_LONE } from '../columns/codes.ts'
import { addMention, type MentionColumns, type Scratch, sink, swap } from '../columns/scratch.ts'
import type { Tables } from '../columns/tables.ts'
import type { Window } from '../grammar/structures.ts'
import { composeAlone } from './alone.ts'
import { compose } from './compositions.ts'
import { addElided } from './elided.ts'
import { measuredAs } from './ratios.ts'
import { addSharing } from './shared-heads.ts'
import { dropTopic, mayMark } from './topics.ts'

/** Finds the mentions of every sentence, into `scratch.mentions`, sentence by sentence in order of their anchors. */
export function findMentions(scratch: Scratch, tables: Tables): void {
  const { matches, sentences, mentions, tokens } = scratch
  const { findings, anatomy, states } = WINDOWS
  mentions.count = findings.to = anatomy.to = states.to = 0
  let cue = 0
  for (let sentence = 0; sentence < sentences.count; sentence++) {
    const from = sentences.from[sentence]
    const to = sentences.to[sentence]
    slide(findings, matches.from[FINDINGS], matches.count[FINDINGS], from, to)
    slide(anatomy, matches.from[ANATOMY], matches.count[ANATOMY], from, to)
    slide(states, matches.from[STATES], matches.count[STATES], from, to)
    const first = mentions.count
    if (states.to > states.from) {
      if (anatomy.to > anatomy.from)
        for (let state = states.from; state < states.to; state++)
          compose(scratch, tables, sentence, state, anatomy, findings)
      if (mentions.count === first) composeAlone(scratch, tables, sentence, states)
      else if (mentions.count > first + 1) dropLone(mentions, tables, first)
    }
    const composed = mentions.count
    for (let finding = findings.from; finding < findings.to; finding++) {
      // A phrase that runs over the end of its sentence (into a template's next item) is no phrase.
      if (matches.to[FINDINGS][finding] < to && !isHidden(scratch, tables, finding, first, composed)) {
        const start = matches.from[FINDINGS][finding]
        const end = matches.to[FINDINGS][finding]
        const rule = matches.rule[FINDINGS][finding]
        const said = tables.limitOf[rule] === 0 ? rule : measuredAs(scratch, tables, finding, findings, first)
        if (said < 0) continue
        addMention(mentions, said, sentence, start, end, start, end, -1, -1)
        if (end > start) addSharing(scratch, tables, sentence, from, finding)
      }
    }
    sortByAnchor(mentions, first)
    if (mentions.count > first && mayMark(tables, tokens.id[mentions.anchorTo[first] + 1]))
      dropTopic(scratch, tables, sentence, first)
    // Some of what a sentence leaves out stands in the next, which has its own mentions by now; past more none has to
    // move.
    if (sentence > 0) cue = addElided(scratch, tables, sentence - 1, cue)
  }
  if (sentences.count > 0) addElided(scratch, tables, sentences.count - 1, cue)
}

/** Scratch of `findMentions`: the matches of each layer in the sentence being read. */
const WINDOWS: Readonly<Record<'findings' | 'anatomy' | 'states', Window>> = {
  findings: { from: 0, to: 0 },
  anatomy: { from: 0, to: 0 },
  states: { from: 0, to: 0 },
}

function slide(window: Window, starts: Int32Array, count: number, from: number, to: number): void {
  let at = window.to
  while (at < count && starts[at] < from) at++
  window.from = at
  while (at < count && starts[at] < to) at++
  window.to = at
}

function isHidden(scratch: Scratch, tables: Tables, finding: number, first: number, composed: number): boolean {
  const { matches, mentions } = scratch
  const from = matches.from[FINDINGS][finding]
  const to = matches.to[FINDINGS][finding]
  for (let at = first; at < composed; at++) {
    if (mentions.anchorFrom[at] > to || mentions.anchorTo[at] < from) continue
    if (tables.hidesOf[mentions.rule[at]] === 1 || (mentions.anchorFrom[at] <= from && mentions.anchorTo[at] >= to))
      return true
  }
  return false
}

/** "The heart is enlarged, *unchanged*": what is only a mention where nothing else is said of its structure goes. */
function dropLone(mentions: MentionColumns, tables: Tables, first: number): void {
  for (let at = mentions.count - 1; at >= first; at--)
    if (tables.onlyOf[mentions.rule[at]] === ONLY_LONE && hasOther(mentions, first, at))
      swap(mentions, at, --mentions.count)
}

function hasOther({ anatomyFrom, rule, count }: MentionColumns, first: number, mention: number): boolean {
  for (let at = first; at < count; at++)
    if (rule[at] !== rule[mention] && anatomyFrom[at] === anatomyFrom[mention]) return true
  return false
}

/** Insertion sort of a sentence's mentions by anchor; runs of findings come sorted already, so it is nearly linear. */
function sortByAnchor(mentions: MentionColumns, first: number): void {
  for (let at = first + 1; at < mentions.count; at++) sink(mentions, at, first)
}
