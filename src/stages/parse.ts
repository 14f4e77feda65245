import { DOMParser } from 'linkedom'
import type { Decoded, DomDocument, Page, PageElement, Problem, Source, Trail } from '../model.js'
import { contradictsScript, detectLanguage, primaryLanguage } from '../measure/language.js'
import { indexDocument } from '../measure/page-index.js'
import { MAX_DEPTH, prescan } from '../measure/prescan.js'

/** From a page's source to its DOM and measurements. Fragments get the html and body that browsers imply. */
export function parse(decoded: Decoded): Page {
  const { html, hasRoot, tooDeep } = prescan(decoded.text)
  const source = hasRoot ? html : `<!doctype html><html><head></head><body>${html}</body></html>`
  const document: unknown = new DOMParser().parseFromString(source, 'text/html')
  return index(document as DomDocument, decoded.source, tooDeep > 0 ? deep(decoded.trail, tooDeep) : decoded.trail, false)
}

function deep(trail: Trail, tags: number): Trail {
  const problem: Problem = { code: 'too-deep', stage: 'parse', rule: '', detail: `${tags} tags nested beyond ${MAX_DEPTH} levels` }
  return { ...trail, problems: [...trail.problems, problem] }
}

/** A document that the caller parsed: read, never changed. */
export function adopt(document: DomDocument, source: Source): Page {
  return index(document, source, { removals: [], problems: [] }, true)
}

function index(document: DomDocument, source: Source, trail: Trail, foreign: boolean): Page {
  const url = source.url === null ? null : absolute(source.url, null)
  const problem: Problem = { code: 'bad-url', stage: 'parse', rule: '', detail: `${source.url ?? ''}: not an absolute http(s) URL` }
  return indexDocument(document, {
    source,
    foreign,
    trail: source.url !== null && url === null ? { ...trail, problems: [...trail.problems, problem] } : trail,
    base: page => baseUrl(page.tagged('base'), url ?? canonicalUrl(page.tagged('link'))),
    language: (declared, text) => language(source.lang, declared, text),
  })
}

function baseUrl(bases: readonly PageElement[], sourceUrl: string | null): string | null {
  for (const base of bases) {
    const href = base.node.getAttribute('href')
    const resolved = href ? absolute(href, sourceUrl) : null
    if (resolved) return resolved
  }
  return sourceUrl
}

/** What a saved page says of its own address. */
function canonicalUrl(links: readonly PageElement[]): string | null {
  for (const { node } of links) {
    const href = node.getAttribute('rel')?.toLowerCase() === 'canonical' ? node.getAttribute('href') : null
    const resolved = href ? absolute(href, null) : null
    if (resolved) return resolved
  }
  return null
}

function absolute(href: string, base: string | null): string | null {
  if (!URL.canParse(href, base ?? undefined)) return null
  const url = new URL(href, base ?? undefined)
  return url.protocol === 'http:' || url.protocol === 'https:' ? url.href : null
}

function language(given: string | null, declared: string | null, text: () => string): Pick<Page, 'lang' | 'langFrom'> {
  const caller = primaryLanguage(given)
  if (caller) return { lang: caller, langFrom: 'caller' }
  const page = primaryLanguage(declared)
  if (page && !contradictsScript(page, text())) return { lang: page, langFrom: 'page' }
  const detected = detectLanguage(text())
  return detected ? { lang: detected, langFrom: 'detected' } : { lang: '', langFrom: 'unknown' }
}
