// Every TypeScript snippet of the README runs, and prints what its comments say.
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { describe, expect, test } from 'vitest'

const root = join(import.meta.dirname, '..')
const readme = readFileSync(join(root, 'README.md'), 'utf8')
const snippets = [...readme.matchAll(/```ts\n([\s\S]*?)```/g)]
  .map((match) => match[1])
  .filter((code) => /from 'cxrlabel/.test(code))

/** What a snippet prints, run against the sources instead of the package. */
function run(code: string): string[] {
  const folder = mkdtempSync(join(tmpdir(), 'cxrlabel-readme-'))
  const file = join(folder, 'snippet.mts')
  const at = (path: string): string => pathToFileURL(join(root, 'src', path)).href
  try {
    writeFileSync(
      file,
      code
        .replaceAll("'cxrlabel/evaluate'", `'${at('evaluate/index.ts')}'`)
        .replaceAll("'cxrlabel/report'", `'${at('report/index.ts')}'`)
        .replaceAll("'cxrlabel/rules'", `'${at('rules/index.ts')}'`)
        .replaceAll("'cxrlabel'", `'${at('index.ts')}'`),
    )
    const printed = execFileSync(process.execPath, ['--import', import.meta.resolve('tsx'), file], {
      cwd: root,
      encoding: 'utf8',
    })
    return printed.split('\n').slice(0, -1)
  } finally {
    rmSync(folder, { recursive: true })
  }
}

test('there are snippets', () => {
  expect(snippets.length).toBeGreaterThan(0)
})

describe.each(snippets.map((code, index) => [index + 1, code] as const))('snippet %i', (_, code) => {
  const promised = [...code.matchAll(/console\.log\(.*\)\s*\/\/ (.*)$/gm)].map((match) =>
    match[1].replace(/^'(.*)'$/, '$1'),
  )
  test('prints what it promises', () => {
    expect(promised.length).toBeGreaterThan(0)
    expect(run(code)).toEqual(promised)
  })
})
