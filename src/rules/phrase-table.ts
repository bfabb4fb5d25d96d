// All phrases of the rules, each once, with the rules that own it; packs them for the ruleset.
import type { RuleProblem } from '../errors.ts'
import { FIRST_WORD, LAYERS, type Layer, type Ruleset } from '../ruleset.ts'
import { inflect } from './inflect.ts'
import type { Located } from './ontology.ts'
import { expandPhrase, PhraseError } from './phrase.ts'
import type { Path } from './source.ts'
import type { Vocabulary } from './vocabulary.ts'

/** What a phrase's beginning leads to, by token id of the next word. */
type Words = Map<number, Word>

/**
 * The last word of a beginning: the rule that owns it as a phrase in each layer (null: none does), and what goes on
 * from it.
 */
interface Word {
  owners: number[] | null
  after: Words | null
}

const NOBODY = -1

/** All phrases, each once, with the rule that owns it in each layer. */
export class PhraseTable {
  private readonly first: Words = new Map()
  private readonly words: Vocabulary
  private readonly problems: RuleProblem[]
  private readonly lists = new Map<string, string[][]>()
  constructor(words: Vocabulary, problems: RuleProblem[]) {
    this.words = words
    this.problems = problems
  }
  /** Names what `<name>` stands for in the phrases to come, besides what it does already. */
  define(name: string, members: readonly string[], at: Located<unknown>, path: Path): void {
    const more = members.flatMap((member, i) => this.expand(member, at, [...path, i]))
    this.lists.set(name, [...(this.lists.get(name) ?? []), ...more])
  }
  expand(phrase: string, at: Located<unknown>, path: Path): string[][] {
    try {
      return expandPhrase(phrase, inflect, this.lists)
    } catch (error) {
      if (!(error instanceof PhraseError)) throw error
      const message = `${ownerOf(at.value, path)}phrase "${phrase}": ${error.message}`
      this.problems.push(at.source.problem([...at.path, ...path], 'phrase', message, error.hint))
      return []
    }
  }
  /** All phrases in the packed form of `Ruleset.phrases`, with the sets of their owners. */
  packed(): Pick<Ruleset, 'phrases' | 'owners'> {
    const owners: [layer: number, rule: number][][] = []
    const sets = new Map<string, number>()
    const setOf = (owned: readonly number[] | null): number => {
      if (owned === null) return 0
      const key = owned.join()
      const known = sets.get(key)
      if (known !== undefined) return known
      const set: [layer: number, rule: number][] = []
      owned.forEach((rule, layer) => {
        if (rule !== NOBODY) set.push([layer, rule])
      })
      sets.set(key, owners.push(set))
      return owners.length
    }
    return { phrases: packTables(this.first, setOf), owners }
  }
  /** The words of all phrases of some layers. */
  wordsOf(layers: readonly Layer[]): ReadonlySet<string> {
    const asked = layers.map((layer) => LAYERS.indexOf(layer))
    const found = new Set<string>()
    /** Whether any phrase asked for goes on so. */
    const collect = (words: Words): boolean => {
      let has = false
      for (const [token, { owners, after }] of words) {
        const isOwned = owners !== null && asked.some((layer) => owners[layer] !== NOBODY)
        if (!((after !== null && collect(after)) || isOwned)) continue
        if (token >= FIRST_WORD) found.add(this.words.list[token - FIRST_WORD])
        has = true
      }
      return has
    }
    collect(this.first)
    return found
  }
  add(
    phrase: string,
    rule: number,
    layers: readonly Layer[],
    at: Located<unknown>,
    place: number,
    nameOf: (rule: number) => string,
  ): void {
    const clashes = new Set<number>()
    const places = layers.map((layer) => LAYERS.indexOf(layer))
    for (const words of this.expand(phrase, at, ['phrases', place])) {
      const last = this.lastOf(words)
      last.owners ??= LAYERS.map(() => NOBODY)
      for (const layer of places) {
        const owner = last.owners[layer]
        if (owner !== NOBODY && owner !== rule && !clashes.has(owner)) {
          clashes.add(owner)
          const message = `"${words.join(' ')}" already belongs to rule "${nameOf(owner)}" in layer ${LAYERS[layer]}`
          this.problems.push(
            at.source.problem([...at.path, 'phrases', place], 'phrase-twice', message, 'keep it in one of the two'),
          )
        }
        last.owners[layer] = rule
      }
    }
  }
  /** Asks for the owner of each phrase in a layer (-1: none) and lets another take its place. */
  reassign(
    phrase: string,
    layer: Layer,
    at: Located<unknown>,
    ownerOf: (words: string, owner: number) => number,
  ): void {
    const place = LAYERS.indexOf(layer)
    for (const words of this.expand(phrase, at, [])) {
      const { owners } = this.lastOf(words)
      const owner = ownerOf(words.join(' '), owners === null ? NOBODY : owners[place])
      if (owners !== null) owners[place] = owner
    }
  }
  /** The place of a phrase's last word, made where there is none. */
  private lastOf(words: readonly string[]): Word {
    let next: Words = this.first
    let last: Word | undefined
    for (const word of words) {
      const id = this.words.id(word)
      if (last !== undefined) {
        last.after ??= new Map()
        next = last.after
      }
      last = next.get(id)
      if (last === undefined) {
        last = { owners: null, after: null }
        next.set(id, last)
      }
    }
    return last as Word
  }
}

/** The rule or list that a phrase stands in, as a message begins; a table of hedges is neither. */
function ownerOf(value: unknown, path: Path): string {
  const { id } = value as { readonly id?: string }
  if (id !== undefined) return `rule "${id}", `
  return path.length > 1 ? `list "${path[0]}", ` : ''
}

/** Tables of words as `Ruleset.phrases` has them; of equal ones, which are most, the first stands for all. */
function packTables(first: Words, setOf: (owners: Word['owners']) => number): number[] {
  const packed: number[] = []
  const known = new Map<string, number>()
  const pack = (words: Words | null): number => {
    if (words === null) return 0
    const table: number[] = []
    for (const [token, { owners, after }] of [...words].sort(([one], [other]) => one - other))
      table.push(token, setOf(owners), pack(after))
    const key = table.join()
    const number = known.get(key) ?? known.size + 1
    if (!known.has(key)) {
      known.set(key, number)
      packed.push(words.size, ...table)
    }
    return number
  }
  pack(first)
  return packed
}
