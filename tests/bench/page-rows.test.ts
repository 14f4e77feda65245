// Protects the trainer of the block model: it keeps of each page what the choice of blocks asks for, and no more (the pages themselves would not fit).
import { existsSync, readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { seededRandom } from '../../bench/dataset.mjs'
import { rowReader } from '../../bench/train/page-rows.mjs'
import { choose } from '../../src/classify/decode-page.js'
import type { PartOfPage } from '../../src/classify/part-of-page.js'
import type { PageElement, PageKind } from '../../src/model.js'

const SAMPLES = fileURLToPath(new URL('../../samples/', import.meta.url))
const CHOICES = 12

const known = new WeakMap<PageElement, PageElement>()

/** An element that does not forgive a question for what it has not; one and the same for each. */
function strict(element: PageElement | null): PageElement | null {
  if (element === null) return null
  let asked = known.get(element)
  if (!asked) {
    asked = new Proxy(element, {
      get(kept, name) {
        if (!(name in kept)) throw new Error(`the trainer keeps no ${String(name)} of an element`)
        return name === 'parent' ? strict(kept.parent) : Reflect.get(kept, name) as unknown
      },
    })
    known.set(element, asked)
  }
  return asked
}

it('blocks can be chosen by what the trainer keeps of them', async () => {
  const read = await rowReader()
  const random = seededRandom(1)
  let pages = 0
  for (const name of readdirSync(SAMPLES)) {
    const file = `${SAMPLES}${name}/input.html`
    if (!existsSync(file)) continue
    const page = { id: name, url: '', type: 'article', file, gold: { main: 'one', with: [], without: [], title: '', author: '', date: '' } }
    const rows = read(page)
    if (!rows) continue
    pages++
    const blocks = rows.blocks.map((block: PartOfPage) => ({ ...block, element: strict(block.element) }))
    for (const kind of Array.from({ length: CHOICES }, (_, at): PageKind => (at % 2 === 0 ? 'article' : 'forum'))) {
      const scores = Float32Array.from(blocks, () => random())
      expect(choose(blocks, scores, rows.marks, { guess: { kind, confidence: 1 }, threshold: 0.4, told: 1 })).toHaveLength(blocks.length)
    }
  }
  expect(pages).toBeGreaterThan(8)
})
