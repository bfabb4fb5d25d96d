// A document of blocks as Markdown (GitHub's, with tables).
import type { Block, Inline, Line } from './blocks.ts'

/** Writes a document; drawings are left out. */
export function writeMarkdown(title: string, blocks: readonly Block[]): string {
  const parts = blocks.map(writeBlock).filter((part) => part !== '')
  return `${[`# ${escapeMarkdown(title)}`, ...parts].join('\n\n')}\n`
}

/** Text in which nothing is taken for Markdown or HTML, in one line. */
function escapeMarkdown(text: string): string {
  return text
    .replace(/\s+/g, ' ')
    .replace(/[\\`*_{}[\]|~]/g, '\\$&')
    .replace(/&(?=#?\w+;)/g, '&amp;')
    .replace(/<(?=[a-z/!?])/gi, '&lt;')
}

function writeBlock(block: Block): string {
  switch (block.kind) {
    case 'heading':
      return `${'#'.repeat(block.level)} ${escapeMarkdown(block.text)}`
    case 'paragraph':
      return guardStart(writeLine(block.line))
    case 'list':
      return block.items.map((item) => `- ${guardStart(writeLine(item))}`).join('\n')
    case 'note':
      return `> ${guardStart(writeLine(block.line))}`
    case 'blank':
      return `> ✎ **To be filled in by the dataset’s makers:** ${escapeMarkdown(block.what)}`
    case 'code':
      return ['```sh', block.text.replaceAll('```', "'''"), '```'].join('\n')
    case 'table':
      return writeTable(block)
    case 'drawing':
      return ''
  }
}

function writeTable({ head, rows, align }: Extract<Block, { kind: 'table' }>): string {
  const lines = [
    head.map(escapeMarkdown),
    head.map((_, column) => (align[column] === 'l' ? ':--' : '--:')),
    // In a cell a bar is escaped in code spans, too.
    ...rows.map((row) => row.map((cell) => writeLine(cell).replace(/(?<!\\)\|/g, '\\|'))),
  ]
  return lines.map((cells) => `| ${cells.join(' | ')} |`).join('\n')
}

function writeLine(line: Line): string {
  return line.map(writeInline).join('')
}

/** Escapes what would make a list, a heading or a quotation of a line. */
function guardStart(line: string): string {
  return line.replace(/^([-+#>])/, '\\$1').replace(/^(\d+)([.)]\s)/, '$1\\$2')
}

function writeInline(inline: Inline): string {
  if (typeof inline === 'string') return escapeMarkdown(inline)
  if ('strong' in inline) return `**${escapeMarkdown(inline.strong)}**`
  return writeCode(inline.code)
}

/** A code span, with marks around it that are longer than any inside it. */
function writeCode(text: string): string {
  const oneLine = text.replace(/\s+/g, ' ')
  const longest = Math.max(0, ...[...oneLine.matchAll(/`+/g)].map(([marks]) => marks.length))
  const marks = '`'.repeat(longest + 1)
  return longest === 0 ? `${marks}${oneLine}${marks}` : `${marks} ${oneLine} ${marks}`
}
