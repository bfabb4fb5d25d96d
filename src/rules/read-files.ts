// Sources → rules, concepts and tables by kind, each checked against its schema.
import type { z } from 'zod'
import type { RuleProblem } from '../errors.ts'
import type { CertaintyRow } from './certainty.ts'
import type { buildOntology, Located } from './ontology.ts'
import * as schema from './schema.ts'
import { describeIssue } from './schema-issue.ts'
import { type ParsedSource, parseSource, type RuleSource } from './source.ts'

type Kind = keyof typeof schema.RULE_FILES
type OntologyKind = keyof typeof schema.ONTOLOGY_FILES

/** What a file may say that it holds. */
const KINDS = [...Object.keys(schema.RULE_FILES), 'certainty', 'lists', ...Object.keys(schema.ONTOLOGY_FILES)]
const KIND_HINT = 'a file begins with its kind, as in "kind: findings"; rules/README.md says what each holds'

/** What the sources hold, by kind, each with its place. */
export interface Files {
  readonly ontology: Parameters<typeof buildOntology>[0]
  readonly findings: Located<schema.FindingSource>[]
  readonly anatomy: Located<schema.AnatomySource>[]
  readonly states: Located<schema.StateSource>[]
  readonly compositions: Located<schema.CompositionSource>[]
  readonly masks: Located<schema.MaskSource>[]
  readonly cues: Located<schema.CueSource>[]
  readonly stops: Located<schema.StopSource>[]
  readonly modifiers: Located<schema.ModifierSource>[]
  readonly headings: Located<schema.HeadingSource>[]
  readonly words: Located<schema.WordSource>[]
  readonly certainty: readonly Located<CertaintyRow>[]
  readonly lists: readonly Located<Readonly<Record<string, readonly string[]>>>[]
  readonly consistency: readonly Located<schema.ConsistencySource>[]
}

/** Sorts what the sources hold by kind; what does not fit its schema becomes a problem. */
export function readFiles(sources: readonly RuleSource[], problems: RuleProblem[]): Files {
  const byKind: Record<Kind, Located<never>[]> = {
    findings: [],
    anatomy: [],
    states: [],
    compositions: [],
    masks: [],
    cues: [],
    stops: [],
    modifiers: [],
    headings: [],
    words: [],
  }
  const certainty: Located<CertaintyRow>[] = []
  const lists: Located<Readonly<Record<string, readonly string[]>>>[] = []
  const ontology: Record<OntologyKind, Located<never>[]> = {
    concepts: [],
    strata: [],
    outputs: [],
    labelset: [],
    consistency: [],
  }
  const given = new Map<ParsedSource, number>()
  for (const source of [...sources].sort(inOrder)) {
    const parsed = parseSource(source, problems)
    given.set(parsed, sources.indexOf(source))
    if (parsed.value === null) continue
    const kind = (parsed.value as { kind?: unknown }).kind
    if (typeof kind === 'string' && kind in schema.RULE_FILES) {
      const value = withDefaults(parsed.value)
      if (check(parsed, schema.RULE_FILES[kind as Kind], value, problems)) {
        const rules = schema.RULE_FILES[kind as Kind].parse(value).rules
        rules.forEach((rule, i) => {
          byKind[kind as Kind].push({ value: rule as never, source: parsed, path: ['rules', i] })
        })
      }
    } else if (kind === 'certainty') {
      if (!check(parsed, schema.CERTAINTY_FILE, parsed.value, problems)) continue
      for (const [phrase, degree] of Object.entries(schema.CERTAINTY_FILE.parse(parsed.value).degrees))
        certainty.push({ value: { phrase, degree }, source: parsed, path: ['degrees', phrase] })
    } else if (kind === 'lists') {
      if (!check(parsed, schema.LISTS_FILE, parsed.value, problems)) continue
      lists.push({ value: schema.LISTS_FILE.parse(parsed.value).lists, source: parsed, path: ['lists'] })
    } else if (typeof kind === 'string' && kind in schema.ONTOLOGY_FILES) {
      if (!check(parsed, schema.ONTOLOGY_FILES[kind as OntologyKind], parsed.value, problems)) continue
      const file = schema.ONTOLOGY_FILES[kind as OntologyKind].parse(parsed.value)
      if (file.kind === 'labelset' || file.kind === 'consistency') {
        ontology[file.kind].push({ value: file as never, source: parsed, path: [] })
      } else {
        const key = file.kind
        const items: readonly unknown[] =
          file.kind === 'concepts' ? file.concepts : file.kind === 'strata' ? file.strata : file.outputs
        items.forEach((item, i) => {
          ontology[key].push({ value: item as never, source: parsed, path: [key, i] })
        })
      }
    } else {
      const message = kind === undefined ? 'the file has no kind' : `unknown kind "${String(kind)}"`
      problems.push(parsed.problem(['kind'], 'kind', `${message}; there are ${KINDS.join(', ')}`, KIND_HINT))
    }
  }
  // All else may come in any order; of tables of hedges the last one given wins, so that one's own stands behind the
  // bundled.
  certainty.sort((a, b) => (given.get(a.source) ?? 0) - (given.get(b.source) ?? 0))
  return {
    ...byKind,
    certainty,
    lists,
    consistency: ontology.consistency,
    ontology: {
      concepts: ontology.concepts,
      strata: ontology.strata,
      outputs: ontology.outputs,
      labelSets: ontology.labelset,
    },
  }
}

/** Bundled files first, so that what clashes is told of the file that was added; else by name. */
function inOrder(a: RuleSource, b: RuleSource): number {
  const [first, second] = [a, b].map(({ isBundled = false }) => (isBundled ? 0 : 1))
  return first !== second ? first - second : a.file < b.file ? -1 : 1
}

/** Merges a file's `defaults` into each of its rules. */
function withDefaults(value: unknown): unknown {
  const file = value as { defaults?: object; rules?: unknown }
  if (file.defaults === undefined || !Array.isArray(file.rules)) return value
  return { ...file, rules: file.rules.map((rule: object) => ({ ...file.defaults, ...rule })) }
}

function check(parsed: ParsedSource, schemaOfKind: z.ZodType, value: unknown, problems: RuleProblem[]): boolean {
  const result = schemaOfKind.safeParse(value, { reportInput: true })
  for (const issue of result.error?.issues ?? []) {
    problems.push(
      parsed.problem(
        issue.path as (string | number)[],
        'schema',
        describeIssue(issue),
        'rules/README.md lists the keys',
      ),
    )
  }
  return result.success
}
