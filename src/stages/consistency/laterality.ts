// Findings that change sides within a report: on the left in the findings, on the
// right in the impression; or once on each side and then spoken of as one.
import type { ModifierRule } from '../../rule.ts'
import { MODIFIERS, type Sided } from '../../ruleset.ts'
import type { Conflict, Mention } from '../../types.ts'
import { isPlace } from '../columns/extras.ts'
import { modifierAt } from '../columns/rules.ts'
import { firstAtOrAfter } from '../columns/search.ts'
import { DEFINITE, FILLER, WITH } from '../columns/words.ts'
import type { Reading } from '../findings/readings.ts'
import { BOTH, LEFT, RIGHT, sidesOf } from '../modifiers/sides.ts'
import { makeConflict, nameOf, type ReportView, sectionOf } from './conflict.ts'

const WORDS: Readonly<Record<number, string>> = { [LEFT]: 'left', [RIGHT]: 'right' }

/** The modifiers that begin within a range of characters, whatever they belong to. */
export function modifiersIn(start: number, end: number, { scratch, tables }: ReportView): ModifierRule[] {
  const { matches, tokens } = scratch
  const from = matches.from[MODIFIERS]
  const found: ModifierRule[] = []
  const last = tokenAt(end, scratch)
  let at = matches.count[MODIFIERS] - 1
  while (at >= 0 && from[at] >= last) at--
  for (; at >= 0 && tokens.start[from[at]] >= start; at--) {
    found.push(modifierAt(tables, matches.rule[MODIFIERS][at]))
  }
  return found
}

/** The first token at or after a character. */
export function tokenAt(character: number, { tokens }: ReportView['scratch']): number {
  return firstAtOrAfter(tokens.start, tokens.count, character)
}

/** The clash of sides among the statements of one group, or null. `stated` are those that are present or uncertain. */
export function findClash(
  stated: readonly Reading[],
  { isOne }: Sided,
  corrects: ReadonlySet<string>,
  view: ReportView,
): Conflict | null {
  const sides = stated.map(({ mention }) => sidesOf(view.mentions[mention]))
  const sections = stated.map(({ mention }) => sectionOf(view, view.mentions[mention]))
  const sidesIn = (section: string): number =>
    sides.reduce((sum, side, at) => (sections[at] === section ? sum | side : sum), 0)
  for (const [first, side] of sides.entries()) {
    if (side !== LEFT && side !== RIGHT) continue
    const other = BOTH - side
    const here = sections[first]
    if (stated[first].value !== 1 || corrects.has(here) || sidesIn(here) !== side) continue
    for (let second = first + 1; second < stated.length; second++) {
      const there = sections[second]
      if (stated[second].value !== 1 || there === here || corrects.has(there) || sidesIn(there) !== other) continue
      // Of two nodules, one may have been given no side that is understood.
      if (!isOne && (hasOther(here, stated, sides, view) || hasOther(there, stated, sides, view))) continue
      if (sides[second] !== other) continue
      const name = nameOf(view, stated[first].concept)
      const message = `${name} is on the ${WORDS[side]} in ${here} and on the ${WORDS[other]} in ${there}`
      return makeConflict('laterality', name, [stated[first], stated[second]], message, view)
    }
  }
  return isOne ? findOneOfTwo(stated, sides, view) : null
}

/**
 * Whether a section speaks of one without a side that is not the one just named: "left nodule … *the nodule* measures 8
 * mm".
 */
function hasOther(section: string, stated: readonly Reading[], sides: readonly number[], view: ReportView): boolean {
  let isNamed = false
  for (let at = 0; at < stated.length; at++) {
    const mention = view.mentions[stated[at].mention]
    if (sectionOf(view, mention) !== section) continue
    if (sides[at] !== 0) isNamed = true
    else if (isNamed && isWith(mention, view.mentions[stated[at - 1].mention], view)) continue
    else if (!isNamed || mention.modifiers.some(({ facet }) => isPlace(facet)) || !isTheOne(mention, view)) return true
  }
  return false
}

/** "Consolidation in the left upper lobe *with air bronchograms*": what comes with the last one is where that is. */
function isWith({ start, sentence }: Mention, last: Mention, { scratch, tables }: ReportView): boolean {
  const { tokens, matches } = scratch
  if (last.sentence.start !== sentence.start) return false
  let token = tokenAt(start, scratch) - 1
  while (token >= 0 && ((tables.classes[tokens.id[token]] & FILLER) !== 0 || isModifier(token, matches))) token--
  return token >= 0 && (tables.classes[tokens.id[token]] & WITH) !== 0
}

/** "Left effusion … right effusion … the effusion": which of the two? */
function findOneOfTwo(stated: readonly Reading[], sides: readonly number[], view: ReportView): Conflict | null {
  if (sides.includes(BOTH)) return null
  const [left, right] = [sides.indexOf(LEFT), sides.indexOf(RIGHT)]
  if (left < 0 || right < 0) return null
  for (let at = Math.max(left, right) + 1; at < stated.length; at++) {
    if (sides[at] !== 0 || !isTheOne(view.mentions[stated[at].mention], view)) continue
    const pair = [stated[Math.min(left, right)], stated[Math.max(left, right)], stated[at]]
    const name = nameOf(view, pair[0].concept)
    return makeConflict('laterality', name, pair, `${name} is on the left and on the right, and spoken of as one`, view)
  }
  return null
}

/** Whether a mention is in the singular, as English has it, and has a definite determiner before it. */
function isTheOne({ start, end }: Mention, { text, scratch, tables }: ReportView): boolean {
  const { tokens, matches } = scratch
  if (text[end - 1].toLowerCase() === 's') return false
  for (let token = tokenAt(start, scratch) - 1; token >= 0; token--) {
    const bits = tables.classes[tokens.id[token]]
    if ((bits & DEFINITE) !== 0) return true
    if ((bits & FILLER) === 0 && !isModifier(token, matches)) return false
  }
  return false
}

function isModifier(token: number, { count, from, to }: ReportView['scratch']['matches']): boolean {
  for (let at = 0; at < count[MODIFIERS]; at++) {
    if (from[MODIFIERS][at] <= token && to[MODIFIERS][at] >= token) return true
  }
  return false
}
