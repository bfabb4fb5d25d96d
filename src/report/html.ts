// A document of blocks as one HTML page that loads nothing, with its drawings as SVG.
import { draw } from '../evaluate/draw.ts'
import { escapeHtml, figure, htmlTable, page, heading as titled } from '../evaluate/page.ts'
import type { Block, Inline, Line } from './blocks.ts'

/** Writes a document. The libraries that draw are loaded when it is called. */
export async function writeHtml(title: string, blocks: readonly Block[]): Promise<string> {
  return page(title, await Promise.all(blocks.map(writeBlock)))
}

async function writeBlock(block: Block): Promise<string> {
  switch (block.kind) {
    case 'heading':
      return titled(block.text, block.level)
    case 'paragraph':
      return `<p>${writeLine(block.line)}</p>`
    case 'list':
      return `<ul>${block.items.map((item) => `<li>${writeLine(item)}</li>`).join('')}</ul>`
    case 'note':
      return `<p class="note">${writeLine(block.line)}</p>`
    case 'blank':
      return `<p class="blank"><strong>To be filled in by the dataset’s makers:</strong> ${escapeHtml(block.what)}</p>`
    case 'code':
      return `<pre>${escapeHtml(block.text)}</pre>`
    case 'table': {
      const rows = block.rows.map((row) => row.map(writeLine))
      return htmlTable(block.head, rows, 'aligned', block.align)
    }
    case 'drawing':
      return figure(await draw(block.spec), block.caption)
  }
}

function writeLine(line: Line): string {
  return line.map(writeInline).join('')
}

function writeInline(inline: Inline): string {
  if (typeof inline === 'string') return escapeHtml(inline)
  if ('strong' in inline) return `<strong>${escapeHtml(inline.strong)}</strong>`
  return `<code>${escapeHtml(inline.code)}</code>`
}
