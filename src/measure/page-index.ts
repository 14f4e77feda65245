import type { DomDocument, Page, PageElement, Run, Source, Trail } from '../model.js'
import { readAnyCase, readAttribute } from './attributes.js'
import { IndexedPage } from './indexed-page.js'
import { Traversal } from './traversal.js'

/** Facts about the page that are not measured here. */
export interface PageFacts {
  readonly source: Source
  readonly base: (elements: { tagged(tag: string): readonly PageElement[] }) => string | null
  /** The document was parsed by somebody else. */
  readonly foreign: boolean
  readonly language: (html: string | null, text: () => string) => Pick<Page, 'lang' | 'langFrom'>
  readonly trail: Trail
}

/**
 * The one traversal: every measurement that rules need, in one iterative walk that never changes the document.
 * Time and memory are linear in the number of nodes.
 */
export function indexDocument(document: DomDocument, facts: PageFacts): Page {
  const read = facts.foreign ? readAnyCase : readAttribute
  let walk = new Traversal(read, false)
  walk.run(document)
  if (walk.collector.textTotal < SHELL && walk.fallbackLength > walk.collector.textTotal) {
    // A page whose text is all in <noscript> shows it to readers without a script, and shows the same with one.
    walk = new Traversal(read, true)
    walk.run(document)
  }
  const { collector, elements, byTag } = walk
  const text = collector.chunks.join('')
  const tagged = (tag: string): readonly PageElement[] => byTag.get(tag) ?? []
  const html = tagged('html')[0]
  const { lang, langFrom } = facts.language(
    html ? (read(html.node, 'lang') ?? read(html.node, 'xml:lang')) : null,
    () => proseSample(text, collector.runs),
  )
  const body = bodyOf(tagged('body'), html ?? elements[0] ?? null)
  return new IndexedPage(
    facts.source, document, facts.base({ tagged }), elements, body, text, collector.pieces, collector.runs,
    walk.jsonLd, lang, langFrom, facts.trail, byTag, read,
  )
}

/** Visible text below which a page with more in its fallbacks is the shell of an application. Code units. */
const SHELL = 500

/** The body; the root when stray tags have put most of the text outside of it. */
function bodyOf(bodies: readonly PageElement[], root: PageElement | null): PageElement | null {
  const body = bodies[0]
  return body && root && body.textLength * 2 >= root.textLength ? body : root
}

/** Text for language detection: prose when there is any, at most 3,000 characters. */
function proseSample(text: string, runs: readonly Run[]): string {
  let sample = ''
  for (const run of runs) {
    if (run.prose) sample += text.slice(run.from, run.to) + '\n'
    if (sample.length > 3000) break
  }
  return sample.length > 200 ? sample : text.slice(0, 3000)
}
