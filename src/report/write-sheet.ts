// A datasheet for people: Markdown, or a page with drawings. Both say the same.
import { type Block, list } from './blocks.ts'
import { describeGroups, describeLabels } from './describe-labels.ts'
import { describeLimits, describeOpen, describeUse } from './describe-limits.ts'
import { describeMaking, describeShortly } from './describe-making.ts'
import { describePatients } from './describe-patients.ts'
import { describeTexts } from './describe-texts.ts'
import { describeTrust } from './describe-trust.ts'
import { writeHtml } from './html.ts'
import { writeMarkdown } from './markdown.ts'
import type { Sheet } from './sheet.ts'

const TITLE = 'Datasheet of labels'

/** A datasheet as Markdown. */
export function datasheetMarkdown(sheet: Sheet): string {
  return writeMarkdown(TITLE, describe(sheet))
}

/** A datasheet as one HTML page that loads nothing; its drawings need `vega` and `vega-lite`, which are loaded here. */
export function datasheetPage(sheet: Sheet): Promise<string> {
  return writeHtml(TITLE, describe(sheet))
}

function describe(sheet: Sheet): Block[] {
  return [
    list(describeShortly(sheet)),
    ...describeMaking(sheet),
    ...describeTexts(sheet),
    ...describePatients(sheet),
    ...describeLabels(sheet),
    ...describeGroups(sheet),
    ...describeTrust(sheet),
    ...describeLimits(sheet),
    ...describeUse(sheet),
    ...describeOpen(),
  ]
}
