// From phrases found in sentences to labels, the same for every baseline: structures meet their states, findings say
// their labels, "lungs are clear" empties what it covers, and a chest is normal as cxrlabel defines it.
import type { CellValue } from '../../src/evaluate/cells.ts'
import type { LabelSet, Ruleset } from '../../src/ruleset.ts'
import type { Lexicon, Named } from './lexicon.ts'

/** A phrase of the lexicon in a sentence, and how the baseline reads it. */
export interface Hit {
  readonly phrase: string
  /** Place of its first and behind its last token in the sentence. */
  readonly from: number
  readonly to: number
  readonly isNegated: boolean
  readonly isUncertain: boolean
}

interface Reading {
  readonly concept: number
  readonly value: 1 | 0 | -1
}

/** A structure and its state stand at most this many words apart. */
const REACH = 6
const STRENGTH: Readonly<Record<string, number>> = { '1': 3, '-1': 2, '0': 1 }

/** Labels a report from the hits in each of its sentences. */
export function assemble(sentences: readonly (readonly Hit[])[], lexicon: Lexicon): Record<string, CellValue> {
  const { ruleset } = lexicon
  const set = ruleset.labelSets.find(({ name }) => name === 'chexpert') as LabelSet
  const readings = sentences.flatMap((hits) => readSentence(hits, lexicon))
  const labels: Record<string, CellValue> = Object.fromEntries(set.labels.map(({ name }) => [name, null]))
  for (const label of set.labels) {
    for (const { concept, value } of readings) {
      const says = label.says.find(([each]) => each === concept)?.[1]
      const said =
        says === undefined ? null : value === 0 ? (says === 1 ? 0 : null) : value === -1 && says === 1 ? -1 : says
      const now = labels[label.name]
      if (said !== null && (now === null || STRENGTH[String(said)] > STRENGTH[String(now)])) labels[label.name] = said
    }
  }
  fillImplied(readings, set, ruleset, labels)
  if (set.noFinding !== null && isNormal(readings, ruleset)) labels[set.noFinding] = 1
  return labels
}

function readSentence(hits: readonly Hit[], { entries, made }: Lexicon): Reading[] {
  const readings: Reading[] = []
  const push = ({ concept, denied }: Named, hit: Pick<Hit, 'isNegated' | 'isUncertain'>): void => {
    readings.push({ concept, value: denied || hit.isNegated ? 0 : hit.isUncertain ? -1 : 1 })
  }
  for (const hit of hits) for (const named of entries.get(hit.phrase)?.concepts ?? []) push(named, hit)
  for (const place of hits) {
    const nearest = hits
      .filter((state) => state !== place && gap(place, state) <= REACH)
      .sort((a, b) => gap(place, a) - gap(place, b))
    for (const index of entries.get(place.phrase)?.places ?? []) {
      const found = nearest.flatMap((state) => {
        const named = entries
          .get(state.phrase)
          ?.states.map((each) => made.get(`${index} ${each}`))
          .find(Boolean)
        return named === undefined ? [] : [{ state, named }]
      })[0]
      if (found === undefined) continue
      const { state, named } = found
      push(named, {
        isNegated: state.isNegated || place.isNegated,
        isUncertain: state.isUncertain || place.isUncertain,
      })
    }
  }
  return readings
}

function gap(a: Hit, b: Hit): number {
  return Math.max(b.from - a.to, a.from - b.to, 0)
}

function fillImplied(
  readings: readonly Reading[],
  set: LabelSet,
  { concepts }: Ruleset,
  labels: Record<string, CellValue>,
): void {
  for (const { concept, value } of readings) {
    const { impliesWhen, implies } = concepts[concept]
    if (impliesWhen === null || (impliesWhen === 'absent') !== (value === 0)) continue
    for (const label of set.labels) {
      const isCovered = label.says.some(([each, said]) => said === 1 && implies.includes(each))
      if (isCovered && labels[label.name] === null) labels[label.name] = 0
    }
  }
}

function isNormal(readings: readonly Reading[], { concepts }: Ruleset): boolean {
  if (readings.some(({ concept, value }) => value !== 0 && concepts[concept].blocksNoFinding)) return false
  return readings.some(
    ({ concept, value }) =>
      concepts[concept].status === 'normality' || (value === 0 && concepts[concept].blocksNoFinding),
  )
}
