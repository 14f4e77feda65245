import { describe, expect, it } from 'vitest'
import { createCleaner } from '../src/cleaner.js'
import { NameLookup } from '../src/measure/name-lookup.js'
import { loadRulebook } from '../src/rulebook/load.js'
import type { Page } from '../src/model.js'

// Protects what is remembered of names from one page to the next: it saves time, and changes no answer.

describe('a name in a source', () => {
  const lookup = new NameLookup(name => ({ name }))
  const find = (source: string, name: string) => lookup.at(source, source.indexOf(name), source.indexOf(name) + name.length)

  it('is found where it stands, with what was said of it before', () => {
    const before = find('<section id=x>', 'section')
    expect(before).toEqual({ name: 'section' })
    expect(find('</section>', 'section')).toBe(before)
  })

  it('is told from others that begin or end like it, or are written in capitals', () => {
    expect(['<h1>', '<h10>', '<H1>', '<th1>'].map(source => find(source, source.slice(1, -1)).name)).toEqual(['h1', 'h10', 'H1', 'th1'])
  })

  it('is right among more names than there is room for', () => {
    const names = Array.from({ length: 5000 }, (_, index) => `x-${index}`)
    for (const name of [...names, ...names]) expect(find(`<${name}>`, name).name).toBe(name)
    expect(find(`<${'y'.repeat(500)}>`, 'y'.repeat(500)).name).toHaveLength(500)
  })
})

describe('elements named by a word', () => {
  const HTML = '<body><div class="pier-gull"><p>One.</p></div><p class="gull">Two.</p><i id="gull">Three.</i></body>'
  const tagsOf = (page: Page, word: string) => page.named(word).map(({ tag }) => tag)

  it('are found whoever asks first, on whatever page', async () => {
    const { stages } = await createCleaner(await loadRulebook())
    const parsed = () => stages.parse(stages.decode(HTML, { url: null, contentType: null, lang: null }, 'page'))
    const [one, other] = [parsed(), parsed()]
    expect(tagsOf(one, 'pier')).toEqual(['div'])
    // Grouped before anybody asked for "gull", which the other page asks for first.
    expect(tagsOf(other, 'gull')).toEqual(['div', 'p', 'i'])
    expect(tagsOf(one, 'gull')).toEqual(['div', 'p', 'i'])
    expect(tagsOf(parsed(), 'gull')).toEqual(['div', 'p', 'i'])
    expect(tagsOf(parsed(), 'ferry')).toEqual([])
  })
})
