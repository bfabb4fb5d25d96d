// The public names of reports about labels (`cxrlabel/report`). Nothing here reads files; pages load what draws.
export type { About } from './count-patients.ts'
export { type Datasheet, type DatasheetOptions, type Known, makeDatasheet } from './datasheet.ts'
export { type LabelDigest, makeLabelDigest } from './label-digest.ts'
export type { Count, Counts, Making, Sheet, Spread, Trust } from './sheet.ts'
export type { Gold } from './trust.ts'
export { datasheetMarkdown, datasheetPage } from './write-sheet.ts'
