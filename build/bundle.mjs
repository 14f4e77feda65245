// The last step of the build: the library and what it stands on in one file, because Node takes longer to find and
// open three hundred modules than to run them. `dist/index.js` becomes a door to it; types stay as tsc wrote them.
// linkedom stays outside (it is loaded when somebody asks for a document), and so do the modules of the command line.
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { rolldown } from 'rolldown'

const ROOT = fileURLToPath(new URL('..', import.meta.url))
const ENTRY = join(ROOT, 'dist/index.js')
// as deep below dist/ as every module that reads a file beside it
const BUNDLE = join(ROOT, 'dist/bundle')
const DOOR = "export * from './bundle/index.js'\n"

if (!existsSync(ENTRY) || readFileSync(ENTRY, 'utf8') === DOOR) throw new Error('dist/index.js must be fresh: run tsc first')
rmSync(BUNDLE, { recursive: true, force: true })
const build = await rolldown({ input: ENTRY, cwd: ROOT, platform: 'node', external: ['linkedom'], logLevel: 'warn' })
const { output } = await build.write({ dir: BUNDLE, format: 'esm', comments: { legal: true }, chunkFileNames: '[name]-[hash].js' })
const packages = new Set(output.flatMap(file => file.type === 'chunk' ? file.moduleIds : []).map(packageOf).filter(folder => folder !== null))
writeFileSync(join(BUNDLE, 'LICENSES.txt'), [...packages].sort().map(licenseOf).join('\n\n'))
writeFileSync(ENTRY, DOOR)

/** The folder of the package that a module is from; null for our own. @param {string} module */
function packageOf(module) {
  if (!module.includes('/node_modules/')) return null
  let folder = dirname(module)
  while (!isPackage(folder)) folder = dirname(folder)
  return folder
}

/** @param {string} folder */
function isPackage(folder) {
  const about = join(folder, 'package.json')
  return existsSync(about) && 'version' in JSON.parse(readFileSync(about, 'utf8'))
}

/** Name, licence and its text, which go with the copy. @param {string} folder */
function licenseOf(folder) {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  const file = readdirSync(folder).find(one => /^licen[cs]e/i.test(one))
  return `${name} ${version} (${license})\n\n${file ? readFileSync(join(folder, file), 'utf8').trim() : ''}\n`
}
