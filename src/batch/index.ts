// The public names of batch labelling (`cxrlabel/batch`). Needs Node: files, worker threads.

export type { InputReport, ReadOptions } from '../io/records.ts'
export { InputError } from '../io/records.ts'
export type { Row, RowValue } from '../io/row.ts'
export type { OutputFormat } from '../io/write.ts'
export { labelFiles } from './label-files.ts'
export { type LabelStream, type LabelStreamOptions, labelRows, labelStream, type StreamReport } from './label-stream.ts'
export type { RowLabeller, RowModule, RowOptions } from './row.ts'
export type { LabelFilesOptions, Progress } from './settings.ts'
export type { RejectLine } from './settle.ts'
export { StoppedError } from './stop.ts'
export type { Summary } from './summary.ts'
export type { LabelCounts } from './tally.ts'
