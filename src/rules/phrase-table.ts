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
  constructor(words: Vocabulary, problems: RuleProblem[]) {
    this.words = words
    this.problems = problems
  }
  expand(phrase: string, at: Located<unknown>, path: Path): string[][] {
    try {
      return expandPhrase(phrase, inflect)
    } catch (error) {
      if (!(error instanceof PhraseError)) throw error
      this.problems.push(at.source.problem([...at.path, ...path], 'phrase', error.message, error.hint))
      return []
    }
  }
  /** All phrases in the packed form of `Ruleset.phrases`, with the sets of their owners. */
  packed(): Pick<Ruleset, 'phrases' | 'owners'> {
    const order = this.list.map((_, index) => index).sort((a, b) => compare(this.list[a], this.list[b]))
    const owners: [layer: number, rule: number][][] = []
    const sets = new Map<string, number>()
    let before: readonly number[] = []
    const phrases = order.flatMap((index) => {
      const tokens = this.list[index]
      const owned = this.owners.flatMap((owner, layer): [number, number][] =>
        owner[index] < 0 ? [] : [[layer, owner[index]]],
      )
      const key = owned.join()
      const set = sets.get(key) ?? owners.push(owned) - 1
      sets.set(key, set)
      let kept = 0
      while (kept < before.length && before[kept] === tokens[kept]) kept++
      before = tokens
      return [kept, tokens.length - kept, ...tokens.slice(kept), set]
    })
    return { phrases, owners }
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

/** Order of two lists of token ids; a beginning stands before what goes on from it. */
function compare(a: readonly number[], b: readonly number[]): number {
  for (let at = 0; at < a.length && at < b.length; at++) if (a[at] !== b[at]) return a[at] - b[at]
  return a.length - b.length
}
