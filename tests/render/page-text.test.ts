import { describe, expect, test } from 'vitest'
import { render } from '../../src/stages/render.js'
import type { Policies } from '../../src/model.js'
import { POLICIES, pageBlocks, titled, withoutSpan } from './documents.js'

function textOf(html: string, policies: Partial<Policies> = {}, keep?: (text: string) => boolean): string {
  const blocks = pageBlocks(html, { keep: block => keep?.(block.text) ?? true, metadata: titled('The Title') })
  return render(blocks, { formats: ['text'], policies: { ...POLICIES, ...policies }, rich: null }).text
}

describe('text of pages', () => {
  test.each([
    ['blocks apart by one blank line', '<h1>Head</h1><p>One.</p><div>Two<p>Three</p>Four</div>', 'Head\n\nOne.\n\nTwo\n\nThree\n\nFour'],
    ['inline elements glue nothing and split nothing', '<p>un<b>believ</b>able <a href=x>link</a> end</p>', 'unbelievable link end'],
    ['line breaks of br', '<p>Roses are red,<br>violets are blue.</p>', 'Roses are red,\nviolets are blue.'],
    ['French spaces', '<p>L’été : « oui » ! Vraiment ?</p>', 'L’été : « oui » ! Vraiment ?'],
    ['no-break spaces', '<p>«&nbsp;oui&nbsp;»&nbsp;!</p>', '«\u00a0oui\u00a0»\u00a0!'],
    ['no-break spaces beside others', '<p>One.&nbsp; Two, &nbsp;three&#8239;is 5&nbsp;km.&nbsp;<br>&nbsp;&nbsp;End&nbsp;</p>', 'One. Two, three is 5\u00a0km.\nEnd'],
    ['no-break spaces in code', '<pre>if a:&nbsp;\n&nbsp;&nbsp;b</pre>', 'if a: \n  b'],
    ['lists', '<p>A:</p><ul><li>one</li><li>two</li></ul><p>B</p>', 'A:\n\n- one\n- two\n\nB'],
    ['nested lists', '<ul><li>one<ul><li>in</li></ul></li><li>two</li></ul>', '- one\n  - in\n- two'],
    ['two lists', '<ul><li>one</li></ul><ol><li>two</li></ol>', '- one\n\n- two'],
    ['items of several blocks', '<ul><li><p>one</p><p>more</p></li><li>two</li></ul>', '- one\n  more\n- two'],
    ['rows', '<table><tr><th>A</th><th>B</th></tr><tr><td>1</td><td>2<br>3</td></tr></table>', 'A | B\n1 | 2 3'],
    ['cells of several blocks', '<table><tr><td><p>a</p><p>b</p></td><td>c</td></tr></table>', 'a\n  b | c'],
    ['two tables', '<table><tr><td>a</td></tr></table><table><tr><td>b</td></tr></table>', 'a\n\nb'],
    ['code as it is', '<pre>  if (a) {\n\n    b()\n  }\n</pre>', '  if (a) {\n\n    b()\n  }'],
    ['code with a block per line', '<pre><div>a = 1</div><div>  b = 2</div></pre><pre>c</pre>', 'a = 1\n  b = 2\n\nc'],
    ['quotations', '<p>She said <q>go</q>, <q> and <q>stay</q></q>.</p>', 'She said “go”, “and ‘stay’”.'],
    ['quotations with marks of the author', '<p>A <q>“one”</q>, "<q>two</q>" and «<q>three</q>».</p>', 'A “one”, "two" and «three».'],
    ['quotations of several blocks', '<q><p>One.</p><ul><li>two</li></ul></q><p>Three</p>', '“One.”\n\n- “two”\n\nThree'],
    ['quotations in code and without words', '<pre>a <q>b</q></pre><p>c <q> </q>d<q></q></p>', 'a b\n\nc d'],
    ['nothing', '', ''],
  ])('%s', (_, html, expected) => {
    expect(textOf(html)).toBe(expected)
  })

  test('the marks of quotations are those of the language', () => {
    const said = (lang: string) => render(pageBlocks('<p>x <q>a <q>b</q></q></p>', { lang }), { formats: [], policies: POLICIES, rich: null }).text
    expect(['de', 'de-CH', 'fr', 'ru', 'ja', 'zh', 'pl', 'xx'].map(said)).toEqual([
      'x „a ‚b‘“', 'x „a ‚b‘“', 'x «a «b»»', 'x «a „b“»', 'x 「a 『b』」', 'x “a ‘b’”', 'x „a «b»”', 'x “a ‘b’”',
    ])
  })

  test('quotations of which a part is cut have their marks around the rest', () => {
    const cut = (text: string, span: string) =>
      render(withoutSpan(pageBlocks(`<p>${text}</p>`), 0, span), { formats: [], policies: POLICIES, rich: null }).text
    expect(cut('<q>Read more: The rain fell.</q> End.', 'Read more:')).toBe('“The rain fell.” End.')
    expect(cut('The <q>rain (Share) fell</q>.', '(Share)')).toBe('The “rain fell”.')
    expect(cut('The rain fell. <q>Share</q>', 'Share')).toBe('The rain fell.')
  })

  test('policies: the title once, no tables', () => {
    expect(textOf('<p>Body</p>', { title: true })).toBe('The Title\n\nBody')
    expect(textOf('<h1>The title</h1><p>Body</p>', { title: true })).toBe('The title\n\nBody')
    expect(textOf('<p>Body</p><table><caption>Cap</caption><tr><td>cell</td></tr></table>', { tables: false })).toBe('Body')
  })

  test('removed blocks leave nothing behind', () => {
    expect(textOf('<ul><li>one</li><li>GONE</li><li>two</li></ul><p>GONE</p><p>End</p>', {}, text => text !== 'GONE'))
      .toBe('- one\n- two\n\nEnd')
  })

  test('cut spans leave no white space at the edges and glue no words', () => {
    const cut = (text: string, span: string) =>
      render(withoutSpan(pageBlocks(`<p>${text}</p>`), 0, span), { formats: [], policies: POLICIES, rich: null }).text
    expect(cut('Read more: The rain fell.', 'Read more:')).toBe('The rain fell.')
    expect(cut('The rain fell. Share', 'Share')).toBe('The rain fell.')
    expect(cut('The rain fell.(Share)It stopped.', '(Share)')).toBe('The rain fell. It stopped.')
  })

  test('a list 5,000 levels deep is rendered', () => {
    const deep = '<ul><li>x'.repeat(5000) + '</li></ul>'.repeat(5000)
    expect(textOf(deep).split(/\n+/)).toHaveLength(5000)
  })
})

test('a rich format without its renderer is a clear error; text needs none', () => {
  const blocks = pageBlocks('<p>Body</p>')
  expect(() => render(blocks, { formats: ['markdown'], policies: POLICIES, rich: null })).toThrow(/rich renderer.*markdown/)
  expect(render(blocks, { formats: ['text'], policies: POLICIES, rich: null }))
    .toEqual({ text: 'Body', markdown: null, html: null, comments: [] })
})
