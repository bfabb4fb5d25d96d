// A keyword list with wink-nlp: the lexicon as custom entities, and the model's negation flag. It knows no doubt and
// no time: every entity is there or, flagged, is not.
import model from 'wink-eng-lite-web-model'
import winkNLP, { type ItemCustomEntity, type ItemToken } from 'wink-nlp'
import type { PredictedRow } from '../../src/evaluate/rows.ts'
import type { Report, SpanStatus } from '../accuracy/sets.ts'
import type { System } from '../accuracy/system.ts'
import { assemble, type Hit } from './assemble.ts'
import type { Lexicon } from './lexicon.ts'
import { unhyphenate } from './tokens.ts'

/** Builds the baseline; teaching it the lexicon takes some seconds. */
export function makeWink(lexicon: Lexicon): System {
  const nlp = winkNLP(model, ['sbd', 'negation', 'cer'])
  const { its } = nlp
  nlp.learnCustomEntities(
    [...lexicon.entries.keys()].map((phrase) => ({ name: phrase, patterns: [phrase] })),
    { matchValue: false, usePOS: false, useEntity: false },
  )
  const label = ({ id, body }: Report): PredictedRow => {
    const document = nlp.readDoc(unhyphenate(body))
    const sentences: Hit[][] = Array.from({ length: document.sentences().length() }, () => [])
    document.customEntities().each((entity: ItemCustomEntity) => {
      const [from, last] = entity.out(its.span) as unknown as [number, number]
      const isNegated = Boolean(entity.tokens().itemAt(0).out(its.negationFlag))
      const phrase = entity.out(its.type) as string
      sentences[entity.parentSentence().index()].push({ phrase, from, to: last + 1, isNegated, isUncertain: false })
    })
    return { id, labels: assemble(sentences, lexicon) }
  }
  // The flag is on tokens, so a marked phrase is read by its first one.
  const plain = winkNLP(model, ['sbd', 'negation'])
  const read = (text: string, start: number): SpanStatus => {
    let at = 0
    let status: SpanStatus = 'affirmed'
    plain
      .readDoc(text)
      .tokens()
      .each((token: ItemToken) => {
        const from = at + (token.out(its.precedingSpaces) as string).length
        at = from + (token.out() as string).length
        if (from <= start && start < at && token.out(its.negationFlag)) status = 'negated'
      })
    return status
  }
  return { name: 'wink-nlp keywords', label, read }
}
