// Puts the tables of a run into benchmarks/README.md, between its two marks.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const BEGIN = '<!-- figures: begin; written by npm run bench:accuracy -- --readme -->'
const END = '<!-- figures: end -->'
const path = join(import.meta.dirname, '..', 'README.md')

/** Replaces what stands between the marks. @throws {Error} when a mark is missing. */
export function writeReadme(tables: string): void {
  const text = readFileSync(path, 'utf8')
  const [from, to] = [text.indexOf(BEGIN), text.indexOf(END)]
  if (from < 0 || to < from) throw new Error(`benchmarks/README.md lacks its marks: ${BEGIN} … ${END}`)
  writeFileSync(path, `${text.slice(0, from + BEGIN.length)}\n${tables}\n${text.slice(to)}`)
}
