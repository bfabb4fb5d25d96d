// Devices that are there for a reason, where the report states none: neither now nor before, nor in why it was asked
// for.
import type { Indication } from '../../ruleset.ts'
import type { Conflict, Mention } from '../../types.ts'
import type { Reading } from '../findings/readings.ts'
import { BOTH, sidesOf } from '../modifiers/sides.ts'
import { makeConflict, nameOf, type ReportView } from './conflict.ts'

/** An indication with all concepts below those it names. */
export interface Need extends Indication {
  readonly devices: ReadonlySet<number>
  readonly known: ReadonlySet<number>
}

/** The first device for which no reason is stated, or null. */
export function findUnexplained(need: Need, view: ReportView): Conflict | null {
  // What is unchanged may be the reason.
  if (view.covers.some(({ what }) => what !== 'named')) return null
  let known = 0
  for (let at = 0; at < view.mentions.length; at++) {
    const mention = view.mentions[at]
    if (!need.known.has(view.concepts[at]) || !isStated(mention)) continue
    // A reason without a side holds for both.
    known |= (need.sameSide ? sidesOf(mention) : 0) || BOTH
  }
  const isExplained = ({ mention }: Reading): boolean =>
    (known & ((need.sameSide ? sidesOf(view.mentions[mention]) : 0) || BOTH)) !== 0
  const device = view.readings.find(
    (reading) =>
      need.devices.has(reading.concept) &&
      reading.value === 1 &&
      reading.certainty === 'certain' &&
      reading.change !== 'resolved' &&
      !isExplained(reading),
  )
  if (device === undefined) return null
  const { concepts } = view.tables.ruleset
  const names = need.reasons.map((reason) => nameOf(view, reason))
  const { name } = concepts[device.concept]
  const message = `${name} is there, and nothing it is for is stated: ${[...new Set(names)].join(', ')}`
  return makeConflict('device-without-indication', name, [device], message, view)
}

/**
 * Present, feared, asked about, or there before; "no pneumothorax" states none, "no new pneumothorax" leaves one open.
 */
function isStated({ assertion: { polarity, certainty, change, prior } }: Mention): boolean {
  return polarity === 'present' || certainty === 'improbable' || change === 'resolved' || prior === 'present'
}
