import { readFileSync } from 'node:fs'
import { beforeAll, describe, expect, it } from 'vitest'
import { createCleaner, loadRulebook, type Cleaner, type Rulebook } from '../../src/index.js'
import { choose } from '../../src/classify/decode-page.js'
import { withQuotedElsewhere, withRefrains, withoutRepeats } from '../../src/classify/repeats.js'
import type { Block } from '../../src/model.js'

// Protects content selection by the block model: what it tells, what the structure of its choice is, and what happens without it.

let rulebook: Rulebook
let cleaner: Cleaner
beforeAll(async () => {
  rulebook = await loadRulebook({ sites: false })
  cleaner = await createCleaner(rulebook)
})

const SENTENCE = 'The ferry left the east quay at nine, with two hundred passengers and a brass band on deck, said the harbour master.'
const prose = (count: number) => Array.from({ length: count }, (_, at) => `<p>On day ${at} it rained. ${SENTENCE}</p>`).join('')
const CARD = (at: number) => `<div class="card"><a href="/${at}"><h3>Story number ${at}</h3></a><span class="date">3 May 2024</span></div>`

describe('the block model', () => {
  const page = `<html lang="en"><body><nav><a href="/">Home</a></nav><main><h1>Ferries</h1><article>${prose(6)}</article>
    <aside><h2>Elsewhere</h2>${[1, 2, 3, 4].map(CARD).join('')}</aside></main></body></html>`

  it('names the kind of the page with a confidence, and how good the choice is thought to be', () => {
    const { page: guess, confidence, selection } = cleaner.fromHtml(readFileSync(new URL('../../samples/news/input.html', import.meta.url)))
    expect(selection.strategy).toBe('block-model')
    expect(guess?.kind).toBe('article')
    expect(guess?.confidence).toBeGreaterThan(0.5)
    expect(confidence).toBeGreaterThan(0.5)
    expect(confidence).toBeLessThanOrEqual(1)
  })

  it('gives its score and its reasons for what it left out, and in explain for what it kept', () => {
    const { lines, cleaned } = cleaner.explain(page, 'page')
    const left = cleaned.removals.filter(({ rule }) => rule === 'block-model')
    expect(left.length).toBeGreaterThan(0)
    for (const { why } of left) expect(why).toMatch(/^score 0\.\d\d: \S.* [+−]\d\.\d/)
    const kept = lines.filter(line => line.kept)
    expect(kept.length).toBe(6)
    for (const { score, reasons } of kept) {
      expect(score).toBeGreaterThan(0.5)
      expect(reasons).toMatch(/[+−]\d\.\d/)
    }
  })

  it('says the same again', () => {
    expect(cleaner.fromHtml(page)).toEqual(cleaner.fromHtml(page))
  })

  it('keeps every text either in the result or in the ledger, never in both', () => {
    const { text, removals } = cleaner.fromHtml(page)
    for (const { excerpt } of removals) expect(text).not.toContain(excerpt)
    for (const word of ['Home', 'Elsewhere', 'Story number 3']) expect(removals.some(({ excerpt }) => excerpt.includes(word))).toBe(true)
  })

  it('is not needed: without a model the rungs below it choose', async () => {
    const { selection, text, page: guess } = (await createCleaner({ ...rulebook, models: {} })).fromHtml(page)
    expect(selection.strategy).toBe('readability')
    expect(text).toContain('brass band')
    expect(guess).toBeNull()
  })

  it('a broken model file is a problem of the document, and the rungs below choose', async () => {
    const { selection, problems } = (await createCleaner({ ...rulebook, models: { blocks: '{"forests"' } })).fromHtml(page)
    expect(selection.strategy).toBe('readability')
    expect(problems).toEqual([expect.objectContaining({ code: 'stage-failed', stage: 'select', rule: 'block-model' })])
  })
})

describe('the structure of a choice', () => {
  const UL = { tag: 'ul', parent: null }
  const part = (text: string, given: object = {}): Block => ({
    index: 0, kind: 'paragraph', text, prose: text.length > 60, linkLength: 0, quoted: false, element: null, parts: [], level: 0, gap: true, line: 0, ...given,
  }) as unknown as Block
  const numbered = (...blocks: Block[]) => blocks.map((block, index) => ({ ...block, index }))
  const pick = (blocks: readonly Block[], scores: readonly number[], residue: readonly boolean[] = []) =>
    choose(blocks, Float32Array.from(scores), { suspected: blocks.map(() => false), comments: [], residue: blocks.map((_, at) => residue[at] ?? false) },
      { guess: { kind: 'article', confidence: 1 }, threshold: 0.5, told: 1 })

  it('a list most of which is chosen stays whole, but for what is surely none of it', () => {
    const item = (text: string) => part(text, { kind: 'list-item', element: UL })
    expect(pick(numbered(item('flour and water'), item('salt'), item('butter, two spoons'), item('Ad')), [0.9, 0.3, 0.8, 0.02])).toEqual([true, true, true, false])
  })

  it('a heading inside the content stays with what it heads; one before a heading or at the end does not', () => {
    const heading = (text: string) => part(text, { kind: 'heading' })
    expect(pick(numbered(part(SENTENCE), heading('What followed'), part(`${SENTENCE} Again.`), heading('More')), [0.9, 0.3, 0.9, 0.3])).toEqual([true, true, true, false])
  })

  it('the sentence between headline and text is the lead, unless a phrase says what it is', () => {
    const blocks = numbered(part('Ferry returns', { kind: 'heading' }), part(`Lead. ${SENTENCE}`), part('By Ada Lund'), part(SENTENCE))
    expect(pick(blocks, [0.1, 0.2, 0.1, 0.9])).toEqual([false, true, false, true])
    expect(pick(blocks, [0.1, 0.2, 0.1, 0.9], [false, true])).toEqual([false, false, false, true])
  })

  it('a paragraph between chosen ones of its element stays; one in a box between them, with a phrase, or surely none does not', () => {
    const [story, box] = [{ order: 1, end: 9, tokens: [] }, { order: 4, end: 6, tokens: [], parent: { order: 3, end: 7, tokens: [] } }]
    const paragraph = (order: number, element: object = { order, end: order + 1, tokens: [], parent: story }) => part(SENTENCE, { element })
    const three = numbered(paragraph(2), paragraph(3), paragraph(8))
    expect(pick(three, [0.9, 0.3, 0.9])).toEqual([true, true, true])
    expect(pick(three, [0.9, 0.05, 0.9])).toEqual([true, false, true])
    expect(pick(three, [0.9, 0.3, 0.2])).toEqual([true, false, false])
    expect(pick(three, [0.9, 0.3, 0.9], [false, true])).toEqual([true, false, true])
    expect(pick(numbered(paragraph(2), paragraph(4, box), paragraph(8)), [0.9, 0.3, 0.9])).toEqual([true, false, true])
    const four = numbered(paragraph(2), paragraph(3), paragraph(4), paragraph(8))
    expect(pick(four, [0.9, 0.3, 0.3, 0.9])).toEqual([true, true, true, true])
    expect(pick(numbered(...four, paragraph(8)), [0.9, 0.3, 0.3, 0.3, 0.9])).toEqual([true, false, false, false, true])
  })

  it('a quotation that the text answers stays', () => {
    expect(pick(numbered(part('It never rains here', { quoted: true }), part(SENTENCE)), [0.2, 0.9])).toEqual([true, true])
  })

  it('a long paragraph that comes again elsewhere stays once; a refrain, and copies in one element, stay', () => {
    const [here, there] = [{ parent: { tag: 'main' } }, { parent: { tag: 'aside' } }]
    const long = (element: object) => part(`${SENTENCE} ${SENTENCE}`, { element })
    expect(withoutRepeats(numbered(long(here), part('Row, row'), long(there), part('Row, row')), [true, true, true, true])).toEqual([true, true, false, true])
    expect(withoutRepeats(numbered(long(here), long(here)), [true, true])).toEqual([true, true])
  })

  it('a note that stands again under another heading stays; under the same heading it is a copy', () => {
    const [one, two] = [{ parent: { tag: 'section' } }, { parent: { tag: 'section' } }]
    const note = (element: object) => part(`${SENTENCE} ${SENTENCE}`, { element })
    const heading = (text: string) => part(text, { kind: 'heading' })
    const all = [true, true, true, true]
    expect(withoutRepeats(numbered(heading('--port'), note(one), heading('--host'), note(two)), all)).toEqual(all)
    expect(withoutRepeats(numbered(heading('--port'), note(one), heading('--port'), note(two)), all)).toEqual([true, true, true, false])
  })

  it('an opening that a share box has quoted stays where it belongs: beside chosen prose of its element', () => {
    const [box, story] = [{ parent: { tag: 'aside' } }, { parent: { tag: 'article' } }]
    const opening = (element: object, more = {}) => part(`Opening. ${SENTENCE}`, { element, ...more })
    const rest = part(SENTENCE, { element: story })
    expect(withQuotedElsewhere(numbered(opening(box), opening(story), rest), [false, false, true])).toEqual([false, true, true])
    expect(withQuotedElsewhere(numbered(opening(box), opening(story), rest), [true, false, true])).toEqual([true, false, true])
    expect(withQuotedElsewhere(numbered(opening(story), rest), [false, true])).toEqual([false, true])
    expect(withQuotedElsewhere(numbered(opening(box), opening(box), rest), [false, false, true])).toEqual([false, false, true])
    expect(withQuotedElsewhere(numbered(opening(box), opening(story, { linkLength: 100 }), rest), [false, false, true])).toEqual([false, false, true])
  })

  it('a refrain between chosen lines stays with its first singing; what stands in an element of its own, is linked or suspected does not come back', () => {
    const [song, box] = [{ parent: { tag: 'main' } }, { parent: { tag: 'aside' } }]
    const blocks = numbered(part('Row, row, row to Bourne End', { element: song }), part(SENTENCE, { element: song }), part('Row, row, row to Bourne End', { element: song }),
      part('Row, row, row to Bourne End', { element: box }), part('Row, row, row to Bourne End', { element: song, linkLength: 9 }), part(SENTENCE, { element: song }))
    const chosen = [true, true, false, false, false, true]
    expect(withRefrains(blocks, chosen, () => false)).toEqual([true, true, true, false, false, true])
    expect(withRefrains(blocks, chosen, () => true)).toEqual(chosen)
    const same = numbered(...[song, song, song, box].map(element => part(SENTENCE, { element })))
    expect(withRefrains(same, [true, false, false, false], () => false)).toEqual([true, true, true, false])
    const long = part(`${SENTENCE} ${SENTENCE}`, { element: song })
    expect(withRefrains(numbered(long, part('Row on.', { element: song }), long), [true, true, false], () => false)).toEqual([true, true, true])
  })
})
