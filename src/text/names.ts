// The names of a template's items, line by line: "Bones: left rib fracture⏎*Consolidation:* none".
import { LINE_START, NAME_START } from '../ruleset.ts'

/** Most tokens of the name of a template's item, and of a line that is one. */
const LONGEST_NAME = 6
const LONGEST_LINE = 40

/**
 * Marks the start of the line that a colon or dash ends the name of, where that of the line before ends in one, too.
 */
export function markName(id: Int32Array, flags: Uint8Array, at: number, mark: number): void {
  let start = at - 1
  while (start > 0 && (flags[start] & LINE_START) === 0 && at - start < LONGEST_NAME) start--
  if (start <= 0 || (flags[start] & LINE_START) === 0) return
  let before = start - 1
  let name = -1
  for (; before > 0 && (flags[before] & LINE_START) === 0; before--) {
    if (start - before === LONGEST_LINE) return
    if (id[before] === mark) name = before
  }
  if (name - before <= LONGEST_NAME && name >= 0) flags[start] |= NAME_START
}
