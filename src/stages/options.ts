// What the options of a caller may be. A wrong value would change labels and say nothing, so it is told before any
// report is read. Messages quote options, which hold no words of a report, but for ids and what is no options at all.
import type { HeadingRule } from '../rule.ts'
import type { Ruleset } from '../ruleset.ts'
import { slipsBetween } from '../slips.ts'
import type { LabelOptions, SeriesOptions } from '../types.ts'

/** Says what is wrong with a value, or null. */
type Kind = (value: unknown) => string | null

type Kinds = ReadonlyMap<string, Kind>

/** The checks of one labeller. */
export interface OptionChecks {
  /** Gives the options as they came. @throws {TypeError} for a key or value that `labelReport` does not know. */
  readonly ofReport: (options: LabelOptions<string> | undefined) => LabelOptions<string>
  /** The same for `labelSeries`. */
  readonly ofSeries: (options: SeriesOptions<string> | undefined) => SeriesOptions<string>
}

/** The section of text under no heading. */
const BODY = 'body'

const DEFAULTS: LabelOptions<string> & SeriesOptions<string> = Object.freeze({})

/** Makes the checks; which sections and label sets there are, the ruleset says. */
export function makeOptionChecks(ruleset: Ruleset): OptionChecks {
  const headings = ruleset.rules.filter((rule): rule is HeadingRule => rule.kind === 'heading')
  const sections = [...new Set([BODY, ...headings.map(({ section }) => section)])]
  const labelSets = ruleset.labelSets.map(({ name }) => name)
  const flag = oneOf(true, false)
  const both: { readonly [Key in keyof Omit<LabelOptions<string>, 'id' | 'detail'>]-?: Kind } = {
    rollUp: flag,
    impliedNegatives: flag,
    probable: oneOf(1, -1),
    uncertain: oneOf('keep', 'ones', 'zeros', 'drop'),
    sections: (value) => faultOfSections(value, sections),
    labelSet: (value) =>
      labelSets.includes(value as string) ? null : `is ${quote(value)}; there are ${labelSets.join(', ')}`,
    noFinding: oneOf('evidence', 'chexpert'),
    scopedNegation: oneOf(0, null),
    priorMentions: oneOf('keep', 'drop'),
    policyEdges: flag,
  }
  const report: { readonly [Key in keyof LabelOptions<string>]-?: Kind } = {
    ...both,
    id: (value) =>
      value === null || typeof value === 'string' ? null : `is ${nameOf(value)}; it takes a string or null`,
    detail: oneOf('all', 'labels'),
  }
  const series: { readonly [Key in keyof SeriesOptions<string>]-?: Kind } = {
    ...both,
    maxGapDays: (value) =>
      typeof value === 'number' && value >= 0 ? null : `is ${quote(value)}; it takes a number of days, 0 or more`,
  }
  return {
    ofReport: rememberLast('labelReport', new Map(Object.entries(report))),
    ofSeries: rememberLast('labelSeries', new Map(Object.entries(series))),
  }
}

/** Checks an options object when it first comes: most callers give one object with every report. */
function rememberLast<Options extends LabelOptions<string>>(
  of: string,
  kinds: Kinds,
): (options: Options | undefined) => Options | typeof DEFAULTS {
  let last: unknown = DEFAULTS
  return (options) => {
    if (options === undefined) return DEFAULTS
    if (options === last) return options
    checkOptions(options, of, kinds)
    last = options
    return options
  }
}

function checkOptions(options: unknown, of: string, kinds: Kinds): void {
  if (typeof options !== 'object' || options === null || Array.isArray(options)) {
    // Not quoted: it may be a report. An index is what `reports.map(labelReport)` gives.
    const hint = typeof options === 'number' ? `; in a map: (report) => ${of}(report)` : ''
    throw new TypeError(`the options of ${of} are ${nameOf(options)}, not an object${hint}`)
  }
  for (const key in options) {
    const value = (options as Readonly<Record<string, unknown>>)[key]
    const kind = kinds.get(key)
    if (kind === undefined) throw new TypeError(`${of} has no option "${cut(key)}"; ${hintFor(key, kinds)}`)
    const fault = value === undefined ? null : kind(value)
    if (fault !== null) throw new TypeError(`option "${key}" of ${of} ${fault}`)
  }
}

function oneOf(...values: readonly (string | number | boolean | null)[]): Kind {
  const named = values.map(quote)
  const allowed = `${named.slice(0, -1).join(', ')} or ${named[named.length - 1]}`
  return (value) => (values.includes(value as string) ? null : `is ${quote(value)}; it takes ${allowed}`)
}

function faultOfSections(value: unknown, known: readonly string[]): string | null {
  const there = `there are ${known.join(', ')}`
  if (!Array.isArray(value)) return `is ${quote(value)}; it takes a list of sections: ${there}`
  if (value.length === 0)
    return `is empty and would label nothing; leave it out for the usual sections, or name some: ${there}`
  const wrong = value.findIndex((name) => !known.includes(name))
  return wrong < 0 ? null : `names ${quote(value[wrong])}; ${there}`
}

function quote(value: unknown): string {
  if (typeof value === 'string') return `"${cut(value)}"`
  return value instanceof Object ? nameOf(value) : String(value)
}

function nameOf(value: unknown): string {
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'a list'
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`
}

const LONGEST_QUOTE = 40

function cut(text: string): string {
  return text.length > LONGEST_QUOTE ? `${text.slice(0, LONGEST_QUOTE)}…` : text
}

/** What to write instead of a key that there is none of. */
function hintFor(key: string, kinds: Kinds): string {
  const near = nearest(key, [...kinds.keys()])
  return near === null ? `there are ${[...kinds.keys()].join(', ')}` : `did you mean "${near}"?`
}

/** More changes of a letter than this are another word. */
const MOST_SLIPS = 3

function nearest(key: string, known: readonly string[]): string | null {
  const slips = known.map((each) => slipsBetween(key.toLowerCase(), each.toLowerCase()))
  const least = Math.min(...slips)
  return least > MOST_SLIPS || least * 2 > key.length ? null : known[slips.indexOf(least)]
}
