// The public names of batch labelling (`cxrlabel/batch`). Needs Node: files, worker threads.

export type { Encoding, FaultReason, Input, InputFormat, InputReport, ReadOptions } from '../io/records.ts'
export { InputError } from '../io/records.ts'
export type {
  LabelledRow,
  RejectedRow,
  Row,
  RowCertainty,
  RowConflict,
  RowCue,
  RowFinding,
  RowMention,
  RowPrior,
  RowSeries,
  RowValue,
  SeriesProblem,
} from '../io/row.ts'
export type { OutputFormat } from '../io/write.ts'
export type { LabelFilesOptions, Progress, RejectLine, SeriesFilesOptions } from './file-options.ts'
export { labelFiles } from './label-files.ts'
export { type LabelStream, type LabelStreamOptions, labelRows, labelStream, type StreamReport } from './label-stream.ts'
export type { Mark, MarkCounts } from './marks.ts'
export { type ReadCounts, type ReadReport, type ReadReportsOptions, readPatients, readReports } from './read-reports.ts'
export type { PatientReport, RowLabeller, RowModule, RowOptions } from './row.ts'
export { type StopCause, StoppedError } from './stop.ts'
export type { Spent, Summary } from './summary.ts'
export type { LabelCounts } from './tally.ts'
