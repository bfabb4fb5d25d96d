// What a schema finds wrong, in the words of a rule author: which field, and what it may be.
import type { z } from 'zod'

type Issue = z.core.$ZodIssue

/** A message with the name of the field; the place is that of the rule where the field is missing. */
export function describeIssue(issue: Issue): string {
  const key = issue.path.findLast((part) => typeof part === 'string')
  const name = issue.path.length > 0 && key !== undefined ? `"${key}"` : 'the file'
  const wanted = wantedOf(issue)
  const isMissing = issue.input === undefined && (issue.code === 'invalid_type' || wanted !== null)
  if (isMissing) return `${name} is missing${wanted === null ? '' : `; it must be ${wanted}`}`
  if (issue.code === 'unrecognized_keys') return issue.message
  if (issue.code === 'too_small') return `${name} is empty; it must be a list of one or more`
  if (wanted === null) return issue.message.startsWith('must ') ? `${name} ${issue.message}` : issue.message
  return `${name} must be ${wanted}`
}

/** What a value may be, in words, or null where that takes more of them. */
function wantedOf(issue: Issue): string | null {
  switch (issue.code) {
    case 'invalid_value':
      return choice(issue.values.map(String))
    case 'invalid_type':
      return TYPES[issue.expected] ?? null
    case 'invalid_union': {
      const values = issue.errors.flatMap((errors) =>
        errors.flatMap((each) => (each.code === 'invalid_value' ? each.values.map(String) : (wantedOf(each) ?? []))),
      )
      return values.length === 0 ? null : choice(values)
    }
    default:
      return null
  }
}

function choice(values: readonly string[]): string {
  return values.length > 1 ? `one of ${values.join(', ')}` : values[0]
}

const TYPES: Readonly<Record<string, string>> = {
  string: 'a text',
  array: 'a list',
  object: 'a map of keys and values',
  record: 'a map of keys and values',
}
