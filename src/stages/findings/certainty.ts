// How sure a report is of a label, in five degrees, with the words that say so. Policies that turn an uncertain value
// into another leave the degree alone.
import type { Existence, LabelValue, Span } from '../../types.ts'

/** The degree of a label, and the hedge or denial behind it; null where the report says it outright. */
export interface LabelCertainty {
  readonly degree: Existence
  readonly phrase: Span | null
}

/**
 * How sure the report is of a label: certain, probable, possible, improbable or absent. Null where it says nothing.
 *
 * @example
 * certaintyOf(labelReport('Likely pneumonia.').labels.Pneumonia)
 * // { degree: 'probable', phrase: { start: 0, end: 6 } }
 */
export function certaintyOf({ value, certainty, evidence }: LabelValue): LabelCertainty | null {
  if (certainty === null) return null
  const degree = certainty !== 'certain' || value === 1 ? certainty : value === 0 ? 'absent' : 'possible'
  for (const { cues } of evidence) {
    const cue = cues.find(({ decided, existence }) => decided && existence === degree)
    if (cue !== undefined) return { degree, phrase: { start: cue.start, end: cue.end } }
  }
  return { degree, phrase: null }
}
