// Makes src/report/published.generated.ts of benchmarks/: the figures of the run that benchmarks/README.md shows, its
// words on the sets they were measured on, and its list of what the labeller gets wrong. Run by `npm run build`.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Published, PublishedF1, PublishedLabel, PublishedSet } from '../src/report/published.ts'

const root = join(import.meta.dirname, '..')
const readme = readFileSync(join(root, 'benchmarks', 'README.md'), 'utf8')

/** The parts of a results file that are published. */
interface Result {
  readonly date: string
  readonly commit: string
  readonly ruleset: { readonly hash: string }
  readonly systems: {
    readonly cxrlabel: {
      readonly gold: Summary | null
      readonly others: Record<string, Summary>
      readonly mesh: Summary | null
    }
  }
}
interface Summary {
  readonly reports: number
  readonly cells: number
  readonly wrongCells: number
  readonly labels: Readonly<Record<string, Required<PublishedLabel>>>
}

/** Its coders gave headings to what is there: nothing is known of negation and doubt. */
const POSITIVES_ONLY = 'MeSH'

// A run on uncommitted changes has a name of its own, which git does not hold.
const measured = /^Measured on (\S+) at commit ([0-9a-f]+(?:-dirty)?), ruleset/m.exec(readme)
if (measured === null) throw new Error('benchmarks/README.md does not say which run its figures are of')
const [, date, commit] = measured
const result = JSON.parse(readFileSync(join(root, 'benchmarks', 'results', `${date}-${commit}.json`), 'utf8')) as Result
const { gold, others, mesh } = result.systems.cxrlabel

const published: Published = {
  ...{ date, commit, ruleset: result.ruleset.hash },
  sets: Object.entries({ gold, ...others, MeSH: mesh }).flatMap(([name, summary]) => readSet(name, summary)),
  mistakes: readMistakes(),
}
writeFileSync(
  join(root, 'src', 'report', 'published.generated.ts'),
  `// Made by scripts/build-published.ts from benchmarks/. Do not edit.
import type { Published } from './published.ts'

export const PUBLISHED: Published = ${JSON.stringify(published, null, 1)}
`,
)

/** None where the set was absent, or the page does not say what it is. */
function readSet(name: string, summary: Summary | null): PublishedSet[] {
  const row = readme.split('\n').find((line) => line.startsWith(`| ${name} | `))
  const columns = row?.slice(2, -2).split(' | ')
  if (summary === null || columns?.length !== 5) return []
  const { reports, cells, wrongCells, labels } = summary
  const isWhole = name !== POSITIVES_ONLY
  const byLabel = Object.entries(labels).map(
    ([label, { positive, negation, uncertainty }]): [string, PublishedLabel] => [
      label,
      {
        positive: readF1(positive),
        ...(isWhole ? { negation: readF1(negation), uncertainty: readF1(uncertainty) } : {}),
      },
    ],
  )
  const [, origin, , , readers] = columns.map(plain)
  return [
    {
      ...{ name, origin, readers, reports, cells: isWhole ? { wrong: wrongCells, scored: cells } : null },
      labels: Object.fromEntries(byLabel),
    },
  ]
}

function readF1({ value, low, high, tp, fp, fn, n }: PublishedF1): PublishedF1 {
  return { value, low, high, tp, fp, fn, n }
}

/** The items of "What it still gets wrong": each begins with its cause in bold. */
function readMistakes(): Published['mistakes'] {
  const section = /\n## What it still gets wrong\n([\s\S]*?)\n## /.exec(readme)?.[1] ?? ''
  const items = section.split(/\n- /).slice(1)
  if (items.length === 0) throw new Error('benchmarks/README.md has no list of what the labeller gets wrong')
  return items.map((item) => {
    const [, title, text] = /^\*\*(.+?)\*\*([\s\S]*)$/.exec(item) ?? ['', '', item]
    return { title: plain(title), text: plain(text) }
  })
}

/** Markdown without its marks, in one line. */
function plain(text: string): string {
  return text.replaceAll(/\*+|`/g, '').replaceAll(/\s+/g, ' ').trim()
}
