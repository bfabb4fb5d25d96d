// Cuts the sentence that decided a cell into parts, so that a terminal and a page can each mark them in their way.

import { decidingCues } from './causes.ts'
import type { RowEvidence } from './rows.ts'

/** A stretch of a sentence: plain, the finding, or a cue that decided how it is read. */
export interface Part {
  readonly text: string
  readonly mark: 'finding' | 'cue' | null
}

const AROUND = 80

/** The sentence of an evidence entry in parts; null when the row carries no text or the span lies outside it. */
export function highlight(text: string | undefined, evidence: RowEvidence | null): readonly Part[] | null {
  if (text === undefined || evidence === null) return null
  if (evidence.start < 0 || evidence.end > text.length || evidence.start >= evidence.end) return null
  const spans = [
    { start: evidence.start, end: evidence.end, mark: 'finding' as const },
    ...decidingCues(evidence).flatMap(({ start, end }) =>
      start === undefined || end === undefined ? [] : [{ start, end, mark: 'cue' as const }],
    ),
  ]
  const sentence = evidence.sentence ?? { start: evidence.start - AROUND, end: evidence.end + AROUND }
  const from = Math.max(0, Math.min(sentence.start, evidence.start))
  const to = Math.min(text.length, Math.max(sentence.end, evidence.end))
  const parts: Part[] = []
  let at = from
  for (const { start, end, mark } of spans.sort((a, b) => a.start - b.start)) {
    if (start < at || end > to || start >= end) continue
    if (start > at) parts.push({ text: text.slice(at, start), mark: null })
    parts.push({ text: text.slice(start, end), mark })
    at = end
  }
  if (at < to) parts.push({ text: text.slice(at, to), mark: null })
  return parts
}
