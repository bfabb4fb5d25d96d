// The process in which `speed.ts` measures: nothing is loaded in it but the library, for what else is loaded slows it
// by a tenth. Reads texts as a JSON list from standard input; writes rates in reports per second.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { LabelOptions } from '../src/types.ts'

const dist = join(import.meta.dirname, '..', 'dist')
const built = async <T>(path: string): Promise<T> => (await import(join(dist, path))) as T
const { labelReport, defaultLabeller } = await built<typeof import('../src/labeller.ts')>('labeller.js')
const { tokenize, makeTokens } = await built<typeof import('../src/text/tokens.ts')>('text/tokens.js')
const { makeLexicon } = await built<typeof import('../src/text/lexicon.ts')>('text/lexicon.js')

const RUNS = 9
/** Passes before the clock starts: the engine goes on compiling for twenty to thirty of them, half a second. */
const WARM_UP = 40

/** Reports per second, and what a pass gives: the same each time. */
export interface Rate {
  readonly median: number
  readonly least: number
  readonly most: number
  readonly runs: number
  readonly result: number
}

/** What is measured: labelling with all detail and for the labels alone, and below it the work it cannot do without. */
export type Rates = Readonly<Record<'labels' | 'all' | 'tokens' | 'characters', Rate>>

const texts = JSON.parse(readFileSync(0, 'utf8')) as string[]
const lexicon = makeLexicon(defaultLabeller().ruleset)
const tokens = makeTokens()

const label = (options: LabelOptions) => () => {
  let hash = 0x811c9dc5
  for (const text of texts) {
    const { labels } = labelReport(text, options)
    for (const name in labels) hash = Math.imul(hash ^ ((labels[name].value ?? 2) + 3), 0x01000193)
  }
  return hash >>> 0
}
const readTokens = (): number => {
  let sum = 0
  for (const text of texts) {
    tokenize(text, lexicon, tokens)
    sum += tokens.count
  }
  return sum
}
const readCharacters = (): number => {
  let sum = 0
  for (const text of texts) for (let i = 0; i < text.length; i++) sum = (sum + text.charCodeAt(i)) | 0
  return sum
}
const rates: Rates = {
  all: measure(label({})),
  labels: measure(label({ detail: 'labels' })),
  tokens: measure(readTokens),
  characters: measure(readCharacters),
}
process.stdout.write(JSON.stringify(rates))

/** Reports per second over `RUNS` passes, warmed up. */
function measure(pass: () => number): Rate {
  const result = pass()
  for (let round = 1; round < WARM_UP; round++) pass()
  const rates: number[] = []
  for (let run = 0; run < RUNS; run++) {
    const start = performance.now()
    if (pass() !== result) throw new Error('a pass gave another result than the first: labelling is not deterministic')
    rates.push((texts.length / (performance.now() - start)) * 1000)
  }
  rates.sort((a, b) => a - b)
  return { median: rates[(RUNS - 1) / 2], least: rates[0], most: rates[RUNS - 1], runs: RUNS, result }
}
