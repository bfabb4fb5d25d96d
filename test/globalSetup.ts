// Builds the default ruleset before any test imports it.
import { execFileSync } from 'node:child_process'
import { join } from 'node:path'

/** Runs the rule compiler; its own message says what is wrong with a rule. */
export function setup(): void {
  execFileSync(process.execPath, ['--import', 'tsx', join(import.meta.dirname, '..', 'scripts', 'build-ruleset.ts')], {
    stdio: 'inherit',
  })
}
