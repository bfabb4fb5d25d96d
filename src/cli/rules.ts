// `cxrlabel rules check`: compiles one's own rules with the bundled ones and runs their examples.
import type { Command } from 'commander'
import { plural } from '../evaluate/table.ts'
import { compileOwn, describeProblems } from './own-rules.ts'

/** A whole folder of rules, in two files. */
export const EXAMPLE = `my-rules/hedges.yaml, another degree for a hedge (certain, probable, possible, improbable or absent):

  kind: certainty
  degrees:
    suspicious for: probable

my-rules/findings.yaml, words for a concept ("cxrlabel ontology" lists them):

  kind: findings
  rules:
    - id: my-wet-lungs
      concept: edema
      phrases: [wet lung(s)]
      examples:
        match: ["Wet lungs."]
        miss: ["The lungs are wet."]
`

const HELP = `
A folder of your own, of .yaml files of any name. It is read behind the bundled rules: of two tables of hedges the later
wins; all else is added to what is there, so give rules ids of your own, and phrases that no rule has yet.

${EXAMPLE}
Then:
  cxrlabel rules check my-rules                                does each example do what it says?
  cxrlabel label reports.csv --rules my-rules -o labels.csv    also explain, datasheet, errors and ontology

A rule must be at work in each "match" and in no "miss"; the command says which example of which rule, at which line, does
not do so. Tables of hedges have no examples: each row must be a phrase of a cue. Words that the bundled rules have are read
with their usual misspellings; list those of new ones. All notation: rules/README.md of the package.
Exit status: 0 all examples do what they say, 1 some do not, 2 wrong usage, or rules that do not compile.`

/** Adds the command to the program. */
export function addRules(program: Command): void {
  program
    .command('rules')
    .summary('check rules of your own')
    .description('Rules of your own: how to write them, and whether they do what their examples say.')
    .addHelpText('after', HELP)
    .command('check')
    .summary('compile rules with the bundled ones and run their examples')
    .description('Compiles the bundled rules with your own, and runs every example of yours.')
    .argument('<folder...>', 'folders of .yaml files, or single ones; read in this order')
    .addHelpText('after', HELP)
    .action(checkRules)
}

async function checkRules(paths: readonly string[]): Promise<void> {
  const { sources, ruleset } = await compileOwn(paths, { flag: '' })
  const { checkExamples } = await import('../rules/index.ts')
  const { rules, examples, problems } = checkExamples(sources, ruleset)
  const files = sources.filter(({ isBundled }) => !isBundled).length
  const all = `${plural(files, 'file')}, ${plural(rules, 'rule')} with ${plural(examples, 'example')}`
  if (problems.length === 0) {
    const done =
      examples === 0 ? `${plural(files, 'file')}: compiled, without examples to run` : `${all}: all do what they say`
    process.stdout.write(`${done}; hash ${ruleset.hash}\n`)
    return
  }
  process.stdout.write(`${describeProblems(problems)}\n\n${all}: ${problems.length} not as they say\n`)
  process.exitCode = 1
}
