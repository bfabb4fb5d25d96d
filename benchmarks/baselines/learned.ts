// Bayes and logistic classifiers of `natural` over bags of words: one classifier a label, its four values the classes.
// They are learnt from the gold: a gold report is labelled by the model of the four fifths it is not in, any other by a
// model of all. Words are stemmed and kept, "no" and "not" among them; pairs of words are added for Bayes, for which
// they help. `natural`'s index would load databases, so the two classifiers are imported by their own paths.
import { createHash } from 'node:crypto'
import { createRequire } from 'node:module'
import {
  acceptableValues,
  type CellValue,
  type GoldCell,
  PRESENT_ONLY,
  VALUES,
  valueName,
} from '../../src/evaluate/cells.ts'
import type { LabelledSet, Report } from '../accuracy/sets.ts'
import type { System } from '../accuracy/system.ts'

interface Classifier {
  addDocument(words: readonly string[], value: string): void
  train(): void
  classify(words: readonly string[]): string
}
const require = createRequire(import.meta.url)
const { tokenizeAndStem } = require('natural/lib/natural/stemmers/porter_stemmer') as {
  tokenizeAndStem(text: string, keepsStops: boolean): string[]
}
const Bayes = require('natural/lib/natural/classifiers/bayes_classifier') as new (
  stemmer: undefined,
  smoothing: number,
) => Classifier
const Logistic = require('natural/lib/natural/classifiers/logistic_regression_classifier') as new () => Classifier

const FOLDS = 5
/** Smoothing to choose from. The library's own 1 lets every rare value win: an unseen word costs it nothing. */
const SMOOTHINGS = [1, 0.1, 0.01, 0.001, 0.0001]

/** Classes are words, not numbers: the logistic classifier mixes up classes whose names look like array indices. */
interface Example {
  readonly fold: number
  readonly words: readonly string[]
  readonly labels: Readonly<Record<string, GoldCell>>
}
type Model = (words: readonly string[]) => string
type Learn = (examples: readonly (readonly [words: readonly string[], value: string])[]) => Model

/** Bayes, with the smoothing that does best on a fifth of its own examples. */
export function makeBayes(set: LabelledSet): System {
  return learn('natural Bayes', set, (text) => [...wordsOf(text), ...pairsOf(text)], learnBayes)
}

/** Logistic regression; learning takes minutes. */
export function makeLogistic(set: LabelledSet): System {
  return learn(
    'natural logistic',
    set,
    wordsOf,
    learnWith(() => new Logistic()),
  )
}

function learn(name: string, set: LabelledSet, allFeatures: (text: string) => string[], learnOne: Learn): System {
  const isCommon = commonIn(set, allFeatures)
  const featuresOf = (text: string): string[] => allFeatures(text).filter(isCommon)
  const examples = set.gold.map(
    ({ id, labels }): Example => ({ fold: foldOf(id), words: featuresOf(bodyOf(set, id)), labels }),
  )
  const names = [...new Set(set.gold.flatMap(({ labels }) => Object.keys(labels)))]
  const folds = new Map(set.gold.map(({ id }) => [id, foldOf(id)]))
  const models = new Map<string, Model>()
  // -1 leaves nothing out.
  const modelOf = (label: string, left: number): Model => {
    const key = `${left} ${label}`
    const model = models.get(key) ?? learnOne(valuesOf(examples, label, left))
    models.set(key, model)
    return model
  }
  for (const label of names) for (let left = -1; left < FOLDS; left++) modelOf(label, left)
  const label = ({ id, body }: Report) => {
    const left = set.reports.get(id)?.body === body ? (folds.get(id) ?? -1) : -1
    const words = featuresOf(body)
    const values = names.map((each): [string, CellValue] => {
      const value = modelOf(each, left)(words)
      return [each, VALUES.find((known) => valueName(known) === value) ?? null]
    })
    return { id, labels: Object.fromEntries(values) }
  }
  return { name, label, read: null }
}

/** Features that five reports or more have: the rest slows learning down twentyfold and helps neither classifier. */
function commonIn(
  { gold, reports }: LabelledSet,
  featuresOf: (text: string) => string[],
): (feature: string) => boolean {
  const counts = new Map<string, number>()
  for (const { id } of gold) {
    for (const feature of featuresOf(reports.get(id)?.body ?? '')) counts.set(feature, (counts.get(feature) ?? 0) + 1)
  }
  return (feature) => (counts.get(feature) ?? 0) >= 5
}

/** Words and value of every example that is not left out; what the gold does not score is not learnt. */
function valuesOf(examples: readonly Example[], label: string, left: number) {
  return examples.flatMap(({ fold, words, labels }): [readonly string[], string][] => {
    const values = acceptableValues(labels[label] ?? null)
    if (fold === left || values === null) return []
    const value = PRESENT_ONLY.includes(label) && values[0] === 0 ? null : values[0]
    return [[words, valueName(value)]]
  })
}

const learnBayes: Learn = (examples) => {
  const [inner, held] = [examples.filter((_, at) => at % 5 !== 0), examples.filter((_, at) => at % 5 === 0)]
  const scored = SMOOTHINGS.map((smoothing) => {
    const model = learnWith(() => new Bayes(undefined, smoothing))(inner)
    return { smoothing, right: held.filter(([words, value]) => model(words) === value).length }
  })
  const best = scored.reduce((a, b) => (b.right > a.right ? b : a))
  return learnWith(() => new Bayes(undefined, best.smoothing))(examples)
}

function learnWith(make: () => Classifier): Learn {
  return (examples) => {
    const values = new Set(examples.map(([, value]) => value))
    // One value only: there is nothing to learn, and the logistic classifier would not end.
    if (values.size === 1) return () => [...values][0]
    const classifier = make()
    for (const [words, value] of examples) classifier.addDocument([...words], value)
    classifier.train()
    return (words) => classifier.classify([...words])
  }
}

function wordsOf(text: string): string[] {
  return [...new Set(tokenizeAndStem(text, true))]
}

function pairsOf(text: string): string[] {
  const words = tokenizeAndStem(text, true)
  return [...new Set(words.slice(1).map((word, at) => `${words[at]} ${word}`))]
}

function bodyOf({ reports }: LabelledSet, id: string): string {
  return reports.get(id)?.body ?? ''
}

function foldOf(id: string): number {
  return createHash('sha256').update(`fold ${id}`).digest()[0] % FOLDS
}
