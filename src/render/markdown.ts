import type { Element, Root as HastRoot } from 'hast'
import { defaultHandlers as toMdastHandlers, toMdast } from 'hast-util-to-mdast'
import type { State as ToMdastState } from 'hast-util-to-mdast'
import type { List, ListItem, Nodes, Parents, RootContent } from 'mdast'
import { gfmToMarkdown } from 'mdast-util-gfm'
import { defaultHandlers, toMarkdown } from 'mdast-util-to-markdown'
import type { Info, Options, State } from 'mdast-util-to-markdown'
import { quotesOf } from './quotes.js'

/** The number that an item of an ordered list has on the page. */
type Numbered = { readonly number?: number } | undefined

const OPTIONS: Options = {
  bullet: '-', fence: '`', fences: true, emphasis: '_', rule: '-', listItemIndent: 'one', incrementListMarker: true,
  extensions: [gfmToMarkdown({ tablePipeAlign: false }), { handlers: { listItem: numberedItem } }],
}

const HANDLERS = {
  ol: numberedList,
  // Without a mark 10⁶ reads 106; GFM has no other than HTML's.
  sub: marked,
  sup: marked,
}

/** GitHub-flavoured Markdown of a sanitised tree in a language, without a line break at its end. */
export function markdownOf(tree: HastRoot, lang: string): string {
  const mdast = toMdast(tree, { document: true, handlers: HANDLERS, quotes: [...quotesOf(lang)] })
  dropUnwritableEmphasis(mdast)
  return toMarkdown(mdast, OPTIONS).trimEnd()
}

function numberedItem(item: ListItem, parent: Parents | undefined, state: State, info: Info): string {
  const number = (item.data as Numbered)?.number
  // The library counts from the list's start to the item's place in it, which takes looking through all items before.
  const own = number !== undefined && number >= 0 && parent?.type === 'list' ? { ...parent, start: number, children: [item] } : parent
  return defaultHandlers.listItem(item, own, state, info)
}

/** The library takes HTML for a block of its own in an item, a definition or a quotation, unless it knows the element's name. */
function marked(state: ToMdastState, node: Element): RootContent[] {
  const { tagName } = node
  const mark = (value: string): RootContent => ({ type: 'html', value, data: { hName: tagName } })
  return [mark(`<${tagName}>`), ...state.all(node), mark(`</${tagName}>`)]
}

/** A list whose items know their numbers: those of the page, also where they jump or count down. */
function numberedList(state: ToMdastState, node: Element): List {
  const list = toMdastHandlers.ol(state, node)
  const items = node.children.filter(child => child.type === 'element' && child.tagName === 'li') as Element[]
  // What the library makes items of, too, cannot be told apart from the list's own.
  if (items.length !== list.children.length) return list
  const step = node.properties['reversed'] === true ? -1 : 1
  let number = typeof node.properties['start'] === 'number' ? node.properties['start'] : step < 0 ? items.length : 1
  for (const [index, item] of list.children.entries()) {
    const value = items[index]?.properties['value']
    if (value !== undefined) number = Number(value)
    item.data = { number }
    number += step
  }
  return list
}

/**
 * Markdown cannot mark every stretch of text: `_` never within a word, `**` not between a mark and a letter. The
 * library would write letters of the text as character references (`&#x47;et`) there; the words matter more than
 * their emphasis.
 */
function dropUnwritableEmphasis(tree: Nodes): void {
  const parents: Parents[] = []
  const pending: Nodes[] = [tree]
  for (let node = pending.pop(); node; node = pending.pop()) {
    if (!('children' in node)) continue
    parents.push(node)
    for (const child of node.children) pending.push(child)
  }
  // Innermost first: what is unwrapped changes what stands at the edges around it.
  for (const parent of parents.reverse()) unwrapIn(parent)
}

function unwrapIn(parent: Parents): void {
  if (!parent.children.some(isEmphasis)) return
  const settled: RootContent[] = []
  for (const [index, child] of parent.children.entries()) {
    if (!isEmphasis(child) || isWritable(child, edge(settled.at(-1), 'end'), edge(parent.children[index + 1], 'start'))) {
      settled.push(child)
    } else {
      for (const inner of child.children) settled.push(inner)
    }
  }
  // The contents of an emphasis fit wherever the emphasis did.
  parent.children = settled
}

type Emphasis = Extract<RootContent, { type: 'emphasis' | 'strong' | 'delete' }>

function isEmphasis(node: RootContent): node is Emphasis {
  return node.type === 'emphasis' || node.type === 'strong' || node.type === 'delete'
}

const WHITE = /\s/
const MARK = /[\p{P}\p{S}]/u

function isWritable(node: Emphasis, before: string, behind: string): boolean {
  const [first, last] = [edge(node.children[0], 'start'), edge(node.children.at(-1), 'end')]
  return fits(node, before, first) && fits(node, behind, last)
}

/** CommonMark 0.31, 6.2: left- and right-flanking delimiter runs. */
function fits(node: Emphasis, outside: string, inside: string): boolean {
  if (WHITE.test(inside)) return false
  if (WHITE.test(outside) || MARK.test(outside)) return true
  return node.type !== 'emphasis' && !MARK.test(inside)
}

/** The character that a node's Markdown starts or ends with; a line break where there is no node. */
function edge(node: RootContent | undefined, side: 'start' | 'end'): string {
  if (!node || node.type === 'break') return '\n'
  // Links, images, code and emphasis have marks at their edges.
  if (node.type !== 'text') return '*'
  const characters = side === 'start' ? node.value.slice(0, 2) : node.value.slice(-2)
  return Array.from(characters).at(side === 'start' ? 0 : -1) ?? '\n'
}
