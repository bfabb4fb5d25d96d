// What every page of this library is made of: one document that loads nothing, its style, tables and figures.
// Texts from files go through `escapeHtml` before they come here as HTML.

/** A whole page; `content` is HTML. No script runs in it and nothing is loaded. */
export function page(title: string, content: readonly string[]): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${escapeHtml(title)}</title>
<style>${STYLE}
</style>
</head>
<body>
<h1>${escapeHtml(title)}</h1>
${content.filter((part) => part !== '').join('\n')}
</body>
</html>
`
}

/** Text as HTML, safe in content and in quoted attributes. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (char) => `&#${char.charCodeAt(0)};`)
}

/**
 * Cells are HTML already; headers are text. `align` has a letter a column, `l` or `r`, where `className` does not say
 * it.
 */
export function htmlTable(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  className = 'numbers',
  align = '',
): string {
  const side = (column: number): string => (align === '' ? '' : ` class="${align[column] === 'l' ? 'left' : 'right'}"`)
  const header = head.map((name, at) => `<th scope="col"${side(at)}>${escapeHtml(name)}</th>`).join('')
  const body = rows.map(([first, ...cells]) => {
    const others = cells.map((cell, at) => `<td${side(at + 1)}>${cell}</td>`).join('')
    return `<tr><th scope="row">${first}</th>${others}</tr>`
  })
  return `<table class="${className}"><thead><tr>${header}</tr></thead><tbody>${body.join('')}</tbody></table>`
}

/** A heading, 2 for the sections of a page. */
export function heading(text: string, level = 2): string {
  return `<h${level}>${escapeHtml(text)}</h${level}>`
}

/** A paragraph of plain text. */
export function paragraph(text: string): string {
  return `<p>${escapeHtml(text)}</p>`
}

/** Content that opens at a click; the summary is text, the content HTML. */
export function details(summary: string, content: string): string {
  return `<details><summary>${escapeHtml(summary)}</summary>${content}</details>`
}

/** A drawing with its caption; the drawing is HTML, the caption text. */
export function figure(svg: string, caption: string): string {
  return `<figure>${svg}<figcaption>${escapeHtml(caption)}</figcaption></figure>`
}

const STYLE = `
:root { color-scheme: light; font: 15px/1.5 system-ui, sans-serif; color: #1b1f24; background: #fff }
body { max-width: 1100px; margin: 2rem auto; padding: 0 1rem }
h2 { margin: 2.5rem 0 .5rem } h3 { margin: 1.5rem 0 .25rem; font-size: 1rem }
table { border-collapse: collapse; font-size: .87rem; margin: .5rem 0; display: block; overflow-x: auto }
th, td { padding: .2rem .6rem; border-bottom: 1px solid #e3e6ea; vertical-align: top }
thead th { border-bottom: 2px solid #9aa4af } th { text-align: left; font-weight: 600 }
tbody th { font-weight: 400 }
.numbers td, .numbers thead th + th { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap }
.notices { background: #fff6dd; border-left: 4px solid #b97900; padding: .6rem 1rem .6rem 2rem }
.right { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap }
.note, .blank { border-left: 4px solid #9aa4af; padding: .4rem 1rem; background: #f6f8fa }
.blank { border-left-color: #b97900; background: #fff6dd }
pre { background: #f6f8fa; padding: .6rem 1rem; overflow-x: auto } code { font-size: .92em }
figure { margin: 1rem 0; overflow-x: auto } figcaption { color: #57606a; font-size: .87rem }
mark.finding { background: #ffe08a } mark.cue { background: #bfe3ff }
summary { cursor: pointer; padding: .25rem 0 }`
