// The names of the bundled label sets, and of the labels of each, as types. Made of the ontology, because no clinical word stands in
// src/; `full` stays a string: its hundreds of names would hide what an editor shows.
import type { LabelSet } from '../src/ruleset.ts'

/** The source of a module with a type for each of the label sets. */
export function labelNames(sets: readonly LabelSet[]): string {
  const unions = ['chexpert', 'mimic', 'cxr14'].map((name) => {
    const set = sets.find((each) => each.name === name)
    if (set === undefined) throw new Error(`ontology/labels has no label set ${name}; the types of src/ name it`)
    const names = set.labels.map((label) => `\n  | '${label.name}'`)
    return `/** ${set.description}. */\nexport type ${typeOf(name)} =${names.join('')}\n`
  })
  const all = sets.map(({ name }) => `'${name}'`).join(' | ')
  const names = `/** The label sets of the default ruleset. */\nexport type LabelSetName = ${all}\n`
  return ['// Made by scripts/build-ruleset.ts from ontology/labels/. Do not edit.\n', names, ...unions].join('\n')
}

function typeOf(name: string): string {
  return `${name[0].toUpperCase()}${name.slice(1)}Label`
}
