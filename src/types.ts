// The public types: what goes in, what comes out, and the words every file uses for them.
// No behaviour lives here.

/** Half-open range of UTF-16 code units in the original text: `text.slice(start, end)`. */
export interface Span {
  readonly start: number
  readonly end: number
}

export type Polarity = 'present' | 'absent'
/** Degrees of certainty that a finding is there; `absent` polarity closes the five-level scale. */
export type Certainty = 'certain' | 'probable' | 'possible' | 'improbable'
export type Time = 'current' | 'prior' | 'hypothetical'
export type Change = 'new' | 'increased' | 'unchanged' | 'decreased' | 'resolved'
/** One scale for polarity and certainty together, as cues set it (NegEx/ConText, five degrees). */
export type Existence = 'certain' | 'probable' | 'possible' | 'improbable' | 'absent'

/** A phrase that changed, or tried to change, how a mention is read. */
export interface Cue extends Span {
  readonly rule: string
  readonly existence: Existence | null
  readonly time: Time | null
  readonly change: Change | null
  /** False when a nearer or stronger cue on the same axis won. */
  readonly decided: boolean
}

/** How the report speaks of one mention. The axes are independent. */
export interface Assertion {
  readonly polarity: Polarity
  readonly certainty: Certainty
  readonly time: Time
  readonly change: Change | null
  /** Qualifiers inside a negation ("no *acute* fracture", "no *large* effusion"); empty when plain. */
  readonly scope: readonly string[]
  readonly cues: readonly Cue[]
}

/** A word that qualifies a mention: side, size, severity, age, distribution … */
export interface Modifier extends Span {
  readonly rule: string
  readonly facet: string
  readonly value: string
}

/** A finding named in the text, with how it is asserted. */
export interface Mention extends Span {
  readonly rule: string
  readonly concept: string
  readonly assertion: Assertion
  readonly modifiers: readonly Modifier[]
  /** Index into `LabelledReport.sections`. */
  readonly section: number
  readonly sentence: Span
  /** Set where a composition (anatomy + state) made the mention: its two parts. */
  readonly parts: readonly Span[]
}

export interface Section extends Span {
  /** Section name from the heading rules (`findings`, `impression`, `indication`, …) or `body`. */
  readonly name: string
  /** Where the heading stands; empty span when the section has none. */
  readonly heading: Span
  /** Whether findings in this section are labelled. */
  readonly isLabelled: boolean
}

/** An ontology concept asserted of the patient in this examination, over all its mentions. */
export interface Finding {
  readonly concept: string
  readonly value: 1 | 0 | -1
  readonly certainty: Certainty | null
  readonly change: Change | null
  /** Indices into `LabelledReport.mentions`. */
  readonly mentions: readonly number[]
}

export type LabelSource = 'said' | 'implied' | 'rolled-up' | 'carried'

/** Why a label has its value: the mention, and through it the cues. */
export interface Evidence extends Span {
  readonly rule: string
  readonly concept: string
  /** Index into `LabelledReport.mentions`. */
  readonly mention: number
  readonly section: string
  readonly sentence: Span
  readonly cues: readonly Cue[]
}

export interface LabelValue {
  /** 1 present, 0 absent, -1 uncertain, null: the report does not speak of it. */
  readonly value: 1 | 0 | -1 | null
  readonly certainty: Certainty | null
  readonly change: Change | null
  readonly source: LabelSource | null
  readonly evidence: readonly Evidence[]
}

export type ConflictKind = 'parent-negative-child-positive' | 'present-and-absent'

export interface Conflict {
  readonly kind: ConflictKind
  /** Label or concept the statements disagree on. */
  readonly on: string
  readonly spans: readonly Span[]
  readonly message: string
}

export interface Prior {
  /** Any statement compares with a prior examination. */
  readonly compares: boolean
  /** The report says nothing but that it is unchanged since a prior. */
  readonly only: boolean
  readonly spans: readonly Span[]
}

export interface LabelledReport {
  readonly id: string | null
  /** The text all offsets refer to (sections given as fields are joined, in order). */
  readonly text: string
  readonly labels: Readonly<Record<string, LabelValue>>
  readonly noFindingReason: string
  /** The report states that there is nothing acute, whatever else it says. */
  readonly noAcute: boolean
  readonly strata: Readonly<Record<string, string | boolean | readonly string[]>>
  readonly findings: readonly Finding[]
  readonly mentions: readonly Mention[]
  readonly sections: readonly Section[]
  readonly prior: Prior
  readonly technique: Readonly<Record<string, readonly string[]>>
  readonly conflicts: readonly Conflict[]
  readonly ruleset: { readonly name: string; readonly version: string; readonly hash: string }
}

/** A report as named sections (`findings`, `impression`, `indication`, `comparison`, …). */
export type ReportSections = Readonly<Record<string, string | null | undefined>>

export interface LabelOptions {
  readonly id?: string | null
  /** Lift positive and uncertain children into their parents. Default on. */
  readonly rollUp?: boolean
  /** Give 0 to what a blanket normality statement implies ("lungs are clear"). Default on. */
  readonly impliedNegatives?: boolean
  /** Value of "likely"/"probable". Default 1. */
  readonly probable?: 1 | -1
  /** What to do with uncertain values (the LabelU / LabelL bounds). Default `keep`. */
  readonly uncertain?: 'keep' | 'ones' | 'zeros' | 'drop'
  /** Sections whose findings are labelled. Default findings, impression and their kin. */
  readonly sections?: readonly string[]
  /** Name of a label set of the ruleset. Default `chexpert`. */
  readonly labelSet?: string
  /** `evidence` (default) asks for stated normality; `chexpert` gives 1 to silence. */
  readonly noFinding?: 'evidence' | 'chexpert'
  /** "No large effusion" gives 0 (default) or blank. */
  readonly scopedNegation?: 0 | null
  /** Let a positive pneumonia fill a blank consolidation on roll-up. Default on. */
  readonly policyEdges?: boolean
}
