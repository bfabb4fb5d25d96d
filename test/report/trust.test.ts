// What a datasheet says of how right labels are, where no gold was given: figures of the library's own results file.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { labelReport } from '../../src/index.ts'
import { datasheetMarkdown, makeDatasheet } from '../../src/report/index.ts'
import { PUBLISHED } from '../../src/report/published.ts'
import { LEAST_CHECKED, wilson } from '../../src/report/trust.ts'

const benchmarks = join(import.meta.dirname, '..', '..', 'benchmarks')

// Newcombe, Statistics in Medicine 1998, table I, method 3.
test.each([
  [81, 263, 0.2553, 0.3662],
  [15, 148, 0.0624, 0.1605],
  [0, 20, 0, 0.1611],
  [1, 29, 0.0061, 0.1718],
])('Wilson interval of %i of %i', (count, n, low, high) => {
  const interval = wilson(count, n)
  expect(interval.low).toBeCloseTo(low, 4)
  expect(interval.high).toBeCloseTo(high, 4)
})

test('the published figures are those of the results file, label by label', () => {
  const file = readdirSync(join(benchmarks, 'results')).find((name) => name.endsWith(`-${PUBLISHED.commit}.json`)) ?? ''
  const { ruleset, systems } = JSON.parse(readFileSync(join(benchmarks, 'results', file), 'utf8'))
  expect(PUBLISHED.ruleset).toBe(ruleset.hash)
  const { gold, others, mesh } = systems.cxrlabel
  expect(PUBLISHED.sets.map(({ name }) => name)).toEqual(['gold', ...Object.keys(others), 'MeSH'])
  for (const [at, set] of [gold, ...Object.values(others), mesh].entries()) {
    const { name, cells } = PUBLISHED.sets[at]
    expect(cells, name).toEqual(name === 'MeSH' ? null : { wrong: set.wrongCells, scored: set.cells })
    expect(PUBLISHED.sets[at].reports).toBe(set.reports)
    for (const [label, kinds] of Object.entries<Record<string, Record<string, unknown>>>(set.labels)) {
      for (const kind of name === 'MeSH'
        ? (['positive'] as const)
        : (['positive', 'negation', 'uncertainty'] as const)) {
        const { value, low, high, tp, fp, fn, n } = kinds[kind]
        expect(PUBLISHED.sets[at].labels[label][kind]).toEqual({ value, low, high, tp, fp, fn, n })
      }
      if (name === 'MeSH') expect(Object.keys(PUBLISHED.sets[at].labels[label])).toEqual(['positive'])
    }
  }
})

test('what it gets wrong is what benchmarks/README.md says, item by item', () => {
  const readme = readFileSync(join(benchmarks, 'README.md'), 'utf8')
  const section = readme.slice(readme.indexOf('## What it still gets wrong'), readme.indexOf('## Speed'))
  expect(PUBLISHED.mistakes).toHaveLength(section.split('\n- ').length - 1)
  const plain = section.replace(/[*`]/g, '').replace(/\s+/g, ' ')
  for (const { title, text } of PUBLISHED.mistakes) {
    expect(plain).toContain(title)
    expect(plain).toContain(text)
  }
})

test('wrong positives are said of what is said, and only where enough were checked', () => {
  const datasheet = makeDatasheet()
  for (let at = 0; at < 1000; at++)
    datasheet.add(labelReport('Left lower lobe atelectasis. Round nodule.', { id: `${at}` }))
  const { labels, trust } = datasheet.sheet()
  expect(trust.gold).toBeNull()
  for (const { label, positives, checked, wrong, expected } of trust.wrong) {
    const sources = labels.find((each) => each.label === label)?.sources.positive
    expect(positives, label).toBe(Number(sources?.said) + Number(sources?.implied))
    const sets = PUBLISHED.sets
      .filter(({ name }) => name !== 'MeSH')
      .flatMap(({ labels }) => labels[label]?.positive ?? [])
    expect(checked, label).toBe(sets.reduce((sum, { tp, fp }) => sum + tp + fp, 0))
    expect(wrong, label).toBe(sets.reduce((sum, { fp }) => sum + fp, 0))
    if (Number(checked) < LEAST_CHECKED) expect(expected, label).toBeNull()
    else expect(expected?.value, label).toBeCloseTo((Number(positives) * Number(wrong)) / Number(checked), 8)
  }
  // Rolled up from both, and said of neither.
  expect(labels.find(({ label }) => label === 'Lung Opacity')?.values.positive).toBe(1000)
  expect(trust.wrong.find(({ label }) => label === 'Lung Opacity')?.positives).toBe(0)
})

test('other label sets have no figures', () => {
  const sheet = makeDatasheet({ label: { labelSet: 'cxr14' } }).sheet()
  expect(sheet.trust.wrong).toEqual([])
  expect(datasheetMarkdown(sheet)).toContain('of cxr14 no figures are recorded')
})
