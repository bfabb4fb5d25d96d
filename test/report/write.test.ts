// Markdown and HTML say the same, escape what they print, and hold no text of a report.
import { describe, expect, test } from 'vitest'
import { labelReport } from '../../src/index.ts'
import { type Block, code, paragraph, say, strong, table } from '../../src/report/blocks.ts'
import { writeHtml } from '../../src/report/html.ts'
import { datasheetMarkdown, datasheetPage, makeDatasheet } from '../../src/report/index.ts'
import { writeMarkdown } from '../../src/report/markdown.ts'
import { bar, count, countOf, percent } from '../../src/report/numbers.ts'
import { makeRows } from './count.ts'

const EVIL = '<script>alert(1)</script> | `x` **y** [z](http://z) &amp; _w_'

describe('what is printed is escaped', () => {
  const blocks: Block[] = [
    paragraph(say`${EVIL}${strong(EVIL)}${code(EVIL)}`),
    { kind: 'blank', what: EVIL },
    { kind: 'code', text: '``` </pre><script>' },
    ...table([EVIL], [[[code(EVIL)]], [EVIL]]),
  ]
  test('in Markdown', () => {
    const lines = writeMarkdown(EVIL, blocks).split('\n')
    const outside = lines
      .filter((line) => !line.startsWith('```'))
      .map((line) => line.replace(/(`+)( ?)(.*?[^`])\2\1(?!`)/g, ''))
    for (const line of outside) {
      if (line === "''' </pre><script>") continue
      expect(line).not.toMatch(/<script|[^\\]`x|[^\\]\[z\]|&amp;(?!amp;)/)
    }
    // A table keeps its columns.
    const rows = lines.filter((line) => line.startsWith('|'))
    expect(rows.map((row) => row.replaceAll('\\|', '').split('|').length)).toEqual([3, 3, 3, 3])
    expect(lines.filter((line) => line.startsWith('```'))).toHaveLength(2)
  })
  test('in HTML', async () => {
    const page = await writeHtml(EVIL, blocks)
    expect(page).not.toContain('<script')
    expect(page.match(/&#60;script&#62;/g)).toHaveLength(10)
    expect(page).toContain("default-src 'none'")
  })
})

test('a sentence that begins as a list or heading does is none', () => {
  const text = writeMarkdown(
    't',
    ['1. x', '- x', '# x', '> x', '+ x', '3 x'].map((line) => paragraph([line])),
  )
  expect(
    text
      .split('\n\n')
      .slice(1)
      .map((line) => line.trim()),
  ).toEqual(['1\\. x', '\\- x', '\\# x', '\\> x', '\\+ x', '3 x'])
})

describe('a datasheet', () => {
  const secret = ['zyxwv', 'Qwertz', 'blorpish']
  const datasheet = makeDatasheet()
  for (const { id, text, patient, date } of makeRows(60)) {
    datasheet.add(labelReport(`${secret[0]} ${text} ${secret[1]}: no blorpish effusion. Small effusion.`, { id }), {
      patient,
      date,
    })
  }
  datasheet.add(labelReport('Small left effusion. No effusion.', { id: EVIL }), {
    patient: 'Jane Roe 1',
    date: '2026-01-01',
  })
  const sheet = datasheet.sheet({ inputs: [{ name: EVIL, bytes: 3 }], command: EVIL, labelCommand: EVIL })

  test('holds neither words of a report nor names of patients', async () => {
    for (const written of [datasheetMarkdown(sheet), await datasheetPage(sheet), JSON.stringify(sheet)]) {
      for (const word of [...secret, 'Jane', 'apical pneumothorax']) expect(written).not.toContain(word)
    }
  })
  test('escapes ids and names of files', async () => {
    const page = await datasheetPage(sheet)
    expect(page).not.toContain('<script')
    expect(page).toContain('&#60;script&#62;')
    const cells = datasheetMarkdown(sheet)
      .split('\n')
      .filter((line) => line.startsWith('|'))
      .map((line) => line.replaceAll('\\|', ''))
    expect(cells.every((line, at) => at === 0 || line.split('|').length > 2)).toBe(true)
  })
  test('says the same in both forms', async () => {
    const markdown = datasheetMarkdown(sheet)
    const page = await datasheetPage(sheet)
    const titles = [...markdown.matchAll(/^#{2,3} (.*)$/gm)].map(([, title]) => title)
    expect([...page.matchAll(/<h[23]>(.*?)<\/h[23]>/g)].map(([, title]) => title.replaceAll('&#39;', "'"))).toEqual(
      titles,
    )
    const cells = markdown.split('\n').filter((line) => line.startsWith('| ') && !line.startsWith('| :')).length
    expect(page.match(/<tr>/g)).toHaveLength(cells)
    expect(page.match(/<svg/g)?.length).toBe(3)
    expect(page).not.toMatch(/(src|href)=/)
  })
  test('has its nine sections, and marks what it cannot know', () => {
    const markdown = datasheetMarkdown(sheet)
    expect([...markdown.matchAll(/^## (\d)\./gm)].map(([, number]) => number).join('')).toBe('123456789')
    expect(markdown.match(/To be filled in by the dataset’s makers/g)?.length).toBeGreaterThan(7)
  })
  test.each(['cxr14', 'mimic', 'full'] as const)('can be written of label set %s, and of nothing', async (labelSet) => {
    const other = makeDatasheet({ label: { labelSet } })
    const empty = other.sheet()
    for (const { id, text } of makeRows(20)) other.add(labelReport(text, { id, labelSet }))
    for (const each of [empty, other.sheet()]) {
      expect(datasheetMarkdown(each)).not.toMatch(/NaN|undefined|Infinity/)
      expect(await datasheetPage(each)).not.toMatch(/NaN|undefined|Infinity/)
    }
  })
})

test('numbers', () => {
  expect([count(1234567), count('<11'), percent(1, 3), percent(1, 3000), percent(0, 0), percent('<11', 9)]).toEqual([
    '1,234,567',
    '<11',
    '33.3 %',
    '<0.1 %',
    '–',
    '–',
  ])
  expect([countOf(0, 5), countOf(1, 4), countOf('<11', 40)]).toEqual(['0', '1 (25.0 %)', '<11'])
  expect([bar(10, 10, 4), bar(1, 16, 2), bar(1, 1e6, 4), bar(0, 5), bar('<11', 5)]).toEqual(['████', '▏', '▏', '', ''])
})
