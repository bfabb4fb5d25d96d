// Synthetic patients with a known course. A state machine walks through a patient's stay and keeps two things: what is
// there, and what somebody who has read every report so far knows of it. Each step says some of it in words (`wording.ts`)
// and notes what each label of that report must be, and from where. It knows nothing of rules or of the labeller.
import {
  ALL_SAME,
  BONES_SAME,
  DEVICES,
  DEVICES_SAME,
  HEART_SAME,
  NO_DEVICES,
  NOISE,
  REST_SAME,
  type Side,
  WORDS,
  type Wording,
} from './wording.ts'

/** What a label must be: its value, and for one carried the index of the report it comes from and the steps back. */
export interface Cell {
  readonly value: 1 | 0 | -1 | null
  readonly from: number | null
  readonly steps: number | null
}

export interface CourseReport {
  readonly id: string
  readonly date: string | null
  readonly text: string
  readonly cells: Readonly<Record<string, Cell>>
  /** Labels whose word on the past contradicts an earlier report. */
  readonly contradicts: readonly string[]
  readonly problem: 'undated' | 'duplicate' | null
}

export const LABELS = {
  effusion: 'Pleural Effusion',
  pneumothorax: 'Pneumothorax',
  edema: 'Edema',
  cardiomegaly: 'Cardiomegaly',
  consolidation: 'Consolidation',
  atelectasis: 'Atelectasis',
  fracture: 'Fracture',
  nodule: 'Lung Lesion',
} as const
export const DEVICE_LABEL = 'Support Devices'
type Kind = keyof typeof LABELS
const KINDS = Object.keys(LABELS) as Kind[]
type Device = keyof typeof DEVICES
const SIDED: ReadonlySet<Kind> = new Set<Kind>([
  'effusion',
  'pneumothorax',
  'consolidation',
  'atelectasis',
  'fracture',
  'nodule',
])
/** Of these there is one a side, or one at all: said to be new while it stands, it is a contradiction. */
const SINGLE: ReadonlySet<Kind> = new Set<Kind>(['effusion', 'pneumothorax', 'edema'])

/** What is known of a label: where each part was last stated, or where the last denial stands, and of which side. */
interface Known {
  readonly parts: Map<string, { at: number; place: number; value: 1 | -1; seen: number }>
  denied: { readonly at: number; readonly place: number; readonly side: Side } | null
}

type Random = () => number

/** A generator of numbers from 0 to 1, the same for the same seed (mulberry32). */
export function makeRandom(seed: number): Random {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}

/** The reports of one patient, in order of time. */
export function makeCourse(seed: number, length: number): CourseReport[] {
  const random = makeRandom(seed)
  const pick = <T>(choices: readonly T[]): T => choices[Math.floor(random() * choices.length)]
  const chance = (share: number): boolean => random() < share
  const there = new Map<Kind, Set<Side>>(KINDS.map((kind) => [kind, new Set()]))
  const devices = new Set<Device>()
  const known = new Map<string, Known>()
  const reports: CourseReport[] = []
  let place = -1
  let plain = new Map<string, Cell['value']>()
  let day = Math.floor(random() * 300)

  const write = (sentence: string, side: Side): string =>
    sentence.replaceAll('{side}', side ?? '').replaceAll('{Side}', side === 'left' ? 'Left' : 'Right')
  const sidesOf = (kind: Kind): Side[] => (SIDED.has(kind) ? ['left', 'right'] : [null])
  const keyOf = (side: Side): string => side ?? 'it'

  for (let at = 0; at < length; at++) {
    const id = `r${at}`
    const said = new Map<string, Cell['value']>()
    const carriedOf = new Map<string, Cell>()
    const sentences: string[] = []
    const contradicts: string[] = []
    let leans = false
    const date = (): string => new Date(Date.UTC(2026, 0, 1 + day, at % 24)).toISOString().slice(0, 16)
    const cellsOf = (): Record<string, Cell> => {
      const cells: Record<string, Cell> = {}
      for (const label of [...Object.values(LABELS), DEVICE_LABEL]) {
        const value = said.get(label) ?? null
        cells[label] = carriedOf.get(label) ?? { value, from: null, steps: null }
      }
      return cells
    }

    // A report that no place can be given to: it keeps what it says itself, and nobody learns from it.
    const last = reports.at(-1)
    if (at > 1 && chance(0.04)) {
      const text = chance(0.5) ? pick(ALL_SAME) : 'No pneumothorax.'
      if (text === 'No pneumothorax.') said.set(LABELS.pneumothorax, 0)
      reports.push({ id, date: pick([null, '', 'yesterday']), text, cells: cellsOf(), contradicts, problem: 'undated' })
      continue
    }
    if (last !== undefined && last.problem === null && chance(0.02)) {
      for (const [label, value] of plain) said.set(label, value)
      reports.push({ ...last, id, cells: cellsOf(), contradicts, problem: 'duplicate' })
      continue
    }

    place++
    const isGap = at > 0 && chance(0.05)
    day += isGap ? 32 + Math.floor(random() * 100) : 1 + Math.floor(random() * 5)
    if (isGap) known.clear()

    const stand = (label: string, parts: readonly (readonly [key: string, value: 1 | -1])[], old: boolean): void => {
      const before = old ? (known.get(label)?.parts ?? new Map()) : new Map()
      for (const [key, value] of parts) before.set(key, { at, place, value, seen: place })
      known.set(label, { parts: before, denied: null })
      said.set(label, parts.some(([, value]) => value === 1) ? 1 : -1)
    }
    const deny = (label: string, side: Side = null): void => {
      known.set(label, { parts: new Map(), denied: { at, place, side } })
      said.set(label, 0)
    }
    const carry = (label: string): void => {
      const memory = known.get(label)
      if (memory === undefined) return
      const { parts, denied } = memory
      if (denied !== null) {
        carriedOf.set(label, { value: 0, from: denied.at, steps: place - denied.place })
        return
      }
      const best = [...parts.values()].sort((a, b) => b.value - a.value || b.place - a.place)[0]
      for (const part of parts.values()) part.seen = place
      carriedOf.set(label, { value: best.value, from: best.at, steps: place - best.place })
    }

    // Everything about one finding: how it stands now, on every side. Where all else is left as it was, what stood on
    // another side would stay; then there is only the denial of all.
    const describe = (kind: Kind): void => {
      const label = LABELS[kind]
      const isLeft = leans && (known.get(label)?.parts.size ?? 0) > 0
      const words: Wording = WORDS[kind]
      const sides = there.get(kind) as Set<Side>
      sides.clear()
      if (isLeft || chance(0.5)) {
        sentences.push(pick(words.none))
        deny(label)
        return
      }
      if (chance(0.12)) {
        const side = pick(sidesOf(kind))
        sides.add(side)
        sentences.push(write(pick(words.possible), side))
        stand(label, [[keyOf(side), -1]], false)
        return
      }
      for (const side of sidesOf(kind)) if (chance(0.6)) sides.add(side)
      if (sides.size === 0) sides.add(sidesOf(kind)[0])
      for (const side of sides) sentences.push(write(pick(words.present), side))
      stand(
        label,
        [...sides].map((side) => [keyOf(side), 1] as const),
        false,
      )
    }
    const describeDevices = (): void => {
      if (chance(0.3)) {
        devices.clear()
        sentences.push(pick(NO_DEVICES))
        deny(DEVICE_LABEL)
        return
      }
      devices.clear()
      for (const device of Object.keys(DEVICES) as Device[]) if (chance(0.35)) devices.add(device)
      if (devices.size === 0) devices.add('tube')
      for (const device of devices) sentences.push(pick(DEVICES[device].present))
      stand(
        DEVICE_LABEL,
        [...devices].map((device) => [device, 1] as const),
        false,
      )
    }

    // One thing that has happened to a finding since; what is not mentioned of it stays, for the report says so.
    const happen = (kind: Kind): void => {
      const label = LABELS[kind]
      const words: Wording = WORDS[kind]
      const memory = known.get(label)
      const sides = there.get(kind) as Set<Side>
      if (memory === undefined) {
        describe(kind)
        return
      }
      const isSure = [...memory.parts.values()].every(({ value }) => value === 1)
      const absent = sidesOf(kind).filter((side) => !sides.has(side))
      if (sides.size === 0 || (absent.length > 0 && isSure && words.appeared.length > 0 && chance(0.2))) {
        if (words.appeared.length === 0) {
          describe(kind)
          return
        }
        const side = pick(absent)
        sides.add(side)
        sentences.push(write(pick(words.appeared), side))
        stand(label, [[keyOf(side), 1]], true)
        return
      }
      if (!isSure) {
        describe(kind)
        return
      }
      const side = pick([...sides])
      if (sides.size === 2 && words.bothSame.length > 0 && chance(0.3)) {
        sentences.push(pick(words.bothSame))
        stand(
          label,
          [...sides].map((each) => [keyOf(each), 1] as const),
          true,
        )
        return
      }
      if (words.gone.length > 0 && chance(0.35)) {
        sentences.push(write(pick(words.gone), side))
        sides.delete(side)
        memory.parts.delete(keyOf(side))
        if (memory.parts.size === 0) deny(label, side)
        else {
          said.set(label, 0)
          carry(label)
        }
        return
      }
      const changes = [words.larger, words.smaller, words.same].filter((each) => each.length > 0)
      sentences.push(write(pick(pick(changes)), side))
      stand(label, [[keyOf(side), 1]], true)
    }
    const happenToDevices = (): void => {
      const memory = known.get(DEVICE_LABEL)
      if (memory === undefined) {
        describeDevices()
        return
      }
      if (devices.size > 0 && chance(0.2)) {
        devices.clear()
        sentences.push(pick(NO_DEVICES))
        deny(DEVICE_LABEL)
        return
      }
      const missing = (Object.keys(DEVICES) as Device[]).filter((device) => !devices.has(device))
      if (devices.size === 0 || (missing.length > 0 && chance(0.4))) {
        const device = pick(missing)
        devices.add(device)
        sentences.push(pick(DEVICES[device].placed))
        stand(DEVICE_LABEL, [[device, 1]], true)
        return
      }
      if (chance(0.2)) {
        sentences.push(pick(DEVICES_SAME))
        stand(
          DEVICE_LABEL,
          [...devices].map((device) => [device, 1] as const),
          false,
        )
        return
      }
      const device = pick([...devices])
      devices.delete(device)
      sentences.push(pick(DEVICES[device].removed))
      memory.parts.delete(device)
      if (memory.parts.size === 0) deny(DEVICE_LABEL)
      else {
        said.set(DEVICE_LABEL, 0)
        carry(DEVICE_LABEL)
      }
    }

    // Says of before what an earlier report does not: nobody knows any more what to think.
    const contradict = (kind: Kind): boolean => {
      const label = LABELS[kind]
      const words: Wording = WORDS[kind]
      const memory = known.get(label)
      const sides = there.get(kind) as Set<Side>
      if (memory === undefined) return false
      if (memory.denied !== null) {
        const changes = [...words.larger, ...words.smaller, ...words.same]
        // That one side was clear says nothing of the other.
        const side = memory.denied.side ?? pick(sidesOf(kind))
        sides.add(side)
        sentences.push(write(pick(changes), side))
      } else {
        const standing = [...sides].filter((side) => {
          const part = memory.parts.get(keyOf(side))
          return part?.value === 1 && part.seen === place - 1
        })
        if (!SINGLE.has(kind) || standing.length === 0) return false
        sentences.push(write(pick(words.appeared), pick(standing)))
      }
      said.set(label, 1)
      known.delete(label)
      contradicts.push(label)
      return true
    }

    const some = (share: number): Kind[] => KINDS.filter(() => chance(share))
    const carryRest = (): void => {
      for (const label of [...Object.values(LABELS), DEVICE_LABEL]) {
        if (!said.has(label) && !carriedOf.has(label) && !contradicts.includes(label)) carry(label)
      }
    }
    const mode = at === 0 ? 0 : random()
    if (mode < 0.2) {
      // A full report, of today alone.
      for (const kind of some(0.7)) describe(kind)
      if (chance(0.7)) describeDevices()
      if (sentences.length === 0) describe('effusion')
    } else if (mode < 0.45) {
      sentences.push(pick(ALL_SAME))
      carryRest()
    } else if (mode < 0.85) {
      leans = true
      const kinds = some(0.25)
      for (const kind of kinds) happen(kind)
      if (chance(0.5) || kinds.length === 0) happenToDevices()
      const rest = pick(REST_SAME)
      sentences.push(rest)
      carryRest()
    } else if (mode < 0.9) {
      // A structure is left to the prior, and nothing else.
      const kind = pick(['effusion', 'pneumothorax'] as const)
      describe(kind)
      if (chance(0.5)) {
        sentences.push(pick(HEART_SAME))
        carry(LABELS.cardiomegaly)
      } else {
        sentences.push(pick(BONES_SAME))
        carry(LABELS.fracture)
      }
    } else {
      const kinds = KINDS.filter((kind) => !['fracture', 'nodule'].includes(kind))
      const kind = pick(kinds)
      leans = chance(0.6)
      if (!contradict(kind)) describe(kind)
      if (leans) {
        sentences.push(pick(REST_SAME))
        carryRest()
      }
    }
    const text = `${pick(NOISE)}${sentences.join(' ')}`
    reports.push({ id, date: date(), text, cells: cellsOf(), contradicts, problem: null })
    plain = said
  }
  return reports
}
