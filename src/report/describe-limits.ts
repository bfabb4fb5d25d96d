// Datasheet, seventh to ninth section: where the labels fail, how to use them, and what only others can know.
import { type Block, code, heading, list, paragraph, say, strong, table } from './blocks.ts'
import { count, counted, countedOf, countOf, percent, words } from './numbers.ts'
import { PUBLISHED } from './published.ts'
import type { Sheet } from './sheet.ts'

const MOST_HEDGES = 15

export function describeLimits({ doubts, texts, reading, whole }: Sheet): Block[] {
  const { mentions, beaten, narrowed, dropped, hedges, conflicts } = doubts
  return [
    heading('7. Where they fail'),
    heading('In these reports', 3),
    list([
      say`Between cues that disagree (“no … cannot be excluded”), of which one had to win: ${countOf(beaten, mentions)} of ${counted(mentions, 'mention')}.`,
      say`Denied in part only (“no large …”, “no acute …”): ${countedOf(narrowed, mentions, 'mention')}.`,
      ...(dropped === 0
        ? []
        : [say`Dropped, as they speak of a prior examination only: ${counted(dropped, 'mention')}.`]),
      say`Reports that lean wholly on an earlier one: ${countOf(whole.leansWholly, reading.labelled)}; that are mostly of words no rule knows: ${countOf(texts.mostlyUnknown, reading.labelled)}; that have no label at all: ${countOf(texts.withoutLabel, reading.labelled)}.`,
    ]),
    ...(conflicts.length === 0
      ? [paragraph(say`No report was seen to contradict itself.`)]
      : [
          paragraph(
            say`Statements that do not go together, by kind. A person should read these reports; no label depends on it.`,
          ),
          ...table(
            ['kind', 'reports', 'ids'],
            conflicts.map(({ kind, reports, ids }) => [
              words(kind),
              count(reports),
              ids.length === 0 ? ['–'] : ids.flatMap((id, at) => (at === 0 ? [code(id)] : [', ', code(id)])),
            ]),
            'lrl',
          ),
          ...(conflicts.some(({ reports, ids }) => ids.length > 0 && ids.length !== reports)
            ? [
                paragraph(
                  say`Ids are the first of each kind; ${code('cxrlabel label --conflicts')} lists all, with their words.`,
                ),
              ]
            : []),
        ]),
    ...(hedges.length === 0
      ? []
      : [
          paragraph(
            say`Hedges that made a finding less than certain, by the rule that reads them. Readers differ most in these.`,
          ),
          ...table(
            ['rule', 'degree', 'mentions', 'share'],
            hedges
              .slice(0, MOST_HEDGES)
              .map(({ rule, degree, mentions: n }) => [[code(rule)], degree, count(n), percent(n, mentions)]),
            'll',
          ),
        ]),
    heading('In general', 3),
    paragraph(
      say`What the labeller is known to get wrong, from its own measurements (commit ${code(PUBLISHED.commit)}); the examples are made up.`,
    ),
    list(
      PUBLISHED.mistakes.map(({ title, text }) => [...say`${strong(title)}`, /^[:,;.]/.test(text) ? text : ` ${text}`]),
    ),
  ]
}

export function describeUse({ making, least }: Sheet): Block[] {
  const { noFinding, options } = making
  return [
    heading('8. Using the labels'),
    list([
      say`${strong('Use them')} to train and test with noisy labels, to count, to find reports, to choose a cohort that people then read.`,
      say`${strong('Do not use them')} to treat a patient, as the truth of an image, or as the test of a system that reads reports: they were made by one.`,
      say`${strong('Blank is not negative.')} A report names what matters that day. Give blanks no value, or say that you took them for negative.`,
      options.uncertain === 'keep'
        ? say`${strong('Bounds.')} Train or count twice, with -1 as 1 and with -1 as 0 (${code('--uncertain ones')}, ${code('--uncertain zeros')}; ${code('--bounds')} writes both): the truth of what the reports mean lies between. If a result turns on it, say so.`
        : say`${strong('Bounds.')} Here uncertain values were decided by policy (“${options.uncertain}”). Only a second labelling with the opposite policy shows how far results depend on it.`,
      ...(noFinding === null ? [] : [describeNoFindingUse(noFinding, options.noFinding)]),
      say`${strong('Split by patient')}, keep reports with the same text on one side, and report results for the groups of section 5 apart.`,
      ...(least > 1
        ? [
            say`${strong('Hidden counts.')} Counts from 1 to ${least - 1} are printed as <${least}; where one count of a row could be reckoned from its sum, a second is printed as ≥${least}. Differences between rows or tables are not guarded.`,
          ]
        : []),
    ]),
  ]
}

function describeNoFindingUse(name: string, rule: 'evidence' | 'chexpert') {
  return rule === 'evidence'
    ? say`${strong(name)} is 1 where a report states that all is normal. It does not mean that the chest is: devices, low volumes and what the report leaves out may still be there. Blank does not mean that there is a finding.`
    : say`${strong(name)} is 1 also where a report is silent, so it holds reports in which nothing was looked for or named.`
}

/** What a labeller cannot know; after "Datasheets for Datasets" (Gebru et al., CACM 2021). */
const OPEN: readonly string[] = [
  'why the dataset was made, by whom, and who paid for it',
  'hospitals, years, and which patients: in- or outpatients, ages, sexes, origins, and who is missing',
  'how reports were chosen, and how they were paired with images',
  'scanners, projections and image processing',
  'ethics approval and consent, or why none was needed',
  'how reports and images were de-identified, and how that was checked',
  'who may have the data, under what licence, and for how long',
  'who keeps the dataset up to date, and where mistakes can be reported',
]

export function describeOpen(): Block[] {
  return [
    heading('9. What only the dataset’s makers know'),
    paragraph(
      say`The labeller has seen the reports and nothing else. The rest of a datasheet is for those who made the dataset:`,
    ),
    ...OPEN.map((what): Block => ({ kind: 'blank', what })),
  ]
}
