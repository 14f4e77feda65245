// What the figures were measured with.
import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import os from 'node:os'
import { fileURLToPath } from 'node:url'

const HERE = new URL('./', import.meta.url)

/** Whether `npm run bench:install` was run. */
export function peersInstalled() {
  return existsSync(new URL('node_modules/@mozilla/readability/package.json', HERE))
}

/** @param {string} name @returns {string} version of an installed package, else `?` */
export function packageVersion(name) {
  for (const base of ['node_modules/', '../node_modules/']) {
    const file = new URL(`${base}${name}/package.json`, HERE)
    if (existsSync(file)) return String(JSON.parse(readFileSync(file, 'utf8')).version)
  }
  return '?'
}

function ownVersion() {
  const { version } = JSON.parse(readFileSync(new URL('../package.json', HERE), 'utf8'))
  return `${version}${commit()}`
}

/** ` (abc1234)`, with a plus when files differ from the commit; empty outside a repository. */
function commit() {
  const cwd = fileURLToPath(new URL('..', HERE))
  const git = /** @param {string[]} args */ (...args) => execFileSync('git', args, {
    cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'],
  }).trim()
  try {
    const id = git('rev-parse', '--short', 'HEAD')
    return ` (${id}${git('status', '--porcelain', '--untracked-files=no') === '' ? '' : '+'})`
  } catch {
    return ''
  }
}

/** @param {readonly import('./systems/index.mjs').System[]} systems */
export function describeRun(systems) {
  const names = [...new Set(systems.flatMap(system => system.packages))].sort()
  const cpus = os.cpus()
  return {
    date: new Date().toISOString().slice(0, 10),
    node: process.version,
    machine: `${cpus[0]?.model.trim() ?? 'unknown processor'}, ${cpus.length} cores, ` +
      `${Math.round(os.totalmem() / 2 ** 30)} GB, ${os.platform()} ${os.arch()}`,
    versions: {
      cleancopy: ownVersion(),
      ...Object.fromEntries(names.map(name => [name, packageVersion(name)])),
      'linkedom (bare parse)': packageVersion('linkedom'),
    },
  }
}
