// The rows of JSON Lines with evidence against the reports that they are made of.
import { expect, test } from 'vitest'
import { type LabelledRow, labelRows, type Row } from '../../src/batch/index.ts'
import { labelReport } from '../../src/labeller.ts'

/** The row of one report, which must have one. */
async function rowOf(text: string): Promise<LabelledRow> {
  const rows: Row[] = []
  for await (const row of labelRows([{ id: 'a', text }], { withEvidence: true })) rows.push(row)
  const [row] = rows
  if ('error' in row) throw new Error(row.error.message)
  return row
}

test.each([
  ['New small left effusion.', 'absent'],
  ['Edema has increased.', 'present'],
  ['Small left effusion.', 'unknown'],
])('%s: findings and mentions say what was there before (%s)', async (text, before) => {
  const { findings = [] } = await rowOf(text)
  const all = findings.flatMap(({ prior, mentions }) => [prior, ...mentions.map((mention) => mention.prior)])
  expect(new Set(all)).toEqual(new Set([before]))
})

test('findings are those of the report, with all that it says of each mention', async () => {
  const text = 'FINDINGS: No new pneumothorax. Probable small left effusion, decreased. IMPRESSION: Left effusion.'
  const report = labelReport(text)
  const row = await rowOf(text)
  expect(row.findings).toEqual(
    report.findings.map((finding) => ({
      ...finding,
      mentions: finding.mentions.map((at) => {
        const { rule, start, end, section, modifiers, assertion } = report.mentions[at]
        const cues = assertion.cues.map(({ rule, start, end, decided }) => ({
          ...{ rule, start, end, decided },
          text: text.slice(start, end),
        }))
        const own = { rule, start, end, text: text.slice(start, end), section: report.sections[section].name }
        return { ...own, modifiers, ...assertion, cues }
      }),
    })),
  )
})
