// Which columns or fields hold the id, the text and the sections, by the names people use.
import { ID_NAMES, plainName } from '../column-names.ts'
import type { ReportSections } from '../types.ts'

/** Names of columns that hold a whole report. */
export const TEXT_NAMES: readonly string[] = [
  'text',
  'report',
  'report_text',
  'reports',
  'note',
  'note_text',
  'narrative',
]

/** Names of columns that hold one section, and the section. */
export const SECTION_NAMES: ReadonlyMap<string, string> = new Map([
  ['findings', 'findings'],
  ['impression', 'impression'],
  ['report_impression', 'impression'],
  ['conclusion', 'impression'],
  ['addendum', 'addendum'],
  ['indication', 'indication'],
  ['reason_for_exam', 'indication'],
  ['clinical_information', 'indication'],
  ['history', 'history'],
  ['clinical_history', 'history'],
  ['comparison', 'comparison'],
  ['technique', 'technique'],
  ['examination', 'examination'],
  ['exam', 'examination'],
  ['recommendation', 'recommendation'],
  ['recommendations', 'recommendation'],
])

/** What a column may hold, by its name. */
export interface Role {
  readonly kind: 'id' | 'text' | 'section'
  /** Place among the names of its kind, best first, below 32. Two spellings of one name share it. */
  readonly rank: number
  /** The section; empty where it holds none. */
  readonly section: string
}

/** The role of a column, or null for a name that says nothing. */
export function roleOf(name: string): Role | null {
  const known = roleByName.get(name)
  if (known !== undefined) return known
  const role = ROLES.get(plainName(name)) ?? null
  if (roleByName.size < MOST_NAMES) roleByName.set(name, role)
  return role
}

const ROLES: ReadonlyMap<string, Role> = new Map(
  [
    ID_NAMES.map((name, rank): [string, Role] => [name, { kind: 'id', rank, section: '' }]),
    TEXT_NAMES.map((name, rank): [string, Role] => [name, { kind: 'text', rank, section: '' }]),
    Array.from(SECTION_NAMES, ([name, section], rank): [string, Role] => [name, { kind: 'section', rank, section }]),
  ].flat(),
)
/** Names come again with every record; of endless new ones, only so many are kept. */
const roleByName = new Map<string, Role | null>()
const MOST_NAMES = 1000

/** Puts named texts together as sections; texts of one section are joined. Null when all are blank. */
export function joinSections(parts: readonly (readonly [section: string, text: string])[]): ReportSections | null {
  const sections: Record<string, string> = {}
  for (const [section, text] of parts) {
    if (isBlank(text)) continue
    sections[section] = section in sections ? `${sections[section]}\n\n${text}` : text
  }
  return Object.keys(sections).length === 0 ? null : sections
}

/** Whether a text has nothing but white space. */
export function isBlank(text: string): boolean {
  const first = text.charCodeAt(0)
  if (first > SPACE && first < DELETE) return false
  return text.length < 64 ? text.trim() === '' : !/\S/.test(text)
}

const SPACE = 32
const DELETE = 127
