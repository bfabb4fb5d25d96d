// The words of all rules, numbered: token ids in order of first use, and the classes of words.
import { CHARACTERS, characterToken, DEID, FIRST_CHARACTER, FIRST_WORD, NUMBER } from '../ruleset.ts'

/** Token ids of words, in order of first use. */
export class Vocabulary {
  readonly list: string[] = []
  private readonly ids = new Map<string, number>()
  private readonly bits = new Map<number, number>()
  has(word: string): boolean {
    return this.ids.has(word)
  }
  id(word: string): number {
    const known = this.ids.get(word)
    if (known !== undefined) return known
    if (word === '#') return NUMBER
    if (/^x{3,}$/.test(word)) return DEID
    const character = characterToken(word)
    if (character >= 0) return character
    const id = FIRST_WORD + this.list.push(word) - 1
    this.ids.set(word, id)
    return id
  }
  /** The word of a token id, as a phrase has it. */
  word(id: number): string {
    if (id === NUMBER) return '#'
    if (id === DEID) return 'xxxx'
    return id < FIRST_WORD ? CHARACTERS[id - FIRST_CHARACTER] : this.list[id - FIRST_WORD]
  }
  classify(word: string, bit: number): void {
    const id = this.id(word)
    this.bits.set(id, (this.bits.get(id) ?? 0) | bit)
  }
  /** Class bits per token id, characters like "&" among them. */
  classes(): number[] {
    return Array.from({ length: FIRST_WORD + this.list.length }, (_, token) => (this.bits.get(token) ?? 0) >>> 0)
  }
}
