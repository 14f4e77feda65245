import type { Blocks } from '../model.js'
import type { Rendered, RenderOptions, Rich } from '../render/rendered.js'
import { sourceHtml } from '../render/source-html.js'
import { renderText } from '../render/text.js'
import { leadingTitle } from '../render/title.js'

/**
 * The kept blocks in the formats asked for. `comments` is left empty for the caller to fill.
 * Throws when Markdown or HTML of a page is asked for and `options.rich` is null.
 */
export function render(blocks: Blocks, options: RenderOptions): Rendered {
  const text = renderText(blocks, options.policies)
  const rich = blocks.source.type === 'text' ? richText(blocks, text, options) : richPage(blocks, options)
  return { text, markdown: rich.markdown, html: rich.html, comments: [] }
}

/** A noisy text is never rewritten: its Markdown is the text itself. */
function richText(blocks: Blocks, text: string, { formats, policies }: RenderOptions): Rich {
  return {
    markdown: formats.includes('markdown') ? text : null,
    html: formats.includes('html') ? sourceHtml(blocks, leadingTitle(blocks, policies)) : null,
  }
}

function richPage(blocks: Blocks, { formats, policies, rich }: RenderOptions): Rich {
  const wanted = formats.filter(format => format !== 'text')
  if (wanted.length === 0) return { markdown: null, html: null }
  if (rich === null) {
    throw new Error(`Expected a rich renderer for the formats ${wanted.join(', ')}, got null: import render/rich.js`)
  }
  return rich.toRich(blocks, policies, wanted)
}
