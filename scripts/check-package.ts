// Packs the package, puts it into a folder as an install would, and has a strict consumer compile and run there, with the
// samples of the README, by this checkout's compiler and by one of early 2024. No network: the dependencies are those of
// this checkout. Needs a build.
import { execFileSync } from 'node:child_process'
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, normalize } from 'node:path'

const root = join(import.meta.dirname, '..')
const folder = mkdtempSync(join(tmpdir(), 'cxrlabel-consumer-'))
const packed = join(folder, 'node_modules', 'cxrlabel')

interface Manifest {
  readonly dependencies: Readonly<Record<string, string>>
  readonly exports: Readonly<Record<string, string | { readonly types: string; readonly default: string }>>
  readonly bin: Readonly<Record<string, string>>
}

/** Runs a command in the consumer's folder; what it prints is seen only if it fails. */
function run(name: string, args: readonly string[], cwd = folder): string {
  try {
    return execFileSync(name, args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] })
  } catch (error) {
    const { stdout, stderr } = error as { stdout: string; stderr: string }
    throw new Error(`${name} ${args.join(' ')}\n${stdout}${stderr}`)
  }
}

function link(name: string): void {
  const path = join(folder, 'node_modules', name)
  mkdirSync(dirname(path), { recursive: true })
  symlinkSync(join(root, 'node_modules', name), path)
}

function install(): Manifest {
  const [{ filename }] = JSON.parse(
    run('npm', ['pack', '--ignore-scripts', '--json', '--pack-destination', folder], root),
  ) as [{ filename: string }]
  mkdirSync(packed, { recursive: true })
  run('tar', ['-xzf', join(folder, filename), '-C', packed, '--strip-components=1'])
  const manifest = JSON.parse(readFileSync(join(packed, 'package.json'), 'utf8')) as Manifest
  for (const name of Object.keys(manifest.dependencies)) link(name)
  cpSync(join(root, '.ci', 'consumer'), folder, { recursive: true })
  writeFileSync(join(folder, 'package.json'), '{ "type": "module", "private": true }')
  return manifest
}

const IMPORT = /(?:\bfrom\s*|\bimport\s*\(\s*|\bimport\s+|\bnew URL\(\s*|\? '[^']*' : )(["'`])(\.{1,2}\/[^"'`]+)\1/g

/** Files that the exports and the command lead to, each of which must have been packed; and nothing beside them. */
function checkFiles({ exports, bin }: Manifest): void {
  const entries = Object.values(exports).flatMap((each) => (typeof each === 'string' ? [] : [each.types, each.default]))
  const queue = [...entries, ...Object.values(bin)].map((path) => normalize(path))
  const seen = new Set<string>()
  for (const file of queue) {
    if (seen.has(file)) continue
    seen.add(file)
    if (!existsSync(join(packed, file))) throw new Error(`${file} is not packed`)
    for (const [, , path] of readFileSync(join(packed, file), 'utf8').matchAll(IMPORT)) {
      const target = normalize(join(dirname(file), path))
      if (/\.ts$/.test(target) && !file.endsWith('.d.ts')) continue
      if (/\.[jt]s$/.test(target))
        queue.push(file.endsWith('.d.ts') ? target.replace(/(\.d)?\.[jt]s$/, '.d.ts') : target)
    }
  }
  const idle = readdirSync(join(packed, 'dist'), { recursive: true, encoding: 'utf8' })
    .map((name) => join('dist', name))
    .filter((name) => /\.[jt]s$/.test(name) && !seen.has(name))
    // Not those of types alone, nor the one whose list is there for its type.
    .filter((name) => name.endsWith('.d.ts') || /^export (?!\{\};)/m.test(readFileSync(join(packed, name), 'utf8')))
    .filter((name) => name !== join('dist', 'io', 'row.js'))
  if (idle.length > 0) throw new Error(`packed, and nothing leads there: ${idle.join(', ')}`)
}

/** Writes each TypeScript sample of the README as a module; gives their names. */
function writeSamples(): string[] {
  const readme = readFileSync(join(root, 'README.md'), 'utf8')
  return [...readme.matchAll(/```ts\n([\s\S]*?)```/g)].map(([, code], at) => {
    writeFileSync(join(folder, `readme-${at + 1}.ts`), code)
    return `readme-${at + 1}.ts`
  })
}

const COMPILER = join(root, 'node_modules', 'typescript', 'bin', 'tsc')
/** TypeScript 5.4, under a name that brings no second `tsc`. It knows no `Uint8Array<ArrayBuffer>`. */
const OLD_COMPILER = join(root, 'node_modules', '@tsd', 'typescript', 'typescript', 'bin', 'tsc')

function compile(
  files: readonly string[],
  lib: readonly string[],
  types: readonly string[],
  compiler: string = COMPILER,
): void {
  const compilerOptions = {
    ...{ target: 'ES2022', lib, types, module: 'NodeNext', moduleResolution: 'NodeNext', strict: true, noEmit: true },
    ...{ skipLibCheck: false, exactOptionalPropertyTypes: true, noUncheckedIndexedAccess: true },
  }
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, files }))
  run(process.execPath, [compiler, '-p', '.', '--pretty', 'false'])
}

try {
  const manifest = install()
  checkFiles(manifest)
  run(process.execPath, ['run.mjs'])
  const command = join(packed, manifest.bin.cxrlabel)
  run(process.execPath, [command, 'demo', '--output', 'demo.csv'])
  writeFileSync(join(folder, 'hedges.yaml'), 'kind: certainty\ndegrees: {suspicious for: probable}\n')
  run(process.execPath, [command, 'rules', 'check', 'hedges.yaml'])
  compile(['core.ts', 'console.d.ts'], ['ES2022'], [])
  compile(['core.ts'], ['ES2022', 'DOM'], [])
  link('@types/node')
  link('undici-types')
  const all = ['core.ts', 'node.ts', ...writeSamples()]
  compile(all, ['ES2022'], ['node'])
  compile(all, ['ES2022', 'DOM'], ['node'])
  compile(all, ['ES2022'], ['node'], OLD_COMPILER)
  process.stdout.write('the package installs, compiles and runs\n')
} finally {
  rmSync(folder, { recursive: true })
}
