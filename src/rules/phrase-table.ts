// All phrases of the rules, each once, with the rules that own it; packs them for the ruleset.
import type { RuleProblem } from '../errors.ts'
import { FIRST_WORD, LAYERS, type Layer, type Ruleset } from '../ruleset.ts'
import { inflect } from './inflect.ts'
import type { Located } from './ontology.ts'
import { expandPhrase, PhraseError } from './phrase.ts'
import type { Path } from './source.ts'
import type { Vocabulary } from './vocabulary.ts'

/** All phrases, each once, with the rule that owns it in each layer. */
export class PhraseTable {
  private readonly list: number[][] = []
  private readonly owners: number[][] = LAYERS.map(() => [])
  private readonly index = new Map<string, number>()
  private readonly words: Vocabulary
  private readonly problems: RuleProblem[]
  private readonly lists = new Map<string, string[][]>()
  constructor(words: Vocabulary, problems: RuleProblem[]) {
    this.words = words
    this.problems = problems
  }
  /** Names what `<name>` stands for in the phrases to come. */
  define(name: string, members: readonly string[], at: Located<unknown>, path: Path): void {
    this.lists.set(
      name,
      members.flatMap((member, i) => this.expand(member, at, [...path, i])),
    )
  }
  expand(phrase: string, at: Located<unknown>, path: Path): string[][] {
    try {
      return expandPhrase(phrase, inflect, this.lists)
    } catch (error) {
      if (!(error instanceof PhraseError)) throw error
      this.problems.push(at.source.problem([...at.path, ...path], 'phrase', error.message, error.hint))
      return []
    }
  }
  /** All phrases in the packed form of `Ruleset.phrases`, with the sets of their owners. */
  packed(): Pick<Ruleset, 'phrases' | 'owners'> {
    const owners: [layer: number, rule: number][][] = []
    const sets = new Map<string, number>()
    const first: Words = new Map()
    this.list.forEach((tokens, index) => {
      const owned = this.owners.flatMap((owner, layer): [number, number][] =>
        owner[index] < 0 ? [] : [[layer, owner[index]]],
      )
      const key = owned.join()
      const set = sets.get(key) ?? owners.push(owned)
      sets.set(key, set)
      let words = first
      for (const [at, token] of tokens.entries()) {
        const word = words.get(token) ?? { owners: 0, after: new Map() }
        words.set(token, word)
        if (at === tokens.length - 1) word.owners = set
        words = word.after
      }
    })
    return { phrases: packTables(first), owners }
  }
  /** The words of all phrases of some layers. */
  wordsOf(layers: readonly Layer[]): ReadonlySet<string> {
    const found = new Set<string>()
    this.list.forEach((tokens, index) => {
      if (!layers.some((layer) => this.owners[LAYERS.indexOf(layer)][index] >= 0)) return
      for (const token of tokens) if (token >= FIRST_WORD) found.add(this.words.list[token - FIRST_WORD])
    })
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
    for (const words of this.expand(phrase, at, ['phrases', place])) {
      const ids = words.map((word) => this.words.id(word))
      const key = ids.join(' ')
      let index = this.index.get(key)
      if (index === undefined) {
        index = this.list.push(ids) - 1
        this.index.set(key, index)
        for (const owner of this.owners) owner.push(-1)
      }
      for (const layer of layers) {
        const owner = this.owners[LAYERS.indexOf(layer)]
        if (owner[index] >= 0 && owner[index] !== rule && !clashes.has(owner[index])) {
          clashes.add(owner[index])
          const message = `"${words.join(' ')}" already belongs to rule "${nameOf(owner[index])}" in layer ${layer}`
          this.problems.push(
            at.source.problem([...at.path, 'phrases', place], 'phrase-twice', message, 'keep it in one of the two'),
          )
        }
        owner[index] = rule
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
    const owners = this.owners[LAYERS.indexOf(layer)]
    for (const words of this.expand(phrase, at, [])) {
      const index = this.index.get(words.map((word) => this.words.id(word)).join(' '))
      const owner = ownerOf(words.join(' '), index === undefined ? -1 : owners[index])
      if (index !== undefined) owners[index] = owner
    }
  }
}

/** The words that go on from a beginning, by token id: who owns the phrase that ends there (see `Ruleset.phrases`). */
type Words = Map<number, { owners: number; readonly after: Words }>

/** Tables of words as `Ruleset.phrases` has them; of equal ones, which are most, the first stands for all. */
function packTables(first: Words): number[] {
  const packed: number[] = []
  const known = new Map<string, number>()
  const pack = (words: Words): number => {
    if (words.size === 0) return 0
    const table = [...words]
      .sort(([one], [other]) => one - other)
      .flatMap(([token, { owners, after }]) => [token, owners, pack(after)])
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
