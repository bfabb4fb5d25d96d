// Colours are for a terminal: what goes into a file or another program has none, on a build machine (CI) as elsewhere.
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { wantsColor } from '../../src/cli/colors.ts'

test.each([
  ['a terminal', true, {}, true],
  ['a terminal that shows none', true, { TERM: 'dumb' }, false],
  ['a terminal whose user wants none', true, { NO_COLOR: '1' }, false],
  ['a terminal with an empty NO_COLOR', true, { NO_COLOR: '' }, true],
  ['a pipe', undefined, {}, false],
  ['a pipe on a build machine', undefined, { CI: 'true' }, false],
  ['a pipe that is to have them', undefined, { FORCE_COLOR: '1' }, true],
  ['a pipe that is to have none', undefined, { FORCE_COLOR: '0' }, false],
  ['both asked for', true, { NO_COLOR: '1', FORCE_COLOR: '1' }, false],
])('%s', (_name, isTTY, env, expected) => {
  expect(wantsColor({ isTTY }, env)).toBe(expected)
})

test('the commands ask it', () => {
  const main = join(import.meta.dirname, '..', '..', 'src', 'cli', 'main.ts')
  const run = (env: NodeJS.ProcessEnv) => {
    const { PATH } = process.env
    const args = ['--import', import.meta.resolve('tsx'), main, 'ontology', 'edema']
    return spawnSync(process.execPath, args, { encoding: 'utf8', env: { PATH, ...env } }).stdout
  }
  const escapes = String.fromCharCode(27)
  expect(run({ CI: 'true' })).toMatch(/^edema {2}Pulmonary edema/)
  expect(run({ CI: 'true' })).not.toContain(escapes)
  expect(run({ FORCE_COLOR: '1' })).toContain(escapes)
})
