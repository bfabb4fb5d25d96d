// What must never change a label: full stops, spaces, line breaks, case, quotes, and sections that say nothing of it.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { labelReport } from '../src/labeller.ts'

const folder = join(import.meta.dirname, 'fixtures')
const texts = readdirSync(folder)
  .filter((name) => name.endsWith('.jsonl'))
  .sort()
  .flatMap((name) => readFileSync(join(folder, name), 'utf8').trim().split('\n'))
  .map((line) => (JSON.parse(line) as { text: string }).text)

const values = (text: string): Record<string, number | null> =>
  Object.fromEntries(Object.entries(labelReport(text).labels).map(([name, { value }]) => [name, value]))

/** Breaks lines at spaces so that none is longer than `width`, where words allow. */
function wrap(text: string, width: number): string {
  let column = 0
  return text.replace(/(\n)|([^ \n]+)|( +)/g, (part, newline, word) => {
    if (newline !== undefined) {
      column = 0
      return part
    }
    if (word !== undefined) {
      column += part.length
      return part
    }
    if (column + part.length < width) {
      column += part.length
      return part
    }
    column = 0
    return '\n'
  })
}

const changes: Readonly<Record<string, (text: string) => string>> = {
  'adding a final full stop': (text) => (/[.?!]\s*$/.test(text) ? text : `${text}.`),
  'removing the final full stop': (text) => text.replace(/\.\s*$/, ''),
  'doubling spaces': (text) => text.replaceAll(' ', '  '),
  'CRLF for LF': (text) => text.replaceAll('\n', '\r\n'),
  'upper case': (text) => text.toUpperCase(),
  'curly quotes': (text) => text.replaceAll("'", '’'),
  'wrapping at 60': (text) => wrap(text, 60),
  'wrapping at 25': (text) => wrap(text, 25),
  'a comparison section at the end': (text) => `${text}\n\nCOMPARISON: None.`,
  'a technique section in front': (text) => `TECHNIQUE: Two views.\n\n${text}`,
}

for (const [name, change] of Object.entries(changes)) {
  test(`${name} changes no label of ${texts.length} reports`, () => {
    for (const text of texts) expect(values(change(text)), JSON.stringify({ change: name, text })).toEqual(values(text))
  })
}

test('wrapping at any width changes no label', () => {
  fc.assert(
    fc.property(fc.constantFrom(...texts), fc.integer({ min: 40, max: 120 }), (text, width) => {
      expect(values(wrap(text, width))).toEqual(values(text))
    }),
    { numRuns: 400, seed: 7 },
  )
})

describe('spans', () => {
  test('lie in the text, in their sentence and in their section', () => {
    for (const text of texts) {
      const report = labelReport(text)
      for (const mention of report.mentions) {
        const section = report.sections[mention.section]
        expect(mention.start).toBeGreaterThanOrEqual(mention.sentence.start)
        expect(mention.end).toBeLessThanOrEqual(mention.sentence.end)
        expect(mention.sentence.start).toBeGreaterThanOrEqual(section.start)
        expect(mention.sentence.end).toBeLessThanOrEqual(section.end)
        expect(section.end).toBeLessThanOrEqual(text.length)
        for (const cue of mention.assertion.cues) {
          expect(cue.start).toBeGreaterThanOrEqual(mention.sentence.start)
          expect(cue.end).toBeLessThanOrEqual(mention.sentence.end)
        }
      }
    }
  })
  test('every value said has the words that say it', () => {
    for (const text of texts) {
      for (const [name, label] of Object.entries(labelReport(text).labels)) {
        if (label.value !== null && name !== 'No Finding') expect(label.evidence.length, name).toBeGreaterThan(0)
      }
    }
  })
})

describe('policies', () => {
  const label = (text: string, name: string, options: Parameters<typeof labelReport>[1]) =>
    labelReport(text, options).labels[name].value
  test.each([
    ['Likely atelectasis.', 'Atelectasis', {}, 1],
    ['Likely atelectasis.', 'Atelectasis', { probable: -1 as const }, -1],
    ['Possible atelectasis.', 'Atelectasis', { uncertain: 'ones' as const }, 1],
    ['Possible atelectasis.', 'Atelectasis', { uncertain: 'zeros' as const }, 0],
    ['Possible atelectasis.', 'Atelectasis', { uncertain: 'drop' as const }, null],
    ['No large effusion.', 'Pleural Effusion', {}, 0],
    ['No large effusion.', 'Pleural Effusion', { scopedNegation: null }, null],
    ['The lungs are clear.', 'Edema', {}, 0],
    ['The lungs are clear.', 'Edema', { impliedNegatives: false }, null],
    ['Atelectasis.', 'Lung Opacity', {}, 1],
    ['Atelectasis.', 'Lung Opacity', { rollUp: false }, null],
    ['Pneumonia.', 'Consolidation', {}, 1],
    ['Pneumonia.', 'Consolidation', { policyEdges: false }, null],
    ['No consolidation. Pneumonia.', 'Consolidation', {}, 0],
    ['No new consolidation.', 'Lung Opacity', {}, -1],
    ['The consolidation has cleared. No new consolidation.', 'Lung Opacity', {}, null],
    ['The opacity has resolved. No new consolidation.', 'Lung Opacity', {}, 0],
    ['No focal opacity. No new consolidation.', 'Lung Opacity', {}, 0],
    ['No focal opacity. Possible consolidation.', 'Lung Opacity', {}, -1],
    ['No new consolidation. The lungs are clear.', 'Lung Opacity', {}, 0],
    ['No new nodule. The lungs are clear.', 'Lung Lesion', {}, 0],
    ['No new nodule. The lungs are clear.', 'Lung Lesion', { impliedNegatives: false }, -1],
    ['No new nodule. The lungs are clear.', 'No Finding', { impliedNegatives: false }, null],
    ['No new nodule. The left lung is clear.', 'Lung Lesion', {}, -1],
    ['No change.', 'No Finding', {}, null],
    ['No change.', 'No Finding', { noFinding: 'chexpert' as const }, 1],
    ['FINDINGS: Edema. IMPRESSION: Normal heart.', 'Edema', { sections: ['impression'] }, null],
  ])('%s %s %o', (text, name, options, value) => {
    expect(label(text, name, options)).toBe(value)
  })
})
