// NegEx (Chapman et al. 2001) written from its description. A trigger speaks for the findings within a window after it
// (or before it), up to a conjunction; a pseudo-negation swallows the trigger inside it. `window` is five words as
// published, or the rest of the sentence as in the authors' later implementation.
import type { PredictedRow } from '../../src/evaluate/rows.ts'
import type { Report, SpanStatus } from '../accuracy/sets.ts'
import type { System } from '../accuracy/system.ts'
import { assemble, type Hit } from './assemble.ts'
import type { Lexicon } from './lexicon.ts'
import { AFTER, BEFORE, CONJUNCTIONS, POSSIBLE_AFTER, POSSIBLE_BEFORE, PSEUDO } from './negex-triggers.ts'
import { type Found, makeFinder, splitSentences, type Token, unhyphenate } from './tokens.ts'

type Kind = 'pseudo' | 'before' | 'after' | 'possible-before' | 'possible-after' | 'conjunction'
const KINDS = new Map<string, Kind>([
  ...CONJUNCTIONS.map((phrase) => [phrase, 'conjunction'] as const),
  ...BEFORE.map((phrase) => [phrase, 'before'] as const),
  ...AFTER.map((phrase) => [phrase, 'after'] as const),
  ...POSSIBLE_BEFORE.map((phrase) => [phrase, 'possible-before'] as const),
  ...POSSIBLE_AFTER.map((phrase) => [phrase, 'possible-after'] as const),
  ...PSEUDO.map((phrase) => [phrase, 'pseudo'] as const),
])
const findTriggers = makeFinder(KINDS.keys())

/** Builds the baseline with a window in words; Infinity for the whole sentence. */
export function makeNegEx(lexicon: Lexicon, window: number): System {
  const findPhrases = makeFinder(lexicon.entries.keys())
  const label = ({ id, body }: Report): PredictedRow => {
    const sentences = splitSentences(unhyphenate(body)).map((tokens): Hit[] => {
      const triggers = findTriggers(tokens)
      return findPhrases(tokens).map((found) => {
        const status = readStatus(found, triggers, window)
        return { ...found, isNegated: status === 'negated', isUncertain: status === 'uncertain' }
      })
    })
    return { id, labels: assemble(sentences, lexicon) }
  }
  const read = (text: string, start: number, end: number): SpanStatus => {
    const tokens = splitSentences(unhyphenate(text)).find(
      (each) => each[0].start <= start && start < each[each.length - 1].end,
    )
    return tokens === undefined ? 'affirmed' : readStatus(spanOf(tokens, start, end), findTriggers(tokens), window)
  }
  return { name: `NegEx, ${Number.isFinite(window) ? `${window} words` : 'whole sentence'}`, label, read }
}

/** Any trigger whose window reaches the finding decides; a negation outweighs a possibility. */
function readStatus(finding: Pick<Found, 'from' | 'to'>, triggers: readonly Found[], window: number): SpanStatus {
  let isPossible = false
  for (const trigger of triggers) {
    const kind = KINDS.get(trigger.phrase)
    const isAhead = trigger.to <= finding.from
    if (!isAhead && trigger.from < finding.to) continue
    const apart = isAhead ? finding.from - trigger.to : trigger.from - finding.to
    const [low, high] = isAhead ? [trigger.to, finding.from] : [finding.to, trigger.from]
    const isCut = triggers.some(
      ({ phrase, from, to }) => KINDS.get(phrase) === 'conjunction' && from >= low && to <= high,
    )
    if (apart > window || isCut) continue
    if (kind === (isAhead ? 'before' : 'after')) return 'negated'
    if (kind === (isAhead ? 'possible-before' : 'possible-after')) isPossible = true
  }
  return isPossible ? 'uncertain' : 'affirmed'
}

function spanOf(tokens: readonly Token[], start: number, end: number): Pick<Found, 'from' | 'to'> {
  const from = Math.max(
    0,
    tokens.findIndex((token) => token.end > start),
  )
  const past = tokens.findIndex((token) => token.start >= end)
  return { from, to: past === -1 ? tokens.length : Math.max(past, from + 1) }
}
