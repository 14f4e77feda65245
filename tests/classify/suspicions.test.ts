import { beforeAll, describe, expect, it } from 'vitest'
import { BLOCK_FEATURES } from '../../src/classify/block-features.js'
import { createCleaner, loadRulebook, type Cleaner, type Rulebook } from '../../src/index.js'
import { assemble } from '../../src/rulebook/assemble.js'
import { readRuleFile } from '../../src/rulebook/read.js'

// Protects what rules are sure of and what a site rule commands from a model that takes back everything that is only suspected.

/** Says of every block that it is content. */
const EVERYTHING = JSON.stringify({
  forests: { blocks: { features: BLOCK_FEATURES, thresholds: BLOCK_FEATURES.map(() => []), base: 5, unit: 1, sizes: [], splits: '', values: '' } },
})
const PROSE = [1, 2, 3, 4].map(at => `<p>On day ${at} the ferry left the east quay at nine, with two hundred passengers, said the harbour master.</p>`).join('')
const PAGE = `<html lang="en"><body><main><h1>Ferries</h1>${PROSE}<div class="related-posts"><h3>From the islands</h3>
  <ul><li><a href="/1">The lock keeper of Orrin</a></li><li><a href="/2">Nets and knots</a></li><li class="promo-x"><a href="/3">Win a boat trip</a></li></ul>
  <div class="ad-slot" data-ad-slot="7">Boats from Quay and Sons, by the week</div>
  </div></main><div class="own-x"><p>A box of the house that the model takes for content, as it takes everything here.</p></div></body></html>`

let rulebook: Rulebook
let generic: Cleaner
beforeAll(async () => {
  const whole = await loadRulebook({ sites: false })
  rulebook = { ...whole, models: { ...whole.models, blocks: EVERYTHING } }
  generic = await createCleaner(rulebook)
})

describe('a model that says yes to everything', () => {
  it('takes back what is suspected, but not what a rule inside of it is sure of', () => {
    const { text, removals } = generic.fromHtml(PAGE)
    expect(text).toContain('The lock keeper of Orrin')
    expect(text).not.toContain('Quay and Sons')
    expect(removals.find(({ kind }) => kind === 'ad')?.excerpt).toContain('Quay and Sons')
    for (const { excerpt } of removals) expect(text).not.toContain(excerpt)
  })

  it('takes back nothing that a site rule removes, inside of the suspected or outside', async () => {
    const read = readRuleFile('ferry.yaml', "schema: 1\nhosts: [ferry.example]\nremove: ['.promo-x', '.own-x']\n")
    if (!read.ok) throw new Error('the rule is not valid')
    const cleaner = await createCleaner(assemble([{ layer: 'given', files: [read.rules] }], rulebook).rulebook)
    const { text, removals } = cleaner.fromHtml(PAGE, { url: 'https://ferry.example/a' })
    expect(text).toContain('Nets and knots')
    expect(text).not.toContain('Win a boat trip')
    expect(text).not.toContain('A box of the house')
    expect(removals.filter(({ rule }) => rule === 'site-rule').map(({ excerpt }) => excerpt.slice(0, 5)).sort()).toEqual(['A box', 'Win a'])
  })
})
