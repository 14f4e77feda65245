import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { BLOCK_FEATURES } from '../../src/classify/block-features.js'

// Protects docs/block-model.md: a table of features that names all of them and no others.

const page = readFileSync(fileURLToPath(new URL('../../docs/block-model.md', import.meta.url)), 'utf8')
const rows = [...page.matchAll(/^\| ([^|]+) \| [^|]+ \| [^|]+ \|$/gm)].map(([, names = '']) => names).filter(names => names !== 'names')
const patterns = rows.flatMap(names => names.split(', ').map(name => name.trim()))

function matches(pattern: string, feature: string): boolean {
  return pattern.endsWith('*') ? feature.startsWith(pattern.slice(0, -1)) : feature === pattern
}

test('every feature of the block model is in the table', () => {
  expect(BLOCK_FEATURES.filter(feature => !patterns.some(pattern => matches(pattern, feature)))).toEqual([])
})

test('the table names no feature that does not exist', () => {
  expect(patterns.filter(pattern => !BLOCK_FEATURES.some(feature => matches(pattern, feature)))).toEqual([])
})

test('no two features share a name', () => {
  expect(new Set(BLOCK_FEATURES).size).toBe(BLOCK_FEATURES.length)
})
