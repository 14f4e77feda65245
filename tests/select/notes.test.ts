import { expect, test } from 'vitest'
import { createCleaner } from '../../src/cleaner.js'
import { loadRulebook } from '../../src/rulebook/load.js'
import { withNotes } from '../../src/select/notes.js'
import { pageBlocks } from '../rules/runner.js'

const cleaner = await createCleaner(await loadRulebook())

/** The lines that stay when those that say "kept" are chosen. */
function kept(html: string): string[] {
  const blocks = pageBlocks(cleaner, html)
  if (blocks.source.type !== 'page') return []
  const chosen = withNotes(blocks.source.page.page, blocks.items, blocks.items.map(({ text }) => text.includes('kept')))
  return blocks.items.filter(({ index }) => chosen[index]).map(({ text }) => text)
}

const TEXT = `<p>The geese were kept by the vicar's sister.<a id="r1" href="#n1">1</a> They were kept in the sacristy.<sup id="r2"><a href="#n2">[2]</a></sup></p>`

test('notes stay that the chosen text refers to and that lead back to it', () => {
  expect(kept(`${TEXT}<hr><ol><li id="n1">So the registers say. <a href="#r1">↩</a></li><li id="n2"><p>In her hand.</p><p><a href="#r2">^</a></p></li></ol>`))
    .toEqual([expect.stringContaining('The geese'), expect.stringContaining('So the registers'), 'In her hand.', '^'])
})

test('what does not lead back, stands above, or belongs to other text is no note', () => {
  expect(kept(`<p id="n2">Above it. <a href="#r2">^</a></p>${TEXT}<p id="n1">Next page of the parish.</p>`)).toHaveLength(1)
  expect(kept(`<p>Not chosen, but it refers to a note.<a id="r1" href="#n1">1</a></p><p id="n1">A note. <a href="#r1">↩</a></p>`)).toEqual([])
  expect(kept(`${TEXT}<div id="n1"><a href="#r1">back</a> <a href="/a">The parish and its geese</a></div>`)).toHaveLength(1)
})
