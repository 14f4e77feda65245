import type { Blocks, Format, Policies } from '../model.js'

/** What render makes of the kept blocks. Formats that were not asked for are null; `text` is always made. */
export interface Rendered {
  readonly text: string
  readonly markdown: string | null
  readonly html: string | null
  /** Always empty here: comments are no part of the kept blocks. The caller fills them in. */
  readonly comments: readonly string[]
}

/** The formats that need the hast and mdast libraries; null where not asked for. */
export interface Rich {
  readonly markdown: string | null
  readonly html: string | null
}

/**
 * Makes Markdown and HTML of a page's blocks. Handed in as a value, because its libraries cost start-up time:
 * `(await import('./rich.js')).rich` is the one implementation.
 */
export interface RichRenderer {
  toRich(blocks: Blocks, policies: Policies, formats: readonly Format[]): Rich
}

export interface RenderOptions {
  readonly formats: readonly Format[]
  readonly policies: Policies
  /** Needed for Markdown and HTML of web pages; null when only text is wanted. */
  readonly rich: RichRenderer | null
}
