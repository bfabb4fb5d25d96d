// Every TypeScript snippet of the README and every @example of a public function compiles as strictly as the sources
// do.
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import * as batch from '../src/batch/index.ts'
import * as evaluation from '../src/evaluate/index.ts'
import * as core from '../src/index.ts'
import * as reporting from '../src/report/index.ts'
import * as rules from '../src/rules/index.ts'

const root = join(import.meta.dirname, '..')
const src = join(root, 'src')
const MODULES = { cxrlabel: core, batch, evaluate: evaluation, report: reporting, rules }
/** What examples leave to the reader, by file. */
const STAND_INS: Readonly<Record<string, string>> = {
  'labeller.ts': "declare const sources: import('cxrlabel').RuleSource[]",
  'evaluate/compare.ts': `declare const gold: import('cxrlabel/evaluate').GoldRow[]
declare const rowsOfVersion1: import('cxrlabel/evaluate').PredictedRow[]
declare const rowsOfVersion2: import('cxrlabel/evaluate').PredictedRow[]`,
  'evaluate/certainty.ts': `declare const gold: import('cxrlabel/evaluate').GoldRow[]
declare const rows: import('cxrlabel/evaluate').PredictedRow[]`,
  'evaluate/errors.ts': `declare const gold: import('cxrlabel/evaluate').GoldRow[]
declare const rows: import('cxrlabel/evaluate').PredictedRow[]`,
  'evaluate/report-row.ts': `declare const gold: import('cxrlabel/evaluate').GoldRow[]
declare const reports: { id: string; text: string }[]`,
  'report/datasheet.ts': `import { writeFileSync } from 'node:fs'
declare const reports: { id: string; text: string; patient: string }[]`,
  'batch/label-stream.ts': "declare const reports: ReadableStream<import('cxrlabel/batch').StreamReport>", // The DOM's type of the same class is another one.
  'batch/read-reports.ts': "declare const sheet: import('cxrlabel/report').Datasheet",
}

const readme = readFileSync(join(root, 'README.md'), 'utf8')
const snippets = [...readme.matchAll(/```ts\n([\s\S]*?)```/g)].map(
  ([, code], at) => [`README-${at + 1}`, code] as const,
)
const examples = readdirSync(src, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts') && !file.endsWith('.generated.ts'))
  .flatMap((file) =>
    [
      ...readFileSync(join(src, file), 'utf8').matchAll(
        /^ *\* @example\n((?: *\*(?! @).*\n)+?)(?= *\*\/| *\* @| *\*\n *\* @)/gm,
      ),
    ].map(
      ([, lines], at) =>
        [`${file.replaceAll('/', '-')}-${at + 1}`, withImports(file, lines.replace(/^ *\* ?/gm, ''))] as const,
    ),
  )

/** An example behind the imports of the public names in it and what stands in for the reader's own. */
function withImports(file: string, code: string): string {
  const taken = new Set<string>()
  // What compiles has the same name in two of them, with a promise in the core.
  const { rules: compiler, ...others } = MODULES
  const modules = file.startsWith('rules/') ? { rules: compiler, ...others } : MODULES
  const imports = Object.entries(modules).flatMap(([name, module]) => {
    const used = Object.keys(module).filter(
      (each) => !taken.has(each) && new RegExp(`\\b${each}\\(`).test(code) && !code.includes(`{ ${each} } =`),
    )
    for (const each of used) taken.add(each)
    return used.length === 0
      ? []
      : [`import { ${used.join(', ')} } from 'cxrlabel${name === 'cxrlabel' ? '' : `/${name}`}'`]
  })
  return [...imports, STAND_INS[file] ?? '', code, 'export {}'].join('\n')
}

const folder = mkdtempSync(join(tmpdir(), 'cxrlabel-examples-'))
let complaints = ''

beforeAll(() => {
  for (const [name, code] of [...snippets, ...examples]) writeFileSync(join(folder, `${name}.mts`), code)
  const config = {
    extends: join(root, 'tsconfig.json'),
    compilerOptions: {
      noUnusedLocals: false,
      typeRoots: [join(root, 'node_modules', '@types')],
      paths: { cxrlabel: [join(src, 'index.ts')], 'cxrlabel/*': [join(src, '*', 'index.ts')] },
    },
    include: ['*.mts'],
  }
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(config))
  try {
    execFileSync(join(root, 'node_modules', '.bin', 'tsc'), ['-p', '.', '--pretty', 'false'], {
      cwd: folder,
      encoding: 'utf8',
    })
  } catch (error) {
    complaints = (error as { stdout: string }).stdout
  }
})

afterAll(() => rmSync(folder, { recursive: true }))

test('there are some', () => {
  expect(snippets.length).toBeGreaterThan(4)
  expect(examples.length).toBeGreaterThan(10)
})

test.each([...snippets, ...examples])('%s compiles', (name, code) => {
  const own = complaints.split('\n').filter((line) => line.startsWith(`${name}.mts(`))
  expect(own, code).toEqual([])
})

test('nothing else is wrong', () => {
  const names = [...snippets, ...examples].map(([name]) => name)
  expect(
    complaints.split('\n').filter((line) => /error TS/.test(line) && !names.some((name) => line.startsWith(name))),
  ).toEqual([])
})
