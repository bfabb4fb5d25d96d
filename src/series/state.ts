// What is remembered of a patient while the reports go by.
import type { ChainEnd, LabelledReport, SeriesOptions } from '../types.ts'
import type { Chain, Origin } from './chain.ts'
import type { SeriesTables } from './statements.ts'

/** A report of the series while it is being read. */
export type Done = LabelledReport & { readonly series: { readonly ended: ChainEnd[] } }

/** The chains so far, and the place of the report at hand. */
export interface State {
  /** Per label index of the set. */
  readonly chains: Map<number, Chain>
  /** The report whose chest was normal, while none since says otherwise. */
  normal: Origin | null
  place: number
  readonly tables: SeriesTables
  readonly options: SeriesOptions<string>
}

/** Names of labels by index. */
export function namesOf({ tables }: State, labels: readonly number[]): string[] {
  return labels.map((label) => tables.index.set.labels[label].name)
}

/** The report at an index, as the origin of what it states. */
export function originOf({ place }: State, done: readonly LabelledReport[], index: number): Origin {
  return { report: done[index].id, index, place }
}
