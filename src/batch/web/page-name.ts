/** The name of a page among other documents, from its address. */
import { createHash } from 'node:crypto'

/** Is this an address, and no path? */
export function isAddress(given: string): boolean {
  return /^https?:\/\//i.test(given)
}

/**
 * `https://post.example/news/ferry.html` → `post.example/news/ferry.html`, `…/news/` → `…/news/index.html`. Where the address says more (a query,
 * http, a port), a digest of it tells the pages apart.
 */
export function pageName(url: URL): string {
  const parts = url.pathname.split('/').filter((part) => part !== '')
  const isFolder = url.pathname.endsWith('/')
  const name = isFolder ? 'index.html' : parts.pop() ?? ''
  const plain = `https://${[url.hostname, ...parts, isFolder ? '' : name].join('/')}`
  // A page that is called so is another than that of its folder.
  if (url.href === plain && (isFolder || name !== 'index.html')) return [url.hostname, ...parts, name].join('/')
  const dot = name.lastIndexOf('.')
  const [stem, extension] = dot > 0 ? [name.slice(0, dot), name.slice(dot)] : [name, '']
  const digest = createHash('sha256').update(url.href).digest('hex').slice(0, 10)
  return [url.hostname, ...parts, `${stem}~${digest}${extension}`].join('/')
}

/** Without what is never sent, and without names and passwords; null when it cannot be read. */
export function parseAddress(given: string, base?: URL): URL | null {
  if (!URL.canParse(given, base?.href)) return null
  const url = new URL(given, base)
  url.hash = ''
  url.username = ''
  url.password = ''
  return url
}
