// What makes a reading doubtful: hedges, cues that disagree, denials of a part, statements that do not go together.
import type { Ruleset } from '../ruleset.ts'
import type { Conflict, ConflictKind, Cue, Existence, LabelledReport } from '../types.ts'
import type { Doubts } from './sheet.ts'

export interface DoubtCounter {
  add(report: LabelledReport): void
  count(): Doubts
}

/** Ids of reports that are given for each kind of conflict. */
const MOST_IDS = 20

const HEDGES: ReadonlySet<Existence | null> = new Set(['probable', 'possible', 'improbable'])

/** Counts doubts. `withIds` keeps the ids of the first reports with a conflict of each kind. */
export function makeDoubtCounter({ rules }: Ruleset, { withIds }: { readonly withIds: boolean }): DoubtCounter {
  // What joins a list ("no A or B") is beaten by the denial before it as a matter of course.
  const joining = new Set(
    rules.flatMap((rule) => (rule.kind === 'cue' && rule.direction === 'between' ? [rule.id] : [])),
  )
  const hedges = new Map<string, { readonly rule: string; readonly degree: Existence; mentions: number }>()
  const conflicts = new Map<ConflictKind, { reports: number; readonly ids: string[] }>()
  let [mentions, beaten, narrowed, dropped] = [0, 0, 0, 0]
  return {
    add: (report) => {
      for (const { assertion, section } of report.mentions) {
        if (report.sections[section]?.isLabelled !== true) continue
        mentions++
        if (disagree(assertion.cues.filter(({ rule }) => !joining.has(rule)))) beaten++
        if (assertion.scope.length > 0) narrowed++
        for (const { rule, existence, decided } of assertion.cues) {
          if (!decided || existence === null || !HEDGES.has(existence)) continue
          const hedge = hedges.get(rule) ?? { rule, degree: existence, mentions: 0 }
          hedge.mentions++
          hedges.set(rule, hedge)
        }
      }
      dropped += report.prior.dropped.length
      for (const kind of kindsOf(report.conflicts)) {
        const found = conflicts.get(kind) ?? { reports: 0, ids: [] }
        found.reports++
        if (withIds && report.id !== null && found.ids.length < MOST_IDS) found.ids.push(report.id)
        conflicts.set(kind, found)
      }
    },
    count: () => ({
      ...{ mentions, beaten, narrowed, dropped },
      hedges: [...hedges.values()].sort((a, b) => b.mentions - a.mentions || (a.rule < b.rule ? -1 : 1)),
      conflicts: [...conflicts]
        .map(([kind, { reports, ids }]) => ({ kind, reports, ids: [...ids] }))
        .sort((a, b) => b.reports - a.reports || (a.kind < b.kind ? -1 : 1)),
    }),
  }
}

/** Whether a cue was beaten by one that says something else of the finding's existence. */
function disagree(cues: readonly Cue[]): boolean {
  const winner = cues.findLast(({ decided, existence }) => decided && existence !== null)
  return cues.some(({ decided, existence }) => !decided && existence !== null && existence !== winner?.existence)
}

function kindsOf(conflicts: readonly Conflict[]): ReadonlySet<ConflictKind> {
  return new Set(conflicts.map(({ kind }) => kind))
}
