// What a rule of each kind says, compiled. Types only.
import type { Change, Existence, PriorState, Time } from './types.ts'

export interface RuleHead {
  readonly id: string
}
export interface FindingRule extends RuleHead {
  readonly kind: 'finding'
  readonly concept: number
  readonly existence: Existence | null
  /** The change that the words say by themselves: "extubated" is of a tube that was there. */
  readonly change: Change | null
  /** What they say of a prior examination, where that does not follow from the change. */
  readonly prior: PriorState | null
  /** Alone after a denied finding and a comma it is stated, not denied: "no effusion, *cardiomegaly*". */
  readonly affirms: boolean
  /** Stated only where a number in the words is greater than this; else the words are read as the rule `otherwise`. */
  readonly above: number | null
  readonly otherwise: string | null
}
export interface AnatomyRule extends RuleHead {
  readonly kind: 'anatomy'
  readonly index: number
  /** Concepts left to a prior examination where this structure is called unchanged; `all` for the whole chest. */
  readonly leaves: 'all' | readonly number[]
}
export interface StateRule extends RuleHead {
  readonly kind: 'state'
  readonly index: number
  /** Only right behind its structure, or behind the colon or dash after that. */
  readonly isNear: boolean
}
export interface CompositionRule extends RuleHead {
  readonly kind: 'composition'
  readonly concept: number
  readonly existence: Existence | null
  readonly hidesFindings: boolean
  /**
   * Only where the state stands right behind its structure or is "of" it, is in an item of a template that the
   * structure names, is all that is said, or is all that the sentence says of the structure; or null.
   */
  readonly only: 'near' | 'item' | 'alone' | 'lone' | null
  /** As for a finding. */
  readonly affirms: boolean
}
export interface MaskRule extends RuleHead {
  readonly kind: 'mask'
}
export type Direction = 'forward' | 'backward' | 'either' | 'between' | 'clause' | 'subject'
export interface CueRule extends RuleHead {
  readonly kind: 'cue'
  readonly existence: Existence | null
  readonly time: Time | null
  readonly change: Change | null
  /** What it says of a prior examination, where that does not follow from the change. */
  readonly prior: PriorState | null
  /** The one kind that an improbable cue denies, leaving others open: "no *new* nodule", "no *definite* nodule". */
  readonly scope: string | null
  readonly direction: Direction
  readonly reach: number
  /** Beats a negation on the other side of the finding: "cannot be excluded". */
  readonly wins: boolean
  /**
   * Speaks of a prior examination: the report compares. `behind`: only as the predicate of a finding that has a normal
   * amount: "the opacity is *larger*", but "*larger* markings".
   */
  readonly compares: boolean | 'behind'
  /** Said of no finding, it leaves the whole chest, or the rest of it, to a prior examination: "no change". */
  readonly leans: 'all' | 'subject' | 'rest' | 'named' | null
  /** Governs whole lists: commas do not end it, and "or" inside it joins without doubt ("no change in A or B"). */
  readonly lists: boolean
  /** Continues a negation whose finding has been named: "no opacity *suspicious for* pneumonia". */
  readonly serves: boolean
  /** Does not lift a hedge that is open already: "in the right setting, this is *compatible with* pneumonia". */
  readonly yields: boolean
  /**
   * First in a sentence that names no finding, it answers the last that was asked for: "evaluate for edema; *none
   * seen*".
   */
  readonly refers: boolean
  /**
   * Casts its doubt even where no finding stands on the other side ("nodule *versus* vessel"); looking back, it is of
   * the nearest finding alone ("consolidation and effusion, *trace if any*").
   */
  readonly lone: boolean
  /** A hedge that prefers the first of two, or the word before the second: "*favor* edema *over* infection". */
  readonly contrasts: 'first' | 'second' | null
  /** Tells a change only beside words that compare: "*interval* tube placement", but "the tube *placement* is good". */
  readonly isRelative: boolean
  /**
   * Speaks of devices alone ("left effusion and tube *removal*"), where false of anything else ("*has resolved*"), or
   * null.
   */
  readonly devices: boolean | null
  /**
   * Its time is that of a device it asks for, and of nothing else: "*consider* a chest tube", but "consider pneumonia".
   */
  readonly plans: boolean
  /**
   * Not said of a finding with "the", which is there: "*pneumonia* may explain …", but "the effusion may explain …".
   */
  readonly indefinite: boolean
  /**
   * A noun of change; where it is denied ("no *increase in*", "no edema or *increase in*"), it is read as this cue, or
   * null.
   */
  readonly denied: string | null
}
export interface StopRule extends RuleHead {
  readonly kind: 'stop'
  readonly ends: readonly ('existence' | 'time' | 'change')[]
  /** Does not end a hedge or denial right before it, whose object begins here: "I doubt *there is* an effusion". */
  readonly yields: boolean
}
export interface ModifierRule extends RuleHead {
  readonly kind: 'modifier'
  readonly facet: string
  readonly value: string
  /** Begins an affirmative noun phrase after a comma ("No pneumothorax, *small* effusion"). */
  readonly affirms: 'always' | 'comma' | null
  /** Further facets that the same words give: initials of a lobe name its level and its side. */
  readonly also: readonly (readonly [facet: string, value: string])[]
  /** The words belong to the nearest mention of this concept, or of one under it, however far it stands; or null. */
  readonly of: number | null
  /** The value is the largest number in the words times this; null where the words have no number to read. */
  readonly unit: number | null
  /**
   * Says that a device is where it should be, whatever is said of the next in its list: "PICC *in place* and ETT
   * removed".
   */
  readonly lies: boolean
}
export interface HeadingRule extends RuleHead {
  readonly kind: 'heading'
  readonly section: string
  readonly isLabelled: boolean
  /** Opens a section also without a colon. */
  readonly bare: boolean
  /** Ends at an empty line even where no heading follows. */
  readonly short: boolean
  /** What stands under it speaks of prior examinations. */
  readonly isPrior: boolean
  /** Tells how this examination was made, though its findings are no labels. */
  readonly technique: boolean
  /** Inside a labelled section it holds one sentence only: "FINDINGS: Comparison 3 May. The lungs are clear." */
  readonly brief: boolean
  /** The report begins here: what stands before it under no heading may be the request. */
  readonly body: boolean
  /**
   * No heading, but words of a request ("78 yo male with …"): they open a section before `body`, under no other
   * heading.
   */
  readonly request: boolean
  /** Names the examination, and the report follows: "Clinical: cough. *Chest X-ray:* The heart is enlarged." */
  readonly isTitle: boolean
}
export type Rule =
  | FindingRule
  | AnatomyRule
  | StateRule
  | CompositionRule
  | MaskRule
  | CueRule
  | StopRule
  | ModifierRule
  | HeadingRule
