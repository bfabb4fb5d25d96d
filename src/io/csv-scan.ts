// Where a CSV record ends, on bytes: quotes may hold line ends. Fields are not taken apart here.

/** The record goes on beyond the bytes at hand. */
export const INCOMPLETE = -1
/** A quote closes in the middle of a field or never closes: the line, not the record, is to be set aside. */
export const BROKEN = -2

const QUOTE = 0x22
const LINE_FEED = 0x0a
const CARRIAGE_RETURN = 0x0d

/**
 * The end of the record that starts at `start` (after its line feed), `INCOMPLETE` or `BROKEN`.
 * A quote means something only as the first byte of a field; elsewhere it is a character, as in `5" catheter`.
 *
 * @param isLast no bytes follow those in `bytes`
 */
export function scanCsvRecord(bytes: Buffer, start: number, delimiter: number, isLast: boolean): number {
  const { length } = bytes
  let at = start
  while (at < length) {
    if (bytes[at] === QUOTE) {
      at = scanQuoted(bytes, at + 1, delimiter, isLast)
      if (at < 0) return at
    } else {
      while (at < length && bytes[at] !== delimiter && bytes[at] !== LINE_FEED) at++
    }
    if (at >= length) break
    at++
    if (bytes[at - 1] === LINE_FEED) return at
  }
  return isLast ? length : INCOMPLETE
}

/** The delimiter or line feed after the closing quote; `length` when the bytes end with the quote. */
function scanQuoted(bytes: Buffer, start: number, delimiter: number, isLast: boolean): number {
  let at = start
  for (;;) {
    const quote = bytes.indexOf(QUOTE, at)
    if (quote < 0) return isLast ? BROKEN : INCOMPLETE
    if (quote + 1 === bytes.length) return isLast ? bytes.length : INCOMPLETE
    const next = bytes[quote + 1]
    if (next === QUOTE) {
      at = quote + 2
    } else if (next === delimiter || next === LINE_FEED) {
      return quote + 1
    } else if (next === CARRIAGE_RETURN) {
      if (quote + 2 < bytes.length) return bytes[quote + 2] === LINE_FEED ? quote + 2 : BROKEN
      return isLast ? bytes.length : INCOMPLETE
    } else {
      return BROKEN
    }
  }
}
