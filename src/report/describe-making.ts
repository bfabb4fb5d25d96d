// Datasheet, first section: how the labels were made, and how to make them again.
import { type Block, code, heading, type Line, note, paragraph, say, strong, table } from './blocks.ts'
import { count, counted } from './numbers.ts'
import type { Making, Series, Sheet } from './sheet.ts'

export function describeMaking({ making, labels, series }: Sheet): Block[] {
  const { version, ruleset, date, inputs, command, labelCommand, labelledSections, otherSections } = making
  const program = version === null ? 'cxrlabel' : `cxrlabel ${version}`
  const sizes = inputs.map(({ name, bytes }) => (bytes === null ? name : `${name} (${count(bytes)} bytes)`))
  return [
    heading('1. How the labels were made'),
    paragraph(
      say`A program read each report and gave it ${labels.length} labels by rules that a radiologist can read. No person took part, and no model learnt from examples. Two runs give the same labels to the last one.`,
    ),
    ...table(
      ['', ''],
      [
        ['program', program],
        ['rules', say`${ruleset.name} ${ruleset.version}, hash ${code(ruleset.hash)}`],
        ['made on', date],
        ...(sizes.length === 0 ? [] : [['read', sizes.join(', ')]]),
        ['sections labelled', labelledSections.join(', ')],
        ['sections read over', otherSections.join(', ')],
      ],
      'll',
    ),
    ...(ruleset.isDefault
      ? []
      : [
          note(
            say`${strong('Not the rules of the package alone.')} The makers of these labels changed or added rules (${ruleset.name}). Whoever makes the labels again needs those rule files, too; the hash says whether they are the same, wherever they lie.`,
          ),
        ]),
    paragraph(
      say`A value is ${strong('1')} where the report says that a finding is there, ${strong('0')} where it says that it is not, ${strong('-1')} where it leaves it open, and ${strong('blank')} where it does not speak of it. These options decided between them:`,
    ),
    ...table(['option', 'here', 'so'], optionRows(making, series), 'lll'),
    heading('To make them again', 3),
    ...(labelCommand === null
      ? [paragraph(say`Label the reports with this version, these rules and these options.`)]
      : [{ kind: 'code' as const, text: [...installing(version), labelCommand].join('\n') }]),
    ...describeFile(making),
    ...(command === null ? [] : [paragraph(say`This sheet was written by ${code(command)}.`)]),
  ]
}

/** Whether a file of labels is the one that is described. */
function describeFile({ labelFile, labelDigest }: Making): Block[] {
  if (labelFile === null) return [paragraph(say`Digest of the labels, whatever their order: ${code(labelDigest)}.`)]
  const { name, rows, isSame } = labelFile
  return isSame
    ? [
        paragraph(
          say`The file ${code(name)} (${count(rows)} rows) holds exactly these labels, digest ${code(labelDigest)}.`,
        ),
      ]
    : [
        note(
          say`${strong('Not the same labels.')} The file ${code(name)} (${count(rows)} rows) does not hold the labels that this sheet describes: it was made of other reports, by other rules or with other options. ${code('cxrlabel compare')} says where they differ.`,
        ),
      ]
}

function installing(version: string | null): string[] {
  return version === null ? [] : [`npm install -g cxrlabel@${version}`]
}

/** Options with what they mean; of each value only the one that holds is explained. */
function optionRows({ options, labelSet, noFinding }: Making, series: Series | null): (string | Line)[][] {
  const { rollUp, impliedNegatives, probable, uncertain, scopedNegation, priorMentions, policyEdges } = options
  const rows: (readonly [name: string, value: string, meaning: string])[] = [
    ['label set', labelSet, 'the labels, and which findings each holds'],
    [
      'roll-up',
      rollUp ? 'on' : 'off',
      rollUp
        ? `a finding gives its value to the labels above it that are blank${policyEdges ? '; also where that is a convention of the label set' : ''}`
        : 'a label holds only what is said of it',
    ],
    [
      'implied negatives',
      impliedNegatives ? 'on' : 'off',
      impliedNegatives
        ? 'a blanket statement of normality gives 0 to all that it covers; such zeros are counted apart below'
        : 'a blanket statement of normality leaves labels blank',
    ],
    ['“likely”, “probable”', String(probable), probable === 1 ? 'counts as present' : 'counts as uncertain'],
    ['uncertain values', uncertain, UNCERTAIN[uncertain]],
    [
      'denial of a part',
      scopedNegation === 0 ? '0' : 'blank',
      scopedNegation === 0
        ? '“no large …” counts as absent, though a small one may be there'
        : '“no large …” says nothing of the finding',
    ],
    [
      'prior examinations',
      priorMentions,
      priorMentions === 'drop'
        ? 'what is said of a prior examination only is taken out'
        : 'what is said of a prior examination only has no value, and is kept apart',
    ],
  ]
  if (series !== null) {
    rows.push([
      'series',
      `${series.maxGapDays} days`,
      'what a report leaves to an earlier one of the patient is carried over, within so many days',
    ])
  }
  if (noFinding !== null) {
    rows.push([
      noFinding,
      options.noFinding,
      options.noFinding === 'evidence'
        ? '1 only where normality is stated, nothing abnormal is said or feared, and the report does not lean wholly on a prior; never 0'
        : '1 where no other label but devices is positive or uncertain, silence included; never 0',
    ])
  }
  return rows.map(([name, value, meaning]) => [name, [strong(value)], meaning])
}

const UNCERTAIN: Readonly<Record<Making['options']['uncertain'], string>> = {
  keep: 'stay -1',
  ones: 'are made 1: the upper bound of what is there',
  zeros: 'are made 0: the lower bound of what is there',
  drop: 'are made blank',
}

/** What stands at the head of a datasheet, for those who read no further. */
export function describeShortly(sheet: Sheet): Line[] {
  const { making, reading, labels, patients, whole } = sheet
  const names = making.inputs.map(({ name }) => name).join(', ')
  const most = [...labels]
    .filter(
      ({ label, values }) => label !== making.noFinding && typeof values.positive === 'number' && values.positive > 0,
    )
    .sort((a, b) => Number(b.values.positive) - Number(a.values.positive))
    .slice(0, 3)
    .map(({ label, values }) => `${label} ${count(values.positive)}`)
  return [
    say`${strong(counted(reading.labelled, 'report'))}${names === '' ? '' : ` of ${names}`}, labelled by rules on ${making.date}. ${Object.keys(reading.setAside).length === 0 ? 'No record was set aside.' : 'Some records were set aside (section 2).'}`,
    say`A label says what the ${strong('words of the report')} say. It is not what the image shows, and nobody has read the images for it. ${strong('Not for treating patients.')}`,
    ...(most.length === 0 ? [] : [say`Most frequent positives: ${most.join(', ')}.`]),
    patients === null
      ? say`Whose the reports are is ${strong('not known')} here, so neither is how often each patient comes back.`
      : say`They are of ${strong(counted(patients.patients, 'patient'))}: split training and test sets ${strong('by patient')}, never by report.`,
    say`Reports that only say how they compare with an earlier one: ${count(whole.leansWholly)}. Of findings they say nothing by themselves; that is not normal.`,
  ]
}
