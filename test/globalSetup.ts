// Builds what sources import and git does not hold, before any test does: the default ruleset, the published figures.
import { execFileSync } from 'node:child_process'
import { join } from 'node:path'

/** Runs the rule compiler; its own message says what is wrong with a rule. */
export function setup(): void {
  for (const script of ['build-ruleset.ts', 'build-published.ts']) {
    const path = join(import.meta.dirname, '..', 'scripts', script)
    execFileSync(process.execPath, ['--import', 'tsx', path], { stdio: 'inherit' })
  }
}
