// Where a report says of before what an earlier report does not: "the effusion has decreased" after "no effusion",
// "new effusion" after an effusion on that side.

import { sayingsOf } from '../stages/findings/label-index.ts'
import type { Conflict, LabelledReport, Mention } from '../types.ts'
import type { Chain, Origin } from './chain.ts'
import { excludes, type Part, partOf, singleAbove } from './parts.ts'
import type { SeriesTables } from './statements.ts'

/** The contradictions of one report, by label. */
export function findContradictions(
  report: LabelledReport,
  chains: ReadonlyMap<number, Chain>,
  place: number,
  tables: SeriesTables,
): ReadonlyMap<number, Conflict> {
  const found = new Map<number, Conflict>()
  for (const mention of report.mentions) {
    const { time, prior, polarity } = mention.assertion
    // "No residual pneumothorax", report after report: it was there at some time, and no longer now.
    if (polarity === 'absent' && prior === 'present') continue
    if (prior === 'unknown' || time === 'hypothetical' || !report.sections[mention.section].isLabelled) continue
    const part = partOf(mention, report, tables)
    if (tables.ruleset.concepts[part.concept].status === 'normality') continue
    for (const { label, value: whenPresent } of sayingsOf(tables.index.says, part.concept)) {
      const chain = chains.get(label)
      if (whenPresent !== 1 || chain === undefined || found.has(label)) continue
      const origin =
        prior === 'present' ? deniedBefore(chain, part, tables) : statedBefore(chain, mention, part, place, tables)
      if (origin !== null)
        found.set(label, makeConflict(tables.index.set.labels[label].name, mention, prior, origin, report))
    }
  }
  return found
}

/**
 * The report that denies what this one says was there, or null; a denial of a kind or a site leaves room for others.
 */
function deniedBefore({ denial }: Chain, part: Part, tables: SeriesTables): Origin | null {
  if (denial === null) return null
  const { parts, origin, label } = denial
  // "Normal chest" implies that there is no effusion; "nothing acute" implies it, too, and leaves room for an old one.
  if (label.source === 'implied')
    return label.evidence.some(({ concept }) => isAgainst(concept, part, tables)) ? origin : null
  if (label.source !== 'said') return null
  return parts.some((each) => isNormality(each, tables) || excludes(each, part, tables)) ? origin : null
}

/** Whether a statement leaves no room for a finding, by `consistency.yaml`. */
function isAgainst(id: string, { concept, kinds }: Part, { ruleset, above, conceptIndex }: SeriesTables): boolean {
  const statement = conceptIndex.get(id) as number
  return ruleset.consistency.contradictions.some(
    ({ concept: top, against, spares }) =>
      (top === concept || above[concept].has(top)) &&
      against.includes(statement) &&
      !Object.entries(spares).some(([facet, values]) => values.some((value) => kinds.includes(`${facet}=${value}`))),
  )
}

function isNormality({ concept }: Part, { ruleset }: SeriesTables): boolean {
  return ruleset.concepts[concept].status === 'normality'
}

/** The report that states what this one says was not there, or null. */
function statedBefore(
  { standing }: Chain,
  { assertion }: Mention,
  part: Part,
  place: number,
  tables: SeriesTables,
): Origin | null {
  const isDevice = tables.ruleset.concepts[part.concept].status === 'device'
  for (const each of standing) {
    // A report in between that does not speak of it may have seen it go.
    if (each.value !== 1 || each.seen !== place - 1) continue
    if (assertion.polarity === 'absent') {
      if (excludes(part, each, tables)) return each.origin
      continue
    }
    const single = singleAbove(part.concept, tables)
    if (isDevice || single === null || single !== singleAbove(each.concept, tables)) continue
    if (single.single === 'patient' || each.side === part.side || each.side === 'bilateral') return each.origin
  }
  return null
}

function makeConflict(
  on: string,
  mention: Mention,
  prior: 'present' | 'absent',
  { report, index }: Origin,
  { sections }: LabelledReport,
): Conflict {
  const said =
    prior === 'present'
      ? 'there before, which an earlier report denies'
      : 'not there before, which an earlier report states'
  const { start, end, concept, sentence } = mention
  return {
    kind: 'contradicts-series',
    on,
    spans: [{ start, end, concept, section: sections[mention.section].name, sentence }],
    message: `${on} is said to be ${said}`,
    earlier: { report, index },
  }
}
