// The format that a file's name promises; one list of extensions for what is read and what is written.
import { INPUT_FORMATS, type InputFormat } from './records.ts'
import { OUTPUT_FORMATS, type OutputFormat } from './write.ts'

const BY_EXTENSION: ReadonlyMap<string, InputFormat> = new Map([
  ...INPUT_FORMATS.map((format) => [format, format] as const),
  ...(['ndjson', 'json'] as const).map((name) => [name, 'jsonl'] as const),
  ['tab', 'tsv'],
  ['pq', 'parquet'],
])

/** The format a file name promises, below any `.gz`, or null. */
export function formatOfName(path: string): InputFormat | null {
  const extension = /\.([a-z0-9]+)(\.gz)?$/i.exec(path)?.[1].toLowerCase()
  return BY_EXTENSION.get(extension ?? '') ?? null
}

/** The output format that a file name asks for, or null. */
export function outputFormatOf(path: string): OutputFormat | null {
  const named = formatOfName(path)
  return OUTPUT_FORMATS.find((format) => format === named) ?? null
}
