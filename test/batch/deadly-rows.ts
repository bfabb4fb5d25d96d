// A labeller for tests whose worker dies: on every report that says "deadly", and once on the first that says
// "unlucky". On one that says "throws" it throws itself; the row of one that says "odd" cannot be written.
import { existsSync, writeFileSync } from 'node:fs'
import { isMainThread } from 'node:worker_threads'
import type { RowLabeller, RowOptions } from '../../src/batch/row.ts'

/** As `createRowLabeller` of the package; a file named by `CXRLABEL_TEST_MARK` remembers that bad luck has struck. */
export function createRowLabeller(_options: RowOptions): RowLabeller {
  const mark = process.env.CXRLABEL_TEST_MARK ?? ''
  return {
    labels: ['Clear'],
    ruleset: 'none',
    label: (report, id) => {
      const text = String(report)
      if (text.includes('throws')) throw new Error(text)
      if (text.includes('odd')) return { id, labels: { Clear: 1 }, strata: { odd: 1n } as never, prior: PRIOR }
      if (text.includes('deadly')) die()
      if (text.includes('unlucky') && !existsSync(mark)) {
        writeFileSync(mark, '')
        die()
      }
      return { id, labels: { Clear: text.includes('lear') ? 1 : 0 }, strata: {}, prior: PRIOR }
    },
  }
}

const PRIOR = { compares: false, prior_only: false }

function die(): never {
  if (isMainThread) throw new Error('the main thread was to stay out of this')
  process.exit(1)
}
