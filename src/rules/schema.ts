// One schema for every rule file and ontology file: gives the types, the checks and the JSON Schema for editors.
import { z } from 'zod'
import { MOST_VALUES, WORD_CLASSES } from '../ruleset.ts'

const id = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'must be kebab-case')
const conceptId = z.string().regex(/^[a-z0-9]+(_[a-z0-9]+)*$/, 'must be snake_case')
const flag = z.enum(['true', 'false']).transform((value) => value === 'true')
const decimal = z
  .string()
  .regex(/^\d+(\.\d+)?$/, 'must be a number')
  .transform(Number)
const whole = z.string().regex(/^\d+$/, 'must be a whole number').transform(Number)
const phrases = z.array(z.string()).min(1)
const examples = z.strictObject({ match: z.array(z.string()).min(1), miss: z.array(z.string()).min(1) })
const existence = z.enum(['certain', 'probable', 'possible', 'improbable', 'absent'])
const change = z.enum(['new', 'increased', 'unchanged', 'decreased', 'resolved'])
const prior = z.enum(['present', 'absent', 'unknown'])
const asserts = z.strictObject({ existence })
const head = { id, phrases, examples, note: z.string().optional() }
const layer = z.enum(['findings', 'anatomy', 'states', 'cues', 'modifiers', 'headings'])

const findingRule = z.strictObject({
  ...head,
  concept: conceptId,
  asserts: z.strictObject({ existence, change: change.optional(), prior: prior.optional() }).optional(),
  affirms: z.literal('comma').optional(),
  above: decimal.optional(),
  else: id.optional(),
})
const stateRule = z.strictObject({ ...head, only: z.literal('near').optional() })
const anatomyRule = z.strictObject({ ...head, leaves: z.union([z.literal('all'), z.array(conceptId)]).optional() })
const compositionRule = z.strictObject({
  id,
  anatomy: z.array(id).min(1),
  state: z.array(id).min(1),
  concept: conceptId,
  asserts: asserts.optional(),
  affirms: z.literal('comma').optional(),
  hides: z.tuple([z.literal('findings')]).optional(),
  only: z.enum(['near', 'item', 'alone', 'lone']).optional(),
  examples,
  note: z.string().optional(),
})
const maskRule = z.strictObject({ ...head, hides: z.array(layer).min(1).optional() })
const cueRule = z.strictObject({
  ...head,
  sets: z.strictObject({
    existence: existence.optional(),
    time: z.enum(['current', 'prior', 'hypothetical']).optional(),
    change: change.optional(),
    prior: prior.optional(),
  }),
  direction: z.enum(['forward', 'backward', 'either', 'between', 'clause', 'subject']),
  scope: z.string().optional(),
  reach: whole.optional(),
  wins: flag.optional(),
  compares: z.union([flag, z.literal('behind')]).optional(),
  leans: z.enum(['all', 'subject', 'rest', 'named']).optional(),
  lists: flag.optional(),
  serves: flag.optional(),
  yields: flag.optional(),
  refers: flag.optional(),
  lone: flag.optional(),
  contrasts: z.enum(['first', 'second']).optional(),
  relative: flag.optional(),
  devices: flag.optional(),
  plans: flag.optional(),
  indefinite: flag.optional(),
  denied: id.optional(),
})
const stopRule = z.strictObject({
  ...head,
  ends: z.array(z.enum(['existence', 'time', 'change'])).optional(),
  yields: flag.optional(),
})
const modifierRule = z.strictObject({
  ...head,
  facet: z.string(),
  value: z.string(),
  affirms: z.enum(['always', 'comma']).optional(),
  also: z.record(z.string(), z.string()).optional(),
  of: conceptId.optional(),
  unit: decimal.optional(),
  lies: flag.optional(),
})
const headingRule = z.strictObject({
  id,
  phrases,
  section: id,
  labelled: flag,
  bare: flag.optional(),
  technique: flag.optional(),
  short: flag.optional(),
  prior: flag.optional(),
  brief: flag.optional(),
  body: flag.optional(),
  request: flag.optional(),
  title: flag.optional(),
  note: z.string().optional(),
})
const wordRule = z.strictObject({ id: z.enum(WORD_CLASSES), phrases, note: z.string().optional() })

const file = <K extends string, R extends z.ZodType>(kind: K, rule: R) =>
  z.strictObject({
    kind: z.literal(kind),
    defaults: z.record(z.string(), z.unknown()).optional(),
    rules: z.array(rule),
  })

/** Schemas of the files under `rules/`, by kind. */
export const RULE_FILES = {
  findings: file('findings', findingRule),
  anatomy: file('anatomy', anatomyRule),
  states: file('states', stateRule),
  compositions: file('compositions', compositionRule),
  masks: file('masks', maskRule),
  cues: file('cues', cueRule),
  stops: file('stops', stopRule),
  modifiers: file('modifiers', modifierRule),
  headings: file('headings', headingRule),
  words: file('words', wordRule),
} as const

/** Schema of the table from hedge phrase to degree. */
export const CERTAINTY_FILE = z.strictObject({
  kind: z.literal('certainty'),
  degrees: z.record(z.string(), existence),
})

/** Schema of the lists of words that phrases name. */
export const LISTS_FILE = z.strictObject({
  kind: z.literal('lists'),
  lists: z
    .record(z.string(), phrases)
    .refine((lists) => Object.keys(lists).every((name) => /^[a-z]+$/.test(name)), 'a list is named in small letters'),
})

const code = z.strictObject({
  system: z.enum(['radlex', 'snomedct', 'radelement']),
  code: z.string(),
  label: z.string().optional(),
  source: z.string(),
})
const concept = z.strictObject({
  id: conceptId,
  name: z.string(),
  parents: z.array(conceptId),
  policyParents: z.array(conceptId).optional(),
  definition: z.string(),
  fleischner: z.string().optional(),
  status: z.enum(['finding', 'device', 'technique', 'mimic', 'normality', 'diagnosis', 'postoperative']),
  normal: z.enum(['blocks', 'neutral', 'never']),
  codes: z.array(code).optional(),
  abstract: flag.optional(),
  noAcute: flag.optional(),
  inMiddle: flag.optional(),
  relative: z.union([flag, z.literal('increase')]).optional(),
  single: z.enum(['patient', 'side']).optional(),
  implies: z.strictObject({ when: z.enum(['present', 'absent']), absent: z.array(conceptId) }).optional(),
  clears: z.array(conceptId).optional(),
  explains: z.array(conceptId).optional(),
  refers: flag.optional(),
  note: z.string().optional(),
})
const stratum = z.strictObject({
  id: conceptId,
  of: conceptId,
  where: z.record(z.string(), z.array(z.string()).min(1)).optional(),
  also: z.record(z.string(), z.array(z.string()).min(1)).optional(),
  lacks: z.array(z.string()).min(1).optional(),
  with: z
    .strictObject({
      concept: conceptId,
      sameSide: flag.optional(),
      otherSide: flag.optional(),
      acrossSide: flag.optional(),
    })
    .optional(),
  without: z.strictObject({ concept: conceptId, sameSide: flag.optional() }).optional(),
  versus: z.array(conceptId).min(1).optional(),
  resolved: flag.optional(),
  change: change.optional(),
  instead: flag.optional(),
  as: z.literal('possible').optional(),
  examples: z.strictObject({ match: z.array(z.string()).min(1), miss: z.array(z.string()).min(1) }),
  note: z.string().optional(),
})
const outputValue = z.strictObject({
  value: z.string(),
  concepts: z.array(conceptId).min(1),
  unlessUncertain: conceptId.optional(),
  evenUncertain: flag.optional(),
})
const outputStratum = z.strictObject({
  key: z.string(),
  kind: z.enum(['choice', 'flag', 'list', 'pairs', 'measure']),
  of: conceptId.optional(),
  values: z.array(outputValue).min(1).max(MOST_VALUES).optional(),
  like: z.string().optional(),
  facet: z.string().optional(),
  changes: z.partialRecord(change, z.string()).optional(),
  said: z.record(z.string(), conceptId).optional(),
  uncertain: flag.optional(),
  otherwise: z.string().optional(),
  note: z.string().optional(),
})
const labelValue = z.enum(['positive', 'uncertain', 'negative', 'blank'])
const label = z.strictObject({
  name: z.string(),
  concept: conceptId.optional(),
  says: z.array(conceptId).optional(),
  values: z.record(conceptId, labelValue).optional(),
  weak: z.array(z.strictObject({ concept: conceptId, value: labelValue })).optional(),
  note: z.string().optional(),
})

const proof = z.strictObject({ conflict: z.array(z.string()).min(1), none: z.array(z.string()).min(1) })
const facets = z.record(z.string(), z.array(z.string()).min(1))
const contradiction = z.strictObject({
  concept: conceptId,
  except: z.array(conceptId).min(1).optional(),
  against: z.array(conceptId).min(1).optional(),
  clearedBy: z
    .array(z.strictObject({ concept: conceptId, where: facets.optional() }))
    .min(1)
    .optional(),
  spares: facets.optional(),
  examples: proof,
  note: z.string().optional(),
})
const sided = z.strictObject({
  concepts: z.array(conceptId).min(1),
  except: z.array(conceptId).min(1).optional(),
  one: flag.optional(),
  examples: proof,
  note: z.string().optional(),
})
const indication = z.strictObject({
  device: conceptId,
  for: z.array(conceptId).min(1),
  sameSide: flag.optional(),
  examples: proof,
  note: z.string().optional(),
})

/** Schemas of the files under `ontology/`, by kind. */
export const ONTOLOGY_FILES = {
  concepts: z.strictObject({ kind: z.literal('concepts'), concepts: z.array(concept) }),
  strata: z.strictObject({ kind: z.literal('strata'), strata: z.array(stratum) }),
  outputs: z.strictObject({ kind: z.literal('outputs'), outputs: z.array(outputStratum) }),
  consistency: z.strictObject({
    kind: z.literal('consistency'),
    corrects: z.array(id).optional(),
    countsAs: z
      .array(z.strictObject({ facet: z.string(), value: z.string(), where: facets, lacks: facets.optional() }))
      .optional(),
    contradictions: z.array(contradiction).optional(),
    sided: z.array(sided).optional(),
    indications: z.array(indication).optional(),
    sites: z.record(z.string(), z.array(z.array(z.string()).min(1))).optional(),
    names: z.array(z.array(conceptId).min(2)).optional(),
    implanted: z.array(conceptId).optional(),
    general: z.array(z.strictObject({ words: z.array(z.string()), of: z.array(conceptId) })).optional(),
    others: z.array(z.string()).optional(),
  }),
  labelset: z.strictObject({
    kind: z.literal('labelset'),
    name: id,
    description: z.string(),
    source: z.string(),
    noFinding: z.string().optional(),
    labels: z.array(label),
    unlabelled: z.array(conceptId).optional(),
    note: z.string().optional(),
  }),
} as const

export type FindingSource = z.infer<typeof findingRule>
export type StateSource = z.infer<typeof stateRule>
export type AnatomySource = z.infer<typeof anatomyRule>
export type CompositionSource = z.infer<typeof compositionRule>
export type MaskSource = z.infer<typeof maskRule>
export type CueSource = z.infer<typeof cueRule>
export type StopSource = z.infer<typeof stopRule>
export type ModifierSource = z.infer<typeof modifierRule>
export type HeadingSource = z.infer<typeof headingRule>
export type WordSource = z.infer<typeof wordRule>
export type ConceptSource = z.infer<typeof concept>
export type StratumSource = z.infer<typeof stratum>
export type OutputSource = z.infer<typeof outputStratum>
export type ConsistencySource = z.infer<typeof ONTOLOGY_FILES.consistency>
export type LabelSetSource = z.infer<typeof ONTOLOGY_FILES.labelset>
