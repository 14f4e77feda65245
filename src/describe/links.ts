import type { Page } from '../model.js'

/** Longer addresses are data, not links. */
const LONGEST = 4096

/** The absolute http(s) address, or null. Base may be unknown: then only absolute ones count. */
export function webAddress(href: string | null | undefined, base: string | null): string | null {
  const trimmed = href?.trim()
  if (!trimmed || trimmed.length > LONGEST) return null
  try {
    const url = new URL(trimmed, base ?? undefined)
    return url.protocol === 'http:' || url.protocol === 'https:' ? url.href : null
  } catch {
    return null
  }
}

/** Addresses of one page, compared without protocol, www., fragment, query, index file and final slash. */
export function addressKey(address: string | null, base: string | null): string | null {
  const absolute = webAddress(address, base)
  if (absolute === null) return null
  const url = new URL(absolute)
  const path = url.pathname.replace(/\/(?:index\.\w{1,5})?$/, '')
  return `${url.hostname.replace(/^www\./, '')}${path}`.toLowerCase()
}

/** Address of the first link element with this rel. */
export function linkRel(page: Page, rel: string): string | null {
  for (const link of page.tagged('link')) {
    const rels = page.attr(link, 'rel')?.toLowerCase().split(/\s+/, 20) ?? []
    if (!rels.includes(rel)) continue
    const address = webAddress(page.attr(link, 'href'), page.base)
    if (address) return address
  }
  return null
}
