import type { Block, Blocks } from '../model.js'
import { blockText } from './stretches.js'

/** A noisy text as HTML: escaped paragraphs; headings, lists and code only where segmentation said so. */
export function sourceHtml(blocks: Blocks, title: string | null): string {
  const lines: string[] = title === null ? [] : [`<h1>${escapeHtml(title)}</h1>`]
  let inList = false
  let before: Block | null = null
  const listing: string[] = []
  const close = (): void => {
    if (listing.length > 0) lines.push(`<pre><code>${escapeHtml(listing.splice(0).join(''))}</code></pre>`)
  }
  for (const block of blocks.items) {
    const text = blockText(blocks.text, block)
    if (text === '') continue
    if (before && isNextLine(blocks, before, block)) listing.push(blocks.text.slice(endOf(before), startOf(block)).replace(LINE_BREAKS, '\n'))
    else close()
    before = block
    const isItem = block.kind === 'list-item'
    if (isItem !== inList) lines.push(isItem ? '<ul>' : '</ul>')
    inList = isItem
    if (block.kind === 'code') listing.push(text)
    else lines.push(blockHtml(block, text))
  }
  close()
  if (inList) lines.push('</ul>')
  return lines.join('\n')
}

/** A listing between fences, or front matter, is a block of its own. */
const FENCED = /^\s*(?:```|~~~)|^(?:---|\+\+\+)[ \t]*[\r\n]/

/** The lines of a listing without fences are blocks, of which none has gone between these. */
function isNextLine({ text }: Blocks, before: Block, block: Block): boolean {
  if (before.kind !== 'code' || block.kind !== 'code' || FENCED.test(before.text) || FENCED.test(block.text)) return false
  return text.slice(endOf(before), startOf(block)).trim() === ''
}

function startOf({ parts }: Block): number {
  return parts[0]?.from ?? 0
}

function endOf({ parts }: Block): number {
  return parts.at(-1)?.to ?? 0
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
