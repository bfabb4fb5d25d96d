// All phrases of the rules, each once, with the rules that own it; packs them for the ruleset.
import type { RuleProblem } from '../errors.ts'
import { FIRST_WORD, LAYERS, type Layer, type Ruleset } from '../ruleset.ts'
import { inflect } from './inflect.ts'
import type { Located } from './ontology.ts'
import { NOBODY_SET, OwnerSets } from './owner-sets.ts'
import { expandForms, expandPhrase, isList, listName, PhraseError } from './phrase.ts'
import { PhraseTrie, packTrie, ROOT } from './phrase-nodes.ts'
import type { Path } from './source.ts'
import type { Vocabulary } from './vocabulary.ts'

const NOBODY = -1

/** All phrases, each once, with the rule that owns it in each layer. */
export class PhraseTable {
  private readonly trie = new PhraseTrie()
  private readonly owners = new OwnerSets()
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
    return this.tell(phrase, at, path, () => expandPhrase(phrase, inflect, this.lists))
  }
  /** What a phrase expands to; nothing, and a problem, where it cannot be read. */
  private tell(phrase: string, at: Located<unknown>, path: Path, expand: () => string[][]): string[][] {
    try {
      return expand()
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
    const numbers = new Map([[NOBODY_SET, 0]])
    const numberOf = (set: number): number => {
      const known = numbers.get(set)
      if (known !== undefined) return known
      const number = owners.push(this.owners.list(set))
      numbers.set(set, number)
      return number
    }
    return { phrases: packTrie(this.trie, numberOf), owners }
  }
  /** The words of all phrases of some layers. */
  wordsOf(layers: readonly Layer[]): ReadonlySet<string> {
    const asked = layers.map((layer) => LAYERS.indexOf(layer))
    const { trie } = this
    const found = new Set<string>()
    const goesOn = new Uint8Array(trie.count)
    // What goes on from a node stands behind it.
    for (let node = trie.count - 1; node > ROOT; node--) {
      const set = trie.value(node)
      if (goesOn[node] === 0 && !asked.some((layer) => this.owners.owner(set, layer) !== NOBODY)) continue
      goesOn[trie.before(node)] = 1
      const token = trie.token(node)
      if (token >= FIRST_WORD) found.add(this.words.list[token - FIRST_WORD])
    }
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
    const { trie, owners } = this
    const own = (node: number): void => {
      let set = trie.value(node)
      for (const layer of places) {
        const owner = owners.owner(set, layer)
        if (owner !== NOBODY && owner !== rule && !clashes.has(owner)) {
          clashes.add(owner)
          const message = `"${this.wordsTo(node)}" already belongs to rule "${nameOf(owner)}" in layer ${LAYERS[layer]}`
          this.problems.push(
            at.source.problem([...at.path, 'phrases', place], 'phrase-twice', message, 'keep it in one of the two'),
          )
        }
        set = owners.with(set, layer, rule)
      }
      trie.setValue(node, set)
    }
    const forms = this.tell(phrase, at, ['phrases', place], () => expandForms(phrase, inflect, this.lists))
    for (const words of forms) this.walk(words, 0, ROOT, own)
  }
  /** Asks for the owner of each phrase in a layer (-1: none) and lets another take its place. */
  reassign(
    phrase: string,
    layer: Layer,
    at: Located<unknown>,
    ownerOf: (words: string, owner: number) => number,
  ): void {
    const place = LAYERS.indexOf(layer)
    const { trie, owners } = this
    for (const words of this.expand(phrase, at, [])) {
      this.walk(words, 0, ROOT, (node) => {
        const set = trie.value(node)
        const owner = ownerOf(words.join(' '), owners.owner(set, place))
        if (set !== NOBODY_SET) trie.setValue(node, owners.with(set, place, owner))
      })
    }
  }
  /** Visits the last node of each phrase that the words from one on make behind a node; those with lists are many. */
  private walk(words: readonly string[], from: number, node: number, visit: (node: number) => void): void {
    for (let at = from; at < words.length; at++) {
      const word = words[at]
      if (isList(word)) {
        for (const member of this.lists.get(listName(word)) ?? []) {
          let last = node
          for (const each of member) last = this.trie.next(last, this.words.id(each))
          this.walk(words, at + 1, last, visit)
        }
        return
      }
      node = this.trie.next(node, this.words.id(word))
    }
    visit(node)
  }
  /** The words of a phrase, by its last node. */
  private wordsTo(node: number): string {
    const words: string[] = []
    for (let at = node; at !== ROOT; at = this.trie.before(at)) words.push(this.words.word(this.trie.token(at)))
    return words.reverse().join(' ')
  }
}

/** The rule or list that a phrase stands in, as a message begins; a table of hedges is neither. */
function ownerOf(value: unknown, path: Path): string {
  const { id } = value as { readonly id?: string }
  if (id !== undefined) return `rule "${id}", `
  return path.length > 1 ? `list "${path[0]}", ` : ''
}
