// What the first record of a CSV says: which delimiter, whether it is a header, which column holds what.
import { ID_NAMES, plainName } from '../column-names.ts'
import { SECTION_NAMES, TEXT_NAMES } from './columns.ts'
import { parseCells } from './csv-parse.ts'
import { BROKEN, INCOMPLETE, scanCsvRecord } from './csv-scan.ts'
import { type CsvShape, InputError, type ReadOptions } from './records.ts'

/** Shape of a CSV, and where its data starts. */
export interface CsvLayout {
  readonly shape: CsvShape
  readonly dataStart: number
  /** Which columns were taken for what, in words. */
  readonly taken: string
}

/**
 * Reads the layout off the first bytes of a CSV.
 *
 * @param head first bytes, from the byte after any byte order mark; must hold the whole first record
 * @param idPrefix put before ids that are row numbers
 * @throws {InputError} when the columns cannot be found
 */
export function readCsvLayout(
  head: Buffer,
  isWhole: boolean,
  delimiter: string | null,
  idPrefix: string,
  options: ReadOptions,
): CsvLayout {
  const separator = delimiter ?? guessDelimiter(head)
  const end = scanCsvRecord(head, 0, separator.charCodeAt(0), isWhole)
  if (end === INCOMPLETE) throw new InputError(`the first row does not end within ${head.length} bytes`)
  const cells = end === BROKEN ? undefined : parseCells(head.toString('utf8', 0, end), separator)?.[0]
  if (cells === undefined) {
    if (end !== BROKEN || options.hasHeader === true) throw new InputError('the first row has quotes that do not match')
    return noHeader(1, separator, idPrefix, options)
  }
  const names = cells.map((cell) => cell.trim())
  if (!isHeader(names, options)) return noHeader(names.length, separator, idPrefix, options)
  const shape = withHeader(names, separator, idPrefix, options)
  return { shape, dataStart: end, taken: describeTaken(shape, (column) => names[column]) }
}

function noHeader(width: number, delimiter: string, idPrefix: string, options: ReadOptions): CsvLayout {
  const shape = withoutHeader(width, delimiter, idPrefix, options)
  return { shape, dataStart: 0, taken: describeTaken(shape, (column) => `column ${column + 1}`) }
}

/** All names are known ones or the user's own: no other column is ever taken. */
function describeTaken({ id, text, sections, firstData }: CsvShape, nameOf: (column: number) => string): string {
  const missing =
    firstData === 0
      ? 'no header; --id-column gives the number of one'
      : `no column called ${ID_NAMES.slice(0, 3).join(', ')} …; --id-column names one`
  const texts = text >= 0 ? [text] : sections.map(([, column]) => column)
  return `id: ${id < 0 ? `row numbers (${missing})` : nameOf(id)}; text: ${texts.map(nameOf).join(', ')}`
}

function isHeader(names: readonly string[], options: ReadOptions): boolean {
  if (options.hasHeader !== null) return options.hasHeader
  if (names.length > 1) return true
  const known = [options.textColumn, ...TEXT_NAMES, ...SECTION_NAMES.keys()]
  return known.some((name) => name !== null && plainName(name) === plainName(names[0]))
}

function withHeader(names: readonly string[], delimiter: string, idPrefix: string, options: ReadOptions): CsvShape {
  const plain = names.map(plainName)
  const usual = (wanted: readonly string[]) => wanted.map((name) => plain.indexOf(name)).find((at) => at >= 0) ?? -1
  const id = options.idColumn === null ? usual(ID_NAMES) : columnOf(names, options.idColumn)
  const text = options.textColumn === null ? usual(TEXT_NAMES) : columnOf(names, options.textColumn)
  const sections = plain.flatMap((name, column): [string, number][] => {
    const section = SECTION_NAMES.get(name)
    return section === undefined || column === id ? [] : [[section, column]]
  })
  if (text < 0 && sections.length === 0) {
    throw new InputError(
      `no column of text among ${describe(names)}; name it with --text-column` +
        (options.hasHeader === null ? ', or use --no-header if the first row is a report' : ''),
    )
  }
  const keep = options.keep.map((name) => columnOf(names, name))
  return { kind: 'csv', delimiter, width: names.length, id, idPrefix, firstData: 1, text, sections, keep }
}

function withoutHeader(width: number, delimiter: string, idPrefix: string, options: ReadOptions): CsvShape {
  if (width > 1 && options.textColumn === null) {
    throw new InputError(`the file has ${width} columns and no header; give the number of the text with --text-column`)
  }
  const numbered = (name: string) => {
    const column = Number(name)
    if (Number.isInteger(column) && column >= 1 && column <= width) return column - 1
    throw new InputError(`there is no column "${name}"; without a header columns are numbers from 1 to ${width}`)
  }
  const id = options.idColumn === null ? -1 : numbered(options.idColumn)
  const text = options.textColumn === null ? 0 : numbered(options.textColumn)
  const keep = options.keep.map(numbered)
  return { kind: 'csv', delimiter, width, id, idPrefix, firstData: 0, text, sections: [], keep }
}

function columnOf(names: readonly string[], wanted: string): number {
  const exact = names.indexOf(wanted)
  const column = exact >= 0 ? exact : names.findIndex((name) => plainName(name) === plainName(wanted))
  if (column < 0) throw new InputError(`there is no column "${wanted}" among ${describe(names)}`)
  return column
}

/**
 * Column names for a message. What reads like a sentence may be a report, in a file without a header: its place then.
 */
function describe(names: readonly string[]): string {
  return names.map((name, at) => (/^[\w-]+( [\w-]+){0,2}$/.test(name) ? name : `(column ${at + 1})`)).join(', ')
}

/** The separator that splits the first line most; a comma when none does. */
function guessDelimiter(head: Buffer): string {
  const end = head.indexOf(0x0a)
  const line = head.toString('utf8', 0, end < 0 ? head.length : end)
  if (line.startsWith('"') && !/"[,\t;|]/.test(line)) return ','
  let best = ','
  let most = line.split(',').length
  for (const candidate of ['\t', ';', '|']) {
    const count = line.split(candidate).length
    if (count > most && looksLikeNames(line.split(candidate))) {
      best = candidate
      most = count
    }
  }
  return best
}

function looksLikeNames(cells: readonly string[]): boolean {
  return cells.every((cell) => cell.length <= 40)
}
