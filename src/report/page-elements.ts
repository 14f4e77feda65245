/** Elements of the report page. Everything that comes from documents goes in as text nodes: the writer escapes it. */
import type { Element, ElementContent, Properties } from 'hast'
import { onOneLine, printable } from './printable.js'
import { formatCount } from './summary.js'

export type Content = ElementContent | string | null

const LONGEST_LINE = 300

/** An element; strings become text, nulls are left out. */
export function h(tagName: string, properties: Properties, ...children: readonly Content[]): Element {
  return { type: 'element', tagName, properties, children: children.flatMap(toNodes) }
}

function toNodes(content: Content): ElementContent[] {
  if (content === null) return []
  return [typeof content === 'string' ? { type: 'text', value: printable(content) } : content]
}

/** Text of a document on one line, in the direction of its own script. */
export function quoted(text: string, most = LONGEST_LINE): Element {
  return h('bdi', {}, onOneLine(text, most))
}

export interface Column {
  readonly name: string
  /** Numbers stand on the right. */
  readonly number?: boolean
}

/** A table in a frame that scrolls by itself when it is wider than the page. */
export function table(columns: readonly Column[], rows: readonly (readonly Content[])[]): Element {
  const className = ({ number = false }: Column): Properties => (number ? { className: ['number'] } : {})
  const head = h('tr', {}, ...columns.map((column) => h('th', { scope: 'col', ...className(column) }, column.name)))
  const body = rows.map((row) => h('tr', {}, ...row.map((cell, at) => h('td', className(columns[at] ?? { name: '' }), cell))))
  return h('div', { className: ['scroll'] }, h('table', {}, h('thead', {}, head), h('tbody', {}, ...body)))
}

/** A bar of a share, 0 to 1, with its label behind it for who cannot see bars. */
export function bar(share: number, label: string, tone = ''): Element {
  const width = `${(Math.min(1, Math.max(0, share)) * 100).toFixed(1)}%`
  return h('span', { className: ['bar', ...tone === '' ? [] : [tone]] },
    h('span', { className: ['fill'], style: `width:${width}`, ariaHidden: 'true' }),
    h('span', { className: ['label'] }, label))
}

export function section(id: string, title: string, ...children: readonly Content[]): Element {
  return h('section', { ariaLabelledBy: [id] }, h('h2', { id }, title), ...children)
}

/** `34 %`; shares that are neither nothing nor all never look so. */
export function percent(share: number | null): string {
  if (share === null || Number.isNaN(share)) return '–'
  if (share > 0 && share < 0.005) return '< 1 %'
  if (share < 1 && share > 0.995) return '> 99 %'
  return `${Math.round(share * 100)} %`
}

/** `1.2 M` characters, `340` characters. */
export function compact(count: number): string {
  if (count < 10_000) return formatCount(count)
  if (count < 1e6) return `${formatCount(Math.round(count / 1e3))} k`
  return `${(count / 1e6).toFixed(1)} M`
}

/** `350 ms`, `1.2 s`, `3 min 20 s`, `2 h 5 min` */
export function duration(milliseconds: number): string {
  if (milliseconds < 1000) return `${Math.round(milliseconds)} ms`
  const seconds = milliseconds / 1000
  if (seconds < 60) return `${seconds.toFixed(1)} s`
  const minutes = Math.floor(seconds / 60)
  if (minutes < 60) return `${minutes} min ${Math.floor(seconds % 60)} s`
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`
}
