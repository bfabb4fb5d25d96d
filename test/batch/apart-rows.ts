// A labeller for tests that cannot label two patients together: with one it throws, with the other its worker dies.
import { isMainThread } from 'node:worker_threads'
import type { RowLabeller, RowOptions } from '../../src/batch/row.ts'

/** As `createRowLabeller` of the package. */
export function createRowLabeller(_options: RowOptions): RowLabeller {
  const label: RowLabeller['label'] = (_, id) => ({
    ...{ id, labels: { Clear: 1 }, strata: {} },
    prior: { compares: false, prior_only: false },
  })
  return {
    labels: ['Clear'],
    ruleset: 'none',
    label,
    labelPatient: (reports) => {
      const ids = reports.map(({ id }) => id)
      if (ids.includes(THROWS)) throw new Error('not together')
      if (ids.includes(DIES) && !isMainThread) process.exit(1)
      return reports.map(({ report, id }) => label(report, id))
    },
  }
}

const THROWS = 'r3503'
const DIES = 'r9007'
