// What is counted of the labels: values, where they come from, how sure and how new they are, what each rests on, and
// which are positive together.
import { certaintyOf } from '../stages/findings/certainty.ts'
import type { LabelledReport, LabelSource, LabelValue } from '../types.ts'
import { CHANGES, DEGREES, type Label, type Pair, SOURCES, VALUES, type Value, type Whole } from './sheet.ts'

export interface LabelCounter {
  /** `misspelt`: where misspelt words of the text begin. */
  add(report: LabelledReport, misspelt: ReadonlySet<number>): void
  count(): { readonly labels: readonly Label[]; readonly pairs: readonly Pair[]; readonly whole: Whole }
}

/** Counts the labels of reports that have these. */
export function makeLabelCounter(labels: readonly string[]): LabelCounter {
  const counts = labels.map(makeCounts)
  const together = new Uint32Array(labels.length ** 2)
  const noFinding: Record<string, number> = {}
  let [compares, leansWholly, noAcute] = [0, 0, 0]
  return {
    add: (report, misspelt) => {
      const positives: number[] = []
      labels.forEach((label, at) => {
        const value = report.labels[label]
        if (value.value === 1) positives.push(at)
        countValue(counts[at], value, report, misspelt)
      })
      for (const first of positives)
        for (const second of positives) if (first < second) together[first * labels.length + second]++
      if (report.prior.compares) compares++
      if (report.prior.only) leansWholly++
      if (report.noAcute) noAcute++
      noFinding[report.noFindingReason] = (noFinding[report.noFindingReason] ?? 0) + 1
    },
    count: () => ({
      labels: counts.map((label) => structuredClone(label)),
      pairs: pairsOf(labels, together),
      whole: { compares, leansWholly, noAcute, noFinding: { ...noFinding } },
    }),
  }
}

/** `Label` while it is being counted. */
interface LabelCounts {
  readonly label: string
  readonly values: Record<Value, number>
  readonly sources: Record<Exclude<Value, 'blank'>, Record<LabelSource, number>>
  readonly degrees: Record<(typeof DEGREES)[number], number>
  readonly changes: Record<(typeof CHANGES)[number], number>
  onOneMention: number
  onMisspelling: number
}

function makeCounts(label: string): LabelCounts {
  return {
    label,
    values: zeros(VALUES),
    sources: { positive: zeros(SOURCES), uncertain: zeros(SOURCES), negative: zeros(SOURCES) },
    degrees: zeros(DEGREES),
    changes: zeros(CHANGES),
    onOneMention: 0,
    onMisspelling: 0,
  }
}

function zeros<Name extends string>(names: readonly Name[]): Record<Name, number> {
  return Object.fromEntries(names.map((name) => [name, 0])) as Record<Name, number>
}

function countValue(
  counts: LabelCounts,
  label: LabelValue,
  report: LabelledReport,
  misspelt: ReadonlySet<number>,
): void {
  const { value, source, change, evidence } = label
  const name: Value = value === 1 ? 'positive' : value === 0 ? 'negative' : value === -1 ? 'uncertain' : 'blank'
  counts.values[name]++
  if (name === 'blank') return
  if (source !== null) counts.sources[name][source]++
  if (change !== null) counts.changes[change]++
  const degree = name === 'negative' ? null : (certaintyOf(label)?.degree ?? null)
  if (degree !== null && degree !== 'absent') counts.degrees[degree]++
  if (name !== 'positive') return
  if (evidence.length === 1) counts.onOneMention++
  const isMisspelt = (mention: number): boolean => {
    const { parts, start, end } = report.mentions[mention]
    const spans = parts.length > 0 ? parts : [{ start, end }]
    return [...misspelt].some((at) => spans.some((span) => at >= span.start && at < span.end))
  }
  if (misspelt.size > 0 && evidence.length > 0 && evidence.every(({ mention }) => isMisspelt(mention))) {
    counts.onMisspelling++
  }
}

/** Pairs that come up, most frequent first. */
function pairsOf(labels: readonly string[], together: Uint32Array): Pair[] {
  const pairs: (Pair & { readonly reports: number })[] = []
  for (let first = 0; first < labels.length; first++) {
    for (let second = first + 1; second < labels.length; second++) {
      const reports = together[first * labels.length + second]
      if (reports > 0) pairs.push({ labels: [labels[first], labels[second]], reports })
    }
  }
  return pairs.sort((a, b) => b.reports - a.reports)
}
