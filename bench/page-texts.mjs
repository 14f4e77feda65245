// Noisy texts of pages with gold: what degraded extractors would have left of them, each line labelled by its alignment with the gold text.
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { parseHTML } from 'linkedom'
import { loadPages, PAGE_TYPES, readHtml } from './dataset.mjs'
import { nodeToText } from './html-to-text.mjs'

/** Words of a gold text: shorter ones align by chance, longer ones take long. */
const [SHORTEST, LONGEST] = [30, 12_000]
/** Cells of the longest alignment: one byte each. */
const MOST_CELLS = 2e8
/** Share of the gold that a container must hold. */
const HELD = 0.9
/** Share of the gold that an alignment must find: without its links a text has less of it. */
const FOUND = { body: 0.85, wide: 0.85, loose: 0.85, nolink: 0.6 }
/** A line that is gold in part counts for nothing below, and is the page's text from here on. */
const WHOLE = 0.85

const SKIPPED = new Set(['button', 'iframe', 'noscript', 'object', 'select', 'svg', 'textarea'])
const SET_APART = new Set(
  'article aside blockquote dl figure footer form h1 h2 h3 h4 h5 h6 header hr main nav ol p pre section table ul'.split(' '))

/** The kinds of pages that the documents of the noisy-text bench are not made from. */
export const OTHER_KINDS = PAGE_TYPES.filter(kind => kind !== 'article')

/**
 * @typedef {keyof typeof FOUND} Variant
 * @typedef {{ text: string, n: number, keep: boolean, ig?: string }} Line as the bench's scorer reads it; `ig`: not scored
 * @typedef {{ id: string, url: string, kind: string, variant: Variant, text: string, gold: string, lines: Line[] }} PageText
 */

/**
 * Of each page up to four texts: of its whole body, of the body without navigation, header and footer, of that without the text of its links,
 * and of the smallest container of the gold.
 * @param {{ data: string, textbench: string, kinds: readonly string[] }} options `textbench`: whose tokens and alignment are used
 * @returns {AsyncGenerator<PageText>}
 */
export async function* pageTexts({ data, textbench, kinds }) {
  const { toks } = await import(pathToFileURL(path.join(textbench, 'lib/tok.mjs')).href)
  const { align } = await import(pathToFileURL(path.join(textbench, 'lib/align.mjs')).href)
  /** @type {(lines: readonly string[]) => { t: string, ls: boolean, le: boolean, line: number }[]} */
  const tokensOf = lines => lines.flatMap((text, line) => toks(text).map(
    (/** @type {string} */ t, /** @type {number} */ at, /** @type {string[]} */ all) => ({ t, ls: at === 0, le: at === all.length - 1, line })))

  for (const page of loadPages(data)) {
    if (!kinds.includes(page.type)) continue
    const gold = tokensOf(page.gold.main.split('\n'))
    if (gold.length < SHORTEST || gold.length > LONGEST) continue
    const title = toks(page.gold.title).join(' ')
    for (const [variant, text] of extracts(readHtml(page.file), gold.map(token => token.t), toks)) {
      const lines = text.split('\n')
      const tokens = tokensOf(lines)
      if (tokens.length === 0 || tokens.length * gold.length > MOST_CELLS) continue
      const map = align(tokens, gold, MOST_CELLS)
      const labelled = lines.map(text => ({ text, n: 0, gold: 0 }))
      tokens.forEach(({ line }, index) => {
        labelled[line].n++
        if (map[index] >= 0) labelled[line].gold++
      })
      if (labelled.reduce((sum, line) => sum + line.gold, 0) < FOUND[variant] * gold.length) continue
      yield {
        id: `page/${page.id}/${variant}`, url: page.url, kind: page.type, variant, text, gold: page.gold.main,
        lines: labelled.filter(line => line.text !== '').map(line => withLabel(line, title !== '' && toks(line.text).join(' ') === title)),
      }
    }
  }
}

/** @param {{ text: string, n: number, gold: number }} line @param {boolean} isTitle @returns {Line} */
function withLabel({ text, n, gold }, isTitle) {
  const keep = n > 0 && gold >= WHOLE * n
  return isTitle ? { text, n, keep, ig: 'title' } : gold > 0 && !keep ? { text, n, keep, ig: 'q' } : { text, n, keep }
}

/** @param {string} html @param {readonly string[]} gold tokens @param {(text: string) => string[]} toks @returns {[Variant, string][]} those that differ */
function extracts(html, gold, toks) {
  const { document } = parseHTML(html)
  const body = document.querySelector('body') ?? document.documentElement
  if (!body) return []
  /** @type {Map<string, [Variant, string]>} */
  const texts = new Map()
  const smallest = smallestHolding(body, gold, element => toks(textOf(element)))
  const found = /** @type {[Variant, string][]} */ ([
    ['body', textOf(body)], ['wide', textOf(body, isFurniture)], ['loose', textOf(smallest)], ['nolink', textOf(body, isFurnitureOrLink)],
  ])
  for (const [variant, text] of found) if (!texts.has(text)) texts.set(text, [variant, text])
  return [...texts.values()]
}

/** @param {Element} root @param {(element: Element) => boolean} [isLeft] */
function textOf(root, isLeft = () => false) {
  return nodeToText(root, { apart: SET_APART, skips: element => SKIPPED.has(element.localName) || isHidden(element) || isLeft(element) })
}

/** @param {Element} element */
function isHidden(element) {
  return element.hasAttribute('hidden') || /display\s*:\s*none/i.test(element.getAttribute('style') ?? '')
}

/** Navigation, and the header and the footer of the page. @param {Element} element */
function isFurniture(element) {
  const { localName } = element
  if (localName === 'nav' || element.getAttribute('role') === 'navigation') return true
  return (localName === 'header' || localName === 'footer') && element.closest('article, main') === null
}

/** @param {Element} element */
function isFurnitureOrLink(element) {
  return element.localName === 'a' || isFurniture(element)
}

/** The deepest element that still holds nearly all of the gold. @param {Element} root @param {readonly string[]} gold @param {(element: Element) => string[]} tokensOf */
function smallestHolding(root, gold, tokensOf) {
  const wanted = counted(gold)
  for (let at = root; ;) {
    const inner = [...at.children].find(child => held(tokensOf(child), wanted) >= HELD * gold.length)
    if (!inner) return at
    at = inner
  }
}

/** @param {readonly string[]} tokens @param {ReadonlyMap<string, number>} wanted */
function held(tokens, wanted) {
  const counts = counted(tokens)
  let sum = 0
  for (const [token, count] of wanted) sum += Math.min(count, counts.get(token) ?? 0)
  return sum
}

/** @param {readonly string[]} tokens @returns {Map<string, number>} */
function counted(tokens) {
  const counts = new Map()
  for (const token of tokens) counts.set(token, (counts.get(token) ?? 0) + 1)
  return counts
}
