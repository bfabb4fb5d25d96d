// The working columns → the objects a caller gets: sections, mentions with their assertions, evidence.
import { CUES, MODIFIERS } from '../../ruleset.ts'
import type { Assertion, Cue, Evidence, Mention, Modifier, Section, Span } from '../../types.ts'
import { ABSENT, CHANGE, CURRENT, EXISTENCE, IMPROBABLE, TIME } from '../columns/codes.ts'
import { NARROWS, RICH } from '../columns/extras.ts'
import { cueRuleAt, headingAt, modifierAt } from '../columns/rules.ts'
import type { Scratch } from '../columns/scratch.ts'
import type { Tables } from '../columns/tables.ts'
import { spellOut } from '../modifiers/attributes.ts'
import { collectModifiers } from '../modifiers/modifiers.ts'
import { changeCueOf, changeOf, priorOf } from '../prior/before.ts'
import { type Asked, OF_ALL, OF_NONE } from './asks.ts'

/** The sections of the report; `wanted` overrides which are labelled. */
export function makeSections(scratch: Scratch, tables: Tables, wanted: ReadonlySet<string> | null): Section[] {
  const { sections } = scratch
  if (sections.count === 0) return []
  const made = [makeSection(scratch, tables, 0, wanted)]
  for (let at = 1; at < sections.count; at++) made.push(makeSection(scratch, tables, at, wanted))
  return made
}

function makeSection(
  { sections, tokens }: Scratch,
  tables: Tables,
  at: number,
  wanted: ReadonlySet<string> | null,
): Section {
  const rule = sections.rule[at] < 0 ? null : headingAt(tables, sections.rule[at])
  const name = rule?.section ?? 'body'
  const heading =
    sections.headingFrom[at] === sections.headingTo[at]
      ? { start: tokens.start[sections.from[at]] ?? 0, end: tokens.start[sections.from[at]] ?? 0 }
      : { start: tokens.start[sections.headingFrom[at]], end: tokens.end[sections.headingTo[at] - 1] }
  const isEmpty = sections.to[at] <= sections.from[at]
  return {
    name,
    start: isEmpty ? heading.end : tokens.start[sections.from[at]],
    end: isEmpty ? heading.end : tokens.end[sections.to[at] - 1],
    heading,
    isLabelled: wanted === null ? (rule?.isLabelled ?? true) : wanted.has(name),
  }
}

/** The mentions of the report; those of one sentence share its span. `asked` are those that get their modifiers. */
export function makeMentions(scratch: Scratch, tables: Tables, text: string, asked: Asked): Mention[] {
  const { mentions, sentences, matches } = scratch
  const starts = matches.from[MODIFIERS]
  const last = matches.count[MODIFIERS]
  const made: Mention[] = []
  let sentence = -1
  let span: Span | null = null
  let assertion: Assertion | null = null
  // The first modifier that does not stand before the sentence, and whether it stands in it: in many none does.
  let modifier = 0
  let isModified = false
  for (let at = 0; at < mentions.count; at++) {
    if (span === null || mentions.sentence[at] !== sentence) {
      sentence = mentions.sentence[at]
      span = tokenSpan(scratch, sentences.from[sentence], sentences.to[sentence] - 1)
      if (asked !== OF_NONE) {
        while (modifier < last && starts[modifier] < sentences.from[sentence]) modifier++
        isModified = modifier < last && starts[modifier] < sentences.to[sentence]
      }
    }
    const isAsked = isModified && (asked === OF_ALL || (tables.traits[mentions.concept[at]] & asked) !== 0)
    const count = isAsked ? collectModifiers(scratch, tables, at) : 0
    if (assertion === null || !isAssertedAlike(scratch, tables, at, count) || assertion.scope.length > 0)
      assertion = makeAssertion(scratch, tables, at, count)
    made.push(makeMention(scratch, tables, text, at, span, assertion, count))
  }
  return made
}

/**
 * Whether the mention in column `at` is read just as the one before it, as those of a list mostly are: "no effusion or
 * pneumothorax". The two share one assertion.
 */
function isAssertedAlike({ mentions }: Scratch, { changeOf }: Tables, at: number, count: number): boolean {
  const { existence, forward, backward, between, time, change, rule } = mentions
  return (
    existence[at] === existence[at - 1] &&
    forward[at] === forward[at - 1] &&
    backward[at] === backward[at - 1] &&
    between[at] === between[at - 1] &&
    time[at] === time[at - 1] &&
    change[at] === -1 &&
    change[at - 1] === -1 &&
    changeOf[rule[at]] === 0 &&
    changeOf[rule[at - 1]] === 0 &&
    (count === 0 || forward[at] === -1)
  )
}

/**
 * The mention in column `at`; `sentence` is the span of its sentence, `count` how many modifiers `scratch.found` holds.
 */
function makeMention(
  scratch: Scratch,
  tables: Tables,
  text: string,
  at: number,
  sentence: Span,
  assertion: Assertion,
  count: number,
): Mention {
  const { mentions, tokens, sentences } = scratch
  const rule = mentions.rule[at]
  const modifiers = makeModifiers(scratch, tables, text, count)
  const isComposed = mentions.anatomyFrom[at] >= 0
  return {
    rule: tables.idOf[rule],
    concept: tables.conceptIdOf[rule],
    start: tokens.start[mentions.from[at]],
    end: tokens.end[mentions.to[at]],
    assertion,
    modifiers,
    section: sentences.section[mentions.sentence[at]],
    sentence,
    parts: isComposed
      ? [
          tokenSpan(scratch, mentions.anatomyFrom[at], mentions.anatomyTo[at]),
          tokenSpan(scratch, mentions.anchorFrom[at], mentions.anchorTo[at]),
        ]
      : NO_SPANS,
  }
}

/** The first `count` modifier matches in `scratch.found`, with all that their rules give. */
function makeModifiers(
  { found, matches, tokens }: Scratch,
  tables: Tables,
  text: string,
  count: number,
): readonly Modifier[] {
  let made: Modifier[] | null = null
  for (let i = 0; i < count; i++) {
    const at = found[i]
    const index = matches.rule[MODIFIERS][at]
    const rule = modifierAt(tables, index)
    const start = tokens.start[matches.from[MODIFIERS][at]]
    const end = tokens.end[matches.to[MODIFIERS][at]]
    if ((tables.extraOf[index] & RICH) !== 0) {
      const spelt = spellOut(rule, text, start, end)
      made = made === null ? spelt : made.concat(spelt)
      continue
    }
    const modifier: Modifier = { rule: rule.id, facet: rule.facet, value: rule.value, start, end }
    if (made === null) made = [modifier]
    else made.push(modifier)
  }
  return made ?? NO_MODIFIERS
}

/** Handed out again and again, so frozen. */
const NO_MODIFIERS: readonly Modifier[] = Object.freeze([])
const NO_SPANS: readonly Span[] = Object.freeze([])
const NO_CUES: readonly Cue[] = Object.freeze([])
const NO_SCOPE: readonly string[] = Object.freeze([])

/** `count` is how many modifiers of the mention `scratch.found` holds. */
function makeAssertion(scratch: Scratch, tables: Tables, at: number, count: number): Assertion {
  const { mentions, matches } = scratch
  const existence = mentions.existence[at]
  const time = mentions.time[at]
  const change = changeCueOf(scratch, tables, at)
  const isNarrowed = existence === ABSENT && mentions.forward[at] >= 0 && count > 0
  const denied = existence >= IMPROBABLE ? deniedKind(scratch, tables, at) : null
  return {
    polarity: existence === ABSENT || denied !== null ? 'absent' : 'present',
    certainty: existence === ABSENT ? 'certain' : (EXISTENCE[existence] as Assertion['certainty']),
    time: time >= 0 ? (TIME[tables.timeOf[matches.rule[CUES][time]]] ?? 'current') : (TIME[CURRENT] as 'current'),
    change: changeOf(scratch, tables, at, change),
    prior: priorOf(scratch, tables, at, change),
    scope: denied !== null ? [denied] : isNarrowed ? scopeOf(scratch, tables, at, count) : NO_SCOPE,
    cues: makeCues(scratch, tables, at),
  }
}

/**
 * The one kind that a cue denies: "no *new* nodule", "no *definite* nodule", "no *other* nodule"; null where none is.
 */
function deniedKind({ matches, mentions }: Scratch, tables: Tables, at: number): string | null {
  const cue = mentions.backward[at] >= 0 ? mentions.backward[at] : mentions.forward[at]
  return cue < 0 ? null : cueRuleAt(tables, matches.rule[CUES][cue]).scope
}

/** The modifiers between a negation and what it denies, of the `count` in `scratch.found`. */
function scopeOf({ matches, mentions, found }: Scratch, tables: Tables, at: number, count: number): readonly string[] {
  const anchor = mentions.anchorFrom[at]
  let scope: string[] | null = null
  for (let i = 0; i < count; i++) {
    const rule = matches.rule[MODIFIERS][found[i]]
    if ((tables.extraOf[rule] & NARROWS) === 0 || matches.from[MODIFIERS][found[i]] >= anchor) continue
    const { value } = modifierAt(tables, rule)
    if (scope === null) scope = [value]
    else scope.push(value)
  }
  return scope ?? NO_SCOPE
}

/** The cues that set a mention's axes, and those that were beaten; each once. */
function makeCues(scratch: Scratch, tables: Tables, at: number): readonly Cue[] {
  const { forward, backward, between, time, change } = scratch.mentions
  let cues = NO_CUES
  if (forward[at] !== -1) cues = withCue(cues, scratch, tables, forward[at])
  if (backward[at] !== -1) cues = withCue(cues, scratch, tables, backward[at])
  if (between[at] !== -1) cues = withCue(cues, scratch, tables, between[at])
  if (time[at] !== -1 && !hasCue(cues, scratch, time[at])) cues = withCue(cues, scratch, tables, time[at])
  if (change[at] !== -1 && !hasCue(cues, scratch, change[at])) cues = withCue(cues, scratch, tables, change[at])
  return cues
}

/** One cue more. A list that grows by pushing reserves room for seventeen, and most mentions have one cue or none. */
function withCue(cues: readonly Cue[], scratch: Scratch, tables: Tables, index: number): readonly Cue[] {
  const cue = makeCue(scratch, tables, index)
  if (cues.length === 0) return [cue]
  return cues.length === 1 ? [cues[0], cue] : [...cues, cue]
}

function hasCue(cues: readonly Cue[], { tokens, matches }: Scratch, cue: number): boolean {
  const start = tokens.start[matches.from[CUES][cue]]
  for (const made of cues) if (made.start === start) return true
  return false
}

/** A cue match as an object; an index of -2 or less is a cue that was beaten (see `settle`). */
function makeCue({ matches, tokens }: Scratch, tables: Tables, index: number): Cue {
  const decided = index >= 0
  const at = decided ? index : -2 - index
  const rule = matches.rule[CUES][at]
  return {
    rule: tables.idOf[rule],
    existence: EXISTENCE[tables.existenceOf[rule]],
    time: TIME[tables.timeOf[rule]],
    change: CHANGE[tables.changeOf[rule]],
    decided,
    start: tokens.start[matches.from[CUES][at]],
    end: tokens.end[matches.to[CUES][at]],
  }
}

/** Characters of the tokens from…to, inclusive. */
export function tokenSpan(scratch: Scratch, from: number, to: number): Span {
  return { start: scratch.tokens.start[from], end: scratch.tokens.end[to] }
}

/** Why a label has its value, pointing at one mention. */
export function makeEvidence(mention: Mention, index: number, sections: readonly Section[]): Evidence {
  return {
    rule: mention.rule,
    concept: mention.concept,
    mention: index,
    start: mention.start,
    end: mention.end,
    section: sections[mention.section].name,
    sentence: mention.sentence,
    cues: mention.assertion.cues,
  }
}
