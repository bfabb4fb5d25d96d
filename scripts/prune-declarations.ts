// Removes from dist/ what declares types that no public name leads to: users' compilers check every declaration that is
// packed, and the insides may use what only the newest of them know. Run by `npm run build`.
import { readdirSync, readFileSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'

const root = join(import.meta.dirname, '..')
const { exports } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
  readonly exports: Readonly<Record<string, string | { readonly types: string }>>
}

const reached = new Set<string>()
const queue = Object.values(exports).flatMap((each) => (typeof each === 'string' ? [] : [join(root, each.types)]))
for (const file of queue) {
  if (reached.has(file)) continue
  reached.add(file)
  for (const [, path] of readFileSync(file, 'utf8').matchAll(/(?:\bfrom |\bimport\(|^import )["'](\.[^"']+)["']/gm))
    queue.push(join(dirname(file), path).replace(/\.[jt]s$/, '.d.ts'))
}
for (const name of readdirSync(join(root, 'dist'), { recursive: true, encoding: 'utf8' })) {
  const file = join(root, 'dist', name)
  if (file.endsWith('.d.ts') && !reached.has(file)) rmSync(file)
}
