// What one cell of a gold standard accepts, and what a prediction in it is worth.
// A cell is one label of one report. Nothing here counts; see tally.ts and metrics.ts.

/** 1 present, 0 absent, -1 uncertain, null blank (the report does not speak of it). */
export type CellValue = 1 | 0 | -1 | null

/**
 * A gold cell as written: a value, a letter for a set of acceptable values, or the set itself.
 * `p` probable (1 or -1), `n` no-new or unlikely (0 or -1), `i` implied absent (0 or blank), `a` arguable (not scored).
 */
export type GoldCell = CellValue | 'p' | 'n' | 'i' | 'a' | readonly CellValue[]

/** The four values in the order of every confusion table; a value's index here is its code. */
export const VALUES = [1, 0, -1, null] as const satisfies readonly CellValue[]

/** Names of the four values, in the order of `VALUES`. */
export const VALUE_NAMES = ['positive', 'negative', 'uncertain', 'blank'] as const

/** Labels that are 1 or blank and never 0: in them a 0 counts as blank, in the gold and in predictions. */
export const PRESENT_ONLY: readonly string[] = ['No Finding']

const LETTERS: Readonly<Record<string, readonly CellValue[] | null>> = {
  p: [1, -1],
  n: [0, -1],
  i: [0, null],
  a: null,
}

/** The values a gold cell accepts, the first being the one it stands for; null when the cell is not scored. */
export function acceptableValues(cell: GoldCell): readonly CellValue[] | null {
  if (typeof cell === 'string') return LETTERS[cell]
  return Array.isArray(cell) ? cell : [cell as CellValue]
}

/**
 * The one value a set of acceptable values stands for, given the prediction: the prediction where it is acceptable,
 * otherwise the first of the set. A prediction is right exactly when this returns the prediction.
 */
export function resolveGold(acceptable: readonly CellValue[], prediction: CellValue): CellValue {
  return acceptable.includes(prediction) ? prediction : acceptable[0]
}

/** Index of a value in `VALUES`. */
export function codeOf(value: CellValue): number {
  return VALUES.indexOf(value)
}

/** Name of a value: positive, negative, uncertain or blank. */
export function valueName(value: CellValue): (typeof VALUE_NAMES)[number] {
  return VALUE_NAMES[codeOf(value)]
}

/** How a gold cell reads in print: `uncertain`, `positive or uncertain`, `not scored`. */
export function goldName(cell: GoldCell): string {
  const values = acceptableValues(cell)
  return values === null ? 'not scored' : values.map(valueName).join(' or ')
}

/** 0 becomes blank in a label that knows only 1 and blank. */
export function foldPresentOnly(value: CellValue): CellValue {
  return value === 0 ? null : value
}

/** Reads a prediction cell from JSON or CSV; undefined when it is none of 1, 0, -1 and blank. */
export function parseValue(raw: unknown): CellValue | undefined {
  if (raw === null || raw === undefined) return null
  if (typeof raw === 'number') return valueOfNumber(raw)
  if (typeof raw !== 'string') return undefined
  const word = raw.trim().toLowerCase()
  if (BLANK_WORDS.has(word)) return null
  // Number() also reads '0x1', '1e0' and the like, which no one writes on purpose in a label column.
  return /^[+-]?\d+(\.0*)?$/.test(word) ? valueOfNumber(Number(word)) : undefined
}

/** Reads a gold cell from JSON or CSV (`1|-1` and `0|blank` are sets in CSV); undefined when it is not one. */
export function parseGoldCell(raw: unknown): GoldCell | undefined {
  if (Array.isArray(raw)) return parseSet(raw)
  if (typeof raw === 'string') {
    const word = raw.trim().toLowerCase()
    if (Object.hasOwn(LETTERS, word)) return word as GoldCell
    if (word.includes('|')) return parseSet(word.split('|'))
  }
  return parseValue(raw)
}

const BLANK_WORDS: ReadonlySet<string> = new Set(['', 'blank', 'null', 'none', 'nan', 'na', 'n/a'])

function valueOfNumber(number: number): CellValue | undefined {
  // Number.NaN is how data frames write a blank; -0 is a zero.
  if (Number.isNaN(number)) return null
  return number === 1 || number === -1 ? number : number === 0 ? 0 : undefined
}

function parseSet(items: readonly unknown[]): readonly CellValue[] | undefined {
  const values = items.map(parseValue)
  return values.length > 0 && values.every((value) => value !== undefined) ? [...new Set(values)] : undefined
}
