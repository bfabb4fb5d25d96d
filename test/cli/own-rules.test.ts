// `--rules` and `cxrlabel rules check`, as a user has them: what the help shows is a folder that works.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { makeFolder } from '../io/read.ts'

const root = join(import.meta.dirname, '..', '..')
const folder = makeFolder()

function run(...args: string[]) {
  const command = ['--import', import.meta.resolve('tsx'), join(root, 'src', 'cli', 'main.ts'), ...args]
  const { status, stdout, stderr } = spawnSync(process.execPath, command, { encoding: 'utf8', cwd: folder })
  return { status, out: stdout, said: stderr }
}

function write(path: string, text: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true })
  writeFileSync(join(folder, path), text)
}

/** The files that the help of `cxrlabel rules` shows: a name, and lines further in. */
function writeExample(): void {
  const { out } = run('rules', '--help')
  const files = [...out.matchAll(/^(my-rules\/\S+\.yaml),.*\n\n((?: {2}.*\n)+)/gm)]
  expect(files.map(([, path]) => path)).toEqual(['my-rules/hedges.yaml', 'my-rules/findings.yaml'])
  for (const [, path, lines] of files) write(path, lines.replace(/^ {2}/gm, ''))
}

writeExample()
write('reports.csv', 'id,text\n1,Opacity suspicious for pneumonia.\n2,Wet lungs.\n3,No pneumotorax.\n')
write('report.txt', 'Wet lungs.')
const values = (path: string, label: string): string[] => {
  const [header, ...rows] = readFileSync(join(folder, path), 'utf8').trim().split('\n')
  return rows.map((row) => row.split(',')[header.split(',').indexOf(label)])
}

describe('the example of the help', () => {
  test('does what it says', () => {
    const { status, out } = run('rules', 'check', 'my-rules')
    expect(out).toMatch(/^2 files, 1 rule with 2 examples: all do what they say; hash [0-9a-f]{16}\n$/)
    expect(status).toBe(0)
  })
  test('given twice is read once', () => {
    const { status, out } = run('rules', 'check', 'my-rules', './my-rules/')
    expect(out).toContain('1 rule with 2 examples: all do what they say')
    expect(status).toBe(0)
  })
  test('a table of hedges alone has no examples, and says so', () => {
    const { status, out } = run('rules', 'check', 'my-rules/hedges.yaml')
    expect(out).toMatch(/^1 file: compiled, without examples to run; hash [0-9a-f]{16}\n$/)
    expect(status).toBe(0)
  })
  test('changes labels, and nothing but what it is about', () => {
    expect(run('label', 'reports.csv', '-o', 'plain.csv').status).toBe(0)
    const { status, said } = run('label', 'reports.csv', '--rules', 'my-rules', '-o', 'own.csv', '--workers', '2')
    expect(status).toBe(0)
    expect(said).toMatch(/^cxrlabel: my-rules compiled with the bundled rules in \d+\.\d s \(hash [0-9a-f]{16}\)$/m)
    expect([values('plain.csv', 'Pneumonia'), values('own.csv', 'Pneumonia')]).toEqual([
      ['-1.0', '', ''],
      ['1.0', '', ''],
    ])
    expect([values('plain.csv', 'Edema'), values('own.csv', 'Edema')]).toEqual([
      ['', '', ''],
      ['', '1.0', ''],
    ])
    expect(values('own.csv', 'Pneumothorax')).toEqual(['', '', '0.0'])
  })
  test('is explained by name; --rules comes more than once, and names files, too', () => {
    const { status, out } = run(
      ...[
        'explain',
        'report.txt',
        '--no-color',
        '--rules',
        'my-rules/hedges.yaml',
        '--rules',
        'my-rules/findings.yaml',
      ],
    )
    expect(status).toBe(0)
    expect(out).toContain('by my-wet-lungs')
  })
  test('is named in the datasheet, with the command that makes the labels again', () => {
    const { status, out } = run('datasheet', 'reports.csv', '--rules', join(folder, 'my-rules'), '--labels', 'own.csv')
    expect(status).toBe(0)
    expect(out).toMatch(/\| rules \| default with my-rules \d+\.\d+\.\d+, hash `[0-9a-f]{16}` \|/)
    expect(out).toContain('**Not the rules of the package alone.**')
    expect(out).toContain('\ncxrlabel label reports.csv --rules my-rules -o labels.csv\n')
    expect(out).toContain('holds exactly these labels')
  })
})

describe('errors', () => {
  test('labels reports by your own rules', () => {
    write('gold.jsonl', '{"id": "1", "labels": {"Pneumonia": 1, "Edema": 0}}\n{"id": "2", "labels": {"Edema": 0}}\n')
    const wrong = (...args: string[]) => {
      const { status, out } = run('errors', '--gold', 'gold.jsonl', '--reports', 'reports.csv', '--json', ...args)
      expect(status).toBe(1)
      return JSON.parse(out).groups.map(({ cause }: { cause: string }) => cause)
    }
    expect(wrong('--labels', 'Pneumonia')).not.toEqual([])
    expect(wrong('--labels', 'Pneumonia', '--rules', 'my-rules')).toEqual([])
    expect(wrong('--labels', 'Edema', '--rules', 'my-rules')).toContain('rule my-wet-lungs')
  })
  test('refuses them for labels that are made, tells their faults, and writes over none', () => {
    const said = (...args: string[]) => run('errors', '--gold', 'gold.jsonl', ...args).said
    expect(said('--pred', 'gold.jsonl', '--rules', 'my-rules')).toContain('--rules goes with --reports')
    write('faulty/h.yaml', 'kind: certainty\ndegrees:\n  suspicious fr: probable\n')
    expect(said('--reports', 'reports.csv', '--rules', 'faulty')).toMatch(/^faulty\/h\.yaml:3:18 no-hedge: /)
    expect(said('--reports', 'reports.csv', '--rules', 'my-rules', '--html', 'my-rules/hedges.yaml')).toMatch(
      /--rules and .* are the same file/,
    )
  })
})

test('a folder without rules is told by its name', () => {
  mkdirSync(join(folder, 'empty'), { recursive: true })
  const { status, said } = run('rules', 'check', 'empty')
  expect([status, said]).toEqual([2, 'cxrlabel: empty: holds no .yaml or .yml file\n'])
})

test('without own rules a datasheet says nothing of them', () => {
  const { out } = run('datasheet', 'reports.csv', '--labels', 'plain.csv', '-q')
  expect(out).toMatch(/\| rules \| default \d+\.\d+\.\d+, hash/)
  expect(out).not.toContain('Not the rules of the package alone')
  expect(out).toContain('holds exactly these labels')
})

test('concepts of your own are in the ontology, below those that are there', () => {
  write(
    'concepts/zorb.yaml',
    'kind: concepts\nconcepts:\n  - {id: zorbosis, name: Zorbosis, parents: [edema], definition: Made up., status: finding, normal: blocks}\n',
  )
  const { status, out } = run('ontology', 'edema', '--rules', 'concepts')
  expect(status).toBe(0)
  expect(out).toMatch(/^edema .*\n(?: .*\n)* {2}zorbosis {2}Zorbosis/)
})

describe('examples that do not do what they say', () => {
  test('are named by place, rule and example, with status 1', () => {
    const text = readFileSync(join(folder, 'my-rules', 'findings.yaml'), 'utf8')
    write('wrong/a.yaml', text.replace('"Wet lungs."', '"Wet lungs.", "Dry lungs."'))
    const { status, out } = run('rules', 'check', 'my-rules/hedges.yaml', 'wrong')
    expect(status).toBe(1)
    expect(out).toBe(
      [
        'wrong/a.yaml:7:29 match: rule "my-wet-lungs" is not at work in this example',
        '7 |       match: ["Wet lungs.", "Dry lungs."]',
        `  | ${' '.repeat(28)}^`,
        'hint: no rule finds anything in it',
        '',
        '2 files, 1 rule with 3 examples: 1 not as they say',
        '',
      ].join('\n'),
    )
  })
})

describe('faults in the rules end with status 2 and the message of the compiler', () => {
  test('with the file, the line and a caret, before anything is written', () => {
    write('bad/h.yaml', 'kind: certainty\ndegrees:\n  suspicious fr: probable\n')
    const { status, said } = run('label', 'reports.csv', '--rules', 'bad', '-o', 'none.csv')
    expect(status).toBe(2)
    expect(said).toMatch(
      /^bad\/h\.yaml:3:18 no-hedge: no cue has the phrase "suspicious fr"\n3 \| {3}suspicious fr: probable\n {2}\| {18}\^\nhint: /,
    )
    expect(said).toMatch(/\n\ncxrlabel: 1 problem in the rules\n$/)
    expect(existsSync(join(folder, 'none.csv'))).toBe(false)
  })
  test('a copy of the bundled rules does not fill the screen', () => {
    const { status, said } = run('rules', 'check', makeCopy())
    expect(status).toBe(2)
    expect(said.match(/^hint: /gm)?.length).toBeLessThanOrEqual(20)
    expect(said).toMatch(/… and \d+ more\n\ncxrlabel: \d+ problems in the rules\n$/)
  })
  test.each([
    ['nosuch', '--rules nosuch: no such folder or file'],
    ['.git', '--rules .git: holds no .yaml or .yml file'],
    [join(root, 'rules', 'context'), 'is of the package, whose rules are read anyway; name a folder of your own'],
  ])('%s', (path, message) => {
    mkdirSync(join(folder, '.git'), { recursive: true })
    const { status, said } = run('explain', 'report.txt', '--rules', path)
    expect(status).toBe(2)
    expect(said).toContain(message)
  })
  test('an output that is a rule file is refused', () => {
    const path = 'my-rules/hedges.yaml'
    const before = readFileSync(join(folder, path), 'utf8')
    const asked = [
      ['label', 'reports.csv', '--format', 'csv', '-o', path],
      ['label', 'reports.csv', '-o', 'x.csv', '--rejects', path],
      ['datasheet', 'reports.csv', '-o', 'x.md', '--rejects', path],
    ]
    for (const args of asked) {
      const { status, said } = run(...args, '--rules', 'my-rules')
      expect([status, said]).toEqual([2, expect.stringMatching(/^cxrlabel: --rules and .* are the same file/)])
    }
    expect(readFileSync(join(folder, path), 'utf8')).toBe(before)
  })
})

function makeCopy(): string {
  const text = readFileSync(join(root, 'rules', 'masks', 'chest.yaml'), 'utf8')
  write('copy/chest.yaml', text)
  return 'copy'
}
