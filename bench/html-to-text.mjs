// Turns the HTML that peers hand out into text, with a line break at every block element so that no words are glued.
import { parseHTML } from 'linkedom'

const BLOCKS = new Set((
  'address article aside blockquote body br caption center dd details dialog dir div dl dt fieldset figcaption figure ' +
  'footer form h1 h2 h3 h4 h5 h6 header hgroup hr legend li main menu nav ol optgroup option p pre search section ' +
  'summary table tbody td textarea tfoot th thead title tr ul'
).split(' '))
const SKIPPED = new Set(['script', 'style', 'template', 'head', 'noembed', 'noframes'])
const VERBATIM = new Set(['pre', 'textarea'])
const ELEMENT = 1
const TEXT = 3
const CDATA = 4

/**
 * Lines are trimmed and white space within them is folded, but for `pre`, whose line breaks stay. Empty lines go.
 * @param {string | null | undefined} html a fragment or a whole document @returns {string}
 */
export function htmlToText(html) {
  if (!html || html.trim() === '') return ''
  const { document } = parseHTML(`<!DOCTYPE html><html><body>${html}</body></html>`)
  return nodeToText(document.documentElement)
}

/**
 * The same for a node of any DOM. Iterative: pages may be nested deeper than the stack.
 * @param {Node | null} root @param {{ skips?: (element: Element) => boolean, apart?: ReadonlySet<string> }} [options]
 * `skips`: elements left out with all they hold; `apart`: tags that a blank line sets apart, as many extractors do
 */
export function nodeToText(root, { skips = () => false, apart } = {}) {
  /** @type {string[]} */
  const parts = []
  let verbatim = 0
  let node = root
  while (node) {
    const open = enter(node)
    if (open && node.firstChild) {
      node = node.firstChild
      continue
    }
    if (open) leave(node)
    while (node && node !== root && !node.nextSibling) {
      node = node.parentNode
      if (node) leave(node)
    }
    node = node && node !== root ? node.nextSibling : null
  }
  const lines = parts.join('').split('\n').map(foldLine)
  return apart ? lines.join('\n').replace(/\n{3,}/g, '\n\n').trim() : lines.filter(line => line !== '').join('\n')

  /** @param {Node} at @returns {boolean} whether its children count */
  function enter(at) {
    if (at.nodeType === TEXT || at.nodeType === CDATA) {
      const value = at.nodeValue ?? ''
      const said = verbatim > 0 ? value : value.replace(/[ \t\r\n\f]+/g, ' ')
      if (said !== ' ' || !parts.at(-1)?.endsWith('\n')) parts.push(said)
      return false
    }
    if (at.nodeType !== ELEMENT) return false
    const tag = tagOf(at)
    if (SKIPPED.has(tag) || skips(/** @type {Element} */ (at))) return false
    breakAt(tag)
    if (VERBATIM.has(tag)) verbatim++
    return true
  }

  /** @param {Node} at */
  function leave(at) {
    const tag = tagOf(at)
    if (VERBATIM.has(tag)) verbatim--
    if (tag !== 'br') breakAt(tag)
  }

  /** Where blocks meet one break stands, the wider; two `br` in a row are two. @param {string} tag */
  function breakAt(tag) {
    const mark = apart?.has(tag) ? '\n\n' : BLOCKS.has(tag) ? '\n' : ''
    if (mark === '') return
    const last = parts.at(-1) ?? ''
    if (tag === 'br' || (last !== '\n' && last !== '\n\n')) parts.push(mark)
    else if (mark.length > last.length) parts[parts.length - 1] = mark
  }
}

/** @param {Node} node */
function tagOf(node) {
  return String(/** @type {Element} */ (node).localName ?? '').toLowerCase()
}

/** @param {string} line */
function foldLine(line) {
  return line.replace(/[ \t\r\f]+/g, ' ').trim()
}
