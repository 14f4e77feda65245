import { expect, test } from 'vitest'
import { FAMILY_NAMES } from '../../src/classify/lexicon.js'
import { FAR, SEMANTICS, Surroundings } from '../../src/classify/surroundings.js'
import { loadRulebook } from '../../src/rulebook/load.js'
import { createCleaner } from '../../src/cleaner.js'
import { pageBlocks } from '../rules/runner.js'

// Protects what names of elements tell of a block: names of the whole page tell nothing.

/** Levels from the page's paragraph up to the nearest element of a family. */
async function levels(html: string, family: (typeof FAMILY_NAMES)[number]): Promise<number> {
  const blocks = pageBlocks(await createCleaner(await loadRulebook(), { formats: [] }), html)
  const page = blocks.source.type === 'page' ? blocks.source.page.page : null
  const target = blocks.items.find(({ element }) => element?.tag === 'p')?.element
  if (!page || !target) throw new Error('no paragraph')
  const out = new Float32Array(Surroundings.width)
  new Surroundings(page, blocks.items).fill(target, out, 0)
  return out[SEMANTICS.length + FAMILY_NAMES.indexOf(family)] ?? NaN
}

const TEXT = 'The ferry sails from the new pier, and the old one is left to the gulls.'

test.each([
  ['settings of the theme on the root', `<html class="cookies-not-set"><body class="dropdown-hover"><div><p>${TEXT}</p></div></body></html>`],
  ['a wrapper of the whole page', `<body><div class="dialog-off-canvas-main-canvas"><header>Post</header><div><p>${TEXT}</p></div></div></body>`],
])('no dialog: %s', async (_, html) => {
  expect(await levels(html, 'popup')).toBe(FAR)
})

test('a dialog on the page', async () => {
  expect(await levels(`<body><div><h1>${TEXT}</h1></div><div class="dialog"><div><p>${TEXT}</p></div></div></body>`, 'popup')).toBe(2)
})

test('a dialog that is longer than its page', async () => {
  const consent = `<div class="consent"><div>${`<p>${TEXT}</p>`.repeat(40)}</div></div>`
  expect(await levels(`<body><h1>The pier</h1>${consent}</body>`, 'popup')).toBe(2)
})

test('the content may be the whole page', async () => {
  expect(await levels(`<body><div class="entry-content"><p>${TEXT}</p></div></body>`, 'content')).toBe(1)
})
