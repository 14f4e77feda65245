import { readdirSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { blockRules, elementRules } from '../../src/rules/registry.js'
import { KINDS } from '../../src/rulebook/kinds.js'
import { fixtureFolders } from './fixtures.js'

// Protects the agreement of names: file = id = registry entry = fixture folder.

const RULES = new URL('../../src/rules/', import.meta.url)

function idsIn(folder: 'element' | 'block'): string[] {
  const files = readdirSync(new URL(`${folder}/`, RULES)).filter(file => file.endsWith('.ts'))
  return files.map(file => file.slice(0, -3)).sort()
}

function registrySource(element: readonly string[], block: readonly string[]): string {
  const name = (id: string, suffix: string) => id.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase()) + suffix
  const imports = (ids: readonly string[], suffix: string, folder: string) =>
    ids.map(id => `import ${name(id, suffix)} from './${folder}/${id}.js'\n`).join('')
  const list = (type: string, constant: string, ids: readonly string[], suffix: string) =>
    `\nexport const ${constant}: readonly ${type}[] = [\n${ids.map(id => `  ${name(id, suffix)},\n`).join('')}]\n`
  return '// Generated from the folders beside it by tests/rules/registry.test.ts: `npx vitest run tests/rules/registry.test.ts -u` writes it.\n' +
    "import type { BlockRule, ElementRule } from '../model.js'\n" +
    imports(block, 'Blocks', 'block') + imports(element, 'Elements', 'element') +
    list('ElementRule', 'elementRules', element, 'Elements') + list('BlockRule', 'blockRules', block, 'Blocks')
}

test('the registry lists what the folders hold', async () => {
  await expect(registrySource(idsIn('element'), idsIn('block'))).toMatchFileSnapshot('../../src/rules/registry.ts')
})

describe.each([
  ['element', elementRules, idsIn('element')] as const,
  ['block', blockRules, idsIn('block')] as const,
])('%s rules', (_, rules, files) => {
  test('have the name of their file as id', () => {
    expect(rules.map(rule => rule.id)).toEqual(files)
  })

  test.each(rules.map(rule => [rule.id, rule] as const))('%s is complete', (id, rule) => {
    expect(fixtureFolders(), 'a fixture folder').toContain(id)
    expect(KINDS).toContain(rule.kind)
    expect(rule.removes.trim()).not.toBe('')
    expect(rule.removes, 'one phrase, no sentence').not.toMatch(/[.\n]$/)
    if (rule.budget !== undefined) expect(rule.budget > 0 && rule.budget <= 1, 'a share as budget').toBe(true)
  })
})

test('every fixture folder belongs to a rule', () => {
  const known = new Set([...idsIn('element'), ...idsIn('block')])
  expect(fixtureFolders().filter(folder => !known.has(folder))).toEqual([])
})
