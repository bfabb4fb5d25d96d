// The codes that stand in the columns of tables.ts, each by its name.
import type { Change, Existence, PriorState, Time } from '../../types.ts'

/** Codes of the axes in the columns; 0 is "not set". Existence grows from surest to absent. */
export const EXISTENCE: readonly (Existence | null)[] = [
  null,
  'certain',
  'probable',
  'possible',
  'improbable',
  'absent',
]
export const CERTAIN = 1
export const PROBABLE = 2
export const POSSIBLE = 3
export const IMPROBABLE = 4
export const ABSENT = 5
export const TIME: readonly (Time | null)[] = [null, 'current', 'prior', 'hypothetical']
export const CURRENT = 1
export const PAST = 2
export const HYPOTHETICAL = 3
/** The last code is that of cues which say nothing of change but that the finding was known: "previously seen". */
export const CHANGE: readonly (Change | null)[] = [null, 'new', 'increased', 'unchanged', 'decreased', 'resolved', null]
export const NEW = 1
export const INCREASED = 2
export const UNCHANGED = 3
export const DECREASED = 4
export const RESOLVED = 5
export const KNOWN = 6
/** What a cue says of a prior examination by itself; 0 leaves it to follow from the change. */
export const PRIOR: readonly (PriorState | null)[] = [null, 'present', 'absent', 'unknown']
/** Whether a cue compares; 0 for one that does not. */
export const COMPARES = 1
export const COMPARES_BEHIND = 2
/** Which words of direction may set a concept against what is normal; 0 for most concepts. */
export const RELATIVE: readonly ('both' | 'increase' | null)[] = [null, 'both', 'increase']
export const RELATIVE_INCREASE = 2
/** What a cue leaves to the prior where it speaks of no finding; 0 for most cues. */
const LEANS_ALL = 1
export const LEANS_SUBJECT = 2
export const LEANS_REST = 3
export const LEANS_NAMED = 4
export const LEANS = { all: LEANS_ALL, subject: LEANS_SUBJECT, rest: LEANS_REST, named: LEANS_NAMED } as const

/** What a cue is said of where it is of one kind alone; 0 for most cues. */
export const OF_DEVICES = 1
export const OF_FINDINGS = 2

/** What a cue is in a contrast of two findings; 0 for most cues. */
export const FIRST = 1
export const SECOND = 2

export const FORWARD = 1
export const BACKWARD = 2
export const EITHER = 3
export const BETWEEN = 4
export const CLAUSE = 5
export const SUBJECT = 6
export const DIRECTIONS = {
  forward: FORWARD,
  backward: BACKWARD,
  either: EITHER,
  between: BETWEEN,
  clause: CLAUSE,
  subject: SUBJECT,
} as const

/** Where a composition holds; 0 is anywhere. See `CompositionRule`. */
export const ONLY = { near: 1, item: 2, alone: 3, lone: 4 } as const
export const ONLY_NEAR = ONLY.near
export const ONLY_ITEM = ONLY.item
export const ONLY_ALONE = ONLY.alone
export const ONLY_LONE = ONLY.lone

/** When a modifier opens an affirmative noun phrase. */
export const ALWAYS = 1
export const AFTER_COMMA = 2

/** Bits of the axes a stop ends. */
export const ENDS_EXISTENCE = 1
export const ENDS_TIME = 2
export const ENDS_CHANGE = 4
export const ENDS = { existence: ENDS_EXISTENCE, time: ENDS_TIME, change: ENDS_CHANGE } as const
