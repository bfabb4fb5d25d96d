// Only for runs from source (tests, benchmarks, development): worker threads do not take over this thread's loader.
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'

/** Arguments for a worker thread that is to load TypeScript; none when this is not run from source. */
export function sourceLoader(url: string): { readonly execArgv?: string[] } {
  if (!url.endsWith('.ts')) return {}
  const tsx = dirname(createRequire(url).resolve('tsx/package.json'))
  const api = pathToFileURL(join(tsx, 'dist', 'esm', 'api', 'index.mjs')).href
  return { execArgv: ['--import', `data:text/javascript,import { register } from '${api}'; register()`] }
}
