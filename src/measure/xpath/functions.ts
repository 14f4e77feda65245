import type { XNode, XPathTree } from './tree.js'
import { type XValue, isNodes, toBoolean, toNumber, toText } from './values.js'

/** What a function may ask about the place where it is called. */
export interface Place {
  readonly tree: XPathTree
  readonly node: XNode
  readonly position: number
  readonly size: number
}

/** The core library of XPath 1.0. The number of arguments was checked by the parser. */
export function callFunction(name: string, args: readonly XValue[], place: Place): XValue {
  const { tree, node } = place
  const text = (index: number): string => (index < args.length ? toText(tree, args[index] ?? '') : tree.textOf(node))
  const first = (): XNode | null => (args.length === 0 ? node : nodesOf(args[0])[0] ?? null)
  switch (name) {
    case 'last': return place.size
    case 'position': return place.position
    case 'count': return nodesOf(args[0]).length
    case 'id': return byIds(tree, args[0] ?? '')
    case 'name':
    case 'local-name': return first()?.name ?? ''
    case 'namespace-uri': return ''
    case 'string': return text(0)
    case 'concat': return args.map(arg => toText(tree, arg)).join('')
    case 'starts-with': return text(0).startsWith(text(1))
    case 'contains': return text(0).includes(text(1))
    case 'substring-before': return text(0).slice(0, Math.max(0, text(0).indexOf(text(1))))
    case 'substring-after': return after(text(0), text(1))
    case 'substring': return substring(text(0), toNumber(tree, args[1] ?? 1), args[2] === undefined ? Infinity : toNumber(tree, args[2]))
    case 'string-length': return Array.from(text(0)).length
    case 'normalize-space': return text(0).replace(/[ \t\r\n]+/g, ' ').replace(/^ | $/g, '')
    case 'translate': return translate(text(0), Array.from(text(1)), Array.from(text(2)))
    case 'boolean': return toBoolean(args[0] ?? false)
    case 'not': return !toBoolean(args[0] ?? false)
    case 'true': return true
    case 'false': return false
    case 'lang': return isInLanguage(tree, node, text(0))
    case 'number': return toNumber(tree, args[0] ?? [node])
    case 'sum': return nodesOf(args[0]).reduce((sum, one) => sum + toNumber(tree, [one]), 0)
    case 'floor': return Math.floor(toNumber(tree, args[0] ?? 0))
    case 'ceiling': return Math.ceil(toNumber(tree, args[0] ?? 0))
    default: return Math.floor(toNumber(tree, args[0] ?? 0) + 0.5)
  }
}

function nodesOf(value: XValue | undefined): readonly XNode[] {
  return value !== undefined && isNodes(value) ? value : []
}

function byIds(tree: XPathTree, value: XValue): XNode[] {
  const texts = isNodes(value) ? value.map(node => tree.textOf(node)) : [toText(tree, value)]
  const found = texts.flatMap(one => one.split(/\s+/)).map(id => tree.byId(id)).filter(node => node !== null)
  return [...new Set(found)].sort((a, b) => a.order - b.order)
}

function after(text: string, mark: string): string {
  const at = text.indexOf(mark)
  return at === -1 ? '' : text.slice(at + mark.length)
}

/** Positions count from 1 and are rounded, as the standard says. */
function substring(text: string, from: number, length: number): string {
  const start = Math.floor(from + 0.5)
  const end = length === Infinity ? Infinity : start + Math.floor(length + 0.5)
  return Array.from(text).filter((_, index) => index + 1 >= start && index + 1 < end).join('')
}

function translate(text: string, from: readonly string[], to: readonly string[]): string {
  return Array.from(text).map(character => {
    const at = from.indexOf(character)
    return at === -1 ? character : to[at] ?? ''
  }).join('')
}

function isInLanguage(tree: XPathTree, node: XNode, wanted: string): boolean {
  for (let at: XNode | null = node; at; at = at.parent) {
    const said = tree.attributes(at).find(({ name }) => name === 'lang' || name === 'xml:lang')?.value.toLowerCase()
    if (said !== undefined) return said === wanted.toLowerCase() || said.startsWith(`${wanted.toLowerCase()}-`)
  }
  return false
}
