// Names of labels as people write them: "Pleural effusion" and "pleural_effusion" are "Pleural Effusion".
import { slipsBetween } from '../slips.ts'

/** A name without what spellings differ in: case, spaces, underscores, hyphens. */
export function plainLabel(name: string): string {
  return name
    .trim()
    .toLowerCase()
    .replace(/[\s_-]+/g, ' ')
}

/** Gives a name the spelling it has among the known ones; one that none or several are like stays as it is. */
export function makeSpelling(known: readonly string[]): (name: string) => string {
  const exact = new Set(known)
  const byPlain = new Map<string, string | null>()
  for (const name of exact) byPlain.set(plainLabel(name), byPlain.has(plainLabel(name)) ? null : name)
  return (name) => (exact.has(name) ? name : (byPlain.get(plainLabel(name)) ?? name))
}

/** Rows with their labels in the spelling of the known ones. A row that has both spellings keeps both. */
export function respell<Row extends { readonly labels: Readonly<Record<string, unknown>> }>(
  rows: readonly Row[],
  known: readonly string[],
): readonly Row[] {
  const spell = makeSpelling(known)
  const spelling = new Map<string, string>()
  for (const { labels } of rows) for (const name of Object.keys(labels)) spelling.set(name, spell(name))
  if ([...spelling].every(([name, other]) => name === other)) return rows
  const nameIn = (labels: Row['labels'], name: string): string => {
    const other = spelling.get(name) ?? name
    return Object.hasOwn(labels, other) ? name : other
  }
  return rows.map((row) => ({
    ...row,
    labels: Object.fromEntries(Object.entries(row.labels).map(([name, cell]) => [nameIn(row.labels, name), cell])),
  }))
}

/** The known name that another was most likely meant as: one with a slip or two in it, or with its words and more. */
export function nearestName(name: string, known: readonly string[]): string | null {
  const plain = plainLabel(name)
  const slips = known.map((other) => [slipsBetween(plain, plainLabel(other)), other] as const)
  const [least, nearest] = slips.reduce((best, one) => (one[0] < best[0] ? one : best), [Number.POSITIVE_INFINITY, ''])
  if (least <= Math.max(1, Math.floor(plain.length / 4))) return nearest
  const words = plain.split(' ')
  const holds = (other: string): boolean => {
    const others = plainLabel(other).split(' ')
    return words.every((word) => others.includes(word)) || others.every((word) => words.includes(word))
  }
  return plain === '' ? null : (known.find(holds) ?? null)
}
