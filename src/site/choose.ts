import type { Decoded, Page, Rulebook, SiteRule } from '../model.js'
import { elementFinder } from '../measure/find-elements.js'
import { siteFor } from '../rulebook/host.js'

/** The rule that applies to a page: by its URL, else by what it calls its own address, and by what is on it. */
export function siteOfPage(rulebook: Rulebook, page: Page): SiteRule | null {
  if (rulebook.sites.length === 0) return null
  const find = elementFinder(page, 'parse', [])
  return siteFor(rulebook, {
    ...hostAndPath(page.source.url ?? ownAddress(page)), lang: page.lang, present: selector => find({ selector }).length > 0,
  })
}

/** The rule that applies to a text: by its URL alone. */
export function siteOfText(rulebook: Rulebook, { source }: Decoded, lang: string): SiteRule | null {
  return rulebook.sites.length === 0 ? null : siteFor(rulebook, { ...hostAndPath(source.url), lang, present: null })
}

function hostAndPath(url: string | null): { readonly host: string | null; readonly path: string | null } {
  if (url === null || !URL.canParse(url)) return { host: null, path: null }
  const { hostname, pathname } = new URL(url)
  return { host: hostname, path: decoded(pathname) }
}

function decoded(path: string): string {
  try {
    return decodeURI(path)
  } catch {
    return path
  }
}

/** `<link rel=canonical>`, else og:url. */
function ownAddress(page: Page): string | null {
  for (const link of page.tagged('link')) {
    if (page.attr(link, 'rel')?.toLowerCase() === 'canonical') return absolute(page.attr(link, 'href'))
  }
  for (const meta of page.tagged('meta')) {
    if (page.attr(meta, 'property')?.toLowerCase() === 'og:url') return absolute(page.attr(meta, 'content'))
  }
  return null
}

function absolute(address: string | null): string | null {
  return address !== null && /^https?:\/\//i.test(address.trim()) ? address.trim() : null
}
