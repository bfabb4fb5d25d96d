// Synthetic patients with a known course. A state machine walks through a patient's stay, changes what is there, says
// some of it in words (`wording.yaml`), and has `memory.ts` note what each label of the report must be, and from where.
// It knows nothing of rules or of the labeller.
import { type Cell, makeMemory } from './memory.ts'
import { DEVICES, type Device, type Kind, LISTS, type Side, WORDS, type Wording, write } from './wording.ts'

export interface CourseReport {
  readonly id: string
  readonly date: string | null
  readonly text: string
  readonly cells: Readonly<Record<string, Cell>>
  /** Labels whose word on the past contradicts an earlier report. */
  readonly contradicts: readonly string[]
  readonly problem: 'undated' | 'duplicate' | null
}

export const LABELS: Readonly<Record<Kind, string>> = {
  effusion: 'Pleural Effusion',
  pneumothorax: 'Pneumothorax',
  edema: 'Edema',
  cardiomegaly: 'Cardiomegaly',
  consolidation: 'Consolidation',
  atelectasis: 'Atelectasis',
  fracture: 'Fracture',
  nodule: 'Lung Lesion',
}
export const DEVICE_LABEL = 'Support Devices'
const KINDS = Object.keys(LABELS) as Kind[]
const ALL_LABELS: readonly string[] = [...Object.values(LABELS), DEVICE_LABEL]
const SIDED = new Set<Kind>(['effusion', 'pneumothorax', 'consolidation', 'atelectasis', 'fracture', 'nodule'])
/** Of these there is one a side, or one at all: said to be new while it stands, it is a contradiction. */
const SINGLE = new Set<Kind>(['effusion', 'pneumothorax', 'edema'])
const sidesOf = (kind: Kind): Side[] => (SIDED.has(kind) ? ['left', 'right'] : [null])
const keyOf = (side: Side): string => side ?? 'it'

/** Numbers from 0 to 1, the same for the same seed (mulberry32). */
export function makeRandom(seed: number): () => number {
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
  const memory = makeMemory()
  let sentences: string[] = []
  let contradicts: string[] = []
  /** The report at hand leaves what it does not mention to its prior. */
  let leans = false

  // Everything about one finding: how it stands now, on every side. Where all else is left as it was, what stood on
  // another side would stay; then there is only the denial of all.
  const describe = (kind: Kind): void => {
    const words = WORDS[kind]
    const sides = there.get(kind) as Set<Side>
    const label = LABELS[kind]
    sides.clear()
    if ((leans && (memory.known(label)?.parts.size ?? 0) > 0) || chance(0.5)) {
      sentences.push(pick(words.none))
      memory.deny(label)
      return
    }
    if (chance(0.12)) {
      const side = pick(sidesOf(kind))
      sides.add(side)
      sentences.push(write(pick(words.possible), side))
      memory.stand(label, [[keyOf(side), -1]], false)
      return
    }
    for (const side of sidesOf(kind)) if (chance(0.6)) sides.add(side)
    if (sides.size === 0) sides.add(sidesOf(kind)[0])
    for (const side of sides) sentences.push(write(pick(words.present), side))
    memory.stand(label, allOf(sides), false)
  }
  const allOf = (sides: ReadonlySet<Side>) => [...sides].map((side) => [keyOf(side), 1] as const)

  const describeDevices = (): void => {
    devices.clear()
    if (chance(0.3)) {
      denyDevices()
      return
    }
    for (const device of Object.keys(DEVICES) as Device[]) if (chance(0.35)) devices.add(device)
    if (devices.size === 0) devices.add('tube')
    for (const device of devices) sentences.push(pick(DEVICES[device].present))
    standDevices()
  }
  const standDevices = (): void => {
    const parts = [...devices].map((device) => [device, 1] as const)
    memory.stand(DEVICE_LABEL, parts, false)
  }
  const denyDevices = (): void => {
    devices.clear()
    sentences.push(pick(LISTS.noDevices))
    memory.deny(DEVICE_LABEL)
  }

  // One thing that has happened to a finding since; what is not mentioned of it stays, for the report says so.
  const happen = (kind: Kind): void => {
    const words: Wording = WORDS[kind]
    const label = LABELS[kind]
    const sides = there.get(kind) as Set<Side>
    const known = memory.known(label)
    const isSure = [...(known?.parts.values() ?? [])].every(({ value }) => value === 1)
    const absent = sidesOf(kind).filter((side) => !sides.has(side))
    const appears = absent.length > 0 && words.appeared.length > 0 && (sides.size === 0 || (isSure && chance(0.2)))
    if (known !== undefined && appears) {
      const side = pick(absent)
      sides.add(side)
      sentences.push(write(pick(words.appeared), side))
      memory.stand(label, [[keyOf(side), 1]], true)
    } else if (known === undefined || sides.size === 0 || !isSure) {
      describe(kind)
    } else if (sides.size === 2 && words.bothSame.length > 0 && chance(0.3)) {
      sentences.push(pick(words.bothSame))
      memory.stand(label, allOf(sides), true)
    } else {
      const side = pick([...sides])
      if (words.gone.length > 0 && chance(0.35)) {
        sentences.push(write(pick(words.gone), side))
        sides.delete(side)
        memory.remove(label, keyOf(side), side)
      } else {
        const changes = [words.larger, words.smaller, words.same].filter((each) => each.length > 0)
        sentences.push(write(pick(pick(changes)), side))
        memory.stand(label, [[keyOf(side), 1]], true)
      }
    }
  }
  const happenToDevices = (): void => {
    const missing = (Object.keys(DEVICES) as Device[]).filter((device) => !devices.has(device))
    if (memory.known(DEVICE_LABEL) === undefined) describeDevices()
    else if (devices.size > 0 && chance(0.2)) denyDevices()
    else if (devices.size === 0 || (missing.length > 0 && chance(0.4))) {
      const device = pick(missing)
      devices.add(device)
      sentences.push(pick(DEVICES[device].placed))
      memory.stand(DEVICE_LABEL, [[device, 1]], true)
    } else if (chance(0.2)) {
      sentences.push(pick(LISTS.devicesSame))
      standDevices()
    } else {
      const device = pick([...devices])
      devices.delete(device)
      sentences.push(pick(DEVICES[device].removed))
      memory.remove(DEVICE_LABEL, device, null)
    }
  }

  // Says of before what an earlier report does not, where there is one.
  const contradict = (kind: Kind, place: number): boolean => {
    const words = WORDS[kind]
    const known = memory.known(LABELS[kind])
    const sides = there.get(kind) as Set<Side>
    if (known === undefined) return false
    if (known.denied !== null) {
      // That one side was clear says nothing of the other.
      const side = known.denied.side ?? pick(sidesOf(kind))
      sides.add(side)
      sentences.push(write(pick([...words.larger, ...words.smaller, ...words.same]), side))
    } else {
      const standing = [...sides].filter((side) => {
        const part = known.parts.get(keyOf(side))
        return part?.value === 1 && part.seen === place - 1
      })
      if (!SINGLE.has(kind) || standing.length === 0) return false
      sentences.push(write(pick(words.appeared), pick(standing)))
    }
    memory.doubt(LABELS[kind])
    contradicts.push(LABELS[kind])
    return true
  }

  /** Says what a report has to say. */
  const speak = (mode: number, place: number): void => {
    if (mode < 0.2) {
      // A full report, of today alone.
      for (const kind of KINDS) if (chance(0.7)) describe(kind)
      if (chance(0.7)) describeDevices()
      if (sentences.length === 0) describe('effusion')
    } else if (mode < 0.45) {
      sentences.push(pick(LISTS.allSame))
      memory.carryRest(ALL_LABELS)
    } else if (mode < 0.85) {
      leans = true
      for (const kind of KINDS) if (chance(0.25)) happen(kind)
      if (chance(0.5) || sentences.length === 0) happenToDevices()
    } else if (mode < 0.9) {
      // A structure is left to the prior, and nothing else.
      describe(pick(['effusion', 'pneumothorax'] as const))
      const isHeart = chance(0.5)
      sentences.push(pick(isHeart ? LISTS.heartSame : LISTS.bonesSame))
      memory.carry(isHeart ? LABELS.cardiomegaly : LABELS.fracture)
    } else {
      leans = chance(0.6)
      const kind = pick(KINDS.filter((each) => each !== 'fracture' && each !== 'nodule'))
      if (!contradict(kind, place)) describe(kind)
    }
    if (!leans) return
    sentences.push(pick(LISTS.restSame))
    memory.carryRest(ALL_LABELS)
  }

  const reports: CourseReport[] = []
  const cells = (): Record<string, Cell> => Object.fromEntries(ALL_LABELS.map((label) => [label, memory.cell(label)]))
  const alone = (value: Cell['value'] | undefined): Cell => ({ value: value ?? null, from: null, steps: null })
  let place = -1
  let day = Math.floor(random() * 300)
  for (let at = 0; at < length; at++) {
    const id = `r${at}`
    const last = reports.at(-1)
    // Reports that no place can be given to keep what they say themselves, and nobody learns from them.
    if (at > 1 && chance(0.04)) {
      const denies = chance(0.5)
      const text = denies ? 'No pneumothorax.' : pick(LISTS.allSame)
      const own = ALL_LABELS.map((label) => [label, alone(denies && label === LABELS.pneumothorax ? 0 : null)] as const)
      const date = pick([null, '', 'yesterday'])
      reports.push({ id, date, text, cells: Object.fromEntries(own), contradicts: [], problem: 'undated' })
      continue
    }
    if (last !== undefined && last.problem === null && chance(0.02)) {
      const own = ALL_LABELS.map((label) => [label, alone(memory.said().get(label))] as const)
      reports.push({ ...last, id, cells: Object.fromEntries(own), contradicts: [], problem: 'duplicate' })
      continue
    }
    place++
    const isGap = at > 0 && chance(0.05)
    day += isGap ? 32 + Math.floor(random() * 100) : 1 + Math.floor(random() * 5)
    memory.begin({ at, place }, isGap)
    sentences = []
    contradicts = []
    leans = false
    speak(at === 0 ? 0 : random(), place)
    const date = new Date(Date.UTC(2026, 0, 1 + day, at)).toISOString().slice(0, 16)
    const text = `${pick(LISTS.openings)}${sentences.join(' ')}`
    reports.push({ id, date, text, cells: cells(), contradicts, problem: null })
  }
  return reports
}
