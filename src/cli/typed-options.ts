// The options of a command as they were typed, for a record of what was run: files by their names alone, for folders say
// nothing elsewhere.
import { basename } from 'node:path'
import type { Command } from 'commander'

/** The options that were typed, each with a space before it; `only` those of these long names. */
export function typedOptions(command: Command, only: ReadonlySet<string> | null = null): string {
  const typed = command.options.flatMap(({ long, ...option }) => {
    const name = long ?? ''
    if (only !== null && !only.has(name)) return []
    const attribute = command.options.find((each) => each.long === long)?.attributeName() ?? ''
    if (command.getOptionValueSource(attribute) !== 'cli') return []
    const value: unknown = command.getOptionValue(attribute)
    // --no-x has the value of --x.
    if (typeof value === 'boolean') return value === option.negate ? [] : [name]
    const values = Array.isArray(value) && option.flags.includes('<file>') ? value : [value]
    return values.map((each) => `${name} ${quote(textOf(each, option.flags))}`)
  })
  return typed.map((option) => ` ${option}`).join('')
}

function textOf(value: unknown, flags: string): string {
  if (Array.isArray(value)) return value.join(',')
  return flags.includes('<file>') ? basename(String(value)) : String(value)
}

/** In single quotes where a shell would take a character for its own. */
function quote(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`
}
