// The options of a command as they were typed, for a record of what was run: files by their names alone, for folders
// say nothing elsewhere.
import { basename, resolve } from 'node:path'
import type { Command } from 'commander'

/** The options that were typed, each with a space before it; `only` those of these long names. */
export function typedOptions(command: Command, only: ReadonlySet<string> | null = null): string {
  const typed = command.options.flatMap((option) => {
    const name = option.long ?? ''
    const attribute = option.attributeName()
    if ((only !== null && !only.has(name)) || command.getOptionValueSource(attribute) !== 'cli') return []
    const value: unknown = command.getOptionValue(attribute)
    // --no-x and --x share a value.
    if (typeof value === 'boolean') return value === option.negate ? [] : [name]
    const isFile = /<(file|folder)>/.test(option.flags)
    const values = isFile && Array.isArray(value) ? value : [value]
    return values.map((each) => `${name} ${quote(isFile ? basename(resolve(String(each))) : textOf(each))}`)
  })
  return typed.map((option) => ` ${option}`).join('')
}

function textOf(value: unknown): string {
  return Array.isArray(value) ? value.join(',') : String(value)
}

/** In single quotes where a shell would take a character for its own. */
function quote(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`
}
