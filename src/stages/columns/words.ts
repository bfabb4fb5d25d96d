// The punctuation and the classes of words that the stages look for, each by its name.
import { characterToken, classBit, FIRST_CHARACTER, FIRST_WORD } from '../../ruleset.ts'

// Tokens of characters.
export const DOT = characterToken('.')
export const COMMA = characterToken(',')
export const SEMICOLON = characterToken(';')
export const COLON = characterToken(':')
export const OPEN = characterToken('(')
export const CLOSE = characterToken(')')
export const DASH = characterToken('-')
export const SLASH = characterToken('/')
export const QUESTION = characterToken('?')
export const BANG = characterToken('!')
export const STAR = characterToken('*')
export const EMPTY_BOX = characterToken('☐')
export const TICKED_BOX = characterToken('☑')

// Bits of word classes; their members stand in rules/words.yaml.
export const VERB = classBit('verb')
export const DETERMINER = classBit('determiner')
export const AND = classBit('and')
export const OR = classBit('or')
export const WITH = classBit('with')
export const FILLER = classBit('filler')
export const ABBREVIATION = classBit('abbreviation')
export const CONTINUER = classBit('continuer')
export const PREPOSITION = classBit('preposition')
export const RELATIVE = classBit('relative')
export const ANSWER = classBit('answer')
export const NEGATOR = classBit('negator')
export const DEFINITE = classBit('definite')
export const PARTIAL = classBit('partial')
export const END = classBit('end')
export const MEASURE = classBit('measure')
export const EXAMINATION = classBit('examination')
export const EVENT = classBit('event')
export const LOCATIVE = classBit('locative')
export const GENITIVE = classBit('genitive')
export const PRESENT = classBit('present')
export const PAST_VERB = classBit('past')
export const TOLD = classBit('told')
export const TELLING = classBit('telling')
export const ADDED = classBit('added')
export const SINGLE = classBit('single')
export const PRONOUN = classBit('pronoun')
export const ADVERB = classBit('adverb')
export const CONCLUDING = classBit('concluding')
export const GONE = classBit('gone')

/** Whether a token is a character that stands alone. */
export function isCharacter(token: number): boolean {
  return token >= FIRST_CHARACTER && token < FIRST_WORD
}
