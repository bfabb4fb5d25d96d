import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Command, CommanderError } from 'commander'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { addCompare } from '../../src/cli/compare.ts'
import { addErrors } from '../../src/cli/errors.ts'
import { addEvaluate } from '../../src/cli/evaluate.ts'

let folder: string
let output: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cxrlabel-'))
  output = ''
  process.exitCode = 0
  vi.spyOn(process.stdout, 'write').mockImplementation((chunk) => {
    output += String(chunk)
    return true
  })
})

afterEach(() => {
  vi.restoreAllMocks()
  rmSync(folder, { recursive: true })
  process.exitCode = 0
})

/** Runs a command line; gives its exit status, or that of the usage error it ended with. */
async function run(...args: string[]): Promise<number> {
  const program = new Command().exitOverride().configureOutput({ writeErr: () => {} })
  addEvaluate(program)
  addErrors(program, async () => ({ rows: [{ id: '1', labels: { Edema: 0 }, evidence: {} }], setAside: [] }))
  addCompare(program)
  try {
    await program.parseAsync(args, { from: 'user' })
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode
    throw error
  }
  return Number(process.exitCode)
}

function file(name: string, content: string): string {
  const path = join(folder, name)
  writeFileSync(path, content)
  return path
}

const gold = () => file('gold.jsonl', '{"id":"1","labels":{"Edema":1}}\n{"id":"2","labels":{"Edema":"p"}}\n')
const csv = () => file('pred.csv', 'id,Edema\n1,1.0\n2,-1.0\n')

describe('evaluate', () => {
  it('reads JSON Lines against CSV and exits 0', async () => {
    expect(await run('evaluate', '--gold', gold(), '--pred', csv(), '--resamples', '20')).toBe(0)
    expect(output).toContain('Reports with every cell right: 2 of 2 = 1.000')
  })

  it('writes JSON with seed, n, version and digests', async () => {
    await run('evaluate', '--gold', gold(), '--pred', csv(), '--json', '--seed', '11', '--resamples', '5')
    const result = JSON.parse(output)
    expect(result).toMatchObject({ seed: 11, resamples: 5, n: 2, inputs: { gold: { file: 'gold.jsonl' } } })
    expect(result.version).toMatch(/^\d+\.\d+\.\d+/)
    expect(result.inputs.predictions.sha256).toMatch(/^[0-9a-f]{64}$/)
  })

  it('writes a page', async () => {
    const page = join(folder, 'page.html')
    expect(await run('evaluate', '--gold', gold(), '--pred', csv(), '--html', page)).toBe(0)
    expect(readFileSync(page, 'utf8')).toContain('<svg')
  })

  it.each([
    ['a missing id', 'id,Edema\n1,1\n'],
    ['an extra id', 'id,Edema\n1,1\n2,1\n3,1\n'],
    ['a row set aside', 'id,Edema\n1,1\n2,1\n3,what\n'],
    ['a repeated id', 'id,Edema\n1,1\n2,1\n2,0\n'],
  ])('exits 1 on %s', async (_, content) => {
    expect(await run('evaluate', '--gold', gold(), '--pred', file('other.csv', content))).toBe(1)
    expect(output).toContain('! 1 ')
  })

  it.each([
    ['a file that is not there', ['--pred', 'nowhere.csv']],
    ['no id column', ['--pred', 'PRED', '--id', 'key']],
    ['a seed that is no number', ['--pred', 'PRED', '--seed', 'x']],
    ['a label that no file has', ['--pred', 'PRED', '--labels', 'Edma']],
  ])('ends as wrong usage on %s', async (name, args) => {
    const status = await run('evaluate', '--gold', gold(), ...args.map((arg) => (arg === 'PRED' ? csv() : arg)))
    // Commander's own refusals exit 1 here; the program that holds the commands turns them into 2.
    expect(status).toBe(name === 'a seed that is no number' ? 1 : 2)
    expect(output).toBe('')
  })

  it('matches names whatever their case, and exits 1 where a label of the gold has no prediction', async () => {
    const lower = file('lower.csv', 'id,EDEMA\n1,1\n2,1\n')
    expect(await run('evaluate', '--gold', lower, '--pred', csv(), '--labels', 'edema', '--resamples', '0')).toBe(0)
    expect(output).toContain('2 reports, 1 label, 2 scored cells')
    output = ''
    const misspelt = file('misspelt.csv', 'id,edema,Edma\n1,1,1\n2,1,0\n')
    expect(await run('evaluate', '--gold', misspelt, '--pred', csv(), '--resamples', '0')).toBe(1)
    expect(output).toContain('! 1 label of the gold never predicted, scored as blank')
    expect(output).toContain('Edma (did you mean Edema?)')
    expect(output).toContain('2 reports, 2 labels, 4 scored cells')
  })

  it('names labels that the gold lacks in one line', async () => {
    const more = file('more.csv', 'id,Edema,Fracture,Hernia\n1,1,1,\n2,-1,0,\n')
    expect(await run('evaluate', '--gold', gold(), '--pred', more, '--resamples', '0')).toBe(0)
    expect(output).toContain(
      '! 2 labels predicted but not in the gold, not scored: Fracture (2 filled cells), Hernia (0',
    )
  })

  it('says in its help what the files are, what the exits mean, and shows examples', () => {
    const program = new Command()
    addEvaluate(program)
    addErrors(program)
    addCompare(program)
    for (const command of program.commands) {
      let help = ''
      command.configureOutput({ writeOut: (text) => (help += text) }).outputHelp()
      expect(help).toMatch(/JSON Lines[\s\S]*Exit status:[\s\S]*Examples:\n {2}\$ cxrlabel/)
    }
  })
})

describe('errors', () => {
  it('lists by cause, from a file or from reports labelled now', async () => {
    const rows = file('rows.jsonl', '{"id":"1","labels":{"Edema":0},"evidence":{}}\n{"id":"2","labels":{"Edema":1}}\n')
    expect(await run('errors', '--gold', gold(), '--pred', rows)).toBe(0)
    expect(output).toContain('no mention behind Edema: 1 wrong of 1 cell it decided')
    output = ''
    expect(await run('errors', '--gold', gold(), '--reports', 'anything', '--json')).toBe(1)
    expect(JSON.parse(output)).toMatchObject({ wrong: 1, ids: { missing: ['2'] } })
  })

  it('wants one source of labels', async () => {
    expect(await run('errors', '--gold', gold())).toBe(2)
    expect(await run('errors', '--gold', gold(), '--pred', csv(), '--reports', 'x')).toBe(2)
  })
})

describe('compare', () => {
  it('compares two files, with and without a gold', async () => {
    const before = file('before.csv', 'id,Edema\n1,0\n2,1\n')
    expect(await run('compare', before, csv())).toBe(0)
    expect(output).toContain('2 of 2 cells differ')
    output = ''
    expect(await run('compare', before, csv(), '--gold', gold(), '--json', '--resamples', '10')).toBe(0)
    const result = JSON.parse(output)
    expect(result.gold.differences[0]).toMatchObject({ metric: 'exact', a: 0.5, b: 1, difference: 0.5 })
    expect(result.changes[0].outcomes).toMatchObject({ fixed: 1, rightBoth: 1 })
  })

  it('exits 1 when the two do not hold the same reports', async () => {
    expect(await run('compare', csv(), file('short.csv', 'id,Edema\n1,1\n'))).toBe(1)
    expect(output).toContain('! 1 id only in A, not compared: 2')
  })
})
