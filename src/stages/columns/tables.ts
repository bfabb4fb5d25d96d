// A ruleset's rules laid out as flat columns, made once per labeller: what the stages look up while they run.
import { makePhraseTrie, type PhraseTrie } from '../../match/phrase-trie.ts'
import { FIRST_WORD, type Ruleset } from '../../ruleset.ts'
import { type Lexicon, makeLexicon } from '../../text/lexicon.ts'
import {
  AFTER_COMMA,
  ALWAYS,
  CERTAIN,
  CHANGE,
  COMPARES_BEHIND,
  DIRECTIONS,
  ENDS,
  EXISTENCE,
  FIRST,
  KNOWN,
  LEANS,
  OF_DEVICES,
  OF_FINDINGS,
  ONLY,
  PRIOR,
  RELATIVE,
  SECOND,
  TIME,
} from './codes.ts'
import { extraBits, replacesBits } from './extras.ts'
import { type Fits, layFits } from './fits.ts'
import { type Below, layAbove, layBelow, marksOf } from './hierarchy.ts'
import { readTraits, replacedBits } from './traits.ts'

/** Columns are indexed by rule (`…Of`) or by token id (`classes`). */
export interface Tables {
  readonly ruleset: Ruleset
  readonly lexicon: Lexicon
  readonly phrases: PhraseTrie
  readonly isMask: Uint8Array
  /** Id of each rule and of its concept, if it has one: close together, where the rules are spread over memory. */
  readonly idOf: readonly string[]
  readonly conceptIdOf: readonly string[]
  /** Word-class bits per token id. */
  readonly classes: Int32Array
  /** `anatomy * stateCount + state` → composition rule, or -1. */
  readonly composition: Int32Array
  readonly anatomyOf: Int32Array
  readonly stateOf: Int32Array
  readonly conceptOf: Int32Array
  /** What the words of a finding say before any cue. */
  readonly baseOf: Uint8Array
  readonly existenceOf: Uint8Array
  readonly timeOf: Uint8Array
  readonly changeOf: Uint8Array
  readonly directionOf: Uint8Array
  readonly reachOf: Int32Array
  readonly winsOf: Uint8Array
  readonly priorOf: Uint8Array
  readonly comparesOf: Uint8Array
  readonly leansOf: Uint8Array
  readonly listsOf: Uint8Array
  readonly servesOf: Uint8Array
  readonly yieldsOf: Uint8Array
  readonly refersOf: Uint8Array
  readonly loneOf: Uint8Array
  readonly contrastsOf: Uint8Array
  readonly devicesOf: Uint8Array
  readonly plansOf: Uint8Array
  readonly indefiniteOf: Uint8Array
  /** Per noun of change, the cue it is read as where it is denied; -1 for all other rules. */
  readonly deniedOf: Int32Array
  /** What a number in the words of a finding must exceed, or 0; see `ratios.ts`. */
  readonly limitOf: Float64Array
  /** The rule that such words are read as where it does not; -1 for all other rules. */
  readonly otherwiseOf: Int32Array
  /** Per rule, a number shared by findings that say the same label: "edema or volume overload" is no doubt about it. */
  readonly groupOf: Int32Array
  /** Axes a stop rule ends; 0 for all other rules. */
  readonly endsOf: Uint8Array
  readonly affirmsOf: Uint8Array
  readonly hidesOf: Uint8Array
  readonly onlyOf: Uint8Array
  /** Modifier rules that do more than most, as bits: see `extras.ts`. */
  readonly extraOf: Uint16Array
  /** Per modifier rule and per concept, the strata that take a mention's place, as bits: see `replacedBits`. */
  readonly replacesOf: Int32Array
  readonly replaced: Int32Array
  /** Per rule with a host, a mark per concept that may be it. */
  readonly hostsOf: ReadonlyMap<number, Uint8Array>
  /** Per concept, all concepts above it, without the switchable edges of policy and with them; and itself with all below it. */
  readonly above: readonly ReadonlySet<number>[]
  readonly abovePolicy: readonly ReadonlySet<number>[]
  readonly below: Below
  /** Which concepts words of size, age, kind or place are told of; see `fits.ts`. */
  readonly fits: Fits
  /** Per concept, what the stages ask of it; see `traits.ts`. */
  readonly traits: Uint16Array
  /** Rules whose concept states something normal: a denial of one is not a finding. */
  readonly isNormalOf: Uint8Array
  /** Rules whose concept has a normal amount: "increased" alone does not compare it, nor "decreased" where it is relative to less as well. */
  readonly isRelativeOf: Uint8Array
  /** Rules whose concept is a fact of technique: cues pass over it. */
  readonly isTechniqueOf: Uint8Array
  /** A finding rule that says no label of its own: what `assertSpan` plants where the caller's words stand. */
  readonly plainFinding: number
  /** The anatomy of the whole chest, of which a report speaks that names no structure; -1 without such a rule. */
  readonly wholeChest: number
  /** The heading that a request without one is put under; -1 without such a rule. */
  readonly request: number
}

/** Lays out a ruleset. Takes some tens of milliseconds; done once. */
export function makeTables(ruleset: Ruleset): Tables {
  const { rules } = ruleset
  const width = FIRST_WORD + ruleset.words.length
  const said = labelsSaid(ruleset)
  const bytes = (): Uint8Array => new Uint8Array(rules.length)
  const whole = (): Int32Array => new Int32Array(rules.length).fill(-1)
  const hosts = new Map<number, Uint8Array>()
  const above = layAbove(ruleset, false)
  const below = layBelow(above)
  const instead = ruleset.strata.filter((stratum) => stratum.instead)
  const replaced = replacedBits(instead, below)
  const tables = {
    ruleset,
    lexicon: makeLexicon(ruleset),
    phrases: makePhraseTrie(ruleset, width),
    isMask: bytes(),
    idOf: rules.map(({ id }) => id),
    conceptIdOf: rules.map((rule) => ('concept' in rule ? ruleset.concepts[rule.concept].id : '')),
    classes: new Int32Array(width),
    composition: new Int32Array(Math.max(1, ruleset.anatomyCount * ruleset.stateCount)).fill(-1),
    anatomyOf: whole(),
    stateOf: whole(),
    conceptOf: whole(),
    baseOf: bytes(),
    existenceOf: bytes(),
    timeOf: bytes(),
    changeOf: bytes(),
    directionOf: bytes(),
    reachOf: whole(),
    winsOf: bytes(),
    priorOf: bytes(),
    comparesOf: bytes(),
    leansOf: bytes(),
    listsOf: bytes(),
    servesOf: bytes(),
    yieldsOf: bytes(),
    refersOf: bytes(),
    loneOf: bytes(),
    contrastsOf: bytes(),
    devicesOf: bytes(),
    plansOf: bytes(),
    indefiniteOf: bytes(),
    deniedOf: whole(),
    limitOf: new Float64Array(rules.length),
    otherwiseOf: whole(),
    groupOf: whole(),
    endsOf: bytes(),
    affirmsOf: bytes(),
    hidesOf: bytes(),
    onlyOf: bytes(),
    extraOf: new Uint16Array(rules.length),
    replacesOf: new Int32Array(rules.length),
    replaced,
    hostsOf: new Map<number, Uint8Array>(),
    isNormalOf: bytes(),
    isRelativeOf: bytes(),
    isTechniqueOf: bytes(),
    wholeChest: -1,
    request: rules.findIndex((rule) => rule.kind === 'heading' && rule.request),
    traits: readTraits(ruleset, below, replaced),
    fits: layFits(ruleset, below),
    ...{ above, below, abovePolicy: layAbove(ruleset, true) },
  }
  tables.classes.set(ruleset.classes)
  for (const [key, rule] of ruleset.compositions) tables.composition[key] = rule
  rules.forEach((rule, index) => {
    switch (rule.kind) {
      case 'finding':
      case 'composition':
        tables.conceptOf[index] = rule.concept
        tables.groupOf[index] = said[rule.concept]
        tables.affirmsOf[index] = rule.affirms ? AFTER_COMMA : 0
        tables.baseOf[index] = Math.max(CERTAIN, EXISTENCE.indexOf(rule.existence))
        tables.isNormalOf[index] = Number(ruleset.concepts[rule.concept].status === 'normality')
        tables.isRelativeOf[index] = RELATIVE.indexOf(ruleset.concepts[rule.concept].relative)
        tables.isTechniqueOf[index] = Number(ruleset.concepts[rule.concept].status === 'technique')
        if (rule.kind === 'finding' && rule.above !== null) {
          tables.limitOf[index] = rule.above
          tables.otherwiseOf[index] = tables.idOf.indexOf(rule.otherwise ?? '')
        }
        if (rule.kind === 'finding' && rule.change !== null) {
          tables.changeOf[index] = CHANGE.indexOf(rule.change)
          tables.priorOf[index] = PRIOR.indexOf(rule.prior)
        }
        if (rule.kind === 'composition') {
          tables.hidesOf[index] = Number(rule.hidesFindings)
          tables.onlyOf[index] = rule.only === null ? 0 : ONLY[rule.only]
        }
        break
      case 'anatomy':
        tables.anatomyOf[index] = rule.index
        if (rule.leaves === 'all') tables.wholeChest = rule.index
        break
      case 'state':
        tables.stateOf[index] = rule.index
        tables.onlyOf[index] = rule.isNear ? ONLY.near : 0
        break
      case 'mask':
        tables.isMask[index] = 1
        break
      case 'cue':
        tables.existenceOf[index] = rule.existence === null ? 0 : EXISTENCE.indexOf(rule.existence)
        tables.timeOf[index] = rule.time === null ? 0 : TIME.indexOf(rule.time)
        tables.changeOf[index] = rule.change !== null ? CHANGE.indexOf(rule.change) : rule.prior === null ? 0 : KNOWN
        tables.priorOf[index] = PRIOR.indexOf(rule.prior)
        tables.directionOf[index] = DIRECTIONS[rule.direction]
        tables.reachOf[index] = rule.reach
        tables.winsOf[index] = Number(rule.wins)
        tables.comparesOf[index] = rule.compares === 'behind' ? COMPARES_BEHIND : Number(rule.compares)
        tables.leansOf[index] = rule.leans === null ? 0 : LEANS[rule.leans]
        tables.listsOf[index] = Number(rule.lists)
        tables.servesOf[index] = Number(rule.serves)
        tables.yieldsOf[index] = Number(rule.yields)
        tables.refersOf[index] = Number(rule.refers)
        tables.loneOf[index] = Number(rule.lone)
        tables.contrastsOf[index] = rule.contrasts === null ? 0 : rule.contrasts === 'first' ? FIRST : SECOND
        tables.isRelativeOf[index] = Number(rule.isRelative)
        tables.devicesOf[index] = rule.devices === null ? 0 : rule.devices ? OF_DEVICES : OF_FINDINGS
        tables.plansOf[index] = Number(rule.plans)
        tables.indefiniteOf[index] = Number(rule.indefinite)
        if (rule.denied !== null) tables.deniedOf[index] = tables.idOf.indexOf(rule.denied)
        break
      case 'stop':
        tables.endsOf[index] = rule.ends.reduce((bits, axis) => bits | ENDS[axis], 0)
        tables.yieldsOf[index] = Number(rule.yields)
        break
      case 'modifier':
        tables.replacesOf[index] = replacesBits(rule, instead)
        tables.extraOf[index] = extraBits(rule, tables.replacesOf[index])
        tables.affirmsOf[index] = rule.affirms === 'always' ? ALWAYS : rule.affirms === 'comma' ? AFTER_COMMA : 0
        if (rule.of !== null) {
          const marks = hosts.get(rule.of) ?? marksOf(below[rule.of], ruleset.concepts.length)
          hosts.set(rule.of, marks)
          tables.hostsOf.set(index, marks)
        }
        break
      case 'heading':
        break
      default:
        throw new TypeError(`unknown rule kind ${(rule satisfies never as { kind: string }).kind}`)
    }
  })
  const isPlain = (rule: number): boolean =>
    rules[rule].kind === 'finding' &&
    tables.baseOf[rule] === CERTAIN &&
    tables.groupOf[rule] < 0 &&
    ruleset.concepts[tables.conceptOf[rule]].status === 'finding'
  return { ...tables, plainFinding: rules.findIndex((_, rule) => isPlain(rule)) }
}

/** Per concept, the one label of the first label set that it says outright; -1 where it says none or several. */
function labelsSaid(ruleset: Ruleset): Int32Array {
  const said = new Int32Array(ruleset.concepts.length).fill(-1)
  const several = new Set<number>()
  ruleset.labelSets[0]?.labels.forEach((label, index) => {
    for (const [concept, value] of label.says) {
      if (value !== 1) continue
      if (said[concept] >= 0) several.add(concept)
      said[concept] = index
    }
  })
  for (const concept of several) said[concept] = -1
  return said
}
