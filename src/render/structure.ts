import { isWithin } from '../measure/elements.js'
import type { Page, PageElement } from '../model.js'
import { inherit } from './places.js'

/** Where an element's text goes in the output: what of its ancestors is kept. */
export interface Structure {
  /** Elements that hold blocks, outermost first: lists, quotations, tables, figures. */
  readonly flow: readonly PageElement[]
  /** The paragraph, heading or other holder of a line that is nearest, within the last of `flow`. */
  readonly leaf: PageElement | null
  /** Elements within a line, outermost first. Those around whole blocks are repeated within each. */
  readonly inline: readonly PageElement[]
}

const NOTHING: Structure = { flow: [], leaf: null, inline: [] }

/** Output deeper than this is flattened: the libraries behind it recurse, and no reader can follow. */
const DEEPEST_FLOW = 60
const DEEPEST_INLINE = 12

const LISTS = new Set(['ul', 'ol', 'menu', 'dir', 'dl'])
const HEADING = /^h[1-6]$/
const LEAVES = new Set(['p', 'pre', 'listing', 'xmp', 'summary', 'caption', 'address'])
export const INLINE_TAGS: ReadonlyMap<string, string> = new Map([
  ...['em', 'strong', 'b', 'i', 'u', 's', 'del', 'ins', 'sub', 'sup', 'mark', 'q', 'cite', 'abbr', 'kbd', 'samp',
    'var', 'time', 'code', 'a', 'small', 'dfn', 'ruby', 'rt', 'rp'].map((tag): [string, string] => [tag, tag]),
  ['strike', 's'], ['acronym', 'abbr'], ['tt', 'code'],
])

/** What the parts of an element of MathML are, in their order: it has no tags of its own for raised and lowered ones. */
const SCRIPTS: ReadonlyMap<string, readonly (string | null)[]> = new Map([
  ['msup', [null, 'sup']], ['msub', [null, 'sub']], ['msubsup', [null, 'sub', 'sup']],
  ['munder', [null, 'sub']], ['mover', [null, 'sup']], ['munderover', [null, 'sub', 'sup']],
])

/** An operator above or below what one of these holds is a mark of it, as in v⃗, and no limit. */
const MARKED = new Set(['munder', 'mover'])

/** `sup` or `sub` for a raised or lowered part of a formula: without a mark v² reads v2. */
export function scriptOf(page: Page, element: PageElement): string | null {
  const above = element.parent?.tag ?? ''
  const parts = SCRIPTS.get(above)
  if (!parts || (element.tag === 'mo' && MARKED.has(above))) return null
  let at = 0
  for (let before = page.previous(element); before && at < parts.length; before = page.previous(before)) at++
  return parts[at] ?? null
}

export function isHeadingTag(tag: string): boolean {
  return HEADING.test(tag)
}

export function isCell(element: PageElement | undefined): boolean {
  return element?.tag === 'td' || element?.tag === 'th'
}

/** Answers for the elements below `root`, of the whole page when it is null; each is looked at once, however deep the page. */
export class Structures {
  private readonly known = new Map<PageElement, Structure>()

  /** `dataTables`: the tables that hold data; all others are layout, as if they were not there. */
  constructor(private readonly page: Page, private readonly root: PageElement | null, private readonly dataTables: ReadonlySet<PageElement>) {}

  of(element: PageElement): Structure {
    if (this.root && !isWithin(element, this.root)) return NOTHING
    return inherit(element, this.root, this.known, NOTHING, (at, above) => this.derive(at, above))
  }

  private derive(element: PageElement, above: Structure): Structure {
    const { tag } = element
    if (INLINE_TAGS.has(tag) || scriptOf(this.page, element) !== null) return withInline(element, above)
    const holder = above.flow.at(-1)
    if (isCell(holder)) return above
    if (this.holdsBlocks(element, holder)) {
      if (above.flow.length >= DEEPEST_FLOW) return above.leaf ? { ...above, leaf: null } : above
      return { flow: [...above.flow, element], leaf: null, inline: above.inline }
    }
    if (!LEAVES.has(tag) && !isHeadingTag(tag)) return above
    if (above.leaf && isHeadingTag(above.leaf.tag)) return above
    return { ...above, leaf: element }
  }

  private holdsBlocks(element: PageElement, holder: PageElement | undefined): boolean {
    switch (element.tag) {
      case 'blockquote': case 'figure': case 'details': case 'figcaption': return true
      case 'li': return holder !== undefined && LISTS.has(holder.tag) && holder.tag !== 'dl'
      case 'dt': case 'dd': return holder?.tag === 'dl'
      case 'table': return this.dataTables.has(element)
      case 'thead': return holder?.tag === 'table'
      case 'tr': return holder?.tag === 'table' || holder?.tag === 'thead'
      case 'td': case 'th': return holder?.tag === 'tr'
      default: return LISTS.has(element.tag)
    }
  }
}

function withInline(element: PageElement, above: Structure): Structure {
  // A quotation within another has marks of its own.
  const repeated = element.tag !== 'q' && above.inline.some(outer => outer.tag === element.tag)
  if (repeated || above.inline.length >= DEEPEST_INLINE) return above
  return { ...above, inline: [...above.inline, element] }
}

/** Elements that mean nothing without the one around them. */
const PARTS = new Set(['li', 'dt', 'dd', 'td', 'th', 'tr', 'thead', 'tbody', 'tfoot', 'caption', 'figcaption', 'summary'])

/** The innermost element around all of these, and around what these are parts of; null where a page has text behind its `</html>`, too. */
export function commonRoot(elements: readonly PageElement[]): PageElement | null {
  let root = elements[0] ?? null
  for (const { order } of elements) {
    while (root && (order < root.order || order >= root.end)) root = root.parent
  }
  while (root?.parent && (PARTS.has(root.tag) || INLINE_TAGS.has(root.tag))) root = root.parent
  return root
}
