import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import rule from '../../src/rules/block/related-teasers.js'
import { withoutMarks } from './fixtures.js'
import { Runner, pageBlocks } from './runner.js'

// Protects the last word of the block model on links behind the text: an author's sources, or teasers.

test('a list of links behind the last paragraph goes unless the block model chose it', async () => {
  const cleaner = await (await Runner.create()).cleaner(rule.id)
  const html = withoutMarks(readFileSync(new URL('related-teasers/page.blocks.html', import.meta.url), 'utf8')).replace('More stories', 'Where I read that')
  const blocks = pageBlocks(cleaner, html)
  const found = (strategy: string) => [...rule.find({ ...blocks, selection: { ...blocks.selection, strategy } }, blocks.knowledge)].length
  expect(found('readability')).toBe(4)
  expect(found('block-model')).toBe(0)
})
