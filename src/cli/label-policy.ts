// Options of `cxrlabel label` that say what becomes of a finding: label set, roll-up, uncertain values, sections.
import { type Command, Option } from 'commander'
import type { LabelOptions } from '../types.ts'
import { list } from './option-values.ts'

export interface PolicyFlags {
  readonly labelSet: string
  readonly rollUp: boolean
  readonly implied: boolean
  readonly probable: '1' | '-1'
  readonly uncertain: 'keep' | 'ones' | 'zeros' | 'drop'
  readonly sections?: readonly string[]
  readonly finding: 'evidence' | 'chexpert'
  readonly scopedNegation: '0' | 'blank'
}

/** Adds the options to the command. */
export function addPolicyOptions(command: Command): Command {
  return command
    .optionsGroup('Labels:')
    .option('--label-set <name>', 'chexpert, cxr14, mimic or full', 'chexpert')
    .option('--no-roll-up', 'do not lift findings into their parent labels')
    .option('--no-implied', 'leave blank what a blanket normality statement implies')
    .addOption(new Option('--probable <value>', 'value of "likely"').choices(['1', '-1']).default('1'))
    .addOption(
      new Option('--uncertain <policy>', 'what uncertain values become')
        .choices(['keep', 'ones', 'zeros', 'drop'])
        .default('keep'),
    )
    .option('--sections <names>', 'label only these sections, comma-separated', list)
    .addOption(
      new Option('--no-finding <rule>', 'when No Finding is 1').choices(['evidence', 'chexpert']).default('evidence'),
    )
    .addOption(
      new Option('--scoped-negation <value>', 'value of "no large effusion"').choices(['0', 'blank']).default('0'),
    )
}

/** What the flags ask of the labeller. */
export function policyOptions(flags: PolicyFlags): LabelOptions<string> {
  return {
    labelSet: flags.labelSet,
    rollUp: flags.rollUp,
    impliedNegatives: flags.implied,
    probable: flags.probable === '1' ? 1 : -1,
    uncertain: flags.uncertain,
    noFinding: flags.finding,
    scopedNegation: flags.scopedNegation === '0' ? 0 : null,
    ...(flags.sections === undefined ? {} : { sections: flags.sections }),
  }
}
