import type { Block, Blocks } from '../model.js'
import { blockText } from './stretches.js'

/** A noisy text as HTML: escaped paragraphs; headings, lists and code only where segmentation said so. */
export function sourceHtml(blocks: Blocks, title: string | null): string {
  const lines: string[] = title === null ? [] : [`<h1>${escapeHtml(title)}</h1>`]
  let inList = false
  for (const block of blocks.items) {
    const text = blockText(blocks.text, block)
    if (text === '') continue
    const isItem = block.kind === 'list-item'
    if (isItem !== inList) lines.push(isItem ? '<ul>' : '</ul>')
    inList = isItem
    lines.push(blockHtml(block, text))
  }
  if (inList) lines.push('</ul>')
  return lines.join('\n')
}

const MARKER = /^(?:[-*+•‣◦▪–]|\d{1,3}[.)])\s+/
const HASHES = /^#{1,6}\s+/
const LINE_BREAKS = /\r\n|[\n\r\u2028\u2029\u0085\v\f]/g

function blockHtml(block: Block, text: string): string {
  switch (block.kind) {
    case 'heading': {
      const level = Math.min(6, Math.max(1, block.level))
      return `<h${level}>${lines(text.replace(HASHES, ''))}</h${level}>`
    }
    case 'list-item': return `<li>${lines(text.replace(MARKER, ''))}</li>`
    case 'code': return `<pre><code>${escapeHtml(text)}</code></pre>`
    default: return `<p>${lines(text)}</p>`
  }
}

function lines(text: string): string {
  return escapeHtml(text).replace(LINE_BREAKS, '<br>\n')
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, character => ENTITIES[character] ?? character)
}
