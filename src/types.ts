// The public types: what goes in, what comes out, and the words every file uses for them. No behaviour lives here.
import type { LabelSetName } from './label-names.generated.ts'

/** Half-open range of UTF-16 code units in the original text: `text.slice(start, end)`. */
export interface Span {
  readonly start: number
  readonly end: number
}

/** Whether the report states or denies a finding. */
export type Polarity = 'present' | 'absent'
/** Degrees of certainty that a finding is there; `absent` polarity closes the five-level scale. */
export type Certainty = 'certain' | 'probable' | 'possible' | 'improbable'
/** Of which time it speaks: this examination, an earlier one, or none yet ("if pneumonia is suspected"). */
export type Time = 'current' | 'prior' | 'hypothetical'
/** What became of a finding since the prior examination. */
export type Change = 'new' | 'increased' | 'unchanged' | 'decreased' | 'resolved'
/** What a report says of a finding at a prior examination; most reports say nothing: `unknown`. */
export type PriorState = 'present' | 'absent' | 'unknown'
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
  readonly prior: PriorState
  /**
   * What a negation is narrowed to ("no *acute* fracture", "no *large* effusion"); empty when plain. "No *new* nodule"
   * and "no *definite* nodule" deny that kind, and certainty is improbable: they leave others open.
   */
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
  readonly prior: PriorState
  /** Indices into `LabelledReport.mentions`. */
  readonly mentions: readonly number[]
}

/** Stated in words, implied by a blanket statement, lifted from a label below, or carried from an earlier report. */
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

/** The value of a label, and why. */
export interface LabelValue {
  /** 1 present, 0 absent, -1 uncertain, null: the report does not speak of it. */
  readonly value: 1 | 0 | -1 | null
  readonly certainty: Certainty | null
  readonly change: Change | null
  readonly prior: PriorState
  readonly source: LabelSource | null
  readonly evidence: readonly Evidence[]
  /** Set by `labelSeries` where the value was carried from an earlier report; the evidence is over there. */
  readonly carried: Carried | null
}

/** Another report of a series: its id and its index in the list that was given. */
export interface ReportReference {
  readonly report: string | null
  readonly index: number
}

/** Where a carried value comes from. */
export interface Carried extends ReportReference {
  /** How many examinations back it was stated: 1 is the one before. */
  readonly steps: number
}

/**
 * How statements of a report disagree.
 *
 * - `findings-and-impression`: one section states what another denies, or calls normal
 * - `present-and-absent`: the same within one section
 * - `present-and-resolved`: a finding is said to be there, and to have resolved
 * - `parent-negative-child-positive`: a finding is denied, and a kind of it stated, in one section
 * - `opposed-statements`: a finding, and a statement that leaves no room for it, in one section
 * - `laterality`: a finding is on one side here and on the other side there
 * - `device-without-indication`: a device, and nothing stated that it is there for
 * - `contradicts-series`: the report says of before what an earlier report does not (`labelSeries` only)
 */
export type ConflictKind =
  | 'findings-and-impression'
  | 'present-and-absent'
  | 'present-and-resolved'
  | 'parent-negative-child-positive'
  | 'opposed-statements'
  | 'laterality'
  | 'device-without-indication'
  | 'contradicts-series'

/** Words of a statement that takes part in a conflict, its side and cues among them. */
export interface ConflictSpan extends Span {
  readonly concept: string
  /** Name of the section they stand in. */
  readonly section: string
  readonly sentence: Span
}

/** Statements that do not go together; which those are, `ontology/consistency.yaml` says. */
export interface Conflict {
  readonly kind: ConflictKind
  /** The label the statements disagree on; the name of a concept where no label of the set speaks of it. */
  readonly on: string
  /**
   * Both sides, the one that affirms first; one span where what is missing, or the other side, is not in this report.
   */
  readonly spans: readonly ConflictSpan[]
  /** The reason in words, without any of the report's. */
  readonly message: string
  /** The other report, where two disagree (`contradicts-series`); the spans are of this one. */
  readonly earlier?: ReportReference
}

/** What a report says of prior examinations. */
export interface Prior {
  /** Any statement compares with a prior examination. */
  readonly compares: boolean
  /** The report says nothing but that it is unchanged since a prior, and perhaps what devices have come or gone. */
  readonly only: boolean
  readonly spans: readonly Span[]
  /** What the report leaves to the prior, statement by statement: "no change", "otherwise unchanged". */
  readonly covers: readonly Leaning[]
  /** Mentions that spoke only of a prior examination and were dropped, with why; see `LabelOptions.priorMentions`. */
  readonly dropped: readonly DroppedMention[]
}

/** A statement that leaves something to a prior examination; the span is that of its words of change. */
export interface Leaning extends Span {
  readonly rule: string
  /** The whole chest, all that the report does not mention, or only the structures or devices that are named. */
  readonly what: 'all' | 'rest' | 'named'
  /** What is left open where `what` is `named`: ontology concepts. */
  readonly concepts: readonly string[]
}

/** A mention that spoke only of a prior examination. */
export interface DroppedMention extends Span {
  readonly rule: string
  readonly concept: string
  /** Said to be of a prior examination (`cue` says by which rule), or standing in a section about comparisons. */
  readonly why: 'prior-statement' | 'comparison-section'
  readonly cue: string | null
}

/** The groups a report falls into, by key of `ontology/outputs.yaml`. */
export type Strata = Readonly<Record<string, string | boolean | number | readonly string[]>>

/**
 * A report as it was read. `Label` are the names of its labels: `ChexpertLabel` by default, any string where the label
 * set is not known to the compiler (own rules, `full`). A report with named labels is one with any.
 */
export interface LabelledReport<Label extends string = string> {
  readonly id: string | null
  /** The text all offsets refer to (sections given as fields are joined, in order). */
  readonly text: string
  readonly labels: Readonly<Record<Label, LabelValue>>
  /** Why No Finding is 1 or not: `normality-stated`, `blocked-by:CONCEPT` and others; see ontology/README.md. */
  readonly noFindingReason: string
  /** The report states that there is nothing acute, whatever else it says. */
  readonly noAcute: boolean
  readonly strata: Strata
  readonly findings: readonly Finding[]
  readonly mentions: readonly Mention[]
  readonly sections: readonly Section[]
  readonly prior: Prior
  /** How the image was made: by concept (projection, rotation …), the rules that found it. */
  readonly technique: Readonly<Record<string, readonly string[]>>
  readonly conflicts: readonly Conflict[]
  /** Its place among the patient's reports; null outside `labelSeries`. */
  readonly series: SeriesPlace | null
  readonly ruleset: { readonly name: string; readonly version: string; readonly hash: string }
}

/** A report as named sections (`findings`, `impression`, `indication`, `comparison`, …). */
export type ReportSections = Readonly<Record<string, string | null | undefined>>

/** Every option may be left out. `Set`: label sets, those of the default ruleset, or any string for rules of one's own. */
export interface LabelOptions<Set extends string = LabelSetName> {
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
  /** Name of a label set of the ruleset: `chexpert` (default), `mimic`, `cxr14`, `full`, or one of your own. */
  readonly labelSet?: Set
  /** `evidence` (default) asks for stated normality; `chexpert` gives 1 to silence. */
  readonly noFinding?: 'evidence' | 'chexpert'
  /** "No large effusion" gives 0 (default) or blank. */
  readonly scopedNegation?: 0 | null
  /**
   * `drop` takes out mentions that speak only of a prior examination, and lists them in `prior.dropped`. Default
   * `keep`.
   */
  readonly priorMentions?: 'keep' | 'drop'
  /**
   * `labels` leaves strata, findings, technique and conflicts empty, reads modifiers and scopes only where a label
   * depends on them, and is a third faster. Default `all`.
   */
  readonly detail?: 'all' | 'labels'
  /** Let a positive pneumonia fill a blank consolidation on roll-up. Default on. */
  readonly policyEdges?: boolean
}

/** A report of one patient, as `labelSeries` takes it. */
export interface SeriesReport {
  readonly id?: string | null
  /** `2026-11-25`, with a time if known (`2026-11-25T14:30`), `20261125`, or a Date. Without one: plain labels. */
  readonly date?: string | Date | null
  readonly text: string | ReportSections
}

/** Options of every report of the series, and how far labels are carried. */
export interface SeriesOptions<Set extends string = LabelSetName> extends Omit<LabelOptions<Set>, 'id' | 'detail'> {
  /** Days between two examinations after which nothing is carried any more. Default 30. */
  readonly maxGapDays?: number
}

/** Where a report stands in its patient's series. */
export interface SeriesPlace {
  /** Place in time, from 0; reports of one time share a place. Null where the report could not be placed. */
  readonly place: number | null
  /** Why the report has plain labels; null where it takes part. */
  readonly problem: 'undated' | 'duplicate' | 'same-time' | null
  /** The problem in words, and what to do; null where there is none. */
  readonly message: string | null
  /** Chains that end here: nothing stated before this report is carried past it. */
  readonly ended: readonly ChainEnd[]
}

/** The end of the chains of some labels. */
export interface ChainEnd {
  readonly labels: readonly string[]
  /** `partial`: a part of what stood is denied, and the rest not spoken of. */
  readonly reason: 'gap' | 'conflict' | 'partial'
  readonly message: string
}
