// The compiled rules: plain data, made by rules/ and read by text/, match/ and stages/.
// This is the only thing the two halves of the program share.
import type { Rule } from './rule.ts'
import type { Change } from './types.ts'

/** Layers of phrases; within one, the leftmost and longest phrase wins. */
export const LAYERS = ['findings', 'anatomy', 'states', 'cues', 'modifiers', 'headings'] as const
export type Layer = (typeof LAYERS)[number]
export const FINDINGS = 0
export const ANATOMY = 1
export const STATES = 2
export const CUES = 3
export const MODIFIERS = 4
export const HEADINGS = 5

/** Token ids below `FIRST_WORD` are fixed: unknown words, numbers, de-identified words, characters. */
export const UNKNOWN = 0
export const NUMBER = 1
export const DEID = 2
export const CHARACTERS = ['.', ',', ';', ':', '(', ')', '-', '/', '?', '!', '*', '&', '+', '=', '☐', '☑'] as const
export const FIRST_CHARACTER = 3
/** "#", until it is known whether it stands for a word. */
export const SIGN = 19
export const FIRST_WORD = 20

/** Set on a token with white space before it. */
export const SPACED = 1
/** Set on the first token of a line. */
export const LINE_START = 2
/** Set on the first token after an empty line. */
export const PARAGRAPH_START = 4
/** Set, once the matches are known, on the first token of a template's item. */
export const ITEM_START = 8
/**
 * Set on the first token of a line that begins with a name and a colon, as the line before does: no phrase runs on to
 * it.
 */
export const NAME_START = 16

/** Token id of a character that stands alone, or -1. */
export function characterToken(character: string): number {
  const index = CHARACTERS.indexOf(character as (typeof CHARACTERS)[number])
  return index < 0 ? -1 : FIRST_CHARACTER + index
}

/** Word classes the stages ask for; one bit each. Their members stand in `rules/words.yaml`. */
export const WORD_CLASSES = [
  'verb',
  'determiner',
  'and',
  'or',
  'with',
  'filler',
  'abbreviation',
  'continuer',
  'preposition',
  'relative',
  'answer',
  'negator',
  'definite',
  'partial',
  'end',
  'examination',
  'event',
  'past',
  'locative',
  'genitive',
  'sign',
  'site',
  'told',
  'telling',
  'added',
  'single',
  'pronoun',
  'measure',
  'present',
  'adverb',
  'concluding',
  'gone',
] as const
export type WordClass = (typeof WORD_CLASSES)[number]
/** The bit of a word class. */
export function classBit(name: WordClass): number {
  return 1 << WORD_CLASSES.indexOf(name)
}

export interface Concept {
  readonly id: string
  readonly name: string
  readonly definition: string
  readonly status: 'finding' | 'device' | 'technique' | 'mimic' | 'normality' | 'diagnosis' | 'postoperative'
  readonly parents: readonly number[]
  readonly policyParents: readonly number[]
  readonly fleischner: string | null
  readonly codes: readonly { readonly system: string; readonly code: string; readonly source: string }[]
  readonly blocksNoFinding: boolean
  readonly isAbstract: boolean
  /** Concepts made negative when this one is present (or absent): normality and blanket statements. */
  readonly impliesWhen: 'present' | 'absent' | null
  readonly implies: readonly number[]
  /** What is gone, with all below, of the structure that is called normal: of one side, so that no label follows. */
  readonly clears: readonly number[]
  /**
   * What a look-alike is mistaken for, with all below: where the report explains one of these by it, the finding falls.
   */
  readonly explains: readonly number[]
  readonly noAcute: boolean
  /** Whether it, with all below, lies in the middle, so that it has no side from the sign it is read from. */
  readonly inMiddle: boolean
  /**
   * Whether there is a normal amount, so that "increased" alone may mean "more than normal", not "more than before";
   * and "decreased" less than normal (`both`), or only less than before (`increase`).
   */
  readonly relative: 'both' | 'increase' | null
  /** There is at most one, of a patient or of a side: "new" cannot then be said of what was there already. */
  readonly single: 'patient' | 'side' | null
  /** A general word that may stand for the thing last named: "the catheter". */
  readonly refers: boolean
}

export interface Stratum {
  readonly concept: number
  readonly of: number
  readonly where: Readonly<Record<string, readonly string[]>>
  /** Facets that must hold as well, of which `where` may ask for another value. */
  readonly also: Readonly<Record<string, readonly string[]>>
  /** Facets the mention must not have. */
  readonly lacks: readonly string[]
  /** Another concept that must be present in the report (`with`) or must not (`without`). */
  readonly with: number | null
  readonly without: number | null
  readonly sameSide: boolean
  /** Whether a companion counts only where it is not known to be on, or toward, the same side. */
  readonly otherSide: boolean
  /** Whether a companion counts only where it is known to be on the other side. */
  readonly acrossSide: boolean
  /** Concepts, with all below them, one of which it must be set against in its sentence; none if empty. */
  readonly versus: readonly number[]
  readonly resolved: boolean
  /** The change the mention must state, or null. */
  readonly change: Change | null
  /** The stratum takes the mention's place: a calcified nodule is no nodule for the labels. */
  readonly instead: boolean
  /** The stratum is no surer than possible: "compression deformity" for a fracture of a vertebra. */
  readonly asPossible: boolean
}

export interface Label {
  readonly name: string
  readonly concept: number | null
  /** Per concept that says this label: the value its presence gives. */
  readonly says: readonly (readonly [concept: number, value: 1 | 0 | -1 | null])[]
  /** Fills the label only where nothing else speaks of it. */
  readonly weak: readonly (readonly [concept: number, value: 1 | 0 | -1])[]
}
export interface LabelSet {
  readonly name: string
  readonly description: string
  readonly noFinding: string | null
  readonly labels: readonly Label[]
}

/** Values of an output, at most: they are gathered as the bits of a number, of which one is taken. */
export const MOST_VALUES = 31

/** Names of strata in the output and how each is read off the findings; see `ontology/strata.yaml`. */
export interface OutputStratum {
  readonly key: string
  readonly of: number | null
  readonly kind: 'choice' | 'flag' | 'list' | 'pairs' | 'measure'
  /**
   * With a concept that an uncertain value gives way to, or null, and whether it counts as present even if uncertain.
   */
  readonly values: readonly (readonly [
    value: string,
    concepts: readonly number[],
    gives: number | null,
    counts: boolean,
  ])[]
  readonly otherwise: string | null
  /** Of `list`: what is uncertain is listed, too. */
  readonly uncertain: boolean
  /** Of `pairs` and `measure`: the facet whose values are listed, and changes that count as values of it. */
  readonly facet: string | null
  readonly changes: readonly (readonly [change: Change, value: string])[]
  /** Of `pairs`: values that a composed mention of a concept gives to the thing it is said of. */
  readonly said: readonly (readonly [value: string, concept: number])[]
}

/** A finding with all below it, and what contradicts it; see `ontology/consistency.yaml`. */
export interface Contradiction {
  readonly concept: number
  /** Concepts below it, with all below them, that its denial leaves open. */
  readonly except: readonly number[]
  /** Statements that leave no room for it: normality, or its opposite. */
  readonly against: readonly number[]
  /** Concepts whose denial leaves no room for it, where it has one of the values of each facet. */
  readonly clearedBy: readonly { readonly concept: number; readonly where: Facets }[]
  /** By facet, values with which it goes together with a denial or with what stands under `against`. */
  readonly spares: Facets
}
/** By facet, values of modifiers. */
export type Facets = Readonly<Record<string, readonly string[]>>
/** What a finding has that does not name a value: one with a value of a facet in `where`, and none in `lacks`. */
export interface CountsAs {
  readonly facet: string
  readonly value: string
  readonly where: Facets
  readonly lacks: Facets
}
/** Findings that a report names by side. */
export interface Sided {
  readonly concepts: readonly number[]
  /** Concepts below them that are not spoken of together with them. */
  readonly except: readonly number[]
  /** A side has one at most, so that "the effusion" is one. */
  readonly isOne: boolean
}
/** What a device is there for. */
export interface Indication {
  readonly device: number
  readonly reasons: readonly number[]
  readonly sameSide: boolean
}
export interface Consistency {
  /** Sections that put right what the others say. */
  readonly corrects: readonly string[]
  /** Findings that have a value which a denial names, without naming it. */
  readonly countsAs: readonly CountsAs[]
  readonly contradictions: readonly Contradiction[]
  readonly sided: readonly Sided[]
  readonly indications: readonly Indication[]
  /** By facet, groups of values: one thing is at sites of one group only. */
  readonly sites: Readonly<Record<string, readonly (readonly string[])[]>>
  /** Lists of concepts that one thing may be called by, the most special first; the last, widest, is meant alone. */
  readonly names: readonly (readonly number[])[]
  /** What stays where all lines and tubes are taken out. */
  readonly implanted: readonly number[]
  /** Words of a name that refers to any device, and those it is said of. */
  readonly general: readonly { readonly words: readonly string[]; readonly of: readonly number[] }[]
  /** Words in front of such a name that say it is of others than those named. */
  readonly others: readonly string[]
}

export interface Ruleset {
  readonly name: string
  readonly version: string
  readonly hash: string
  /** Word of token id `FIRST_WORD + i`. */
  readonly words: readonly string[]
  /** Word classes per token id, as bits. */
  readonly classes: readonly number[]
  /** Other spellings: per token id, spellings with a space between. */
  readonly spellings: readonly (readonly [id: number, spellings: string])[]
  /**
   * Phrases as tables of words that go on from the same beginning, packed one behind the other: how many words there
   * are, and for each its token id, who owns the phrase that ends there (an index into `owners` + 1, or 0), and the
   * table of the words after it (counted from 1, or 0). Equal tables stand once, before those that lead to them; first
   * words last.
   *
   *     | 2 | effusion id | owners | 0 | nodule id | owners | 0 | 1 | small id | 0 | 1 |
   *     "small effusion", "small nodule"
   */
  readonly phrases: ArrayLike<number>
  /** Sets of owners, each once: the layers a phrase stands in, and its rule there. */
  readonly owners: readonly (readonly (readonly [layer: number, rule: number])[])[]
  readonly rules: readonly Rule[]
  readonly anatomyCount: number
  readonly stateCount: number
  /** `anatomy * stateCount + state` → rule index of the composition. */
  readonly compositions: readonly (readonly [key: number, rule: number])[]
  readonly concepts: readonly Concept[]
  readonly strata: readonly Stratum[]
  readonly outputStrata: readonly OutputStratum[]
  readonly labelSets: readonly LabelSet[]
  readonly consistency: Consistency
}
