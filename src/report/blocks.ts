// A document as plain data, so that Markdown and HTML say the same: headings, sentences, lists, tables, drawings, and
// places that others are to fill in.
import type { TopLevelSpec } from 'vega-lite'

/** Text, as it is; or text to be set off. Writers escape it: it may hold anything. */
export type Inline = string | { readonly strong: string } | { readonly code: string }
export type Line = readonly Inline[]

export type Block =
  | { readonly kind: 'heading'; readonly level: 2 | 3; readonly text: string }
  | { readonly kind: 'paragraph'; readonly line: Line }
  | { readonly kind: 'list'; readonly items: readonly Line[] }
  | { readonly kind: 'note'; readonly line: Line }
  /** What only the makers of a dataset know. */
  | { readonly kind: 'blank'; readonly what: string }
  | { readonly kind: 'code'; readonly text: string }
  /** `align` has a letter a column: `l` for words, `r` for numbers. */
  | {
      readonly kind: 'table'
      readonly head: readonly string[]
      readonly rows: readonly (readonly Line[])[]
      readonly align: string
    }
  /** Drawn where drawings can be; what it shows stands in the tables, too. */
  | { readonly kind: 'drawing'; readonly spec: TopLevelSpec; readonly caption: string }

/** A line of a template: `` say`of ${strong('all')} reports` ``. */
export function say(texts: TemplateStringsArray, ...parts: readonly (Inline | number)[]): Line {
  return texts.flatMap((text, at) => {
    const part = parts[at]
    return [text, part === undefined ? '' : typeof part === 'number' ? String(part) : part].filter(
      (each) => each !== '',
    )
  })
}

export function strong(text: string): Inline {
  return { strong: text }
}

export function code(text: string): Inline {
  return { code: text }
}

export function heading(text: string, level: 2 | 3 = 2): Block {
  return { kind: 'heading', level, text }
}

export function paragraph(line: Line): Block {
  return { kind: 'paragraph', line }
}

export function list(items: readonly Line[]): Block {
  return { kind: 'list', items }
}

export function note(line: Line): Block {
  return { kind: 'note', line }
}

/**
 * A table; cells that are plain text may be given as such. None at all where there are no rows.
 *
 * @param align a letter a column, `l` or `r`; columns behind its end are numbers, `r`
 */
export function table(head: readonly string[], rows: readonly (readonly (string | Line)[])[], align = 'l'): Block[] {
  const cells = rows.map((row) => row.map((cell): Line => (typeof cell === 'string' ? [cell] : cell)))
  return rows.length === 0 ? [] : [{ kind: 'table', head, rows: cells, align: align.padEnd(head.length, 'r') }]
}
