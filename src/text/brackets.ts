// What a square bracket opens: the mark of a text taken out ("[** … **]") or a check box ("[x]").

/** A de-identification bracket longer than this is text, so that one `[` cannot make the scan quadratic. */
const LONGEST_BRACKET = 60
const LONGEST_BOX = 6
const BLANK = 32
const SQUARE_BRACKET = 91
const CLOSE_BRACKET = 93
const BALLOT_BOX = 0x2610
const LARGE_X = 88
const SMALL_X = 120

/** End of a `[** … **]` mark that opens at `at`, or -1. */
export function closingBracket(text: string, at: number): number {
  if (text.charCodeAt(at + 1) !== 42 || text.charCodeAt(at + 2) !== 42) return -1
  const limit = Math.min(text.length - 2, at + LONGEST_BRACKET)
  for (let i = at + 3; i < limit; i++) {
    if (text.charCodeAt(i) === 42 && text.charCodeAt(i + 1) === 42 && text.charCodeAt(i + 2) === 93) return i + 3
  }
  return -1
}

/** The check box that opens at `at`: "[ ]", "[]", "[x]", or a character of that shape. */
export function checkBox(text: string, at: number): { readonly end: number; readonly isTicked: boolean } | null {
  const mark = text.charCodeAt(at)
  if (mark !== SQUARE_BRACKET) return { end: at + 1, isTicked: mark !== BALLOT_BOX }
  let isTicked = false
  for (let i = at + 1; i < text.length && i < at + LONGEST_BOX; i++) {
    const unit = text.charCodeAt(i)
    if (unit === CLOSE_BRACKET) return { end: i + 1, isTicked }
    if (!isTicked && (unit === SMALL_X || unit === LARGE_X)) isTicked = true
    else if (unit !== BLANK) return null
  }
  return null
}
