// Takes out the mentions that speak only of a prior examination, and says of each why. A history is none: "history of
// pneumonia" speaks of the patient, not of an examination.
import type { Ruleset } from '../../ruleset.ts'
import type { DroppedMention, Mention, Section } from '../../types.ts'

/** What in a ruleset speaks of prior examinations: sections and cue rules, by name. */
export interface PriorWords {
  readonly sections: ReadonlySet<string>
  readonly cues: ReadonlySet<string>
}

/** Gathers them from a ruleset; done once. */
export function findPriorWords(ruleset: Ruleset): PriorWords {
  return {
    sections: new Set(ruleset.rules.flatMap((rule) => (rule.kind === 'heading' && rule.isPrior ? [rule.section] : []))),
    cues: new Set(
      ruleset.rules.flatMap((rule) => {
        if (rule.kind !== 'cue' || rule.time !== 'prior') return []
        return rule.compares || rule.direction === 'subject' || rule.direction === 'clause' ? [rule.id] : []
      }),
    ),
  }
}

/** The mentions that stay, with their concepts, and those taken out where `drops` asks for it. */
export function keepMentions(
  mentions: readonly Mention[],
  concepts: Int32Array,
  drops: boolean,
  sections: readonly Section[],
  words: PriorWords,
): {
  readonly mentions: readonly Mention[]
  readonly concepts: Int32Array
  readonly dropped: readonly DroppedMention[]
} {
  if (!drops) return { mentions, concepts, dropped: NONE }
  const reasons = mentions.map((mention) => whyDropped(mention, sections, words))
  return {
    mentions: mentions.filter((_, at) => reasons[at] === null),
    concepts: concepts.filter((_, at) => reasons[at] === null),
    dropped: reasons.filter((reason) => reason !== null),
  }
}

const NONE: readonly DroppedMention[] = Object.freeze([])

/** Why a mention speaks only of a prior examination, or null where it does not. */
function whyDropped(mention: Mention, sections: readonly Section[], words: PriorWords): DroppedMention | null {
  const { rule, concept, start, end, assertion } = mention
  if (words.sections.has(sections[mention.section].name)) {
    return { rule, concept, start, end, why: 'comparison-section', cue: null }
  }
  if (assertion.time !== 'prior') return null
  const cue = assertion.cues.find((each) => each.decided && words.cues.has(each.rule))
  return cue === undefined ? null : { rule, concept, start, end, why: 'prior-statement', cue: cue.rule }
}
