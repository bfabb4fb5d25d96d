// Counts labelled reports again, in the slowest and clearest way: what a datasheet is compared with.
import { labelReport } from '../../src/index.ts'
import type { LabelledReport, LabelValue } from '../../src/types.ts'

export interface Row {
  readonly id: string
  readonly text: string
  readonly patient: string | null
  readonly date: string | null
}

const TEXTS = [
  'Heart size normal. Lungs are clear. No pleural effusion or pneumothorax.',
  'FINDINGS: Small left pleural effusion, unchanged. IMPRESSION: Small right pleural effusion.',
  'Possible pneumonia in the right lower lobe. Mild cardiomegaly, likely.',
  'No change.',
  'Right chest tube. Small right apical pneumothorax, decreased. No large effusion.',
  'Pnuemothorax on the left.',
  'Acute fracture of the left sixth rib. Old clavicle fracture.',
  'Das Herz ist nicht verbreitert. Kein Erguss.',
  'Port in place with its tip in the superior vena cava. New 8 mm nodule in the left upper lobe.',
  'INDICATION: Cough. FINDINGS: Mild pulmonary edema. Cannot exclude pneumonia. XXXX unchanged.',
]

/** Reports made up for the purpose: some texts come again, some patients too, some have no patient or no date. */
export function makeRows(count: number): Row[] {
  return Array.from({ length: count }, (_, at) => ({
    id: `r${at + 1}`,
    text: at % 3 === 0 ? TEXTS[at % TEXTS.length] : `Film ${at}. ${TEXTS[(at * 7 + 1) % TEXTS.length]}`,
    patient: at % 11 === 5 ? null : `p${(at * at) % 29}`,
    date: at % 6 === 4 ? null : new Date(Date.UTC(2026, 0, 1 + ((at * 5) % 83))).toISOString().slice(0, 10),
  }))
}

export function labelRows(rows: readonly Row[]): LabelledReport[] {
  return rows.map(({ id, text }) => labelReport(text, { id }))
}

/** How many things a test holds for. */
export function countIf<Item>(items: readonly Item[], test: (item: Item) => boolean): number {
  return items.filter(test).length
}

/** The values of a label, report by report. */
export function valuesOf(reports: readonly LabelledReport[], label: string): LabelValue[] {
  return reports.map(({ labels }) => labels[label])
}

/** Things by a key. */
export function groupBy<Item>(items: readonly Item[], keyOf: (item: Item) => string): Map<string, Item[]> {
  const groups = new Map<string, Item[]>()
  for (const item of items) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item])
  return groups
}

/** The least number that at least so many percent are not above. */
export function quantile(numbers: readonly number[], percent: number): number {
  return Math.min(
    ...numbers.filter((each) => 100 * countIf(numbers, (other) => other <= each) >= percent * numbers.length),
  )
}

/** Every number and string of plain data, with the path to it. */
export function leavesOf(data: unknown, path = ''): [path: string, leaf: unknown][] {
  if (typeof data !== 'object' || data === null) return [[path, data]]
  return Object.entries(data).flatMap(([key, value]) => leavesOf(value, `${path}/${key}`))
}
