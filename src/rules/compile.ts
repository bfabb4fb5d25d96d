// Rule and ontology sources → one frozen Ruleset. Reports every problem at once; never half-compiles.
import { RuleError, type RuleProblem } from '../errors.ts'
import type { Rule } from '../rule.ts'
import { classBit, LAYERS, type Layer, type Ruleset } from '../ruleset.ts'
import { applyCertainty } from './certainty.ts'
import { buildConsistency } from './consistency.ts'
import { buildOntology, type Located } from './ontology.ts'
import { PhraseTable } from './phrase-table.ts'
import { readFiles } from './read-files.ts'
import type { RuleSource } from './source.ts'
import { Vocabulary } from './vocabulary.ts'

export interface CompileOptions {
  readonly name?: string
  readonly version?: string
  /**
   * Other spellings of the clinical words among all words of the lexicon. Those that the default ruleset knows when left
   * out; `() => []` for none. A spelling that is a word of the rules is passed over.
   */
  readonly spellings?: (
    words: readonly string[],
    clinical: ReadonlySet<string>,
  ) => readonly (readonly [spelling: string, word: string])[]
}

/** Layers whose words get other spellings: a slip in "cardiomegaly" matters, one in "likely" is rare and short. */
const SPELLED: readonly Layer[] = ['findings', 'anatomy', 'states']

/**
 * Compiles sources; without `spellings` no misspelt word is known, for which the default ruleset would have to be built.
 *
 * @throws {RuleError} with every problem
 */
export function compileSources(sources: readonly RuleSource[], options: CompileOptions = {}): Ruleset {
  const problems: RuleProblem[] = []
  const files = readFiles(sources, problems)
  const ontology = buildOntology(files.ontology, problems)
  const words = new Vocabulary()
  const phrases = new PhraseTable(words, problems)
  const rules: Rule[] = []
  const ids = new Map<string, string>()
  const claim = (id: string, at: Located<unknown>): void => {
    if (ids.has(id))
      problems.push(
        at.source.problem([...at.path, 'id'], 'id-twice', `rule id "${id}" is already used in ${ids.get(id)}`),
      )
    ids.set(id, at.source.file)
  }
  const add = (rule: Rule, at: Located<{ phrases?: readonly string[] }>, layers: readonly Layer[]): number => {
    claim(rule.id, at)
    const index = rules.push(rule) - 1
    for (const [i, phrase] of (at.value.phrases ?? []).entries()) {
      phrases.add(phrase, index, layers, at, i, (other) => rules[other].id)
    }
    return index
  }
  for (const at of files.lists)
    for (const [name, members] of Object.entries(at.value)) phrases.define(name, members, at, [name])
  for (const at of files.words) {
    for (const word of at.value.phrases) {
      for (const [single, ...more] of phrases.expand(word, at, ['phrases'])) {
        if (more.length === 0) words.classify(single, classBit(at.value.id))
        else problems.push(at.source.problem([...at.path, 'phrases'], 'one-word', `"${word}" is more than one word`))
      }
    }
  }
  for (const at of files.findings) {
    const concept = ontology.indexOf(at.value.concept, at.source, [...at.path, 'concept'])
    const { existence = null, change = null, prior = null } = at.value.asserts ?? {}
    const affirms = at.value.affirms !== undefined
    const { above = null, else: otherwise = null } = at.value
    if ((above === null) !== (otherwise === null))
      problems.push(at.source.problem([...at.path, 'id'], 'no-else', '"above" and "else" go together'))
    if (otherwise !== null && !files.findings.some(({ value }) => value.id === otherwise))
      problems.push(at.source.problem([...at.path, 'else'], 'no-finding', `there is no finding rule "${otherwise}"`))
    add({ kind: 'finding', id: at.value.id, concept, existence, change, prior, affirms, above, otherwise }, at, [
      'findings',
    ])
  }
  const anatomy = new Map<string, number>()
  for (const at of files.anatomy) {
    anatomy.set(at.value.id, anatomy.size)
    const { leaves = [] } = at.value
    const left =
      leaves === 'all' ? leaves : leaves.map((id, i) => ontology.indexOf(id, at.source, [...at.path, 'leaves', i]))
    add({ kind: 'anatomy', id: at.value.id, index: anatomy.size - 1, leaves: left }, at, ['anatomy'])
  }
  const states = new Map<string, number>()
  for (const at of files.states) {
    states.set(at.value.id, states.size)
    add({ kind: 'state', id: at.value.id, index: states.size - 1, isNear: at.value.only === 'near' }, at, ['states'])
  }
  const compositions = new Map<number, number>()
  for (const at of files.compositions) {
    const { value, source, path } = at
    const concept = ontology.indexOf(value.concept, source, [...path, 'concept'])
    const existence = value.asserts?.existence ?? null
    claim(value.id, at)
    const hidesFindings = value.hides !== undefined
    const affirms = value.affirms !== undefined
    const { only = null } = value
    const index =
      rules.push({ kind: 'composition', id: value.id, concept, existence, hidesFindings, affirms, only }) - 1
    for (const part of value.anatomy) {
      for (const state of value.state) {
        const left = anatomy.get(part)
        const right = states.get(state)
        if (left === undefined)
          problems.push(source.problem([...path, 'anatomy'], 'no-anatomy', `there is no anatomy "${part}"`))
        if (right === undefined)
          problems.push(source.problem([...path, 'state'], 'no-state', `there is no state "${state}"`))
        if (left === undefined || right === undefined) continue
        const key = left * states.size + right
        const other = compositions.get(key)
        if (other !== undefined) {
          problems.push(
            source.problem(
              [...path, 'id'],
              'composition-twice',
              `"${part}" + "${state}" is already made by "${rules[other].id}"`,
            ),
          )
        }
        compositions.set(key, index)
      }
    }
  }
  for (const at of files.masks) add({ kind: 'mask', id: at.value.id }, at, at.value.hides ?? LAYERS)
  for (const at of files.cues) {
    const {
      id,
      sets,
      scope,
      direction,
      reach,
      wins,
      compares,
      leans,
      lists,
      serves,
      yields,
      refers,
      lone,
      contrasts,
      relative,
      devices,
      plans,
      indefinite,
      denied,
    } = at.value
    const { existence = null, time = null, change = null, prior = null } = sets
    add(
      {
        kind: 'cue',
        id,
        ...{ existence, time, change, prior },
        scope: scope ?? null,
        direction,
        reach: reach ?? 1000,
        wins: wins ?? false,
        compares: compares ?? false,
        leans: leans ?? null,
        lists: lists ?? false,
        serves: serves ?? false,
        yields: yields ?? false,
        refers: refers ?? false,
        lone: lone ?? false,
        contrasts: contrasts ?? null,
        isRelative: relative ?? false,
        devices: devices ?? null,
        plans: plans ?? false,
        indefinite: indefinite ?? false,
        denied: denied ?? null,
      },
      at,
      ['cues'],
    )
  }
  for (const { value, source, path } of files.cues) {
    if (value.denied !== undefined && !rules.some(({ kind, id }) => kind === 'cue' && id === value.denied))
      problems.push(source.problem([...path, 'denied'], 'no-cue', `there is no cue "${value.denied}"`))
  }
  applyCertainty(files.certainty, rules, phrases, problems)
  for (const at of files.stops) {
    const { id, ends, yields } = at.value
    add({ kind: 'stop', id, ends: ends ?? ['existence', 'time', 'change'], yields: yields ?? false }, at, ['cues'])
  }
  for (const at of files.modifiers) {
    const { id, facet, value, affirms, also, of, unit, lies = false } = at.value
    const host = of === undefined ? null : ontology.indexOf(of, at.source, [...at.path, 'of'])
    const more = { affirms: affirms ?? null, also: Object.entries(also ?? {}), of: host, unit: unit ?? null, lies }
    add({ kind: 'modifier', id, facet, value, ...more }, at, ['modifiers'])
  }
  for (const at of files.headings) {
    const {
      id,
      section,
      labelled: isLabelled,
      bare = false,
      short = false,
      brief = false,
      technique = false,
      prior = false,
      body = false,
      request = false,
      title = false,
    } = at.value
    const more = { bare, short, brief, technique, isPrior: prior, body, request, isTitle: title }
    add({ kind: 'heading', id, section, isLabelled, ...more }, at, ['headings'])
  }
  const consistency = buildConsistency(files.consistency, ontology, rules, problems)
  if (problems.length > 0) throw new RuleError(problems)
  const spellings = new Map<number, string[]>()
  for (const [spelling, word] of options.spellings?.(words.list, phrases.wordsOf(SPELLED)) ?? []) {
    if (words.has(spelling)) continue
    const id = words.id(word)
    spellings.set(id, [...(spellings.get(id) ?? []), spelling])
  }
  return deepFreeze({
    name: options.name ?? 'custom',
    version: options.version ?? '0',
    hash: hashOf(textsOf(sources, new Set(files.certainty.map(({ source }) => source.file)))),
    words: words.list,
    classes: words.classes(),
    spellings: [...spellings].map(([id, list]) => [id, list.join(' ')] as const),
    ...phrases.packed(),
    rules,
    anatomyCount: anatomy.size,
    stateCount: states.size,
    compositions: [...compositions],
    concepts: ontology.concepts,
    strata: ontology.strata,
    outputStrata: ontology.outputStrata,
    labelSets: ontology.labelSets,
    consistency,
  })
}

/**
 * What the hash is of. Beside the bundled files only the last part of a path counts: the same rules are the same
 * wherever their folder lies. The order of the tables of hedges counts where there are several.
 */
function textsOf(sources: readonly RuleSource[], tables: ReadonlySet<string>): string[] {
  const isAdded = sources.some(({ isBundled }) => isBundled)
  const texts = new Map(
    sources.map((source) => {
      const { file, text, isBundled } = source
      return [source, `${isAdded && !isBundled ? file.slice(file.lastIndexOf('/') + 1) : file}\n${text}`]
    }),
  )
  const ordered = sources.filter(({ file }) => tables.has(file)).slice(1)
  return [...[...texts.values()].sort(), ...ordered.map((source) => texts.get(source) ?? '')]
}

/** A 64-bit FNV-1a hash of the sources, as 16 hexadecimal digits. */
function hashOf(texts: readonly string[]): string {
  let hash = 0xcbf29ce484222325n
  for (const text of texts) {
    for (let i = 0; i < text.length; i++)
      hash = BigInt.asUintN(64, (hash ^ BigInt(text.charCodeAt(i))) * 0x100000001b3n)
  }
  return hash.toString(16).padStart(16, '0')
}

function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value)
    for (const inner of Object.values(value)) deepFreeze(inner)
  }
  return value
}
