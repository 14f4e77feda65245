/**
 * Protects the seam between the index that is made while the source is tokenized and the linkedom document that is
 * made when somebody asks: both must see the same elements, attributes and text, whatever the source.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { DOMParser } from 'linkedom'
import { describe, expect, it } from 'vitest'
import { DomTree } from '../src/measure/dom-tree.js'
import { indexTree, type TellingTree } from '../src/measure/page-index.js'
import { prescan } from '../src/measure/prescan.js'
import { SourceTree } from '../src/measure/source-tree.js'
import type { DomDocument, Page } from '../src/model.js'

const linkedom = (html: string) => new DOMParser().parseFromString(html, 'text/html') as unknown as DomDocument

function indexed(tree: TellingTree): Page {
  return indexTree(tree, {
    source: { url: null, contentType: null, lang: null }, base: () => null, trail: { removals: [], problems: [] },
    language: declared => ({ lang: declared ?? '', langFrom: 'page' }),
  })
}

const told = (html: string) => indexed(new SourceTree(html, linkedom))
const walked = (html: string) => indexed(new DomTree(linkedom(html)))

/** Everything of an index but what holds on to its tree; pieces are joined where one goes on after the other. */
function measures(page: Page) {
  return {
    text: page.text,
    elements: page.elements.map(({ tag, id, order, end, depth, parent, from, to, textLength, linkLength, prose, links, images, fields, headings, runs, firstRun, tokens, words, hidden }) =>
      [tag, id, order, end, depth, parent?.order ?? null, from, to, textLength, linkLength, prose, links, images, fields, headings, runs, firstRun, tokens.join(' '), words.join(' '), hidden]),
    runs: page.runs.map(run => [run.from, run.to, run.linkLength, run.prose, run.owner.order]),
    jsonLd: page.jsonLd, title: page.title, lang: page.lang,
  }
}

/** What the document that is made on demand says of each element of the index. */
function agreement(page: Page): void {
  for (const element of page.elements) {
    const { node } = element
    expect(node.localName.toLowerCase()).toBe(element.tag)
    expect(node.getAttributeNode('href')?.value ?? null).toBe(page.attr(element, 'href'))
    expect(tokens(node.getAttributeNode('class')?.value)).toEqual(tokens(page.attr(element, 'class')))
    if (element.parent) expect(element.parent.node).toBe(node.parentNode)
  }
}

/** linkedom folds white space and repetitions of a class. */
const tokens = (value: string | null | undefined) => new Set((value ?? '').split(/\s+/).filter(token => token !== ''))

const TAGS = [
  'p', 'div', 'span', 'a', 'b', 'ul', 'li', 'table', 'tbody', 'thead', 'tr', 'td', 'th', 'dl', 'dt', 'dd', 'select', 'option', 'button', 'h2', 'pre', 'br',
  'img', 'html', 'head', 'body', 'title', 'textarea', 'xmp', 'noscript', 'script', 'style', 'svg', 'math', 'mi', 'template', 'section', 'main', 'form', 'ruby',
  'rt', 'rp', 'x-y', 'video', 'figure', 'link', 'o:p', 'optgroup', 'iframe', 'tfoot', 'input',
]
const ATTRIBUTES = [
  '', ' class="a b"', " id='x'", ' href=/y?a=1&b', ' href="&amp;&copy;"', ' hidden', ' style="display:none"', ' shadowrootmode=open', ' a="<p>"', ' b=\'"\'',
  ' href="1" href="2"', ' type="application/ld+json"', ' =x', ' a"b', ' role = note', ' /', ' data-testid=\'q r\'', ' class="__proto__"', ' __proto__="z"',
]
const TEXTS = [
  'word', ' ', '\n', ' two  words ', '&amp;', '&nbsp;', '&lt;p&gt;', '&#65;', '&notit', '& ', '<', '< ', '</', '</>', '<!-- c -->', '<!-->', '<!doctype html>', '<?x y?>',
  '<![CDATA[z]]>', '<a', '<p title="', '>', '"', '</ p>', '<1>', '&', '&#', 'A sentence, long enough to be prose, that ends with a mark as sentences do.',
]
const tag = fc.tuple(fc.constantFrom(...TAGS), fc.constantFrom(...ATTRIBUTES), fc.constantFrom('>', '>', '>', '/>', ' />', ' >'))
const soup = fc.array(fc.oneof(
  tag.map(([name, attributes, end]) => `<${name}${attributes}${end}`),
  tag.map(([name, , end]) => `</${name}${end === '/>' ? '>' : end}`),
  fc.constantFrom(...TEXTS),
), { maxLength: 40 }).map(parts => parts.join(''))

describe('the index of a source and the document made of it', () => {
  it('are the same for any tag soup', () => {
    fc.assert(fc.property(soup, source => {
      expect(measures(told(source))).toEqual(measures(walked(source)))
      agreement(told(source))
    }), { seed: 3, numRuns: 600 })
  })

  it('are the same for any tag soup behind the source pass', () => {
    fc.assert(fc.property(soup, source => {
      const { html } = prescan(`<html><body>${source}`)
      expect(measures(told(html))).toEqual(measures(walked(html)))
      agreement(told(html))
    }), { seed: 5, numRuns: 600 })
  })

  const samples = new URL('../samples/', import.meta.url)
  const names = readdirSync(samples).filter(name => existsSync(new URL(`${name}/input.html`, samples)))
  it.each(names)('are the same for the sample %s', name => {
    const { html } = prescan(readFileSync(new URL(`${name}/input.html`, samples), 'utf8'))
    expect(measures(told(html))).toEqual(measures(walked(html)))
    agreement(told(html))
  })

  it('makes the document once, and only when it is asked for', () => {
    let made = 0
    const page = indexed(new SourceTree('<html><body class=x><p id=p>Text</p></body></html>', html => {
      made++
      return linkedom(html)
    }))
    expect(page.body && page.attr(page.body, 'class')).toBe('x')
    expect(page.tagged('p')[0]?.id).toBe('p')
    expect(made).toBe(0)
    expect(page.tagged('p')[0]?.node.textContent).toBe('Text')
    expect(page.document.querySelectorAll('#p')).toHaveLength(1)
    expect(made).toBe(1)
  })

  it('takes a million entities in one text', () => {
    expect(told(`<html><body><p>${'&amp;'.repeat(1_000_000)}</p></body></html>`).text).toHaveLength(1_000_000 + 1)
  }, 20_000)
})
