/** Resolves relative URLs when the page's own is unknown; never part of the output. */
const NOWHERE = 'http://nowhere.invalid/'

const LINK_PROTOCOLS: ReadonlySet<string> = new Set(['http:', 'https:', 'mailto:', 'tel:'])
const IMAGE_PROTOCOLS: ReadonlySet<string> = new Set(['http:', 'https:'])

/** A link's target made absolute, else null: no URL, or a scheme that links of an article do not need. */
export function linkUrl(href: string | null, base: string | null): string | null {
  return resolve(href, base, LINK_PROTOCOLS)
}

/** An image's source made absolute, else null. data: URIs count as placeholders. */
export function imageUrl(source: string | null, base: string | null): string | null {
  return resolve(source, base, IMAGE_PROTOCOLS)
}

/** Without a base, relative URLs stay as they are (without the white space that URL parsers ignore). */
function resolve(raw: string | null, base: string | null, protocols: ReadonlySet<string>): string | null {
  if (raw === null || raw.trim() === '' || !URL.canParse(raw, base ?? NOWHERE)) return null
  const url = new URL(raw, base ?? NOWHERE)
  if (!protocols.has(url.protocol)) return null
  return base !== null || URL.canParse(raw) ? url.href : raw.replace(/[\t\n\r]/g, '').trim()
}

/** The fragment of a link within its own page, decoded, else null. */
export function ownFragment(href: string | null, base: string | null): string | null {
  if (href === null || !href.includes('#')) return null
  const own = base ?? NOWHERE
  if (!URL.canParse(href, own)) return null
  const url = new URL(href, own)
  const page = new URL(own)
  if (url.hash.length < 2 || withoutHash(url) !== withoutHash(page)) return null
  try {
    return decodeURIComponent(url.hash.slice(1))
  } catch {
    return url.hash.slice(1)
  }
}

function withoutHash(url: URL): string {
  return url.href.slice(0, url.href.length - url.hash.length)
}
