// Reports a second of a system, on the Open-I reports where present; the baselines' figures are for scale only.
// `npm run bench:speed` measures cxrlabel with more care.
import type { Sets } from './measure.ts'
import type { System } from './system.ts'

export interface Speed {
  /** Median of the runs, and their ends. */
  readonly median: number
  readonly least: number
  readonly most: number
  readonly runs: number
  readonly reports: number
}

const RUNS = 3

/** Labels every report once to warm up, then `RUNS` times. */
export function measureSpeed(system: System, { openI, fixtures }: Sets): Speed {
  const reports = [...(openI ?? fixtures.reports).values()]
  const label = system.quick ?? system.label
  const pass = (): number => {
    const start = performance.now()
    for (const report of reports) label(report)
    return (reports.length / (performance.now() - start)) * 1000
  }
  pass()
  const rates = Array.from({ length: RUNS }, pass).sort((a, b) => a - b)
  const [least, median, most] = rates.map(Math.round)
  return { median, least, most, runs: RUNS, reports: reports.length }
}
