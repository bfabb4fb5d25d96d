// Options of `cxrlabel label` that say how a run goes: threads, shards, resuming, and what is said on the way.
import { type Command, InvalidArgumentError } from 'commander'
import { wholeNumber } from './option-values.ts'

export interface RunFlags {
  readonly workers?: number
  readonly shard?: { readonly index: number; readonly of: number }
  readonly resume?: boolean
  readonly checkpointSeconds: number
  readonly rejects?: string
  readonly allowDuplicates?: boolean
  readonly quiet?: boolean
}

/** Adds the options to the command. */
export function addRunOptions(command: Command): void {
  command
    .optionsGroup('Run:')
    .option('--workers <n>', 'threads that label; the number of cores when left out', wholeNumber)
    .option(
      '--shard <i/n>',
      'label only every n-th record, from the i-th on; n such runs label each record once',
      shard,
    )
    .option('--resume', 'go on where a run with the same inputs and options stopped')
    .option('--checkpoint-seconds <n>', 'how often the state that --resume needs is saved', seconds, 5)
    .option(
      '--rejects <file>',
      'where rows set aside go, empty without any; - puts them among the rows, as {"id", "error"}',
    )
    .option('--allow-duplicates', 'label rows whose id came before, too')
    .option('-q, --quiet', 'no progress and no summary')
}

function shard(value: string): { readonly index: number; readonly of: number } {
  const match = /^([1-9]\d*)\/([1-9]\d*)$/.exec(value)
  const [index, of] = match === null ? [0, 0] : [Number(match[1]), Number(match[2])]
  if (index < 1 || index > of) throw new InvalidArgumentError('give i/n with i from 1 to n, such as 3/8.')
  return { index, of }
}

function seconds(value: string): number {
  if (!/^\d+(\.\d+)?$/.test(value)) throw new InvalidArgumentError('give a number of seconds.')
  return Number(value)
}
