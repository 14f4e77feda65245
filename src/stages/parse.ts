import { createRequire } from 'node:module'
import type { Decoded, DomDocument, Page, Problem, Source, Trail } from '../model.js'
import { contradictsScript, detectLanguage, primaryLanguage } from '../measure/language.js'
import { DomTree } from '../measure/dom-tree.js'
import { indexTree, type TellingTree } from '../measure/page-index.js'
import { MAX_DEPTH, prescan } from '../measure/prescan.js'
import { SourceTree } from '../measure/source-tree.js'
import { inPlace } from '../measure/streamed.js'

/**
 * From a page's source to its measurements. Fragments get the html and body that browsers imply. `edit` changes the
 * document before it is measured, for which it has to be made.
 */
export function parse(decoded: Decoded, edit?: (document: DomDocument) => void): Page {
  const { html, hasRoot, tooDeep } = prescan(inPlace(decoded.text))
  const source = hasRoot ? html : `<!doctype html><html><head></head><body>${html}</body></html>`
  const trail = tooDeep > 0 ? deep(decoded.trail, tooDeep) : decoded.trail
  if (edit) {
    const document = linkedomDocument(source)
    edit(document)
    return index(new DomTree(document), decoded.source, trail)
  }
  return index(new SourceTree(source, linkedomDocument), decoded.source, trail)
}

/** linkedom takes longer to load than most pages to clean, and most pages never need it. */
function linkedomDocument(html: string): DomDocument {
  const { DOMParser } = createRequire(import.meta.url)('linkedom') as typeof import('linkedom')
  const document: unknown = new DOMParser().parseFromString(html, 'text/html')
  return document as DomDocument
}

function deep(trail: Trail, tags: number): Trail {
  const problem: Problem = { code: 'too-deep', stage: 'parse', rule: '', detail: `${tags} tags nested beyond ${MAX_DEPTH} levels` }
  return { ...trail, problems: [...trail.problems, problem] }
}

/** A document that the caller parsed: read, never changed. */
export function adopt(document: DomDocument, source: Source): Page {
  return index(new DomTree(document), source, { removals: [], problems: [] })
}

function index(tree: TellingTree, source: Source, trail: Trail): Page {
  const url = source.url === null ? null : absolute(source.url, null)
  const problem: Problem = { code: 'bad-url', stage: 'parse', rule: '', detail: `${source.url ?? ''}: not an absolute http(s) URL` }
  return indexTree(tree, {
    source,
    trail: source.url !== null && url === null ? { ...trail, problems: [...trail.problems, problem] } : trail,
    base: page => baseUrl(page, url ?? canonicalUrl(page)),
    language: (declared, text) => language(source.lang, declared, text),
  })
}

type Attributed = Pick<Page, 'tagged' | 'attr'>

function baseUrl(page: Attributed, sourceUrl: string | null): string | null {
  for (const base of page.tagged('base')) {
    const href = page.attr(base, 'href')
    const resolved = href ? absolute(href, sourceUrl) : null
    if (resolved) return resolved
  }
  return sourceUrl
}

/** What a saved page says of its own address. */
function canonicalUrl(page: Attributed): string | null {
  for (const link of page.tagged('link')) {
    const href = page.attr(link, 'rel')?.toLowerCase() === 'canonical' ? page.attr(link, 'href') : null
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
