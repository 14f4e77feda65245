/** Protects what every later stage stands on: the source pass, the implied root, the one traversal and its measures. */
import fc from 'fast-check'
import { DOMParser } from 'linkedom'
import { describe, expect, it } from 'vitest'
import { MAX_DEPTH, prescan } from '../src/measure/prescan.js'
import { adopt, parse } from '../src/stages/parse.js'
import type { DomDocument, Page } from '../src/model.js'
import { cpuTime } from './cpu-time.js'
import { pageBlocks } from './render/documents.js'

const SOURCE = { url: null, contentType: null, lang: null }

function page(html: string, url: string | null = null): Page {
  return parse({
    source: { ...SOURCE, url }, text: html, encoding: 'utf-8', encodingFrom: 'string', trail: { removals: [], problems: [] },
  })
}

const lines = (html: string) => page(html).runs.map(run => page(html).textOf(run))

describe('prescan', () => {
  it.each([
    ['scripts and styles', '<p>a<script>if (a < b) x("</p>")</script>b<style>p{}</style></p>', '<p>ab</p>'],
    ['comments of any ending', 'a<!-- x --><!--> b<!---> c<!-- y --!>d', 'a b cd'],
    ['nested svg', '<svg><svg></svg><title>x</title></svg>y', 'y'],
    ['the end of CDATA that HTML does not know', '<item><![CDATA[<p>x</p>]]></item>y]]>z', '<item>x</p></item>y]]>z'],
    ['the end of the last CDATA', 'a<![CDATA[ b > c ]]>', 'a c '],
    ['iframes', 'a<iframe src=x><p>no</p></iframe>b', 'ab'],
  ])('leaves out %s', (_, html, expected) => {
    expect(prescan(html).html).toBe(expected)
  })

  it.each([
    ['a script inside an attribute value', '<a title="<script>">x</a><p>y</p>'],
    ['a less-than sign in a text', '<p>1 < 2 and 3 > 2</p>'],
    ['JSON-LD', '<script type="application/ld+json">{"a":"<b>"}</script>'],
    ['an svg that is never closed', '<svg><p>the article</p>'],
    ['a textarea that shows markup', '<textarea><script>x</script></textarea>'],
    ['a declarative shadow root', '<div><template shadowrootmode="open"><p>x</p></template></div>'],
  ])('keeps %s', (_, html) => {
    expect(prescan(html).html).toBe(html)
  })

  it('keeps the formulas that scripts hold for MathJax, unless they have been set beside them', () => {
    const inLine = '<p>The force is <script type="math/tex">F = k \\Delta x < 1</script> here.</p>'
    const display = '<script id="e1" type=\'math/tex; mode=display\'>% <![CDATA[\na & b %]]></script><p>x</p>'
    expect(lines(inLine)).toEqual(['The force is \\(F = k \\Delta x < 1\\) here.'])
    expect(lines(`<div>${display}</div>`)).toEqual(['\\[a & b\\]', 'x'])
    expect(lines(`<p>The force is <span class="MathJax"><i>F</i></span><script type="math/tex">F</script> here.</p>`)).toEqual(['The force is F here.'])
    expect(lines('<p>a<script type="text/x-mathjax-config">x</script>b</p><p>c<script type="math/tex"></script>d</p>')).toEqual(['ab', 'cd'])
    expect(prescan('<p>a<script type="math/tex">F').html).toBe('<p>a')
  })

  it('leaves out formulas that only define macros: they show nothing', () => {
    const definitions = '\\newcommand{\\R}{\\mathbb{R}} \\renewcommand*\\v[1]{\\mathbf{#1}}\n\\def\\a#1{x_{#1}} \\DeclareMathOperator{\\tr}{tr}\\let\\eps=\\epsilon'
    expect(lines(`<p>Let <script type="math/tex">${definitions}</script>us begin.</p>`)).toEqual(['Let us begin.'])
    expect(lines(`<p>Let <script type="math/tex">\\def\\R{r} \\R^2</script> be.</p>`)).toEqual(['Let \\(\\def\\R{r} \\R^2\\) be.'])
  })

  it('takes formulas with long runs of blanks in linear time', () => {
    const formula = `a${' '.repeat(200_000)}b ${'{'.repeat(100_000)}`
    const html = `<p>x <script type="math/tex">${formula}</script></p><p>y <script type="math/tex">\\def\\a${'['.repeat(100_000)}</script></p>`
    expect(cpuTime(() => prescan(html))).toBeLessThan(2000)
  })

  it('makes attribute names lower case and leaves values alone', () => {
    expect(prescan('<DIV ID=Main CLASS="A B" onClick=\'X\' Data-X>y</DIV>').html)
      .toBe('<DIV id=Main class="A B" onclick=\'X\' data-x>y</DIV>')
  })

  it('leaves out tags nested deeper than any page, keeps their text, and says so', () => {
    const { html, tooDeep } = prescan('<div>'.repeat(MAX_DEPTH + 5) + 'deep' + '</div>'.repeat(MAX_DEPTH + 5))
    expect(tooDeep).toBe(5)
    expect(html.match(/<div>/g)).toHaveLength(MAX_DEPTH)
    expect(html.match(/<\/div>/g)).toHaveLength(MAX_DEPTH)
    expect(html).toContain('deep')
  })

  it('changes nothing a second time, whatever the source', () => {
    const piece = fc.constantFrom('<p>', '</p>', '<script>', '</script>', '<!--', '-->', '<svg>', '</svg>', ' x ', '"', "'", '<a B="', '>', '<', '/', '<style>', '</style>')
    fc.assert(fc.property(fc.array(piece, { maxLength: 30 }), pieces => {
      const once = prescan(pieces.join('')).html
      expect(prescan(once).html.replace(/\s+/g, '')).toBe(once.replace(/\s+/g, ''))
    }), { seed: 7, numRuns: 300 })
  })
})

describe('parse', () => {
  it('takes the indentation of code in linear time, though each blank has an element of its own', () => {
    const blanks = 100_000
    const rows: string[] = []
    expect(cpuTime(() => rows.push(...lines(`<pre>${'<span> </span>'.repeat(blanks)}x</pre>`)))).toBeLessThan(6000)
    expect(rows).toEqual([`${' '.repeat(blanks)}x`])
  })

  it('gives fragments the root and body that browsers imply', () => {
    const { body } = page('<h1>Title</h1><p>Text.</p>')
    expect(body?.tag).toBe('body')
    expect(lines('<h1>Title</h1><p>Text.</p>')).toEqual(['Title', 'Text.'])
  })

  it('resolves against <base>, then the source, then the canonical address', () => {
    const head = '<link rel="canonical" href="https://c.example/x/"><p>x</p>'
    expect(page(head).base).toBe('https://c.example/x/')
    expect(page(head, 'https://s.example/y').base).toBe('https://s.example/y')
    expect(page(`<base href="/z/">${head}`, 'https://s.example/y').base).toBe('https://s.example/z/')
  })

  it('reports a source URL that is none and goes on without it', () => {
    const { base, trail } = page('<p>x</p>', 'post.example/x')
    expect(base).toBeNull()
    expect(trail.problems.map(problem => problem.code)).toEqual(['bad-url'])
  })

  it('knows the language from the page, and does not believe a Latin one of a Cyrillic page', () => {
    expect(page('<html lang="pt-BR"><body><p>x</p></body></html>').lang).toBe('pt')
    const russian = 'Ночью выпал снег, и утром дорога к станции исчезла совсем. Дворник вышел с лопатой и долго смотрел на небо. '.repeat(4)
    expect(page(`<html lang="en"><body><p>${russian}</p></body></html>`)).toMatchObject({ lang: 'ru', langFrom: 'detected' })
  })

  it('reads the fallback of an application shell', () => {
    const text = 'Text that only readers without scripts are given, and that readers with scripts see just the same. '.repeat(8)
    expect(page(`<body><div id="app"></div><noscript><p>${text}</p></noscript></body>`).text).toContain('only readers without scripts')
    expect(page(`<body><p>${text}</p><noscript><p>Please enable scripts</p></noscript></body>`).text).not.toContain('enable')
  })
})

describe('the traversal', () => {
  it.each([
    ['block boundaries', '<p>one</p><div>two<p>three</p>four</div>', ['one', 'two', 'three', 'four']],
    ['white space', '<p>  a\n  b <b> c</b>d </p>', ['a b cd']],
    ['no-break spaces', '<p>« mot » : oui</p>', ['« mot » : oui']],
    ['line breaks, and two of them as a paragraph break', 'a<br>b<br><br>c', ['a\nb', 'c']],
    ['links that touch', '<div><a>Home</a><a>News</a></div>', ['Home News']],
    ['who is quoted and what was said', '<div><cite>Ann wrote:</cite>What knot is it?</div>', ['Ann wrote: What knot is it?']],
    ['a note in the margin', '<p>It was his first mistake.<span class="sidenote">Roe, page 4.</span> He made others.</p>', ['It was his first mistake. Roe, page 4. He made others.']],
    ['names and addresses that go on in a link', '<p>See java.util.<a>List</a>, https://en.<b>Wikipedia</b>.org and www.<span>Example</span>.com</p>', ['See java.util.List, https://en.Wikipedia.org and www.Example.com']],
    ['a label and its count', '<div><span>Cables</span><span>12</span> <label>Pumps<span>7</span></label></div>', ['Cables 12 Pumps 7']],
    ['the parts of a line of a card', '<div><span>2024</span><span>1h 52m</span><span>Drama</span><b>Oslo</b></div>', ['2024 1h 52m Drama Oslo']],
    ['parts in elements of the page\'s own', '<p><x-name>Signe</x-name><x-score>295</x-score></p>', ['Signe 295']],
    ['a word that changes its style', '<p><b>W</b>ords <span>ha</span><span>lf</span> <i>rec</i>A <b>i</b><b>Phone</b> H<sub>2</sub>O</p>', ['Words half recA iPhone H2O']],
    ['the digits of a counter', '<p><span>1</span><span>9</span><span>4</span> km</p>', ['194 km']],
    ['what code writes together', '<p><code><span>get</span><span>Name2</span></code> or <kbd><b>Ctrl</b><b>Alt</b></kbd></p>', ['getName2 or CtrlAlt']],
    ['a footnote and its text', '<p>As measured<sup><a href="#n1">1</a></sup> twice</p>', ['As measured1 twice']],
    ['a link inside a word', '<p>foot<a>notes</a>.</p>', ['footnotes.']],
    ['code as written', '<pre>\n  if (a)\n    b()</pre>', ['  if (a)\n    b()']],
    ['what forms and players hold', '<p>a</p><select><option>x</option></select><textarea>y</textarea><video>z</video>', ['a']],
  ])('separates %s', (_, html, expected) => {
    expect(lines(html)).toEqual(expected)
  })

  it('measures every element by its own text', () => {
    const { tagged, elements } = (() => {
      const made = page('<div id="a"><p>Some <a href="/">linked</a> words.</p><ul><li><a>x</a></li></ul><img></div>')
      return { tagged: (tag: string) => made.tagged(tag)[0], elements: made.elements }
    })()
    expect(tagged('div')).toMatchObject({ textLength: 19, linkLength: 8, links: 2, images: 1, runs: 2 })
    expect(tagged('p')).toMatchObject({ textLength: 18, linkLength: 7, links: 1, runs: 1 })
    for (const element of elements) {
      expect(elements[element.order]).toBe(element)
      if (element.parent) expect(element.end).toBeLessThanOrEqual(element.parent.end)
    }
  })

  it('does not name elements by what they have, lack, hook or tell of', () => {
    const made = page(`<div class="has-tooltip no-sidebar js-shareTarget without-comments no-print"><p>x</p></div>
      <div class="post-7 type-post hentry category-social tag-newsletter"><p>y</p></div><div class="category-menu js-post-body"><p>z</p></div>`)
    for (const word of ['tooltip', 'sidebar', 'share', 'comments', 'social', 'newsletter']) expect(made.named(word)).toHaveLength(0)
    for (const word of ['noprint', 'hastooltip', 'type', 'menu', 'postbody']) expect(made.named(word)).toHaveLength(1)
  })

  it('names elements by the words of their names, compounds included', () => {
    const made = page('<div class="Article_shareBar__x1 most-read" id="top"><p role="note">x</p></div>')
    expect(made.named('share')).toHaveLength(1)
    expect(made.named('mostread')).toHaveLength(1)
    expect(made.tokened('top')).toHaveLength(1)
    expect(made.named('note')[0]?.tag).toBe('p')
  })

  it('finds neighbours and children', () => {
    const made = page('<div><p>a</p><ul><li>b</li></ul><p>c</p></div>')
    const [first, last] = made.tagged('p')
    const list = made.tagged('ul')[0]
    expect(first && made.next(first)).toBe(list)
    expect(last && made.previous(last)).toBe(list)
    expect(first && made.previous(first)).toBeNull()
    expect(made.children(made.tagged('div')[0]!).map(child => child.tag)).toEqual(['p', 'ul', 'p'])
  })

  it('reads a document of others, capitals in attribute names included, and does not change it', () => {
    const html = '<html><body><DIV CLASS="Share-Bar" ID=x><p>y &amp; z</p></DIV></body></html>'
    const document = new DOMParser().parseFromString(html, 'text/html') as unknown as DomDocument & { toString(): string }
    const before = document.toString()
    const made = adopt(document, SOURCE)
    expect(made.named('share')).toHaveLength(1)
    expect(made.runs.map(run => made.textOf(run))).toEqual(['y & z'])
    expect(document.toString()).toBe(before)
  })

  it('walks 20,000 levels', () => {
    const document = new DOMParser().parseFromString('<html><body>' + '<div>'.repeat(20_000) + 'x', 'text/html') as unknown as DomDocument
    expect(adopt(document, SOURCE).text.trim()).toBe('x')
  })
})

describe('blocks of a page', () => {
  it('count the links of pieces that lose white space at their edges', () => {
    const [block] = pageBlocks('<p><b class="gone">Gone</b> <a href="/x">&nbsp;linked words </a></p>', { pruned: 'gone' }).items
    expect(block).toMatchObject({ text: 'linked words', linkLength: 12 })
  })
})
