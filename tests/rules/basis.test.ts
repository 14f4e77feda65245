/** Protects what rules say that they go by: the surer it is, the less the judge of lines may gainsay. */
import { beforeAll, expect, it } from 'vitest'
import { createCleaner, loadRulebook, type BlockRule, type Cleaner } from '../../src/index.js'
import caption from '../../src/rules/block/caption.js'
import related from '../../src/rules/block/related-teasers.js'

let cleaner: Cleaner
beforeAll(async () => { cleaner = await createCleaner(await loadRulebook({ sites: false })) })

function bases(rule: BlockRule, text: string): unknown[] {
  const { stages } = cleaner
  const blocks = stages.segmentText(stages.decode(text, { url: null, contentType: null, lang: 'en' }, 'text'))
  return [...rule.find(blocks, blocks.knowledge)].map(({ basis }) => basis)
}

it.each([
  ['a shouted label is sure', related, 'READ MORE: Why the old pier was closed', ['words']],
  ['a spoken one is as good as its line', related, 'Read more: Why the old pier was closed', ['block']],
  ['a headline that shouts behind a spoken one, too', related, 'Read more: WHY THE PIER WAS CLOSED', ['block']],
  ['a caption above itself with its credit is certain', caption, 'The mayor, right, and her deputy inspect the pier\nThe mayor, right, and her deputy inspect the pier (Image: AP)', [undefined, 'certain']],
])('%s', (_, rule, text, expected) => expect(bases(rule, text)).toEqual(expected))
