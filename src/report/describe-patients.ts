// Datasheet, third section: how often each patient is among the reports.
import { type Block, heading, note, paragraph, say, strong, table } from './blocks.ts'
import { spreadRow } from './describe-texts.ts'
import { drawPatients } from './drawings.ts'
import { bar, count, counted, countedOf, percent } from './numbers.ts'
import type { Patients, Sheet } from './sheet.ts'

export function describePatients({ patients, reading }: Sheet): Block[] {
  const title = heading('3. Patients')
  if (patients === null) {
    return [
      title,
      paragraph(
        say`${strong('Not known.')} No report names its patient, so nothing can be said of how often one comes back.`,
      ),
      note(
        say`As long as that is so, no split into training and test sets can be trusted: reports of one patient may stand on both sides.`,
      ),
      { kind: 'blank', what: 'how many patients there are, and how many reports of each' },
    ]
  }
  const { reports, unnamed, top, perPatient } = patients
  return [
    title,
    paragraph(
      say`${strong(counted(patients.patients, 'patient'))} have ${counted(reports, 'report')}${
        unnamed === 0 ? '' : `; ${countedOf(unnamed, reading.labelled, 'report')} of all name no patient`
      }. Of each hundred patients, the one with most reports: ${counted(top.patients, 'patient')} in all, with ${countedOf(top.reports, reports, 'report')}.`,
    ),
    note(
      say`${strong('Split by patient, not by report.')} Reports of one patient resemble each other, and so do the images: with a patient on both sides, a test measures memory. Intervals that take reports for independent are too narrow.`,
    ),
    ...table(
      ['', 'n', '5 %', '25 %', 'median', '75 %', '95 %'],
      [...spreadRow('reports a patient', perPatient), ...spreadRow('days to the patient’s next report', patients.days)],
    ),
    ...describeDates(patients),
    drawPatients(patients),
    ...table(
      ['reports', 'patients', 'share', ''],
      patients.steps
        .filter(({ patients }) => patients !== 0)
        .map(({ from, to, patients: n }) => [
          to === from ? String(from) : to === null ? `${from} or more` : `${from} to ${to}`,
          count(n),
          percent(n, patients.patients),
          bar(n, patients.patients),
        ]),
      'lrrl',
    ),
    heading('The same label again', 3),
    paragraph(
      say`Of the patients with a label positive, how many have it in more than one report. Such positives are one patient’s, not many.`,
    ),
    ...table(
      ['label', 'patients', 'in two reports or more', 'share'],
      patients.labels
        .filter(({ patients }) => patients !== 0)
        .map(({ label, patients, repeated }) => [label, count(patients), count(repeated), percent(repeated, patients)]),
    ),
  ]
}

function describeDates({ days, undated, reports }: Patients): Block[] {
  if (undated === reports) return [paragraph(say`When the reports were made is not known here.`)]
  if (undated === 0 && days !== null) return []
  return [paragraph(say`Of these, without a date that can be read: ${countedOf(undated, reports, 'report')}.`)]
}
