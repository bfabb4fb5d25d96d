// What somebody who has read every report of a synthetic patient so far knows of each label, and what each label of the
// report at hand must therefore be. Knows of sides and places in time; nothing of words, rules or the labeller.
import type { Side } from './wording.ts'

/** What a label must be: its value, and for one carried the index of the report it comes from and the steps back. */
export interface Cell {
  readonly value: 1 | 0 | -1 | null
  readonly from: number | null
  readonly steps: number | null
}

/** Where in the series a report stands: its index among all, and its place among those that have one. */
export interface Here {
  readonly at: number
  readonly place: number
}

interface Part extends Here {
  readonly value: 1 | -1
  /** The last place at which it was stated or carried. */
  seen: number
}

/** Of a label: where each part was last stated, or where the last denial stands, and of which side. */
export interface Known {
  readonly parts: Map<string, Part>
  readonly denied: (Here & { readonly side: Side }) | null
}

export interface Memory {
  /** Begins a report; what the one before said is known, unless a gap has made all of it doubtful. */
  begin(here: Here, isGap: boolean): void
  known(label: string): Known | undefined
  /** Parts are there; what stood before stays where it is `kept`. */
  stand(label: string, parts: readonly (readonly [key: string, value: 1 | -1])[], kept: boolean): void
  /** One part is gone: the label is denied if it was the last, and carried by the others if not. */
  remove(label: string, key: string, side: Side): void
  deny(label: string, side?: Side): void
  /** The report leaves the label to its prior. */
  carry(label: string): void
  /** Carries every label that the report has not spoken of. */
  carryRest(labels: readonly string[]): void
  /** The report says the finding is there in a way that does not fit what is known: nobody knows what to think. */
  doubt(label: string): void
  /** What the report says of its own, read alone. */
  said(): ReadonlyMap<string, Cell['value']>
  cell(label: string): Cell
}

export function makeMemory(): Memory {
  const known = new Map<string, Known>()
  let said = new Map<string, Cell['value']>()
  let carried = new Map<string, Cell>()
  let doubtful = new Set<string>()
  let here: Here = { at: 0, place: 0 }
  const memory: Memory = {
    begin: (next, isGap) => {
      said = new Map()
      carried = new Map()
      doubtful = new Set()
      here = next
      if (isGap) known.clear()
    },
    known: (label) => known.get(label),
    stand: (label, parts, kept) => {
      const all = kept ? (known.get(label)?.parts ?? new Map<string, Part>()) : new Map<string, Part>()
      for (const [key, value] of parts) all.set(key, { ...here, value, seen: here.place })
      known.set(label, { parts: all, denied: null })
      said.set(label, parts.some(([, value]) => value === 1) ? 1 : -1)
    },
    remove: (label, key, side) => {
      const parts = known.get(label)?.parts
      parts?.delete(key)
      if (parts === undefined || parts.size === 0) memory.deny(label, side)
      else {
        said.set(label, 0)
        memory.carry(label)
      }
    },
    deny: (label, side = null) => {
      known.set(label, { parts: new Map(), denied: { ...here, side } })
      said.set(label, 0)
    },
    carry: (label) => {
      const of = known.get(label)
      if (of === undefined) return
      if (of.denied !== null) {
        carried.set(label, { value: 0, from: of.denied.at, steps: here.place - of.denied.place })
        return
      }
      for (const part of of.parts.values()) part.seen = here.place
      // Present goes before possible, then the latest word.
      const [best] = [...of.parts.values()].sort((a, b) => b.value - a.value || b.place - a.place)
      carried.set(label, { value: best.value, from: best.at, steps: here.place - best.place })
    },
    carryRest: (labels) => {
      for (const label of labels) {
        if (!said.has(label) && !carried.has(label) && !doubtful.has(label)) memory.carry(label)
      }
    },
    doubt: (label) => {
      said.set(label, 1)
      known.delete(label)
      doubtful.add(label)
    },
    said: () => said,
    cell: (label) => carried.get(label) ?? { value: said.get(label) ?? null, from: null, steps: null },
  }
  return memory
}
