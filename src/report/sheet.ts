// A datasheet as plain data: what was counted over a set of labelled reports. It holds no text of a report; everything
// a datasheet says is said from it, and shares are reckoned from its counts when it is written.
import type { MacroRate, Rate } from '../evaluate/result.ts'
import type { ChainEnd, ConflictKind, Existence, LabelOptions, LabelSource } from '../types.ts'

/** A count; a string such as `<11` where it is too small to be told, see `hideSmall`. */
export type Count = number | string
export type Counts = Readonly<Record<string, Count>>

/** How numbers are spread: of `n` of them, a share of 5, 25 … percent is at most so large. */
export interface Spread {
  readonly n: Count
  readonly p5: number
  readonly p25: number
  readonly p50: number
  readonly p75: number
  readonly p95: number
}

/** How the labels were made. */
export interface Making {
  readonly version: string | null
  readonly ruleset: {
    readonly name: string
    readonly version: string
    readonly hash: string
    /** They are the rules of the package and no other. */
    readonly isDefault: boolean
  }
  /** All options, those left out with their defaults. */
  readonly options: Required<Omit<LabelOptions<string>, 'id' | 'detail' | 'sections'>>
  readonly labelSet: string
  readonly noFinding: string | null
  /** Sections that are labelled, and those that are read over. */
  readonly labelledSections: readonly string[]
  readonly otherSections: readonly string[]
  /** ISO day on which the labels were made. */
  readonly date: string
  /** What was read, without folders. */
  readonly inputs: readonly { readonly name: string; readonly bytes: number | null }[]
  /** The command that wrote the sheet, and one that writes its labels; null when it was not a command. */
  readonly command: string | null
  readonly labelCommand: string | null
  /** Of ids and values of all labels, whatever their order; see `makeLabelDigest`. */
  readonly labelDigest: string
  /** A file of labels that was compared with them; null where none was. */
  readonly labelFile: { readonly name: string; readonly rows: number; readonly isSame: boolean } | null
}

/** Records that were read: `records` = `labelled` + those set aside. */
export interface Reading {
  readonly records: Count
  readonly labelled: Count
  /** By reason. */
  readonly setAside: Counts
  /** Files that are no reports. */
  readonly ignored: Count
}

export interface Texts {
  /** Characters a report. */
  readonly characters: Spread | null
  readonly words: number
  /** Words that no rule knows, that are known by a misspelling, and places where a word was taken out. */
  readonly unknownWords: Count
  readonly misspeltWords: Count
  readonly maskedWords: Count
  /** Words that no rule knows, in percent of each report's. */
  readonly unknownPercent: Spread | null
  readonly mostlyUnknown: Count
  readonly withoutMention: Count
  readonly withoutLabel: Count
  readonly sections: readonly { readonly name: string; readonly isLabelled: boolean; readonly reports: Count }[]
  /** Texts that are the same to the letter: how many of them, and how many reports have one. */
  readonly repeatedTexts: Count
  readonly repeatedReports: Count
  /** Reports with the text that most have. */
  readonly mostRepeated: Count
}

export interface Patients {
  readonly patients: Count
  /** Reports that name a patient, and that do not. */
  readonly reports: Count
  readonly unnamed: Count
  readonly perPatient: Spread | null
  readonly steps: readonly { readonly from: number; readonly to: number | null; readonly patients: Count }[]
  /** The one patient in a hundred with most reports: how many they are, and their reports. */
  readonly top: { readonly patients: Count; readonly reports: Count }
  /** Days from a report to the patient's next; null where dates were not asked for or none can be read. */
  readonly days: Spread | null
  readonly undated: Count
  /** By label: patients with it in one report or more, and in two or more. */
  readonly labels: readonly { readonly label: string; readonly patients: Count; readonly repeated: Count }[]
}

/** What reading the reports of a patient together did. */
export interface Series {
  readonly maxGapDays: number
  /** Values carried from an earlier report, and reports that have one. */
  readonly carried: Count
  readonly carriedReports: Count
  /** Labels whose chain ended, by why: nothing is carried past that. */
  readonly ended: Readonly<Record<ChainEnd['reason'], Count>>
  /** Reports that say of before what an earlier one does not. */
  readonly contradictions: Count
  /** Reports that took no part, by why. */
  readonly problems: Counts
}

export const VALUES = ['positive', 'uncertain', 'negative', 'blank'] as const
export type Value = (typeof VALUES)[number]
export const SOURCES = ['said', 'implied', 'rolled-up', 'carried'] as const satisfies readonly LabelSource[]
export const DEGREES = ['certain', 'probable', 'possible', 'improbable'] as const
export const CHANGES = ['new', 'increased', 'unchanged', 'decreased', 'resolved'] as const

export interface Label {
  readonly label: string
  readonly values: Readonly<Record<Value, Count>>
  /** By value, where it comes from. */
  readonly sources: Readonly<Record<Exclude<Value, 'blank'>, Readonly<Record<LabelSource, Count>>>>
  /** Of positive and uncertain values, how sure the report is. */
  readonly degrees: Readonly<Record<(typeof DEGREES)[number], Count>>
  /** Of all values, what changed since a prior examination. */
  readonly changes: Readonly<Record<(typeof CHANGES)[number], Count>>
  /** Positives that rest on one mention, and those whose every mention has a misspelt word. */
  readonly onOneMention: Count
  readonly onMisspelling: Count
}

/** Two labels that are positive in the same report. */
export interface Pair {
  readonly labels: readonly [string, string]
  readonly reports: Count
}

export interface Whole {
  /** Reports that compare with a prior examination, and that say nothing else. */
  readonly compares: Count
  readonly leansWholly: Count
  readonly noAcute: Count
  /** Why No Finding is 1 or blank: reports by reason. */
  readonly noFinding: Counts
}

/** A group of reports that a label does not tell apart. */
export interface Group {
  readonly key: string
  /** The label it divides; null where it is of none. */
  readonly label: string | null
  /** It is of how the image was made. */
  readonly isTechnique: boolean
  /** Reports that fall under any value. */
  readonly reports: Count
  /** Reports by value, in the order of the ontology. Of a measure none. */
  readonly values: Counts
  readonly measure: Spread | null
}

export interface Doubts {
  readonly mentions: number
  /** Mentions over which cues disagreed, and denials that hold for a part only ("no large effusion"). */
  readonly beaten: Count
  readonly narrowed: Count
  /** Mentions dropped that spoke of a prior examination only. */
  readonly dropped: Count
  /** Cues that made a mention less than certain, by id of the rule, most frequent first. */
  readonly hedges: readonly { readonly rule: string; readonly degree: Existence; readonly mentions: Count }[]
  readonly conflicts: readonly {
    readonly kind: ConflictKind
    readonly reports: Count
    /** The first of them; empty where ids are left out. */
    readonly ids: readonly string[]
  }[]
}

/** The positives of a label that are likely to be wrong. */
export interface Wrong {
  readonly label: string
  /** Positives of these labels that the precision speaks of. */
  readonly positives: Count
  /** Positives that were checked against a gold, and those that it does not accept. */
  readonly checked: Count
  readonly wrong: Count
  /** Expected among `positives`, with a 95 % interval; null where too few were checked. */
  readonly expected: { readonly value: number; readonly low: number; readonly high: number } | null
}

/** What the labels were compared with. */
export interface Trust {
  /** With a gold standard of this dataset: what `evaluate` finds, without ids of reports. */
  readonly gold: GoldScores | null
  /** Empty where neither a gold nor the library's own measurements speak of these labels. */
  readonly wrong: readonly Wrong[]
}

/** An F1 with its counts, of which `evaluate` has numbers. */
export interface GoldF1 extends Rate {
  readonly tp: Count
  readonly fp: Count
  readonly fn: Count
}

export const GOLD_KINDS = ['positive', 'negation', 'uncertainty'] as const
export type GoldKind = (typeof GOLD_KINDS)[number]

export interface GoldScores {
  readonly file: string
  /** Reports scored; gold reports that were not among the labelled, and gold rows that could not be read. */
  readonly reports: number
  readonly unmatched: number
  readonly setAside: number
  readonly seed: number
  readonly resamples: number
  /** Reports with every cell right. */
  readonly exact: Rate & { readonly right: Count; readonly n: Count }
  readonly cells: { readonly right: Count; readonly n: Count }
  readonly macro: Readonly<Record<GoldKind, MacroRate>>
  readonly labels: readonly ({ readonly label: string; readonly n: Count } & Readonly<Record<GoldKind, GoldF1>>)[]
}

/** Everything a datasheet says. */
export interface Sheet {
  readonly making: Making
  readonly reading: Reading
  readonly texts: Texts
  /** Null where no report names a patient. */
  readonly patients: Patients | null
  /** Null where each report was labelled alone. */
  readonly series: Series | null
  readonly labels: readonly Label[]
  readonly pairs: readonly Pair[]
  readonly whole: Whole
  readonly groups: readonly Group[]
  readonly doubts: Doubts
  readonly trust: Trust
  /** Counts below this, but above 0, are hidden; 0 or 1: none. */
  readonly least: number
}
