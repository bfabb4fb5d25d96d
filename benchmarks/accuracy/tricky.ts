// Written sentences: an entry is right when each label it names has its value or one that is right too.
import type { TrickyEntry } from './sets.ts'
import type { System } from './system.ts'

export interface TrickyScore {
  readonly entries: number
  readonly right: number
  /** `T019 Pneumothorax`: entry and label. */
  readonly wrong: readonly string[]
}

/** Scores a system on the written sentences. */
export function scoreTricky(system: System, entries: readonly TrickyEntry[]): TrickyScore {
  const wrong = entries.flatMap((entry) => wrongLabels(system, entry).map((label) => `${entry.id} ${label}`))
  return {
    entries: entries.length,
    right: entries.length - new Set(wrong.map((each) => each.split(' ')[0])).size,
    wrong,
  }
}

function wrongLabels(system: System, { id, text, labels, alt, implied }: TrickyEntry): string[] {
  const row = system.label({ id, text, body: text })
  return Object.entries(labels).flatMap(([label, value]) => {
    const accepted = [value, ...(alt?.[label] ?? []), ...(implied?.includes(label) ? [null] : [])]
    return accepted.includes(row.labels[label] ?? null) ? [] : [label]
  })
}
