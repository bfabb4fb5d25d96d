// Reads `wording.yaml`: the sentences that synthetic reports are made of.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'

export type Side = 'left' | 'right' | null
export type Kind =
  | 'effusion'
  | 'pneumothorax'
  | 'edema'
  | 'cardiomegaly'
  | 'consolidation'
  | 'atelectasis'
  | 'fracture'
  | 'nodule'
export type Device = 'tube' | 'feeding' | 'line' | 'picc' | 'drain' | 'pacemaker'

/** Sentences about a finding; none of those that nobody says of it. */
export type Wording = Readonly<
  Record<
    'present' | 'appeared' | 'larger' | 'smaller' | 'same' | 'gone' | 'possible' | 'none' | 'bothSame',
    readonly string[]
  >
>
export type DeviceWording = Readonly<Record<'present' | 'placed' | 'removed', readonly string[]>>

type Lists = 'noDevices' | 'devicesSame' | 'allSame' | 'restSame' | 'heartSame' | 'bonesSame' | 'openings'
type Table = {
  readonly findings: Readonly<Record<Kind, Partial<Wording>>>
  readonly devices: Readonly<Record<Device, DeviceWording>>
} & Readonly<Record<Lists, readonly string[]>>

const table = parse(readFileSync(join(import.meta.dirname, 'wording.yaml'), 'utf8')) as Table
const NOTHING: Wording = {
  ...{ present: [], appeared: [], larger: [], smaller: [], same: [], gone: [], possible: [], none: [], bothSame: [] },
}
const findings = Object.entries(table.findings) as [Kind, Partial<Wording>][]

export const WORDS = Object.fromEntries(
  findings.map(([kind, sentences]) => [kind, { ...NOTHING, ...sentences }]),
) as Readonly<Record<Kind, Wording>>
export const DEVICES = table.devices
/** Of the whole report, of the rest of it, of one structure, and openings that say nothing of any label. */
export const LISTS: Readonly<Record<Lists, readonly string[]>> = table

/** A sentence with its side. */
export function write(sentence: string, side: Side): string {
  return sentence.replaceAll('{side}', side ?? '').replaceAll('{Side}', side === 'left' ? 'Left' : 'Right')
}
