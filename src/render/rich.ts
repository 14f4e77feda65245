import type { Element, Root, RootContent } from 'hast'
import { toHtml } from 'hast-util-to-html'
import type { Blocks, Format, Policies } from '../model.js'
import { admitted } from './admitted.js'
import { markdownOf } from './markdown.js'
import type { Rich, RichRenderer } from './rendered.js'
import { ID_PREFIX, sanitized } from './sanitize.js'
import { leadingTitle } from './title.js'
import { pageTree } from './tree.js'
import { ownFragment } from './urls.js'

/** Markdown and HTML of a page's kept blocks, from one sanitised tree. Formats not asked for are null. */
export const rich: RichRenderer = { toRich }

function toRich(blocks: Blocks, policies: Policies, formats: readonly Format[]): Rich {
  if (blocks.source.type !== 'page') throw new Error('Expected blocks of a page, got blocks of a text')
  const { page } = blocks.source
  const tree = pageTree(admitted(blocks, policies), page, policies)
  const title = leadingTitle(blocks, policies)
  if (title !== null) tree.children.unshift(heading(title))
  const safe = sanitized(tree)
  // Markdown first: it needs the absolute links that HTML makes local.
  const markdown = formats.includes('markdown') ? markdownOf(safe, page.page.lang) : null
  return { markdown, html: formats.includes('html') ? htmlOf(safe, page.page.base) : null }
}

function heading(title: string): Element {
  return { type: 'element', tagName: 'h1', properties: {}, children: [{ type: 'text', value: title }] }
}

/** One element of the outermost level per line. Links to ids that are in the output lead there. */
function htmlOf(tree: Root, base: string | null): string {
  const ids = new Set<string>()
  const links: Element[] = []
  for (const element of elementsOf(tree)) {
    if (typeof element.properties['id'] === 'string') ids.add(element.properties['id'])
    if (element.tagName === 'a') links.push(element)
  }
  for (const link of links) {
    const { href } = link.properties
    const fragment = typeof href === 'string' ? ownFragment(href, base) : null
    if (fragment !== null && ids.has(ID_PREFIX + fragment)) link.properties['href'] = `#${ID_PREFIX}${fragment}`
  }
  return tree.children.map(child => toHtml(child)).join('\n')
}

/** The tree is bounded in depth, but not in width. */
function elementsOf(tree: Root): Element[] {
  const found: Element[] = []
  const pending: RootContent[] = [...tree.children]
  for (let node = pending.pop(); node; node = pending.pop()) {
    if (node.type !== 'element') continue
    found.push(node)
    for (const child of node.children) pending.push(child)
  }
  return found
}
