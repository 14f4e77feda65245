/** Protects how the trained judge stands among the rules: switched off, told what to keep, told which way to err, absent. */
import { readFileSync, readdirSync } from 'node:fs'
import { beforeAll, describe, expect, it } from 'vitest'
import { createCleaner, loadRulebook, type CleanerOptions, type Rulebook } from '../src/index.js'
import { readText } from './rules/fixtures.js'

const read = (name: string) => readText(readFileSync(new URL(`texts/${name}.txt`, import.meta.url), 'utf8')).input
/** Ends with names of networks that no rule takes by themselves. */
const TRANSCRIPT = read('transcript')

let rulebook: Rulebook
beforeAll(async () => {
  rulebook = await loadRulebook({ sites: false })
})

async function clean(text: string, options: CleanerOptions = {}, book = rulebook) {
  return (await createCleaner(book, options)).fromText(text, { lang: 'en' })
}

describe('the line model', () => {
  it('takes lines that no rule knows, with a kind, a probability and reasons', async () => {
    const found = (await clean(TRANSCRIPT)).removals.filter(({ rule }) => rule === 'line-model')
    expect(found.map(({ excerpt, kind }) => [excerpt, kind])).toEqual(expect.arrayContaining([['Facebook', 'share'], ['WhatsApp', 'share']]))
    for (const { why } of found) expect(why).toMatch(/^\d+ % residue: \S.* -?[\d.]+, /)
  })

  it('leaves the text to the rules when it is off, or not in the rulebook', async () => {
    const off = await clean(TRANSCRIPT, { off: ['line-model'] })
    const { phrases, widgets, sites } = rulebook
    expect(off.text).toContain('Facebook')
    expect((await clean(TRANSCRIPT, {}, { phrases, widgets, sites })).text).toBe(off.text)
  })

  it('judges the same blocks alike, however often and by whom they were judged', async () => {
    const texts = readdirSync(new URL('texts/', import.meta.url)).map(name => read(name.replace('.txt', '')))
    const [{ stages }, careful] = [await createCleaner(rulebook), await createCleaner(rulebook, { favor: 'recall' })]
    for (let at = 0; at + 2 < texts.length; at += 3) {
      const blocks = stages.segmentText(stages.decode(texts.slice(at, at + 3).join('\n\n'), { url: null }, 'text'))
      const once = stages.refine(blocks).items
      careful.stages.refine(blocks)
      expect(stages.refine(blocks).items).toEqual(once)
    }
  })

  it('does not take what --keep wants', async () => {
    const kept = (await clean(TRANSCRIPT, { keep: ['share'] })).text
    for (const line of ['Share this article', 'Facebook', 'WhatsApp']) expect(kept).toContain(line)
    expect(kept).not.toContain('Subscribe to our newsletter')
  })

  it('removes no more when recall is favoured, no less when precision is', async () => {
    for (const name of ['transcript', 'songs', 'results', 'german', 'japanese']) {
      const [recall = 0, balance = 0, precision = 0] = await Promise.all((['recall', 'balance', 'precision'] as const).map(async favor =>
        (await clean(read(name), { favor })).text.length))
      expect(recall, name).toBeGreaterThanOrEqual(balance)
      expect(balance, name).toBeGreaterThanOrEqual(precision)
    }
  })

  it('judges texts and leaves pages alone', async () => {
    const html = `<body><article>${TRANSCRIPT.split('\n').map(line => `<p>${line}</p>`).join('')}</article></body>`
    expect((await createCleaner(rulebook)).fromHtml(html).removals.filter(({ rule }) => rule === 'line-model')).toEqual([])
  })
})
