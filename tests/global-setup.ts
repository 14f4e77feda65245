/** Builds `dist/` before the tests that run the real command line, unless it is newer than everything it is made of. */
import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync, statSync, utimesSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const ROOT = fileURLToPath(new URL('..', import.meta.url))
const MADE_OF = ['src', 'rules', 'build', 'package.json', 'tsconfig.json']
const PRODUCTS = ['dist/cli/main.js', 'dist/rulebook.json', 'dist/bundle/index.js']

export default function setup(): void {
  const made = Math.min(...PRODUCTS.map((path) => existsSync(join(ROOT, path)) ? statSync(join(ROOT, path)).mtimeMs : 0))
  if (made > Math.max(...MADE_OF.map((path) => newest(join(ROOT, path))))) return
  run(join(ROOT, 'node_modules/typescript/bin/tsc'), '-p', ROOT)
  run(join(ROOT, 'dist/rulebook/compile.js'))
  run(join(ROOT, 'dist/cli/write-config-schema.js'))
  run(join(ROOT, 'build/bundle.mjs'))
  // tsc leaves unchanged files as they are, time and all; these must say when the build was.
  for (const path of PRODUCTS) utimesSync(join(ROOT, path), new Date(), new Date())
}

function run(...words: readonly string[]): void {
  try {
    execFileSync(process.execPath, words, { cwd: ROOT, encoding: 'utf8', stdio: 'pipe' })
  } catch (error) {
    const said = error instanceof Error && 'stdout' in error ? String(error.stdout) : ''
    throw new Error(`the build failed: node ${words.join(' ')}\n${said}`, { cause: error })
  }
}

function newest(path: string): number {
  const own = statSync(path)
  if (!own.isDirectory()) return own.mtimeMs
  return Math.max(own.mtimeMs, ...readdirSync(path).map((name) => newest(join(path, name))))
}
