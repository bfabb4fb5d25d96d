// Labelled rows with evidence, for the tests of error lists and comparisons. The sentences were written for them.

import type { CellValue } from '../../src/evaluate/cells.ts'
import type { EvidenceCue, PredictedRow, RowEvidence } from '../../src/evaluate/rows.ts'

/** A statement found at the given words of a text, in the sentence that holds them. */
export function statement(text: string, words: string, rule: string, cues: readonly EvidenceCue[] = []): RowEvidence {
  const start = text.indexOf(words)
  if (start === -1) throw new Error('The words are not in the text')
  const from = text.lastIndexOf('. ', start) + 2
  const stop = text.indexOf('.', start)
  return { rule, start, end: start + words.length, sentence: { start: from === 1 ? 0 : from, end: stop + 1 }, cues }
}

/** A cue at the given words. */
export function cue(text: string, words: string, rule: string, existence: string | null, decided = true): EvidenceCue {
  const start = text.indexOf(words)
  return { rule, decided, existence, time: null, start, end: start + words.length }
}

/** A row with one label, its text and its evidence. */
export function explained(
  id: string,
  label: string,
  value: CellValue,
  text: string,
  evidence: RowEvidence[],
): PredictedRow {
  return { id, labels: { [label]: value }, text, evidence: evidence.length > 0 ? { [label]: evidence } : {} }
}
