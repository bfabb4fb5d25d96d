// Names of columns that reports and labels share, wherever they are read.

/** Names of id columns, best first, in the spelling of `plainName`. */
export const ID_NAMES: readonly string[] = [
  'id',
  'study_id',
  'report_id',
  'accession',
  'accession_number',
  'study',
  'study_instance_uid',
  'studyinstanceuid',
  'uid',
  'image_id',
  'dicom_id',
  'filename',
  'file',
  'path',
]

/** A column name without case, spaces and hyphens: `Report Impression` is `report_impression`. */
export function plainName(name: string): string {
  return name
    .trim()
    .toLowerCase()
    .replace(/[\s-]+/g, '_')
}
