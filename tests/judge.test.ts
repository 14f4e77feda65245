/** Protects the word of a judge of lines: what a rule goes by decides how sure the judge must be to gainsay it. */
import { beforeAll, expect, it } from 'vitest'
import { cutBlocks } from '../src/engine/cut-blocks.js'
import { createCleaner, loadRulebook, type BlockHit, type BlockRule, type Blocks } from '../src/index.js'
import type { BlockJudge, Basis } from '../src/model.js'

let blocks: Blocks
beforeAll(async () => {
  const { stages } = await createCleaner(await loadRulebook({ sites: false }))
  blocks = stages.segmentText(stages.decode('The ferry was late again.\nTide table\nThe next one was not.', { url: null, contentType: null, lang: null }, 'text'))
})

/** What is left when a rule takes the second line with this basis, and the judge gainsays basis up to `against`. */
function left(basis: Omit<BlockHit, 'target' | 'why'>, against: readonly Basis[]): string[] {
  const rule: BlockRule = { id: 'site-navigation', kind: 'navigation', removes: 'menus', find: ({ items }) => [{ target: items[1]!, why: 'a table', ...basis }] }
  const judge: BlockJudge = {
    id: 'line-model', kind: 'outside', removes: 'lines', weigh: () => ({ hits: [], spares: (_, stands) => (against.includes(stands) ? 'no' : null) }),
  }
  return cutBlocks(blocks, [rule], new Set(), { total: 1000, spent: new Map(), judged: false, spared: new Map() }, judge).blocks.items.map(({ text }) => text)
}

const KEPT = 3
it('is asked first about what goes by its place, then about the block, last about its own words', () => {
  const sure: readonly (readonly Basis[])[] = [[], ['place'], ['block', 'place'], ['words', 'block', 'place']]
  expect(sure.map(against => left({ basis: 'place' }, against).length === KEPT)).toEqual([false, true, true, true])
  expect(sure.map(against => left({}, against).length === KEPT)).toEqual([false, false, true, true])
  expect(sure.map(against => left({ basis: 'words' }, against).length === KEPT)).toEqual([false, false, false, true])
})

it('is not asked about what is certain', () => {
  expect(left({ basis: 'certain' }, ['words', 'block', 'place'])).toHaveLength(KEPT - 1)
})
