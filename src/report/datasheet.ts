// Counts labelled reports, one after the other, into a datasheet. Memory: some 30 bytes for each different text and
// each patient, 8 for each dated report, and of a gold standard the labels of its reports; no text is kept.
import { defaultLabeller } from '../labeller.ts'
import type { Ruleset } from '../ruleset.ts'
import type { LabelledReport, LabelOptions } from '../types.ts'
import { makeDoubtCounter } from './count-doubts.ts'
import { makeGroupCounter } from './count-groups.ts'
import { makeLabelCounter } from './count-labels.ts'
import { type About, makePatientCounter } from './count-patients.ts'
import { makeSeriesCounter } from './count-series.ts'
import { makeTextCounter, sectionsOf } from './count-texts.ts'
import { hideSmall } from './hide-small.ts'
import { makeLabelDigest } from './label-digest.ts'
import type { Making, Sheet } from './sheet.ts'
import { type Gold, makeTrustCounter } from './trust.ts'

/** Every option may be left out. */
export interface DatasheetOptions {
  /** The options the reports were labelled with. */
  readonly label?: LabelOptions<string>
  /** The ruleset they were labelled with; the library's own by default. */
  readonly ruleset?: Ruleset
  /** The reports of each patient were labelled together, by `labelSeries`. */
  readonly series?: { readonly maxGapDays?: number }
  readonly gold?: Gold
  /** Give ids of reports, of those whose statements do not go together. Default true. */
  readonly withIds?: boolean
  /** Hide counts from 1 to below this. Default 0: none. */
  readonly least?: number
  /** Version of the program that labelled. */
  readonly version?: string
  /** When the labels were made. Default: now. */
  readonly date?: Date
}

/** What is known once all is read. */
export interface Known {
  /** Files that were no reports. */
  readonly ignored?: number
  readonly inputs?: Making['inputs']
  readonly command?: string
  readonly labelCommand?: string
  /** A file of labels to compare with those counted, by its digest. */
  readonly labelFile?: { readonly name: string; readonly rows: number; readonly digest: string }
}

export interface Datasheet {
  /** Names of the labels, in the order of the label set. */
  readonly labels: readonly string[]
  /** Counts a report, labelled with all detail. @throws {TypeError} when it has labels of another set */
  add(report: LabelledReport, about?: About): void
  /** Counts a record that could not be labelled. */
  setAside(reason: string): void
  /** What was counted so far. */
  sheet(known?: Known): Sheet
}

/** What `labelReport` does where an option is left out. */
export const LABEL_DEFAULTS: Making['options'] = {
  labelSet: 'chexpert',
  rollUp: true,
  impliedNegatives: true,
  probable: 1,
  uncertain: 'keep',
  noFinding: 'evidence',
  scopedNegation: 0,
  priorMentions: 'keep',
  policyEdges: true,
}

/**
 * Makes an empty datasheet.
 *
 * @example
 * const datasheet = makeDatasheet()
 * for (const { id, text, patient } of reports) datasheet.add(labelReport(text, { id }), { patient })
 * writeFileSync('datasheet.md', datasheetMarkdown(datasheet.sheet()))
 *
 * @throws {TypeError} for a label set that the ruleset does not have, and for reports labelled without all detail
 */
export function makeDatasheet(options: DatasheetOptions = {}): Datasheet {
  const { label = {}, ruleset = defaultLabeller().ruleset, least = 0, withIds = true, version = null } = options
  const labelSet = label.labelSet ?? LABEL_DEFAULTS.labelSet
  const set = ruleset.labelSets.find(({ name }) => name === labelSet)
  if (set === undefined) throw new TypeError(`unknown label set "${labelSet}"`)
  if (label.detail === 'labels') throw new TypeError('a datasheet needs all detail of a report; leave detail out')
  const names = set.labels.map(({ name }) => name)
  const texts = makeTextCounter(ruleset)
  const patients = makePatientCounter(names)
  const labels = makeLabelCounter(names)
  const series = options.series === undefined ? null : makeSeriesCounter(options.series)
  const groups = makeGroupCounter(ruleset, set)
  const doubts = makeDoubtCounter(ruleset, { withIds })
  const trust = makeTrustCounter(options.gold ?? null, labelSet)
  const digest = makeLabelDigest()
  const setAside: Record<string, number> = {}
  let [labelled, rejected] = [0, 0]
  return {
    labels: names,
    add: (report, about = {}) => {
      if (names.some((name) => report.labels[name] === undefined)) {
        throw new TypeError(`the report has no labels of the set "${labelSet}"; label it with that labelSet`)
      }
      labelled++
      labels.add(report, texts.add(report))
      digest.add(
        report.id,
        names.map((name) => report.labels[name].value),
      )
      patients.add(report, about)
      series?.add(report, about)
      groups.add(report.strata)
      doubts.add(report)
      trust.add(report)
    },
    setAside: (reason) => {
      rejected++
      setAside[reason] = (setAside[reason] ?? 0) + 1
    },
    sheet: ({ ignored = 0, inputs = [], command = null, labelCommand = null, labelFile } = {}) => {
      const { id: _, detail: __, sections, ...own } = label
      const { labelled: labelledSections, other: otherSections } = sectionsOf(ruleset, sections)
      const { name, version: rulesVersion, hash } = ruleset
      const counted = labels.count()
      const labelDigest = digest.digest()
      const isSame = labelFile?.rows === labelled && labelFile.digest === labelDigest
      const sheet: Sheet = {
        making: {
          ...{ version, labelSet, noFinding: set.noFinding, labelledSections, otherSections },
          ...{ inputs, command, labelCommand, labelDigest },
          labelFile: labelFile === undefined ? null : { name: labelFile.name, rows: labelFile.rows, isSame },
          ruleset: { name, version: rulesVersion, hash, isDefault: hash === defaultLabeller().ruleset.hash },
          options: { ...LABEL_DEFAULTS, ...own },
          date: (options.date ?? new Date()).toISOString().slice(0, 10),
        },
        reading: { records: labelled + rejected, labelled, setAside: { ...setAside }, ignored },
        texts: texts.count(),
        patients: patients.count(),
        series: series?.count() ?? null,
        ...counted,
        groups: groups.count(),
        doubts: doubts.count(),
        trust: trust.count(counted.labels),
        least: 0,
      }
      return hideSmall(sheet, least)
    },
  }
}
