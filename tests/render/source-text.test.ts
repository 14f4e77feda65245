import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { sourceHtml } from '../../src/render/source-html.js'
import { render } from '../../src/stages/render.js'
import type { Blocks } from '../../src/model.js'
import { POLICIES, textBlocks, titled, withoutSpan } from './documents.js'

function textOf(blocks: Blocks): string {
  return render(blocks, { formats: ['text'], policies: POLICIES, rich: null }).text
}

function kept(text: string, gone: string): string {
  return textOf(textBlocks(text, { keep: block => !block.text.includes(gone) }))
}

const words = fc.stringMatching(/^[ \t]{0,3}[a-zé«»!:.\u00a0-]{1,12}( [a-z,]{1,8}){0,4} {0,2}$/)
const documents = fc.tuple(
  fc.constantFrom('\n', '\r\n', '\r'),
  fc.array(fc.oneof({ weight: 3, arbitrary: words }, { weight: 1, arbitrary: fc.constantFrom('', '  ') }), { maxLength: 14 }),
  fc.boolean(),
)

describe('texts are never rewritten', () => {
  test('nothing removed: byte-identical, whatever the line breaks and the white space at the ends', () => {
    fc.assert(fc.property(documents, ([eol, lines, final]) => {
      const text = lines.join(eol) + (final ? eol : '')
      expect(textOf(textBlocks(text))).toBe(text)
    }))
  })

  test('whatever is removed, kept lines stay as they are, in order, and nothing else comes in', () => {
    fc.assert(fc.property(documents, fc.infiniteStream(fc.boolean()), ([eol, lines], chances) => {
      const text = lines.join(eol)
      const keep = textBlocks(text).items.map(() => chances.next().value === true)
      const blocks = textBlocks(text, { keep: block => keep[block.index] === true })
      const numbers = new Set(blocks.items.map(block => block.line))
      const expected = lines.filter((line, index) => line.trim() !== '' && numbers.has(index + 1))
      expect(textOf(blocks).split(/\r\n|\r|\n/).filter(line => line.trim() !== '')).toEqual(expected)
    }))
  })

  test('cleaning the cleaned text again changes nothing', () => {
    fc.assert(fc.property(documents, fc.infiniteStream(fc.boolean()), ([eol, lines], chances) => {
      const text = lines.join(eol)
      const keep = textBlocks(text).items.map(() => chances.next().value === true)
      const once = textOf(textBlocks(text, { keep: block => keep[block.index] === true }))
      expect(textOf(textBlocks(once))).toBe(once)
    }))
  })
})

describe('what joins the parts around a removal', () => {
  test.each([
    ['a blank line on both sides: one', 'One.\n\nGONE\n\nTwo.', 'One.\n\nTwo.'],
    ['a blank line before', 'One.\n\nGONE\nTwo.', 'One.\n\nTwo.'],
    ['a blank line behind', 'One.\nGONE\n\nTwo.', 'One.\n\nTwo.'],
    ['none', 'One.\nGONE\nTwo.', 'One.\nTwo.'],
    ['many blank lines', 'One.\n\n\n\nGONE\n\n\n\nTwo.', 'One.\n\nTwo.'],
    ['Windows line breaks', 'One.\r\n\r\nGONE\r\nTwo.', 'One.\r\n\r\nTwo.'],
    ['the indentation of the next line stays', 'One.\nGONE\n    Two.', 'One.\n    Two.'],
    ['the first goes', 'GONE\n\n\n  One.\nTwo.\n', '  One.\nTwo.\n'],
    ['the last goes: the final line break stays, blank lines do not', 'One.\n\nGONE\n\n\n', 'One.\n'],
    ['the last goes from a text without a final line break', 'One.\n\nGONE', 'One.'],
    ['everything goes', 'GONE\n\nGONE too\n', ''],
  ])('%s', (_, text, expected) => {
    expect(kept(text, 'GONE')).toBe(expected)
  })
})

describe('spans cut from a block', () => {
  test.each([
    ['at the start', 'Share: The rain fell.\n\nNext.', 'Share: ', 'The rain fell.\n\nNext.'],
    ['at the start, white space behind', 'Share:   The rain fell.', 'Share:', 'The rain fell.'],
    ['at the end', 'The rain fell. Share\n\nNext.', 'Share', 'The rain fell.\n\nNext.'],
    ['at the end of the text', 'The rain fell. Share', 'Share', 'The rain fell.'],
    ['in the middle: one space', 'The rain (photo) fell.', '(photo)', 'The rain fell.'],
    ['in the middle without spaces: words are not glued', 'The rain.(photo)It fell.', '(photo)', 'The rain. It fell.'],
    ['in Chinese no space is wanted', '雨下了（图）很久。', '（图）', '雨下了很久。'],
  ])('%s', (_, text, span, expected) => {
    expect(textOf(withoutSpan(textBlocks(text), 0, span))).toBe(expected)
  })

  test('two blocks stay two when the tail of one and the head of the next are cut', () => {
    const blocks = withoutSpan(withoutSpan(textBlocks('One. Tail\n\nHead Two.'), 0, ' Tail'), 1, 'Head ')
    expect(textOf(blocks)).toBe('One.\n\nTwo.')
  })
})

describe('other formats of texts', () => {
  const all = (blocks: Blocks, title = false) =>
    render(blocks, { formats: ['text', 'markdown', 'html'], policies: { ...POLICIES, title }, rich: null })

  test('Markdown is the text; HTML is escaped and needs no renderer', () => {
    const text = '# Head & tail\n\nOne <b>line</b>.\n\n- first\n- second\n\nEnd.'
    const rendered = all(textBlocks(text))
    expect(rendered.markdown).toBe(text)
    expect(rendered.html).toBe(
      '<h1>Head &amp; tail</h1>\n<p>One &lt;b&gt;line&lt;/b&gt;.</p>\n<ul>\n<li>first</li>\n<li>second</li>\n</ul>\n<p>End.</p>',
    )
  })

  test('the title is put first when wanted, once', () => {
    expect(all(textBlocks('Body.', { metadata: titled('A Title') }), true).text).toBe('A Title\n\nBody.')
    expect(all(textBlocks('A  title\n\nBody.', { metadata: titled('A Title') }), true).text).toBe('A  title\n\nBody.')
  })
})

test('in HTML the lines of a listing without fences are one, with the blank lines between them', () => {
  const prose = 'The harbour board voted on Tuesday to mend the old pier before the winter storms arrive, and nobody asked what it costs.'
  const htmlOf = (text: string) => sourceHtml(textBlocks(text), null)
  const listing = ['int main(void) {', '  int a = 0;', '', '  return a;', '}']
  expect(htmlOf([prose, ...listing, prose].join('\r\n'))).toBe(`<p>${prose}</p>\n<pre><code>${listing.join('\n')}</code></pre>\n<p>${prose}</p>`)
  expect(htmlOf('```\na\n```\n~~~\nb\n~~~')).toBe('<pre><code>```\na\n```</code></pre>\n<pre><code>~~~\nb\n~~~</code></pre>')
  expect(htmlOf(['1. nets', ...listing].join('\n'))).toBe(`<ul>\n<li>nets</li>\n</ul>\n<pre><code>${listing.join('\n')}</code></pre>`)
})
