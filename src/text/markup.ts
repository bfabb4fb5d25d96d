// Markup of the files that reports come in, each piece of it read as the characters it stands for, with blanks behind
// so that no place moves: "No&nbsp;effusion", "&lt;br&gt;", "<b>FINDINGS:</b>", "clear.\nHeart" with a backslash and an
// n.

/** Characters that entities stand for, where a blank would not do. */
const ENTITIES: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  apos: "'",
  lsquo: "'",
  rsquo: "'",
  shy: "'",
  bull: '*',
  middot: '*',
  ndash: '-',
  mdash: '-',
  minus: '-',
  plusmn: '?',
  nbsp: ' ',
  ensp: ' ',
  emsp: ' ',
  thinsp: ' ',
  quot: ' ',
  ldquo: ' ',
  rdquo: ' ',
  deg: ' ',
}
/** Also those that were escaped twice: "&amp;nbsp;". */
const ENTITY = /&(?:amp;){0,3}(?:#(\d{1,6})|#x([0-9a-f]{1,5})|([a-z]{2,6}));/gi
const TAG =
  /< {0,3}\/? {0,3}(?:(br|hr|tr|ul|ol|table|tbody|thead|body|html|pre)|(p|div|h[1-6]|section)|(li)|a|b|i|u|em|td|th|strong|span|font|sup|sub|small|center|big|code|tt|o:p)(?:[\s/][^<>]{0,300})?>|<!--[^<>]{0,300}-->/gi
/** Line breaks as text: in JSON and CSV a backslash with a letter, in HL7 ".br". */
const BREAK = /\\\.br\\|\\[nr]/gi
/** One of them that is no slash between two words. */
const SURE = /\\\.br\\|(?<![a-z])\\[nr]|\\[nr](?![a-z])/i

/** A text of the same length without its markup; most texts have none and come back as they are. */
export function withoutMarkup(text: string): string {
  let plain = text
  if (plain.includes('&')) plain = plain.replace(ENTITY, readEntity)
  if (plain.includes('<')) plain = plain.replace(TAG, readTag)
  // With them a text has no other line breaks.
  if (plain.includes('\\') && SURE.test(plain) && !text.includes('\n')) plain = plain.replace(BREAK, readBreak)
  if (plain.includes('|') || plain.includes('\t')) plain = withRows(plain)
  return plain
}

/**
 * A line of a table: what a row is called, and what stands in its first other column: "Heart | normal", "Heart⇥normal".
 */
const LONGEST_NAME = 80
const LETTER = /[a-z]/i
/** A cell that goes on with a sentence, and names nothing: "No pneumothorax | effusion". */
const GOES_ON = /^(?:no|not|without|or|and|nor)\b/i
/** The rule below the names of the columns. */
const RULE = /^[\s|:=+-]*$/

/** Text with a colon behind the name of each row of its tables of two rows or more. */
function withRows(text: string): string {
  const lines = text.split('\n')
  const rows = lines.map(withoutEdges)
  const isPiped = rows.filter((row) => hasName(row, '|') && !isNamed(row)).length > 1
  const isTabbed = rows.filter((row) => hasName(row, '\t')).length > 1
  return lines.map((line, at) => readRow(rows[at], line.length, isPiped, isTabbed)).join('\n')
}

/** Whether a row is a name and one other cell or, of bars, more: each with a word. Looks at each character once. */
function hasName(row: string, mark: '|' | '\t'): boolean {
  const at = row.indexOf(mark)
  if (at < 2 || at > LONGEST_NAME || !LETTER.test(row.slice(at + 1))) return false
  const name = row.slice(0, at).trim()
  if (GOES_ON.test(name)) return false
  if (mark === '|') return true
  return row.indexOf(mark, at + 1) < 0 && /[a-z]{2}/i.test(name) && !/[:.]/.test(name) && !isNamed(row)
}

/** A row without the bars at its ends. */
function withoutEdges(line: string): string {
  let from = 0
  while (from < line.length && (line[from] === '|' || line[from] === ' ')) from++
  let to = line.length
  while (to > from && (line[to - 1] === '|' || line[to - 1].trim() === '')) to--
  return ' '.repeat(from) + line.slice(from, to)
}

function readRow(row: string, length: number, isPiped: boolean, isTabbed: boolean): string {
  let read = row
  if (row.includes('|')) {
    if (RULE.test(row)) read = ''
    else if (isPiped && !isNamed(row)) read = row.replace('|', ':').replaceAll('|', ',')
    else read = row.replaceAll('|', ';')
  } else if (isTabbed && hasName(row, '\t')) read = row.replace('\t', ':')
  return read.padEnd(length)
}

/** Whether what stands before the first column says with a colon what it is: "Heart: normal | Lungs: clear". */
function isNamed(line: string): boolean {
  const colon = line.indexOf(':')
  return colon >= 0 && colon < line.indexOf('|')
}

function readEntity(found: string, decimal?: string, hexadecimal?: string, name?: string): string {
  if (name !== undefined) {
    const character = ENTITIES[name.toLowerCase()]
    return character === undefined ? found : pad(character, found)
  }
  const code = decimal === undefined ? Number.parseInt(hexadecimal ?? '', 16) : Number(decimal)
  return pad(code === 13 || code > 0xffff ? ' ' : String.fromCharCode(code), found)
}

function readTag(
  found: string,
  line: string | undefined,
  paragraph: string | undefined,
  item: string | undefined,
  at: number,
  text: string,
): string {
  const opens = !/^< *\//.test(found)
  if (item !== undefined) return pad(opens ? '\n*' : ' ', found)
  if (paragraph !== undefined) return pad('\n\n', found)
  // Where the line ends as well, "<br>" is no empty line.
  return pad(
    line === undefined || /^\r?\n/.test(text.slice(at + found.length, at + found.length + 2)) ? ' ' : '\n',
    found,
  )
}

function readBreak(found: string, at: number, text: string): string {
  return pad(/^\\r\\n/i.test(text.slice(at, at + 4)) ? ' ' : '\n', found)
}

/**
 * What a piece of markup stands for, as long as it was; an apostrophe is passed over inside a word, and so are all of
 * it.
 */
function pad(character: string, found: string): string {
  return character === "'" || character === '\u2019' || character === '\u2018'
    ? "'".repeat(found.length)
    : character.padEnd(found.length)
}
