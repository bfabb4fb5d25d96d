// The lexicon of cxrlabel as a plain list of phrases, so that every baseline looks for the same words. A phrase names
// a finding, or a structure or a state that make a finding together ("heart" and "enlarged"), or nothing but itself:
// a longer phrase that a finding must not be read in ("joint effusion").
import { CHARACTERS, DEID, FIRST_CHARACTER, FIRST_WORD, NUMBER, type Ruleset } from '../../src/ruleset.ts'
import { unpackPhrases } from '../../test/oracle.ts'

/** What a phrase means; all empty for a phrase that only swallows. */
export interface Entry {
  readonly phrase: string
  readonly concepts: readonly Named[]
  readonly places: readonly number[]
  readonly states: readonly number[]
}

/** A concept, and whether the phrase itself says that it is not there. */
export interface Named {
  readonly concept: number
  readonly denied: boolean
}

export interface Lexicon {
  readonly ruleset: Ruleset
  readonly entries: ReadonlyMap<string, Entry>
  /** `place states` → what they make. */
  readonly made: ReadonlyMap<string, Named>
}

/** Unpacks the phrases of a ruleset; those with numbers in them are left out. */
export function readLexicon(ruleset: Ruleset): Lexicon {
  const entries = new Map<string, Entry>()
  for (const [phrase, owners] of readPhrases(ruleset)) {
    const rules = owners.map(([, index]) => ruleset.rules[index])
    const concepts = rules.flatMap((rule) =>
      rule.kind === 'finding' ? [{ concept: rule.concept, denied: rule.existence === 'absent' }] : [],
    )
    const places = rules.flatMap((rule) => (rule.kind === 'anatomy' ? [rule.index] : []))
    const states = rules.flatMap((rule) => (rule.kind === 'state' ? [rule.index] : []))
    const isMask = rules.some((rule) => rule.kind === 'mask')
    if (isMask || concepts.length + places.length + states.length > 0)
      entries.set(phrase, { phrase, concepts, places, states })
  }
  const made = new Map<string, Named>()
  for (const [key, index] of ruleset.compositions) {
    const rule = ruleset.rules[index]
    if (rule.kind !== 'composition') continue
    const name = `${Math.floor(key / ruleset.stateCount)} ${key % ruleset.stateCount}`
    made.set(name, { concept: rule.concept, denied: rule.existence === 'absent' })
  }
  return { ruleset, entries, made }
}

function* readPhrases(ruleset: Ruleset): Generator<readonly [string, Ruleset['owners'][number]]> {
  const wordOf = (id: number): string => {
    if (id === DEID) return 'xxxx'
    return id >= FIRST_WORD ? ruleset.words[id - FIRST_WORD] : CHARACTERS[id - FIRST_CHARACTER]
  }
  for (const { tokens, owners } of unpackPhrases(ruleset)) {
    if (!tokens.includes(NUMBER)) yield [tokens.map(wordOf).join(' '), owners]
  }
}
