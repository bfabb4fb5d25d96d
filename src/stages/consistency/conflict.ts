// What the checks of consistency share: the report as they see it, and how a conflict is put together.
import type { Ruleset } from '../../ruleset.ts'
import type { Conflict, ConflictKind, ConflictSpan, Leaning, Mention, Section } from '../../types.ts'
import type { Scratch } from '../columns/scratch.ts'
import type { Tables } from '../columns/tables.ts'
import { type LabelIndex, sayingsOf } from '../findings/label-index.ts'
import type { Reading } from '../findings/readings.ts'

/** A report after its mentions were read; the scratch columns still hold its tokens and matches. */
export interface ReportView {
  readonly text: string
  readonly readings: readonly Reading[]
  readonly mentions: readonly Mention[]
  /** Per mention its concept, strata aside. */
  readonly concepts: Int32Array
  readonly sections: readonly Section[]
  readonly covers: readonly Leaning[]
  readonly index: LabelIndex
  readonly scratch: Scratch
  readonly tables: Tables
}

/** Name of the section a mention stands in. */
export function sectionOf({ sections }: ReportView, mention: Mention): string {
  return sections[mention.section].name
}

/** The label that a concept says outright, or the concept's own name. */
export function nameOf({ index, tables }: ReportView, concept: number): string {
  const own = sayingsOf(index.says, concept).find(({ value }) => value === 1)
  return own === undefined ? tables.ruleset.concepts[concept].name : index.set.labels[own.label].name
}

/** A conflict between readings, the one that affirms first. */
export function makeConflict(
  kind: ConflictKind,
  on: string,
  readings: readonly Reading[],
  message: string,
  view: ReportView,
): Conflict {
  return { kind, on, spans: readings.map((reading) => spanOf(reading, view)), message }
}

/**
 * From the first to the last word that matters: the finding, its side, and the cues that decided how it is asserted.
 */
function spanOf({ mention: at, concept }: Reading, view: ReportView): ConflictSpan {
  const mention = view.mentions[at]
  const { ruleset }: { ruleset: Ruleset } = view.tables
  let { start, end } = mention
  const widen = (other: { readonly start: number; readonly end: number }): void => {
    start = Math.min(start, other.start)
    end = Math.max(end, other.end)
  }
  for (const modifier of mention.modifiers) if (modifier.facet === 'laterality') widen(modifier)
  for (const cue of mention.assertion.cues) if (cue.decided) widen(cue)
  return {
    concept: ruleset.concepts[concept].id,
    section: sectionOf(view, mention),
    start,
    end,
    sentence: mention.sentence,
  }
}
