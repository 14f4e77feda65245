import { expect, test } from 'vitest'
import { createCleaner } from '../../src/cleaner.js'
import { KIND_FACTS, kindFacts } from '../../src/classify/kind-facts.js'
import { PAGE_FACTS } from '../../src/classify/page-facts.js'
import { loadRulebook } from '../../src/rulebook/load.js'
import { pageBlocks } from '../rules/runner.js'

// Protects what the program that made a page tells of its kind.

async function generators(...names: readonly string[]): Promise<readonly number[]> {
  const metas = names.map(name => `<meta name="Generator" content="${name}">`).join('')
  const { source } = pageBlocks(await createCleaner(await loadRulebook(), { formats: [] }), `<head>${metas}</head><body><p>The ferry sails from the new pier.</p></body>`)
  if (source.type !== 'page') throw new Error('no page')
  const facts = kindFacts(source.page.page, new Float32Array(PAGE_FACTS.length))
  return ['docs', 'forum', 'shop'].map(kind => facts[KIND_FACTS.indexOf(`${kind} generator`)]!)
}

test('a theme or a shop names itself beside the program that it stands on', async () => {
  expect(await generators('WordPress 6.1', 'WooCommerce 8.2')).toEqual([0, 0, 1])
  expect(await generators('Astro v5.1', 'Starlight v0.35')).toEqual([1, 0, 0])
  expect(await generators('Discourse 3.2')).toEqual([0, 1, 0])
  expect(await generators('WordPress 6.1')).toEqual([0, 0, 0])
  expect(await generators()).toEqual([0, 0, 0])
})
