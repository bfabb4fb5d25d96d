// Inflections of rule words (`~clear` → clear, clears, cleared, clearing), by compromise, when rules are compiled.
import compromise from 'compromise'
import { foldWord } from '../text/characters.ts'

/** All forms of a word as noun and verb, the word itself first; folded to lower-case letters. */
export function inflect(word: string): readonly string[] {
  const forms = new Set<string>([foldWord(word)])
  const add = (form: unknown): void => {
    if (typeof form === 'string' && /^[\p{L}'’-]+$/u.test(form)) forms.add(foldWord(form))
  }
  const verb = (compromise(word).tag('Verb') as unknown as Tagged).verbs().conjugate()[0]
  if (verb !== undefined)
    for (const tense of ['Infinitive', 'PresentTense', 'PastTense', 'Gerund', 'Participle']) add(verb[tense])
  add((compromise(word).tag('Noun') as unknown as Tagged).nouns().toPlural().text('normal'))
  return [...forms]
}

/** What compromise's views offer after tagging; its types lose these methods there. */
interface Tagged {
  verbs(): { conjugate(): readonly Record<string, unknown>[] }
  nouns(): { toPlural(): { text(format: string): string } }
}
