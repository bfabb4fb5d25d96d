// An error list and a comparison's changes as text for a terminal.

import type { ErrorList } from './errors.ts'
import type { Part } from './highlight.ts'
import { evaluationNotices } from './notices.ts'
import { plural, printable, rate } from './table.ts'

/** How to mark words in a sentence; the default needs no colour. */
export interface Paint {
  readonly finding: (text: string) => string
  readonly cue: (text: string) => string
  readonly title: (text: string) => string
}

/** Marks that survive a pipe: the finding in brackets, cues in angle marks. */
export const PLAIN_PAINT: Paint = {
  finding: (text) => `[${text}]`,
  cue: (text) => `‹${text}›`,
  title: (text) => text,
}

/** Prints an error list, at most `limit` cells of each group. */
export function printErrors(
  list: ErrorList,
  options: { readonly limit?: number; readonly paint?: Paint } = {},
): string {
  const { limit = 20, paint = PLAIN_PAINT } = options
  const notices = evaluationNotices(list).map((line) => `! ${line}`)
  const head = `${list.wrong} of ${plural(list.cells, 'scored cell')} wrong in ${plural(list.n, 'report')}, by what decided them`
  const groups = list.groups.map((group) => {
    const share = rate(group.wrong / group.decided)
    const title = `${group.cause}: ${group.wrong} wrong of ${plural(group.decided, 'cell')} it decided (${share})`
    const cells = group.cells
      .slice(0, limit)
      .flatMap((cell) => [
        `  ${printable(cell.id)}  ${cell.label}: ${cell.reading}${cell.rule === null ? '' : ` (${cell.rule})`}`,
        ...(cell.sentence === null ? [] : [`    ${paintParts(cell.sentence, paint)}`]),
      ])
    return [paint.title(title), `  ${counted(group.readings)}`, ...cells, ...more(group.cells.length - limit)].join(
      '\n',
    )
  })
  return [[head, ...notices].join('\n'), ...groups].join('\n\n')
}

/** A sentence on one line with its finding and cues marked. */
export function paintParts(parts: readonly Part[], paint: Paint): string {
  return parts
    .map(({ text, mark }) => (mark === null ? printable(text) : paint[mark](printable(text))))
    .join('')
    .trim()
}

/** Counts as `3 × this, 1 × that`. */
export function counted(counts: Readonly<Record<string, number>>): string {
  return Object.entries(counts)
    .map(([what, count]) => `${count} × ${what}`)
    .join('; ')
}

/** A closing line when a list was cut. */
export function more(rest: number): string[] {
  return rest > 0 ? [`  … and ${rest} more (--limit shows more, --json all)`] : []
}
