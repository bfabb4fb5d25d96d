// One patient's reports in order of time: labels that a report leaves to its prior are carried from the last statement.
// A gap, a conflict or a partial denial ends a chain; nothing is carried past it until a later report states it anew.
import { lowerUncertain } from '../stages/findings/rollup.ts'
import type { ChainEnd, LabelledReport, LabelOptions, SeriesOptions, SeriesReport } from '../types.ts'
import { beginChain } from './chain.ts'
import { daysBetween, MAX_GAP_DAYS } from './dates.ts'
import { type Group, placeReports } from './place.ts'
import { readOne } from './read-report.ts'
import { type Done, namesOf, originOf, type State } from './state.ts'
import { readStatements, type SeriesTables } from './statements.ts'

export type LabelFunction = (report: SeriesReport['text'], options: LabelOptions<string>) => LabelledReport

/** Labels one patient's reports; gives them in the order they came in. See `labelSeries`. */
export function carryLabels(
  reports: readonly SeriesReport[],
  options: SeriesOptions<string>,
  tables: SeriesTables,
  label: LabelFunction,
): LabelledReport[] {
  const { maxGapDays = MAX_GAP_DAYS, ...plain } = options
  const labelled = reports.map(({ id = null, text }) => label(text, { ...plain, uncertain: 'keep', id }))
  const { groups, places } = placeReports(reports)
  const state: State = { chains: new Map(), normal: null, place: 0, tables, options }
  const done = labelled.map((report, index) => ({ ...report, series: { ...places[index], ended: [] as ChainEnd[] } }))
  groups.forEach((group, place) => {
    state.place = place
    const ended = place === 0 ? null : endAtGap(state, groups[place - 1], group, maxGapDays)
    const read = group.reports.length === 1 ? readOne : readTogether
    read(state, group.reports, done)
    if (ended !== null) for (const index of group.reports) done[index].series.ended.unshift(ended)
  })
  const { uncertain = 'keep' } = options
  return uncertain === 'keep' ? done : done.map((report) => lower(report, uncertain))
}

function endAtGap(state: State, before: Group, now: Group, maxGapDays: number): ChainEnd | null {
  const days = daysBetween(before, now)
  if (days <= maxGapDays) return null
  const labels = namesOf(state, [...state.chains.keys()])
  state.chains.clear()
  state.normal = null
  const message = `${days} days since the examination before, more than the ${maxGapDays} allowed: nothing is carried across`
  return { labels, reason: 'gap', message }
}

/** Reports whose order is not known keep their plain labels; what they all say alike is remembered. */
function readTogether(state: State, indices: readonly number[], done: Done[]): void {
  const all = indices.map((index) => readStatements(done[index], state.tables))
  const differing: number[] = []
  all[0].forEach((_, label) => {
    const said = all.flatMap((statements, at) =>
      statements[label].manner === 'said' ? [{ statement: statements[label], index: indices[at] }] : [],
    )
    if (said.length === 0) return
    const { statement, index } = said[0]
    if (said.every((each) => each.statement.label.value === statement.label.value)) {
      state.chains.set(label, beginChain(statement, originOf(state, done, index)))
    } else {
      state.chains.delete(label)
      differing.push(label)
    }
  })
  state.normal = null
  if (differing.length === 0) return
  const message = 'reports of the same time differ: nothing is carried past them'
  for (const index of indices)
    done[index].series.ended.push({ labels: namesOf(state, differing), reason: 'conflict', message })
}

/** Applies the policy for uncertain values, which the chains are read without. */
function lower<R extends LabelledReport>(report: R, uncertain: NonNullable<LabelOptions<string>['uncertain']>): R {
  const labels = Object.fromEntries(
    Object.entries(report.labels).map(([name, label]) => [
      name,
      label.value === -1 ? { ...label, value: lowerUncertain(label.value, uncertain) } : label,
    ]),
  )
  return { ...report, labels }
}
