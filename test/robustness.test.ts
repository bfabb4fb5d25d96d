// Any string labels without throwing, in time linear in its length.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { assertSpan, labelReport } from '../src/labeller.ts'

test('any string', () => {
  const words = fc.constantFrom(
    'no',
    'effusion',
    'heart',
    'normal',
    ',',
    '.',
    ':',
    'or',
    '[**',
    '___',
    'IMPRESSION:',
    '1.',
    '\n\n',
    '\ud800',
    '\u0000',
    '<b>',
    '&amp;',
    'İ',
    '😀',
    '\u202e',
    '?',
  )
  const text = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.array(words, { maxLength: 60 }).map((list) => list.join(' ')),
  )
  fc.assert(
    fc.property(text, (report) => {
      const { labels } = labelReport(report)
      for (const { value } of Object.values(labels)) expect([1, 0, -1, null]).toContain(value)
    }),
    { numRuns: 2000, seed: 11 },
  )
})

test('any span', () => {
  fc.assert(
    fc.property(fc.string({ minLength: 1 }), fc.nat(), fc.nat(), (text, a, b) => {
      const start = a % text.length
      const assertion = assertSpan(text, { start, end: start + 1 + (b % (text.length - start)) })
      expect(['present', 'absent']).toContain(assertion.polarity)
    }),
    { numRuns: 500, seed: 13 },
  )
})

describe('ten million characters', () => {
  const size = 10_000_000
  test.each([
    ['one sentence', 'small left effusion and heart normal with '],
    ['"no "', 'no '],
    ['commas', 'effusion, '],
    ['brackets', '[**'],
    ['lone surrogates', '\ud800'],
    ['cues', 'may be no cannot be excluded resolved '],
    ['sides alone', 'right effusion resolved, left persists. '],
    ['pronouns', 'no large effusion, a small one is possible. '],
  ])('%s', (_, unit) => {
    const start = performance.now()
    const small = labelReport(unit.repeat(Math.ceil(size / 20 / unit.length)))
    const part = performance.now() - start
    const again = performance.now()
    const whole = labelReport(unit.repeat(Math.ceil(size / unit.length)))
    const all = performance.now() - again
    expect(Object.keys(whole.labels)).toEqual(Object.keys(small.labels))
    // Twenty times the text may take twenty times as long, and as much again for a noisy machine and its memory.
    expect(all).toBeLessThan(60 * Math.max(part, 50))
  })
})

describe('four times the text takes no more than about four times as long', () => {
  const timeOf = (text: string): number => {
    const start = performance.now()
    labelReport(text)
    return performance.now() - start
  }
  // Each unit repeats what one stage looks back or ahead for: mentions, strata, lists, parts, headings, questions.
  test.each([
    'effusion. ',
    'effusion, no pneumothorax, ',
    'pneumothorax. ',
    'heart normal effusion ',
    'enlarged effusion ',
    'effusion or ',
    'effusion was ',
    'effusion; all unchanged; ',
    'opacity. no infiltrate. ',
    'FINDINGS: ',
    'tube. ',
    'left ',
    'to suggest ',
    'cough ?effusion ',
    '? ',
    '1. ',
    'x\n\n',
    '___ ',
  ])('%j', (unit) => {
    const size = 250_000
    const long = unit.repeat(Math.ceil((4 * size) / unit.length))
    // Columns are laid out once: a report of a million characters leaves them for the next.
    timeOf(long)
    const one = timeOf(unit.repeat(Math.ceil(size / unit.length)))
    const four = timeOf(long)
    // Quadratic time would be sixteenfold; what takes next to no time is all noise.
    expect(four).toBeLessThan(10 * Math.max(one, 40))
  })
})
