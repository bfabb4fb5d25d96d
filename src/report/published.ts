// What this library's own measurements found. The data are made of `benchmarks/` by `scripts/build-published.ts`, so
// that no figure and no known mistake is written down a second time.

/** An F1 with its 95 % interval and the counts it is made of; null where the set has no instance and none was read. */
export interface PublishedF1 {
  readonly value: number | null
  readonly low: number | null
  readonly high: number | null
  readonly tp: number
  readonly fp: number
  readonly fn: number
  readonly n: number
}

/** A set that the labels were compared with. */
export interface PublishedSet {
  readonly name: string
  /** In words, as the data sheet of the measurements has it. */
  readonly origin: string
  readonly readers: string
  readonly reports: number
  /** Cells not as read, of those scored; null where readers gave positives only. */
  readonly cells: { readonly wrong: number; readonly scored: number } | null
  /** By label; negation and doubt only where readers gave them. */
  readonly labels: Readonly<Record<string, PublishedLabel>>
}

export type PublishedLabel = { readonly positive: PublishedF1 } & Partial<
  Readonly<Record<'negation' | 'uncertainty', PublishedF1>>
>

export interface Published {
  readonly date: string
  readonly commit: string
  readonly ruleset: string
  readonly sets: readonly PublishedSet[]
  /** What the labeller gets wrong in general: a cause, and what is to be said of it, which may go on its sentence. */
  readonly mistakes: readonly { readonly title: string; readonly text: string }[]
}

export { PUBLISHED } from './published.generated.ts'
