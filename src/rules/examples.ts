// Every rule proves itself: its `match` sentences show it at work, its `miss` sentences show where it must stay out.
// Here they are run, for the rules of this package (test/rules.test.ts) as for anyone's own.
import { RuleError, type RuleProblem } from '../errors.ts'
import { createLabeller, type Labeller } from '../labeller.ts'
import type { Ruleset } from '../ruleset.ts'
import type { LabelledReport } from '../types.ts'
import type { Located } from './ontology.ts'
import { type Files, readFiles } from './read-files.ts'
import type { CueSource } from './schema.ts'
import type { RuleSource } from './source.ts'

/** Kinds of rules that have examples. */
const KINDS = ['findings', 'compositions', 'modifiers', 'cues', 'masks', 'anatomy', 'states', 'stops'] as const
type Kind = (typeof KINDS)[number]

/** A sentence that shows what a rule does, or where it stays out. */
export interface RuleExample {
  readonly kind: Kind
  /** Id of the rule. */
  readonly rule: string
  readonly how: 'match' | 'miss'
  readonly text: string
  readonly file: string
  /** The problem that it is, at its line, where it does not do what it says. */
  readonly problem: (message: string, hint: string) => RuleProblem
  /** What the rule says, as far as a report must be asked for it. */
  readonly cue: CueSource | null
}

/** The examples of sources, file by file. @throws {RuleError} when one cannot be read */
export function examplesOf(sources: readonly RuleSource[]): RuleExample[] {
  const problems: RuleProblem[] = []
  const files = readFiles(sources, problems)
  if (problems.length > 0) throw new RuleError(problems)
  const order = new Map(sources.map(({ file }, at) => [file, at]))
  return KINDS.flatMap((kind) =>
    files[kind].flatMap((at: Located<Files[Kind][number]['value']>) => ofRule(kind, at)),
  ).sort((a, b) => (order.get(a.file) ?? 0) - (order.get(b.file) ?? 0))
}

function ofRule(kind: Kind, { value, source, path }: Located<Files[Kind][number]['value']>): RuleExample[] {
  const { id, examples } = value
  const cue = kind === 'cues' ? (value as CueSource) : null
  return (['match', 'miss'] as const).flatMap((how) =>
    examples[how].map((text, at) => ({
      ...{ kind, rule: id, how, text, cue, file: source.file },
      problem: (message, hint) => source.problem([...path, 'examples', how, at], how, message, hint),
    })),
  )
}

/** Makes what says of an example why it does not do what it says; null where it does. */
export function makeExampleCheck(ruleset: Ruleset): (example: RuleExample) => RuleProblem | null {
  const labeller = createLabeller(ruleset)
  // The examples of a rule come one after the other.
  let gone: { readonly rule: string; readonly labeller: Labeller } | null = null
  const without = (rule: string): Labeller => {
    if (gone?.rule !== rule) gone = { rule, labeller: createLabeller(withoutRule(ruleset, rule)) }
    return gone.labeller
  }
  return (example) => {
    const { rule, how, text, problem } = example
    const report = labeller.labelReport(text)
    const isSeen = isAtWork(report, example, () => without(rule).labelReport(text))
    if (isSeen === (how === 'match')) return null
    return how === 'match'
      ? problem(`rule "${rule}" is not at work in this example`, hintOf(report))
      : problem(`rule "${rule}" is at work in this example, where it must not be`, '')
  }
}

/** Whether a rule is at work in a report, as far as the report can tell. */
function isAtWork(
  report: LabelledReport,
  { kind, rule, cue }: RuleExample,
  readWithout: () => LabelledReport,
): boolean {
  switch (kind) {
    case 'findings':
    case 'compositions':
      return report.mentions.some((mention) => mention.rule === rule)
    case 'modifiers':
      return report.mentions.some((mention) => mention.modifiers.some((modifier) => modifier.rule === rule))
    case 'cues':
      return report.mentions.length === 0 && cue?.leans !== undefined
        ? // What is said of no finding shows in what the report leaves to its prior.
          !isSame(report.prior.covers, readWithout().prior.covers)
        : isCueAtWork(report, rule, cue)
    // What these do shows only through other rules: the sentence reads otherwise without them.
    case 'masks':
    case 'anatomy':
    case 'states':
    case 'stops':
      return !isSame(readingOf(report), readingOf(readWithout()))
  }
}

function isCueAtWork({ mentions, prior }: LabelledReport, id: string, cue: CueSource | null): boolean {
  const decides = mentions.some(({ assertion }) =>
    assertion.cues.some(({ decided, rule }) => decided && (rule === id || isCopy(rule, id))),
  )
  if (decides || cue === null || Object.keys(cue.sets).length > 0) return decides
  // What says nothing by itself is at work where it is denied, under the name of the denial; without one it is there to
  // mark that the report compares.
  const { denied, compares } = cue
  return denied === undefined
    ? compares === true && prior.compares
    : mentions.some(({ assertion }) => assertion.cues.some(({ rule }) => rule === denied))
}

/** Whether a cue is another's copy with a degree from a table of hedges. */
function isCopy(id: string, of: string): boolean {
  return id.startsWith(`${of}-as-`) && /^(certain|probable|possible|improbable|absent)$/.test(id.slice(of.length + 4))
}

function readingOf({ mentions, prior }: LabelledReport): object {
  return {
    mentions: mentions.map(({ rule, start, end, parts, assertion }) => ({ rule, start, end, parts, assertion })),
    compares: prior.spans,
  }
}

/** Whether plain data are the same. */
function isSame(one: object, other: object): boolean {
  return JSON.stringify(one) === JSON.stringify(other)
}

/** What was read instead, by the ids of rules: the words are the example's own. */
function hintOf({ mentions }: LabelledReport): string {
  const rules = new Set(
    mentions.flatMap(({ rule, modifiers, assertion }) => [
      rule,
      ...modifiers.map((modifier) => modifier.rule),
      ...assertion.cues.flatMap((cue) => (cue.decided ? [cue.rule] : [])),
    ]),
  )
  return rules.size === 0 ? 'no rule finds anything in it' : `at work in it: ${[...rules].join(', ')}`
}

/** A ruleset without the phrases of one rule. */
function withoutRule(ruleset: Ruleset, id: string): Ruleset {
  const gone = new Set(ruleset.rules.flatMap((rule, at) => (rule.id === id || isCopy(rule.id, id) ? [at] : [])))
  return { ...ruleset, owners: ruleset.owners.map((owners) => owners.filter(([, rule]) => !gone.has(rule))) }
}
