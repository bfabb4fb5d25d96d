// `cxrlabel ontology`: the tree of concepts, with their labels, glossary headwords and codes.
import type { Command } from 'commander'
import { nearestName } from '../evaluate/names.ts'
import type { Concept, LabelSet, Ruleset } from '../ruleset.ts'
import { colors } from './colors.ts'
import { addRulesOption, labellerOf, type RulesFlags } from './own-rules.ts'

/** Adds the command to the program. */
export function addOntology(program: Command): void {
  const command = program
    .command('ontology')
    .summary('print the tree of findings, with labels, glossary terms and codes')
    .argument('[concept]', 'print only this concept and what is under it (an id, such as pneumothorax)')
    .option('--label-set <name>', 'whose labels to show', 'chexpert')
  addRulesOption(command)
    .option('--json', 'the concepts as JSON')
    .addHelpText(
      'after',
      '\nF marks a headword of the Fleischner Society glossary.\n\nExamples:\n  cxrlabel ontology\n  cxrlabel ontology pneumothorax',
    )
    .action(async (id: string | undefined, flags: { readonly labelSet: string; readonly json?: true } & RulesFlags) => {
      const { ruleset } = await labellerOf(flags)
      const set = ruleset.labelSets.find(({ name }) => name === flags.labelSet)
      if (set === undefined) {
        program.error(
          `cxrlabel: unknown label set "${flags.labelSet}"; there are ${ruleset.labelSets.map(({ name }) => name).join(', ')}`,
          { exitCode: 2 },
        )
      }
      if (id !== undefined && !ruleset.concepts.some((concept) => concept.id === id)) {
        const names = ruleset.concepts.flatMap(({ id, name }) => [id, name])
        const nearest = ruleset.concepts.find(({ id: own, name }) => [own, name].includes(nearestName(id, names) ?? ''))
        const hint = nearest === undefined ? '' : `did you mean ${nearest.id}? `
        program.error(`cxrlabel: there is no concept "${id}"; ${hint}cxrlabel ontology lists them`, { exitCode: 2 })
      }
      process.stdout.write(
        flags.json === true ? `${JSON.stringify(ruleset.concepts, null, 2)}\n` : printTree(ruleset, set, id ?? null),
      )
    })
}

function printTree(ruleset: Ruleset, set: LabelSet, root: string | null): string {
  const lines: string[] = []
  const print = (index: number, depth: number): void => {
    const concept = ruleset.concepts[index]
    lines.push('  '.repeat(depth) + describe(concept, index, set))
    ruleset.concepts.forEach((child, at) => {
      if (child.parents.includes(index)) print(at, depth + 1)
    })
  }
  ruleset.concepts.forEach((concept, index) => {
    if (root === null ? concept.parents.length === 0 : concept.id === root) print(index, 0)
  })
  return `${lines.join('\n')}\n`
}

function describe(concept: Concept, index: number, set: LabelSet): string {
  const labels = set.labels.flatMap(({ name, says }) => {
    const value = says.find(([at]) => at === index)?.[1]
    return value === undefined || value === null ? [] : [value === 1 ? name : `${name} ${value}`]
  })
  const codes = concept.codes.map(({ code }) => code).join(' ')
  return [
    concept.isAbstract ? colors.dim(concept.id) : colors.bold(concept.id),
    concept.name,
    concept.fleischner === null ? '' : colors.blue('F'),
    labels.length === 0 ? '' : colors.green(`→ ${labels.join(', ')}`),
    codes === '' ? '' : colors.dim(codes),
  ]
    .filter((part) => part !== '')
    .join('  ')
}
