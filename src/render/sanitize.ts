import type { Root } from 'hast'
import { defaultSchema, sanitize } from 'hast-util-sanitize'
import type { Schema } from 'hast-util-sanitize'

/** Put before every id, so that embedding the HTML shadows no name of the page around it (DOM clobbering). */
export const ID_PREFIX = 'user-content-'

const DROPPED = new Set(['div', 'span', 'input', 'section', 'picture', 'source', 'strike', 'tt'])
const ADDED = [
  'abbr', 'cite', 'dfn', 'figcaption', 'figure', 'mark', 'small', 'time', 'u',
]

/**
 * The library's GitHub-like schema, narrowed to what render writes: no data: URLs at all, no class but the
 * language of code, no id but those that links of the page lead to.
 */
const SCHEMA: Schema = {
  ...defaultSchema,
  tagNames: [...(defaultSchema.tagNames ?? []).filter(tag => !DROPPED.has(tag)), ...ADDED],
  attributes: {
    '*': ['dir', 'id', 'lang'],
    a: ['href', 'title'],
    abbr: ['title'],
    blockquote: ['cite'],
    code: [['className', /^language-[a-z0-9+#._-]{1,20}$/]],
    del: ['cite'],
    dfn: ['title'],
    img: ['alt', 'src'],
    ins: ['cite'],
    li: ['value'],
    ol: ['reversed', 'start', 'type'],
    q: ['cite'],
    td: ['align', 'colSpan', 'rowSpan'],
    th: ['align', 'colSpan', 'rowSpan'],
    time: ['dateTime'],
  },
  clobber: ['id'],
  clobberPrefix: ID_PREFIX,
  protocols: {
    cite: ['http', 'https'],
    href: ['http', 'https', 'mailto', 'tel'],
    src: ['http', 'https'],
  },
  required: {},
  strip: ['script', 'style', 'form', 'iframe', 'object', 'embed', 'template', 'svg', 'math'],
}

/** A new tree in which nothing can run or load but http(s) images. */
export function sanitized(tree: Root): Root {
  const safe = sanitize(tree, SCHEMA)
  if (safe.type === 'root') return safe
  // The library hands back a lone child bare.
  return { type: 'root', children: safe.type === 'doctype' ? [] : [safe] }
}
