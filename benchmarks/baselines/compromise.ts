// compromise with match patterns: the lexicon as a lookup, negation and doubt as patterns over the words around. What
// stands in the reach of a pattern is negated, or uncertain; "but" and its like end the reach.
import nlp from 'compromise/one'
import type { PredictedRow } from '../../src/evaluate/rows.ts'
import type { Report, SpanStatus } from '../accuracy/sets.ts'
import type { System } from '../accuracy/system.ts'
import { assemble, type Hit } from './assemble.ts'
import type { Lexicon } from './lexicon.ts'
import { unhyphenate } from './tokens.ts'

/** Up to eight words, none of which turns the sentence. */
const REACH = '!(but|however|although|though|except|with|which)?'.concat(
  ' !(but|however|although|though|except|which)?'.repeat(7),
)
const DENIALS =
  '(no|not|without|denies|denied|neither|nor|negative for|free of|absence of|lack of|resolution of|removal of)'
const DOUBTS =
  '(possible|possibly|potential|questionable|question|suspected|may|might|could|perhaps|suggest|suggests|suggesting|suggestive|suspicious|concerning|equivocal|versus|vs|cannot exclude|rule out|borderline)'
const PATTERNS = {
  negated: [
    `${DENIALS} ${REACH}`,
    '!(but|however)? !(but|however)? !(but|however)? !(but|however)? (is|are|was|were|has been|have been) (not|no longer|absent|resolved|removed|cleared|unlikely)',
    '. . . (has|have)? (resolved|cleared|unlikely)',
  ],
  uncertain: [
    `${DOUBTS} ${REACH}`,
    '!but? !but? !but? !but? (cannot|can not) be (excluded|ruled)',
    '!but? !but? !but? (is|are)? (suspected|questioned|possible|not excluded)',
    '. . (versus|vs|or)',
  ],
} as const

type Pointer = readonly [sentence: number, from: number, to: number, ...rest: unknown[]]
interface Term {
  readonly normal: string
  readonly offset?: { readonly start: number; readonly length: number }
}
/** What is used of the library's view; its own types know less. */
interface View {
  readonly docs: readonly (readonly Term[])[]
  readonly fullPointer: readonly Pointer[]
  match(pattern: object): View
  lookup(trie: object): View
  compute(what: 'offset'): View
}

/** Builds the baseline. */
export function makeCompromise(lexicon: Lexicon): System {
  const trie = nlp.buildTrie([...lexicon.entries.keys()])
  const nets = Object.fromEntries(
    Object.entries(PATTERNS).map(([kind, patterns]) => [kind, patterns.map((pattern) => nlp.parseMatch(pattern))]),
  ) as Record<keyof typeof PATTERNS, object[]>
  const zonesOf = (view: View, kind: keyof typeof PATTERNS): Pointer[] =>
    nets[kind].flatMap((net) => view.match(net).fullPointer)
  const readText = (text: string) => {
    // A word with a slash in it is one word to the library.
    const view = nlp(unhyphenate(text).replaceAll('/', ' ')) as unknown as View
    return { view, negated: zonesOf(view, 'negated'), uncertain: zonesOf(view, 'uncertain') }
  }
  const label = ({ id, body }: Report): PredictedRow => {
    const { view, negated, uncertain } = readText(body)
    const sentences: Hit[][] = view.docs.map(() => [])
    const found = view.lookup(trie)
    found.fullPointer.forEach((pointer, at) => {
      const [sentence, from, to] = pointer
      const phrase = found.docs[at].map(({ normal }) => normal).join(' ')
      const [isNegated, isUncertain] = [isIn(pointer, negated), isIn(pointer, uncertain)]
      sentences[sentence].push({ phrase, from, to, isNegated, isUncertain })
    })
    return { id, labels: assemble(sentences, lexicon) }
  }
  const read = (text: string, start: number, end: number): SpanStatus => {
    const { view, negated, uncertain } = readText(text)
    view.compute('offset')
    for (const [sentence, terms] of view.docs.entries()) {
      const inside = terms.flatMap(({ offset }, at) =>
        offset !== undefined && offset.start < end && offset.start + offset.length > start ? [at] : [],
      )
      if (inside.length === 0) continue
      const pointer: Pointer = [sentence, inside[0], inside[inside.length - 1] + 1]
      return isIn(pointer, negated) ? 'negated' : isIn(pointer, uncertain) ? 'uncertain' : 'affirmed'
    }
    return 'affirmed'
  }
  return { name: 'compromise patterns', label, read }
}

function isIn([sentence, from, to]: Pointer, zones: readonly Pointer[]): boolean {
  return zones.some(([each, low, high]) => each === sentence && low <= from && to <= high)
}
